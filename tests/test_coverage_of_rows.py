"""
What is missing from a file of cases is said, row by row.
"""

from __future__ import annotations

from typing import Any

from cases_runner import Case
from coverage_of_rows import gaps

from apigw_mock.apigateway.checks import one_of
from apigw_mock.apigateway.patch import ADD, REMOVE, REPLACE, PatchTable, Row
from apigw_mock.evidence import inferred

KNOWN: Any = {"evidence": inferred("a test"), "refusal": inferred("a test")}
COLOR = Row("/color", REPLACE, check=one_of("color", "red"), **KNOWN)
TAGS = Row("/tags/{tag}", ADD | REPLACE | REMOVE, **KNOWN)
OK = {"status": 200, "answer": {}}
REFUSED = {"status": 400, "code": "BadRequestException", "message": "no"}


def case(expected: dict[str, Any], *operations: tuple[str, Any]) -> Case:
    sent = [{"op": op, "path": path} for op, path in operations]
    return Case("toy", {"request": {"patchOperations": sent}, "expected": expected})


def test_a_row_without_cases_has_every_gap() -> None:
    assert gaps(PatchTable("Toy", "a test", (COLOR, TAGS)), []) == [
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


def test_a_row_with_all_its_cases_has_none() -> None:
    cases = [
        case(OK, ("replace", "/color")),
        *(case(REFUSED, (op, "/color")) for op in ("add", "remove", "replace")),
        case(REFUSED, ("add", "/other"), ("add", None), ("add", "/a~")),
    ]

    assert gaps(PatchTable("Toy", "a test", (COLOR,)), cases) == []


def test_an_op_among_others_is_not_accepted_by_itself() -> None:
    cases = [case(OK, ("add", "/tags/a"), ("remove", "/tags/a"))]

    assert gaps(PatchTable("Toy", "a test", (TAGS,)), cases) == [
        "add /tags/{tag} is never accepted by itself",
        "remove /tags/{tag} is never accepted by itself",
        "replace /tags/{tag} is never accepted by itself",
        "/tags/{tag} is never refused",
    ]
