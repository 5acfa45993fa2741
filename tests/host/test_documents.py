"""
Documents of the kinds that people have: imported, invoked, and updated.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from apigw_mock import Backend, mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent / "documents"
PROXY = "proxy_and_authorizers.json"
HTTP = "http_and_models.yaml"
FUNCTIONS = "functions_and_services.yaml"
HTTP_API = "http_api.yaml"
ORIGIN = "method.response.header.Access-Control-Allow-Origin"
PATHS = {
    PROXY: {
        "/": ["ANY", "OPTIONS"],
        "/asked": ["GET"],
        "/signed": ["GET"],
        "/{proxy+}": ["ANY", "OPTIONS"],
    },
    HTTP: {"/": [], "/pets": ["POST"], "/pets/{petId}": ["GET"]},
    FUNCTIONS: {
        "/": [],
        "/books": ["GET", "OPTIONS", "PUT"],
        "/books/{id}": [],
        "/books/{id}/cover": ["GET"],
    },
}


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates(region_name="us-east-1") as one:
        yield one


def imported(backend: Backend, name: str, **parameters: str) -> str:
    """
    Import a document, of which nothing may be wrong, and return the API's id.
    """
    made = backend.apigateway.import_rest_api(
        body=(FOLDER / name).read_bytes(), failOnWarnings=True, parameters=parameters
    )
    return str(made["id"])


def resources(backend: Backend, api: str) -> dict[str, Any]:
    """
    Return the resources of an API by their paths.
    """
    found = backend.apigateway.get_resources(restApiId=api, embed=["methods"])
    return {one["path"]: one for one in found["items"]}


def target(backend: Backend, api: str, path: str, method: str) -> dict[str, str]:
    resource = resources(backend, api)[path]["id"]
    return {"restApiId": api, "resourceId": resource, "httpMethod": method}


def method(backend: Backend, api: str, path: str, name: str) -> Any:
    return resources(backend, api)[path]["resourceMethods"][name]


def authorized(backend: Backend, api: str, path: str, name: str) -> tuple[str, str]:
    """
    Return the authorization type of a method, and the name of its authorizer.
    """
    found = backend.apigateway.get_authorizers(restApiId=api)["items"]
    names = {one["id"]: one["name"] for one in found}
    shown = method(backend, api, path, name)
    return shown["authorizationType"], names.get(shown.get("authorizerId"), "")


@pytest.mark.parametrize("name", PATHS)
def test_document_becomes_its_paths(backend: Backend, name: str) -> None:
    api = imported(backend, name)

    found = resources(backend, api).items()
    assert PATHS[name] == {
        path: sorted(one.get("resourceMethods", {})) for path, one in sorted(found)
    }


@pytest.mark.parametrize("mode", ["merge", "overwrite"])
@pytest.mark.parametrize("name", PATHS)
def test_document_that_is_put_again_keeps_the_resources(
    backend: Backend, name: str, mode: Any
) -> None:
    api = imported(backend, name)
    before = resources(backend, api)

    backend.apigateway.put_rest_api(
        restApiId=api, mode=mode, body=(FOLDER / name).read_bytes()
    )

    after = resources(backend, api)
    assert {path: one["id"] for path, one in after.items()} == {
        path: one["id"] for path, one in before.items()
    }


@pytest.mark.parametrize("name", PATHS)
def test_imported_api_is_deployed(backend: Backend, name: str) -> None:
    api = imported(backend, name)

    backend.apigateway.create_deployment(restApiId=api, stageName="dev")

    (stage,) = backend.apigateway.get_stages(restApiId=api)["item"]
    assert stage["stageName"] == "dev"


@pytest.mark.parametrize(
    ("word", "paths"),
    [
        ("ignore", ["/books", "/books/{id}", "/books/{id}/cover"]),
        ("prepend", ["/v1", "/v1/shop", "/v1/shop/books", "/v1/shop/books/{id}"]),
        ("split", ["/shop", "/shop/books", "/shop/books/{id}"]),
    ],
)
def test_base_path_in_three_ways(backend: Backend, word: str, paths: list[str]) -> None:
    api = imported(backend, FUNCTIONS, basepath=word)

    assert sorted(resources(backend, api))[1:][: len(paths)] == paths


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [(PROXY, "/{proxy+}", "200"), (FUNCTIONS, "/books", "204")],
)
def test_preflight_is_invoked_and_updated(
    backend: Backend, name: str, path: str, status: str
) -> None:
    preflight = target(backend, imported(backend, name), path, "OPTIONS")
    before = backend.invoke(**preflight)

    backend.apigateway.update_integration_response(
        **preflight,
        statusCode=status,
        patchOperations=[
            replace(f"/responseParameters/{ORIGIN}", "'https://a.example'")
        ],
    )

    after = backend.invoke(**preflight)
    header = "Access-Control-Allow-Origin"
    assert (before.status, before.headers[header]) == (int(status), ["*"])
    assert (after.status, after.headers[header]) == (int(status), ["https://a.example"])


def test_methods_have_the_authorizers_of_their_security(backend: Backend) -> None:
    api = imported(backend, PROXY)

    assert authorized(backend, api, "/", "ANY") == ("COGNITO_USER_POOLS", "Owners")
    assert authorized(backend, api, "/", "OPTIONS") == ("NONE", "")
    assert authorized(backend, api, "/{proxy+}", "ANY") == ("CUSTOM", "Token")
    assert authorized(backend, api, "/asked", "GET") == ("CUSTOM", "Request")
    assert authorized(backend, api, "/signed", "GET") == ("AWS_IAM", "")
    assert method(backend, api, "/{proxy+}", "ANY")["apiKeyRequired"] is True


def test_gateway_responses_have_the_headers_of_cors(backend: Backend) -> None:
    api = imported(backend, PROXY)

    shown = backend.apigateway.get_gateway_response(
        restApiId=api, responseType="UNAUTHORIZED"
    )
    header = "gatewayresponse.header.Access-Control-Allow-Origin"
    assert (shown["statusCode"], shown["responseParameters"]) == (
        "401",
        {header: "'*'"},
    )


def test_settings_of_the_document_are_updated(backend: Backend) -> None:
    api = imported(backend, FUNCTIONS)
    operations: Any = [
        {"op": "remove", "path": "/binaryMediaTypes/image~1png"},
        replace("/minimumCompressionSize", "10"),
    ]

    after = backend.apigateway.update_rest_api(
        restApiId=api, patchOperations=operations
    )

    assert after["minimumCompressionSize"] == 10
    assert "binaryMediaTypes" not in after


def test_cache_key_that_the_document_declares_is_added(backend: Backend) -> None:
    get = target(backend, imported(backend, HTTP), "/pets/{petId}", "GET")
    declared = "method.request.header.If-None-Match"

    after = backend.apigateway.update_integration(
        **get, patchOperations=[add(f"/cacheKeyParameters/{declared}")]
    )

    assert after["cacheKeyParameters"] == ["method.request.path.petId", declared]


def test_cache_key_that_the_document_does_not_declare_is_refused(
    backend: Backend,
) -> None:
    get = target(backend, imported(backend, HTTP), "/pets/{petId}", "GET")
    path = "/cacheKeyParameters/method.request.header.Etag"

    with pytest.raises(ClientError, match="Invalid cache key parameter"):
        backend.apigateway.update_integration(**get, patchOperations=[add(path)])


def test_template_of_a_function_is_updated(backend: Backend) -> None:
    get = target(backend, imported(backend, FUNCTIONS), "/books", "GET")
    path = "/responseTemplates/application~1json"

    after = backend.apigateway.update_integration_response(
        **get, statusCode="400", patchOperations=[replace(path, "{}")]
    )

    assert after["selectionPattern"] == ".*Bad.*"
    assert after["responseTemplates"] == {"application/json": "{}"}


def test_model_of_the_document_is_given_to_a_method(backend: Backend) -> None:
    post = target(backend, imported(backend, HTTP), "/pets", "POST")
    path = "/requestModels/application~1json"

    after = backend.apigateway.update_method(
        **post, patchOperations=[replace(path, "Pet")]
    )

    assert after["requestModels"] == {"application/json": "Pet"}


def test_model_that_the_document_does_not_have_is_refused(backend: Backend) -> None:
    post = target(backend, imported(backend, HTTP), "/pets", "POST")
    path = "/requestModels/application~1json"

    with pytest.raises(ClientError, match="Invalid model identifier"):
        backend.apigateway.update_method(
            **post, patchOperations=[replace(path, "Error")]
        )


def add(path: str) -> Any:
    return {"op": "add", "path": path}


def replace(path: str, value: str) -> Any:
    return {"op": "replace", "path": path, "value": value}


# --- HTTP APIs --------------------------------------------------------------------


@pytest.fixture
def orders(backend: Backend) -> str:
    """
    Import the document of an HTTP API, of which nothing may be wrong.
    """
    body = (FOLDER / HTTP_API).read_text(encoding="utf-8")
    made = backend.apigatewayv2.import_api(
        Body=body, FailOnWarnings=True, Basepath="prepend"
    )
    return made["ApiId"]


def routes(backend: Backend, api: str) -> dict[str, Any]:
    found = backend.apigatewayv2.get_routes(ApiId=api)["Items"]
    return {one["RouteKey"]: one for one in found}


def test_document_of_an_http_api_becomes_its_routes(
    backend: Backend, orders: str
) -> None:
    found = routes(backend, orders)

    assert sorted(found) == ["ANY /v1/{proxy+}", "GET /v1/orders", "POST /v1/orders"]
    assert found["ANY /v1/{proxy+}"]["Target"] == found["GET /v1/orders"]["Target"]
    scopes = {key: one.get("AuthorizationScopes") for key, one in found.items()}
    assert scopes == {
        "ANY /v1/{proxy+}": None,
        "GET /v1/orders": ["orders/read"],
        "POST /v1/orders": ["orders/write"],
    }


def test_cors_of_the_document_is_updated(backend: Backend, orders: str) -> None:
    cors: Any = {"MaxAge": 60}
    updated = backend.apigatewayv2.update_api(ApiId=orders, CorsConfiguration=cors)

    assert updated["CorsConfiguration"] == {
        "AllowHeaders": ["authorization"],
        "AllowMethods": ["GET", "POST"],
        "AllowOrigins": ["https://shop.example"],
        "MaxAge": 60,
    }


def test_audience_of_the_document_is_updated(backend: Backend, orders: str) -> None:
    (users,) = backend.apigatewayv2.get_authorizers(ApiId=orders)["Items"]
    issuer = users["JwtConfiguration"]["Issuer"]
    sent: Any = {"Audience": ["shop", "desk"], "Issuer": issuer}
    updated = backend.apigatewayv2.update_authorizer(
        ApiId=orders, AuthorizerId=users["AuthorizerId"], JwtConfiguration=sent
    )

    assert updated["JwtConfiguration"] == {
        "Audience": ["shop", "desk"],
        "Issuer": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a",
    }


def behind(backend: Backend, api: str, key: str) -> dict[str, str]:
    integration = routes(backend, api)[key]["Target"].partition("/")[2]
    return {"ApiId": api, "IntegrationId": integration}


def test_queue_of_the_document_is_updated(backend: Backend, orders: str) -> None:
    queue = behind(backend, orders, "POST /v1/orders")
    client: Any = backend.apigatewayv2
    parameters = client.get_integration(**queue)["RequestParameters"]
    delayed = {**parameters, "DelaySeconds": "5"}

    # AWS wants the subtype in each update.
    with pytest.raises(ClientError, match="Invalid integration URI specified"):
        client.update_integration(**queue, RequestParameters=delayed)

    updated = client.update_integration(
        **queue, IntegrationSubtype="SQS-SendMessage", RequestParameters=delayed
    )
    assert updated["RequestParameters"] == {
        "DelaySeconds": "5",
        "MessageBody": "$request.body",
        "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
    }


def test_private_integration_is_updated(backend: Backend, orders: str) -> None:
    service = behind(backend, orders, "GET /v1/orders")
    client: Any = backend.apigatewayv2

    with pytest.raises(ClientError, match="Timeout should be between"):
        client.update_integration(**service, TimeoutInMillis=30001)

    updated = client.update_integration(**service, TimeoutInMillis=6000)
    assert updated["TimeoutInMillis"] == 6000
    assert updated["TlsConfig"] == {"ServerNameToVerify": "orders.example"}
    assert updated["ConnectionType"] == "VPC_LINK"
