"""
How an action of ours answers: JSON and a status, or AWS's refusal.
"""

from __future__ import annotations

import json
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from moto.core.exceptions import JsonRESTError

from apigw_mock.errors import ApigwError, NotSerializable

if TYPE_CHECKING:
    from collections.abc import Callable

    Document = dict[str, Any]
    HostAnswer = tuple[int, dict[str, Any], str]


class Answer(NamedTuple):
    """
    What a handler returns: HTTP status and the JSON to send, None for an empty body.
    """

    status: int
    body: Document | None


class Refusal(JsonRESTError):
    """
    A refusal in the form in which moto sends errors.
    """

    def __init__(self, error: ApigwError) -> None:
        super().__init__(error.code, str(error))
        self.code = error.status


_locks: WeakKeyDictionary[object, RLock] = WeakKeyDictionary()
_locks_lock = Lock()


def lock_of(backend: object) -> Any:
    """
    Return the one lock of a moto backend: an update looks up, judges and writes in it.
    """
    with _locks_lock:
        return _locks.setdefault(backend, RLock())


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
            raise Refusal(error) from error
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
        NotSerializable: the body is no JSON, or no object.
    """
    if not request.body:
        return {}
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):  # no JSON, or JSON without end
        raise NotSerializable("Unexpected content in the request body") from None
    if not isinstance(body, dict):
        raise NotSerializable("Expected a JSON object as the request body")
    return body
