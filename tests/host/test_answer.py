"""
One lock per backend: what two threads write at once is all there in the end.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

THREADS, UPDATES = 4, 25
NAMES = [f"X-{thread}-{n}" for thread in range(THREADS) for n in range(UPDATES)]


@pytest.fixture
def eager_switches() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def keys_lost() -> int:
    """
    Return how many of the keys that threads set at once are missing afterwards.
    """
    with mock_apigw_updates() as backend:
        target = backend.integration_response(headers=NAMES)
        clients = [backend.client("apigateway") for _ in range(THREADS)]
        start = Barrier(THREADS)

        def update(thread: int) -> None:
            start.wait()
            for n in range(UPDATES):
                path = f"/responseParameters/method.response.header.X-{thread}-{n}"
                operation = {"op": "add", "path": path, "value": "'1'"}
                clients[thread].update_integration_response(
                    **target, patchOperations=[operation]
                )

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(update, range(THREADS)))
        response = backend.apigateway.get_integration_response(**target)
        return len(NAMES) - len(response["responseParameters"])


@pytest.mark.usefixtures("eager_switches")
def test_threads_that_patch_different_keys_lose_none() -> None:
    assert keys_lost() == 0


@pytest.mark.usefixtures("eager_switches")
def test_without_the_lock_keys_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The test above can fail: it is the lock that makes it pass.
    """
    lockless = "apigw_mock.host.answer.lock_of"
    monkeypatch.setattr(lockless, lambda _: nullcontext())

    assert any(keys_lost() for _ in range(10))
