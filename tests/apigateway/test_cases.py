"""
REST APIs, case by case, through boto3.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from cases_runner import Account, Case, cases, files_of, mocked
from coverage_of_rows import gaps

from apigw_mock.apigateway.invoke.listing import rows
from apigw_mock.apigateway.openapi import listing as imports
from apigw_mock.apigateway.tables.account import ACCOUNT
from apigw_mock.apigateway.tables.api_key import API_KEY
from apigw_mock.apigateway.tables.authorizer import AUTHORIZER
from apigw_mock.apigateway.tables.base_path_mapping import BASE_PATH_MAPPING
from apigw_mock.apigateway.tables.client_certificate import CLIENT_CERTIFICATE
from apigw_mock.apigateway.tables.deployment import DEPLOYMENT
from apigw_mock.apigateway.tables.documentation_part import DOCUMENTATION_PART
from apigw_mock.apigateway.tables.documentation_version import DOCUMENTATION_VERSION
from apigw_mock.apigateway.tables.domain_name import DOMAIN_NAME
from apigw_mock.apigateway.tables.gateway_response import GATEWAY_RESPONSE
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE
from apigw_mock.apigateway.tables.model import MODEL
from apigw_mock.apigateway.tables.request_validator import REQUEST_VALIDATOR
from apigw_mock.apigateway.tables.resource import RESOURCE
from apigw_mock.apigateway.tables.rest_api import REST_API
from apigw_mock.apigateway.tables.stage import STAGE
from apigw_mock.apigateway.tables.usage import USAGE
from apigw_mock.apigateway.tables.usage_plan import USAGE_PLAN
from apigw_mock.apigateway.tables.vpc_link import VPC_LINK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UPDATES = {
    "update_authorizer": AUTHORIZER,
    "update_account": ACCOUNT,
    "update_base_path_mapping": BASE_PATH_MAPPING,
    "update_client_certificate": CLIENT_CERTIFICATE,
    "update_api_key": API_KEY,
    "update_deployment": DEPLOYMENT,
    "update_documentation_part": DOCUMENTATION_PART,
    "update_documentation_version": DOCUMENTATION_VERSION,
    "update_domain_name": DOMAIN_NAME,
    "update_gateway_response": GATEWAY_RESPONSE,
    "update_integration_response": INTEGRATION_RESPONSE,
    "update_method": METHOD,
    "update_method_response": METHOD_RESPONSE,
    "update_model": MODEL,
    "update_request_validator": REQUEST_VALIDATOR,
    "update_resource": RESOURCE,
    "update_rest_api": REST_API,
    "update_rest_integration": INTEGRATION,
    "update_stage": STAGE,
    "update_vpc_link": VPC_LINK,
    "update_usage": USAGE,
    "update_usage_plan": USAGE_PLAN,
}
IMPORTS = ("import_rest_api", "put_rest_api", "import_documentation_parts")
OTHERS = (
    "create_authorizer",
    "delete_authorizer",
    "get_authorizer",
    "create_model",
    "delete_model",
    "get_model",
    "create_request_validator",
    "delete_request_validator",
    "get_request_validator",
    "get_authorizers",
    "get_models",
    "get_request_validators",
    "create_deployment",
    "create_documentation_part",
    "create_documentation_version",
    "create_rest_api",
    "delete_deployment",
    "delete_documentation_part",
    "delete_documentation_version",
    "get_deployment",
    "get_deployments",
    "get_documentation_part",
    "get_documentation_parts",
    "get_documentation_version",
    "get_documentation_versions",
    "delete_rest_api",
    "get_rest_api",
    "create_stage",
    "delete_stage",
    "get_stage",
    "get_stages",
    "create_resource",
    "delete_resource",
    "get_resource",
    "get_resources",
    "create_api_key",
    "delete_api_key",
    "get_api_key",
    "get_api_keys",
    "get_usage",
    "create_usage_plan",
    "delete_usage_plan",
    "get_usage_plan",
    "get_usage_plans",
    "create_usage_plan_key",
    "delete_usage_plan_key",
    "get_usage_plan_key",
    "get_usage_plan_keys",
    "delete_gateway_response",
    "delete_integration_response",
    "delete_method",
    "delete_method_response",
    "delete_rest_integration",
    "get_gateway_response",
    "get_gateway_responses",
    "get_integration_response",
    "get_method",
    "get_method_response",
    "get_rest_integration",
    "put_gateway_response",
    "put_integration_response",
    "put_method",
    "put_method_response",
    "put_rest_integration",
    "get_account",
    "create_base_path_mapping",
    "delete_base_path_mapping",
    "get_base_path_mapping",
    "get_base_path_mappings",
    "generate_client_certificate",
    "delete_client_certificate",
    "get_client_certificate",
    "get_client_certificates",
    "create_domain_name",
    "delete_domain_name",
    "get_domain_name",
    "get_domain_names",
    "create_vpc_link",
    "delete_vpc_link",
    "get_vpc_link",
    *IMPORTS,
    "invoke",
    "invoke_content",
    "invoke_endpoint_templates",
    "invoke_functions",
    "invoke_gateway_responses",
    "invoke_http",
    "invoke_mappings",
    "invoke_templates",
    "invoke_validation",
)
FILES = (*UPDATES, *OTHERS)
CASES = [case for file in FILES for case in cases(file)]


@pytest.fixture(scope="module")
def account() -> Iterator[Account]:
    with mocked() as account:
        yield account


@pytest.mark.answers
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case}")
def test_case(case: Case, account: Account, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="apigw_mock.host.answer"):
        outcome = account.run(case)

    assert outcome == case.expected
    refusals = [record.args[0] for record in caplog.records if record.args]
    assert [one for one in refusals if not one.evidence] == []
    assert refusals or "code" not in case.expected


@pytest.mark.parametrize("file", UPDATES)
def test_every_row_has_its_cases(file: str) -> None:
    assert gaps(UPDATES[file], cases(file)) == []


def shown_by(files: Iterable[str]) -> set[str]:
    """
    Return the rows of the list of rules that the cases of some files show.
    """
    of_files = (case for file in files for case in cases(file))
    return {row for case in of_files for row in case.row.get("rows", [])}


def test_every_row_of_an_invocation_has_a_case() -> None:
    shown = shown_by(file for file in FILES if file not in IMPORTS)

    assert shown == {row.path for row in rows()}


def test_every_construct_of_an_import_has_a_case() -> None:
    listed = {line.path for line in imports.lines() if line.path != "(URL)"}

    assert shown_by(IMPORTS) == listed


def test_every_finding_of_an_import_has_a_case() -> None:
    said = [
        line
        for case in (one for file in IMPORTS for one in cases(file))
        for line in findings_in(case.expected)
    ]
    listed = [
        answer.text.partition(": ")[2]
        for line in imports.lines()
        for answer in line.otherwise
        if answer.text.startswith("listed in")
    ]
    patterns = {
        one: re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(one))) for one in listed
    }

    unknown = [
        one
        for one in said
        if not any(pattern.fullmatch(one) for pattern in patterns.values())
    ]
    unshown = [
        one
        for one, pattern in patterns.items()
        if not any(pattern.fullmatch(line) for line in said)
    ]
    assert (unknown, unshown) == ([], [])


def findings_in(expected: dict[str, Any]) -> list[str]:
    """
    Return the findings that an answer lists, of a refusal or beside what was made.
    """
    _, _, listed = expected.get("message", "").partition(" found during import:\n\t")
    warnings: list[str] = expected.get("answer", {}).get("warnings", [])
    return [*listed.split("\n\t"), *warnings] if listed else warnings


@pytest.mark.parametrize("file", FILES)
def test_every_case_has_a_name_of_its_own(file: str) -> None:
    names = Counter(str(case) for case in cases(file))

    assert [name for name, count in names.items() if count > 1] == []


def test_every_case_says_how_it_is_known() -> None:
    known = {"recorded", "documented", "reported", "inferred"}

    assert {case.row["evidence"] for case in CASES} == known
    assert all(case.row["source"] for case in CASES)


def test_every_file_of_cases_is_run() -> None:
    assert sorted(FILES) == files_of("apigateway")
