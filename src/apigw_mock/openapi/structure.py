"""
Where a document is not what OpenAPI's own schema says, as far as AWS minds it.

The schemas are those of openapi-spec-validator. What they refuse and AWS takes without
a word is in `SILENT`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from jsonschema import Draft4Validator
from jsonschema.validators import extend
from openapi_spec_validator import schemas

from apigw_mock.evidence import Evidence, inferred, recorded
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.document import METHODS, UnresolvedReference, reference_of
from apigw_mock.openapi.sentences import (
    MissingReference,
    PathWithoutSlash,
    UnexpectedAttribute,
    WrongTypeOfAttribute,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jsonschema.exceptions import ValidationError

    from apigw_mock.openapi.document import OpenApi
    from apigw_mock.openapi.sentences import Finding

_SCHEMAS = {"2.0": "schema_v2", "3.0": "schema_v30"}

# fmt: off
_IMPORTED = "localstack test_import_rest_apis and others, with failOnWarnings: taken"
# What the schemas refuse, by their keywords, and AWS takes without a warning.
SILENT: dict[str, Evidence] = {
    "required": recorded(f"{_IMPORTED}, for info.version and the responses of an operation; for other required keys inferred"),
    "minProperties": recorded(f"{_IMPORTED}, for responses that are empty"),
    "type": recorded(f"{_IMPORTED}, for numbers where texts belong; what AWS answers to a map or list there, or the other way, is unseen: it is warned of"),
    "enum": inferred("AWS's answer is unseen"),
    "format": inferred("AWS's answer is unseen"),
    "pattern": inferred("AWS's answer is unseen"),
    "uniqueItems": inferred("AWS's answer is unseen"),
    "not": inferred("AWS's answer is unseen"),
    "minimum": inferred("AWS's answer is unseen"),
}
CONSTRUCTS = tuple(
    Construct(f"(schema of OpenAPI) {keyword}", "what OpenAPI's own schema refuses is taken without a warning", evidence)
    for keyword, evidence in SILENT.items()
)
# fmt: on
_CONTAINERS = {"object": dict, "array": list}
_MOST = 10_000  # violations of a schema; a bad document of 6 MB has a million


def _ignore(*_: Any) -> tuple[()]:
    return ()


def _meant(
    validator: Any, branches: list[Any], instance: Any, _: Any
) -> Iterator[ValidationError]:
    """
    Judge by the branch that is meant: a reference, or what is no such.

    Where several may be meant, none is judged.
    """
    refers = reference_of(instance) is not None
    kinds = {None, "object"} if isinstance(instance, dict) else {None, "boolean"}
    meant = [
        one
        for one in branches
        if _is_reference(one) == refers and one.get("type") in kinds
    ]
    if len(meant) == 1:
        yield from validator.descend(instance, meant[0])


def _is_reference(schema: Any) -> bool:
    return str(schema.get("$ref", "")).lower().endswith("reference")


# Only what may become a finding is looked at: a document of 6 MB takes seconds so, and
# a minute by all keywords. `uniqueItems` would take hours.
_extended: Any = extend
_Validator: Any = _extended(
    Draft4Validator,
    {
        **dict.fromkeys(SILENT.keys() - {"type"}, _ignore),
        "anyOf": _ignore,  # a schema or something else, in schemas of Swagger 2.0 alone
        "oneOf": _meant,
    },
)


def structure(document: OpenApi) -> Iterator[Finding]:
    """
    Yield what a document has beside OpenAPI's own schema, and references to nothing.
    """
    errors = _validator(document.version).iter_errors(document.root)
    for error in islice(errors, _MOST):
        yield from _found(error)
    yield from _missing_references(document)


@cache
def _validator(version: str) -> Any:
    """
    Return the validator of a version. Its schema is read when it is first needed.
    """
    return _Validator(dict(getattr(schemas, _SCHEMAS[version])))


def _found(error: ValidationError) -> Iterator[Finding]:
    place = list(error.absolute_path)
    if error.validator == "additionalProperties":
        for key in _unknown_keys(error):
            is_path = place == ["paths"] and not key.startswith("/")
            attribute = location([*place, key])
            yield PathWithoutSlash(key) if is_path else UnexpectedAttribute(attribute)
    elif error.validator == "type" and _is_minded(error):
        yield WrongTypeOfAttribute(location(place), str(error.validator_value))


def _unknown_keys(error: Any) -> list[str]:
    """
    Return the keys that a schema has neither by name nor by pattern.
    """
    schema = error.schema
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    return [
        key
        for key in error.instance
        if key not in known and not any(re.search(one, key) for one in patterns)
    ]


def _is_minded(error: ValidationError) -> bool:
    """
    Whether a map or list is there or wanted. The parser reads scalars as any other.
    """
    wanted, there = str(error.validator_value), error.instance
    return there is not None and (
        wanted in _CONTAINERS or isinstance(there, dict | list)
    )


# --- references -------------------------------------------------------------------


def _missing_references(document: OpenApi) -> Iterator[Finding]:
    """
    Yield each reference that leads to nothing or in a circle, at its first place.
    """
    seen: set[str] = set()
    for place, reference in _references(document.root):
        if reference not in seen:
            seen.add(reference)
            try:
                document.resolved({"$ref": reference})
            except UnresolvedReference as error:
                # Otherwise it leads to a reference, which is found by itself.
                if error.reference == reference:
                    yield MissingReference(location([*place, reference]))


def _references(root: Any) -> Iterator[tuple[Sequence[str | int], str]]:
    """
    Yield the place and the text of the references of a document, outside extensions.

    A part that occurs in several places, by aliases, is looked at once.
    """
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), root)]
    looked_at: set[int] = set()
    while waiting:
        place, value = waiting.pop()
        if id(value) in looked_at:
            continue
        looked_at.add(id(value))
        if reference := reference_of(value):
            yield place, reference
            continue
        children = value.items() if isinstance(value, dict) else enumerate(value)
        waiting.extend(
            ((*place, key), child)
            for key, child in reversed(list(children))
            if isinstance(child, dict | list) and not _is_opaque(key)
        )


def _is_opaque(key: str | int) -> bool:
    """
    Whether what a key holds is not of OpenAPI's form. An operation of ANY is.
    """
    if not isinstance(key, str) or key in METHODS:
        return False
    return key.startswith("x-") or key in {"example", "examples", "default", "enum"}


def location(place: Sequence[str | int]) -> str:
    """
    Return a place in a document in swagger-parser's form.

    For instance ``paths.'/pets'(get).responses.200.content.schema``: there is no
    media type in it.
    """
    parts = list(place)
    text = ""
    if parts[:1] == ["paths"] and len(parts) > 1:
        text, parts = f"paths.'{parts[1]}'", parts[2:]
        text += f"({parts.pop(0)})" if parts and parts[0] in METHODS else ""
    kept = [
        one for at, one in enumerate(parts) if at == 0 or parts[at - 1] != "content"
    ]
    return ".".join((*filter(None, [text]), *map(str, kept)))
