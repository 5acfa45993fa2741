"""
The tables of HTTP and WebSocket APIs as lines: complete, and each with its evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apigw_mock.apigatewayv2 import listing
from apigw_mock.apigatewayv2.fields import boto3_name

if TYPE_CHECKING:
    from apigw_mock.listing import Answer, Line

LINES = list(listing.lines())


def lines_of(operation: str, path: str) -> list[Line]:
    return [line for line in LINES if line.is_of(operation) and line.takes_path(path)]


def answers(operation: str, path: str) -> list[Answer]:
    return [one for line in lines_of(operation, path) for one in line.otherwise]


@pytest.mark.parametrize("table", listing.TABLES, ids=lambda table: table.resource)
def test_every_rule_field_and_demand_is_there(table: object) -> None:
    rules = [*table.rules, *(rule for some in table.rules_of.values() for rule in some)]
    told = {(line.path, line.accepts) for line in LINES}
    settings = {line.path for line in LINES}

    assert {(boto3_name(rule.setting), rule.name) for rule in rules} <= told
    assert {(boto3_name(n), one.name) for n, one in table.demands.items()} <= told
    assert {boto3_name(field.name) for field in table.fields} <= settings


def test_every_line_and_every_answer_has_evidence() -> None:
    assert [line for line in LINES if not line.evidence] == []
    assert [line for line in LINES for one in line.otherwise if not one.evidence] == []


@pytest.mark.parametrize("verb", ["Create", "Delete", "Get", "Update"])
def test_every_call_on_a_resource_demands_the_api(verb: str) -> None:
    (answer,) = answers(f"{verb}Integration", "apiid")

    assert answer.text == (
        "404 NotFoundException: Invalid API identifier specified {account_id}:{api_id}"
    )
    assert answer.evidence.startswith("recorded: anomalyco/sst#5059")


@pytest.mark.parametrize(
    ("operation", "demands"),
    [
        ("CreateIntegration", False),
        ("GetIntegrations", False),
        ("GetIntegration", True),
        ("DeleteIntegration", True),
        ("UpdateIntegration", True),
        ("CreateIntegrationResponse", True),
    ],
)
def test_calls_demand_what_their_url_names(
    operation: str,
    demands: bool,  # noqa: FBT001
) -> None:
    texts = [answer.text for answer in answers(operation, "IntegrationId")]

    assert any("Invalid Integration identifier" in text for text in texts) is demands


@pytest.mark.parametrize(
    ("subtype", "known"),
    [("EventBridge-PutEvents", "recorded"), ("SQS-SendMessage", "inferred")],
)
def test_sentences_on_a_subtype_have_evidence_of_their_own(
    subtype: str, known: str
) -> None:
    unknown, missing = answers("UpdateIntegration", subtype)

    assert f"schema for Operation: {subtype}." in unknown.text
    assert unknown.evidence.startswith("reported")
    assert f"Operation: {subtype} requires" in missing.text
    assert missing.evidence.startswith(known)


def test_faults_of_a_mapping_have_evidence_of_their_own() -> None:
    (line,) = (
        one
        for one in LINES
        if one.accepts.endswith("request mapping has a destination")
    )

    kinds = [answer.evidence.partition(":")[0] for answer in line.otherwise]

    assert kinds == ["recorded", "inferred"]


def test_a_sentence_that_nobody_has_seen_is_inferred() -> None:
    (line,) = (one for one in LINES if one.accepts == "A subtype belongs to AWS_PROXY")

    assert line.evidence.startswith("recorded")
    assert [answer.evidence[:8] for answer in line.otherwise] == ["inferred"]


def test_a_rule_of_one_verb_stands_under_its_page() -> None:
    (line,) = (one for one in LINES if one.accepts == "What a route leads to stays")

    assert line.operation == "DeleteIntegration"
    assert line.source.endswith("delete-integration.html")
