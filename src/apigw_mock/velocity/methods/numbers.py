"""
The methods of numbers and truths.
"""

from __future__ import annotations

import re
from math import inf, isinf, isnan, nan
from struct import pack, unpack
from typing import TYPE_CHECKING

from apigw_mock.velocity.arithmetic import compare
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.methods.rows import (
    ANY,
    IN_THE_WILD,
    INT,
    TEXT,
    TRUTH,
    Method,
    Methods,
    no_cast,
)
from apigw_mock.velocity.order import signed
from apigw_mock.velocity.printing import text_of

if TYPE_CHECKING:
    from apigw_mock.velocity.values import Number, Value

_RADIX = range(2, 37)
_TRUE, _FALSE = 1231, 1237  # Java's hash codes
_DOUBLE = re.compile(
    r"[\x00-\x20]*(?P<sign>[+-]?)(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,9})?)"
    r"[fFdD]?[\x00-\x20]*",
    re.ASCII,
)


def int_of(number: Number) -> int:
    return _whole(number, 32)


def long_of(number: Number) -> int:
    return _whole(number, 64)


def _whole(number: Number, bits: int) -> int:
    """
    Return the integer part: of a double the nearest there is, else its lowest bits.
    """
    half = 1 << bits - 1
    if isinstance(number, float):
        if isnan(number):
            return 0
        if isinf(number):
            return half - 1 if number > 0 else -half
        return min(max(int(number), -half), half - 1)
    return (int(number) + half) % (2 * half) - half


def double_of(number: Number) -> float:
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


def parse_int(text: str, bits: int = 32, radix: int = 10) -> int:
    """
    Return the integer of a text, as Java's ``parseInt`` and ``parseLong`` do.
    """
    digits = text[1:] if text[:1] in ("+", "-") else text
    if radix not in _RADIX or not 0 < len(digits) <= bits or not digits.isalnum():
        raise TemplateFault(f'For input string: "{text}"')
    try:
        number = int(text, radix)
    except ValueError:
        raise TemplateFault(f'For input string: "{text}"') from None
    if not -(1 << bits - 1) <= number < 1 << bits - 1:
        raise TemplateFault(f'For input string: "{text}"')
    return number


def parse_double(text: str) -> float:
    token = _DOUBLE.fullmatch(text)
    if token:
        return float(token["sign"] + token["number"])
    named = {"NaN": nan, "Infinity": inf, "+Infinity": inf, "-Infinity": -inf}
    if text.strip() not in named:
        raise TemplateFault(f'For input string: "{text}"')
    return named[text.strip()]


def read_boolean(text: str) -> bool:
    return text.lower() == "true"


def in_radix(number: int, radix: int) -> str:
    """
    Return the digits of an int, of a negative one as if it had no sign.
    """
    return f"{number & 0xFFFF_FFFF:{'x' if radix == 16 else 'b'}}"  # noqa: PLR2004


def hash_of_integer(number: int) -> int:
    """
    Return Java's hash code of an Integer or Long.
    """
    if -(1 << 31) <= number < 1 << 31:
        return number
    lowest = number & (1 << 64) - 1
    return signed(lowest ^ lowest >> 32)


def hash_of_double(number: float) -> int:
    """
    Return Java's hash code of a Double.
    """
    (bits,) = unpack(">Q", pack(">d", number))
    return signed(bits ^ bits >> 32)


def compare_numbers(number: Number, other: Value) -> int:
    if type(number) is not type(other):
        no_cast(number, other)
    return compare(number, other) or 0


def equal_number(number: Number, other: object) -> bool:
    return type(number) is type(other) and number == other


INTEGERS = Methods(
    "integer",
    (
        Method("byteValue", (), lambda number: _whole(number, 8)),
        Method("compareTo", (ANY,), compare_numbers),
        Method("doubleValue", (), double_of),
        Method("equals", (ANY,), equal_number, IN_THE_WILD),
        Method("floatValue", (), double_of),
        Method("hashCode", (), hash_of_integer),
        Method("intValue", (), int_of, IN_THE_WILD),
        Method("longValue", (), long_of),
        Method("max", (INT, INT), lambda _, one, other: max(one, other)),
        Method("min", (INT, INT), lambda _, one, other: min(one, other)),
        Method("parseInt", (TEXT,), lambda _, text: parse_int(text), IN_THE_WILD),
        Method(
            "parseInt", (TEXT, INT), lambda _, text, radix: parse_int(text, 32, radix)
        ),
        Method("parseLong", (TEXT,), lambda _, text: parse_int(text, 64)),
        Method("toBinaryString", (INT,), lambda _, number: in_radix(number, 2)),
        Method("toHexString", (INT,), lambda _, number: in_radix(number, 16)),
        Method("toString", (), str, IN_THE_WILD),
        Method("valueOf", (TEXT,), lambda _, text: parse_int(text), IN_THE_WILD),
        Method("valueOf", (INT,), lambda _, number: number),
    ),
    {},
)

_OF_A_DECIMAL = (
    "compareTo",
    "doubleValue",
    "equals",
    "floatValue",
    "intValue",
    "longValue",
    "toString",
)
DOUBLES = Methods(
    "double",
    (
        Method("compareTo", (ANY,), compare_numbers),
        Method("doubleValue", (), double_of),
        Method("equals", (ANY,), equal_number, IN_THE_WILD),
        Method("floatValue", (), double_of),
        Method("hashCode", (), hash_of_double),
        Method("intValue", (), int_of, IN_THE_WILD),
        Method("isInfinite", (), isinf),
        Method("isNaN", (), isnan),
        Method("longValue", (), long_of),
        Method("parseDouble", (TEXT,), lambda _, text: parse_double(text)),
        Method(
            "toString",
            (),
            lambda work, number: text_of(number, work),
            IN_THE_WILD,
            counts=True,
        ),
        Method("valueOf", (TEXT,), lambda _, text: parse_double(text)),
    ),
    {"infinite": "isInfinite"},
)

DECIMALS = Methods(
    "decimal",
    tuple(row for row in DOUBLES.rows if row.name in _OF_A_DECIMAL),
    {},
)

TRUTHS = Methods(
    "boolean",
    (
        Method("booleanValue", (), lambda truth: truth),
        Method("compareTo", (TRUTH,), lambda truth, other: truth - other),
        Method("compareTo", (ANY,), no_cast),
        Method("equals", (ANY,), lambda truth, other: truth is other),
        Method("hashCode", (), lambda truth: _TRUE if truth else _FALSE),
        Method("parseBoolean", (TEXT,), lambda _, text: read_boolean(text)),
        Method("toString", (), lambda truth: "true" if truth else "false"),
        Method("valueOf", (TEXT,), lambda _, text: read_boolean(text)),
    ),
    {},
)
