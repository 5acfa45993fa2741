"""
JSON schemas of draft 4: in how many places a text is not one.

Only what the draft's own schema says is looked at: a word that it does not have may
have any value.

Source: json-schema.org/draft-04/schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}


def flaws_in(text: str) -> int:
    """
    Return the number of flaws in the *text* of a schema: one if it is not JSON.
    """
    try:
        return _flaws(json.loads(text, parse_constant=_no_constant))
    except (ValueError, RecursionError):  # not JSON, or nested too deep to be read
        return 1


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)  # NaN and Infinity are not JSON


def _flaws(root: Any) -> int:
    below, count = [root], 0
    while below:
        schema = below.pop()
        if not isinstance(schema, dict):
            count += 1
            continue
        for word, value in _judged(schema):
            if _WORDS[word].test(value):
                below.extend(_WORDS[word].schemas(value))
            else:
                count += 1
        count += sum(_lacks(schema, word) for word in _NEEDS)
    return count


def _judged(schema: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    if "$ref" in schema:  # what stands beside a reference has no meaning
        return [("$ref", schema["$ref"])]
    return [(word, value) for word, value in schema.items() if word in _WORDS]


# The second word makes sense beside the first one alone.
_NEEDS = {"exclusiveMaximum": "maximum", "exclusiveMinimum": "minimum"}


def _lacks(schema: dict[str, Any], word: str) -> bool:
    return word in schema and _NEEDS[word] not in schema and "$ref" not in schema


# --- Kinds of values -----------------------------------------------------------------


@dataclass(frozen=True)
class _Kind:
    """
    What stands at a word: whether a value is right, and which schemas are in it.
    """

    test: Callable[[Any], bool]
    schemas: Callable[[Any], Iterable[Any]] = lambda _: ()


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not _is_flag(value)


def _is_count(value: Any) -> bool:
    return _is_number(value) and value >= 0 and value == int(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _is_set(value: Any) -> bool:
    texts = (
        [json.dumps(one, sort_keys=True) for one in value] if _is_list(value) else []
    )
    return 0 < len(texts) == len(set(texts))


def _are_names(value: Any) -> bool:
    return _is_set(value) and all(map(_is_text, value))


def _is_type(value: Any) -> bool:
    words = [value] if _is_text(value) else value
    return _are_names(words) and set(words) <= _TYPES


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _are_dependencies(value: Any) -> bool:
    return _is_map(value) and all(
        _are_names(one) for one in value.values() if isinstance(one, list)
    )


_TEXT, _FLAG, _NUMBER = _Kind(_is_text), _Kind(_is_flag), _Kind(_is_number)
_COUNT, _NAMES = _Kind(_is_count), _Kind(_are_names)
_SCHEMA = _Kind(lambda _: True, lambda value: [value])
_SCHEMAS = _Kind(_is_list, list)
_MAP = _Kind(_is_map, dict.values)
_FLAG_OR_SCHEMA = _Kind(
    lambda _: True, lambda value: [] if _is_flag(value) else [value]
)
_WORDS = {
    "$ref": _TEXT,
    "$schema": _TEXT,
    "additionalItems": _FLAG_OR_SCHEMA,
    "additionalProperties": _FLAG_OR_SCHEMA,
    "allOf": _SCHEMAS,
    "anyOf": _SCHEMAS,
    "definitions": _MAP,
    "dependencies": _Kind(
        _are_dependencies,
        lambda value: [one for one in value.values() if not isinstance(one, list)],
    ),
    "description": _TEXT,
    "enum": _Kind(_is_set),
    "exclusiveMaximum": _FLAG,
    "exclusiveMinimum": _FLAG,
    "format": _TEXT,
    "id": _TEXT,
    "items": _Kind(
        lambda value: not isinstance(value, list) or _is_list(value),
        lambda value: value if isinstance(value, list) else [value],
    ),
    "maxItems": _COUNT,
    "maxLength": _COUNT,
    "maxProperties": _COUNT,
    "maximum": _NUMBER,
    "minItems": _COUNT,
    "minLength": _COUNT,
    "minProperties": _COUNT,
    "minimum": _NUMBER,
    "multipleOf": _Kind(lambda value: _is_number(value) and value > 0),
    "not": _SCHEMA,
    "oneOf": _SCHEMAS,
    "pattern": _TEXT,
    "patternProperties": _MAP,
    "properties": _MAP,
    "required": _NAMES,
    "title": _TEXT,
    "type": _Kind(_is_type),
    "uniqueItems": _FLAG,
}
