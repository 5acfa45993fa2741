"""
Shared by the tests that ask cases.
"""

from __future__ import annotations

import pytest


@pytest.fixture
def contributor(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Give the process the credentials of a contributor.
    """
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
