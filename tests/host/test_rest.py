"""
REST APIs on moto's objects: whatever the body, and whoever made the object.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

import boto3
import pytest
from botocore.exceptions import ClientError
from calls import replace, without_metadata
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.apigateway.printed import PRINTED
from apigw_mock.apigateway.rules.gateway_response import STATUS_CODES
from apigw_mock.host.model import input_members
from apigw_mock.host.rest.actions import HANDLERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PETS = {
    "openapi": "3.0.1",
    "info": {"title": "pets", "description": "", "version": "1"},
    "paths": {"/": {"get": {"responses": {"200": {"description": "all"}}}}},
}
STACK = {
    "Resources": {
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "pets"}},
        "Get": {
            "Type": "AWS::ApiGateway::Method",
            "Properties": {
                "RestApiId": {"Ref": "Api"},
                "ResourceId": {"Fn::GetAtt": ["Api", "RootResourceId"]},
                "HttpMethod": "GET",
                "AuthorizationType": "NONE",
                "Integration": {
                    "Type": "HTTP",
                    "IntegrationHttpMethod": "GET",
                    "Uri": "http://pets.example",
                },
            },
        },
    }
}

POLICY = json.dumps(
    {"Effect": "Allow", "Principal": "*", "Action": "a:b", "Resource": "execute-api:/*"}
)
POLICY = f'{{"Statement": [{POLICY}]}}'


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as one:
        yield one


URI = (
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
    f"/arn:aws:lambda:us-east-1:{ACCOUNT_ID}:function:pets/invocations"
)


def add(path: str, value: str) -> dict[str, Any]:
    return {"patchOperations": [{"op": "add", "path": path, "value": value}]}


def only_method(client: Any) -> dict[str, str]:
    """
    Return what names the GET method of the only API.
    """
    api = client.get_rest_apis()["items"][0]["id"]
    resources = client.get_resources(restApiId=api)["items"]
    found = next(one["id"] for one in resources if "resourceMethods" in one)
    return {"restApiId": api, "resourceId": found, "httpMethod": "GET"}


def imported(backend: Backend) -> dict[str, str]:
    backend.apigateway.import_rest_api(body=json.dumps(PETS).encode())
    return only_method(backend.apigateway)


def deployed(backend: Backend) -> dict[str, str]:
    stacks = backend.client("cloudformation")
    stacks.create_stack(StackName="pets", TemplateBody=json.dumps(STACK))
    return only_method(backend.apigateway)


# --- Objects that moto made by itself ---------------------------------------------


def test_integration_that_moto_made_is_patched(backend: Backend) -> None:
    method = deployed(backend)

    backend.apigateway.update_integration(**method, **replace("/timeoutInMillis", "50"))

    shown = backend.apigateway.get_integration(**method)
    assert shown["uri"] == "http://pets.example"
    assert shown["cacheKeyParameters"] == []
    assert shown["timeoutInMillis"] == 50


@pytest.mark.parametrize("made", [imported, deployed])
def test_method_that_moto_made_is_patched(backend: Backend, made: Any) -> None:
    method = made(backend)

    answer = backend.apigateway.update_method(
        **method, **replace("/operationName", "GetPets")
    )

    assert answer["operationName"] == "GetPets"
    assert answer["httpMethod"] == "GET"


def test_method_response_that_moto_made_is_patched(backend: Backend) -> None:
    target = {**imported(backend), "statusCode": "200"}
    path = "/responseParameters/method.response.header.X"
    operation = {"op": "add", "path": path, "value": "true"}

    answer = backend.apigateway.update_method_response(
        **target, patchOperations=[operation]
    )

    assert answer["responseParameters"] == {"method.response.header.X": True}


def test_integration_response_from_before_the_scope_is_patched() -> None:
    with mock_aws():
        plain = boto3.client("apigateway", region_name="us-east-1")
        plain.create_rest_api(name="pets")
        api = plain.get_rest_apis()["items"][0]["id"]
        root = plain.get_resources(restApiId=api)["items"][0]["id"]
        method = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
        plain.put_method(**method, authorizationType="NONE")
        plain.put_integration(**method, type="MOCK")
        plain.put_integration_response(**method, statusCode="200", selectionPattern="")
        with mock_apigw_updates() as backend:
            answer = backend.apigateway.update_integration_response(
                **method,
                statusCode="200",
                **replace("/contentHandling", "CONVERT_TO_TEXT"),
            )

    assert without_metadata(answer) == {
        "statusCode": "200",
        "selectionPattern": "",
        "contentHandling": "CONVERT_TO_TEXT",
    }


def test_gateway_response_from_before_the_scope_is_patched() -> None:
    with mock_aws():
        plain = boto3.client("apigateway", region_name="us-east-1")
        api = plain.create_rest_api(name="pets")["id"]
        plain.put_gateway_response(restApiId=api, responseType="THROTTLED")
        with mock_apigw_updates() as backend:
            answer = backend.apigateway.update_gateway_response(
                restApiId=api, responseType="THROTTLED", **replace("/statusCode", "420")
            )

    assert answer["statusCode"] == "420"
    assert answer["defaultResponse"] is False


# As the import of an OpenAPI file leaves it: in the file's small letters.
@pytest.fixture
def small(backend: Backend) -> Callable[..., dict[str, str]]:
    """
    Make a method with an integration by moto alone.
    """

    def make(**members: str) -> dict[str, str]:
        method = imported(backend)
        models: Any = get_backend("apigateway")[ACCOUNT_ID]["us-east-1"]
        models.put_integration(*method.values(), **members, integration_method="POST")
        return method

    return make


URL = "http://a.example"


def test_http_integration_in_small_letters_is_one_of_http(
    backend: Backend, small: Any
) -> None:
    words = {"passthrough_behavior": "never", "content_handling": "convert_to_text"}
    method = small(integration_type="http", uri=URL, **words)

    answer = backend.apigateway.update_integration(
        **method, **replace("/uri", "http://b.example")
    )

    assert without_metadata(answer) == {
        "type": "HTTP",
        "httpMethod": "POST",
        "uri": "http://b.example",
        "connectionType": "INTERNET",
        "passthroughBehavior": "NEVER",
        "contentHandling": "CONVERT_TO_TEXT",
        "timeoutInMillis": 29_000,
        "cacheNamespace": method["resourceId"],
        "cacheKeyParameters": [],
    }


def test_mock_integration_in_small_letters_has_no_uri(
    backend: Backend, small: Any
) -> None:
    method = small(integration_type="mock", uri=URL)

    with pytest.raises(ClientError, match="Invalid patch path /uri"):
        backend.apigateway.update_integration(**method, **replace("/uri", URL))

    shown = backend.apigateway.get_integration(**method)
    assert without_metadata(shown) == {
        "type": "MOCK",
        "passthroughBehavior": "WHEN_NO_MATCH",
        "timeoutInMillis": 29_000,
        "cacheNamespace": method["resourceId"],
        "cacheKeyParameters": [],
    }


def test_parameter_above_a_mock_in_small_letters_is_not_replaced(
    backend: Backend, small: Any
) -> None:
    method = small(integration_type="mock", uri=URL)
    path = "/requestParameters/method.request.header.a"

    with pytest.raises(ClientError, match=r"Must be one of: \[add, remove\]"):
        backend.apigateway.update_method(**method, **replace(path, "true"))


def test_imported_method_is_shown_as_a_put_one(backend: Backend, small: Any) -> None:
    method = small(integration_type="http", uri=URL)
    client = backend.apigateway
    alone = client.get_method(**method)
    above = {name: method[name] for name in ("restApiId", "resourceId")}
    embed = ["methods"]
    below = client.get_resource(**above, embed=embed)["resourceMethods"]["GET"]
    listed = client.get_resources(restApiId=method["restApiId"], embed=embed)["items"]

    assert alone["authorizationType"] == "NONE"
    assert alone["apiKeyRequired"] is False
    assert alone["methodIntegration"]["cacheNamespace"] == method["resourceId"]
    assert without_metadata(alone) == below
    assert [one["resourceMethods"]["GET"] for one in listed] == [below]


def test_integration_that_moto_made_loses_a_stale_cache_key(
    backend: Backend, small: Any
) -> None:
    method = small(integration_type="http", uri=URL)
    client = backend.apigateway
    name = "method.request.header.a"
    path = f"/requestParameters/{name}"
    add = {"op": "add", "path": path, "value": "true"}
    client.update_method(**method, patchOperations=[add])
    models: Any = get_backend("apigateway")[ACCOUNT_ID]["us-east-1"]
    made = models.get_method(*method.values()).method_integration
    made.cache_key_parameters = [name]

    client.update_method(**method, patchOperations=[{"op": "remove", "path": path}])

    shown = client.get_integration(**method)
    assert shown["cacheKeyParameters"] == []
    assert shown["cacheNamespace"] == method["resourceId"]


# --- What is shown ------------------------------------------------------------------


def test_resource_shows_its_methods(backend: Backend) -> None:
    method = imported(backend)

    shown = backend.apigateway.get_resource(
        restApiId=method["restApiId"],
        resourceId=method["resourceId"],
        embed=["methods"],
    )

    assert shown["resourceMethods"]["GET"]["httpMethod"] == "GET"


def test_gateway_response_is_the_default_again_once_deleted(backend: Backend) -> None:
    client = backend.apigateway
    api = client.create_rest_api(name="pets")["id"]
    target = {"restApiId": api, "responseType": "THROTTLED"}
    before = client.get_gateway_response(**target)
    client.update_gateway_response(**target, **replace("/statusCode", "420"))
    changed = client.get_gateway_response(**target)
    client.delete_gateway_response(**target)
    after = client.get_gateway_response(**target)

    assert changed["statusCode"] == "420"
    assert without_metadata(after) == without_metadata(before)


@pytest.mark.parametrize(
    ("resource", "find", "names", "patched"),
    [
        (
            "integration",
            lambda method: method.method_integration,
            ("credentials", "credentials"),
            replace("/passthroughBehavior", "NEVER"),
        ),
        (
            "integration_response",
            lambda method: method.method_integration.integration_responses["200"],
            ("selection_pattern", "selectionPattern"),
            replace("/contentHandling", "CONVERT_TO_TEXT"),
        ),
        (
            "method",
            lambda method: method,
            ("operation_name", "operationName"),
            replace("/apiKeyRequired", "true"),
        ),
        (
            "method_response",
            lambda method: method.method_responses["200"],
            ("response_models", "responseModels"),
            add("/responseParameters/method.response.header.a", "true"),
        ),
    ],
)
def test_what_moto_s_own_code_changes_is_shown_and_stays(
    backend: Backend,
    resource: str,
    find: Callable[[Any], Any],
    names: tuple[str, str],
    patched: dict[str, Any],
) -> None:
    target: Any = backend.integration_response()
    status = {"statusCode": target.pop("statusCode")}
    own = {**target, **(status if resource.endswith("_response") else {})}
    client: Any = backend.apigateway
    models: Any = get_backend("apigateway")[ACCOUNT_ID]["us-east-1"]
    attribute, member = names
    value = {"text/html": "Empty"} if member == "responseModels" else "of moto"

    setattr(find(models.get_method(*target.values())), attribute, value)
    shown = getattr(client, f"get_{resource}")(**own)[member]
    getattr(client, f"update_{resource}")(**own, **patched)

    assert shown == value
    assert getattr(client, f"get_{resource}")(**own)[member] == value


def test_an_update_touches_the_date_of_a_stage(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, client = backend.stage(), backend.apigateway
    before = client.get_stage(**target)
    later = time.time() + 100

    monkeypatch.setattr(time, "time", lambda: later)
    client.update_stage(**target, patchOperations=[])
    with pytest.raises(client.exceptions.BadRequestException):
        client.update_stage(**target, **replace("/deploymentId", "absent"))
    untouched = client.get_stage(**target)
    answer = client.update_stage(**target, **replace("/description", "later"))

    assert before["createdDate"] == before["lastUpdatedDate"]
    assert untouched["lastUpdatedDate"] == before["lastUpdatedDate"]
    assert (answer["lastUpdatedDate"] - before["lastUpdatedDate"]).seconds >= 99
    assert answer["createdDate"] == before["createdDate"]
    assert without_metadata(client.get_stage(**target)) == without_metadata(answer)


def test_what_is_made_has_its_date(backend: Backend) -> None:
    target, client = backend.stage(), backend.apigateway
    api = {"restApiId": target["restApiId"]}
    made = client.get_stage(**target)["deploymentId"]
    deployment = client.get_deployment(**api, deploymentId=made)
    dates = [client.get_rest_api(**api)["createdDate"], deployment["createdDate"]]

    assert [abs(time.time() - date.timestamp()) < 60 for date in dates] == [True, True]


def test_answers_share_nothing_with_what_is_stored(backend: Backend) -> None:
    method = backend.integration()
    client = backend.apigateway
    operation = {"op": "add", "path": "/requestTemplates/text~1html", "value": "a"}
    client.update_integration(**method, patchOperations=[operation])
    before = client.get_integration(**method)
    client.update_integration(**method, patchOperations=[{**operation, "value": "b"}])

    assert before["requestTemplates"]["text/html"] == "a"


# --- Depths beyond Python's stack -----------------------------------------------------


def test_resource_below_a_thousand_has_its_path(backend: Backend) -> None:
    target, client = backend.rest_api(), backend.apigateway
    api: Any = get_backend("apigateway")[ACCOUNT_ID]["us-east-1"]
    found = api.apis[target["restApiId"]]
    first = last = found.add_child("pets", found.default.id)
    for _ in range(1_000):
        last = found.add_child("cats", last.id)

    made = client.create_resource(**target, parentId=last.id, pathPart="dogs")
    listed = client.get_resources(**target, limit=500)["items"]
    client.delete_resource(**target, resourceId=first.id)

    assert made["path"] == f"/pets{'/cats' * 1_000}/dogs"
    assert listed[-1]["path"] == f"/pets{'/cats' * 498}"
    assert client.get_resources(**target)["items"] == [{"id": ANY, "path": "/"}]


@pytest.mark.parametrize("levels", [400, 600, 900, 5_000])
def test_policy_is_taken_or_refused_however_deep(backend: Backend, levels: int) -> None:
    target, client = backend.rest_api(), backend.apigateway
    condition = '{"a":' * levels + "1" + "}" * levels
    policy = POLICY.replace('"Resource"', f'"Condition": {condition}, "Resource"')

    try:
        client.update_rest_api(**target, **replace("/policy", policy))
        code = "none"
    except ClientError as error:
        code = error.response["Error"]["Code"]

    assert code in ("none", "BadRequestException")


# --- The service model ----------------------------------------------------------------


def test_printed_orders_have_the_words_of_the_service_model() -> None:
    integration = input_members("apigateway", "PutIntegration")["type"]
    gateway = input_members("apigateway", "PutGatewayResponse")["responseType"]
    part = input_members("apigateway", "GetDocumentationParts")["type"]

    assert set(PRINTED["type"]) == set(part.enum)
    assert set(PRINTED["putIntegrationInput.type"]) == set(integration.enum)
    assert set(PRINTED["responseType"]) == set(gateway.enum)


def test_types_with_a_status_code_are_of_the_service_model() -> None:
    gateway = input_members("apigateway", "PutGatewayResponse")["responseType"]

    assert set(gateway.enum) - set(STATUS_CODES) == {"DEFAULT_4XX", "DEFAULT_5XX"}


# --- Whatever the body ----------------------------------------------------------------

# The body of put_rest_api is an OpenAPI document.
CALLS = [
    name
    for name in HANDLERS
    if name.startswith(("create", "put", "update")) and name != "put_rest_api"
]
BODIES = (
    b"",
    b"{}",
    b"null",
    b"[]",
    b'"text"',
    b"5",
    b"{",
    b'{"patchOperations": NaN}',
    b'{"timeoutInMillis": 1e999, "type": "HTTP", "httpMethod": "GET"}',
    b"[" * 100_000,
    b'{"patchOperations": {"op": "add"}}',
    b'{"patchOperations": [null, 5, []]}',
    b'{"patchOperations": [null]}',
    b'{"patchOperations": [{"op": {}, "path": [], "value": 1.5, "from": true}]}',
    b'{"patchOperations": [{"op": "add", "path": "/\\ud800", "value": "\\ud800"}]}',
    b'{"patchOperations": [{"op": "add", "path": "/a/b/c/d/e", "value": ""}]}',
    b'{"requestParameters": [], "responseParameters": 5, "responseTemplates": "a"}',
    b'{"requestParameters": {"a": {}}, "responseParameters": {"a": []}}',
    b'{"type": "AWS", "authorizationType": "CUSTOM", "statusCode": "200"}',
    b'{"type": "HTTP", "tlsConfig": [], "authorizationType": 5}',
    b'{"type": "MOCK", "cacheKeyParameters": {}, "authorizationType": {}}',
    b'{"type": "MOCK", "cacheKeyParameters": [null], "responseModels": {"a/b": null}}',
    b'{"name": "a", "endpointConfiguration": [], "binaryMediaTypes": "*/*"}',
    b'{"name": "a", "endpointConfiguration": {"types": [null, {}]}, "tags": []}',
    b'{"name": "a", "policy": "[]", "endpointConfiguration": {"types": ["EDGE", 5]}}',
    b'{"pathPart": {}, "stageName": "a", "deploymentId": [], "canarySettings": []}',
    b'{"stageName": "a", "variables": {"a": null}, "canarySettings": {}}',
    b'{"stageName": "test", "canarySettings": {"percentTraffic": "half"}}',
    b'{"stageName": "test", "canarySettings": {"stageVariableOverrides": {"a": 5}}}',
    b'{"location": "API", "properties": {}, "documentationVersion": {}}',
    b'{"location": {"type": "API", "path": null, "name": 5}, "properties": "{}"}',
    b'{"location": {"type": "MODEL", "statusCode": "\\n"}, "properties": "[[[[{"}',
    b'{"name": "a", "contentType": "application/json", "schema": "[1e999, NaN"}',
    b'{"name": "a", "contentType": "a/json", "schema": "{\\"minItems\\": 1e999}"}',
    b'{"name": "", "contentType": {}, "schema": [], "validateRequestBody": "yes"}',
    b'{"name": null, "type": "TOKEN", "providerARNs": [null], "identitySource": 5}',
    b'{"name": "a", "type": "COGNITO_USER_POOLS", "providerARNs": [null, "a"]}',
    b'{"name": "a", "type": "REQUEST", "authorizerResultTtlInSeconds": 1e999}',
    b'{"name": "a", "type": "JWT", "jwtConfiguration": []}',
)


def with_authorizer(client: Any, api: str) -> dict[str, str]:
    """
    Return what names a new authorizer, and a new request validator.
    """
    validator = client.create_request_validator(restApiId=api, name="all")
    authorizer = client.create_authorizer(
        restApiId=api, name="pets", type="TOKEN", authorizerUri=URI, identitySource="a"
    )
    return {"requestValidatorId": validator["id"], "authorizerId": authorizer["id"]}


@pytest.mark.answers
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:60]))
def test_no_body_is_answered_by_a_server_error(
    backend: Backend, call: str, body: bytes
) -> None:
    target: dict[str, Any] = {**backend.integration_response()}
    target |= {"responseType": "THROTTLED", "type": "MOCK", "authorizationType": "NONE"}
    client: Any = backend.apigateway
    made = client.create_deployment(restApiId=target["restApiId"], stageName="test")
    target |= {"deploymentId": made["id"], "stageName": "test"}
    target |= {"parentId": target["resourceId"], "location": {"type": "API"}}
    target |= {"modelName": "Empty"}
    target |= with_authorizer(client, target["restApiId"])
    shape = client.meta.service_model.operation_model(
        client.meta.method_to_api_mapping[call]
    ).input_shape
    needed = {
        name: ["nosuch"] if shape.members[name].type_name == "list" else "nosuch"
        for name in shape.required_members
    }
    client.meta.events.register(
        "before-call.apigateway", lambda params, **_: params.update(body=body)
    )

    try:
        answer = getattr(client, call)(
            **needed | {n: target[n] for n in target if n in shape.members}
        )
    except ClientError as error:
        answer = error.response

    assert answer["ResponseMetadata"]["HTTPStatusCode"] in (200, 201, 400, 404, 409)


def test_put_with_a_body_of_no_length_is_refused(backend: Backend) -> None:
    target = backend.integration_response()
    client: Any = backend.apigateway
    client.meta.events.register(
        "before-call.apigateway", lambda params, **_: params.update(body=b"")
    )

    with pytest.raises(client.exceptions.BadRequestException) as caught:
        client.put_integration_response(**target)

    assert caught.value.response["Error"]["Message"] == "Invalid request input"
