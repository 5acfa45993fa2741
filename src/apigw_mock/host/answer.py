"""
How our actions answer: with JSON and a status, or with AWS's refusal.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary, WeakValueDictionary

from moto.core.exceptions import JsonRESTError

from apigw_mock.errors import ApigwError
from apigw_mock.host.requests import read_request
from apigw_mock.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.host.requests import Request

    Document = dict[str, Any]
    HostAnswer = tuple[int, dict[str, Any], str]
    # What runs outside the lock, after the handler has read the state.
    Later = Callable[[], "Answer"]
    Handler = Callable[[Any, Request], "Answer"]
    AnyHandler = Callable[[Any, Request], "Answer | Later"]


class Answer(NamedTuple):
    """
    What a handler returns: the HTTP status and the JSON body, None for an empty body.
    """

    status: int
    body: Document | None


class HostRefusal(JsonRESTError):
    """
    A refusal in the form of moto's errors.
    """

    def __init__(self, error: ApigwError) -> None:
        super().__init__(error.code, str(error))
        _log.debug("refused: %s", error, extra={"rule": error.rule})
        self.code = error.status


_log = logging.getLogger(__name__)
_locks: WeakKeyDictionary[object, Lock] = WeakKeyDictionary()
_shared: WeakValueDictionary[tuple[str, str], Lock] = WeakValueDictionary()
_locks_lock = Lock()


def lock_of(backend: Any) -> Lock:
    """
    Return the lock of a moto backend. A handler holds it from look-up to write.

    The backends of both services share one in an account and region, because both have
    the same domain names.
    """
    with _locks_lock:
        if backend not in _locks:
            place = backend.account_id, backend.region_name
            _locks[backend] = _shared.setdefault(place, Lock())
        return _locks[backend]


def action(
    service: str, backend_of: Callable[[Any], Any], handlers: Mapping[str, AnyHandler]
) -> Callable[[Any], HostAnswer]:
    """
    Return one function for all *handlers*, in the form that moto calls.

    The URL decides which handler answers. Older releases of moto mistake some URLs for
    those of another operation.

    Args:
        service: boto3's name of it.
        backend_of: finds moto's backend for a request of moto's.
        handlers: by the name of their action. Each takes a backend and a request, and
            returns an `Answer`, or a function that returns one, or raises an
            `ApigwError`. It runs under the backend's lock, the function outside it.
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
                answered = handler(backend, request)
            done = answered if isinstance(answered, Answer) else answered()
        except ApigwError as error:
            raise HostRefusal(error) from error
        text = "" if done.body is None else json.dumps(done.body)
        return done.status, {"status": done.status}, text

    return answer
