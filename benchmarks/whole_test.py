"""
One whole test: the fixture, both builders, one update of each.

It runs the fixture's body without pytest. That also hides the user's environment.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import FUNCTION, HEADER, OPERATION, rest_target, v2_target

from apigw_mock import pytest_plugin

REQUEST: Any = SimpleNamespace(  # for a test without markers
    node=SimpleNamespace(
        get_closest_marker=lambda _name: None,
        config=SimpleNamespace(getini=lambda _name: "us-east-1"),
    )
)
fixture = pytest_plugin._backend  # noqa: SLF001  # the fixture's body


def ours() -> None:
    with fixture(REQUEST) as backend:
        target = backend.integration_response(headers=["Access-Control-Allow-Origin"])
        backend.apigateway.update_integration_response(
            **target, patchOperations=[OPERATION]
        )
        v2 = backend.http_api_integration()
        backend.apigatewayv2.update_integration(**v2, IntegrationUri=FUNCTION)


def theirs() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        target = rest_target(client)
        client.put_integration_response(**target, responseParameters={HEADER: "'*'"})
        clientv2: Any = boto3.client("apigatewayv2", "us-east-1")
        clientv2.update_integration(**v2_target(clientv2), IntegrationUri=FUNCTION)


def measure() -> Figure:
    value, note = ratio(lambda: seconds(ours), lambda: seconds(theirs), rounds=25)
    question = "a whole test: fixture, builders, one update of each"
    return Figure(question, "mock_aws, clients, the same calls", value, 0.35, note=note)
