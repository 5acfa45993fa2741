"""
Where the text of a JSON schema has flaws.
"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from apigw_mock.apigateway.schemas import flaws_in

FLAWED: list[tuple[Any, list[str]]] = [
    (5, [""]),
    ({"type": "int"}, ["/type"]),
    ({"properties": {"a/b": {"minLength": "1"}}}, ["/properties/a~1b/minLength"]),
    ({"items": [{}, {"title": 5}]}, ["/items/1/title"]),
    ({"items": {"title": 5}}, ["/items/title"]),
    ({"additionalProperties": {"title": 5}}, ["/additionalProperties/title"]),
    ({"dependencies": {"a": {"title": 5}}}, ["/dependencies/a/title"]),
    ({"exclusiveMinimum": True}, [""]),
    ({"enum": [{"a": 1}, {"a": 1}]}, ["/enum"]),
    ({"minLength": True, "maxLength": 5}, ["/minLength"]),
    ({"$ref": "#/definitions/a"}, []),
    ({"example": {"type": 5}, "default": {"type": 5}}, []),
    ({"enum": [1, True, "1", [1], {"a": 1}]}, []),
]


@pytest.mark.parametrize(("schema", "flaws"), FLAWED, ids=str)
def test_a_flaw_is_named_by_its_place(schema: Any, flaws: list[str]) -> None:
    assert flaws_in(json.dumps(schema)) == flaws


def test_all_flaws_are_found() -> None:
    schema = {"type": 5, "properties": {"a": {"type": 5}}, "not": {"required": []}}

    assert sorted(flaws_in(json.dumps(schema))) == [
        "/not/required",
        "/properties/a/type",
        "/type",
    ]


@pytest.mark.parametrize("text", ["", "{", "nul", '{"a": NaN}', "[" * 100_000])
def test_a_text_that_is_not_json_is_flawed_at_its_root(text: str) -> None:
    assert flaws_in(text) == [""]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": %s}' % ("[" * 900 + "]" * 900),
        '{"enum": [%s]}' % ("[" * 900 + "]" * 900),
        '{"not":' * 900 + "{}" + "}" * 900,
        '{"multipleOf": 1e999, "minimum": -1e999}',
        '{"maxLength": %s}' % ("9" * 10_000),
    ],
    ids=lambda text: text[:20],
)
def test_no_schema_is_too_much(text: str) -> None:
    assert flaws_in(text) in ([], [""])


def test_a_schema_is_read_in_linear_time() -> None:
    words = [f"w{n}" for n in range(20_000)]
    objects = [{one: one} for one in words]
    many = {"enum": objects, "required": words, "dependencies": {"a": words}}
    start = time.process_time()

    assert flaws_in(json.dumps(many)) == []
    assert time.process_time() - start < 2
