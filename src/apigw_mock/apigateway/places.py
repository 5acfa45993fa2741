"""
Where a patch path leads: patterns of paths, places in a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonpointer import JsonPointer

from apigw_mock.locks import computed_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HOLE = re.compile(r"\{(\w+)(\.\.\.)?\}")
IGNORED = "_"  # the hole that plays no part


class Path:
    """
    A path with holes, say ``/apiStages/{stage}/throttle/{path...}/{method}``.
    """

    def __init__(self, text: str) -> None:
        self.parts: tuple[str, ...] = tuple(JsonPointer(text).parts)
        self._holes = [_HOLE.fullmatch(part) for part in self.parts]
        # By place, the segments that are given, and those that are open.
        self._fixed = [
            (n, part)
            for n, (part, hole) in enumerate(zip(self.parts, self._holes, strict=True))
            if not hole
        ]
        self._open = [(n, hole[1]) for n, hole in enumerate(self._holes) if hole]
        greedy = [n for n, hole in enumerate(self._holes) if hole and hole[2]]
        self._greedy = greedy[0] if greedy else None

    def match(self, parts: Sequence[str]) -> dict[str, Any] | None:
        """
        Return what stands in the holes, None where the path is another.

        Args:
            parts: the unescaped segments of a path. A greedy hole holds a list.
        """
        spread = self._spread(parts)
        if len(spread) != len(self.parts):
            return None
        if any(spread[n] != part for n, part in self._fixed):
            return None
        return {name: spread[n] for n, name in self._open}

    def _spread(self, parts: Sequence[str]) -> Sequence[Any]:
        """
        Return *parts* with those of the greedy hole as one list.
        """
        if self._greedy is None:
            return parts
        end = self._greedy + len(parts) - len(self.parts) + 1
        if end <= self._greedy:
            return ()
        return [*parts[: self._greedy], list(parts[self._greedy : end]), *parts[end:]]


@dataclass(frozen=True)
class Item:
    """
    An item of a list: equal to this, or a map that has these members.
    """

    wanted: Any

    def index_in(self, items: Sequence[Any]) -> int | None:
        found = (index for index, item in enumerate(items) if self._is(item))
        return next(found, None)

    def _is(self, item: Any) -> bool:
        if isinstance(item, dict) and isinstance(self.wanted, dict):
            return self.wanted.items() <= item.items()
        return bool(item == self.wanted)


Step = str | Item


class Steps:
    """
    A place in a document with holes, say ``/methodSettings/{resource}~1{method}``.
    """

    def __init__(self, text: str) -> None:
        self.parts: tuple[str, ...] = tuple(JsonPointer(text).parts)

    @computed_once
    def has_holes(self) -> bool:
        return any(_HOLE.search(part) for part in self.parts)

    @computed_once
    def names_item(self) -> bool:
        """
        Whether the place is an item of a list that is itself the value.
        """
        return self.parts[-1].startswith("[")

    @computed_once
    def last_hole(self) -> str:
        """
        The hole that the last step consists of, empty where it is another text.
        """
        hole = _HOLE.fullmatch(self.parts[-1].strip("[]"))
        return hole[1] if hole else ""

    @computed_once
    def by_value(self) -> bool:
        """
        Whether the value names the item.
        """
        return self.parts[-1] == "[{value}]"

    def above(self, depth: int) -> str:
        """
        Return the pointer to the parent that so many steps lead to.
        """
        return str(JsonPointer.from_parts(self.parts[:depth]).path)

    def filled(self, holes: Mapping[str, Any]) -> list[Step]:
        """
        Return the steps to the place that *holes* name.
        """
        return [_filled(part, holes) for part in self.parts]

    def found_in(self, document: Any) -> Iterator[tuple[list[str], Any]]:
        """
        Yield the pointer of each place in a document that the steps lead to, with the
        list or map that holds it.
        """
        yield from _walk(document, self.parts, [])


def _filled(part: str, holes: Mapping[str, Any]) -> Step:
    if part.startswith("["):
        hole = _HOLE.fullmatch(part[1:-1])
        return Item(holes[hole[1]] if hole else part[1:-1])
    return _HOLE.sub(lambda hole: str(holes[hole[1]]), part)


def _walk(
    here: Any, parts: Sequence[str], pointer: list[str]
) -> Iterator[tuple[list[str], Any]]:
    first, *rest = parts
    for key in _keys(here, first):
        if not rest:
            yield [*pointer, key], here
        else:
            below = here[int(key)] if isinstance(here, list) else here[key]
            yield from _walk(below, rest, [*pointer, key])


def _keys(here: Any, part: str) -> list[str]:
    if isinstance(here, list):
        return [str(index) for index in range(len(here))]
    if not isinstance(here, dict):
        return []
    return list(here) if _HOLE.search(part) else [part] * (part in here)


@dataclass
class Place:
    """
    Where in a document: the pointer as far as it exists, and the steps beyond.

    Args:
        value: what is at the pointer.
    """

    pointer: list[str]
    missing: list[Step]
    value: Any = None

    @property
    def exists(self) -> bool:
        return not self.missing


def locate(document: Any, steps: Sequence[Step]) -> Place:
    """
    Return the place in *document* that *steps* lead to.
    """
    here: Any = document
    pointer: list[str] = []
    for number, step in enumerate(steps):
        key = _key(here, step)
        if key is None:
            return Place(pointer, list(steps[number:]), here)
        here = here[key]
        pointer.append(str(key))
    return Place(pointer, [], here)


def _key(here: Any, step: Step) -> str | int | None:
    if isinstance(step, Item):
        return step.index_in(here)
    return step if isinstance(here, dict) and step in here else None
