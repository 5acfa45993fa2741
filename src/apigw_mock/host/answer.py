"""
How an action of ours answers: JSON and a status, or AWS's refusal.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from botocore.utils import parse_timestamp
from moto.core.exceptions import JsonRESTError

from apigw_mock.errors import ApigwError, NotSerializable, not_convertible
from apigw_mock.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.host.model import Member

    Document = dict[str, Any]
    HostAnswer = tuple[int, dict[str, Any], str]


class Answer(NamedTuple):
    """
    What a handler returns: HTTP status and the JSON to send, None for an empty body.
    """

    status: int
    body: Document | None


class HostRefusal(JsonRESTError):
    """
    A refusal in the form in which moto sends errors.
    """

    def __init__(self, error: ApigwError) -> None:
        super().__init__(error.code, str(error))
        self.code = error.status


_log = logging.getLogger(__name__)
_locks: WeakKeyDictionary[object, Lock] = WeakKeyDictionary()
_locks_lock = Lock()


def lock_of(backend: object) -> Lock:
    """
    Return the one lock of a moto backend: an update looks up, judges and writes in it.
    """
    with _locks_lock:
        return _locks.setdefault(backend, Lock())


def action(
    backend_of: Callable[[Any], Any], handler: Callable[[Any, Any], Answer]
) -> Callable[[Any], HostAnswer]:
    """
    Return *handler* in the form that moto calls: a plain function of the request.

    Args:
        backend_of: finds moto's backend for a request.
        handler: takes backend and request and returns an `Answer`, or raises an
            `ApigwError`. It holds the backend's lock while it runs.
    """

    def answer(request: Any) -> HostAnswer:
        backend = backend_of(request)
        try:
            with lock_of(backend):
                status, body = handler(backend, request)
        except ApigwError as error:
            _log.debug("refused: %s", error, extra={"rule": error.rule})
            raise HostRefusal(error) from error
        text = "" if body is None else json.dumps(body)
        return status, {"status": status}, text

    return answer


def segments(request: Any) -> list[str]:
    """
    Return the decoded segments of the request's path, without the leading slash.
    """
    return [unquote(part) for part in request.path.strip("/").split("/")]


def json_body(request: Any) -> Document:
    """
    Return the request's JSON object; an empty body is an empty object.

    Raises:
        NotSerializable: the body is no JSON in UTF-8, or no object.
    """
    if not request.body:
        return {}
    try:
        body = json.loads(_text(request.body), parse_constant=_no_number)
    except (ValueError, RecursionError):  # no JSON, or JSON without end
        raise NotSerializable("Unexpected content in the request body") from None
    if not isinstance(body, dict):
        raise NotSerializable("Expected a JSON object as the request body")
    return body


def _text(body: str | bytes) -> str:
    if isinstance(body, str):
        return body
    return body.decode()  # by itself, json reads UTF-16 and UTF-32 as well


def _no_number(constant: str) -> float:
    raise ValueError(constant)  # Python reads NaN and Infinity, JSON has none


def check_types(body: Document, members: Mapping[str, Member]) -> Document:
    """
    Return what *body* says of *members*, or raise.

    Members that the service model does not know are left out, and so is null.

    Raises:
        NotSerializable: a value has another JSON type than the model says.
    """
    return {
        name: _typed(value, members[name])
        for name, value in body.items()
        if value is not None and name in members
    }


def _typed(value: Any, member: Member) -> Any:
    if member.type == "timestamp" and not isinstance(value, bool):
        return _read_timestamp(value, member)
    read = _READERS.get(type(value), _read_number)
    return read(value, member)


def _read_map(value: Document, member: Member) -> Document:
    if member.type == "structure":
        return check_types(value, member.members)
    if member.type != "map" or member.value is None:
        raise not_convertible(value)
    inner = member.value
    return {k: _typed(v, inner) for k, v in value.items() if v is not None}


def _read_list(value: list[Any], member: Member) -> list[Any]:
    inner = member.value
    if member.type != "list" or inner is None:
        raise not_convertible(value)
    if inner.type == "structure":  # null is one without members
        return [_typed({} if item is None else item, inner) for item in value]
    return [_typed(item, inner) for item in value if item is not None]


def _read_scalar(value: Any, member: Member) -> Any:
    if member.type != _SCALARS[type(value)]:
        raise _not_the(member, value)
    return value


def _read_timestamp(value: Any, member: Member) -> Any:
    try:
        parse_timestamp(value)
    except (ValueError, RuntimeError):
        raise _not_the(member, value) from None
    return value


def _read_number(value: float, member: Member) -> float:
    if member.type == "double":
        return value
    if member.type != "integer":
        raise _not_the(member, value)
    return int(max(-_INTEGERS, min(value, _INTEGERS - 1)))  # JSON has no bounds


def _not_the(member: Member, value: Any) -> NotSerializable:
    if member.type not in _JAVA:
        return NotSerializable(f"Expected {member.type} or null")
    return not_convertible(value, _JAVA[member.type])


# What AWS's Java calls the types that are no containers.
_JAVA = {
    "string": "String",
    "integer": "Integer",
    "double": "Double",
    "boolean": "Boolean",
    "timestamp": "Date",
}
_SCALARS = {str: "string", bool: "boolean"}
_INTEGERS = 2**31
_READERS: dict[type, Callable[[Any, Member], Any]] = {
    dict: _read_map,
    list: _read_list,
    str: _read_scalar,
    bool: _read_scalar,
}
