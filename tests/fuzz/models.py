"""
What the models of the state machines are made of: plain dicts, and refusals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    Document = dict[str, Any]

OK = 200


class Refused(Exception):
    """
    The model refuses, with this HTTP status.
    """

    def __init__(self, status: int) -> None:
        self.status = status


def refuse(condition: object, status: int = 400) -> None:
    if condition:
        raise Refused(status)


def status_of(call: Callable[[], Any]) -> int:
    """
    Return the HTTP status that a call is answered with; any success is 200.
    """
    try:
        call()
    except ClientError as error:
        return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
    except Refused as refused:
        return refused.status
    return OK


def found(things: Document, name: str) -> Any:
    """
    Return one of the model's *things*.
    """
    refuse(name not in things, 404)
    return things[name]


def without_empty(document: Document) -> Document:
    return {
        name: value for name, value in document.items() if value not in ("", {}, [])
    }


def taken(things: Document, name: str) -> None:
    found(things, name)
    del things[name]
