"""
Updates of REST APIs and of what an account has beside them, with one operation: in an
API with a resource, and some among 5,000 resources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import rest_target

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable

    Target = dict[str, str]

DESCRIBE: Any = {"op": "replace", "path": "/description", "value": "pets"}
RENAME: Any = {"op": "replace", "path": "/name", "value": "pets"}
ROLE: Any = {
    "op": "replace",
    "path": "/cloudwatchRoleArn",
    "value": "arn:aws:iam::123456789012:role/pets",
}
STAGE: Any = {"op": "replace", "path": "/stage", "value": "test"}
URI = (
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
    "/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations"
)


def api_target(_: Any, api: str) -> Target:
    return {"restApiId": api}


def stage_target(client: Any, api: str) -> Target:
    client.create_deployment(restApiId=api, stageName="test")
    return {"restApiId": api, "stageName": "test"}


def authorizer_target(client: Any, api: str) -> Target:
    source = "method.request.header.Authorization"
    made = client.create_authorizer(
        restApiId=api,
        name="token",
        type="TOKEN",
        authorizerUri=URI,
        identitySource=source,
    )
    return {"restApiId": api, "authorizerId": made["id"]}


def validator_target(client: Any, api: str) -> Target:
    made = client.create_request_validator(restApiId=api, name="all")
    return {"restApiId": api, "requestValidatorId": made["id"]}


def account_target(_: Any, __: str) -> Target:
    return {}


def mapping_target(client: Any, api: str) -> Target:
    client.create_deployment(restApiId=api, stageName="test")
    client.create_domain_name(domainName="pets.example", certificateName="own")
    target = {"domainName": "pets.example", "basePath": "v1"}
    client.create_base_path_mapping(**target, restApiId=api)
    return target


def plan_target(client: Any, _: str) -> Target:
    return {"usagePlanId": client.create_usage_plan(name="pets")["id"]}


def key_target(client: Any, _: str) -> Target:
    return {"apiKey": client.create_api_key(name="pets")["id"]}


# By the call: what makes its target, and the operation.
CALLS: dict[str, tuple[Callable[[Any, str], Target], Any]] = {
    "update_rest_api": (api_target, DESCRIBE),
    "update_stage": (stage_target, DESCRIBE),
    "update_authorizer": (authorizer_target, RENAME),
    "update_request_validator": (validator_target, RENAME),
    "update_account": (account_target, ROLE),
    "update_base_path_mapping": (mapping_target, STAGE),
    "update_usage_plan": (plan_target, DESCRIBE),
    "update_api_key": (key_target, DESCRIBE),
}


def measure(call: str, resources: int = 1) -> Figure:
    """
    Return the figure of one of `CALLS`, with an API of so many *resources*.
    """
    target_of, operation = CALLS[call]
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        api = rest_target(client, resources=resources)["restApiId"]
        target, update = target_of(client, api), getattr(client, call)

        def theirs() -> float:
            return seconds(
                lambda: update(**target, patchOperations=[operation]), loops=50
            )

        def ours() -> float:
            with mock_apigw_updates():
                return theirs()

        value, note = ratio(ours, theirs, rounds=25)
    where = f" among {resources:,} resources" if resources > 1 else ""
    return Figure(f"{call}{where}", "moto's own", value, 1.2, note=note)
