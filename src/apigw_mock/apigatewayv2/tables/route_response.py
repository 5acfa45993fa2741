"""
Route responses of WebSocket APIs: how settings merge, and what AWS refuses.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import kinds, refusals
from apigw_mock.apigatewayv2.conditions import kept, sent, sent_any
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.mapping import expressions
from apigw_mock.apigatewayv2.merge import (
    per_key,
    per_key_added,
    replaced,
    replaced_or_cleared,
)
from apigw_mock.apigatewayv2.rules import route_response
from apigw_mock.apigatewayv2.rules.modelled import value_lengths
from apigw_mock.apigatewayv2.rules.route_response import RouteResponseFacts
from apigw_mock.apigatewayv2.rules.websocket import selection_expression
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import inferred, recorded

# fmt: off
_CLEARED = recorded("go-to-k/cdk-real-drift#1567, live on 2026-07-13: an empty text clears, what is not sent is kept")
_MODELS = inferred("hashicorp/terraform-provider-aws changes them; whether AWS merges or replaces is unseen, UpdateRoute merges request models")
_PARAMETERS = inferred("AWS's answer is unseen; UpdateRoute merges request parameters")

ROUTE_RESPONSE = Table[RouteResponseFacts](
    resource="RouteResponse",
    source=sources.ROUTE_RESPONSE_PAGE,
    kind_of=kinds.of_protocol,
    demands={
        "apiId": existence.API,
        "routeId": existence.ROUTE,
        "protocolType": existence.ROUTE_ON_WEBSOCKET,
        "routeResponseId": existence.ROUTE_RESPONSE,
    },
    fields=(
        Field("modelSelectionExpression", replaced_or_cleared, _CLEARED),
        Field("responseModels", per_key, _MODELS),
        Field("responseParameters", per_key_added, _PARAMETERS),
        Field("routeResponseKey", replaced, sources.TERRAFORM),
    ),
    rules=(
        Rule("RouteResponseKey is $default", "routeResponseKey",
             route_response.default_key, refusals.InvalidRouteResponseKey,
             preflight("route-response-key-default, for CreateRouteResponse; for UpdateRouteResponse inferred"),
             when=sent_any("routeResponseKey")),
        Rule("Each response of a route has its own key", "routeResponseKey",
             route_response.unique_key, refusals.DuplicateRouteResponseKey, sources.MODEL, sources.SENTENCE,
             when=sent("routeResponseKey")),
        Rule("A value of ResponseModels has 1 to 128 characters", "responseModels",
             value_lengths("responseModels"), refusals.LengthOutOfRange, sources.LENGTHS,
             when=sent("responseModels")),
        Rule("The ModelSelectionExpression of a response selects by the request's body", "modelSelectionExpression",
             selection_expression("modelSelectionExpression", expressions.SELECTION), refusals.InvalidExpression, sources.UNSEEN,
             when=kept("modelSelectionExpression")),
    ),
)
# fmt: on
