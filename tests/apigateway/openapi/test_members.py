"""
How values of extensions are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock.apigateway.openapi.members import (
    Malformed,
    flag,
    json_text,
    number,
    text,
    text_map,
    texts,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("read", "value", "result"),
    [
        (text, "a", "a"),
        (text, 5, "5"),
        (text, 1.0, "1.0"),
        (text, True, "true"),
        (word, "mock", "MOCK"),
        (number, 5, 5),
        (number, 5.0, 5),
        (number, "-5", -5),
        (number, 10**20, 10**20),
        (flag, True, True),
        (flag, "True", True),
        (flag, "yes", False),
        (flag, 0, False),
        (texts, ["a", 5], ["a", "5"]),
        (text_map, {"a": None, "b": 5}, {"a": None, "b": "5"}),
        (json_text, {"a": [1]}, '{"a":[1]}'),
        (json_text, "{}", "{}"),
    ],
)
def test_value_is_read(read: Callable[[Any], Any], value: Any, result: Any) -> None:
    assert read(value) == result


@pytest.mark.parametrize(
    ("read", "value", "wanted"),
    [
        (text, {}, "string"),
        (word, [], "string"),
        (number, 5.5, "integer"),
        (number, True, "integer"),
        (number, "5.5", "integer"),
        (number, "9" * 20, "integer"),
        (number, [], "integer"),
        (flag, {}, "boolean"),
        (texts, "a", "array"),
        (texts, [{}], "string"),
        (text_map, [], "object"),
        (text_map, {"a": []}, "string"),
        (json_text, [], "object"),
    ],
)
def test_value_of_another_type_is_malformed(
    read: Callable[[Any], Any], value: Any, wanted: str
) -> None:
    with pytest.raises(Malformed, match=wanted):
        read(value)
