"""
What an import left out of an integration is not held against it.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.apigateway.patch import apply_patch
from apigw_mock.apigateway.refusals import MissingConnectionId
from apigw_mock.apigateway.rows import Operation
from apigw_mock.apigateway.rules.integration import IntegrationFacts
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.host.model import input_members
from apigw_mock.refusal import ApigwError, TimeoutOutOfRange

MEMBERS = input_members("apigateway", "PutIntegration")
DOCUMENT = {"type": "HTTP_PROXY", "httpMethod": "GET", "uri": "https://pets.example"}


def replaced(path: str, value: str, *left_out: str) -> dict[str, Any]:
    facts = IntegrationFacts(
        declared=(),
        resource_id="",
        account_id="",
        has_region=lambda _, __: True,
        v2_links=(),
        left_out=frozenset(left_out),
    )
    operation = Operation("replace", path, value)
    return apply_patch(DOCUMENT, [operation], INTEGRATION, facts, MEMBERS)


@pytest.mark.parametrize(
    ("path", "value", "left_out", "refusal"),
    [
        ("/timeoutInMillis", "900000", "responseTransferMode", TimeoutOutOfRange),
        ("/connectionType", "VPC_LINK", "connectionId", MissingConnectionId),
    ],
)
def test_what_may_be_there_is_not_missed(
    path: str, value: str, left_out: str, refusal: type[ApigwError]
) -> None:
    member = path.removeprefix("/")

    assert str(replaced(path, value, left_out)[member]) == value
    with pytest.raises(refusal):
        replaced(path, value)
