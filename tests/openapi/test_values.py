"""
How the values of extensions are read.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.openapi import values

NO_INTEGER = ("x", "", 1.5, "1.0", True, [1], None, "9" * 20, float("1e300"))


@pytest.mark.parametrize(
    ("value", "read"), [(1, 1), ("12", 12), (3.0, 3), ("-1", -1), (10**20, 10**20)]
)
def test_integer(value: Any, read: int) -> None:
    assert values.integer(value) == read


@pytest.mark.parametrize("value", NO_INTEGER, ids=str)
def test_what_is_no_integer(value: Any) -> None:
    assert values.integer(value) is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (True, True),
        (False, False),
        ("True", True),
        ("no", False),
        (1, None),
        ({}, None),
    ],
)
def test_boolean(value: Any, read: bool | None) -> None:  # noqa: FBT001  # a value
    assert values.boolean(value) is read


@pytest.mark.parametrize(
    ("value", "read", "parts"),
    [
        (["a", 1, {}], ["a", "1"], ["a", "1"]),
        ("a, b,", ["a, b,"], ["a", "b"]),
        ([], [], []),
        ({}, None, None),
    ],
)
def test_texts(value: Any, read: Any, parts: Any) -> None:
    assert (values.texts(value), values.parted(value)) == (read, parts)


@pytest.mark.parametrize(
    ("value", "flat", "nested"),
    [
        ({"a": "b", "c": 1}, {"a": "b"}, {}),
        ({"200": {"a": "b", "c": []}, "400": {}}, {}, {"200": {"a": "b"}}),
        ("x", None, None),
    ],
)
def test_maps(value: Any, flat: Any, nested: Any) -> None:
    assert (values.only_texts(value), values.maps_of_texts(value)) == (flat, nested)


def test_members() -> None:
    read = values.members(a=values.integer, b=values.capitals)

    assert read({"a": 1, "b": "x", "c": 2}) == {"a": 1, "b": "X"}
    assert read({"a": "x", "b": []}) == {}
    assert read("x") is None
