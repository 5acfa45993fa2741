"""
HTTP APIs that come with a route: what AWS refuses of its key.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import checks, refusals
from apigw_mock.apigatewayv2.merge import any_kind
from apigw_mock.apigatewayv2.rules import Rule, sent
from apigw_mock.apigatewayv2.tables import sources as by

# fmt: off
# Judged where CreateApi has a target, after the integration that this makes.
QUICK_CREATE_RULES = (
    Rule("RouteKey is not empty", "routeKey",
         any_kind, sent("routeKey"), checks.has_route_key,
         refusals.MissingRouteKey, by.EMPTY_ROUTE_KEY),
    Rule("RouteKey is a method and a path, or $default", "routeKey",
         any_kind, sent("routeKey"), checks.http_route_key,
         refusals.InvalidHttpRouteKey, by.HTTP_ROUTE_KEY),
)
# fmt: on
