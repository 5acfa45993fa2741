"""
The methods of lists and maps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.velocity.arithmetic import equals
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.methods.rows import (
    ANY,
    IN_THE_WILD,
    INT,
    LIST,
    MAP,
    Method,
    Methods,
    rest_of,
)
from apigw_mock.velocity.printing import json_with_slashes, text_of
from apigw_mock.velocity.values import (
    Array,
    ArrayList,
    Cursor,
    Key,
    Value,
    View,
    entries_of,
    keys_of,
    values_of,
)

if TYPE_CHECKING:
    from apigw_mock.velocity.work import Work


_MOVED = 256  # items that take as long to move as a step


def key_of(key: Value, work: Work) -> str | Key:
    """
    Return what stands for *key* in a map.
    """
    if isinstance(key, str):
        return work.spend_on(key)
    return Key(type(key).__name__, text_of(key, work), key)


# --- Lists ------------------------------------------------------------------------


def check_index(items: list[Value], index: int, length: int | None = None) -> int:
    length = len(items) if length is None else length
    if not 0 <= index < length:
        raise TemplateFault(f"Index {index} out of bounds for length {len(items)}")
    return index


def get(items: list[Value], index: int) -> Value:
    return items[check_index(items, index)]


def put_at(items: list[Value], index: int, item: Value) -> Value:
    old = items[check_index(items, index)]
    items[index] = item
    return old


def add(items: list[Value], item: Value) -> bool:
    items.append(item)
    return True


def insert(work: Work, items: list[Value], index: int, item: Value) -> str:
    work.spend(len(items) // _MOVED)
    items.insert(check_index(items, index, len(items) + 1), item)
    return ""


def add_all(work: Work, items: list[Value], others: list[Value]) -> bool:
    work.spend(len(others))
    items.extend(list(others))
    return bool(others)


def remove_at(work: Work, items: list[Value], index: int) -> Value:
    work.spend(len(items) // _MOVED)
    return items.pop(check_index(items, index))


def index_of(work: Work, items: list[Value], item: Value) -> int:
    work.spend(len(items))
    for place, one in enumerate(items):
        if one is item or equals(one, item, work):
            return place
    return -1


def last_index_of(work: Work, items: list[Value], item: Value) -> int:
    place = index_of(work, items[::-1], item)
    return -1 if place < 0 else len(items) - 1 - place


def contains(work: Work, items: list[Value], item: Value) -> bool:
    return index_of(work, items, item) >= 0


def contains_all(work: Work, items: list[Value], others: list[Value]) -> bool:
    return all(contains(work, items, other) for other in others)


def remove(work: Work, items: list[Value], item: Value) -> bool:
    place = index_of(work, items, item)
    if place >= 0:
        del items[place]
    return place >= 0


def remove_all(work: Work, items: list[Value], others: list[Value]) -> bool:
    return _keep(items, [one for one in items if not contains(work, others, one)])


def retain_all(work: Work, items: list[Value], others: list[Value]) -> bool:
    return _keep(items, [one for one in items if contains(work, others, one)])


def _keep(items: list[Value], kept: list[Value]) -> bool:
    is_changed = len(kept) < len(items)
    items[:] = kept
    return is_changed


def part_of(work: Work, items: list[Value], begin: int, end: int) -> ArrayList:
    if not 0 <= begin <= end <= len(items):
        raise TemplateFault(f"No part from {begin} to {end} of {len(items)} items")
    work.spend(end - begin)
    return ArrayList(items[begin:end])


def clear(items: list[Value] | dict[Value, Value]) -> str:
    items.clear()
    return ""


def copied(work: Work, items: list[Value]) -> Array:
    work.spend(len(items))
    return Array(items)


def cursor(work: Work, items: list[Value]) -> Cursor:
    work.spend(len(items))
    return rest_of(items)


_OF_ANY_COLLECTION = (
    Method("contains", (ANY,), contains, IN_THE_WILD, counts=True),
    Method("containsAll", (LIST,), contains_all, counts=True),
    Method("equals", (ANY,), lambda work, a, b: equals(a, b, work), counts=True),
    Method("isEmpty", (), lambda items: not items, IN_THE_WILD),
    Method("iterator", (), cursor, counts=True),
    Method("size", (), len, IN_THE_WILD),
    Method("toArray", (), copied, counts=True),
    Method("toString", (), lambda work, one: text_of(one, work), counts=True),
)
_OF_AN_ARRAY = (
    Method("get", (INT,), get, IN_THE_WILD),
    Method("indexOf", (ANY,), index_of, counts=True),
    Method("lastIndexOf", (ANY,), last_index_of, counts=True),
    Method("set", (INT, ANY), put_at),
    Method("subList", (INT, INT), part_of, counts=True),
)
_OF_A_LIST = (
    Method("add", (ANY,), add, IN_THE_WILD),
    Method("add", (INT, ANY), insert, counts=True),
    Method("addAll", (LIST,), add_all, counts=True),
    Method("clear", (), clear),
    Method("remove", (INT,), remove_at, counts=True),
    Method("remove", (ANY,), remove, counts=True),
    Method("removeAll", (LIST,), remove_all, counts=True),
    Method("retainAll", (LIST,), retain_all, counts=True),
)
_EMPTY = {"empty": "isEmpty"}

VIEWS = Methods("keys, values and entries of a map", _OF_ANY_COLLECTION, _EMPTY)
ARRAYS = Methods("array", (*_OF_ANY_COLLECTION, *_OF_AN_ARRAY), _EMPTY)
LISTS = Methods("list", (*_OF_ANY_COLLECTION, *_OF_AN_ARRAY, *_OF_A_LIST), _EMPTY)
JSON_ARRAYS = Methods(
    "JSON array",
    (
        *LISTS.rows,
        Method(
            "toJSONString",
            (),
            lambda work, one: json_with_slashes(one, work),
            counts=True,
        ),
    ),
    _EMPTY,
)

# --- Maps -------------------------------------------------------------------------


def get_key(work: Work, entries: dict[Value, Value], key: Value) -> Value:
    return entries.get(key_of(key, work))


def get_or(
    work: Work, entries: dict[Value, Value], key: Value, otherwise: Value
) -> Value:
    return entries.get(key_of(key, work), otherwise)


def put(work: Work, entries: dict[Value, Value], key: Value, value: Value) -> Value:
    mark = key_of(key, work)
    old = entries.get(mark)
    entries[mark] = value
    return old


def put_if_absent(
    work: Work, entries: dict[Value, Value], key: Value, value: Value
) -> Value:
    mark = key_of(key, work)
    old = entries.get(mark)
    if old is None:
        entries[mark] = value
    return old


def put_all(work: Work, entries: dict[Value, Value], others: Value) -> str:
    work.spend(len(others))
    entries.update(others)
    return ""


def remove_key(work: Work, entries: dict[Value, Value], key: Value) -> Value:
    return entries.pop(key_of(key, work), None)


def contains_key(work: Work, entries: dict[Value, Value], key: Value) -> bool:
    return key_of(key, work) in entries


def contains_value(work: Work, entries: dict[Value, Value], value: Value) -> bool:
    work.spend(len(entries))
    return contains(work, list(entries.values()), value)


def keys(work: Work, entries: dict[Value, Value]) -> View:
    work.spend(len(entries))
    return keys_of(entries)


def values(work: Work, entries: dict[Value, Value]) -> View:
    work.spend(len(entries))
    return values_of(entries)


def entry_set(work: Work, entries: dict[Value, Value]) -> View:
    work.spend(len(entries))
    return entries_of(entries)


_READ = (
    Method("containsKey", (ANY,), contains_key, IN_THE_WILD, counts=True),
    Method("containsValue", (ANY,), contains_value, counts=True),
    Method("entrySet", (), entry_set, IN_THE_WILD, counts=True),
    Method("get", (ANY,), get_key, IN_THE_WILD, counts=True),
    Method("getOrDefault", (ANY, ANY), get_or, counts=True),
    Method("isEmpty", (), lambda entries: not entries, IN_THE_WILD),
    Method("keySet", (), keys, IN_THE_WILD, counts=True),
    Method("put", (ANY, ANY), put, IN_THE_WILD, counts=True),
    Method("putAll", (MAP,), put_all, counts=True),
    Method("putIfAbsent", (ANY, ANY), put_if_absent, counts=True),
    Method("remove", (ANY,), remove_key, counts=True),
    Method("size", (), len, IN_THE_WILD),
    Method("values", (), values, IN_THE_WILD, counts=True),
)
MAPS = Methods(
    "map",
    (
        *_READ,
        Method("clear", (), clear),
        Method("equals", (ANY,), lambda work, a, b: equals(a, b, work), counts=True),
        Method("toString", (), lambda work, one: text_of(one, work), counts=True),
    ),
    {},
)

# --- What goes through them -------------------------------------------------------


def following(items: Cursor) -> Value:
    if not items.left:
        raise TemplateFault("The iterator has no next item")
    return items.left.pop()


CURSORS = Methods(
    "iterator",
    (
        Method("hasNext", (), lambda items: bool(items.left)),
        Method("next", (), following),
    ),
    {},
)
ENTRIES = Methods(
    "entry of a map",
    (
        Method("getKey", (), lambda entry: entry.key, IN_THE_WILD),
        Method("getValue", (), lambda entry: entry.value, IN_THE_WILD),
        Method("toString", (), lambda work, one: text_of(one, work), counts=True),
    ),
    {"key": "getKey", "value": "getValue"},
)
