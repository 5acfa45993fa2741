"""
One lock per backend: what threads write at once is all there in the end.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from threads import KINDS, NAMES, answers_to_threads, are_states_of_one_history

from apigw_mock import mock_apigw_updates

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
