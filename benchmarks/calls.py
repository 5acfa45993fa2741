"""
Single calls inside a scope, and in plain moto: each verb of both kinds of API, and
other services.
"""

from __future__ import annotations

from itertools import count
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import HEADER, rest_target, v2_target

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable

    # Makes what is to be called, and returns the call.
    Prepare = Callable[[Any], Callable[[], object]]

OURS = 0.65  # the largest good ratio of a call that this package answers
OTHERS = 0.95


class Kind(NamedTuple):
    """
    One kind of call.

    Args:
        service: boto3's name of it.
        prepare: from a client, makes what is called, and returns the call.
        limit: the largest good ratio.
    """

    service: Any
    prepare: Prepare
    limit: float = OURS


def get(client: Any) -> Callable[[], object]:
    target = rest_target(client)
    return lambda: client.get_integration_response(**target)


def put(client: Any) -> Callable[[], object]:
    target = rest_target(client)
    return lambda: client.put_integration_response(
        **target, responseParameters={HEADER: "'*'"}
    )


def update(client: Any) -> Callable[[], object]:
    api = client.create_rest_api(name="pets")["id"]
    operation = {"op": "replace", "path": "/description", "value": "pets"}
    return lambda: client.update_rest_api(restApiId=api, patchOperations=[operation])


def create(client: Any) -> Callable[[], object]:
    api = client.create_rest_api(name="pets")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    numbers = count()
    return lambda: client.create_resource(
        restApiId=api, parentId=root, pathPart=f"pets{next(numbers)}"
    )


def v2_get(client: Any) -> Callable[[], object]:
    target = v2_target(client)
    return lambda: client.get_integration(**target)


def v2_update(client: Any) -> Callable[[], object]:
    api = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]
    return lambda: client.update_api(ApiId=api, Name="more pets")


def v2_create(client: Any) -> Callable[[], object]:
    api = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]
    numbers = count()
    return lambda: client.create_route(ApiId=api, RouteKey=f"GET /pets{next(numbers)}")


def s3_put(client: Any) -> Callable[[], object]:
    client.create_bucket(Bucket="pets")
    return lambda: client.put_object(Bucket="pets", Key="cat", Body=b"Tom")


def s3_get(client: Any) -> Callable[[], object]:
    s3_put(client)()
    return lambda: client.get_object(Bucket="pets", Key="cat")


def dynamodb_put(client: Any) -> Callable[[], object]:
    client.create_table(
        TableName="pets",
        KeySchema=[{"AttributeName": "name", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "name", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return lambda: client.put_item(TableName="pets", Item={"name": {"S": "Tom"}})


def dynamodb_get(client: Any) -> Callable[[], object]:
    dynamodb_put(client)()
    return lambda: client.get_item(TableName="pets", Key={"name": {"S": "Tom"}})


CALLS: dict[str, Kind] = {
    "get_integration_response": Kind("apigateway", get),
    "put_integration_response": Kind("apigateway", put),
    "update_rest_api": Kind("apigateway", update),
    "create_resource": Kind("apigateway", create),
    "get_integration of an HTTP API": Kind("apigatewayv2", v2_get),
    "update_api of an HTTP API": Kind("apigatewayv2", v2_update),
    "create_route of an HTTP API": Kind("apigatewayv2", v2_create),
    "S3's put_object": Kind("s3", s3_put, OTHERS),
    "S3's get_object": Kind("s3", s3_get, OTHERS),
    "DynamoDB's put_item": Kind("dynamodb", dynamodb_put, OTHERS),
    "DynamoDB's get_item": Kind("dynamodb", dynamodb_get, OTHERS),
}


def measure(name: str) -> Figure:
    """
    Return the figure of one of `CALLS`.
    """
    service, prepare, limit = CALLS[name]

    def timed() -> float:
        call = prepare(boto3.client(service, "us-east-1"))
        call()  # fills caches
        return seconds(call, loops=50, clock=process_time)

    def ours() -> float:
        with mock_apigw_updates():
            return timed()

    def theirs() -> float:
        with mock_aws():
            return timed()

    value, note = ratio(ours, theirs, rounds=15)
    question = f"{name} inside a scope, processor time"
    return Figure(question, "the same call in plain moto", value, limit, note=note)
