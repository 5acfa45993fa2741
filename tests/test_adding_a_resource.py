"""
The walk-through of docs/adding-a-resource.md does what it says.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cases_runner
import pytest
from cases_runner import Case, run
from moto.apigateway.responses import APIGatewayResponse

from apigw_mock.host.answer import action
from apigw_mock.host.apigateway import handlers_of

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parents[1] / "docs" / "adding-a-resource.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    found = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return [text for kind, text in found if kind == language]


def actions() -> dict[str, Callable[[Any], Any]]:
    """
    Return the actions of the record that the page's code makes.
    """
    made: dict[str, Any] = {}
    exec("\n".join(blocks("python")), made)  # our own page
    return {
        name: action(lambda request: request.backend, handler)
        for name, handler in handlers_of(made["REQUEST_VALIDATORS"])
    }


FILE = json.loads(blocks("json")[0])
CASES = [Case("docs", row) for row in FILE["cases"]]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_of_the_walk_through(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, function in actions().items():
        monkeypatch.setattr(APIGatewayResponse, name, function)
    monkeypatch.setattr(cases_runner, "load", lambda _: FILE)

    assert run(case) == case.expected
