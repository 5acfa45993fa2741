"""
What an integration response stands on, case by case, through boto3.
"""

from __future__ import annotations

from collections import Counter

import pytest
from cases_runner import Case, cases, run
from coverage_of_rows import gaps

from apigw_mock.apigateway.patch import PatchTable
from apigw_mock.apigateway.tables.gateway_response import GATEWAY_RESPONSE
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE

UPDATES = {
    "update_gateway_response": GATEWAY_RESPONSE,
    "update_integration_response": INTEGRATION_RESPONSE,
    "update_method": METHOD,
    "update_method_response": METHOD_RESPONSE,
    "update_rest_integration": INTEGRATION,
}
OTHERS = (
)
FILES = [file for file in (*UPDATES, *OTHERS) if file != "update_integration_response"]


@pytest.mark.parametrize("case", [c for file in FILES for c in cases(file)], ids=str)
def test_case(case: Case) -> None:
    outcome = run(case)

    assert outcome == case.expected


@pytest.mark.parametrize(("file", "table"), UPDATES.items(), ids=str)
def test_every_row_has_its_cases(file: str, table: PatchTable) -> None:
    assert gaps(table, cases(file)) == []


@pytest.mark.parametrize("file", FILES)
def test_every_case_has_a_name_of_its_own(file: str) -> None:
    names = Counter(str(case) for case in cases(file))

    assert [name for name, count in names.items() if count > 1] == []
