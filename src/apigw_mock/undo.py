"""
What an interrupt may meet anywhere and yet is undone.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def undone_by(undo: Callable[[], None]) -> Iterator[None]:
    """
    Call *undo* at the end, and again for what an interrupt has left of it.

    Enter it before there is something to undo. An interrupt that comes while the
    context is entered or left makes Python forget it; it ends as it is freed.

    Args:
        undo: works, wherever the work that it undoes was broken off, or it itself.
    """
    try:
        try:
            yield
        finally:
            undo()
    finally:
        undo()


class Steps(list["Callable[[], None]"]):
    """
    What is to be undone, the newest first. A step is added before what it undoes.
    """

    def undo(self) -> None:
        """
        Do every step, again where an interrupt has broken it off.
        """
        while self:
            self[-1]()
            self.pop()  # not before it is done
