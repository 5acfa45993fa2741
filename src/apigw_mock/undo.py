"""
Undo work completely, even if an interrupt comes in the middle.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def undone_by(undo: Callable[[], None]) -> Iterator[None]:
    """
    Call *undo* at the end, and again if an interrupt broke it off.

    Enter the context before you do the work. If an interrupt comes while the context
    is entered or left, Python drops it, and *undo* is called when it is freed.

    Args:
        undo: must work however far the work, or an earlier *undo*, had come.
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
    Steps that undo work, newest last. Add each step before you do its work.
    """

    def undo(self) -> None:
        """
        Run all steps, newest first. A step that an interrupt broke off runs again.
        """
        while self:
            self[-1]()
            self.pop()  # not before it is done
