"""
Which operation a URL means, and what it names. ``test_requests.py`` asks for all.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.host.routes import find_route


def read(line: str, service: str) -> tuple[str, Any]:
    """
    Return the operation and the arguments that method and URL mean.
    """
    method, _, url = line.partition(" ")
    path, _, query = url.partition("?")
    route = find_route(method, path, query, (service,))
    assert route
    return route.operation, route.target(path, query)


METHOD = "/restapis/a/resources/b/methods/GET"
OF_METHOD = {"restApiId": "a", "resourceId": "b", "httpMethod": "GET"}
READS: dict[str, tuple[str, dict[str, Any]]] = {
    "PATCH /account": ("UpdateAccount", {}),
    "GET /account/": ("GetAccount", {}),
    "PATCH /restapis/integration": ("UpdateRestApi", {"restApiId": "integration"}),
    "GET /restapis/a/gatewayresponses/integration": (
        "GetGatewayResponse",
        {"restApiId": "a", "responseType": "integration"},
    ),
    "GET /restapis/a/gatewayresponses/": ("GetGatewayResponses", {"restApiId": "a"}),
    f"PUT {METHOD}/integration": ("PutIntegration", OF_METHOD),
    f"PATCH {METHOD}/integration/responses/integration": (
        "UpdateIntegrationResponse",
        {**OF_METHOD, "statusCode": "integration"},
    ),
    f"DELETE {METHOD}/responses/integration": (
        "DeleteMethodResponse",
        {**OF_METHOD, "statusCode": "integration"},
    ),
    "PATCH /restapis/a/documentation/parts/parts": (
        "UpdateDocumentationPart",
        {"restApiId": "a", "documentationPartId": "parts"},
    ),
    "PATCH /usageplans/keys/keys/usage/usage": (
        "UpdateUsage",
        {"usagePlanId": "keys", "keyId": "usage"},
    ),
    "PATCH /domainnames/a.example/basepathmappings/(none)?domainNameId=b%2Fc+d": (
        "UpdateBasePathMapping",
        {"domainName": "a.example", "basePath": "(none)", "domainNameId": "b/c d"},
    ),
    "PATCH /domainnames/a.example?domainNameId=": (
        "UpdateDomainName",
        {"domainName": "a.example", "domainNameId": ""},
    ),
    "PUT /tags/arn%3Aaws%3Aapigateway%3A%3A%2Frestapis%2Fa": (
        "TagResource",
        {"resourceArn": "arn:aws:apigateway::/restapis/a"},
    ),
    "DELETE /tags/a?tagKeys=b&tagKeys=c%26": (
        "UntagResource",
        {"resourceArn": "a", "tagKeys": ["b", "c&"]},
    ),
    "POST /restapis": ("CreateRestApi", {}),
    "POST /restapis?mode=imports": ("CreateRestApi", {}),
    "POST /restapis?mode=import&mode=merge": ("CreateRestApi", {}),
    "POST /restapis?a=b&mode=import&failonwarnings=TRUE": (
        "ImportRestApi",
        {"failOnWarnings": True, "parameters": {"a": "b"}},
    ),
    "PUT /restapis/a?mode=merge&failonwarnings=yes": (
        "PutRestApi",
        {"restApiId": "a", "mode": "merge", "failOnWarnings": False},
    ),
    "GET /restapis?limit=25&limit=5&position=p%2Bq": (
        "GetRestApis",
        {"limit": 25, "position": "p+q"},
    ),
    "GET /restapis?limit=five&strange=1": ("GetRestApis", {}),
    f"GET /restapis?limit={'5' * 5000}": ("GetRestApis", {}),
}
READS_V2: dict[str, tuple[str, dict[str, Any]]] = {
    "PATCH /v2/apis/a/routes/b/routeresponses/c": (
        "UpdateRouteResponse",
        {"ApiId": "a", "RouteId": "b", "RouteResponseId": "c"},
    ),
    "PATCH /v2/domainnames/*.a.example/apimappings/b": (
        "UpdateApiMapping",
        {"DomainName": "*.a.example", "ApiMappingId": "b"},
    ),
    "DELETE /v2/apis/a/stages/b/routesettings/GET%20%2Fpets%2F%7Bid%7D": (
        "DeleteRouteSettings",
        {"ApiId": "a", "StageName": "b", "RouteKey": "GET /pets/{id}"},
    ),
    "GET /v2/tags/arn%3Aaws%3Aapigateway%3A%3A%2Fapis%2Fa": (
        "GetTags",
        {"ResourceArn": "arn:aws:apigateway::/apis/a"},
    ),
    "GET /v2/apis?maxResults=5": ("GetApis", {"MaxResults": "5"}),
}
URLS = [
    (service, url, reads)
    for service, urls in (("apigateway", READS), ("apigatewayv2", READS_V2))
    for url, reads in urls.items()
]


@pytest.mark.parametrize(
    ("service", "url", "reads"), URLS, ids=[url[:60] for _, url, _ in URLS]
)
def test_url_is_read(service: str, url: str, reads: tuple[str, Any]) -> None:
    assert read(url, service) == reads


@pytest.mark.parametrize(
    "url",
    [
        "GET /",
        "GET //restapis",
        "GET /restapis//",
        "GET /restapis//resources",
        "GET restapis",
        "GET *",
        "GET ",
        "GET /rest%61pis",
        "GET /Restapis",
        "PATCH /restapis",
        "BREW /restapis",
        "GET /restapis/a/b",
        "PATCH /restapis/a/b/resources/c",
        "GET /v2/restapis",
        "GET /tags/arn:aws:apigateway::/restapis/a",
    ],
)
def test_url_without_an_operation_has_no_route(url: str) -> None:
    method, _, path = url.partition(" ")

    found = find_route(method, path)

    assert found is None


@pytest.mark.parametrize(
    ("url", "operation", "key"),
    [
        ("/pets/a/b%2Fc//d/", "GetObject", "a/b/c//d/"),
        ("/pets/a?tagging", "GetObjectTagging", "a"),
        ("/pets/a%3Ftagging", "GetObject", "a?tagging"),
    ],
)
def test_a_greedy_label_takes_all_the_rest(url: str, operation: str, key: str) -> None:
    """
    API Gateway's models have none; S3's has ``/{Bucket}/{Key+}``.
    """
    assert read(f"GET {url}", "s3") == (operation, {"Bucket": "pets", "Key": key})


def test_a_greedy_label_takes_one_segment_at_least() -> None:
    _, target = read("GET /pets", "s3")

    assert target == {"Bucket": "pets"}
