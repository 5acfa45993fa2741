"""
How we know a fact about AWS, and from which source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Known(Enum):
    """
    How sure we are of a fact, surest first.
    """

    RECORDED = "recorded"  # AWS's own answer was written down
    DOCUMENTED = "documented"  # AWS's documentation or service model says so
    REPORTED = "reported"  # others say that AWS answers so
    INFERRED = "inferred"  # follows from facts of the other kinds


@dataclass(frozen=True)
class Evidence:
    """
    How we know a fact, and where a reader can check it.
    """

    known: Known
    source: str

    def __str__(self) -> str:
        return f"{self.known.value}: {self.source}"


def recorded(source: str) -> Evidence:
    return Evidence(Known.RECORDED, source)


def documented(source: str) -> Evidence:
    return Evidence(Known.DOCUMENTED, source)


def reported(source: str) -> Evidence:
    return Evidence(Known.REPORTED, source)


def inferred(source: str) -> Evidence:
    return Evidence(Known.INFERRED, source)
