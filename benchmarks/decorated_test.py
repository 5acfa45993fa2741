"""
One decorated test that makes two clients of its own, and one call with each.
"""

from __future__ import annotations

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws

from apigw_mock import mock_apigw_updates


def test() -> None:
    boto3.client("apigateway", "us-east-1").get_rest_apis()
    boto3.client("apigatewayv2", "us-east-1").get_apis()


ours = mock_apigw_updates(test)
theirs = mock_aws(test)


def measure() -> Figure:
    value, note = ratio(lambda: seconds(ours), lambda: seconds(theirs), rounds=25)
    question = "a decorated test with two clients of its own"
    return Figure(question, "the same under mock_aws", value, 0.25, note=note)
