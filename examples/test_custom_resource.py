"""
The handler of a custom resource of CloudFormation, which sets what a template cannot:
one header of a gateway response. CloudFormation calls it, so no one sees it fail.
"""

from __future__ import annotations

import boto3
import pytest

HEADER = "/responseParameters/gatewayresponse.header.Access-Control-Allow-Origin"


def handler(event, _context=None):
    """
    Set the header when the resource is created or updated, and remove it at the end.
    """
    wanted = event["ResourceProperties"]
    client = boto3.client("apigateway")
    if event["RequestType"] == "Delete":
        operation = {"op": "remove", "path": HEADER}
    else:
        origin = f"'{wanted['Origin']}'"  # a static value stands in single quotes
        operation = {"op": "add", "path": HEADER, "value": origin}
    try:
        client.update_gateway_response(
            restApiId=wanted["RestApiId"],
            responseType="DEFAULT_4XX",
            patchOperations=[operation],
        )
    except client.exceptions.NotFoundException:
        # An API that is gone has no header to remove: the stack may be deleted.
        if event["RequestType"] != "Delete":
            raise
    return {"PhysicalResourceId": f"{wanted['RestApiId']}-cors"}


@pytest.fixture
def api(apigw_backend):
    return apigw_backend.rest_api()


@pytest.fixture
def event(api):
    properties = {"RestApiId": api["restApiId"], "Origin": "https://pets.example"}
    return {"RequestType": "Create", "ResourceProperties": properties}


def headers(apigw_backend, api):
    shown = apigw_backend.apigateway.get_gateway_response(
        **api, responseType="DEFAULT_4XX"
    )
    return shown["responseParameters"]


def test_create_sets_the_header(apigw_backend, api, event):
    answer = handler(event)

    assert answer == {"PhysicalResourceId": f"{api['restApiId']}-cors"}
    assert headers(apigw_backend, api) == {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://pets.example'"
    }


def test_update_changes_the_header(apigw_backend, api, event):
    handler(event)
    event["ResourceProperties"]["Origin"] = "https://cats.example"

    handler({**event, "RequestType": "Update"})

    (origin,) = headers(apigw_backend, api).values()
    assert origin == "'https://cats.example'"


def test_delete_removes_the_header(apigw_backend, api, event):
    handler(event)

    handler({**event, "RequestType": "Delete"})

    assert headers(apigw_backend, api) == {}


def test_delete_after_the_api_does_not_fail(apigw_backend, api, event):
    handler(event)
    apigw_backend.apigateway.delete_rest_api(**api)

    handler({**event, "RequestType": "Delete"})

    assert [update.refusal.status for update in apigw_backend.updates[1:]] == [404]


def test_create_without_the_api_fails(apigw_backend, event):
    client = apigw_backend.apigateway
    event["ResourceProperties"]["RestApiId"] = "absent"

    with pytest.raises(client.exceptions.NotFoundException):
        handler(event)
