"""
Equality, order and arithmetic of values.

Numbers grow as Velocity's do: an integer is never cut off, one beside a double or a
decimal counts as such.
"""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, Context, Decimal
from math import fmod, isfinite, nan
from typing import TYPE_CHECKING

from apigw_mock.velocity.bounds import DIGITS
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.printing import text_of
from apigw_mock.velocity.values import Number, Value, is_number
from apigw_mock.velocity.work import check_integer, check_length, exceeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.velocity.work import Work

_PRECISE = Context(prec=2 * DIGITS.most, traps=[])


def same(left: Value, right: Value, work: Work) -> bool:
    """
    Return whether ``==`` holds.
    """
    if left is None or right is None:
        return left is right
    if is_number(left) and is_number(right):
        return compare(left, right) == 0
    if isinstance(left, type(right)) or isinstance(right, type(left)):
        return equals(left, right, work)
    return text_of(left, work) == text_of(right, work)


def equals(left: Value, right: Value, work: Work) -> bool:
    """
    Return whether Java's ``equals`` holds: 1 does not equal 1.0.
    """
    pairs = [(left, right)]
    while pairs:
        one, other = pairs.pop()
        work.spend(1)
        if one is other:
            continue
        if isinstance(one, list | dict):
            work.spend(len(one))
        if isinstance(one, str) and isinstance(other, str) and len(one) == len(other):
            work.spend_on(one)
        if isinstance(one, list) and isinstance(other, list):
            is_equal = len(one) == len(other)
            pairs += zip(one, other, strict=False)
        elif isinstance(one, dict) and isinstance(other, dict):
            is_equal = one.keys() == other.keys()
            pairs += ((one[key], other.get(key)) for key in one)
        else:
            is_equal = type(one) is type(other) and bool(one == other)
        if not is_equal:
            return False
    return True


def compare(left: Value, right: Value) -> int | None:
    """
    Return whether *left* is below (-1), neither (0) or above (1); None if it is none.

    NaN is neither below nor above any number.
    """
    if not (is_number(left) and is_number(right)):
        return None
    if _is_exact(left) or _is_exact(right):
        _check_finite(left, right)
    return int(left > right) - int(left < right)


def add(left: Value, right: Value, work: Work, literals: tuple[str, str]) -> Value:
    """
    Return the sum of numbers, or the joined texts. Null adds its literal to a text.
    """
    if not (isinstance(left, str) or isinstance(right, str)):
        return calculate("+", left, right)
    first = literals[0] if left is None else text_of(left, work)
    last = literals[1] if right is None else text_of(right, work)
    check_length(len(first) + len(last))
    return work.spend_on(first + last)


def calculate(sign: str, left: Value, right: Value) -> Value:
    """
    Return the result of an operation, or None if it has none.
    """
    if not (is_number(left) and is_number(right)):
        return None
    if sign in "/%" and right == 0:
        return None
    if isinstance(left, int) and isinstance(right, int):
        return check_integer(_INTEGERS[sign](left, right))
    if _is_exact(left) or _is_exact(right):
        return _of_decimals(sign, left, right)
    return _DOUBLES[sign](float(left), float(right))


def _is_exact(number: Number) -> bool:
    """
    Return whether a number does not become a double beside one.
    """
    return isinstance(number, Decimal) or not (
        isinstance(number, float) or -_LONG <= number < _LONG
    )


_LONG = 1 << 63  # of Java's long, and the smallest one below it


def _quotient(left: int, right: int) -> int:
    whole = abs(left) // abs(right)
    return whole if (left < 0) == (right < 0) else -whole


def _check_finite(*numbers: Number) -> None:
    if any(isinstance(one, float) and not isfinite(one) for one in numbers):
        raise TemplateFault("Infinite or NaN")


def _of_decimals(sign: str, left: Number, right: Number) -> Value:
    _check_finite(left, right)
    if sign == "%":
        raise TemplateFault("Cannot calculate the modulo of BigDecimals")
    result = _DECIMALS[sign](_decimal(left), _decimal(right))
    if not result.is_finite() or abs(result.adjusted()) > DIGITS.most:
        raise exceeded(DIGITS)
    if len(result.as_tuple().digits) > DIGITS.most:
        raise exceeded(DIGITS)
    return result


def _decimal_quotient(left: Decimal, right: Decimal) -> Decimal:
    """
    Return the quotient with as many digits after the point as *left* has.
    """
    unit = Decimal(1).scaleb(int(left.as_tuple().exponent))
    return _PRECISE.divide(left, right).quantize(
        unit, ROUND_HALF_DOWN, context=_PRECISE
    )


def _decimal(number: Number) -> Decimal:
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


_INTEGERS: dict[str, Callable[[int, int], int]] = {
    "+": int.__add__,
    "-": int.__sub__,
    "*": int.__mul__,
    "/": _quotient,
    "%": lambda left, right: left - right * _quotient(left, right),
}
_DOUBLES: dict[str, Callable[[float, float], float]] = {
    "+": float.__add__,
    "-": float.__sub__,
    "*": float.__mul__,
    "/": float.__truediv__,
    "%": lambda left, right: fmod(left, right) if isfinite(left) else nan,
}
_DECIMALS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _PRECISE.add,
    "-": _PRECISE.subtract,
    "*": _PRECISE.multiply,
    "/": _decimal_quotient,
}
