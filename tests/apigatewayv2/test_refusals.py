"""
Each sentence on HTTP and WebSocket APIs stands in a table, with its evidence.
"""

from __future__ import annotations

import ast
from dataclasses import is_dataclass
from pathlib import Path

import pytest

import apigw_mock
from apigw_mock import errors
from apigw_mock.apigatewayv2.listing import TABLES

PACKAGE = Path(apigw_mock.__file__).parent
HOST = sorted((PACKAGE / "host" / "http_websocket").glob("*.py"))
RAISING = [*sorted((PACKAGE / "apigatewayv2" / "rules").glob("*.py")), *HOST]
OURS = {
    name: value
    for name, value in vars(errors).items()
    if name in errors.__all__ and issubclass(value, errors.ApigwError)
}
REFUSALS = [
    value
    for value in OURS.values()
    if value.__module__.startswith("apigw_mock.apigatewayv2.") and is_dataclass(value)
]
EVIDENCE = {
    refusal: evidence
    for table in TABLES
    for rules in (table.rules, *table.rules_of.values())
    for rule in rules
    for refusal, evidence in rule.sentences.items()
} | {
    demand.refusal: demand.evidence
    for table in TABLES
    for demands in (table.demands, *table.demands_of.values())
    for demand in demands.values()
}


def named_in(source: Path) -> set[str]:
    """
    Return the refusals that a file of the package names.
    """
    nodes = list(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return names & set(OURS)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_every_refusal_has_evidence(refusal: type[errors.ApigwError]) -> None:
    assert EVIDENCE[refusal].source


@pytest.mark.parametrize("source", RAISING, ids=lambda source: source.stem)
def test_what_is_raised_has_evidence(source: Path) -> None:
    known = {refusal.__name__ for refusal in EVIDENCE}

    assert named_in(source) - known - {"ApigwError"} == set()


def test_handlers_refuse_by_the_tables_alone() -> None:
    nodes = [node for file in HOST for node in ast.walk(ast.parse(file.read_text()))]
    raised = {ast.unparse(node.exc) for node in nodes if isinstance(node, ast.Raise)}

    assert raised
    assert [text for text in raised if not text.startswith("existence.")] == []
