"""
Quick create: CreateApi that makes an integration, a route and a stage as well.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import kinds
from apigw_mock.apigatewayv2.conditions import sent
from apigw_mock.apigatewayv2.fields import Facts, Field, Rule, Table
from apigw_mock.apigatewayv2.kinds import off_websocket, to_function
from apigw_mock.apigatewayv2.merge import replaced
from apigw_mock.apigatewayv2.refusals import InvalidHttpRouteKey, MissingRouteKey
from apigw_mock.apigatewayv2.rules import route_key
from apigw_mock.apigatewayv2.tables import sources
from apigw_mock.evidence import inferred, reported

HTTP_ONLY = "it is supported only for HTTP APIs"
FUNCTIONS_ONLY = "it is supported only for HTTP APIs, and there only for functions"

# What quick create makes of a function and of a URL.
MADE = {
    "AWS_PROXY": {"integrationMethod": "POST", "payloadFormatVersion": "2.0"},
    "HTTP_PROXY": {"integrationMethod": "ANY", "payloadFormatVersion": "1.0"},
}

# fmt: off
# moto answers for the other settings of CreateApi.
API = Table[Facts](
    resource="Api",
    source=sources.API_PAGE,
    kind_of=kinds.of_api,
    verbs=("Create",),
    fields=(
        Field("target", replaced, sources.QUICK_CREATE, applies=off_websocket, dropped=HTTP_ONLY),
        Field("routeKey", replaced, sources.QUICK_CREATE, applies=off_websocket, dropped=HTTP_ONLY),
        Field("credentialsArn", replaced, sources.QUICK_CREATE, applies=to_function, dropped=FUNCTIONS_ONLY),
    ),
    # Judged if there is a target, after the integration that it makes.
    rules=(
        Rule("RouteKey is not empty", "routeKey", route_key.has_route_key, MissingRouteKey,
             inferred("recorded for CreateRoute: goldstackcloud/goldstack#42; CreateApi with an empty key is unseen"),
             when=sent("routeKey")),
        Rule("RouteKey is a method and a path, or $default", "routeKey", route_key.http_route_key, InvalidHttpRouteKey,
             reported("badmintoncryer/cdk-preflight pf-apigwv2-http-route-key, for CreateRoute; a path that ends in a slash is refused as well: storacha/w3infra#166, the sentence is unseen; so is one with a {proxy+} that does not end the path: API Gateway developer guide, routes for HTTP APIs, the sentence is unseen"),
             when=sent("routeKey")),
    ),
)
# fmt: on
