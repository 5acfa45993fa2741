"""
Whatever is sent: an answer of AWS's, nothing half done, and a Get that agrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from fuzz.areas import AREAS
from fuzz.requests import walks
from fuzz.walk import Ground, Tally, Walk, open_ground, request_of
from hypothesis import given, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fuzz.areas import Area
    from fuzz.profiles import Profile

pytestmark = pytest.mark.once


@pytest.fixture
def ground() -> Iterator[Ground]:
    with open_ground() as opened:
        yield opened


@pytest.mark.parametrize("area", AREAS, ids=str)
def test_every_call_is_answered_as_aws_would(
    area: Area, ground: Ground, profile: Profile, record_property: Callable[..., None]
) -> None:
    tally = Tally(area)

    @settings(profile.settings, max_examples=profile.walks)
    @given(walk=walks(area))
    def fuzz(walk: Any) -> None:
        case, calls = walk
        on_its_way = Walk(ground, case, tally)
        for call in calls:
            on_its_way.make(call)

    fuzz()
    by_chance = len(tally.wanted - tally.missing)
    show_what_is_missing(ground, tally)
    figures = [str(area), dict(tally.calls), by_chance, len(tally.wanted)]
    record_property("fuzzed", figures)

    assert tally.missing == set()
    assert tally.calls.total() >= profile.calls / len(AREAS)
    assert tally.calls["accepted"] >= tally.calls.total() * profile.accepted


def show_what_is_missing(ground: Ground, tally: Tally) -> None:
    """
    Make the calls of the cases for those rows that chance has not reached.
    """
    for case in tally.area.quick_cases:
        missing = {row for row, _ in tally.missing}
        if missing.intersection(tally.area.rows_in(case)):
            Walk(ground, case, tally).make(request_of(case))
