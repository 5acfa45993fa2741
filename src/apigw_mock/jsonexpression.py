"""
JSON expressions: JSONPath without its ``$``, by which mappings take parts of a body.

Source: API Gateway developer guide, request-response-data-mappings and
http-api-parameter-mapping.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_DOTTED_NAMES = re.compile(r"(?:\.[\w-]+)+")
_FUNCTION_AT_END = re.compile(r"\.\w+\(\)$")  # for instance .length()
_KEPT = 512  # characters of an expression whose verdict is kept; no mapping has more

# Kinds of segments and selectors, by the parser's names. It has more, which are not of
# JSONPath: keys, for instance.
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
        text: stands behind the ``$``.
        plain: as HTTP APIs take it, without filter and descent.
    """
    if _DOTTED_NAMES.fullmatch(text):
        return True
    kinds = _kept_kinds(text) if len(text) <= _KEPT else _kinds_in(text)
    return kinds is not None and kinds <= (_PLAIN if plain else _ANY)


def _kinds_in(text: str) -> frozenset[str] | None:
    """
    Return the kinds of segments and selectors, None where *text* is no expression.
    """
    # It imports a parser, which takes 165 ms, and most expressions need it not.
    from apigw_mock.jsonparser import SETTINGS  # noqa: PLC0415

    try:
        path: Any = SETTINGS.compile("$" + _FUNCTION_AT_END.sub("", text))
    except Exception:  # noqa: BLE001  # int() raises through it, and not only that
        return None
    parts = (part for one in path.segments for part in (one, *one.selectors))
    return frozenset(type(part).__name__ for part in parts)


_kept_kinds = lru_cache(maxsize=1024)(_kinds_in)
