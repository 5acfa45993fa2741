"""
Bounds for what is kept for long: by number and by bytes.
"""

from __future__ import annotations

from collections import deque
from sys import getsizeof
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

TEXT = 10_000  # characters that are kept of a long text
_MARK = 100  # characters: more than the note on what is left out has
_ENTRY = 200  # bytes: about what an entry of a map or list takes, with a short name


class Newest(Generic[T]):
    """
    The newest items, as many as the bounds allow.

    Args:
        kept: the greatest number of items.
        limit: the greatest size of all together, in bytes.

    Attributes:
        dropped: how many items were dropped since the last `clear`.
    """

    def __init__(self, *, kept: int, limit: int) -> None:
        self.limit = limit
        self.dropped = 0
        self._kept = kept
        self._items: deque[tuple[T, int]] = deque()
        self._held = 0

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter([item for item, _ in list(self._items)])  # others may append

    def append(self, item: T, size: int) -> None:
        """
        Add an item of *size* bytes, and drop the oldest ones if there are too many.
        """
        self._items.append((item, size))
        self._held += size
        while len(self._items) > self._kept or self._held > self.limit:
            _, gone = self._items.popleft()
            self._held -= gone
            self.dropped += 1

    def clear(self) -> None:
        """
        Forget all items and how many were dropped.
        """
        self._items.clear()
        self._held = self.dropped = 0


def size_of(*values: Any) -> int:
    """
    Return how many bytes JSON takes in memory. What *values* share counts once.
    """
    found: dict[int, Any] = {}  # keeps what it has an id of
    left = [*values]
    while left:
        value = left.pop()
        if id(value) in found:
            continue
        found[id(value)] = value
        if isinstance(value, dict):
            left += (*value, *value.values())
        elif isinstance(value, list):
            left += value
    return sum(map(getsizeof, found.values()))


def shortened(text: str) -> str:
    """
    Return *text*, or its first 10,000 characters and a note on what is left out.

    Different texts stay different: the note has a checksum.
    """
    if len(text) <= TEXT + _MARK:  # it may be a text that was cut before
        return text
    return f"{text[:TEXT]}{_left_out(len(text) - TEXT, 'characters', text)}"


def _left_out(count: int, things: str, value: Any) -> str:
    checksum = crc32(repr(value).encode("utf-8", "surrogatepass"))
    return f"… ({count:,} more {things}, checksum {checksum:08x})"


def cut(value: Any, limit: int) -> Any:
    """
    Return a copy of JSON in about *limit* bytes, with its long texts shortened.
    """
    return _Cutter(limit).cut(value)


class _Cutter:
    """
    Makes one copy, and counts the bytes that are left for it.
    """

    def __init__(self, left: int) -> None:
        self._left = left

    def cut(self, value: Any) -> Any:
        self._left -= _ENTRY
        if isinstance(value, dict):
            return dict(self._members(value))
        if isinstance(value, list):
            return list(self._items(value))
        return self._leaf(value)

    def _leaf(self, value: Any) -> Any:
        leaf = shortened(value) if isinstance(value, str) else value
        self._left -= getsizeof(leaf)
        return leaf

    def _members(self, value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for place, (name, member) in enumerate(value.items()):
            if self._left <= 0:
                yield "…", _left_out(len(value) - place, "members", value)
                return
            yield self._leaf(name), self.cut(member)

    def _items(self, value: list[Any]) -> Iterator[Any]:
        for place, item in enumerate(value):
            if self._left <= 0:
                yield _left_out(len(value) - place, "items", value)
                return
            yield self.cut(item)
