from __future__ import annotations

import logging
import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import boto3
import pytest
from cases_runner import FOLDER, Account, Case, cases, files_of, mocked

from apigw_mock.apigatewayv2.listing import TABLES
from apigw_mock.apigatewayv2.openapi.constructs import CONSTRUCTS, REPLACED
from apigw_mock.apigatewayv2.tables.api import API
from apigw_mock.apigatewayv2.tables.api_mapping import API_MAPPING
from apigw_mock.apigatewayv2.tables.authorizer import AUTHORIZER
from apigw_mock.apigatewayv2.tables.deployment import DEPLOYMENT
from apigw_mock.apigatewayv2.tables.domain_name import DOMAIN_NAME
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.apigatewayv2.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigatewayv2.tables.model import MODEL
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.apigatewayv2.tables.route_response import ROUTE_RESPONSE
from apigw_mock.apigatewayv2.tables.stage import STAGE
from apigw_mock.apigatewayv2.tables.vpc_link import VPC_LINK
from apigw_mock.listing import sample
from apigw_mock.refusal import Demand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.openapi.sentences import Finding
    from apigw_mock.refusal import ApigwError

FILES = (
    "update_integration",
    "create_integration",
    "delete_integration",
    "create_api",
    "update_api",
    "get_api",
    "delete_api",
    "delete_cors_configuration",
    "get_integration",
    "get_integrations",
    "v2_update_integration_response",
    "v2_create_integration_response",
    "v2_delete_integration_response",
    "v2_get_integration_response",
    "v2_get_integration_responses",
    "v2_get_routes",
    "v2_update_stage",
    "v2_create_stage",
    "v2_delete_stage",
    "v2_get_stage",
    "v2_get_stages",
    "delete_access_log_settings",
    "delete_route_settings",
    "reset_authorizers_cache",
    "v2_update_deployment",
    "v2_create_deployment",
    "v2_delete_deployment",
    "v2_get_deployment",
    "v2_get_deployments",
    "v2_create_route",
    "v2_create_route_response",
    "v2_delete_route",
    "v2_delete_route_request_parameter",
    "v2_delete_route_response",
    "v2_get_route",
    "v2_get_route_response",
    "v2_get_route_responses",
    "v2_update_route",
    "v2_update_route_response",
    "v2_create_authorizer",
    "v2_delete_authorizer",
    "v2_get_authorizer",
    "v2_get_authorizers",
    "v2_update_authorizer",
    "v2_create_model",
    "v2_delete_model",
    "v2_get_model",
    "v2_get_models",
    "v2_update_model",
    "v2_create_vpc_link",
    "v2_delete_vpc_link",
    "v2_get_vpc_link",
    "v2_get_vpc_links",
    "v2_update_vpc_link",
    "v2_create_domain_name",
    "v2_delete_domain_name",
    "v2_get_domain_name",
    "v2_get_domain_names",
    "v2_update_domain_name",
    "create_api_mapping",
    "delete_api_mapping",
    "get_api_mapping",
    "get_api_mappings",
    "update_api_mapping",
    "v2_import_api",
    "v2_reimport_api",
)
CASES = [case for file in FILES for case in cases(file)]
RULES = [
    rule
    for table in TABLES
    for rules in (table.rules, *table.rules_of.values())
    for rule in rules
]
DEMANDS = list(
    dict.fromkeys(
        demand
        for table in TABLES
        for demands in (table.demands, *table.demands_of.values())
        for demand in demands.values()
    )
)
COMPUTED = "integrationResponseSelectionExpression"  # never sent
# No rule judges these; nobody has seen one refused.
UNJUDGED = {
    "Api": {"disableExecuteApiEndpoint", "disableSchemaValidation"},
    "RouteResponse": {"responseParameters"},
    "Stage": {"autoDeploy", "clientCertificateId"},
}


@pytest.fixture(scope="module")
def account() -> Iterator[Account]:
    with mocked() as account:
        yield account


@pytest.fixture(scope="module")
def account_of_links(account: Account) -> Account:  # noqa: ARG001  # its scope
    """
    Return an account in another region, where other cases make no VPC links.
    """
    client = partial(boto3.client, region_name="eu-west-1")
    return Account(client, FOLDER, run="apigw-links")


@pytest.mark.answers
@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(
    case: Case,
    account: Account,
    account_of_links: Account,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if "vpc_link" in case.file:
        account = account_of_links
    with caplog.at_level(logging.DEBUG, logger="apigw_mock.host.answer"):
        outcome = account.run(case)

    assert outcome == case.expected
    error = refusal(caplog.records, account.sentence)
    assert is_accepted(case) or is_refused_by(case.row.get("rule"), error)


def refusal(records: list[logging.LogRecord], sentence: str) -> ApigwError | None:
    """
    Return the error that refused with *sentence*, None where none did.
    """
    errors = [record.args[0] for record in records if hasattr(record, "rule")]
    return next((error for error in errors if str(error) == sentence), None)


def is_refused_by(name: str | None, error: ApigwError) -> bool:
    """
    Whether the rule of this name refused; what a URL must name need not be named.
    """
    assert error.evidence
    assert type(error) in sentences(error.rule)
    return error.rule.name == name or (name is None and isinstance(error.rule, Demand))


def sentences(rule: object) -> dict[object, object]:
    return {rule.refusal: rule.evidence} if isinstance(rule, Demand) else rule.sentences


def is_accepted(case: Case) -> bool:
    return case.expected["status"] < 400


def refused() -> list[Case]:
    return [case for case in CASES if not is_accepted(case)]


def accepted() -> list[Case]:
    return [case for case in CASES if is_accepted(case)]


def test_names_of_cases_are_unique() -> None:
    names = Counter(map(str, CASES))

    assert [name for name, count in names.items() if count > 1] == []


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 250


def test_names_of_rules_are_unique_in_a_table() -> None:
    names = Counter(rule.name for rule in INTEGRATION.rules)

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_refusing_and_an_accepting_case(rule: object) -> None:
    name = rule.name

    assert [case for case in refused() if case.row.get("rule") == name]
    assert [case for case in accepted() if case.row.get("rule") == name]


def test_every_rule_named_by_a_case_exists() -> None:
    names = {case.row["rule"] for case in CASES if "rule" in case.row}

    assert names - {rule.name for rule in (*RULES, *DEMANDS)} == set()


@pytest.mark.parametrize("demand", DEMANDS, ids=str)
def test_every_demand_has_a_refusing_case(demand: Demand) -> None:
    error = sample(demand.refusal)
    sentence = re.sub(r"\\{\w+\\}", ".+", re.escape(str(error)))

    assert [
        case
        for case in refused()
        if case.expected["code"] == error.code
        and case.expected["status"] == error.status
        and re.fullmatch(sentence, case.expected["message"])
    ]


@pytest.mark.parametrize(
    ("files", "table"),
    [
        (
            ("update_integration", "create_integration"),
            INTEGRATION,
        ),
        (
            ("v2_update_integration_response", "v2_create_integration_response"),
            INTEGRATION_RESPONSE,
        ),
        (("v2_update_stage", "v2_create_stage"), STAGE),
        (("update_api", "create_api"), API),
        (("v2_update_deployment", "v2_create_deployment"), DEPLOYMENT),
        (
            ("v2_update_route", "v2_create_route"),
            ROUTE,
        ),
        (
            ("v2_update_route_response", "v2_create_route_response"),
            ROUTE_RESPONSE,
        ),
        (("v2_update_authorizer", "v2_create_authorizer"), AUTHORIZER),
        (("v2_update_model", "v2_create_model"), MODEL),
        (("v2_update_vpc_link", "v2_create_vpc_link"), VPC_LINK),
        (("v2_update_domain_name", "v2_create_domain_name"), DOMAIN_NAME),
        (("update_api_mapping", "create_api_mapping"), API_MAPPING),
    ],
    ids=[
        "integration",
        "integration response",
        "stage",
        "api",
        "deployment",
        "route",
        "route response",
        "authorizer",
        "model",
        "vpc link",
        "domain name",
        "api mapping",
    ],
)
def test_every_field_has_an_accepting_and_a_refusing_case(
    files: tuple[str, ...], table: object
) -> None:
    names = {field.name for field in table.fields} - {COMPUTED}
    fields_of = {rule.name: rule.setting for rule in table.rules}
    mine = [case for case in CASES if case.file in files]

    sent = {
        name[0].lower() + name[1:]
        for case in mine
        if is_accepted(case)
        for name in case.row["request"]
    }
    judged = {
        fields_of.get(case.row.get("rule", ""))
        for case in mine
        if not is_accepted(case)
    }

    assert names - sent == set()
    assert names - judged == UNJUDGED.get(table.resource, set())


def test_cases_of_imports_show_every_construct() -> None:
    shown = {row for case in CASES for row in case.row.get("rows", [])}

    assert shown == {one.path for one in (*CONSTRUCTS, *REPLACED)}


@pytest.mark.parametrize(
    "said",
    [said for one in CONSTRUCTS for said in one.otherwise if isinstance(said, type)],
    ids=lambda said: said.__name__,
)
def test_every_finding_of_an_import_has_a_case(said: type[Finding]) -> None:
    sentence = re.sub(r"\\{\w+\\}", ".+", re.escape(str(sample(said))))
    imports = [case.expected for case in CASES if case.file.endswith("import_api")]
    listed = [
        line
        for one in imports
        for kind in ("Warnings", "ImportInfo")
        for line in one.get("answer", {}).get(kind, [])
    ]
    refused = [one["message"] for one in imports if "message" in one]

    texts = [*listed, *(line for one in refused for line in one.split("\n\t"))]
    assert [text for text in texts if re.fullmatch(sentence, text)]


def test_every_case_says_how_it_is_known() -> None:
    known = {"recorded", "documented", "reported", "inferred"}

    assert {case.row["evidence"] for case in CASES} == known
    assert all(case.row["source"] for case in CASES)


def test_every_file_of_cases_is_run() -> None:
    assert sorted(FILES) == files_of("apigatewayv2")
