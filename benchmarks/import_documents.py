"""
Imports of documents with many paths, against the single calls that make the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from comparing import Figure, ratio, seconds

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable

    Json = dict[str, Any]

URI = "https://example.com/pets"
INTEGRATION = {
    "type": "http_proxy",
    "httpMethod": "GET",
    "uri": URI,
    "payloadFormatVersion": "1.0",
}
MOST_ROUTES = 300  # AWS's quota of an HTTP API


def document(paths: int) -> str:
    operation = {
        "responses": {"200": {"description": "pets"}},
        "x-amazon-apigateway-integration": INTEGRATION,
    }
    return json.dumps(
        {
            "openapi": "3.0.1",
            "info": {"title": "pets", "version": "1"},
            "paths": {f"/pets{number}": {"get": operation} for number in range(paths)},
        }
    )


def rest_calls(client: Any, paths: int) -> None:
    """
    Make what the import of a REST API makes of the document.
    """
    api = client.create_rest_api(name="pets")
    for number in range(paths):
        made = client.create_resource(
            restApiId=api["id"],
            parentId=api["rootResourceId"],
            pathPart=f"pets{number}",
        )
        target = {
            "restApiId": api["id"],
            "resourceId": made["id"],
            "httpMethod": "GET",
        }
        client.put_method(**target, authorizationType="NONE")
        client.put_method_response(**target, statusCode="200")
        client.put_integration(
            **target, type="HTTP_PROXY", integrationHttpMethod="GET", uri=URI
        )


def http_calls(client: Any, paths: int) -> None:
    """
    Make what the import of an HTTP API makes of the document.
    """
    api = {"ApiId": client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]}
    for number in range(paths):
        made = client.create_integration(
            **api,
            IntegrationType="HTTP_PROXY",
            IntegrationMethod="GET",
            IntegrationUri=URI,
            PayloadFormatVersion="1.0",
        )
        client.create_route(
            **api,
            RouteKey=f"GET /pets{number}",
            Target=f"integrations/{made['IntegrationId']}",
        )


# By the call: the service, the member, the single calls, and how many paths.
CALLS: dict[str, tuple[str, str, Callable[[Any, int], None], int]] = {
    "import_rest_api": ("apigateway", "body", rest_calls, 1_000),
    "import_api": ("apigatewayv2", "Body", http_calls, MOST_ROUTES),
}


def against_calls(name: str) -> Figure:
    service, member, make, paths = CALLS[name]
    text = document(paths)
    with mock_apigw_updates() as backend:
        client: Any = backend.client(service)

        def imported() -> float:
            return seconds(lambda: getattr(client, name)(**{member: text}))

        def called() -> float:
            return seconds(lambda: make(client, paths))

        value, note = ratio(imported, called, rounds=3)
    question = f"{name} of {paths:,} paths"
    return Figure(question, "the single calls inside the scope", value, 2, note=note)


def each_path(name: str) -> Figure:
    """
    Compare the time of a path among many with that of one among a tenth of these.
    """
    service, member, _, paths = CALLS[name]
    texts = {count: document(count) for count in (paths, paths // 10)}
    with mock_apigw_updates() as backend:
        client: Any = backend.client(service)

        def imported(count: int) -> Callable[[], float]:
            import_one = getattr(client, name)
            sent = {member: texts[count]}
            return lambda: seconds(lambda: import_one(**sent)) / count

        value, note = ratio(imported(paths), imported(paths // 10), rounds=5)
    question = f"a path of {paths:,} in {name}"
    return Figure(question, f"one of {paths // 10}", value, 1.5, note=note)
