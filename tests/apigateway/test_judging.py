"""
Rules: when they judge, what they see, and what a refusal says of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from toys import CLEARED, KNOWN, Refused, patched, row, says, toy

from apigw_mock.apigateway.judging import judge, key_of, refusing, settle_members
from apigw_mock.apigateway.places import Item
from apigw_mock.apigateway.refusals import (
    BadParameterName,
    InvalidMappings,
    NoMethodResponse,
    NotAnExpression,
)
from apigw_mock.apigateway.rows import (
    ADD,
    EVERY,
    REMOVE,
    REPLACE,
    Call,
    Facts,
    Given,
    Key,
    Row,
    Rule,
)
from apigw_mock.apigateway.values import Empty, Integer, Value
from apigw_mock.evidence import inferred, recorded, reported

if TYPE_CHECKING:
    from collections.abc import Callable

OF_RULE = recorded("a test of rules")

A, B = row("/a", REPLACE), row("/b", REPLACE)
TAGS = row("/tags/{tag}", EVERY)
NAMES = row("/names/{name}", EVERY, into="/names/[{name}]")
KEYS = row("/keys/{k}", EVERY, Value(empty=Empty.KEEPS), into="/keys/[{k}]")
SCOPES = row("/scopes", ADD | REMOVE, into="/scopes/[{value}]")
OPENS = row("/hours/{day}/opens", ADD, Integer())
ROWS = (A, B, TAGS, NAMES, KEYS, SCOPES, OPENS)

Check = Any
Seen = list[dict[str, Any]]


def rule(on: Row[Any] | tuple[Row[Any], ...], check: Check, **more: Any) -> Rule[Any]:
    rows = on if isinstance(on, tuple) else (on,)
    paths = tuple(one.path for one in rows)
    return Rule("a rule", paths, check, Refused, OF_RULE, **more)


def noting(seen: Seen) -> Callable[[Call[Facts], Given], None]:
    """
    Return a check that accepts all and notes what it is given.
    """

    def note(_: Call[Facts], given: Given) -> None:
        seen.append(dict(given))

    return note


def refuse(_: Call[Facts], __: Given) -> None:
    raise Refused("no")


# --- What a rule is given -----------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "before", "operations", "given"),
    [
        (A, {}, [("replace", "/a", "1")], {"a": "1"}),
        (
            TAGS,
            {"tags": {"c": "3"}},
            [
                ("add", "/tags/a", "1"),
                ("add", "/tags/b", "2"),
                ("remove", "/tags/a"),
            ],
            {"b": "2"},
        ),
        (NAMES, {"names": ["a"]}, [("add", "/names/b")], {"b": "b"}),
        (NAMES, {"names": ["a"]}, [("replace", "/names/a", "b")], {"b": "b"}),
        (NAMES, {"names": ["a"]}, [("remove", "/names/a")], {}),
        (KEYS, {"keys": ["a"]}, [("replace", "/keys/a", "")], {}),
        (KEYS, {"keys": ["a"]}, [("replace", "/keys/a", "a")], {"a": "a"}),
        (SCOPES, {"scopes": ["a"]}, [("add", "/scopes", "b")], {"b": "b"}),
        (
            OPENS,
            {"hours": {"wed": {"opens": 7}}},
            [("add", "/hours/mon/opens", "9"), ("add", "/hours/tue/opens", "8")],
            {"/hours/mon/opens": 9, "/hours/tue/opens": 8},
        ),
    ],
    ids=str,
)
def test_a_rule_sees_what_the_call_has_set_and_is_left(
    by: Row[Any], before: Any, operations: Any, given: Given
) -> None:
    seen: Seen = []
    table = toy(*ROWS, rules=(rule(by, noting(seen)),))

    patched(table, before, *operations)

    assert seen == [given]


def test_a_rule_sees_a_member_that_was_cleared() -> None:
    seen: Seen = []
    cleared = row("/a", REPLACE, CLEARED)
    table = toy(cleared, rules=(rule(cleared, noting(seen)),))

    patched(table, {"a": "1"}, ("replace", "/a"))

    assert seen == [{"a": None}]


def test_a_rule_sees_what_is_below_the_items_of_a_list() -> None:
    seen: Seen = []
    on = row("/stages/{s}/on", ADD, into="/stages/[{s}]/on")
    keys = {"s": Key(accepts="a name", read=lambda text: {"name": text})}
    table = toy(on, keys=keys, rules=(rule(on, noting(seen)),))

    patched(table, {}, *[("add", f"/stages/{name}/on", name) for name in "ab"])

    assert [list(given.values()) for given in seen] == [["a", "b"]]


def test_a_rule_on_several_rows_is_asked_once() -> None:
    seen: Seen = []
    table = toy(*ROWS, rules=(rule((A, B, TAGS), noting(seen)),))

    patched(table, {}, ("replace", "/b", "2"), ("add", "/tags/x", "3"))

    assert seen == [{"/b": "2", "/tags/x": "3"}]


def test_a_rule_on_other_rows_is_not_asked() -> None:
    table = toy(*ROWS, rules=(rule(A, refuse),))

    assert patched(table, {}, ("replace", "/b", "2")) == {"b": "2"}


# --- At the end, and at once --------------------------------------------------------


def test_a_rule_sees_the_finished_document_and_the_whole_call() -> None:
    seen: list[Any] = []

    def note(call: Call[Facts], _: Given) -> None:
        ops = [operation.op for operation in call.operations]
        seen.append((dict(call.document), dict(call.before), ops))

    table = toy(*ROWS, rules=(rule(A, note),))

    patched(table, {"b": "0"}, ("replace", "/a", "1"), ("replace", "/b", "2"))

    finished, before = {"a": "1", "b": "2"}, {"b": "0"}
    assert seen == [(finished, before, ["replace", "replace"])]


def test_a_rule_at_once_judges_after_each_operation() -> None:
    seen: Seen = []
    table = toy(*ROWS, rules=(rule((A, B), noting(seen), at_once=True),))

    patched(table, {}, *[("replace", f"/{name}", name) for name in "aba"])

    assert seen == [{"/a": "a"}, {"/b": "b"}, {"/a": "a"}]


def test_a_rule_at_once_refuses_before_the_next_operation_is_looked_at() -> None:
    table = toy(*ROWS, rules=(rule(A, refuse, at_once=True),))

    with pytest.raises(Refused, match="no"):
        patched(table, {}, ("replace", "/a", "1"), ("replace", "/nowhere", "1"))


def test_a_rule_at_the_end_refuses_after_all_operations() -> None:
    table = toy(*ROWS, rules=(rule(A, refuse),))

    with pytest.raises(Exception, match="Invalid patch path /nowhere"):
        patched(table, {}, ("replace", "/a", "1"), ("replace", "/nowhere", "1"))


def test_the_first_rule_that_refuses_wins() -> None:
    first = rule(B, lambda *_: judged("first"))
    second = rule(A, lambda *_: judged("second"))
    table = toy(*ROWS, rules=(first, second))

    with pytest.raises(Refused, match="first"):
        patched(table, {}, ("replace", "/a", "1"), ("replace", "/b", "2"))


def judged(sentence: str) -> None:
    raise Refused(sentence)


def test_all_rules_judge_where_nothing_is_said_of_when() -> None:
    seen: Seen = []
    rules = tuple(rule(A, noting(seen), at_once=when) for when in (True, False))
    call: Call[Facts] = Call({"a": 1}, Facts(), {})

    judge(toy(*ROWS, rules=rules), call, {A: [["a"]]})

    assert seen == [{"a": 1}, {"a": 1}]


# --- What a refusal says of the rule ------------------------------------------------


def test_a_refusal_names_its_rule_and_how_it_is_known() -> None:
    table = toy(*ROWS, rules=(rule((A, B), refuse),))

    with pytest.raises(Refused) as caught:
        patched(table, {}, ("replace", "/a", "1"))

    assert caught.value.rule is table.rules[0]
    assert caught.value.evidence is OF_RULE
    assert str(table.rules[0]) == "/a, /b: a rule"


@pytest.mark.parametrize(
    ("items", "known"),
    [
        ([NotAnExpression("x")], reported("expressions")),
        ([BadParameterName("x"), NotAnExpression("x")], inferred("names")),
        ([NoMethodResponse()], OF_RULE),
        ([], OF_RULE),
    ],
    ids=["one", "several", "another", "none"],
)
def test_a_refusal_that_lists_items_is_known_as_the_first_of_them(
    items: Any, known: object
) -> None:
    def refuse_items(_: Call[Facts], __: Given) -> None:
        raise InvalidMappings(items)

    of_items = {
        NotAnExpression: reported("expressions"),
        BadParameterName: inferred("names"),
    }
    table = toy(*ROWS, rules=(rule(A, refuse_items, items=of_items),))

    with pytest.raises(InvalidMappings) as caught:
        patched(table, {}, ("replace", "/a", "1"))

    assert caught.value.evidence == known


def test_what_is_known_of_a_sentence_goes_before_its_row() -> None:
    with pytest.raises(Refused) as caught, refusing(A):
        raise says("no").error()
    with pytest.raises(Refused) as bare, refusing(A):
        raise Refused("no")

    assert (caught.value.rule, caught.value.evidence) == (A, KNOWN)
    assert (bare.value.rule, bare.value.evidence) == (A, A.evidence)


def test_other_errors_are_left_alone() -> None:
    with pytest.raises(KeyError) as caught, refusing(A):
        raise KeyError("a")

    assert not hasattr(caught.value, "rule")


# --- What a resource of a kind does not have ----------------------------------------


def test_members_that_do_not_apply_are_left_out() -> None:
    def is_long(call: Call[Facts]) -> bool:
        return len(call.document["a"]) > 1

    table = toy(*ROWS, applies={"b": is_long, "c": is_long})

    assert patched(table, {"a": "long"}, ("replace", "/b", "1")) == {
        "a": "long",
        "b": "1",
    }
    assert patched(table, {"a": "s"}, ("replace", "/b", "1")) == {"a": "s"}


def test_what_applies_is_asked_of_what_is_there() -> None:
    call: Call[Facts] = Call({}, Facts(), {})

    settle_members(toy(applies={"a": lambda _: False}), call)

    assert call.document == {}


def test_members_are_derived_before_it_is_asked_what_applies() -> None:
    def doubled(call: Call[Facts]) -> str | None:
        return call.document.get("a", "") * 2 or None

    table = toy(
        *ROWS, derives={"b": doubled}, applies={"b": lambda c: "a" in c.document}
    )

    assert patched(table, {}, ("replace", "/a", "1")) == {"a": "1", "b": "11"}
    assert patched(table, {"b": "0"}, ("replace", "/tags/x", "1")) == {
        "tags": {"x": "1"}
    }


@pytest.mark.parametrize(
    ("step", "key"), [("a", "a"), (Item("a"), "a"), (Item({"b": 1}), "{'b': 1}")]
)
def test_a_step_has_a_name(step: Any, key: str) -> None:
    assert key_of(step) == key
