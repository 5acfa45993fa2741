"""
How much is fuzzed.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, settings


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


def chosen() -> Profile:
    """
    Return the profile that the environment names, else the one of few calls.
    """
    return PROFILES[os.environ.get("FUZZ_PROFILE", "few")]
