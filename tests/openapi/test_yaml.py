"""
YAML is read as JSON, within bounds.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from apigw_mock.openapi.yaml import UnreadableYaml, read_yaml


def read(text: str, *, largest: int = 1000, deepest: int = 10) -> Any:
    return read_yaml(text, str, largest=largest, deepest=deepest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("", None),
        ("~", None),
        ("Null", None),
        ("12", 12),
        ("-0", 0),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("2.0", 2.0),
        # What YAML 1.1 alone has, and what is no number of JSON's, stays text.
        ("yes", "yes"),
        ("off", "off"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2020-01-01", "2020-01-01"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9e999", "9e999"),
        ("1234567890123456789", "1234567890123456789"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("! 12", "12"),
        ("!!str 12", "12"),
        ("!!int 12", 12),
        ("!!float 1.5", 1.5),
        ("!!bool true", True),
        ("!!null ~", None),
    ],
)
def test_scalar(text: str, value: object) -> None:
    found = read(f"[{text}]")[0] if text else read("a:")["a"]

    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{200: a, true: b, ~: c, 2020-01-01: d}", ["200", "true", "~", "2020-01-01"]),
        ("{? a : 1, b}", ["a", "b"]),
        ("{&a one: 1, *a : 2, two: *a}", ["one", "two"]),
        ("{one: 1, one: 2}", ["one"]),
    ],
)
def test_keys_are_texts_as_they_are_written(text: str, value: list[str]) -> None:
    assert list(read(text)) == value


def test_the_last_of_equal_keys_wins() -> None:
    assert read("{a: 1, a: 2}") == {"a": 2}


def test_an_alias_stands_for_its_anchor() -> None:
    assert read("a: &x {b: [1]}\nc: *x\nd: &x 2\ne: *x") == {
        "a": {"b": [1]},
        "c": {"b": [1]},
        "d": 2,
        "e": 2,
    }


@pytest.mark.parametrize(
    ("text", "merged"),
    [
        ("{<<: *x, a: 2}", {"a": 2, "b": 1}),
        ("{a: 2, <<: *x}", {"a": 2, "b": 1}),
        ("{<<: [*x, {a: 3, c: 3}]}", {"a": 1, "b": 1, "c": 3}),
        ('{"<<": 1}', {"<<": 1}),
    ],
)
def test_merge_keys(text: str, merged: dict[str, int]) -> None:
    assert read(f"x: &x {{a: 1, b: 1}}\ny: {text}")["y"] == merged


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        "{[1]: 2}",
        "{{a: 1}: 2}",
        "x: &x [1]\n*x : 2",
        "*nothing",
        "&a [*a]",
        "a: &a {b: *a}",
        "x: 1\n<<: 2",
        "<<: [1]",
        "--- 1\n--- 2",
        "!Ref a",
        "!!python/name:os.system x",
        "!own [1]",
        "!own {a: 1}",
        "!!int x",
        "!!str [1]",
        "!!map [1]",
        "a: \x01",
        "\t- a",
        "a: 'b",
    ],
)
def test_what_json_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(UnreadableYaml):
        read(text)


@pytest.mark.parametrize(
    "text", ["!!map {a: 1}", "!!seq [1]", "! [1]", "---\n[1]\n..."]
)
def test_collections_may_have_their_own_tags(text: str) -> None:
    assert read(text) in ({"a": 1}, [1])


def test_depth_is_bounded() -> None:
    assert read("[[1]]", deepest=2) == [[1]]
    for text in ("[[[1]]]", "a: &x [1]\nb: [*x]", "[[[" * 100_000):
        with pytest.raises(UnreadableYaml):
            read(text, deepest=2)


def test_size_counts_what_aliases_stand_for() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]

    with pytest.raises(UnreadableYaml, match="too large"):
        read("\n".join(lines), largest=10**6, deepest=100)


def test_size_counts_what_merge_keys_stand_for() -> None:
    lines = ["a0: &a0 {x: 1, y: 2}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 60)]

    with pytest.raises(UnreadableYaml, match="too large"):
        read("\n".join(lines), largest=10**6, deepest=100)


def test_a_map_with_many_merge_keys_is_built_once() -> None:
    keys = ", ".join(f"k{n}: 1" for n in range(20_000))
    merges = ", ".join(["<<: {a: 1}"] * 20_000)

    begun = time.process_time()
    found = read(f"{{{keys}, {merges}}}", largest=10**6)

    assert len(found) == 20_001
    assert time.process_time() - begun < 5


def test_texts_are_replaced_but_not_read_anew() -> None:
    read_one = {"$A": "1"}.get

    found = read_yaml(
        "{$A: [$A, '$A', 1]}",
        lambda text: read_one(text, text),
        largest=100,
        deepest=5,
    )

    assert found == {"1": ["1", "1", 1]}


def test_no_frame_is_left_for_each_level() -> None:
    assert read("[" * 900 + "]" * 900, largest=10**6, deepest=sys.getrecursionlimit())
