"""
One request to an endpoint and its answer: in time, and both in the log.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from apigw_mock.apigateway.invoke import log
from apigw_mock.apigateway.invoke.content import BINARY, Content
from apigw_mock.apigateway.invoke.failures import TIMED_OUT, UNREACHABLE
from apigw_mock.apigateway.invoke.headers import value_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.apigateway.invoke.running import Answered, Running

_PATIENCE = 29_000  # ms


def exchanged(  # noqa: PLR0913  # both sides of an exchange
    running: Running,
    url: str,
    headers: Mapping[str, list[str]],
    body: Content,
    answer: Callable[[], Answered],
    *,
    is_awaited: bool = True,
) -> Answered:
    """
    Return what an endpoint answers, with both sides in the log.

    Args:
        running: the invocation.
        url: of the endpoint.
        headers: that it is sent.
        body: that it is sent.
        answer: asks the endpoint.
        is_awaited: whether the endpoint takes as long as *answer* does.

    Raises:
        Failed: it does not answer, or not in time.
    """
    running.log.add(log.ENDPOINT, url)
    running.log.add(log.SENT_HEADERS, log.shown_in_order(log.masked(headers)))
    running.log.add(log.SENT, body)
    running.log.add(log.SENDING, url)
    start = perf_counter()
    try:
        answered = answer()
    except TimeoutError:
        raise TIMED_OUT.error() from None
    except ConnectionError:
        raise UNREACHABLE.error() from None
    taken = int((perf_counter() - start) * 1000)
    if is_awaited and taken > _patience(running):
        raise TIMED_OUT.error()
    _log_answer(running, answered, taken)
    return answered


def _patience(running: Running) -> int:
    given = running.setup.integration.get("timeoutInMillis")
    return given if type(given) is int else _PATIENCE  # an import has other types


def _log_answer(running: Running, answered: Answered, taken: int) -> None:
    payload = running.kind_in(value_in(answered.headers, "Content-Type"))
    body = Content(answered.body, is_binary=payload == BINARY)
    running.log.add(log.RECEIVED, answered.status, taken)
    running.log.add(log.RECEIVED_HEADERS, log.shown(log.masked(answered.headers)))
    running.log.add(log.RECEIVED_BODY, body)
