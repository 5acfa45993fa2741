"""
A model judges in bounded time, and nothing of the library's comes out.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock.apigateway.invoke.schemas import Unusable, reasons_against

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://models/"
MOST = 5  # seconds; the bound is two


def reasons(document: Any, schema: Any, **models: Any) -> list[str]:
    texts = {name: json.dumps(one) for name, one in models.items()}
    every = {"M": json.dumps(schema), **texts}
    return reasons_against(document, "M", every, BASE, [].append)


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
    ("ab", {"pattern": "^[^[]+$"}),
    ("a", {"dependencies": {"a": ["b"]}}),
    ({"a": 1, "b": 2}, {"dependencies": {"a": ["b"], "c": ["d"]}}),
    (2, {"oneOf": [{"type": "integer"}, {"type": "null"}]}),
    (6, {"minimum": 5, "exclusiveMinimum": True}),
]


@pytest.mark.parametrize(("document", "schema"), FITS, ids=str)
def test_it_fits(document: Any, schema: Any) -> None:
    assert reasons(document, schema) == []


TYPE = 'instance type ({}) does not match any allowed primitive type (allowed: ["{}"])'
DUPLICATES = "array must not contain duplicate elements"
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
        1,
        {"oneOf": [{}, {"type": "integer"}, {"type": "null"}]},
        ["instance failed to match exactly one schema (matched 2 out of 3)"],
    ),
    (
        {"x1": 1, "z": 2},
        {"patternProperties": {"^x": {}}, "additionalProperties": False},
        ['object instance has properties which are not allowed by the schema: ["z"]'],
    ),
    (
        {"a": 1},
        {"dependencies": {"a": {"required": ["b"]}}},
        ['object has missing required properties (["b"])'],
    ),
    (
        4,
        {"minimum": 5, "exclusiveMinimum": True},
        ["numeric instance is lower than the required minimum (minimum: 5, found: 4)"],
    ),
    ([1, 1.0], {"uniqueItems": True}, [DUPLICATES]),
    ([[{"a": 1}], [{"a": 1.0}]], {"uniqueItems": True}, [DUPLICATES]),
    (
        "a[",
        {"pattern": "^[^[]+$"},
        ['ECMA 262 regex "^[^[]+$" does not match input string "a["'],
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
    ({"a": 1}, {"properties": {"a": False}}),
    (1, {"definitions": {**BRANCHES, "a40": {"not": {}}}, "$ref": "#/definitions/a0"}),
]


@pytest.mark.parametrize(("document", "schema"), HARD, ids=lambda one: str(one)[:50])
def test_what_cannot_be_applied_says_so_in_time(document: Any, schema: Any) -> None:
    start = process_time()

    with pytest.raises(Unusable):
        reasons(document, schema)
    assert process_time() - start < MOST


TYPES = {"type": ["string", "object"]}


@pytest.mark.parametrize("levels", range(12))
def test_no_model_leads_into_the_library_of_maps_with_no_stack_left(
    levels: int,
) -> None:
    # That library is Rust's, and what it raises then is no Exception.
    schema: dict[str, Any] = {**TYPES, "oneOf": [{"$ref": f"{BASE}M"}]}
    for _ in range(levels):
        schema = {**TYPES, "not": schema}

    with pytest.raises(Unusable) as refused:
        reasons({}, schema)

    assert refused.value.is_deep


@pytest.fixture
def _no_limit() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.usefixtures("_no_limit")
def test_no_model_ends_the_process_whatever_limit_python_has() -> None:
    branches = [{"$ref": f"{BASE}M"}, {}]

    with pytest.raises(Unusable) as refused:
        reasons({}, {"allOf": [{"not": {"allOf": branches}}]})

    assert refused.value.is_deep


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN"], ids=lambda it: it[:5])
def test_a_model_that_is_not_json_cannot_be_applied(text: str) -> None:
    with pytest.raises(Unusable):
        reasons_against(1, "M", {"M": text}, BASE, [].append)


def test_a_model_that_is_not_there_cannot_be_applied() -> None:
    with pytest.raises(Unusable):
        reasons_against(1, "M", {}, BASE, [].append)


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


def test_many_patterns_on_many_names_are_given_up_in_time() -> None:
    patterns = {f"^a{n}$": {} for n in range(300)}
    schema = {"patternProperties": patterns, "additionalProperties": False}
    start = process_time()

    with pytest.raises(Unusable):
        reasons({f"k{n}": 1 for n in range(20_000)}, schema)
    assert process_time() - start < MOST


def test_another_model_is_read_once_for_all_items() -> None:
    names: list[str] = []

    class Models(dict[str, str]):
        def __getitem__(self, name: str) -> str:
            names.append(name)
            return super().__getitem__(name)

    models = Models(M=json.dumps({"items": {"$ref": f"{BASE}N"}}), N="{}")

    assert reasons_against([1, 2, 3], "M", models, BASE, [].append) == []
    assert names == ["M", "N"]


@pytest.mark.parametrize("long", ["x" * 100_000, ["x"] * 50_000], ids=["text", "list"])
def test_a_reason_shows_the_beginning_of_a_long_value(long: Any) -> None:
    (said,) = reasons(long, {"enum": [1]})

    assert len(said) < 1_200


UNREAD = ["a)|(?:b", "(", "x{9999999999}"]


@pytest.mark.parametrize("pattern", UNREAD)
def test_a_pattern_that_cannot_be_read_judges_nothing(pattern: str) -> None:
    warnings: list[str] = []
    member = {"patternProperties": {pattern: {"type": "null"}}}
    schema = {"pattern": pattern, **member, "additionalProperties": False}
    models = {"M": json.dumps(schema)}

    assert reasons_against({"b": 1}, "M", models, BASE, warnings.append) == []
    assert reasons_against("x", "M", models, BASE, warnings.append) == []
    assert (
        warnings
        == [f"A model's pattern cannot be read, and judges nothing: {pattern}"] * 2
    )
