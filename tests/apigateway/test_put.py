"""
A whole new document, judged by the rows and rules of the patch.
"""

from __future__ import annotations

from typing import Any

import pytest
from toys import CLEARED, FILLED, KNOWN, Refused, row, says, toy

from apigw_mock.apigateway.put import apply_put, complete
from apigw_mock.apigateway.rows import (
    ADD,
    EVERY,
    REMOVE,
    REPLACE,
    Call,
    Facts,
    Given,
    Key,
    Rule,
    Table,
)
from apigw_mock.apigateway.values import Boolean, Empty, Integer, Value, Word
from apigw_mock.refusal import ApigwError

Document = dict[str, Any]

SHORT = Key(
    accepts="up to three letters",
    otherwise=says("{0} is too long"),
    test=lambda text: len(text) <= 3,
)
COLOR = row("/color", EVERY, Word(words=("red",), evidence=KNOWN, empty=Empty.CLEARS))
NOTE = row("/note", REPLACE, Value(empty=Empty.KEPT))
FLAGS = row("/flags/{flag}", EVERY, Boolean())
TAGS = row("/tags/{tag}", EVERY, FILLED)
TEXTS = row("/texts/{type}", EVERY, Value(empty=Empty.NULL))
NAMES = row("/names/{tag}", EVERY, into="/names/[{tag}]")
OPENS = row("/hours/{day}/opens", ADD, Integer(high=24, otherwise=says("{2} is late")))
RATE = row("/stages/{s}/rate", ADD, Integer(), into="/stages/[{s}]/limits/rate")
PERCENT = row(
    "/canary/percent",
    REPLACE,
    Integer(),
    creates={"/canary": lambda _: {"version": "1"}},
)
PLAN = row(
    "/plans/{p}/rate",
    REPLACE,
    into="/plans/[{p}]/rate",
    creates={"/plans": lambda _: [], "/plans/[{p}]": says("no plan {0}")},
)
ROWS = (COLOR, NOTE, FLAGS, TAGS, TEXTS, NAMES, OPENS, RATE, PERCENT, PLAN)
TOY = toy(*ROWS, keys={"tag": SHORT, "day": SHORT})


def put(
    document: Document, table: Table[Any] = TOY, facts: Facts | None = None
) -> Document:
    return apply_put(document, table, facts or Facts(), {})


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({}, {}),
        ({"color": "red"}, {"color": "red"}),
        ({"color": ""}, {}),
        ({"note": ""}, {"note": ""}),
        ({"flags": {"a": True, "b": "true", "c": "no"}},
         {"flags": {"a": True, "b": True, "c": False}}),
        ({"tags": {"a": "1"}}, {"tags": {"a": "1"}}),
        ({"tags": {}}, {"tags": {}}),
        ({"texts": {"a": "", "b": None}}, {"texts": {"a": None, "b": None}}),
        ({"names": ["a", "longer"]}, {"names": ["a", "longer"]}),
        ({"hours": {"mon": {"opens": "9"}}}, {"hours": {"mon": {"opens": 9}}}),
        ({"hours": {"mon": {}}}, {"hours": {"mon": {}}}),
        ({"stages": [{"limits": {"rate": "5"}}, {"limits": {}}, {}]},
         {"stages": [{"limits": {"rate": 5}}, {"limits": {}}, {}]}),
        ({"canary": {"percent": "5"}}, {"canary": {"version": "1", "percent": 5}}),
        ({"canary": {"version": "2"}}, {"canary": {"version": "2"}}),
        ({"plans": [{}], "hours": {"mon": {}}}, {"plans": [{}], "hours": {"mon": {}}}),
        ({"other": 1}, {"other": 1}),
    ],
    ids=str,
)  # fmt: skip
def test_a_put_stores_what_is_sent(sent: Document, stored: Document) -> None:
    assert put(sent) == stored


def test_two_puts_share_nothing_of_a_new_parent() -> None:
    first = {"marks": ["a"]}
    table = toy(row("/pet/age", REPLACE, creates={"/pet": lambda _: first}))

    put({"pet": {"age": "1"}}, table)["pet"]["marks"].append("b")

    assert put({"pet": {"age": "2"}}, table) == {"pet": {"marks": ["a"], "age": "2"}}


@pytest.mark.parametrize(
    ("sent", "sentence", "by"),
    [
        ({"color": "blue"}, "Must be one of: [red]", COLOR),
        ({"tags": {"a": None}}, "tags of a is empty", TAGS),
        ({"tags": {"a": ""}}, "tags of a is empty", TAGS),
        ({"tags": {"long": "1"}}, "long is too long", TAGS),
        ({"hours": {"mon": {"opens": 25}}}, "25 is late", OPENS),
        ({"hours": {"noon": {"opens": 12}}}, "noon is too long", OPENS),
    ],
    ids=str,
)
def test_a_put_is_refused_by_the_rows_of_the_patch(
    sent: Document, sentence: str, by: object
) -> None:
    with pytest.raises(ApigwError) as caught:
        put(sent)

    assert str(caught.value).endswith(sentence)
    assert (caught.value.rule, caught.value.evidence) == (by, KNOWN)


def test_a_put_leaves_what_was_sent_alone() -> None:
    sent: Document = {"color": "", "flags": {"a": "true"}}

    stored = put(sent)
    stored["flags"]["b"] = True

    assert sent == {"color": "", "flags": {"a": "true"}}


def test_the_rules_judge_all_that_is_put() -> None:
    seen: list[Given] = []

    def note(_: Call[Facts], given: Given) -> None:
        seen.append(given)

    def rule(path: str, *, at_once: bool) -> Rule[Any]:
        return Rule("a rule", (path,), note, Refused, KNOWN, at_once=at_once)

    rules = (
        rule("/color", at_once=True),
        rule("/note", at_once=False),
        rule("/tags/{tag}", at_once=False),
        rule("/names/{tag}", at_once=True),
        rule("/hours/{day}/opens", at_once=False),
        rule("/stages/{s}/rate", at_once=False),
    )
    sent = {
        "color": "red",
        "tags": {"a": "1", "b": "2"},
        "names": ["a", "b"],
        "hours": {"mon": {"opens": 9}, "tue": {}},
        "stages": [{"limits": {"rate": 5}}],
    }

    put(sent, toy(*ROWS, rules=rules))

    assert seen == [
        {"color": "red"},
        {"note": None},
        {"a": "1", "b": "2"},
        {"a": "a", "b": "b"},
        {"/hours/mon/opens": 9},
        {"/stages/0/limits/rate": 5},
    ]


def test_a_put_is_refused_by_the_rules_of_the_patch() -> None:
    def refuse(_: Call[Facts], __: Given) -> None:
        raise Refused("no")

    rule = Rule("a rule", ("/note",), refuse, Refused, KNOWN)

    with pytest.raises(Refused) as caught:
        put({}, toy(NOTE, rules=(rule,)))

    assert (caught.value.rule, caught.value.evidence) == (rule, KNOWN)


# --- What a Put gives and leaves out ------------------------------------------------


def is_red(call: Call[Facts]) -> bool:
    return call.document.get("color") == "red"


COMPLETED = toy(
    *ROWS,
    row("/owner", REPLACE, CLEARED),
    row("/secret", REPLACE | REMOVE),
    defaults={
        "names": lambda _: [],
        "note": lambda call: call.document.get("color"),
        "owner": lambda _: "nobody",
    },
    applies={"secret": is_red, "owner": is_red},
)


@pytest.mark.parametrize("fill", [put, complete], ids=["put", "complete"])
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"color": "red"},
         {"color": "red", "names": [], "note": "red", "owner": "nobody"}),
        ({"owner": "me", "names": ["a"], "note": "", "color": "red"},
         {"owner": "me", "names": ["a"], "note": "", "color": "red"}),
        ({"secret": "x"}, {"names": []}),
    ],
    ids=str,
)  # fmt: skip
def test_a_document_is_completed(fill: Any, sent: Document, stored: Document) -> None:
    more = (Facts(),) if fill is complete else ()

    assert fill(dict(sent), COMPLETED, *more) == stored


def test_a_document_that_is_completed_is_not_judged() -> None:
    sent: Document = {"color": "blue", "tags": {"long": ""}}

    completed = complete(sent, toy(*ROWS, keys={"tag": SHORT}), Facts())
    completed["tags"]["a"] = "1"

    assert sent == {"color": "blue", "tags": {"long": ""}}
