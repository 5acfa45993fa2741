"""
A call outside any scope, the package imported and used before.
"""

from __future__ import annotations

from typing import Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from moto.apigateway.responses import APIGatewayResponse
from starting_points import rest_target

from apigw_mock import mock_apigw_updates


def measure() -> Figure:
    """
    Compare calls after a scope with calls of a process that has not seen one yet.

    Both run in this process, moto's classes being the very same objects; what could
    differ is what a scope has left behind.
    """
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        target = rest_target(client)
        pristine = dict(vars(APIGatewayResponse))

        def call() -> None:
            client.get_integration_response(**target)

        def after_a_scope() -> float:
            with mock_apigw_updates():
                pass
            assert dict(vars(APIGatewayResponse)) == pristine
            return seconds(call, loops=100)

        value, note = ratio(after_a_scope, lambda: seconds(call, loops=100), rounds=25)
    question = "a call outside any scope"
    return Figure(question, "plain moto", value, 0.02, note=note, around_one=True)
