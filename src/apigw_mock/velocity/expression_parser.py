"""
Parses references and expressions.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from apigw_mock.velocity.bounds import DIGITS
from apigw_mock.velocity.expressions import (
    Calculation,
    Comparison,
    Every,
    Interpolated,
    Items,
    Literal,
    Members,
    Not,
    Range,
    Some,
    Truth,
)
from apigw_mock.velocity.references import Call, Index, Property, Reference
from apigw_mock.velocity.scanner import Operand, Scanner

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.velocity.references import Step
    from apigw_mock.velocity.run import Block, Expression

T = TypeVar("T")

REFERENCE = re.compile(r"\$(?:\\*!)?(?P<brace>\{)?(?P<name>[a-zA-Z_][a-zA-Z0-9_-]*)")
_NAME = re.compile(r"\.(?P<name>[a-zA-Z][a-zA-Z0-9_-]*)")
_TEXTS = {
    "'": re.compile(r"'(?P<text>[^']*(?:''[^']*)*)'"),
    '"': re.compile(r'"(?P<text>[^"]*(?:""[^"]*)*)"'),
}
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_INTEGER = re.compile(r"-?[0-9]+(?:(?=\.\.)|(?![.0-9eE])|(?=[eE](?![+-]?[0-9])))")
_NUMBER = re.compile(
    r"-?[0-9]+\.[0-9]*(?:[eE][+-]?[0-9]+)?|-?\.[0-9]+(?:[eE][+-]?[0-9]+)?"
    r"|-?[0-9]+[eE][+-]?[0-9]+"
)
_TRUTH = re.compile(r"(?P<is_true>true)(?![a-zA-Z0-9_])|false(?![a-zA-Z0-9_])")
_NOT = re.compile(r"!|not(?![a-zA-Z0-9_])")
_OPERATOR = re.compile(
    r"\|\||&&|==|!=|<=|>=|<|>|\+|-(?!\.?[0-9])|\*|/|%"
    r"|(?:or|and|eq|ne|le|ge|lt|gt)(?![a-zA-Z0-9_])"
)
_SIGNS = {
    "or": "||",
    "and": "&&",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
}
_RANKS = {
    sign: rank
    for rank, signs in enumerate(("||", "&&", "== !=", "< <= > >=", "+ -", "* / %"))
    for sign in signs.split()
}
_OR, _AND, _SUM = _RANKS["||"], _RANKS["&&"], _RANKS["+"]


class ExpressionParser(Scanner, ABC):
    """
    A scanner that knows references and expressions.
    """

    @abstractmethod
    def interpolated(self, text: str, at: int) -> Block:
        """
        Return the template that a text in double quotes is.
        """

    # --- References ---

    def reference(self) -> Reference:
        place = self.here()
        start = self.demand(REFERENCE, "a reference")
        steps: list[Step] = []
        while step := self._step():
            steps.append(step)
        if start["brace"]:
            if not self.is_at("}"):
                self.fail("}")
            self.at += 1
        written = self.text[place.offset : self.at]
        return Reference(place, written, start["name"], tuple(steps))

    def _step(self) -> Step | None:
        if self.is_at("["):
            self.at += 1
            index = self._nested(self._index)
            self.need("]")
            return Index(index)
        name = self.take(_NAME)
        if name is None:
            return None
        if not self.is_at("("):
            return Property(name["name"])
        self.at += 1
        return Call(name["name"], self._nested(lambda: self._arguments(")")))

    def _nested(self, read: Callable[[], T]) -> T:
        self.deeper()
        result = read()
        self.shallower()
        return result

    def _index(self) -> Expression:
        self.blanks()
        if self.is_at("$") or self.text[self.at : self.at + 1] in _TEXTS:
            return self.operand()
        begin = self.at
        return self._literal_integer(self.demand(_INTEGER, "an index")[0], begin)

    def _arguments(self, end: str) -> tuple[Expression, ...]:
        arguments: list[Expression] = []
        if self.skip(end):
            return ()
        while True:
            arguments.append(self.operand())
            if self.skip(end):
                return tuple(arguments)
            self.need(",")

    # --- Operands ---

    def operand(self) -> Expression:
        """
        Read a literal or a reference.
        """
        self.blanks()
        first = self.text[self.at : self.at + 1]
        if first == "$":
            return self.reference()
        if first in _TEXTS:
            return self._text(first)
        if first == "[":
            return self._nested(self._items)
        if first == "{":
            return self._nested(self._members)
        return self._number()

    def _text(self, quote: str) -> Expression:
        begin = self.at
        token = self.demand(_TEXTS[quote], f"a closing {quote}")
        text = token["text"]
        if quote == "'":
            return Literal(text.replace("''", "'"))
        has_blank = "##" not in text
        text = _CODE.sub(lambda code: chr(int(code[1], 16)), text).replace('""', '"')
        if "$" not in text and "#" not in text:
            return Literal(text)
        self.deeper()
        body = self.interpolated(f"{text} " if has_blank else text, begin)
        self.shallower()
        return Interpolated(body, has_blank)

    def _number(self) -> Expression:
        if token := self.take(_TRUTH):
            return Truth(token["is_true"] is not None)
        begin = self.at
        if token := self.take(_INTEGER):
            return self._literal_integer(token[0], begin)
        token = self.demand(_NUMBER, "a value")
        return Literal(float(token[0]))

    def _literal_integer(self, digits: str, begin: int) -> Expression:
        if len(digits) > DIGITS.most:
            self.at = begin
            self.fail(f"at most {DIGITS.most} digits")
        return Literal(int(digits))

    def _items(self) -> Expression:
        self.at += 1
        if self.skip("]"):
            return Items(())
        first = self.operand()
        if self.skip(".."):
            last = self.operand()
            self.need("]")
            return Range(first, last)
        items = [first]
        while not self.skip("]"):
            self.need(",")
            items.append(self.operand())
        return Items(tuple(items))

    def _members(self) -> Expression:
        self.at += 1
        members: list[tuple[Expression, Expression]] = []
        if self.skip("}"):
            return Members(())
        while True:
            key = self.operand()
            self.need(":")
            members.append((key, self.operand()))
            if self.skip("}"):
                return Members(tuple(members))
            self.need(",")

    # --- Expressions ---

    def expression(self) -> Expression:
        """
        Read operands with operators between them.
        """
        operands = [self._unary()]
        signs: list[str] = []
        while sign := self._sign():
            while signs and _RANKS[signs[-1]] >= _RANKS[sign]:
                self._reduce(operands, signs.pop())
            signs.append(sign)
            operands.append(self._unary())
        while signs:
            self._reduce(operands, signs.pop())
        return operands[0].expression

    def _sign(self) -> str:
        self.blanks()
        token = self.take(_OPERATOR)
        return _SIGNS.get(token[0], token[0]) if token else ""

    def _unary(self) -> Operand:
        self.blanks()
        times = 0
        while self.take(_NOT):
            times += 1
            self.blanks()
        found = self._primary()
        if times:
            found.expression = Not(found.expression, is_odd=times % 2 == 1)
        return found

    def _primary(self) -> Operand:
        is_nested = self.is_at("(")
        self.at += is_nested
        begin = self.at
        if not is_nested:
            return Operand(self.operand(), begin, self.at)
        self.deeper()
        found = Operand(self.expression(), begin, self.at)
        self.shallower()
        self.need(")")
        return found

    def _reduce(self, operands: list[Operand], sign: str) -> None:
        """
        Put the last two operands together.
        """
        right, left = operands.pop(), operands.pop()
        joined = self._joined(sign, left, right)
        operands.append(Operand(joined, left.begin, right.end))

    def _joined(self, sign: str, left: Operand, right: Operand) -> Expression:
        rank = _RANKS[sign]
        if rank in (_OR, _AND):
            of_rank = Some if rank == _OR else Every
            if isinstance(left.expression, of_rank):
                left.expression.parts.append(right.expression)
                return left.expression
            return of_rank([left.expression, right.expression])
        chain = self._chain(rank, left)
        literals = (
            self.text[left.begin : left.end],
            self.text[right.begin : right.end],
        )
        chain.rest.append((sign, right.expression, literals))
        return chain

    def _chain(self, rank: int, left: Operand) -> Calculation | Comparison:
        """
        Return the chain that *left* is, or a new one that begins with it.
        """
        kind = Calculation if rank >= _SUM else Comparison
        before = left.expression
        if isinstance(before, kind) and before.rank == rank:
            return before
        return kind(self.here(), before, [], rank)
