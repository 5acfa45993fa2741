"""
A model judges in bounded time, and nothing of the library's comes out.
"""

from __future__ import annotations

import json
from contextlib import suppress
from time import process_time
from typing import Any

import pytest

from apigw_mock.apigateway.invoke.schemas import Unusable, reasons_against

BASE = "https://models/"
MOST = 5  # seconds; the bound is two


def reasons(document: Any, schema: Any, **models: Any) -> list[str]:
    texts = {name: json.dumps(one) for name, one in models.items()}
    return reasons_against(document, "M", {"M": json.dumps(schema), **texts}, BASE)


FITS: list[tuple[Any, Any]] = [
    (1, {}),
    (1.0, {"type": "number"}),
    ("a", {"minimum": 3, "pattern": "a", "multipleOf": 2}),
    (1, {"pattern": "a", "required": ["a"], "uniqueItems": True}),
    (4.5, {"multipleOf": 1.5}),
    (10**400, {"multipleOf": 0.5}),
    (True, {"multipleOf": 7}),
    ([1, True, "1"], {"uniqueItems": True}),
    ([1, 1], {"uniqueItems": False}),
    ({"ab": 1}, {"patternProperties": {"^a": {"type": "integer"}}}),
    ([], {"patternProperties": {"^a": {}}, "additionalProperties": False}),
    (
        {"a": 1, "b": 2},
        {
            "properties": {"a": {}},
            "patternProperties": {"b": {}},
            "additionalProperties": False,
        },
    ),
    ({"a": 1}, {"additionalProperties": {"type": "integer"}}),
    ({"a": 1}, {"additionalProperties": True}),
]


@pytest.mark.parametrize(("document", "schema"), FITS, ids=str)
def test_it_fits(document: Any, schema: Any) -> None:
    assert reasons(document, schema) == []


TYPE = 'instance type ({}) does not match any allowed primitive type (allowed: ["{}"])'
MISFITS: list[tuple[Any, Any, list[str]]] = [
    (True, {"type": "string"}, [TYPE.format("boolean", "string")]),
    (None, {"type": "string"}, [TYPE.format("null", "string")]),
    (1.5, {"type": "integer"}, [TYPE.format("number", "integer")]),
    ([], {"type": ["string", "null"]}, [TYPE.format("array", 'null","string')]),
    ({}, {"type": "number"}, [TYPE.format("object", 'integer","number')]),
    (
        {"ab": "1"},
        {"patternProperties": {"^a": {"type": "integer"}}},
        [TYPE.format("string", "integer")],
    ),
    (
        {"a": "1"},
        {"additionalProperties": {"type": "integer"}},
        [TYPE.format("string", "integer")],
    ),
    (
        {"a": 1, "b": {}},
        {"additionalProperties": {"type": "string"}},
        [TYPE.format("integer", "string"), TYPE.format("object", "string")],
    ),
    (
        1,
        {"oneOf": [{"type": "integer"}, {"minimum": 0}]},
        ["instance failed to match exactly one schema (matched 2 out of 2)"],
    ),
    (
        {"a": 1},
        {"dependencies": {"a": ["b"]}},
        ["instance failed to match the schema"],
    ),
]


@pytest.mark.parametrize(("document", "schema", "said"), MISFITS, ids=str)
def test_it_does_not_fit(document: Any, schema: Any, said: list[str]) -> None:
    assert reasons(document, schema) == said


def test_a_hundred_reasons_are_enough() -> None:
    assert len(reasons([""] * 1_000, {"items": {"type": "null"}})) == 100


def test_another_model_is_found() -> None:
    other = {"$ref": f"{BASE}N"}

    assert reasons(1, {"items": other}, N={"type": "null"}) == []
    assert reasons([1], {"items": other}, N={"type": "null"}) == [
        TYPE.format("integer", "null")
    ]


BRANCHES = {
    f"a{n}": {"anyOf": [{"$ref": f"#/definitions/a{n + 1}"}] * 2} for n in range(40)
}
HARD: list[tuple[Any, Any]] = [
    (1, {"$ref": f"{BASE}M"}),
    (1, {"$ref": f"{BASE}none"}),
    (1, {"$ref": "#/none"}),
    (1, {"$ref": "http://["}),
    (1, {"$ref": 5}),
    (1, {"type": "pet"}),
    (1, {"type": 5}),
    (1, {"minimum": "a"}),
    (1, {"multipleOf": 0}),
    ({}, {"required": 5}),
    ({}, {"properties": 5}),
    (1, {"enum": 5}),
    (1, {"anyOf": 5}),
    (1, 5),
    (1, {"definitions": {**BRANCHES, "a40": {"not": {}}}, "$ref": "#/definitions/a0"}),
]


@pytest.mark.parametrize(("document", "schema"), HARD, ids=lambda one: str(one)[:50])
def test_what_cannot_be_applied_says_so_in_time(document: Any, schema: Any) -> None:
    start = process_time()

    with pytest.raises(Unusable):
        reasons(document, schema)
    assert process_time() - start < MOST


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN"], ids=lambda it: it[:5])
def test_a_model_that_is_not_json_cannot_be_applied(text: str) -> None:
    with pytest.raises(Unusable):
        reasons_against(1, "M", {"M": text}, BASE)


def test_a_model_that_is_not_there_cannot_be_applied() -> None:
    with pytest.raises(Unusable):
        reasons_against(1, "M", {}, BASE)


@pytest.mark.parametrize("keyword", ["pattern", "patternProperties"])
def test_a_pattern_has_its_time(keyword: str) -> None:
    pattern, text = "(a+)+(a+)+(a+)+b", "a" * 40
    schema = {keyword: pattern if keyword == "pattern" else {pattern: {}}}
    start = process_time()

    with suppress(Unusable):
        reasons(text if keyword == "pattern" else {text: 1}, schema)
    assert process_time() - start < MOST


def test_a_long_list_of_different_items_is_judged_in_time() -> None:
    start = process_time()

    assert reasons([{"a": n} for n in range(20_000)], {"uniqueItems": True}) == []
    assert process_time() - start < MOST
