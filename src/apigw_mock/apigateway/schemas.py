"""
JSON schemas of draft 4: where a text is not one.

Source: the draft's own schema, json-schema.org/draft-04/schema.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jsonpointer import JsonPointer
from jsonschema import Draft4Validator, ValidationError
from jsonschema.validators import extend

from apigw_mock.strictjson import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator


def flaws_in(text: str) -> list[str]:
    """
    Return where the *text* of a schema has flaws, as JSON pointers.

    A text that is not JSON, or nested too deep to be read, has one flaw, at its root.
    Schemas in more than about a hundred others are not looked at.
    """
    try:
        schema = read_json(text)
    except (ValueError, RecursionError):
        return [""]
    try:
        flaws = [one for flaw in _OF_SCHEMAS.iter_errors(schema) for one in _in(flaw)]
    except RecursionError:
        return []
    return [JsonPointer.from_parts(flaw.absolute_path).path for flaw in flaws]


def _in(flaw: ValidationError) -> Iterator[ValidationError]:
    """
    Yield the flaws inside a value that may be of several kinds, or the flaw itself.
    """
    inner = [one for one in flaw.context if one.relative_path]
    if not inner:
        yield flaw
    for one in inner:
        yield from _in(one)


def _unique(
    _: Any, is_unique: object, items: Any, __: Any
) -> Iterator[ValidationError]:
    # In place of the library's, which compares each object with all others.
    if is_unique and isinstance(items, list):
        texts = {json.dumps(one, sort_keys=True) for one in items}
        if len(texts) < len(items):
            yield ValidationError("has non-unique elements")


_OF_SCHEMAS = extend(  # type: ignore[no-untyped-call]  # the stubs leave it so
    Draft4Validator, {"uniqueItems": _unique}
)(Draft4Validator.META_SCHEMA)
