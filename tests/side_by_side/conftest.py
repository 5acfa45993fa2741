"""
Runs of pytest in a process of their own, where plugins load as users have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from listening import Listener, listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# That of hypothesis is always absent: it would take half a second of each run.
THEIRS = ("asyncio", "hypothesispytest", "randomly", "time_machine", "xdist")
# What a run must leave behind: moto switched off, and the user's own key.
AT_THE_END = """
    import os

    def pytest_unconfigure(config):
        if not hasattr(config, "workerinput"):
            from moto.core.models import botocore_stubber

            key = os.environ["AWS_ACCESS_KEY_ID"]
            print("at the end:", botocore_stubber.enabled, key)
"""


@pytest.fixture
def run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """
    Return what runs test files, beside one named plugin and no other of `THEIRS`.

    It asserts that the run leaves its process as it was.
    """

    def run(*sources: str, arguments: Sequence[str] = (), beside: str = "") -> Any:
        monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)  # as named below
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-users")
        pytester.makeconftest(AT_THE_END)
        for number, source in enumerate(sources):
            pytester.makepyfile(**{f"test_{number}": source})
        absent = [f"-pno:{name}" for name in THEIRS if name != beside]
        result = pytester.runpytest_subprocess(
            "-pno:cacheprovider", *absent, *arguments
        )
        result.stdout.fnmatch_lines(["at the end: False the-users"])
        return result

    return run


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as server:
        yield server
