"""
The walk-through of docs/adding-a-resource.md does what it says.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import cases_runner
import pytest
from cases_runner import Case, mocked
from moto.apigateway.responses import APIGatewayResponse

from apigw_mock import fidelity
from apigw_mock.host.logged import actions
from apigw_mock.host.rest.actions import handlers_of

if TYPE_CHECKING:
    from apigw_mock.host.rest.record import Resource

PAGE = Path(__file__).parents[1] / "docs" / "adding-a-resource.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    found = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return [text for kind, text in found if kind == language]


def record() -> Resource:
    """
    Return the record that the page's code makes.
    """
    made: dict[str, Any] = {}
    exec("\n".join(blocks("python")), made)  # our own page
    return cast("Resource", made["REQUEST_VALIDATORS"])


FILE = json.loads(blocks("json")[0])
CASES = [Case("docs", row) for row in FILE["cases"]]


@pytest.mark.answers
@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_of_the_walk_through(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    own = actions("apigateway", lambda one: one.backend, dict(handlers_of(record())))
    for name, function in own.items():
        monkeypatch.setattr(APIGatewayResponse, name, function)
    monkeypatch.setattr(cases_runner, "load", lambda _: FILE)

    with mocked() as account:
        assert account.run(case) == case.expected


def test_walk_through_passes_the_tests_of_tables() -> None:
    silent = [
        row.path
        for row in record().table.rows
        if not str(row.check.__doc__).strip().startswith("Accept ")
    ]

    assert silent == []


def test_enums_are_of_the_call_that_makes_one() -> None:
    table = record().table
    row = replace(table.rows[0], model="name")

    assert fidelity._member(table, row).wire == "name"  # noqa: SLF001
