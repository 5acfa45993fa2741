"""
test_invoke_method on a MOCK integration.
"""

from __future__ import annotations

from typing import Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import rest_target

from apigw_mock import mock_apigw_updates


def measure() -> Figure:
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        target = rest_target(client)
        del target["statusCode"]
        templates = {"application/json": '{"statusCode": 200}'}
        client.put_integration(**target, type="MOCK", requestTemplates=templates)
        client.put_integration_response(
            **target,
            statusCode="200",
            responseTemplates={"application/json": '{"pet": "$input.params(\'a\')"}'},
        )

        def ours() -> float:
            with mock_apigw_updates():
                return seconds(
                    lambda: client.test_invoke_method(
                        **target, pathWithQueryString="/?a=1"
                    ),
                    loops=50,
                )

        def theirs() -> float:
            return seconds(lambda: client.get_integration(**target), loops=50)

        value, note = ratio(ours, theirs, rounds=25)
    question = "test_invoke_method on a MOCK integration"
    return Figure(question, "moto's get_integration", value, 1.5, note=note)
