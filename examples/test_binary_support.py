"""
A deployment helper that turns binary support on, and the mistakes that AWS refuses.
"""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError


def turn_binary_on(client, target, conversion="CONVERT_TO_BINARY"):
    """
    Convert the backend's answers. ``""`` passes them through again.
    """
    return client.update_integration_response(
        **target,
        patchOperations=[
            {"op": "replace", "path": "/contentHandling", "value": conversion}
        ],
    )


def test_binary_support_is_turned_on(apigw_backend):
    target = apigw_backend.integration_response()

    answer = turn_binary_on(apigw_backend.apigateway, target)

    assert answer["contentHandling"] == "CONVERT_TO_BINARY"


def test_binary_support_is_turned_off(apigw_backend):
    target = apigw_backend.integration_response(
        response={"contentHandling": "CONVERT_TO_BINARY"}
    )

    answer = turn_binary_on(apigw_backend.apigateway, target, conversion="")

    assert "contentHandling" not in answer


def test_a_word_that_is_none_is_refused(apigw_backend):
    client = apigw_backend.apigateway
    target = apigw_backend.integration_response()

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        turn_binary_on(client, target, conversion="BINARY")

    assert "Must be one of: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]" in str(refusal.value)


def test_an_op_with_a_capital_is_refused(apigw_backend):
    """
    botocore has no class ValidationException, so it raises a plain ClientError.
    """
    target = apigw_backend.integration_response()

    with pytest.raises(ClientError) as refusal:
        apigw_backend.apigateway.update_integration_response(
            **target,
            patchOperations=[
                {"op": "Replace", "path": "/contentHandling", "value": ""}
            ],
        )

    assert refusal.value.response["Error"]["Code"] == "ValidationException"
    assert "'updateIntegrationResponseInput.patchOperations.1.member.op'" in str(
        refusal.value
    )
