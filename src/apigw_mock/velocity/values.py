"""
The values of a template.

A text is a ``str``, a JSON object or Java map a ``dict``, a JSON array a ``list``,
numbers and truths are Python's. Null is None. The classes below are what else there is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from apigw_mock.velocity.order import hash_order

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = Any
Number: TypeAlias = "int | float | Decimal"


class ArrayList(list[Any]):
    """
    A Java list, which prints ``[a, b]``. A JSON array prints ``["a","b"]``.
    """


class View(ArrayList):
    """
    The keys, values or entries of a map.
    """


class Array(ArrayList):
    """
    A Java array of texts, as ``split`` makes it.
    """


@dataclass(eq=False)
class Entry:
    """
    A key of a map with its value.
    """

    key: Value
    value: Value


@dataclass(eq=False)
class Cursor:
    """
    A Java iterator.

    Args:
        left: the items to come, the next one last.
    """

    left: list[Value]


class Special(ABC):
    """
    A value with a text of its own.
    """

    @abstractmethod
    def text(self) -> str:
        """
        Return what the value prints.
        """


@dataclass(eq=False)
class Record:
    """
    A value that prints as the map of what a template sets in it.
    """

    members: dict[str, Value] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True)
class Key:
    """
    A key of a map that is not a text: Java keeps 1, 1.0 and true apart.
    """

    kind: str
    text: str
    value: Value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.mark == other.mark

    def __hash__(self) -> int:
        return hash(self.mark)

    @property
    def mark(self) -> tuple[str, str]:
        return self.kind, self.text


def plain_key(key: Value) -> Value:
    """
    Return the value that a map's *key* stands for.
    """
    return key.value if isinstance(key, Key) else key


def text_of_key(key: str | Key) -> str:
    return key.text if isinstance(key, Key) else key


def is_number(value: Value) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


class ContextMap(dict[Any, Any]):
    """
    ``$context`` or a map inside it: has its keys in a HashMap's order, prints nothing.

    Source: LocalStack's tests of an SQS integration, which recorded both.
    """


def in_order(mapping: dict[Any, Value]) -> dict[Any, Value]:
    """
    Return the entries of a map in the order in which a loop meets them.
    """
    if not isinstance(mapping, ContextMap):
        return mapping
    texts = [key for key in mapping if isinstance(key, str)]
    others = [key for key in mapping if isinstance(key, Key)]
    return {key: mapping[key] for key in (*hash_order(texts), *others)}


def keys_of(mapping: dict[Any, Value]) -> View:
    return View(map(plain_key, in_order(mapping)))


def values_of(mapping: dict[Any, Value]) -> View:
    return View(in_order(mapping).values())


def entries_of(mapping: dict[Any, Value]) -> View:
    return View(
        Entry(plain_key(key), value) for key, value in in_order(mapping).items()
    )


def items_of(value: Value) -> Iterator[Value] | None:
    """
    Return what a loop over *value* goes through; None if it is no collection.
    """
    if isinstance(value, list):
        return iter(list(value))
    if isinstance(value, dict):
        return iter(values_of(value))
    if isinstance(value, Cursor):
        return _rest(value)
    return None


def _rest(cursor: Cursor) -> Iterator[Value]:
    while cursor.left:
        yield cursor.left.pop()
