"""
An update in an account with 5,000 resources and 300 integration responses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from comparing import Figure, ratio, seconds
from starting_points import OPERATION, put_method, rest_target

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable


def measure() -> Figure:
    with mock_apigw_updates() as backend:
        client: Any = backend.apigateway
        # In another region, where a cost that grows with the region's content is small.
        elsewhere: Any = boto3.client("apigateway", "eu-west-1")
        small = rest_target(elsewhere)
        large = rest_target(client, resources=5_000)
        pages = client.get_paginator("get_resources").paginate(
            restApiId=large["restApiId"], PaginationConfig={"PageSize": 500}
        )
        resources = [item["id"] for page in pages for item in page["items"]]
        for resource in resources[:299]:
            put_method(
                client,
                {
                    "restApiId": large["restApiId"],
                    "resourceId": resource,
                    "httpMethod": "PUT",
                },
            )

        def update(client: Any, target: dict[str, str]) -> Callable[[], float]:
            return lambda: seconds(
                lambda: client.update_integration_response(
                    **target,
                    patchOperations=[OPERATION],
                ),
                loops=50,
            )

        value, note = ratio(update(client, large), update(elsewhere, small), rounds=25)
    question = "an update among 5,000 resources and 300 responses"
    return Figure(question, "in a region with one", value, 1.2, note=note)
