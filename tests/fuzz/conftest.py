"""
How much is fuzzed, and the figures at the end.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Profile(NamedTuple):
    """
    How much is done.

    Args:
        calls: at least so many in all.
        accepted: at least such a part of the calls to each table.
        walks: starting points of each table.
        machines: walks against the model.
        seconds: of CPU time, that no worker may exceed.
        settings: of hypothesis.
    """

    calls: int
    accepted: float
    walks: int
    machines: int
    seconds: float
    settings: settings


ALWAYS = settings(
    deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
PROFILES = {
    "few": Profile(
        calls=350,
        accepted=0.1,  # of a hundred calls, which each hypothesis chooses in its way
        walks=15,
        machines=10,
        seconds=600,  # ten times what they need: machines differ
        settings=settings(
            ALWAYS,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # to shrink takes minutes: the other finds it, too
        ),
    ),
    "fuzz": Profile(
        calls=50_000,
        accepted=0.25,
        walks=1_200,
        machines=500,
        seconds=3_600,
        settings=ALWAYS,
    ),
}


@pytest.fixture(scope="session")
def profile() -> Profile:
    """
    Return how much these tests do.
    """
    return PROFILES[os.environ.get("FUZZ_PROFILE", "few")]


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
