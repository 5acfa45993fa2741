"""
What mapping expressions yield when a method runs.
"""

from __future__ import annotations

import pytest

from apigw_mock.apigateway.invoke.failures import Failed
from apigw_mock.apigateway.invoke.request import Request
from apigw_mock.apigateway.invoke.sources import (
    Surroundings,
    as_text,
    destinations,
    value_of,
)


def around(body: str) -> Surroundings:
    return Surroundings(Request("GET", "/", body=body.encode()), {"a": {"b": "c"}})


PARTS = [
    ('{"a": "b"}', ".a", "b"),
    ('{"a": ["b", 1.50, null, {"c": true}]}', ".a", '["b",1.5,null,{"c":true}]'),
    ('{"a": null}', ".a", None),
    ('{"a": 1}', ".b", None),
    ('[{"a": 1}, {"a": 2}]', "[1].a", "2"),
    ('[{"a": 1}, {"a": 2}]', "..a", "[1,2]"),
    ('{"a": 1}', "[?(", None),
    ('{"a": 1}', ".", None),
    ('"text"', ".a", None),
    ("text", ".a", None),
]


@pytest.mark.parametrize(("body", "path", "found"), PARTS, ids=str)
def test_a_part_of_a_body(body: str, path: str, found: str | None) -> None:
    assert value_of(f"method.request.body{path}", around(body)) == found


@pytest.mark.parametrize(
    "body", ["{", "'a'", '"', "[" * 100_000], ids=lambda it: it[:5]
)
def test_a_body_that_begins_as_json_must_be_json(body: str) -> None:
    with pytest.raises(Failed):
        value_of("method.request.body.a", around(body))


@pytest.mark.parametrize(
    ("expression", "found"),
    [("'", ""), ("''", ""), ("", None), ("a", None), ("context.a.b", "c")],
)
def test_other_expressions(expression: str, found: str | None) -> None:
    assert value_of(expression, around("")) == found


def test_mappings_of_another_form_are_left_out() -> None:
    mappings = {
        "integration.request.multivalueheader.a.b": "'c'",
        "integration.request": "d",
        "e": 1,
    }

    assert [*destinations(mappings)] == [("header", "a.b", "'c'")]


def test_a_list_has_commas() -> None:
    assert as_text(["a", 1]) == "a,1"
    assert as_text(444) == "444"


def test_the_message_of_an_error_is_read_once() -> None:
    error = '{"errorMessage": "{\\"a\\": {}}"}'
    around = Surroundings(Request("GET", "/"), {}, body=error, is_error=True)
    source = "integration.response.body.errorMessage"

    assert value_of(f"{source}.a", around) == "{}"
    assert value_of(f"{source}.b", around) is None
    assert around.of_endpoint.opened is around.of_endpoint.opened
