"""
Where a patch path leads: patterns of paths and places in a document.
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
IGNORED = "_"  # a hole whose text is ignored


class Path:
    """
    A path with holes, say ``/apiStages/{stage}/throttle/{path...}/{method}``.
    """

    def __init__(self, text: str) -> None:
        self.parts: tuple[str, ...] = tuple(JsonPointer(text).parts)
        self._holes = [_HOLE.fullmatch(part) for part in self.parts]
        # Fixed segments and holes, each with its position.
        self._fixed = [
            (n, part)
            for n, (part, hole) in enumerate(zip(self.parts, self._holes, strict=True))
            if not hole
        ]
        self._open = [
            (n, hole[1])
            for n, hole in enumerate(self._holes)
            if hole and hole[1] != IGNORED
        ]
        greedy = [n for n, hole in enumerate(self._holes) if hole and hole[2]]
        self._greedy = greedy[0] if greedy else None

    @property
    def holes(self) -> list[str]:
        """
        The names of the holes, without the ignored one.
        """
        return [name for _, name in self._open]

    def match(self, parts: Sequence[str]) -> dict[str, str] | None:
        """
        Return what stands in the holes, or None if the path does not match.

        Args:
            parts: the unescaped segments of a path. A greedy hole takes several and
                joins them with slashes.
        """
        spread = parts if self._greedy is None else self._spread(parts, self._greedy)
        if len(spread) != len(self.parts):
            return None
        for n, part in self._fixed:
            if spread[n] != part:
                return None
        return {name: spread[n] for n, name in self._open}

    def _spread(self, parts: Sequence[str], start: int) -> Sequence[str]:
        """
        Return *parts* with the segments of the greedy hole, from *start* on, joined.
        """
        end = start + len(parts) - len(self.parts) + 1
        if end <= start:
            return ()
        several = "/".join(parts[start:end])
        return [*parts[:start], several, *parts[end:]]


@dataclass(frozen=True)
class Item:
    """
    The item of a list that equals *wanted*, or is a map with these members.
    """

    wanted: Any

    def index_in(self, items: Sequence[Any]) -> int | None:
        if not isinstance(self.wanted, dict):
            return items.index(self.wanted) if self.wanted in items else None
        found = (index for index, item in enumerate(items) if self._is_in(item))
        return next(found, None)

    def _is_in(self, item: Any) -> bool:
        return isinstance(item, dict) and self.wanted.items() <= item.items()


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
    def branches(self) -> bool:
        """
        Whether there is a hole before the last step.
        """
        return any(_HOLE.search(part) for part in self.parts[:-1])

    @computed_once
    def names_item(self) -> bool:
        """
        Whether the place is an item of a list.
        """
        return self.parts[-1].startswith("[")

    @computed_once
    def last_hole(self) -> str:
        """
        The name of the hole that is the whole last step; empty if there is none.
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
        Return the pointer to the parent after *depth* steps.
        """
        return str(JsonPointer.from_parts(self.parts[:depth]).path)

    def filled(self, holes: Mapping[str, Any]) -> list[Step]:
        """
        Return the steps with the *holes* filled in.
        """
        return [_filled(part, holes) for part in self.parts]

    def holes_in(self, pointer: Sequence[str]) -> dict[str, str]:
        """
        Return the keys that a pointer has in the holes.

        List items are left out, and so are segments that are not one whole hole.
        """
        holes = ((_HOLE.fullmatch(part), n) for n, part in enumerate(self.parts))
        return {hole[1]: pointer[n] for hole, n in holes if hole}

    def found_in(self, document: Any) -> Iterator[tuple[list[str], Any]]:
        """
        Yield each place in a document that the steps lead to.

        Each comes as its pointer and the list or map that holds it.
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
    A place in a document, which may not exist yet.

    Args:
        pointer: the keys to the deepest parent that exists, or to the place itself.
        missing: the steps from there to the place.
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
    if isinstance(here, list):
        return next((n for n, _ in enumerate(here) if str(n) == step), None)
    return step if isinstance(here, dict) and step in here else None
