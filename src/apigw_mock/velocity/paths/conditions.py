"""
Judges the filters of a path: ``[?(@.a > 1)]``.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from jsonpath import JSONPathEnvironment
from jsonpath.selectors import FilterContext

from apigw_mock.javamatch import NotAPattern, compiled
from apigw_mock.jsonparser import BoundedLexer
from apigw_mock.velocity.printing import text_of
from apigw_mock.velocity.values import is_number
from apigw_mock.velocity.work import Work

if TYPE_CHECKING:
    from apigw_mock.velocity.values import Value

NOTHING: Final = object()  # the value of a query that found none or several
_FLAGS = {
    "i": re.IGNORECASE,
    "m": re.MULTILINE,
    "s": re.DOTALL,
}
_left: ContextVar[float] = ContextVar("_left")  # seconds for regular expressions


class Conditions(JSONPathEnvironment):
    """
    Judges filters as Jayway does.
    """

    lexer_class = BoundedLexer
    union_token = ""
    intersection_token = ""

    def setup_function_extensions(self) -> None:
        """
        Know no functions: Jayway has none of the library's.
        """

    def compare(self, left: object, operator: str, right: object) -> bool:
        if operator == "=~":
            return _matches(_as_text(_single(left)), right)
        if operator in ("==", "!="):
            first, last = _single(left), _single(right)
            if isinstance(first, str) != isinstance(last, str):
                first, last = _as_text(first), _as_text(last)
                return (first == last) == (operator == "==")
        return super().compare(left, operator, right)


def _single(value: object) -> object:
    """
    Return the value of a query that found one.
    """
    if isinstance(value, list) and type(value).__name__ == "NodeList":
        return value[0].obj if len(value) == 1 else NOTHING
    return value


def _as_text(value: object) -> object:
    return text_of(value, Work()) if is_number(value) else value


def _matches(text: object, pattern: Any) -> bool:
    if not isinstance(text, str):
        return False
    flags = "".join(letter for letter, flag in _FLAGS.items() if pattern.flags & flag)
    try:
        return compiled(f"(?{flags}){pattern.pattern}").fits(text, _left.get())
    except NotAPattern:
        return False


_CONDITIONS = Conditions()


class Condition:
    """
    What stands between the parentheses of a filter.

    Raises:
        ValueError: the text is not a condition.
    """

    def __init__(self, text: str) -> None:
        try:
            path: Any = _CONDITIONS.compile(f"$[?({text})]")
        except Exception:  # noqa: BLE001  # it lets errors of int() and others through
            raise ValueError(text) from None
        (segment,) = path.segments
        (selector,) = segment.selectors
        self._expression = selector.expression
        self._has_regex = "=~" in text

    def holds(self, item: Value, root: Value, work: Work) -> bool:
        """
        Return whether the condition holds for *item* of the document *root*.
        """
        if not self._has_regex:
            return self._evaluated(item, root)
        return work.match(lambda left: self._within(left, item, root))

    def _within(self, seconds: float, item: Value, root: Value) -> bool:
        before = _left.set(seconds)
        try:
            return self._evaluated(item, root)
        finally:
            _left.reset(before)

    def _evaluated(self, item: Value, root: Value) -> bool:
        context = FilterContext(env=_CONDITIONS, current=item, root=root)
        try:
            result: object = self._expression.evaluate(context)
        except TimeoutError:
            raise
        except Exception:  # noqa: BLE001  # values that cannot be compared
            return False
        return _CONDITIONS.is_truthy(result)
