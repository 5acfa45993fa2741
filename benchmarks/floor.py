"""
The least time that a call can take: botocore's Stubber answers it, without moto.
"""

from __future__ import annotations

from typing import Any

from botocore.stub import Stubber
from comparing import Figure, ratio, seconds
from starting_points import OPERATION

from apigw_mock import mock_apigw_updates


def measure() -> Figure:
    with mock_apigw_updates() as backend:
        client: Any = backend.apigateway
        target = backend.integration_response(headers=["Access-Control-Allow-Origin"])
        stubbed = backend.client("apigateway")

        def ours() -> float:
            return seconds(
                lambda: client.update_integration_response(
                    **target,
                    patchOperations=[OPERATION],
                ),
                loops=50,
            )

        def theirs() -> float:
            with Stubber(stubbed) as stubber:
                for _ in range(50):
                    stubber.add_response("update_integration_response", {})
                return seconds(
                    lambda: stubbed.update_integration_response(
                        **target, patchOperations=[OPERATION]
                    ),
                    loops=50,
                )

        value, note = ratio(ours, theirs, rounds=15)
    question = "update_integration_response (for scale, no limit)"
    return Figure(question, "botocore's Stubber", value, float("inf"), note=note)
