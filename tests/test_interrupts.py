"""
The interrupts of the tests come through whatever an earlier one left behind.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from interrupts import at_each_place

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_what_an_interrupt_left_is_collected_before_the_next() -> None:
    def left_behind() -> Iterator[None]:
        try:
            yield
        finally:
            for _ in range(9):
                step()

    def step() -> None:
        """
        Be a place.
        """

    def action() -> None:
        gc.collect()  # as Python does when it likes
        generator = left_behind()
        next(generator)
        cycle = [generator, None]
        cycle[1] = cycle  # type: ignore[call-overload]
        step()

    places = list(at_each_place(action, files=(__file__,)))

    assert places
