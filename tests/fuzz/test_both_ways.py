"""
Whatever is sent: by the short way and by moto's own, the same answers.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from both_ways import exchanges, moto_s_way
from fuzz.areas import AREAS
from fuzz.requests import walks
from fuzz.walk import Tally, Walk, open_ground
from hypothesis import given, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz.areas import Area
    from fuzz.profiles import Profile

pytestmark = pytest.mark.once


@pytest.mark.parametrize("area", AREAS, ids=str)
def test_every_call_is_answered_alike_both_ways(area: Area, profile: Profile) -> None:
    @settings(profile.settings, max_examples=max(2, profile.walks // 10))
    @given(walk=walks(area))
    def fuzz(walk: Any) -> None:
        short, long = (seen(walk, way) for way in (nullcontext, moto_s_way))
        assert short
        assert short == long

    def seen(walk: Any, way: Callable[[], Any]) -> list[Any]:
        case, calls = walk
        with open_ground() as ground, way(), exchanges() as noted:
            on_its_way = Walk(ground, case, Tally(area))
            for call in calls:
                on_its_way.make(call)
        return noted

    fuzz()
