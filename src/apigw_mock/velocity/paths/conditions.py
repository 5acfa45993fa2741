"""
Judges the filters of a path: ``[?(@.a > 1)]``.
"""

from __future__ import annotations

import re
from typing import Any, Final

from jsonpath import JSONPathEnvironment

from apigw_mock.javamatch import NotAPattern, compiled
from apigw_mock.jsonparser import BoundedLexer
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.printing import text_of
from apigw_mock.velocity.values import is_number
from apigw_mock.velocity.work import Work

NOTHING: Final = object()  # the value of a query that found none or several
_FLAGS = {
    "i": re.IGNORECASE,
    "m": re.MULTILINE,
    "s": re.DOTALL,
}
_SECONDS = 0.5  # of one regular expression


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
        return compiled(f"(?{flags}){pattern.pattern}").fits(text, _SECONDS)
    except NotAPattern:
        return False
    except TimeoutError:
        raise TemplateFault("A regular expression takes too long") from None


CONDITIONS = Conditions()
