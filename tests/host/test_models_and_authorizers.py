"""
Models, request validators and authorizers on moto's objects, whoever made these.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from calls import replace, without_metadata
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID
from needs import JWT_OF_REST

from apigw_mock import Backend, mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

URI = (
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
    f"/arn:aws:lambda:us-east-1:{ACCOUNT_ID}:function:pets/invocations"
)
PETS = {
    "openapi": "3.0.1",
    "info": {"title": "pets", "description": "", "version": "1"},
    "paths": {"/": {"get": {"responses": {"200": {"description": "all"}}}}},
}
SCHEMA = '{"type": "object"}'


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as one:
        yield one


@pytest.fixture
def plain() -> Iterator[Any]:
    """
    Yield a client of moto alone.
    """
    with mock_aws():
        yield boto3.client("apigateway", region_name="us-east-1")


def names(answer: Any) -> list[str]:
    return [one["name"] for one in answer["items"]]


def objects() -> Any:
    """
    Return moto's only API.
    """
    backend: Any = get_backend("apigateway")[ACCOUNT_ID]["us-east-1"]
    (api,) = backend.apis.values()
    return api


# --- The models of every API ---------------------------------------------------------


def test_an_api_from_before_the_scope_has_them(plain: Any) -> None:
    api = plain.create_rest_api(name="pets")["id"]
    plain.create_model(
        restApiId=api, name="Cat", contentType="application/json", schema=SCHEMA
    )

    with mock_apigw_updates() as backend:
        shown = backend.apigateway.get_models(restApiId=api)

    assert names(shown) == ["Cat", "Empty", "Error"]
    assert names(plain.get_models(restApiId=api)) == ["Cat"]


def test_an_imported_api_has_none_of_them(backend: Backend) -> None:
    client = backend.apigateway
    api = client.import_rest_api(body=json.dumps(PETS).encode())["id"]

    assert names(client.get_models(restApiId=api)) == []


def test_they_keep_their_ids_and_differ_from_api_to_api(backend: Backend) -> None:
    client = backend.apigateway
    apis = [client.create_rest_api(name="pets")["id"] for _ in range(2)]

    def ids(api: str) -> list[str]:
        return [one["id"] for one in client.get_models(restApiId=api)["items"]]

    assert ids(apis[0]) == ids(apis[0])
    assert len({*ids(apis[0]), *ids(apis[1])}) == 4
    alone = client.get_model(restApiId=apis[0], modelName="Empty")
    changed = client.update_model(
        restApiId=apis[0], modelName="Empty", **replace("/description", "none")
    )
    assert [alone["id"], changed["id"]] == ids(apis[0])[:1] * 2


def test_a_deleted_one_stays_deleted_whatever_changes_its_api(backend: Backend) -> None:
    client = backend.apigateway
    api = {"restApiId": client.create_rest_api(name="pets")["id"]}

    client.delete_model(**api, modelName="Empty")
    client.update_rest_api(**api, **replace("/description", "all"))

    assert names(client.get_models(**api)) == ["Error"]


def test_a_clone_lacks_the_deleted_ones(backend: Backend) -> None:
    client = backend.apigateway
    api = client.create_rest_api(name="pets")["id"]
    client.delete_model(restApiId=api, modelName="Empty")
    client.update_model(
        restApiId=api, modelName="Error", **replace("/description", "ours")
    )

    copy = client.create_rest_api(name="copy", cloneFrom=api)["id"]

    (model,) = client.get_models(restApiId=copy)["items"]
    assert (model["name"], model["description"]) == ("Error", "ours")


def test_a_method_refers_to_one_until_it_is_deleted(backend: Backend) -> None:
    client = backend.apigateway
    api = client.create_rest_api(name="pets")
    method: Any = {
        "restApiId": api["id"],
        "resourceId": api["rootResourceId"],
        "authorizationType": "NONE",
        "requestModels": {"application/json": "Empty"},
    }
    client.put_method(**method, httpMethod="GET")
    with pytest.raises(client.exceptions.ConflictException):
        client.delete_model(restApiId=api["id"], modelName="Empty")
    client.delete_method(**{**target_of(method), "httpMethod": "GET"})
    client.delete_model(restApiId=api["id"], modelName="Empty")

    with pytest.raises(client.exceptions.BadRequestException, match="Empty"):
        client.put_method(**method, httpMethod="GET")


def target_of(method: dict[str, Any]) -> dict[str, Any]:
    return {name: method[name] for name in ("restApiId", "resourceId")}


def test_the_paginator_of_boto3_gets_every_model(backend: Backend) -> None:
    client = backend.apigateway
    api = client.create_rest_api(name="pets")["id"]
    for n in range(28):
        client.create_model(
            restApiId=api, name=f"M{n}", contentType="application/json", schema="{}"
        )

    answers = list(client.get_paginator("get_models").paginate(restApiId=api))

    assert [len(answer["items"]) for answer in answers] == [25, 5]
    shown = [name for answer in answers for name in names(answer)]
    assert shown == sorted({"Empty", "Error", *(f"M{n}" for n in range(28))})


# --- Objects that moto made by itself ------------------------------------------------


def test_a_model_that_moto_made_is_patched(plain: Any) -> None:
    api = plain.create_rest_api(name="pets")["id"]
    plain.create_model(
        restApiId=api, name="Cat", contentType="application/json", schema=SCHEMA
    )
    target = {"restApiId": api, "modelName": "Cat"}

    with mock_apigw_updates() as backend:
        answer = backend.apigateway.update_model(
            **target, **replace("/description", "a cat")
        )

    assert without_metadata(answer) == {
        "id": plain.get_model(**target)["id"],
        "name": "Cat",
        "description": "a cat",
        "schema": SCHEMA,
        "contentType": "application/json",
    }
    assert plain.get_model(**target)["description"] == "a cat"


def test_a_validator_that_moto_made_shows_its_flags(plain: Any) -> None:
    api = plain.create_rest_api(name="pets")["id"]
    made = plain.create_request_validator(restApiId=api, name="all")["id"]
    target = {"restApiId": api, "requestValidatorId": made}
    off = {"id": made, "name": "all", "validateRequestBody": False}

    with mock_apigw_updates() as backend:
        client = backend.apigateway
        shown = client.get_request_validators(restApiId=api)["items"]
        answer = client.update_request_validator(
            **target, **replace("/validateRequestParameters", "true")
        )

    assert shown == [{**off, "validateRequestParameters": False}]
    assert without_metadata(answer) == {**off, "validateRequestParameters": True}
    assert plain.get_request_validator(**target)["validateRequestParameters"] is True


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"type": "TOKEN"}, {"authType": "custom"}),
        (
            {"type": "COGNITO_USER_POOLS", "authorizerCredentials": "role"},
            {"authType": "cognito_user_pools", "authorizerCredentials": None},
        ),
        ({"type": "REQUEST", "authType": "mine"}, {"authType": "mine"}),
    ],
    ids=lambda one: one.get("type", ""),
)
def test_an_authorizer_that_moto_made_is_patched(
    plain: Any, more: dict[str, Any], shown: dict[str, Any]
) -> None:
    api = plain.create_rest_api(name="pets")["id"]
    made = plain.create_authorizer(restApiId=api, name="pets", **more)["id"]
    target = {"restApiId": api, "authorizerId": made}

    with mock_apigw_updates() as backend:
        before = backend.apigateway.get_authorizer(**target)
        backend.apigateway.update_authorizer(**target, **replace("/name", "cats"))
        after = backend.apigateway.get_authorizer(**target)

    assert {name: before.get(name) for name in shown} == shown
    assert without_metadata(after) == {**without_metadata(before), "name": "cats"}
    assert plain.get_authorizer(**target)["name"] == "cats"


@pytest.mark.parametrize(
    ("call", "named", "attribute", "member"),
    [
        ("model", "modelName", "description", "description"),
        ("request_validator", "requestValidatorId", "name", "name"),
        ("authorizer", "authorizerId", "identity_source", "identitySource"),
    ],
)
def test_what_moto_s_own_code_changes_is_shown_and_stays(
    backend: Backend, call: str, named: str, attribute: str, member: str
) -> None:
    client: Any = backend.apigateway
    target = {**made_in(client), "restApiId": objects().id}
    own = {"restApiId": target["restApiId"], named: target[named]}
    path, value = ("/schema", "{}") if call == "model" else ("/name", "of moto")

    setattr(getattr(objects(), f"{call}s")[target[named]], attribute, "of moto")
    getattr(client, f"update_{call}")(**own, **replace(path, value))

    assert getattr(client, f"get_{call}")(**own)[member] == "of moto"


def made_in(client: Any) -> dict[str, str]:
    """
    Make an API with one of each, and return what names them.
    """
    api = client.create_rest_api(name="pets")["id"]
    model = client.create_model(
        restApiId=api, name="Cat", contentType="application/json", schema=SCHEMA
    )
    validator = client.create_request_validator(restApiId=api, name="all")
    authorizer = client.create_authorizer(
        restApiId=api, name="pets", type="TOKEN", authorizerUri=URI, identitySource="a"
    )
    return {
        "modelName": model["name"],
        "requestValidatorId": validator["id"],
        "authorizerId": authorizer["id"],
    }


# --- Authorizers ---------------------------------------------------------------------


def test_a_method_has_an_authorizer_and_a_validator_of_its_api(
    backend: Backend,
) -> None:
    client = backend.apigateway
    target = made_in(client)
    api = client.get_rest_apis()["items"][0]
    place = {"restApiId": api["id"], "resourceId": api["rootResourceId"]}
    method = {**place, "httpMethod": "GET"}

    made = client.put_method(
        **method,
        authorizationType="CUSTOM",
        authorizerId=target["authorizerId"],
        requestValidatorId=target["requestValidatorId"],
        requestModels={"application/json": "Cat"},
    )

    assert made["authorizerId"] == target["authorizerId"]
    for call, named in (
        ("delete_authorizer", "authorizerId"),
        ("delete_request_validator", "requestValidatorId"),
        ("delete_model", "modelName"),
    ):
        with pytest.raises(client.exceptions.ConflictException):
            getattr(client, call)(restApiId=api["id"], **{named: target[named]})
    client.delete_method(**method)
    client.delete_authorizer(restApiId=api["id"], authorizerId=target["authorizerId"])
    with pytest.raises(client.exceptions.BadRequestException):
        client.put_method(
            **method,
            authorizationType="CUSTOM",
            authorizerId=target["authorizerId"],
        )


def test_a_jwt_authorizer_keeps_its_configuration(backend: Backend) -> None:
    client = backend.apigateway
    shape: Any = client.meta.service_model.operation_model(
        "CreateAuthorizer"
    ).input_shape
    if "jwtConfiguration" not in shape.members:
        pytest.skip(JWT_OF_REST)
    issuer = {"issuer": "https://a.example", "audiences": ["pets"]}
    configuration = {"issuers": [issuer], "defaultAlgorithms": ["RS256"]}
    api = client.create_rest_api(name="pets")["id"]

    made = client.create_authorizer(
        restApiId=api,
        name="jwt",
        type="JWT",
        identitySource="method.request.header.Authorization",
        jwtConfiguration=configuration,
    )
    changed = client.update_authorizer(
        restApiId=api, authorizerId=made["id"], **replace("/name", "other")
    )

    assert changed["type"] == "JWT"
    assert changed["jwtConfiguration"] == made["jwtConfiguration"]
    assert "authType" not in changed
