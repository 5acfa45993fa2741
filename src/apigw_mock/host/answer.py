"""
How an action of ours answers: JSON and a status, or AWS's refusal.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from moto.core.exceptions import JsonRESTError

from apigw_mock.errors import ApigwError
from apigw_mock.host.requests import read_request
from apigw_mock.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.host.requests import Request

    Document = dict[str, Any]
    HostAnswer = tuple[int, dict[str, Any], str]
    Handler = Callable[[Any, Request], "Answer"]


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
    service: str, backend_of: Callable[[Any], Any], handlers: Mapping[str, Handler]
) -> Callable[[Any], HostAnswer]:
    """
    Return *handlers* in the form that moto calls: a plain function of its request.

    Which of them answers is what the URL says: moto of older releases takes some URLs
    for another operation's.

    Args:
        service: boto3's name of it.
        backend_of: finds moto's backend for a request of moto's.
        handlers: by the name of their action. Each takes backend and request and
            returns an `Answer`, or raises an `ApigwError`. It holds the backend's lock
            while it runs.
    """

    def answer(original: Any) -> HostAnswer:
        try:
            request = read_request(service, original)
            handler = handlers.get(request.route.action)
            if handler is None:
                of_moto: HostAnswer = getattr(original, request.route.action)()
                return of_moto
            backend = backend_of(original)
            with lock_of(backend):
                status, body = handler(backend, request)
        except ApigwError as error:
            _log.debug("refused: %s", error, extra={"rule": error.rule})
            raise HostRefusal(error) from error
        text = "" if body is None else json.dumps(body)
        return status, {"status": status}, text

    return answer
