"""
update_integration_response with one operation.
"""

from __future__ import annotations

from typing import Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import HEADER, OPERATION, rest_target

from apigw_mock import mock_apigw_updates


def measure() -> Figure:
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        target = rest_target(client)

        def ours() -> float:
            with mock_apigw_updates():
                return seconds(
                    lambda: client.update_integration_response(
                        **target, patchOperations=[OPERATION]
                    ),
                    loops=50,
                )

        def theirs() -> float:
            return seconds(
                lambda: client.put_integration_response(
                    **target, responseParameters={HEADER: "'*'"}
                ),
                loops=50,
            )

        value, note = ratio(ours, theirs, rounds=25)
    question = "update_integration_response, one operation"
    return Figure(question, "moto's put_integration_response", value, 1.10, note=note)
