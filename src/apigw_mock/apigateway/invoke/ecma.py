r"""
Regular expressions of ECMA 262, as the patterns of JSON schemas are.

What Java reads otherwise: ``[`` and ``&&`` in a class, ``[^]`` and ``[]``, and ``$``,
which is the end of the text alone.
"""

from __future__ import annotations

import re

_OUTSIDE = re.compile(r"\[\^?\]|\\?[\s\S]")
_INSIDE = re.compile(r"\\?[\s\S]")  # of a class
_JAVA = {"[^]": r"[\s\S]", "[]": "(?!)", "$": r"\z"}
_JAVA_INSIDE = {"[": r"\[", "&": r"\&", r"\b": r"\x08"}


def java_pattern(pattern: str) -> str:
    """
    Return a pattern of ECMA 262 as Java writes it.
    """
    parts: list[str] = []
    position, is_inside = 0, False
    while token := (_INSIDE if is_inside else _OUTSIDE).match(pattern, position):
        text, position = token[0], token.end()
        parts.append((_JAVA_INSIDE if is_inside else _JAVA).get(text, text))
        is_inside = text != "]" if is_inside else text == "["
    return "".join(parts)
