"""
Which schemas become models, and under which names.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from apigw_mock.apigateway.openapi.schemas import Models, UnsupportedSchema, kind_of
from apigw_mock.openapi.document import OpenApi

HOME = "https://apigateway.amazonaws.com/restapis/a/models/"
INLINE = {"type": "object"}


def models(**schemas: Any) -> Models:
    root = {"openapi": "3.0.1", "components": {"schemas": schemas}}
    return Models(OpenApi(root, "3.0"), HOME)


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "object"}, "ObjectSchema"),
        ({"properties": {}}, "ObjectSchema"),
        ({"items": {}}, "ArraySchema"),
        ({"type": "string"}, "StringSchema"),
        ({"type": "object", "allOf": []}, "ComposedSchema"),
        ({"type": 5}, ""),
        ({}, ""),
    ],
)
def test_kind_of_a_schema(schema: dict[str, Any], kind: str) -> None:
    assert kind_of(schema) == kind


def test_inline_schema_has_a_name_of_six_digits() -> None:
    made = models()

    name = made.named(INLINE, "GET / 200 application/json")

    assert re.fullmatch("MODEL[0-9a-f]{6}", name or "")
    assert made.named({**INLINE}, "GET / 400 application/json") != name


def test_schema_to_which_several_refer_becomes_one_model() -> None:
    made = models(Pet={"properties": {"toys": {"type": "array"}}})
    toys = {"$ref": "#/components/schemas/Pet/properties/toys"}

    assert made.named(toys, "here") == made.named(toys, "there")
    assert len(made.made) == 2


def test_inline_schema_leaves_the_name_of_another() -> None:
    first = models().named(INLINE, "here") or ""
    made = models(**{first: INLINE})

    assert made.named(INLINE, "here") not in {None, first}


def test_schema_that_says_nothing_becomes_none() -> None:
    assert models().named({}, "here") is None
    assert models().named(None, "here") is None


def test_reference_to_no_schema_becomes_none() -> None:
    assert models().named({"$ref": "#/components/schemas/Pet"}, "here") is None


def test_reference_into_a_schema_is_inline() -> None:
    made = models(Pet={"properties": {"toys": {"type": "array"}}})

    name = made.named({"$ref": "#/components/schemas/Pet/properties/toys"}, "here")

    assert made.made[name or ""]["schema"] == '{"type":"array"}'


def test_reference_to_a_text_is_unsupported() -> None:
    with pytest.raises(UnsupportedSchema, match="StringSchema"):
        models().named({"type": "string"}, "here")


def test_schema_that_is_no_map_stays_what_it_is() -> None:
    assert models(Pet=True).made["Pet"]["schema"] == "true"
    assert models(Pet={"items": [True]}).made["Pet"]["schema"] == '{"items":[true]}'
