"""
Reads a template token by token.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from apigw_mock.velocity.bounds import NESTING
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.run import Place, Source

if TYPE_CHECKING:
    from apigw_mock.velocity.run import Expression

BLANKS = re.compile(r"[ \t\r\n]*")
LINE_END = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
_SHOWN = 12  # characters of what is wrong


class Scanner:
    """
    A place in a template.

    Args:
        level: how deep the text is nested in others.
    """

    def __init__(self, source: Source, level: int = 0) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.level = level

    def here(self) -> Place:
        return Place(self.source, self.at)

    def fail(self, expected: str) -> NoReturn:
        """
        Raise a fault at this place.
        """
        found = self.text[self.at : self.at + _SHOWN] or "the end"
        fault = TemplateFault(f"Encountered {found!r}, expected {expected}")
        raise self.here().locate(fault)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """
        Go beyond what matches here, and return it.
        """
        token = pattern.match(self.text, self.at)
        if token:
            self.at = token.end()
        return token

    def demand(self, pattern: re.Pattern[str], expected: str) -> re.Match[str]:
        """
        Return what matches here, or raise a fault.
        """
        token = self.take(pattern)
        if token is None:
            self.fail(expected)
        return token

    def blanks(self) -> None:
        self.take(BLANKS)

    def is_at(self, word: str) -> bool:
        return self.text.startswith(word, self.at)

    def skip(self, word: str) -> bool:
        """
        Go beyond *word* if it stands here, after blanks.
        """
        self.blanks()
        if not self.is_at(word):
            return False
        self.at += len(word)
        return True

    def need(self, word: str) -> None:
        if not self.skip(word):
            self.fail(word)

    def deeper(self) -> None:
        """
        Begin a level. `shallower` ends it.
        """
        self.level += 1
        if self.level > NESTING.most:
            raise self.here().locate(
                TemplateFault(f"More than {NESTING.most} {NESTING.of}")
            )

    def shallower(self) -> None:
        self.level -= 1


class Operand:
    """
    An expression that has been read, and where it stands.
    """

    def __init__(self, expression: Expression, begin: int, end: int) -> None:
        self.expression = expression
        self.begin = begin
        self.end = end
