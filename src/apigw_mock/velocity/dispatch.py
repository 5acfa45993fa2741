"""
Which table of methods belongs to a value, and what its names without parentheses give.

A template reaches nothing else: no attribute of a Python object is looked up by name.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.loops import LOOPS, Loop
from apigw_mock.velocity.methods.collections import (
    ARRAYS,
    CURSORS,
    ENTRIES,
    JSON_ARRAYS,
    LISTS,
    MAPS,
    VIEWS,
    check_index,
    key_of,
    put,
    put_at,
)
from apigw_mock.velocity.methods.numbers import DECIMALS, DOUBLES, INTEGERS, TRUTHS
from apigw_mock.velocity.methods.rows import Methods, is_int
from apigw_mock.velocity.methods.texts import TEXTS
from apigw_mock.velocity.payload import INPUT, Payload
from apigw_mock.velocity.utf16 import has_pairs
from apigw_mock.velocity.util import UTIL, Util
from apigw_mock.velocity.values import Array, ArrayList, Cursor, Entry, Special, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apigw_mock.velocity.values import Value
    from apigw_mock.velocity.work import Work

_PAIRS = 8  # characters that take as long as a step to be counted in UTF-16
_WIDE = 32  # the same of characters beyond ASCII that are one unit each

# A type before those that it is a kind of.
TABLES: dict[type, Methods] = {
    str: TEXTS,
    bool: TRUTHS,
    int: INTEGERS,
    float: DOUBLES,
    Decimal: DECIMALS,
    dict: MAPS,
    View: VIEWS,
    Array: ARRAYS,
    ArrayList: LISTS,
    list: JSON_ARRAYS,
    Entry: ENTRIES,
    Cursor: CURSORS,
    Payload: INPUT,
    Util: UTIL,
    Loop: LOOPS,
    Special: Methods("block of #define", (), {}),
}


def methods_of(value: Value) -> Methods:
    for kind, methods in TABLES.items():
        if isinstance(value, kind):
            return methods
    raise AssertionError(type(value))  # pragma: no cover  # all types are there


def call(work: Work, value: Value, name: str, arguments: Sequence[Value]) -> Value:
    """
    Return what a method returns.

    Raises:
        LookupError: the type has no such method.
        TemplateFault: the method failed.
    """
    method = methods_of(value).find(name, arguments)
    if method is None:
        raise LookupError(name)
    for text in (value, *arguments):
        if isinstance(text, str):
            _count(text, work)
    result = method(work, value, arguments)
    return work.spend_on(result) if isinstance(result, str) else result


def _count(text: str, work: Work) -> None:
    """
    Count the steps that it takes a method to read *text*.
    """
    work.spend_on(text)
    if not text.isascii():
        work.spend(len(text) // (_PAIRS if has_pairs(text) else _WIDE))


def read(work: Work, value: Value, name: str) -> Value:
    """
    Return the member of a map, or what else *name* stands for after a dot.

    Raises:
        LookupError: the type has no such property.
    """
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, Loop) and name in value.members:
        return value.members[name]
    return call(work, value, methods_of(value).properties[name], ())


def write(work: Work, value: Value, name: str, new: Value) -> None:
    """
    Set the member of a map.

    Raises:
        LookupError: the value has no members that can be set.
    """
    if isinstance(value, dict):
        put(work, value, name, new)
    elif isinstance(value, Loop):
        value.members[name] = new
    else:
        raise LookupError(name)  # noqa: TRY004  # as read does


def item(work: Work, value: Value, index: Value) -> Value:
    """
    Return what stands at an index or key in brackets.

    Raises:
        LookupError: the value has no items.
    """
    place = _from_the_end(value, index)
    if isinstance(value, dict):
        return value.get(key_of(place, work))
    return value[check_index(value, _place(value, place))]


def write_item(work: Work, value: Value, index: Value, new: Value) -> None:
    """
    Set what stands at an index or key in brackets.

    Raises:
        LookupError: the value has no items that can be set.
    """
    place = _from_the_end(value, index)
    if isinstance(value, dict):
        put(work, value, place, new)
    else:
        put_at(value, _place(value, place), new)


def _from_the_end(value: Value, index: Value) -> Value:
    """
    Return the index with the length of *value* added to a negative one.
    """
    if not is_int(index) or index >= 0:
        return index
    if not isinstance(value, dict | list):
        raise TemplateFault(f"A 'size()' method required for negative value {index}")
    return index + len(value)


def _place(value: Value, index: Value) -> int:
    if not isinstance(value, list) or isinstance(value, View) or not is_int(index):
        raise LookupError(index)
    place: int = index
    return place
