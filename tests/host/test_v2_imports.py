"""
HTTP APIs come in from documents as people write them, whole or not at all.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from apigw_mock import mock_apigw_updates
from apigw_mock.errors import DroppedSettingWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

    Json = dict[str, Any]

INTEGRATION = "x-amazon-apigateway-integration"
URL: Json = {
    "type": "HTTP_PROXY",
    "httpMethod": "GET",
    "uri": "https://example.com/pets",
    "payloadFormatVersion": "1.0",
}
# What SAM and others write: JWT, CORS, a function, a catch-all route.
SAM = """
openapi: 3.0.1
info: {title: orders, version: '1.0'}
tags:
  - {name: 'httpapi:createdBy', x-amazon-apigateway-tag-value: SAM}
paths:
  /orders/{id}:
    get:
      operationId: read one
      responses: {}
      security:
        - pool: [orders.read]
      x-amazon-apigateway-integration: &function
        type: aws_proxy
        httpMethod: POST
        payloadFormatVersion: '2.0'
        uri: >-
          arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:orders/invocations
  $default:
    x-amazon-apigateway-any-method:
      isDefaultRoute: true
      x-amazon-apigateway-integration: *function
components:
  securitySchemes:
    pool:
      type: oauth2
      x-amazon-apigateway-authorizer:
        type: jwt
        identitySource: $request.header.Authorization
        jwtConfiguration:
          issuer: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a
          audience: [client]
x-amazon-apigateway-cors:
  allowOrigins: ['https://shop.example']
  allowMethods: [GET]
"""


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as one:
        yield one


@pytest.fixture
def client(backend: Backend) -> Any:
    return backend.apigatewayv2


def document(paths: Json, **more: Any) -> str:
    info = {"title": "pets", "version": "1"}
    return json.dumps({"openapi": "3.0.1", "info": info, "paths": paths, **more})


def everything(client: Any) -> Any:
    kinds = ("routes", "integrations", "authorizers", "stages", "deployments")
    apis = client.get_apis()["Items"]
    return [
        (api, [getattr(client, f"get_{kind}")(ApiId=api["ApiId"])["Items"]])
        for api in apis
        for kind in kinds
    ]


def test_an_api_of_sam_s_is_updated(client: Any) -> None:
    api = client.import_api(Body=SAM)["ApiId"]
    (authorizer,) = client.get_authorizers(ApiId=api)["Items"]
    first, second = client.get_routes(ApiId=api)["Items"]
    integration = first["Target"].partition("/")[2]

    client.update_integration(
        ApiId=api, IntegrationId=integration, PayloadFormatVersion="1.0"
    )
    client.update_authorizer(
        ApiId=api, AuthorizerId=authorizer["AuthorizerId"], Name="users"
    )
    client.update_route(ApiId=api, RouteId=first["RouteId"], AuthorizationScopes=[])
    changed = client.update_api(ApiId=api, CorsConfiguration={"MaxAge": 5})

    shown = client.get_route(ApiId=api, RouteId=first["RouteId"])
    assert "AuthorizationScopes" not in shown
    assert shown["AuthorizerId"] == authorizer["AuthorizerId"]
    assert changed["CorsConfiguration"]["AllowOrigins"] == ["https://shop.example"]
    assert changed["Tags"] == {"httpapi:createdBy": "SAM"}
    assert second["RouteKey"] == "$default"
    assert second["Target"] != first["Target"]


def test_what_a_route_leads_to_is_as_if_created(client: Any) -> None:
    api = client.import_api(Body=document({"/pets": {"get": {INTEGRATION: URL}}}))
    (made,) = client.get_integrations(ApiId=api["ApiId"])["Items"]

    with pytest.raises(ClientError, match="Timeout should be between"):
        client.update_integration(
            ApiId=api["ApiId"],
            IntegrationId=made["IntegrationId"],
            TimeoutInMillis=30001,
        )


@pytest.mark.parametrize(
    ("body", "more"),
    [
        ("{", {}),
        (document({"/pets/": {"get": {INTEGRATION: URL}}}), {}),
        (document({"/pets": {"get": {INTEGRATION: {"type": "mock"}}}}), {"Fail": True}),
        (document({"/pets": {"get": {INTEGRATION: {"uri": {}}}}}), {}),
        (document({}, info={"title": "x" * 200}), {}),
    ],
    ids=["text", "error", "warning", "malformed", "api"],
)
def test_nothing_is_left_of_a_refused_import(
    client: Any, body: str, more: dict[str, bool]
) -> None:
    fails = {"FailOnWarnings": True} if more else {}
    api = client.create_api(Name="a", ProtocolType="HTTP", Target="https://a.example")
    before = everything(client)

    with pytest.raises(client.exceptions.BadRequestException):
        client.import_api(Body=body, **fails)
    with pytest.raises(client.exceptions.BadRequestException):
        client.reimport_api(ApiId=api["ApiId"], Body=body, **fails)

    assert everything(client) == before


def test_tags_of_a_refused_import_are_nobody_s(backend: Backend) -> None:
    client, tags = backend.apigatewayv2, [{"name": "a"}]
    failing = document({"/pets/": {"get": {}}}, tags=tags)
    api = client.import_api(Body=document({}, tags=tags))

    with pytest.raises(ClientError):
        client.reimport_api(ApiId=api["ApiId"], Body=failing.replace('"a"', '"other"'))

    arn = f"arn:aws:apigateway:us-east-1::/apis/{api['ApiId']}"
    assert client.get_tags(ResourceArn=arn)["Tags"] == {"a": ""}


def test_an_api_without_a_title_is_named_after_the_time(client: Any) -> None:
    api = client.import_api(Body="openapi: 3.0.1")

    assert re.fullmatch(r"Imported on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", api["Name"])
    assert client.get_api(ApiId=api["ApiId"])["Name"] == api["Name"]


def test_a_dropped_setting_is_warned_of_once_it_is_imported(client: Any) -> None:
    inner = {**URL, "tlsConfig": {"serverNameToVerify": "a.example"}}
    fine = document({"/pets": {"get": {INTEGRATION: inner}}})
    failing = document({"/pets/": {"get": {INTEGRATION: inner}}})

    with pytest.warns(DroppedSettingWarning, match="TlsConfig") as seen:
        client.import_api(Body=fine)
    with pytest.raises(ClientError):
        client.import_api(Body=failing)

    assert len(seen) == 1


def test_two_operations_with_equal_integrations_have_one_each(client: Any) -> None:
    paths = {"/pets": {"get": {INTEGRATION: URL}, "post": {INTEGRATION: URL}}}

    api = client.import_api(Body=document(paths))["ApiId"]

    assert len(client.get_integrations(ApiId=api)["Items"]) == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"info": []},
        {"components": {"securitySchemes": {"a": None, "b": [], "c": "x"}}},
        {"components": []},
        {"security": {"a": []}},
        {"paths": {"/a": {"get": None, "post": [], "put": {"security": [1]}}}},
        {"paths": {"/a": {"get": {INTEGRATION: []}, "$ref": "#/paths/~1a"}}},
        {"paths": {"/a": {"get": {INTEGRATION: {"$ref": "#/paths"}}}}},
        {"tags": [1, {}, {"name": None}, {"name": {}}]},
        {"tags": {"name": "a"}},
        {"servers": [None, {"variables": []}]},
        {"x-amazon-apigateway-cors": {"allowOrigins": {}, "maxAge": "x"}},
    ],
    ids=lambda root: str(root)[:30],
)
def test_a_document_of_odd_types_is_imported_as_far_as_it_can_be(
    client: Any, broken: Json
) -> None:
    api = client.import_api(Body=document(**{"paths": {}, **broken}), Basepath="split")

    assert api["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert client.get_api(ApiId=api["ApiId"])["Name"]


def test_body_is_needed(client: Any) -> None:
    client.meta.events.register("before-call", without_body)

    with pytest.raises(ClientError, match="Invalid OpenAPI input"):
        client.import_api(Body="x")


def without_body(params: Json, **_: Any) -> None:
    params["body"] = b"{}"


@pytest.mark.parametrize("version", ["2.0", "'2.0'"])
def test_what_moto_imported_outside_a_scope_is_shown_as_aws_would(version: str) -> None:
    uri = "arn:aws:lambda:us-east-1:123456789012:function:f"
    inner = f"{{type: aws_proxy, uri: '{uri}', payloadFormatVersion: {version}}}"
    body = (
        "openapi: 3.0.1\ninfo: {title: a, version: '1'}\npaths:\n"
        f"  /a:\n    get:\n      {INTEGRATION}: {inner}\n"
    )
    with mock_aws():
        client = boto3.client("apigatewayv2", "us-east-1")
        api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
        client.reimport_api(ApiId=api, Body=body)
        with mock_apigw_updates():
            (shown,) = client.get_integrations(ApiId=api)["Items"]
            (again,) = client.get_integrations(ApiId=api)["Items"]

    assert (shown["IntegrationType"], shown["TimeoutInMillis"]) == ("AWS_PROXY", 30_000)
    assert shown["PayloadFormatVersion"] == "2.0"
    assert again == shown


def test_what_moto_made_outside_a_scope_has_the_time_of_its_protocol() -> None:
    with mock_aws():
        client = boto3.client("apigatewayv2", "us-east-1")
        api = client.create_api(Name="a", ProtocolType="WEBSOCKET")["ApiId"]
        client.create_integration(ApiId=api, IntegrationType="MOCK")
        with mock_apigw_updates():
            (shown,) = client.get_integrations(ApiId=api)["Items"]

    assert shown["TimeoutInMillis"] == 29_000


def test_what_moto_imported_without_a_type_is_shown() -> None:
    body = f"openapi: 3.0.1\npaths:\n  /a:\n    get:\n      {INTEGRATION}: {{uri: x}}\n"
    with mock_aws():
        client = boto3.client("apigatewayv2", "us-east-1")
        api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
        client.reimport_api(ApiId=api, Body=body)
        with mock_apigw_updates():
            (shown,) = client.get_integrations(ApiId=api)["Items"]

    assert "IntegrationType" not in shown
    assert "PayloadFormatVersion" not in shown
