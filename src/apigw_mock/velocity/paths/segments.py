"""
What a path consists of, and what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.values import Value, is_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.velocity.paths.conditions import Condition
    from apigw_mock.velocity.work import Work

MISSING: Final = object()  # what a path finds that leads nowhere


@dataclass(frozen=True)
class Names:
    """
    Members by their names: one for ``.a``, several for ``['a','b']``.
    """

    names: tuple[str, ...]

    def select(self, value: Value, search: Search) -> Iterator[Value]:
        del search
        if isinstance(value, dict):
            yield from (value[name] for name in self.names if name in value)


@dataclass(frozen=True)
class Objects(Names):
    """
    At the end of a path: an object of several members.

    Args:
        demands_all: whether an object without one of them is left out.
    """

    demands_all: bool = False

    def select(self, value: Value, search: Search) -> Iterator[Value]:
        del search
        if isinstance(value, dict):
            found = {name: value[name] for name in self.names if name in value}
            if len(found) == len(self.names) or (found and not self.demands_all):
                yield found


@dataclass(frozen=True)
class Indexes:
    """
    Items by their places, from the end if negative.
    """

    places: tuple[int, ...]

    def select(self, value: Value, search: Search) -> Iterator[Value]:
        del search
        if isinstance(value, list):
            length = len(value)
            yield from (value[i] for i in self.places if -length <= i < length)


@dataclass(frozen=True)
class Slice:
    """
    Items from one place to another.
    """

    begin: int | None
    end: int | None

    def select(self, value: Value, search: Search) -> Iterator[Value]:
        if isinstance(value, list):
            search.work.spend(len(value))
            if self.begin is None or self.begin < 0 or (self.end or 0) >= 0:
                yield from value[self.begin : self.end]


@dataclass(frozen=True)
class Every:
    """
    All members or items.
    """

    def select(self, value: Value, search: Search) -> Iterator[Value]:
        del search
        if isinstance(value, dict):
            yield from value.values()
        elif isinstance(value, list):
            yield from value


@dataclass(frozen=True)
class Filter:
    """
    The items for which a condition holds, or the object for which it does.

    Args:
        condition: what judges an item.
        queries: how many parts of the condition may read all of the document.
        cost: the steps that the rest of it takes for an item.
        unions: how many results a query has that names several places.
    """

    condition: Condition
    queries: int
    cost: int
    unions: int

    def select(self, value: Value, search: Search) -> Iterator[Value]:
        items = value if isinstance(value, list) else [value]
        if isinstance(value, list) or (isinstance(value, dict) and not search.is_deep):
            for item in items:
                if self._holds(item, search):
                    yield item

    def _holds(self, item: Value, search: Search) -> bool:
        read = search.size() ** self.queries if self.queries else 0
        search.work.spend((self.cost + read) * self.unions)
        return self.condition.holds(item, search.root, search.work)


@dataclass(frozen=True)
class Descent:
    """
    The value itself and all inside it, to which the next segment is applied.
    """

    next: Segment

    def select(self, value: Value, search: Search) -> Iterator[Value]:
        search.is_deep = True
        left = [value]
        while left:
            one = left.pop()
            search.work.spend(1)
            yield from self.next.select(one, search)
            if isinstance(one, dict | list):
                inner = one.values() if isinstance(one, dict) else one
                left += reversed(
                    [item for item in inner if isinstance(item, dict | list)]
                )


Segment = Names | Indexes | Slice | Every | Filter | Descent


class Search:
    """
    What the segments know of the search that they are part of.
    """

    def __init__(self, root: Value, work: Work) -> None:
        self.root = root
        self.work = work
        self.is_deep = False
        self._size = 0

    def size(self) -> int:
        """
        Return how many values the document has.
        """
        left = [] if self._size else [self.root]
        while left:
            one = left.pop()
            self._size += 1
            self.work.spend(1)
            if isinstance(one, dict | list):
                left += one.values() if isinstance(one, dict) else one
        return self._size


@dataclass(frozen=True)
class Path:
    """
    A path that has been parsed.

    Args:
        function: what is applied to the result, if anything.
    """

    segments: tuple[Segment, ...]
    function: str = ""

    @property
    def is_definite(self) -> bool:
        """
        Whether the path leads to one value. Others give a list.
        """
        return all(_is_definite(segment) for segment in self.segments)

    def find(self, document: Value, work: Work) -> Value:
        """
        Return what the path leads to in *document*, or `MISSING`.
        """
        search = Search(document, work)
        found: list[Value] = [document]
        for segment in self.segments:
            found = list(_selected(segment, found, search))
        if self.function:
            found = [FUNCTIONS[self.function](value) for value in found]
        if not self.is_definite:
            return found
        return found[0] if found else MISSING


def _is_definite(segment: Segment) -> bool:
    if isinstance(segment, Objects):
        return True
    if isinstance(segment, Names):
        return len(segment.names) == 1
    return isinstance(segment, Indexes) and len(segment.places) == 1


def _selected(
    segment: Segment, values: Iterable[Value], search: Search
) -> Iterator[Value]:
    for value in values:
        for found in segment.select(value, search):
            search.work.spend(1)
            yield found


def _length(value: Value) -> int | None:
    return len(value) if isinstance(value, dict | list) else None


def _of_numbers(function: Callable[[list[float]], float]) -> Callable[[Value], Value]:
    def apply(value: Value) -> float:
        items = value if isinstance(value, list) else []
        numbers = [
            float(item) for item in items if is_number(item) and abs(item) < _HUGE
        ]
        if not numbers:
            raise TemplateFault(
                "Aggregation function attempted to calculate value using empty array"
            )
        return float(function(numbers))

    return apply


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def _deviation(numbers: list[float]) -> float:
    mean = _mean(numbers)
    return sqrt(_mean([(number - mean) * (number - mean) for number in numbers]))


_HUGE = 1e300
FUNCTIONS: dict[str, Callable[[Value], Value]] = {
    "avg": _of_numbers(_mean),
    "length": _length,
    "max": _of_numbers(max),
    "min": _of_numbers(min),
    "size": _length,
    "stddev": _of_numbers(_deviation),
    "sum": _of_numbers(sum),
}
