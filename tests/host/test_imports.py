"""
Updates of what moto's import of an OpenAPI document made.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from apigw_mock import Backend, mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

ORIGIN = "method.response.header.Access-Control-Allow-Origin"
INVOCATION = (
    "arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/"
    "arn:aws:lambda:us-east-1:123456789012:function:pets/response-streaming-invocations"
)


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as one:
        yield one


# --- REST APIs --------------------------------------------------------------------


def document(integration: dict[str, Any]) -> dict[str, Any]:
    declared = {"Access-Control-Allow-Origin": {"schema": {"type": "string"}}}
    get = {
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": {"description": "all", "headers": declared}},
        "x-amazon-apigateway-integration": integration,
    }
    return {
        "openapi": "3.0.1",
        "info": {"title": "pets", "description": "", "version": "1"},
        "paths": {"/": {"get": get}},
    }


def http(**more: Any) -> dict[str, Any]:
    answers = {
        "default": {
            "statusCode": "200",
            "responseParameters": {ORIGIN: "'*'"},
        }
    }
    uri = "http://pets.example"
    own = {"type": "http", "httpMethod": "GET", "uri": uri, "responses": answers}
    return {**own, **more}


def imported(backend: Backend, **more: Any) -> dict[str, str]:
    """
    Import a document whose one method has an HTTP integration, and name the method.
    """
    client = backend.apigateway
    body = json.dumps(document(http(**more))).encode()
    api = client.import_rest_api(body=body)["id"]
    root = client.get_resources(restApiId=api, embed=["methods"])["items"][0]
    if "methodIntegration" not in root.get("resourceMethods", {}).get("GET", {}):
        pytest.skip("this moto imports no integrations")
    return {"restApiId": api, "resourceId": root["id"], "httpMethod": "GET"}


def patch(op: str, path: str, value: str | None = None) -> dict[str, Any]:
    operation = {"op": op, "path": path, "value": value}
    return {"patchOperations": [{k: v for k, v in operation.items() if v is not None}]}


def replace(path: str, value: str) -> dict[str, Any]:
    return patch("replace", path, value)


def test_default_response_shows_no_pattern(backend: Backend) -> None:
    method = imported(backend)
    client = backend.apigateway

    shown = client.get_integration_response(**method, statusCode="200")

    assert "selectionPattern" not in shown
    below = client.get_method(**method)["methodIntegration"]["integrationResponses"]
    assert "selectionPattern" not in below["200"]


def test_default_response_keeps_a_pattern_that_an_update_empties(
    backend: Backend,
) -> None:
    target = {**imported(backend), "statusCode": "200"}
    client = backend.apigateway

    client.update_integration_response(**target, **replace("/selectionPattern", ""))

    assert client.get_integration_response(**target)["selectionPattern"] == ""


def test_status_code_that_is_a_number_is_found(backend: Backend) -> None:
    answers = {"4..": {"statusCode": 404}}
    target = {**imported(backend, responses=answers), "statusCode": "404"}
    client = backend.apigateway

    shown = client.get_integration_response(**target)
    client.update_integration_response(**target, **replace("/selectionPattern", "5.."))

    assert shown["statusCode"] == "404"
    assert client.get_integration_response(**target)["selectionPattern"] == "5.."


def test_header_that_the_document_declares_is_replaced(backend: Backend) -> None:
    target = {**imported(backend), "statusCode": "200"}
    path = f"/responseParameters/{ORIGIN}"

    answer = backend.apigateway.update_integration_response(
        **target, **replace(path, "'https://pets.example'")
    )

    assert answer["responseParameters"] == {ORIGIN: "'https://pets.example'"}


def test_cache_key_of_the_document_is_replaced_by_nothing(backend: Backend) -> None:
    key = "method.request.querystring.q"
    target = imported(backend, cacheKeyParameters=[key])
    before = backend.apigateway.get_integration(**target)

    path = f"/cacheKeyParameters/{key}"
    backend.apigateway.update_integration(**target, **replace(path, ""))

    after = backend.apigateway.get_integration(**target)
    del before["ResponseMetadata"], after["ResponseMetadata"]
    assert after == before


def test_value_that_a_call_sets_is_judged_all_the_same(backend: Backend) -> None:
    target = {**imported(backend), "statusCode": "200"}
    path = f"/responseParameters/{ORIGIN}"

    with pytest.raises(ClientError, match=r"Invalid mapping expression specified: \*"):
        backend.apigateway.update_integration_response(**target, **replace(path, "*"))


def test_header_is_judged_where_a_put_declares_the_others(backend: Backend) -> None:
    target = {**imported(backend), "statusCode": "200"}
    client = backend.apigateway
    client.delete_method_response(**target)
    client.put_method_response(**target, responseParameters={f"{ORIGIN}s": True})

    with pytest.raises(ClientError, match="Invalid mapping expression parameter"):
        client.update_integration_response(
            **target, **replace(f"/responseParameters/{ORIGIN}", "'a'")
        )


def test_declaration_is_changed_that_moto_did_not_read(backend: Backend) -> None:
    method = imported(backend)
    client = backend.apigateway
    name = "method.request.querystring.q"

    client.update_method(**method, **replace(f"/requestParameters/{name}", "true"))
    client.update_method_response(
        **method, statusCode="200", **patch("remove", f"/responseParameters/{ORIGIN}")
    )
    # Twice: an update leaves an imported object imported.
    other = "/requestParameters/method.request.header.a"
    answer = client.update_method(**method, **replace(other, "true"))

    assert answer["requestParameters"] == {name: True, other.split("/")[2]: True}


def test_parameter_that_the_document_declares_is_mapped(backend: Backend) -> None:
    method = imported(backend)
    path = "/requestParameters/integration.request.querystring.q"
    source = "method.request.querystring.q"

    answer = backend.apigateway.update_integration(
        **method, **patch("add", path, source)
    )

    assert answer["requestParameters"] == {path.split("/")[2]: source}


def test_model_that_the_document_defines_is_named(backend: Backend) -> None:
    method = imported(backend)
    client = backend.apigateway

    answer = client.update_method(
        **method, **patch("add", "/requestModels/application~1json", "Pet")
    )
    client.update_method_response(
        **method,
        statusCode="200",
        **patch("add", "/responseModels/application~1json", "Pet"),
    )

    assert answer["requestModels"] == {"application/json": "Pet"}


def test_cache_key_of_the_document_is_removed(backend: Backend) -> None:
    method = imported(backend, cacheKeyParameters=["method.request.querystring.q"])
    path = "/cacheKeyParameters/method.request.querystring.q"

    answer = backend.apigateway.update_integration(**method, **patch("remove", path))

    assert answer["cacheKeyParameters"] == []


def test_gateway_response_of_the_document_is_changed(backend: Backend) -> None:
    api = imported(backend)["restApiId"]
    name = "gatewayresponse.header.Access-Control-Allow-Origin"

    answer = backend.apigateway.update_gateway_response(
        restApiId=api,
        responseType="DEFAULT_4XX",
        **replace(f"/responseParameters/{name}", "'*'"),
    )

    assert answer["responseParameters"] == {name: "'*'"}


def test_private_integration_of_the_document_is_changed(backend: Backend) -> None:
    method = imported(backend, connectionType="VPC_LINK", connectionId="link")

    answer = backend.apigateway.update_integration(
        **method, **replace("/connectionType", "VPC_LINK")
    )

    assert answer["connectionType"] == "VPC_LINK"


def test_link_of_v2_of_the_document_is_another_one(backend: Backend) -> None:
    made = backend.apigatewayv2.create_vpc_link(Name="a", SubnetIds=["subnet-1"])
    method = imported(backend, connectionType="VPC_LINK", connectionId="link")

    answer = backend.apigateway.update_integration(
        **method, **replace("/connectionId", made["VpcLinkId"])
    )

    assert answer["connectionId"] == made["VpcLinkId"]


def test_streamed_response_of_the_document_is_changed(backend: Backend) -> None:
    streamed = {"type": "aws_proxy", "uri": INVOCATION, "httpMethod": "POST"}
    method = imported(backend, **streamed, responseTransferMode="STREAM")
    client = backend.apigateway

    client.update_integration(**method, **replace("/timeoutInMillis", "60000"))
    answer = client.update_integration(**method, **replace("/uri", INVOCATION))

    assert answer["timeoutInMillis"] == 60_000


def test_put_on_an_imported_method_is_judged_whole(backend: Backend) -> None:
    method = imported(backend)

    with pytest.raises(ClientError, match="ConnectionId should be set"):
        backend.apigateway.put_integration(
            **method,
            type="HTTP",
            integrationHttpMethod="GET",
            uri="http://pets.example",
            connectionType="VPC_LINK",
        )


def test_integration_that_a_put_made_is_judged_as_any(backend: Backend) -> None:
    method = imported(backend)
    client = backend.apigateway
    more = {"integrationHttpMethod": "GET", "uri": "http://pets.example"}
    client.put_integration(**method, type="HTTP", **more)

    with pytest.raises(ClientError, match="ConnectionId should be set"):
        client.update_integration(**method, **replace("/connectionType", "VPC_LINK"))


def test_stale_cache_key_is_dropped_from_an_imported_integration(
    backend: Backend,
) -> None:
    method = imported(backend)
    client = backend.apigateway
    name = "method.request.querystring.q"
    client.update_integration(**method, **patch("add", f"/cacheKeyParameters/{name}"))
    client.update_method(**method, **patch("add", f"/requestParameters/{name}", "true"))

    client.update_method(**method, **patch("remove", f"/requestParameters/{name}"))

    assert client.get_integration(**method)["cacheKeyParameters"] == []
    # It is an imported one still.
    client.update_integration(**method, **replace("/connectionType", "VPC_LINK"))
