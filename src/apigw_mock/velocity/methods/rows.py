"""
What a table of methods consists of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from apigw_mock.evidence import inferred, reported
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.values import Cursor, Value, is_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apigw_mock.evidence import Evidence
    from apigw_mock.velocity.work import Work

Function: TypeAlias = "Callable[..., Value]"

IN_THE_WILD = reported("published templates that work at AWS call it")
PUBLIC = inferred("Velocity 1.7 calls every public method of the Java class")


@dataclass(frozen=True)
class Kind:
    """
    What an argument must be.
    """

    name: str
    takes: Callable[[Value], bool]


_LARGEST = 2**31  # of Java's int, and the smallest number below it


def is_int(value: Value) -> bool:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole and -_LARGEST <= value < _LARGEST


ANY = Kind("any value", lambda _: True)
TEXT = Kind("text", lambda value: isinstance(value, str))
INT = Kind("integer", is_int)
NUMBER = Kind("number", is_number)
LIST = Kind("list", lambda value: isinstance(value, list))
MAP = Kind("map", lambda value: isinstance(value, dict))
TRUTH = Kind("boolean", lambda value: isinstance(value, bool))


@dataclass(frozen=True)
class Method:
    """
    A method with one list of parameters. Overloaded ones have a row each.

    Args:
        name: as templates call it.
        takes: what its arguments must be.
        run: is given the value and the arguments, and before them the `Work` to count
            in if *counts*. Raises a TemplateFault where Java throws an exception.
    """

    name: str
    takes: tuple[Kind, ...]
    run: Function
    evidence: Evidence = PUBLIC
    counts: bool = False

    def fits(self, arguments: Sequence[Value]) -> bool:
        return len(arguments) == len(self.takes) and all(
            kind.takes(argument)
            for kind, argument in zip(self.takes, arguments, strict=True)
        )

    def __call__(self, work: Work, value: Value, arguments: Sequence[Value]) -> Value:
        return self.run(*((work,) if self.counts else ()), value, *arguments)


@dataclass(frozen=True)
class Methods:
    """
    The methods of one type, by their names.

    Args:
        of: the type, in words.
        rows: a row before another one is tried first.
        properties: the methods that a name without parentheses calls.
    """

    of: str
    rows: tuple[Method, ...]
    properties: dict[str, str]

    def find(self, name: str, arguments: Sequence[Value]) -> Method | None:
        """
        Return the method that takes these arguments.
        """
        for row in self.rows:
            if row.name == name and row.fits(arguments):
                return row
        return None


def no_cast(*_: Value) -> NoReturn:
    """
    Raise what Java's ClassCastException becomes.
    """
    raise TemplateFault("A value of another type cannot be compared with it")


def rest_of(items: list[Value]) -> Cursor:
    return Cursor(items[::-1])
