"""
Where patch paths lead: which paths match, and which places in a document they mean.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.apigateway.places import Item, Path, Steps, locate

# --- Paths with holes ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "parts", "holes"),
    [
        ("/name", ["name"], {}),
        ("/name", ["names"], None),
        ("/name", ["name", "first"], None),
        ("/tags/{key}", ["tags", "a/b"], {"key": "a/b"}),
        ("/tags/{key}", ["tags", ""], {"key": ""}),
        ("/tags/{key}", ["tags"], None),
        ("/tags/{key}", ["tag", "a"], None),
        ("/{a}/{b}/on", ["x", "y", "on"], {"a": "x", "b": "y"}),
        ("/{a}/{b}/on", ["x", "y", "off"], None),
        ("/types/{_}", ["types", "0"], {}),
        ("/types/{_}", ["types"], None),
    ],
)
def test_a_path_is_matched(
    path: str, parts: list[str], holes: dict[str, str] | None
) -> None:
    assert Path(path).match(parts) == holes


@pytest.mark.parametrize(
    ("parts", "holes"),
    [
        (["at", "pets", "GET"], {"path": "pets", "verb": "GET"}),
        (["at", "a", "b", "GET"], {"path": "a/b", "verb": "GET"}),
        (["at", "", "a", "b", "GET"], {"path": "/a/b", "verb": "GET"}),
        (["at", "/a/b", "GET"], {"path": "/a/b", "verb": "GET"}),
        (["at", "GET"], None),
        (["in", "a", "b", "GET"], None),
    ],
)
def test_a_greedy_hole_takes_one_segment_or_more(
    parts: list[str], holes: dict[str, str] | None
) -> None:
    assert Path("/at/{path...}/{verb}").match(parts) == holes


def test_a_greedy_hole_may_stand_last() -> None:
    assert Path("/at/{rest...}").match(["at", "a", "b"]) == {"rest": "a/b"}


def test_holes_that_play_no_part_have_no_name() -> None:
    assert Path("/{a}/{_}/{b...}/{_}").holes == ["a", "b"]


# --- Places with holes --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "holes", "steps"),
    [
        ("/name", {}, ["name"]),
        ("/tags/{key}", {"key": "a/b"}, ["tags", "a/b"]),
        (
            "/settings/{path}~1{verb}/on",
            {"path": "~1pets", "verb": "GET"},
            ["settings", "~1pets/GET", "on"],
        ),
        ("/names/[{name}]", {"name": "a"}, ["names", Item("a")]),
        ("/stages/[{stage}]/on", {"stage": {"a": 1}}, ["stages", Item({"a": 1}), "on"]),
        ("/types/[EDGE]", {}, ["types", Item("EDGE")]),
        ("/rest/{rest...}", {"rest": "a/b"}, ["rest", "a/b"]),
    ],
)
def test_steps_are_filled(text: str, holes: dict[str, Any], steps: list[Any]) -> None:
    assert Steps(text).filled(holes) == steps


def test_a_text_in_braces_in_a_hole_is_no_hole() -> None:
    assert Steps("/tags/{key}").filled({"key": "{key}"}) == ["tags", "{key}"]


@pytest.mark.parametrize(
    ("text", "hole"),
    [
        ("/name", ""),
        ("/tags/{key}", "key"),
        ("/names/[{name}]", "name"),
        ("/scopes/[{value}]", "value"),
        ("/settings/{path}~1{verb}", ""),
        ("/settings/{path}/on", ""),
    ],
)
def test_the_last_hole_is_the_whole_last_step(text: str, hole: str) -> None:
    assert Steps(text).last_hole == hole


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("/name", (False, False, False, False)),
        ("/tags/{key}", (True, False, False, False)),
        ("/hours/{day}/opens", (True, True, False, False)),
        ("/settings/{a}~1{b}/on", (True, True, False, False)),
        ("/names/[{name}]", (True, False, True, False)),
        ("/scopes/[{value}]", (True, False, True, True)),
    ],
)
def test_steps_say_what_they_lead_to(text: str, named: tuple[bool, ...]) -> None:
    steps = Steps(text)

    assert (steps.has_holes, steps.branches, steps.names_item, steps.by_value) == named


def test_a_parent_is_named_by_its_pointer() -> None:
    steps = Steps("/stages/[{stage}]/throttle/{path}~1{verb}/rate")

    assert [steps.above(depth) for depth in (1, 2, 4)] == [
        "/stages",
        "/stages/[{stage}]",
        "/stages/[{stage}]/throttle/{path}~1{verb}",
    ]


@pytest.mark.parametrize(
    ("text", "document", "pointers"),
    [
        ("/name", {"name": 1}, ["name"]),
        ("/name", {}, []),
        ("/size/depth", {"size": {"depth": 1}}, ["size/depth"]),
        ("/size/depth", {"size": None}, []),
        ("/tags/{key}", {"tags": {"a": 1, "b": 2}}, ["tags/a", "tags/b"]),
        ("/names/[{name}]", {"names": ["a", "b"]}, ["names/0", "names/1"]),
        (
            "/days/{day}/opens",
            {"days": {"mon": {"opens": 9}, "tue": {}, "wed": {"opens": 8}}},
            ["days/mon/opens", "days/wed/opens"],
        ),
        (
            "/stages/[{stage}]/on",
            {"stages": [{"on": True}, {}, {"on": False}]},
            ["stages/0/on", "stages/2/on"],
        ),
    ],
)
def test_every_place_of_a_document_is_found(
    text: str, document: dict[str, Any], pointers: list[str]
) -> None:
    found = list(Steps(text).found_in(document))

    assert ["/".join(pointer) for pointer, _ in found] == pointers


def test_what_holds_a_place_is_found_with_it() -> None:
    document = {"days": {"mon": {"opens": 9}}}

    ((_, holder),) = Steps("/days/{day}/opens").found_in(document)

    assert holder is document["days"]["mon"]


def test_keys_in_single_holes_are_read_off_a_pointer() -> None:
    steps = Steps("/days/{day}/{a}~1{b}/[{name}]/{what}")

    assert steps.holes_in(["days", "mon", "x/y", "0", "opens"]) == {
        "day": "mon",
        "what": "opens",
    }


# --- Places in a document -----------------------------------------------------------

DOCUMENT = {
    "name": "a",
    "size": {"depth": 1},
    "types": ["EDGE", "PRIVATE"],
    "stages": [{"api": "a", "stage": "s", "on": True}, {"api": "a", "stage": "t"}],
}


@pytest.mark.parametrize(
    ("steps", "pointer", "value"),
    [
        (["name"], ["name"], "a"),
        (["size", "depth"], ["size", "depth"], 1),
        (["types", Item("PRIVATE")], ["types", "1"], "PRIVATE"),
        (["types", "0"], ["types", "0"], "EDGE"),
        (
            ["stages", Item({"api": "a", "stage": "s"}), "on"],
            ["stages", "0", "on"],
            True,
        ),
        (
            ["stages", Item({"stage": "t"})],
            ["stages", "1"],
            {"api": "a", "stage": "t"},
        ),
    ],
)
def test_what_is_there_is_located(
    steps: list[Any], pointer: list[str], value: Any
) -> None:
    place = locate(DOCUMENT, steps)

    assert place.exists
    assert (place.pointer, place.value) == (pointer, value)


@pytest.mark.parametrize(
    ("steps", "pointer", "missing"),
    [
        (["color"], [], ["color"]),
        (["size", "width"], ["size"], ["width"]),
        (["name", "first"], ["name"], ["first"]),
        (["a", "b", "c"], [], ["a", "b", "c"]),
        (["types", Item("REGIONAL")], ["types"], [Item("REGIONAL")]),
        (["types", "2"], ["types"], ["2"]),
        (["types", "-1"], ["types"], ["-1"]),
        (["types", "00"], ["types"], ["00"]),
        (
            ["stages", Item({"api": "a", "stage": "u"}), "on"],
            ["stages"],
            [Item({"api": "a", "stage": "u"}), "on"],
        ),
    ],
)
def test_what_is_not_there_is_missing(
    steps: list[Any], pointer: list[str], missing: list[Any]
) -> None:
    place = locate(DOCUMENT, steps)

    assert not place.exists
    assert (place.pointer, place.missing) == (pointer, missing)
