"""
How much is fuzzed, in how much time, and the figures at the end.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuzz.profiles import Profile


@pytest.fixture(scope="session")
def profile() -> Profile:
    """
    Return how much these tests do.
    """
    from fuzz import profiles  # noqa: PLC0415  # needs hypothesis

    return profiles.chosen()


@pytest.fixture(scope="session")
def spent() -> list[float]:
    """
    Return the CPU time of each of these tests, in seconds, those of this worker.
    """
    return []


@pytest.fixture(autouse=True)
def _in_time(profile: Profile, spent: list[float]) -> Iterator[None]:
    """
    Hold these tests to their time, whatever else the worker does between them.
    """
    start = time.process_time()
    yield
    spent.append(time.process_time() - start)
    assert sum(spent) < profile.seconds


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """
    Print how many calls were made, and how many of them were accepted.
    """
    passed = terminalreporter.getreports("passed")
    figures = [
        value
        for report in [*passed, *terminalreporter.getreports("failed")]
        for name, value in report.user_properties
        if name == "fuzzed" and report.when == "call"
    ]
    total: Counter[str] = Counter()
    for area, calls, reached, wanted in figures:
        terminalreporter.write_line(
            f"{area}: {figure(calls)}, {reached} of {wanted} verdicts by chance"
        )
        total.update(calls)
    if figures:  # pragma: no branch  # a run of other tests has none
        terminalreporter.write_line(f"fuzzed: {figure(total)}")


def figure(calls: Mapping[str, int]) -> str:
    made = sum(calls.values())
    return f"{made:,} calls, {calls.get('accepted', 0) / made:.0%} accepted"
