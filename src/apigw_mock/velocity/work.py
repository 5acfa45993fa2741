"""
How much work a template has done, and what is left for it.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from apigw_mock.velocity.bounds import DIGITS, NESTING, REGEX, TEXT, WORK
from apigw_mock.velocity.faults import Exceeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.velocity.bounds import Bound

T = TypeVar("T")

_PER_STEP = 256  # characters of a text that take as long as a step


class Work:
    """
    Counts the steps of one rendering.
    """

    def __init__(self) -> None:
        self._steps = WORK.most
        self._regex = REGEX.most / 1000  # s
        self._levels = 0

    def spend(self, steps: int) -> None:
        """
        Count *steps*.

        Raises:
            Exceeded: no more are left.
        """
        self._steps -= steps
        if self._steps < 0:
            raise exceeded(WORK)

    def spend_on(self, text: str) -> str:
        """
        Return *text*, and count the steps that it takes to make or read it.
        """
        check_length(len(text))
        self.spend(1 + len(text) // _PER_STEP)
        return text

    def enter(self) -> None:
        """
        Begin a level. `leave` ends it.
        """
        if self._levels >= NESTING.most:
            raise exceeded(NESTING)
        self._levels += 1
        self.spend(1)

    def leave(self) -> None:
        self._levels -= 1

    def match(self, run: Callable[[float], T]) -> T:
        """
        Return what *run* returns, a regular expression at work.

        Args:
            run: takes the seconds that are left, and raises TimeoutError after them.
        """
        if self._regex <= 0:
            raise exceeded(REGEX)
        begin = monotonic()
        try:
            return run(self._regex)
        except TimeoutError:
            raise exceeded(REGEX) from None
        finally:
            self._regex -= monotonic() - begin


def check_length(length: int) -> None:
    """
    Raise `Exceeded` if no text may have as many characters.
    """
    if length > TEXT.most:
        raise exceeded(TEXT)


_LARGEST = 10**DIGITS.most


def check_integer(number: int) -> int:
    """
    Return *number*.

    Raises:
        Exceeded: it has too many digits.
    """
    if not -_LARGEST < number < _LARGEST:
        raise exceeded(DIGITS)
    return number


def exceeded(bound: Bound) -> Exceeded:
    return Exceeded(f"More than {bound.most:,} {bound.of}")
