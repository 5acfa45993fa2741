"""
Expressions: literals, and what operators make of values.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.velocity.arithmetic import add, calculate, compare, same
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.methods.collections import key_of
from apigw_mock.velocity.methods.rows import is_int
from apigw_mock.velocity.values import ArrayList, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.velocity.run import Block, Expression, Place, Run
    from apigw_mock.velocity.work import Work


class NeverTrue:
    """
    An expression that is false as a whole condition: Velocity 1.7 does not evaluate it.
    """

    def truth(self, run: Run) -> bool:
        """
        Return False.
        """
        del run
        return False


# --- Literals ---------------------------------------------------------------------


@dataclass(frozen=True)
class Literal(NeverTrue):
    """
    A text or a number.
    """

    constant: Value

    def value(self, run: Run) -> Value:
        del run
        return self.constant


@dataclass(frozen=True)
class Truth:
    """
    ``true`` or ``false``.
    """

    constant: bool

    def value(self, run: Run) -> bool:
        del run
        return self.constant

    truth = value


@dataclass(frozen=True)
class Interpolated(NeverTrue):
    """
    A text in double quotes, which is a template.

    Args:
        has_blank: whether a blank was added at its end, to be taken off the result.
    """

    body: Block
    has_blank: bool

    def value(self, run: Run) -> str:
        text = run.captured(self.body)
        return text[:-1] if self.has_blank else text


@dataclass(frozen=True)
class Items(NeverTrue):
    """
    ``[a, b]``.
    """

    items: tuple[Expression, ...]

    def value(self, run: Run) -> ArrayList:
        run.work.spend(len(self.items))
        return ArrayList(item.value(run) for item in self.items)


@dataclass(frozen=True)
class Members(NeverTrue):
    """
    ``{a: b}``.
    """

    members: tuple[tuple[Expression, Expression], ...]

    def value(self, run: Run) -> dict[Value, Value]:
        run.work.spend(len(self.members))
        return {
            key_of(key.value(run), run.work): value.value(run)
            for key, value in self.members
        }


@dataclass(frozen=True)
class Range(NeverTrue):
    """
    ``[a..b]``.
    """

    first: Expression
    last: Expression

    def value(self, run: Run) -> ArrayList | None:
        first, last = self.first.value(run), self.last.value(run)
        if not (is_int(first) and is_int(last)):
            return None
        run.work.spend(abs(last - first) + 1)
        step = 1 if first <= last else -1
        return ArrayList(range(first, last + step, step))


# --- Operators --------------------------------------------------------------------


@dataclass(frozen=True)
class Not:
    """
    ``!a``, with one ``!`` or more.
    """

    inner: Expression
    is_odd: bool

    def value(self, run: Run) -> bool:
        return self.inner.truth(run) is not self.is_odd

    truth = value


@dataclass(frozen=True)
class Every:
    """
    ``a && b && c``.
    """

    parts: list[Expression]

    def value(self, run: Run) -> bool:
        run.work.spend(len(self.parts))
        return all(part.truth(run) for part in self.parts)

    truth = value


@dataclass(frozen=True)
class Some:
    """
    ``a || b || c``.
    """

    parts: list[Expression]

    def value(self, run: Run) -> bool:
        run.work.spend(len(self.parts))
        return any(part.truth(run) for part in self.parts)

    truth = value


@dataclass(frozen=True)
class Chain(ABC):
    """
    Expressions with operators of one rank between them, from left to right.

    Args:
        first: the one on the left.
        rest: an operator, the expression after it, and both sides as they are written.
        rank: of the operators.
    """

    place: Place
    first: Expression
    rest: list[tuple[str, Expression, tuple[str, str]]]
    rank: int

    def value(self, run: Run) -> Value:
        result = self.first.value(run)
        for sign, expression, literals in self.rest:
            run.work.spend(1)
            right = expression.value(run)
            try:
                result = self.apply(sign, result, right, literals, run.work)
            except TemplateFault as fault:
                raise self.place.locate(fault) from None
        return result

    @abstractmethod
    def apply(
        self,
        sign: str,
        left: Value,
        right: Value,
        literals: tuple[str, str],
        work: Work,
    ) -> Value:
        """
        Return what one operator makes of two values.
        """


@dataclass(frozen=True)
class Comparison(Chain):
    """
    ``a == b``, ``a < b``.
    """

    def truth(self, run: Run) -> bool:
        return bool(self.value(run))

    def apply(
        self,
        sign: str,
        left: Value,
        right: Value,
        literals: tuple[str, str],
        work: Work,
    ) -> bool:
        del literals
        if sign == "==":
            return same(left, right, work)
        if sign == "!=":
            return not same(left, right, work)
        order = compare(left, right)
        return order is not None and _ORDERS[sign](order)


_ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


@dataclass(frozen=True)
class Calculation(NeverTrue, Chain):
    """
    ``a + b``, ``a * b``.
    """

    def apply(
        self,
        sign: str,
        left: Value,
        right: Value,
        literals: tuple[str, str],
        work: Work,
    ) -> Value:
        if sign == "+":
            return add(left, right, work, literals)
        return calculate(sign, left, right)
