"""
Interrupts that come at each place at which Python takes one.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from inspect import CO_GENERATOR
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

# Our own call; and what `with` calls, on Python 3.14, before it will call `__exit__`.
NOT_THERE = ("setprofile", "__enter__")


def at_each_place(
    action: Callable[[], object],
    *,
    files: tuple[str, ...] = ("",),
    spared: tuple[Callable[..., object], ...] = (),
    every: int = 1,
) -> Iterator[int]:
    """
    Run *action* again and again, each time interrupted one place later.

    Python takes an interrupt where a function begins, and where one written in C has
    ended. Yields the number of the place after each interrupt, until there is none.

    Args:
        action: ends with the interrupt that it meets.
        files: ends of the names of the source files in which to interrupt it.
        spared: functions that are not interrupted where they begin.
        every: of how many places one is tried.

    Raises:
        AssertionError: an interrupt did not come through.
    """
    with collecting_nothing():
        for place in count(step=every):
            interrupter = Interrupter(place, files, spared)
            try:
                interrupter.run(action)
            except KeyboardInterrupt:
                pass
            else:
                assert interrupter.left >= 0, f"the interrupt at place {place} is lost"
                return
            gc.collect()  # not above, where the traceback keeps it alive
            yield place


@contextlib.contextmanager
def collecting_nothing() -> Iterator[None]:
    """
    Collect garbage only where told to, and none that was there before.

    What an interrupt made Python forget ends when it is collected. Collected during the
    next run, it would meet that run's interrupt, and Python would drop it there.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


class Interrupter:
    """
    Raises one `KeyboardInterrupt`, after as many places as are *left*.
    """

    def __init__(
        self,
        left: int,
        files: tuple[str, ...],
        spared: tuple[Callable[..., object], ...],
    ) -> None:
        self.left = left
        self.files = files
        self.spared = {function.__code__ for function in spared}

    def run(self, action: Callable[[], object]) -> None:
        sys.setprofile(self.see)
        try:
            action()
        finally:
            sys.setprofile(None)

    def see(self, frame: FrameType, event: str, argument: Any) -> None:
        if self.is_place(frame, event, argument):
            self.left -= 1
            if self.left < 0:
                sys.setprofile(None)
                raise KeyboardInterrupt

    def is_place(self, frame: FrameType, event: str, argument: Any) -> bool:
        code = frame.f_code
        if event == "call":  # not of a generator: it may be thrown something, no place
            takes = code not in self.spared and not code.co_flags & CO_GENERATOR
        else:
            takes = event == "c_return" and argument.__name__ not in NOT_THERE
        return takes and user_of(frame).endswith(self.files)


def user_of(frame: FrameType | None) -> str:
    """
    Return the name of the source file that *frame* works for: `with` needs contextlib.
    """
    while frame and frame.f_code.co_filename == contextlib.__file__:
        frame = frame.f_back
    return frame.f_code.co_filename if frame else ""
