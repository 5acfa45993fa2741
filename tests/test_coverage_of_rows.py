"""
What is missing from a file of cases is said, row by row.
"""

from __future__ import annotations

from typing import Any

import pytest
from cases_runner import Case
from coverage_of_rows import gaps
from toys import FILLED, KNOWN, row, says, toy

from apigw_mock.apigateway.rows import (
    ADD,
    COPY,
    EVERY,
    REMOVE,
    REPLACE,
    Copies,
    Op,
    Rule,
)
from apigw_mock.apigateway.values import Integer, Parsed, Value, Word
from apigw_mock.refusal import ApigwError

COLOR = row("/color", REPLACE, Word(words=("red",), evidence=KNOWN))
TAGS = row("/tags/{tag}", EVERY)
OK = {"status": 200, "answer": {}}
CHANGED = {"status": 200, "changes": {}}
REFUSED = {"status": 400, "code": "BadRequestException", "message": "no"}


def case(expected: dict[str, Any], *operations: tuple[str, Any]) -> Case:
    sent = [{"op": op, "path": path} for op, path in operations]
    return Case("toy", {"request": {"patchOperations": sent}, "expected": expected})


def test_a_row_without_cases_has_every_gap() -> None:
    assert gaps(toy(COLOR, TAGS), []) == [
        "add /color is never refused",
        "remove /color is never refused",
        "replace /color is never accepted by itself",
        "/color is never refused",
        "no value of /color is ever refused",
        "add /tags/{tag} is never accepted by itself",
        "remove /tags/{tag} is never accepted by itself",
        "replace /tags/{tag} is never accepted by itself",
        "/tags/{tag} is never refused",
    ]


@pytest.mark.parametrize("accepted", [OK, CHANGED], ids=["answer", "changes"])
def test_a_row_with_all_its_cases_has_none(accepted: dict[str, Any]) -> None:
    cases = [
        case(accepted, ("replace", "/color")),
        *(case(REFUSED, (op, "/color")) for op in ("add", "remove", "replace")),
        case(REFUSED, ("add", "/other"), ("add", None), ("add", "/a~")),
    ]

    assert gaps(toy(COLOR), cases) == []


def test_rows_of_one_path_are_covered_together() -> None:
    rows = row("/size", ADD), row("/size", REPLACE, Integer())
    cases = [
        *(case(OK, (op, "/size")) for op in ("add", "replace")),
        case(REFUSED, ("remove", "/size")),
    ]

    assert gaps(toy(*rows), cases) == []
    assert gaps(toy(*rows), cases[1:]) == ["add /size is never accepted by itself"]


def test_an_op_among_others_is_not_accepted_by_itself() -> None:
    cases = [case(OK, ("add", "/tags/a"), ("remove", "/tags/a"))]

    assert gaps(toy(TAGS), cases) == [
        "add /tags/{tag} is never accepted by itself",
        "remove /tags/{tag} is never accepted by itself",
        "replace /tags/{tag} is never accepted by itself",
        "/tags/{tag} is never refused",
    ]


def test_where_a_row_is_copied_to_each_row_is_asked_for_a_copy() -> None:
    copied = row("/all", COPY, copies=Copies(("/tags",)))
    tagged = [case(OK, (op, "/tags/a")) for op in ("add", "remove", "replace")]

    found = gaps(toy(copied, TAGS), [*tagged, case(REFUSED, ("add", "/tags/a"))])

    assert [gap for gap in found if gap.startswith("copy")] == [
        "copy /all is never accepted by itself",
        "copy /tags/{tag} is never refused",
    ]


def refuse(*_: Any) -> None:
    raise ApigwError


@pytest.mark.parametrize(
    ("value", "rules", "judged"),
    [
        (Value(), (), False),
        (Integer(), (), False),
        (Integer(low=0, otherwise=says("no")), (), True),
        (Parsed(what="one", parse=str, otherwise=says("no")), (), True),
        (FILLED, (), True),
        (Value(), (Rule("a rule", ("/a",), refuse, ApigwError, KNOWN),), True),
        (Value(), (Rule("a rule", ("/b",), refuse, ApigwError, KNOWN),), False),
    ],
    ids=["any", "number", "bounds", "parsed", "filled", "rule", "another's rule"],
)
def test_a_row_that_judges_its_value_needs_one_that_is_refused(
    value: Value,
    rules: tuple[Rule[Any], ...],
    judged: bool,  # noqa: FBT001
) -> None:
    table = toy(row("/a", REPLACE, value), row("/b", Op.NONE), rules=rules)

    assert ("no value of /a is ever refused" in gaps(table, [])) is judged


def test_a_row_of_remove_alone_needs_one_that_a_rule_refuses() -> None:
    rule = Rule("a rule", ("/a",), refuse, ApigwError, KNOWN)
    table = toy(row("/a", REMOVE), rules=(rule,))
    others = [case(REFUSED, ("add", "/a")), case(REFUSED, ("replace", "/a"))]
    removed = case(OK, ("remove", "/a"))

    assert gaps(table, [*others, removed]) == ["no value of /a is ever refused"]
    assert gaps(table, [*others, removed, case(REFUSED, ("remove", "/a"))]) == []
