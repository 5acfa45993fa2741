"""
JSON as API Gateway reads it: names and texts may lack their quotes, commas may be
too many, and what follows the value is ignored.

Source: json-smart 2.3 in its permissive mode, which agrees with what LocalStack's
authors found API Gateway to take and refuse.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from math import nan
from typing import TYPE_CHECKING, Any, NoReturn

from apigw_mock.velocity.bounds import DEPTH, DIGITS

if TYPE_CHECKING:
    from apigw_mock.velocity.values import Value

_LONGEST_DOUBLE = 18  # characters of a number with a fraction; longer ones are decimals
_LONGEST_POWER = 3  # digits of the power of ten of a decimal


class NotJson(ValueError):
    """
    The text is not JSON, not even with all that is permitted.
    """


def read(text: str) -> Value:
    """
    Return the value of *text*.

    Raises:
        NotJson: it has none. The message is json-smart's.
    """
    if not _is_flat(text):
        raise _too_deep()
    try:
        return json.loads(
            text, parse_int=_integer, parse_float=_fraction, parse_constant=_refuse
        )
    except ValueError:  # also NotJson: what looks like a long number may be a text
        return _Reader(text).document()


def _is_flat(text: str) -> bool:
    """
    Return whether *text* is not nested too deep. Brackets in texts count too, unless
    there are many.
    """
    if text.count("[") + text.count("{") <= DEPTH.most:
        return True
    level = 0
    for token in _STRINGS_AND_BRACKETS.finditer(text):
        if token[0] in "[{":
            level += 1
        elif token[0] in "]}":
            level = max(level - 1, 0)
        if level > DEPTH.most:
            return False
    return True


# A text that does not end goes on to the end, or it would be read again at each quote.
_STRINGS_AND_BRACKETS = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL
)


def _too_deep() -> NotJson:
    return NotJson(f"Nested deeper than {DEPTH.most} levels")


def _integer(digits: str) -> int:
    if len(digits) > DIGITS.most:
        raise NotJson(f"A number of more than {DIGITS.most:,} digits")
    return int(digits)


def _fraction(digits: str) -> float | Decimal:
    if len(digits) <= _LONGEST_DOUBLE:
        return float(digits)
    power = digits.lower().partition("e")[2].lstrip("+-")
    if len(digits) > DIGITS.most or len(power) > _LONGEST_POWER:
        raise NotJson(f"A number of more than {DIGITS.most:,} digits")
    return Decimal(digits)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_BLANKS = re.compile(r"[ \t\r\n]*")
_INTEGER = re.compile(r"-?[0-9]+")
_FRACTION = re.compile(
    r"-?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|-?\.[0-9]+(?:[eE][+-]?[0-9]+)?"
)
_IN_QUOTES = {
    '"': re.compile(r'[^"\\]*'),
    "'": re.compile(r"[^'\\]*"),
}
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPES |= {letter: letter for letter in "\"'\\/"}
_WORDS = {"true": True, "false": False, "null": None, "NaN": nan, "-": 0}
_END = {True: re.compile("[,}]"), False: re.compile("[,\\]]")}  # of a value, in a map
_NAME = re.compile("[^:]*")


class _Reader:
    """
    Reads one text, without recursion.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: list[dict[str, Any] | list[Any]] = []

    @property
    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def document(self) -> Value:
        value = self._value()
        while self._open:
            self._member(self._open[-1])
        return value

    def _blanks(self) -> str:
        token = _BLANKS.match(self._text, self._at)
        self._at = token.end() if token else self._at
        return self._next

    def _fail(self, *, in_quotes: bool = False) -> NoReturn:
        if not self._next:
            place = self._at if in_quotes else self._at - 1
            raise NotJson(f"Unexpected End Of File position {place}: null")
        raise NotJson(f"Unexpected character ({self._next}) at position {self._at}.")

    def _value(self) -> Value:
        first = self._blanks()
        if first in ("{", "["):
            if len(self._open) >= DEPTH.most:
                raise _too_deep()
            self._at += 1
            self._open.append({} if first == "{" else [])
            return self._open[-1]
        if first in ("'", '"'):
            return self._quoted()
        if first in ("", "}", "]", ":"):
            if not first and not self._open:
                return ""  # nothing but blanks
            self._fail()
        return self._bare()

    def _member(self, around: dict[str, Any] | list[Any]) -> None:
        """
        Read a member of a map or an item of a list, a comma, or the end.
        """
        is_map = isinstance(around, dict)
        first = self._blanks()
        if first == ("}" if is_map else "]"):
            self._close()
        elif first == ",":
            self._at += 1
        elif isinstance(around, dict):
            self._named_member(around)
        elif first in ("", ":", "}"):
            self._fail()
        else:
            around.append(self._value())

    def _named_member(self, around: dict[str, Any]) -> None:
        if self._next in ("", ":", "{", "[", "]"):
            self._fail()
        name = self._quoted() if self._next in ("'", '"') else self._until(_NAME)
        if self._blanks() != ":":
            self._fail()
        self._at += 1
        around[name] = self._value()
        self._separate(around)

    def _separate(self, around: dict[str, Any] | list[Any]) -> None:
        """
        Check what follows a member of a map, unless it is open.
        """
        is_done = self._open[-1] is around and isinstance(around, dict)
        if is_done and self._blanks() not in (",", "}"):
            self._fail()

    def _close(self) -> None:
        self._at += 1
        self._open.pop()
        if self._open:
            self._separate(self._open[-1])

    def _until(self, pattern: re.Pattern[str]) -> str:
        token = pattern.match(self._text, self._at)
        self._at = token.end() if token else self._at
        return (token[0] if token else "").strip()

    def _bare(self) -> Value:
        word = self._word()
        if _INTEGER.fullmatch(word):
            return _integer(word)
        if _FRACTION.fullmatch(word) and word[0] != ".":
            return _fraction(word)
        return _WORDS.get(word, word)

    def _word(self) -> str:
        begin = self._at
        end = None
        if self._open:
            pattern = _END[isinstance(self._open[-1], dict)]
            end = pattern.search(self._text, begin)
        self._at = end.start() if end else len(self._text)
        return self._text[begin : self._at].strip()

    def _quoted(self) -> str:
        quote = self._next
        self._at += 1
        parts: list[str] = []
        while self._next != quote:
            if self._next == "\\":
                self._at += 1
                parts.append(self._escaped())
            else:
                plain = _IN_QUOTES[quote].match(self._text, self._at)
                parts.append(plain[0] if plain else "")
                self._at += len(parts[-1])
            if not self._next:
                self._fail(in_quotes=True)
        self._at += 1
        return "".join(parts)

    def _escaped(self) -> str:
        letter = self._next
        self._at += len(letter)
        if letter != "u":
            return _ESCAPES.get(letter, "")
        code = _HEX.match(self._text, self._at)
        if not code:
            self._fail()
        self._at += 4
        return chr(int(code[0], 16))
