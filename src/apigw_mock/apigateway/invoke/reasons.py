"""
Why a body does not fit its model, in the words of AWS's validator of JSON schemas.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.evidence import inferred, reported

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema import ValidationError

    from apigw_mock.evidence import Evidence


class Reason(NamedTuple):
    """
    A row: the sentence about one keyword of a schema.

    Args:
        keyword: for instance ``required``.
        sentence: with the facts in braces.
        facts: takes them from the error.
        evidence: how the sentence is known.
    """

    keyword: str
    sentence: str
    facts: Callable[[ValidationError], tuple[Any, ...]]
    evidence: Evidence


_TYPES = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "number"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def _type_of(value: Any) -> str:
    return next((name for kind, name in _TYPES if isinstance(value, kind)), "null")


_LONGEST = 1_024  # characters of a value: a line of the log has no more
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _json(value: Any) -> str:
    """
    Return a value as JSON, no more of it than the log has.
    """
    parts: list[str] = []
    length = 0
    for part in _JSON.iterencode(value[:_LONGEST] if isinstance(value, str) else value):
        parts.append(part)
        length += len(part)
        if length > _LONGEST:
            break
    return "".join(parts)[:_LONGEST]


def _missing(error: ValidationError) -> tuple[str]:
    wanted: Any = error.validator_value
    given: Any = error.instance
    return (_json([name for name in wanted if name not in given]),)


def _types(error: ValidationError) -> tuple[str, str]:
    wanted: Any = error.validator_value
    allowed = {*wanted} if isinstance(wanted, list) else {wanted}
    if "number" in allowed:
        allowed.add("integer")  # the validator's own numbers have both types
    return _type_of(error.instance), _json(sorted(allowed))


def _size(error: ValidationError) -> tuple[int, Any]:
    instance: Any = error.instance
    return len(instance), error.validator_value


def _text(error: ValidationError) -> tuple[str, int, Any]:
    return (_json(error.instance), *_size(error))


def _value(error: ValidationError) -> tuple[str, str]:
    return _json(error.instance), _json(error.validator_value)


def _branches(error: ValidationError) -> tuple[int]:
    branches: Any = error.validator_value
    return (len(branches),)


def _matched(error: ValidationError) -> tuple[int, int]:
    matched, every = error.validator_value  # type: ignore[misc]  # as below
    return matched, every


def _others(error: ValidationError) -> tuple[str]:
    others: Any = error.validator_value
    return (_json(sorted(others)),)


def _lacking(error: ValidationError) -> tuple[str, str, str]:
    name, wanted = error.validator_value  # type: ignore[misc]  # as the keyword made it
    given: Any = error.instance
    missing = [one for one in wanted if one not in given]
    return _json(name), _json(wanted), _json(missing)


def _items(error: ValidationError) -> tuple[int, int]:
    schema: Any = error.schema
    instance: Any = error.instance
    return len(schema["items"]), len(instance)


def _nothing(_: ValidationError) -> tuple[()]:
    return ()


_LOGS = reported("published execution logs of AWS's")
_BUNDLE = inferred(
    "the published logs have the sentences of java-json-tools/json-schema-validator; this is its sentence on the keyword"
)
# fmt: off
REASONS = (
    Reason("required", "object has missing required properties ({})", _missing, _LOGS),
    Reason("type", "instance type ({}) does not match any allowed primitive type (allowed: {})", _types, _LOGS),
    Reason("additionalProperties", "object instance has properties which are not allowed by the schema: {}", _others, _BUNDLE),
    Reason("additionalItems", "schema only allows {} elements in array but instance has {} elements", _items, _BUNDLE),
    Reason("anyOf", "instance failed to match at least one required schema among {}", _branches, _BUNDLE),
    Reason("dependencies", "property {} of object has missing property dependencies (schema requires {}; missing: {})", _lacking, _BUNDLE),
    Reason("enum", "instance value ({}) not found in enum (possible values: {})", _value, _BUNDLE),
    Reason("exclusiveMaximum", "numeric instance is not strictly lower than the required maximum {1}", _value, _BUNDLE),
    Reason("exclusiveMinimum", "numeric instance is not strictly greater than the required minimum {1}", _value, _BUNDLE),
    Reason("maxItems", "array is too long: must have at most {1} elements but instance has {0} elements", _size, _BUNDLE),
    Reason("maxLength", "string {} is too long (length: {}, maximum allowed: {})", _text, _BUNDLE),
    Reason("maxProperties", "object has too many properties (found {} but schema requires at most {})", _size, _BUNDLE),
    Reason("maximum", "numeric instance is greater than the required maximum (maximum: {1}, found: {0})", _value, _BUNDLE),
    Reason("minItems", "array is too short: must have at least {1} elements but instance has {0} elements", _size, _BUNDLE),
    Reason("minLength", "string {} is too short (length: {}, required minimum: {})", _text, _BUNDLE),
    Reason("minProperties", "object has too few properties (found {} but schema requires at least {})", _size, _BUNDLE),
    Reason("minimum", "numeric instance is lower than the required minimum (minimum: {1}, found: {0})", _value, _BUNDLE),
    Reason("multipleOf", "remainder of division is not zero ({} / {})", _value, _BUNDLE),
    Reason("not", "instance matched a schema which it should not have", _nothing, _BUNDLE),
    Reason("oneOf", "instance failed to match exactly one schema (matched {} out of {})", _matched, _BUNDLE),
    Reason("pattern", "ECMA 262 regex {1} does not match input string {0}", _value, _BUNDLE),
    Reason("uniqueItems", "array must not contain duplicate elements", _nothing, _BUNDLE),
)
# fmt: on
_REASONS = {row.keyword: row for row in REASONS}
_EXCLUSIVE = {"maximum": "exclusiveMaximum", "minimum": "exclusiveMinimum"}


def reason_of(error: ValidationError) -> str:
    """
    Return the sentence about an error of jsonschema's.

    Raises:
        KeyError: its schema is false, which is none of draft 4.
    """
    row = _REASONS[_keyword_of(error)]
    return row.sentence.format(*row.facts(error))


def _keyword_of(error: ValidationError) -> str:
    keyword, schema = str(error.validator), error.schema
    exclusive = _EXCLUSIVE.get(keyword, "")
    is_bound = error.instance == error.validator_value
    is_exclusive = isinstance(schema, dict) and schema.get(exclusive)
    return exclusive if is_bound and is_exclusive else keyword
