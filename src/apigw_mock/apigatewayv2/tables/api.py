"""
HTTP APIs that come with an integration and a route: what quick create takes.
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
FUNCTIONS_ONLY = "it is supported only for HTTP APIs, and used for functions alone"

# What quick create makes of a function and of a URL.
MADE = {
    "AWS_PROXY": {"integrationMethod": "POST", "payloadFormatVersion": "2.0"},
    "HTTP_PROXY": {"integrationMethod": "ANY", "payloadFormatVersion": "1.0"},
}

# fmt: off
# What CreateApi has beside these is moto's.
API = Table[Facts](
    resource="Api",
    source=sources.API_PAGE,
    kind_of=kinds.of_api,
    verbs=("Create",),
    fields=(
        Field("credentialsArn", replaced, sources.QUICK_CREATE, applies=to_function, dropped=FUNCTIONS_ONLY),
        Field("routeKey", replaced, sources.QUICK_CREATE, applies=off_websocket, dropped=HTTP_ONLY),
        Field("target", replaced, sources.QUICK_CREATE, applies=off_websocket, dropped=HTTP_ONLY),
    ),
    # Judged where there is a target, after the integration that this makes.
    rules=(
        Rule("RouteKey is not empty", "routeKey", route_key.has_route_key, MissingRouteKey,
             inferred("recorded for CreateRoute: goldstackcloud/goldstack#42; CreateApi with an empty key is unseen"),
             when=sent("routeKey")),
        Rule("RouteKey is a method and a path, or $default", "routeKey", route_key.http_route_key, InvalidHttpRouteKey,
             reported("badmintoncryer/cdk-preflight pf-apigwv2-http-route-key, for CreateRoute; that a path does not end in a slash: storacha/w3infra#166, its sentence is unseen"),
             when=sent("routeKey")),
    ),
)
# fmt: on
