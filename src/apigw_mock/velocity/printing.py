"""
The text of a value, as Java prints it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import isinf, isnan
from typing import TYPE_CHECKING

from apigw_mock.velocity.bounds import DEPTH
from apigw_mock.velocity.values import (
    Array,
    ArrayList,
    ContextMap,
    Cursor,
    Entry,
    Record,
    Special,
    Value,
    plain_key,
    text_of_key,
)
from apigw_mock.velocity.work import check_length, exceeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.velocity.work import Work

    # A part of a text, or the parts of a value inside it.
    Parts = Iterator["str | Parts"]

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2000-\u20ff"
_PLAIN = re.compile(rf'["\\{_CONTROL}]')
_OTHERS = re.compile(f"[{_CONTROL}]")
_FOR_WEB = re.compile(rf'["\\/{_CONTROL}]')
_STEPS = 4  # that a value inside another one takes
_PIECES = 2  # of a text that take as long as a step
_DIGITS_BEFORE_POINT = 7  # of a double that is printed without an exponent
_SMALLEST = 1e-3  # double that is printed without an exponent


def text_of(value: Value, work: Work) -> str:
    """
    Return the text of *value*, as its method ``toString`` makes it.
    """
    if isinstance(value, str):
        return value
    return _joined(_parts(value), work)


def printed(value: Value, work: Work) -> str:
    """
    Return what a reference prints: the text of *value*, and nothing for null.
    """
    return "" if value is None else text_of(value, work)


def json_of(value: Value, work: Work) -> str:
    """
    Return *value* as ``$input.json`` prints it, with plain slashes.
    """
    return _joined(_json_parts(value, _PLAIN), work)


def json_with_slashes(value: Value, work: Work) -> str:
    r"""
    Return *value* as a JSON array prints itself, with ``\/`` for slashes.
    """
    return _joined(_json_parts(value, _FOR_WEB), work)


def _joined(parts: Parts, work: Work) -> str:
    """
    Return the text of *parts*, without recursion: a list may contain itself.
    """
    texts: list[str] = []
    length = 0
    inner = [parts]
    while inner:
        part = next(inner[-1], None)
        if part is None:
            inner.pop()
        elif isinstance(part, str):
            texts.append(part)
            length += len(part)
            check_length(length)
        else:
            work.spend(_STEPS)
            inner.append(part)
            if len(inner) > DEPTH.most + 1:
                raise exceeded(DEPTH)
    work.spend(len(texts) // _PIECES)
    return work.spend_on("".join(texts))


# --- As Java prints it ------------------------------------------------------------


def _parts(value: Value) -> Parts:
    for kind, parts in _PARTS.items():
        if isinstance(value, kind):
            return parts(value)
    return iter((_scalar(value),))


def _parts_of_map(value: dict[Value, Value] | Record) -> Parts:
    # A block of #define in the map may change it while it is printed.
    members = list((value.members if isinstance(value, Record) else value).items())
    yield "{"
    for place, (key, item) in enumerate(members):
        if place:
            yield ", "
        yield from _part(plain_key(key), value, "(this Map)")
        yield "="
        yield from _part(item, value, "(this Map)")
    yield "}"


def _parts_of_list(value: list[Value]) -> Parts:
    yield "["
    for place, item in enumerate(list(value)):
        if place:
            yield ", "
        yield from _part(item, value, "(this Collection)")
    yield "]"


def _part(item: Value, around: Value, itself: str) -> Parts:
    if item is around:
        yield itself
    elif isinstance(item, str):
        yield item
    else:
        yield _parts(item)


def _parts_of_entry(value: Entry) -> Parts:
    yield from _part(value.key, value, "")
    yield "="
    yield from _part(value.value, value, "")


def _scalar(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return double_text(value)
    return str(value)


def double_text(number: float) -> str:
    """
    Return the text of Java's double.
    """
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0 or _SMALLEST <= abs(number) < 10**_DIGITS_BEFORE_POINT:
        return repr(number)
    sign, digits, _ = Decimal(repr(number)).normalize().as_tuple()
    first, *rest = map(str, digits)
    power = Decimal(repr(number)).adjusted()
    return f"{'-' if sign else ''}{first}.{''.join(rest) or '0'}E{power}"


_PARTS: dict[type, Callable[[Value], Parts]] = {
    str: lambda value: iter((value,)),
    Special: lambda value: iter((value.text(),)),
    Record: _parts_of_map,
    ContextMap: lambda _: iter(()),
    dict: _parts_of_map,
    Array: lambda _: iter(("[Ljava.lang.String;@1b6d3586",)),  # differs at each start
    ArrayList: _parts_of_list,
    list: lambda value: _json_parts_of_list(value, _FOR_WEB),
    Entry: _parts_of_entry,
    Cursor: lambda _: iter(("java.util.Iterator@4554617c",)),  # differs at each start
}

# --- As JSON ----------------------------------------------------------------------

_ESCAPED = {
    "\\": "\\\\",  # first: the others add some
    '"': '\\"',
    "/": "\\/",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}


def _json_parts(value: Value, escaped: re.Pattern[str]) -> Parts:
    if isinstance(value, dict):
        yield from _json_parts_of_map(value, escaped)
    elif isinstance(value, list):
        yield from _json_parts_of_list(value, escaped)
    elif isinstance(value, float) and isinf(value):
        yield "null"
    elif value is None or isinstance(value, bool | int | float | Decimal):
        yield _scalar(value)
    elif isinstance(value, str):
        yield _quoted(value, escaped)
    else:
        yield '"'
        yield _parts(value)
        yield '"'


def _json_parts_of_map(value: dict[Value, Value], escaped: re.Pattern[str]) -> Parts:
    yield "{"
    for place, (key, item) in enumerate(list(value.items())):
        if place:
            yield ","
        yield _quoted(text_of_key(key), escaped)
        yield ":"
        yield _json_parts(item, escaped)
    yield "}"


def _json_parts_of_list(value: list[Value], escaped: re.Pattern[str]) -> Parts:
    yield "["
    for place, item in enumerate(list(value)):
        if place:
            yield ","
        yield _json_parts(item, escaped)
    yield "]"


def _quoted(text: str, escaped: re.Pattern[str]) -> str:
    if escaped.search(text):
        for character, instead in _ESCAPED.items():  # faster than one by one
            if escaped.match(character):
                text = text.replace(character, instead)
        text = _OTHERS.sub(_escape, text)
    return f'"{text}"'


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"
