"""
v2's update_integration with one field.
"""

from __future__ import annotations

from typing import Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import v2_target

from apigw_mock import mock_apigw_updates


def measure() -> Figure:
    with mock_aws():
        client: Any = boto3.client("apigatewayv2", "us-east-1")
        target = v2_target(client)

        def update() -> None:
            client.update_integration(**target, TimeoutInMillis=5000)

        def ours() -> float:
            with mock_apigw_updates():
                return seconds(update, loops=50)

        value, note = ratio(ours, lambda: seconds(update, loops=50), rounds=25)
    question = "v2 update_integration, one field"
    return Figure(question, "plain moto's", value, 1.10, note=note)
