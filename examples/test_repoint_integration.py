"""
A deployment helper that repoints an HTTP API, and the mistakes that AWS refuses.
"""

from __future__ import annotations

import pytest

NEW = (
    "arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/"
    "arn:aws:lambda:us-west-2:123456789012:function:my-new-function/invocations"
)


def repoint(client, target, uri):
    """
    Let the integration call *uri*; all its other settings stay.
    """
    return client.update_integration(**target, IntegrationUri=uri)


def test_the_integration_is_repointed_and_keeps_its_settings(apigw_backend):
    target = apigw_backend.http_api_integration(TimeoutInMillis=5000)

    answer = repoint(apigw_backend.apigatewayv2, target, NEW)

    answer.pop("ResponseMetadata")
    assert answer == {
        "ConnectionType": "INTERNET",
        "IntegrationId": target["IntegrationId"],
        "IntegrationMethod": "POST",
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": NEW,
        "PayloadFormatVersion": "2.0",
        "TimeoutInMillis": 5000,
    }


def test_an_integration_that_is_not_there_is_not_found(apigw_backend):
    client = apigw_backend.apigatewayv2
    target = apigw_backend.http_api_integration()

    with pytest.raises(client.exceptions.NotFoundException):
        repoint(client, {**target, "IntegrationId": "a1b2c3"}, NEW)


def test_a_time_out_beyond_the_limit_is_refused(apigw_backend):
    client = apigw_backend.apigatewayv2
    target = apigw_backend.http_api_integration()

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        client.update_integration(**target, TimeoutInMillis=30_001)

    assert refusal.value.response["Error"]["Message"] == (
        "Timeout should be between 50 ms and 30000 ms"
    )
