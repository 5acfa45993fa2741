"""
What is kept for long and must not grow without end: bounds in bytes, not in numbers.
"""

from __future__ import annotations

from collections import deque
from sys import getsizeof
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

TEXT = 10_000  # characters that are left of a text which is cut
_MARK = 100  # characters: more than it takes to say what is left out
_ENTRY = 200  # bytes: about what a place in a map or list takes, with a short name


class Newest(Generic[T]):
    """
    The newest items, as many as the bounds allow.

    Args:
        kept: how many items.
        limit: how many bytes they hold together.

    Attributes:
        dropped: how many items had to go since the last `clear`.
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
        return iter([item for item, _ in list(self._items)])  # as they are now

    def append(self, item: T, size: int) -> None:
        """
        Add an item of so many bytes, and drop the oldest ones where that is too much.
        """
        self._items.append((item, size))
        self._held += size
        while len(self._items) > self._kept or self._held > self.limit:
            _, gone = self._items.popleft()
            self._held -= gone
            self.dropped += 1

    def clear(self) -> None:
        """
        Forget all items, and that any was dropped.
        """
        self._items.clear()
        self._held = self.dropped = 0


def size_of(*values: Any) -> int:
    """
    Return how many bytes JSON holds in memory; what *values* share counts once.
    """
    found: dict[int, Any] = {}
    left: list[Any] = [*values]
    while left:
        value = left.pop()
        if id(value) not in found:
            found[id(value)] = value
            if isinstance(value, dict):
                left += value
                left += value.values()
            elif isinstance(value, list):
                left += value
    return sum(map(getsizeof, found.values()))


def shortened(text: str) -> str:
    """
    Return *text*, or its first 10,000 characters and what is left out.

    Of two texts that differ, what is returned differs as well.
    """
    if len(text) <= TEXT + _MARK:  # it may be the rest of one that was cut
        return text
    return f"{text[:TEXT]}{_left_out(len(text) - TEXT, 'characters', text)}"


def _left_out(count: int, things: str, value: Any) -> str:
    checksum = crc32(repr(value).encode("utf-8", "surrogatepass"))
    return f"… ({count:,} more {things}, checksum {checksum:08x})"


def cut(value: Any, limit: int) -> Any:
    """
    Return a copy of JSON with its long texts shortened, in about *limit* bytes.
    """
    return _Cutter(limit).cut(value)


class _Cutter:
    """
    One copy on its way, and the bytes that are left for it.
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
