"""
JSON expressions: JSONPath without its ``$``. Mappings select parts of a body with them.

Source: API Gateway developer guide, request-response-data-mappings and
http-api-parameter-mapping.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_DOTTED_NAMES = re.compile(r"(?:\.[\w-]+)+")
_FUNCTION_AT_END = re.compile(r"\.\w+\(\)$")  # for instance .length()
_KEPT = 512  # characters: verdicts on longer texts are not cached; no mapping has more

# The parser's names of the segments and selectors of JSONPath. The parser knows others,
# such as keys, which are not JSONPath.
_PLAIN = frozenset(
    {
        "IndexSelector",
        "JSONPathChildSegment",
        "NameSelector",
        "SliceSelector",
        "WildcardSelector",
    }
)
_ANY = _PLAIN | {"Filter", "JSONPathRecursiveDescentSegment"}


def is_json_expression(text: str, *, plain: bool = False) -> bool:
    """
    Return whether *text* is a JSON expression, say ``.pets[0].name``.

    Args:
        text: what follows the ``$``.
        plain: whether filters and descent are refused, as on HTTP APIs.
    """
    if _DOTTED_NAMES.fullmatch(text):
        return True
    kinds = _kept_kinds(text) if len(text) <= _KEPT else _kinds_in(text)
    return kinds is not None and kinds <= (_PLAIN if plain else _ANY)


def _kinds_in(text: str) -> frozenset[str] | None:
    """
    Return the kinds of segments and selectors, or None if *text* is no expression.
    """
    # Importing the parser takes 165 ms, and most expressions do not need it.
    from apigw_mock.jsonparser import SETTINGS  # noqa: PLC0415

    try:
        path: Any = SETTINGS.compile("$" + _FUNCTION_AT_END.sub("", text))
    except Exception:  # noqa: BLE001  # it lets errors of int() and others through
        return None
    parts = (part for one in path.segments for part in (one, *one.selectors))
    return frozenset(type(part).__name__ for part in parts)


_kept_kinds = lru_cache(maxsize=1024)(_kinds_in)
