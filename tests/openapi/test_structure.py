"""
What AWS warns of in a document that OpenAPI's schema refuses, and what it takes.
"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from apigw_mock.openapi.reading import read_document
from apigw_mock.openapi.structure import SILENT, location, structure

ANY = "x-amazon-apigateway-any-method"
EMPTY = {"openapi": "3.0.1", "info": {"title": "a", "version": "1"}, "paths": {}}


def found(**root: Any) -> list[str]:
    return [str(one) for one in structure(read_document(json.dumps({**EMPTY, **root})))]


def operation(**more: Any) -> dict[str, Any]:
    return {"/pets": {"get": {"responses": {"200": {"description": "a"}}, **more}}}


@pytest.mark.parametrize(
    ("root", "sentences"),
    [
        ({"foo": 1}, ["attribute foo is unexpected"]),
        ({"components": {"foo": 1}}, ["attribute components.foo is unexpected"]),
        (
            {"paths": {"/pets": {"foo": 1}}},
            ["attribute paths.'/pets'.foo is unexpected"],
        ),
        (
            {"paths": operation(foo=1)},
            ["attribute paths.'/pets'(get).foo is unexpected"],
        ),
        (
            {"paths": {"pets": {}}},
            ["attribute paths. Resource pets should start with /"],
        ),
        ({"servers": {}}, ["attribute servers is not of type `array`"]),
        ({"paths": []}, ["attribute paths is not of type `object`"]),
        ({"info": {"title": {}}}, ["attribute info.title is not of type `string`"]),
        (
            {"components": {"schemas": {"A": {"foo": 1}}}},
            ["attribute components.schemas.A.foo is unexpected"],
        ),
        (
            {"components": {"schemas": {"A": {"items": {"$ref": "#/components/x"}}}}},
            ["attribute components.schemas.A.items.#/components/x is missing"],
        ),
        (
            {"components": {"schemas": {"A": {"additionalProperties": {"foo": 1}}}}},
            ["attribute components.schemas.A.additionalProperties.foo is unexpected"],
        ),
        (
            {"components": {"headers": {"A": {"$ref": "#/components/headers/A"}}}},
            ["attribute components.headers.A.#/components/headers/A is missing"],
        ),
        (
            {
                "components": {
                    "headers": {
                        "A": {"$ref": "#/x"},
                        "B": {"$ref": "#/components/headers/A"},
                    }
                }
            },
            ["attribute components.headers.A.#/x is missing"],
        ),
        (
            {"paths": operation(parameters=[{"$ref": "#/a"}, {"$ref": "#/a"}])},
            ["attribute paths.'/pets'(get).parameters.0.#/a is missing"],
        ),
        (
            {"paths": {"/pets": {ANY: {"parameters": [{"$ref": "#/a"}]}}}},
            [f"attribute paths.'/pets'({ANY}).parameters.0.#/a is missing"],
        ),
    ],
)
def test_warnings(root: dict[str, Any], sentences: list[str]) -> None:
    assert found(**root) == [f"Parse issue: {one}" for one in sentences]


@pytest.mark.parametrize(
    "root",
    [
        {},
        {"info": {}},
        {"info": {"title": 1, "version": 2.5}},
        {"paths": {"/pets": {"get": {}, "x-own": 1, "post": {"responses": {}}}}},
        {"paths": {"/pets/{id}": {"get": {"responses": {}}}}},
        {"paths": {"/pets": None}},
        {"x-own": {"$ref": "#/nothing"}},
        {"components": {"schemas": {"A": {"example": {"$ref": "#/nothing"}}}}},
        {"components": {"schemas": {"A": {"type": "any", "minLength": -1}}}},
        {"components": {"schemas": {"A": {"additionalProperties": True}}}},
        {"components": {"schemas": {"A": {"additionalProperties": {"type": "x"}}}}},
        {"paths": operation(parameters=[{"in": "query", "name": "a"}])},
        {"servers": [{"url": "a", "variables": {"basePath": {"default": "v"}}}]},
    ],
)
def test_what_aws_takes(root: dict[str, Any]) -> None:
    assert found(**root) == []


def test_swagger_has_a_schema_of_its_own() -> None:
    document = {"swagger": "2.0", "info": {"title": "a"}, "paths": {}, "components": {}}

    sentences = [str(one) for one in structure(read_document(json.dumps(document)))]

    assert sentences == ["Parse issue: attribute components is unexpected"]


def test_what_is_silent_says_how_it_is_known() -> None:
    assert all(evidence.source for evidence in SILENT.values())


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (["info", "title"], "info.title"),
        (["paths"], "paths"),
        (["paths", "/a"], "paths.'/a'"),
        (["paths", "/a", "get"], "paths.'/a'(get)"),
        (["paths", "/a", "parameters", 0], "paths.'/a'.parameters.0"),
        (
            ["paths", "/a", "get", "responses", "200", "content", "a/b", "schema"],
            "paths.'/a'(get).responses.200.content.schema",
        ),
    ],
)
def test_location(place: list[str | int], text: str) -> None:
    assert location(place) == text


def test_a_part_that_aliases_repeat_is_looked_at_once() -> None:
    lines = ["openapi: 3.0.1", "info: {title: a}", "paths: {}", "x: &a0 {b: {c: d}}"]
    lines += [f"x{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 12)]

    begun = time.perf_counter()
    list(structure(read_document("\n".join(lines))))

    assert time.perf_counter() - begun < 5


@pytest.mark.once
def test_only_what_may_be_warned_of_is_judged() -> None:
    schemes = {f"s{n}": {"type": "http", "scheme": "a"} for n in range(20_000)}
    read = read_document(
        json.dumps({**EMPTY, "components": {"securitySchemes": schemes}})
    )

    begun = time.process_time()
    warned = list(structure(read))

    assert warned == []
    assert time.process_time() - begun < 1.5  # by all keywords it takes three seconds
