"""
JSON schemas of draft 4: where a text is not one.

Only what the draft's own schema says is looked at: a word that it does not have may
have any value.

Source: json-schema.org/draft-04/schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from jsonpointer import JsonPointer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Schemas = Iterable[tuple[str, Any]]  # each with its place, a JSON pointer

_TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}


def flaws_in(text: str) -> list[str]:
    """
    Return where the *text* of a schema has flaws, as JSON pointers.

    A text that is not JSON has one flaw, at its root.
    """
    try:
        return list(_flaws(json.loads(text, parse_constant=_no_constant)))
    except (ValueError, RecursionError):  # not JSON, or nested too deep to be read
        return [""]


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)  # NaN and Infinity are not JSON


def _flaws(root: Any) -> Iterator[str]:
    below = [("", root)]
    while below:
        at, schema = below.pop()
        if not isinstance(schema, dict):
            yield at
            continue
        for word, value in _judged(schema):
            if not _WORDS[word].test(value):
                yield f"{at}/{word}"
                continue
            inner = _WORDS[word].schemas(value)
            below.extend((f"{at}/{word}{key}", one) for key, one in inner)
        yield from (f"{at}/{word}" for word in _NEEDS if _lacks(schema, word))


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
    schemas: Callable[[Any], Schemas] = lambda _: ()


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not _is_flag(value)


def _is_count(value: Any) -> bool:
    whole: bool = (
        value.is_integer() if isinstance(value, float) else isinstance(value, int)
    )
    return whole and not _is_flag(value) and bool(value >= 0)


def _is_factor(value: Any) -> bool:
    return isinstance(value, int | float) and not _is_flag(value) and value > 0


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


def _itself(value: Any) -> Schemas:
    return [("", value)]


def _each(value: Any) -> Schemas:
    named = enumerate(value) if isinstance(value, list) else value.items()
    return [(JsonPointer.from_parts([str(key)]).path, one) for key, one in named]


def _each_but_lists(value: Any) -> Schemas:
    return [(key, one) for key, one in _each(value) if not isinstance(one, list)]


def _if_no_flag(value: Any) -> Schemas:
    return [] if _is_flag(value) else _itself(value)


def _one_or_each(value: Any) -> Schemas:
    return _each(value) if isinstance(value, list) else _itself(value)


def _are_items(value: Any) -> bool:
    return not isinstance(value, list) or _is_list(value)


def _any(_: Any) -> bool:
    return True


_TEXT, _FLAG, _NUMBER = _Kind(_is_text), _Kind(_is_flag), _Kind(_is_number)
_COUNT, _NAMES = _Kind(_is_count), _Kind(_are_names)
_SCHEMA, _SCHEMAS = _Kind(_any, _itself), _Kind(_is_list, _each)
_MAP, _FLAG_OR_SCHEMA = _Kind(_is_map, _each), _Kind(_any, _if_no_flag)
_WORDS = {
    "$ref": _TEXT,
    "$schema": _TEXT,
    "additionalItems": _FLAG_OR_SCHEMA,
    "additionalProperties": _FLAG_OR_SCHEMA,
    "allOf": _SCHEMAS,
    "anyOf": _SCHEMAS,
    "definitions": _MAP,
    "dependencies": _Kind(_are_dependencies, _each_but_lists),
    "description": _TEXT,
    "enum": _Kind(_is_set),
    "exclusiveMaximum": _FLAG,
    "exclusiveMinimum": _FLAG,
    "format": _TEXT,
    "id": _TEXT,
    "items": _Kind(_are_items, _one_or_each),
    "maxItems": _COUNT,
    "maxLength": _COUNT,
    "maxProperties": _COUNT,
    "maximum": _NUMBER,
    "minItems": _COUNT,
    "minLength": _COUNT,
    "minProperties": _COUNT,
    "minimum": _NUMBER,
    "multipleOf": _Kind(_is_factor),
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
