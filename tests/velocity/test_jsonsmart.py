"""
JSON as json-smart 2.3 reads it in its permissive mode.
"""

from __future__ import annotations

from decimal import Decimal
from math import isnan
from time import process_time
from typing import Any

import pytest

from apigw_mock.velocity.jsonsmart import NotJson, read

READ: dict[str, Any] = {
    '{"a": [1, 2.5, true, null, "x"]}': {"a": [1, 2.5, True, None, "x"]},
    "{statusCode: 200}": {"statusCode": 200},
    "{'statusCode': 200, '': ''}": {"statusCode": 200, "": ""},
    '{"statusCode": 200 ,, }': {"statusCode": 200},
    "{statusCode: 200, a}: [ba r]}": {"statusCode": 200, "a}": ["ba r"]},
    "{}": {},
    "[]": [],
    "{,}": {},
    "[,1,,2,]": [1, 2],
    "[a b, c]": ["a b", "c"],
    "['a' \"b\"c]": ["a", "b", "c"],
    "[[1][2]]": [[1], [2]],
    "[{}{}]": [{}, {}],
    "{a: {b: {c: [1]}}, d: 2}": {"a": {"b": {"c": [1]}}, "d": 2},
    "{a: 1} and more": {"a": 1},
    "{a:,b:1}": {"a": "", "b": 1},
    "plain text": "plain text",
    "'quoted' rest": "quoted",
    "": "",
    " ": "",
    ",a": ",a",
    "007": 7,
    "-": 0,
    "-5": -5,
    "{a: 5.}": {"a": 5.0},
    "{a: .5}": {"a": ".5"},
    "{a: 1e3}": {"a": 1000.0},
    "{a: +1}": {"a": "+1"},
    "{a: truely}": {"a": "truely"},
    "{a: true, b: false, c: null}": {"a": True, "b": False, "c": None},
    "1.12345678901234567890": Decimal("1.12345678901234567890"),
    "[Infinity]": ["Infinity"],
    r'{"a": "\u0041\n\t\r\b\f\/\"\\"}': {"a": 'A\n\t\r\b\f/"\\'},
    r"{'a': '\u0041\n\t\r\b\f\/\'\x'}": {"a": "A\n\t\r\b\f/'"},
    '{"a": "line\nend"}': {"a": "line\nend"},
    '{"a": 1, "a": 2}': {"a": 2},
    "9" * 30: int("9" * 30),
    "{a: " + "9" * 2_000 + "}": {"a": int("9" * 2_000)},
    "{a: 1e5" + "9" * 3_000 + "x}": {"a": "1e5" + "9" * 3_000 + "x"},
}
REFUSED = {
    "{": "Unexpected End Of File position 0: null",
    "[": "Unexpected End Of File position 0: null",
    "{a": "Unexpected End Of File position 1: null",
    "{a: 1": "Unexpected End Of File position 4: null",
    '{"a" 1}': "Unexpected character (1) at position 5.",
    '{"a": "b" c}': "Unexpected character (c) at position 10.",
    "{'statusCode: 200 }": "Unexpected End Of File position 19: null",
    "{{}: 1}": "Unexpected character ({) at position 1.",
    "{: 1}": "Unexpected character (:) at position 1.",
    "{a: }": "Unexpected character (}) at position 4.",
    "[:]": "Unexpected character (:) at position 1.",
    "[}": "Unexpected character (}) at position 1.",
    "}": "Unexpected character (}) at position 0.",
    "]": "Unexpected character (]) at position 0.",
    "{'a\\": "Unexpected End Of File position 4: null",
    r"'\u00zz'": "Unexpected character (0) at position 3.",
    "{a: " + "9" * 2_001 + "}": "A number of more than 2,000 digits",
    "1.5e" + "9" * 20: "A number of more than 2,000 digits",
    "{a: 1." + "9" * 2_000 + "}": "A number of more than 2,000 digits",
    "[" * 201: "Nested deeper than 200 levels",
    "['\"', " + "[" * 300 + "]" * 300: "Nested deeper than 200 levels",
    "{a:" * 10_000: "Nested deeper than 200 levels",
}


@pytest.mark.parametrize("text", READ, ids=lambda text: ascii(text[:40]))
def test_permitted(text: str) -> None:
    assert read(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:40]))
def test_refused(text: str) -> None:
    with pytest.raises(NotJson) as raised:
        read(text)

    assert str(raised.value) == REFUSED[text]


def test_no_number_is_one() -> None:
    (value,) = read("[NaN]")

    assert isnan(value)


def test_many_brackets_beside_each_other_are_not_deep() -> None:
    assert read("[" + "[]," * 500 + '"[[[[", ]]') == [[]] * 500 + ["[[[["]


def test_the_greatest_depth() -> None:
    value = read("[" * 200 + "]" * 200)

    assert str(value) == "[" * 200 + "]" * 200


def seconds_to_refuse(text: str) -> float:
    begin = process_time()
    with pytest.raises(NotJson):
        read(text)
    return process_time() - begin


def test_an_open_text_with_many_quotes_is_read_once() -> None:
    brackets = "[" + "[]," * 201 + '"'
    short = seconds_to_refuse(brackets + '\\"' * 10_000)
    long = seconds_to_refuse(brackets + '\\"' * 40_000)

    assert long < 10 * short + 0.1  # 16 times as long, were it read at each quote


@pytest.mark.parametrize("end", ["", "\\"])
def test_an_open_text_may_hold_brackets(end: str) -> None:
    with pytest.raises(NotJson, match="Unexpected End Of File"):
        read("[" + "[]," * 201 + '"' + "[" * 300 + end)
