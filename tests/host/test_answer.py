"""
One lock per backend: what threads write at once is all there in the end.
"""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from threads import KINDS, NAMES, answers_to_threads, are_states_of_one_history

from apigw_mock import mock_apigw_updates
from apigw_mock.host.answer import lock_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def eager_switches() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@KINDS
@pytest.mark.usefixtures("eager_switches")
def test_threads_lose_no_key_and_see_states_that_existed(kind: Any) -> None:
    with mock_apigw_updates() as backend:
        answers, shown = answers_to_threads(kind, backend)

    assert len(answers) == len(NAMES)
    assert len(shown) == len(NAMES)
    assert are_states_of_one_history(answers)


@KINDS
@pytest.mark.usefixtures("eager_switches")
def test_without_the_lock_keys_are_lost(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The test above can fail: it is the lock that makes it pass.
    """
    lockless = "apigw_mock.host.answer.lock_of"
    monkeypatch.setattr(lockless, lambda _: nullcontext())

    with mock_apigw_updates() as backend:
        answers, shown = answers_to_threads(kind, backend)

    assert len(shown) < len(NAMES)
    assert not are_states_of_one_history(answers)


def test_a_call_of_a_generator_that_is_collected_meanwhile_blocks_nobody() -> None:
    class Collecting:
        def __hash__(self) -> int:
            gc.collect()
            return 0

    def calling() -> Iterator[list[Any]]:
        cycle: list[Any] = []
        try:
            yield cycle
        finally:
            cycle.append(lock_of(Collecting))

    def call_while_collecting() -> None:
        suspended = calling()
        next(suspended).append(suspended)  # only the collector finds it
        del suspended
        lock_of(Collecting())

    thread = threading.Thread(target=call_while_collecting, daemon=True)
    thread.start()
    thread.join(30)

    assert not thread.is_alive()
