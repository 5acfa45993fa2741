"""
References lead to places in the document, and nowhere else.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.openapi.document import (
    OpenApi,
    UnresolvedReference,
    list_of,
    map_of,
    text_of,
)

ROOT = {
    "components": {
        "schemas": {"Pet": {"type": "object"}, "a/b~c d": {"type": "string"}, "x": 1},
        "chain": {"$ref": "#/components/schemas/Pet"},
        "circle": {"$ref": "#/components/other"},
        "other": {"$ref": "#/components/circle"},
        "list": [{"type": "array"}],
    }
}
DOCUMENT = OpenApi(ROOT, "3.0")


@pytest.mark.parametrize(
    ("reference", "type_"),
    [
        ("#/components/schemas/Pet", "object"),
        ("#/components/schemas/a~1b~0c%20d", "string"),
        ("#/components/list/0", "array"),
        ("#/components/chain", "object"),
    ],
)
def test_reference_is_resolved(reference: str, type_: str) -> None:
    assert DOCUMENT.resolved({"$ref": reference}) == {"type": type_}


@pytest.mark.parametrize(
    "reference",
    [
        "#/components/schemas/Lost",
        "#/components/schemas/x",
        "#/components/schemas/x/y",
        "#/components/list/-",
        "#/components/list/01",
        "#/components/list/1",
        "#/components/list/one",
        "#/components/schemas/~2",
        "#components",
        "other.json#/components",
        "https://example.com/pets.json",
        "Pet",
        "#/components/circle",
    ],
)
def test_reference_to_nothing(reference: str) -> None:
    with pytest.raises(UnresolvedReference):
        DOCUMENT.resolved({"$ref": reference})


def test_a_circle_is_named_after_the_first_reference() -> None:
    with pytest.raises(UnresolvedReference, match=r"^#/components/circle$"):
        DOCUMENT.resolved({"$ref": "#/components/circle"})


def test_the_document_is_not_printed_for_a_reference_to_nothing() -> None:
    class Unprintable(dict[str, Any]):
        def __repr__(self) -> str:
            raise AssertionError

    with pytest.raises(UnresolvedReference):
        OpenApi(Unprintable(), "3.0").find("#/lost")


@pytest.mark.parametrize("value", [{"a": 1}, {"$ref": 1}, {"$ref": ""}, [], "x", None])
def test_what_refers_to_nothing_is_itself(value: Any) -> None:
    assert DOCUMENT.resolved(value) is value


def test_the_whole_document_is_a_place() -> None:
    assert DOCUMENT.find("#") is ROOT


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (1, "1"),
        (2.0, "2.0"),
        (True, "true"),
        (False, "false"),
        (None, None),
    ],
)
def test_text_of(value: Any, text: str | None) -> None:
    assert text_of(value) == text


def test_other_types_count_as_empty() -> None:
    assert (map_of([1]), map_of({"a": 1})) == ({}, {"a": 1})
    assert (list_of({"a": 1}), list_of([1]), text_of([1])) == ([], [1], None)
