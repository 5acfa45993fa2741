"""
Updates of REST APIs, usage plans and API keys with one operation, beside moto's own:
some also among 5,000 resources.
"""

from __future__ import annotations

from typing import Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import rest_target

from apigw_mock import mock_apigw_updates

RENAME: Any = {"op": "replace", "path": "/description", "value": "pets"}


def measure_plan(call: str) -> Figure:
    """
    Return the figure of update_usage_plan or update_api_key.
    """
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        if call == "update_usage_plan":
            target = {"usagePlanId": client.create_usage_plan(name="pets")["id"]}
        else:
            target = {"apiKey": client.create_api_key(name="pets")["id"]}
        update = getattr(client, call)

        def theirs() -> float:
            return seconds(lambda: update(**target, patchOperations=[RENAME]), loops=50)

        def ours() -> float:
            with mock_apigw_updates():
                return theirs()

        value, note = ratio(ours, theirs, rounds=25)
    return Figure(call, "moto's own", value, 1.2, note=note)


def measure(call: str, resources: int) -> Figure:
    """
    Return the figure of one of the calls in an API with so many *resources*.
    """
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        api = rest_target(client, resources=resources)["restApiId"]
        client.create_deployment(restApiId=api, stageName="test")
        target = {"restApiId": api, "stageName": "test"}
        if call == "update_rest_api":
            del target["stageName"]
        update = getattr(client, call)

        def theirs() -> float:
            return seconds(lambda: update(**target, patchOperations=[RENAME]), loops=50)

        def ours() -> float:
            with mock_apigw_updates():
                return theirs()

        value, note = ratio(ours, theirs, rounds=25)
    where = f" among {resources:,} resources" if resources > 1 else ""
    return Figure(f"{call}{where}", "moto's own", value, 1.2, note=note)
