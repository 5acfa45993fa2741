"""
Shared by the tests that ask cases.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def contributor(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Give the process the credentials of a contributor.
    """
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """
    Listen to what a shell ignores that runs pytest in the background, in children too.
    """
    handlers = {
        signal.SIGINT: signal.default_int_handler,
        signal.SIGHUP: signal.SIG_DFL,
    }
    before = {one: signal.signal(one, handler) for one, handler in handlers.items()}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)
