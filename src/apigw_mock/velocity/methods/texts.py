"""
The methods of a text.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NoReturn

from apigw_mock.javamatch import NotAPattern, Pattern, compiled
from apigw_mock.velocity.bounds import WORK
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.methods.rows import (
    ANY,
    IN_THE_WILD,
    INT,
    LIST,
    TEXT,
    Method,
    Methods,
    no_cast,
)
from apigw_mock.velocity.order import hash_of_text
from apigw_mock.velocity.printing import text_of
from apigw_mock.velocity.utf16 import joined as whole_of
from apigw_mock.velocity.utf16 import units
from apigw_mock.velocity.values import Array, Value
from apigw_mock.velocity.work import check_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.velocity.work import Work

_MOST = WORK.most  # parts of a text
_TRIMMED = "".join(map(chr, range(0x21)))  # what trim() takes off
_CHUNK = 4096  # characters that are compared at once
_SLOW = 8  # characters that take as long as a step, one by one
_BLANK = re.compile(r"\s*")


def outside(what: str) -> NoReturn:
    """
    Raise what Java's StringIndexOutOfBoundsException becomes.
    """
    raise TemplateFault(what)


# --- Parts ------------------------------------------------------------------------


def char_at(text: str, index: int) -> str:
    whole = units(text)
    if not 0 <= index < len(whole):
        outside(f"String index out of range: {index}")
    return whole[index]


def substring(text: str, begin: int, end: int | None = None) -> str:
    whole = units(text)
    stop = len(whole) if end is None else end
    if not 0 <= begin <= stop <= len(whole):
        outside(f"begin {begin}, end {stop}, length {len(whole)}")
    return whole[begin:stop]


def index_of(text: str, part: str, begin: int = 0) -> int:
    whole, sought = units(text), units(part)
    return whole.find(sought, min(max(begin, 0), len(whole)))


def index_of_code(text: str, code: int) -> int:
    return index_of(text, chr(code)) if 0 <= code <= sys.maxunicode else -1


def last_index_of_code(text: str, code: int) -> int:
    return last_index_of(text, chr(code)) if 0 <= code <= sys.maxunicode else -1


def last_index_of(text: str, part: str, begin: int | None = None) -> int:
    whole, sought = units(text), units(part)
    if begin is not None:
        if begin < 0:
            return -1
        whole = whole[: begin + len(sought)]
    # Python's rfind may try every place, its find does not.
    place = whole[::-1].find(sought[::-1])
    return -1 if place < 0 else len(whole) - len(sought) - place


def starts_at(text: str, part: str, begin: int) -> bool:
    return begin >= 0 and units(text)[begin:].startswith(units(part))


def replace(text: str, old: str, new: str) -> str:
    count = text.count(old)
    check_length(len(text) + count * (len(new) - len(old)))
    return text.replace(old, new)


def repeat(text: str, count: int) -> str:
    if count < 0:
        outside(f"count is negative: {count}")
    check_length(len(text) * count)
    return text * count


def concat(text: str, other: str) -> str:
    check_length(len(text) + len(other))
    return text + other


def compare(text: str, other: str) -> int:
    """
    Return the distance of the first characters that differ, or of the lengths.
    """
    first, last = units(text), units(other)
    begin = 0
    while first[begin : begin + _CHUNK] == last[begin : begin + _CHUNK]:
        if begin >= len(first):
            return 0
        begin += _CHUNK
    for one, another in zip(first[begin:], last[begin:], strict=False):
        if one != another:
            return ord(one) - ord(another)
    return len(first) - len(last)


def compare_in_small(text: str, other: str) -> int:
    return compare(text.upper().lower(), other.upper().lower())


def equals_in_small(text: str, other: str) -> bool:
    return compare_in_small(text, other) == 0


def code_at(text: str, index: int) -> int:
    char_at(text, index)
    return ord(whole_of(units(text)[index : index + 2])[0])


def hashed(work: Work, text: str) -> int:
    work.spend(len(text) // _SLOW)
    return hash_of_text(text)


def join(work: Work, _: str, between: str, parts: list[Value]) -> str:
    """
    Return *parts* as one text, as Java's ``String.join`` does.
    """
    if not all(isinstance(part, str) for part in parts):
        raise TemplateFault("join takes texts only")
    work.spend(len(parts))
    check_length(sum(map(len, parts)) + len(between) * len(parts))
    return work.spend_on(between.join(parts))


# --- Regular expressions ----------------------------------------------------------


def pattern_of(work: Work, text: str) -> Pattern:
    try:
        return work.match(lambda _: compiled(text))  # takes time too
    except NotAPattern:
        raise TemplateFault(f"Not a regular expression: {text}") from None


def matches(work: Work, text: str, pattern: str) -> bool:
    whole = pattern_of(work, pattern)
    return work.match(lambda left: whole.fits(text, left))


def split(work: Work, text: str, pattern: str, limit: int = 0) -> Array:
    """
    Return the parts of *text* around what matches, *limit* parts at most.

    0 is no limit without empty parts at the end, below 0 no limit with them.
    """
    whole = pattern_of(work, pattern)
    places = work.match(lambda left: whole.places(text, left, _MOST))
    parts: list[str] = []
    begin = 0
    for start, end in places:
        if len(parts) + 1 == limit:
            break
        if end == 0:  # Java: no empty part before a match without width
            continue
        parts.append(text[begin:start])
        begin = end
    parts.append(text[begin:])
    while limit == 0 and begin and parts and not parts[-1]:
        parts.pop()
    work.spend(len(parts))
    return Array(parts)


def replace_all(work: Work, text: str, pattern: str, replacement: str) -> str:
    return _replaced(work, text, pattern, replacement, _MOST)


def replace_first(work: Work, text: str, pattern: str, replacement: str) -> str:
    return _replaced(work, text, pattern, replacement, 1)


def _replaced(work: Work, text: str, pattern: str, replacement: str, most: int) -> str:
    whole = pattern_of(work, pattern)
    make = Replacement(work, whole, replacement)
    return work.match(lambda left: whole.replaced(text, make, left, most))


class Replacement:
    """
    Makes the text that takes the place of a match, of at most 10 MB together.
    """

    def __init__(self, work: Work, pattern: Pattern, text: str) -> None:
        self._work = work
        self._pattern = pattern
        self._text = text
        self._parts: list[str | int | None] | None = None
        self._made = 0

    def __call__(self, group: Callable[[int], str | None]) -> str:
        self._work.spend(1)
        if self._parts is None:  # Java reads it at the first match
            self._parts = list(self._read())
        made = "".join(
            part if isinstance(part, str) else group(part) or ""
            for part in self._parts
            if part is not None
        )
        self._made += len(made)
        check_length(self._made)
        return made

    def _read(self) -> list[str | int | None]:
        parts: list[str | int | None] = []
        position = 0
        while position < len(self._text):
            token = _IN_REPLACEMENT.match(self._text, position)
            if token is None:
                raise TemplateFault(f"Illegal group reference in {self._text}")
            parts.append(self._part(token))
            position = token.end() if token["number"] is None else self._end(token)
        return parts

    def _part(self, token: re.Match[str]) -> str | int | None:
        if token["number"] is not None:
            return int(self._digits(token))
        if token["name"] is not None:
            return self._named(token["name"])
        if token["escaped"] is not None:
            return token["escaped"]
        return token[0]

    def _named(self, name: str) -> int:
        place = self._pattern.group_of(name)
        if place is None:
            raise TemplateFault(f"No group with name {{{name}}}")
        return place

    def _digits(self, token: re.Match[str]) -> str:
        """
        Return the digits of a group: the first, and others as long as there is one.
        """
        digits = token["number"][:1]
        if int(digits) > self._pattern.groups:
            raise TemplateFault(f"No group {digits}")
        for digit in token["number"][1:]:
            if int(digits + digit) > self._pattern.groups:
                break
            digits += digit
        return digits

    def _end(self, token: re.Match[str]) -> int:
        return token.start() + 1 + len(self._digits(token))


_IN_REPLACEMENT = re.compile(
    r"\$(?P<number>[0-9]{1,9})|\$\{(?P<name>[a-zA-Z][a-zA-Z0-9]*)\}"
    r"|\\(?P<escaped>.)|[^$\\]+",
    re.DOTALL,
)

# --- The table --------------------------------------------------------------------

SEEN = IN_THE_WILD

TEXTS = Methods(
    "text",
    (
        Method("charAt", (INT,), char_at, SEEN),
        Method("codePointAt", (INT,), code_at),
        Method("compareTo", (TEXT,), compare),
        Method("compareTo", (ANY,), no_cast),
        Method("compareToIgnoreCase", (TEXT,), compare_in_small),
        Method("concat", (TEXT,), concat, SEEN),
        Method("contains", (TEXT,), lambda text, part: part in text, SEEN),
        Method("endsWith", (TEXT,), str.endswith, SEEN),
        Method("equals", (ANY,), lambda text, other: text == other, SEEN),
        Method("equalsIgnoreCase", (TEXT,), equals_in_small, SEEN),
        Method("hashCode", (), hashed, counts=True),
        Method("indexOf", (TEXT,), index_of, SEEN),
        Method("indexOf", (TEXT, INT), index_of),
        Method("indexOf", (INT,), index_of_code),
        Method("intern", (), lambda text: text),
        Method("isBlank", (), lambda text: bool(_BLANK.fullmatch(text))),
        Method("isEmpty", (), lambda text: not text, SEEN),
        Method("join", (TEXT, LIST), join, counts=True),
        Method("lastIndexOf", (TEXT,), last_index_of, SEEN),
        Method("lastIndexOf", (TEXT, INT), last_index_of),
        Method("lastIndexOf", (INT,), last_index_of_code),
        Method("length", (), lambda text: len(units(text)), SEEN),
        Method("matches", (TEXT,), matches, SEEN, counts=True),
        Method("repeat", (INT,), repeat),
        Method("replace", (TEXT, TEXT), replace, SEEN),
        Method("replaceAll", (TEXT, TEXT), replace_all, SEEN, counts=True),
        Method("replaceFirst", (TEXT, TEXT), replace_first, counts=True),
        Method("split", (TEXT,), split, SEEN, counts=True),
        Method("split", (TEXT, INT), split, counts=True),
        Method("startsWith", (TEXT,), str.startswith, SEEN),
        Method("startsWith", (TEXT, INT), starts_at),
        Method("strip", (), str.strip),
        Method("substring", (INT,), substring, SEEN),
        Method("substring", (INT, INT), substring, SEEN),
        Method("toLowerCase", (), str.lower, SEEN),
        Method("toString", (), lambda text: text, SEEN),
        Method("toUpperCase", (), str.upper, SEEN),
        Method("trim", (), lambda text: text.strip(_TRIMMED), SEEN),
        Method(
            "valueOf", (ANY,), lambda work, _, value: text_of(value, work), counts=True
        ),
    ),
    {"blank": "isBlank", "empty": "isEmpty"},
)
