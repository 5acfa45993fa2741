"""
A scope and two clients, without a call.
"""

from __future__ import annotations

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws

from apigw_mock import mock_apigw_updates


def ours() -> None:
    with mock_apigw_updates() as backend:
        assert backend.apigateway
        assert backend.apigatewayv2


def theirs() -> None:
    with mock_aws():
        boto3.client("apigateway", "us-east-1")
        boto3.client("apigatewayv2", "us-east-1")


def measure() -> Figure:
    value, note = ratio(lambda: seconds(ours), lambda: seconds(theirs), rounds=25)
    return Figure(
        "a scope and two clients", "mock_aws and two clients", value, 0.20, note=note
    )
