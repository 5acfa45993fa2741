"""
What moto's own import of an OpenAPI document made, before a scope opened.

Inside a scope, an import makes what the single calls make.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws
from needs import IMPORTER

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

REGION = "us-east-1"


@pytest.fixture
def client() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("apigateway", REGION)


def http(responses: dict[str, Any]) -> dict[str, Any]:
    """
    Return a document whose one method has an HTTP integration with these responses.
    """
    integration = {
        "type": "http",
        "httpMethod": "GET",
        "uri": "http://pets.example",
        "responses": responses,
    }
    get = {
        "responses": {"200": {"description": "all"}},
        "x-amazon-apigateway-integration": integration,
    }
    return {
        "openapi": "3.0.1",
        "info": {"title": "pets", "description": "", "version": "1"},
        "paths": {"/": {"get": get}},
    }


DEFAULT = {"default": {"statusCode": "200"}}


def imported(client: Any, responses: dict[str, Any]) -> dict[str, str]:
    """
    Let moto import a document, and name its method.
    """
    api = client.import_rest_api(body=json.dumps(http(responses)).encode())["id"]
    root = client.get_resources(restApiId=api, embed=["methods"])["items"][0]
    if "methodIntegration" not in root.get("resourceMethods", {}).get("GET", {}):
        pytest.skip(IMPORTER)
    return {"restApiId": api, "resourceId": root["id"], "httpMethod": "GET"}


def replace(path: str, value: str) -> dict[str, Any]:
    return {"patchOperations": [{"op": "replace", "path": path, "value": value}]}


def test_default_response_shows_no_pattern(client: Any) -> None:
    method = imported(client, DEFAULT)
    with mock_apigw_updates(region_name=REGION):
        shown = client.get_integration_response(**method, statusCode="200")
        below = client.get_method(**method)["methodIntegration"]["integrationResponses"]

    assert "selectionPattern" not in shown
    assert "selectionPattern" not in below["200"]


def test_default_response_keeps_a_pattern_that_an_update_empties(client: Any) -> None:
    target = {**imported(client, DEFAULT), "statusCode": "200"}
    with mock_apigw_updates(region_name=REGION):
        client.update_integration_response(**target, **replace("/selectionPattern", ""))
        shown = client.get_integration_response(**target)

    assert shown["selectionPattern"] == ""


def test_status_code_that_is_a_number_is_found(client: Any) -> None:
    target = {**imported(client, {"4..": {"statusCode": 404}}), "statusCode": "404"}
    with mock_apigw_updates(region_name=REGION):
        shown = client.get_integration_response(**target)
        client.update_integration_response(
            **target, **replace("/selectionPattern", "5..")
        )
        later = client.get_integration_response(**target)

    assert shown["statusCode"] == "404"
    assert later["selectionPattern"] == "5.."


def test_a_document_takes_the_place_of_what_moto_imported(client: Any) -> None:
    method = imported(client, {"4..": {"statusCode": 404}})
    body = json.dumps(http(DEFAULT)).encode()
    with mock_apigw_updates(region_name=REGION):
        client.put_rest_api(restApiId=method["restApiId"], body=body)
        shown = client.get_integration(**method)

    assert shown["type"] == "HTTP"
    assert list(shown["integrationResponses"]) == ["200"]


def test_integration_without_responses_is_shown(client: Any) -> None:
    method = imported(client, {})
    with mock_apigw_updates(region_name=REGION):
        shown = client.get_integration(**method)

    assert "integrationResponses" not in shown


def test_method_without_an_integration_is_shown(client: Any) -> None:
    document = http({})
    del document["paths"]["/"]["get"]["x-amazon-apigateway-integration"]
    api = client.import_rest_api(body=json.dumps(document).encode())["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    with mock_apigw_updates(region_name=REGION):
        shown = client.get_method(restApiId=api, resourceId=root, httpMethod="GET")

    assert shown["authorizationType"] == "NONE"
    assert list(shown["methodResponses"]) == ["200"]
