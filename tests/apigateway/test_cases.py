"""
UpdateIntegrationResponse, case by case, through boto3.
"""

from __future__ import annotations

import pytest
from cases_runner import Case, cases, run

CASES = cases("update_integration_response")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    outcome = run(case)

    assert outcome == case.expected
