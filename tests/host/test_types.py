"""
JSON of another type than the service model says.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from apigw_mock.errors import NotSerializable
from apigw_mock.host.answer import check_types, json_body
from apigw_mock.host.model import Member, body_members

TEXT = Member("text", "string")
MEMBERS = {
    "text": TEXT,
    "number": Member("number", "integer"),
    "flag": Member("flag", "boolean"),
    "list": Member("list", "list"),
    "map": Member("map", "map", value=TEXT),
    "structure": Member("structure", "structure", members={"text": TEXT}),
}


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a", "number": 1, "flag": True, "list": [1]},
        {"map": {"a": "b"}, "structure": {"text": "a"}},
    ],
    ids=["leaves", "branches"],
)
def test_what_the_model_says_is_kept(body: dict[str, Any]) -> None:
    assert check_types(body, MEMBERS) == body


def test_null_and_the_unknown_are_left_out() -> None:
    body = {"text": None, "other": 1, "map": {"a": None}, "structure": {"other": 1}}

    assert check_types(body, MEMBERS) == {"map": {}, "structure": {}}


@pytest.mark.parametrize("name", ["text", "number", "flag", "list", "map", "structure"])
@pytest.mark.parametrize("value", ["a", 1, 1.5, True, [], {}], ids=repr)
def test_nothing_but_a_refusal_comes_of_another_type(name: str, value: Any) -> None:
    try:
        read = check_types({name: value}, MEMBERS)[name]
    except NotSerializable as error:
        read = str(error)

    assert read == value or isinstance(read, int | str)


def test_lengths_in_kilobytes_are_read_from_the_names_of_shapes() -> None:
    member = body_members("apigatewayv2", "UpdateIntegration")["requestTemplates"]

    assert member.value == Member("", "string", minimum=0, maximum=32_768)


def test_no_body_is_an_empty_object() -> None:
    assert json_body(SimpleNamespace(body="")) == {}
