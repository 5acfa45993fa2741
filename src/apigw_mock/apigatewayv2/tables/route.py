"""
Routes of HTTP and WebSocket APIs: how settings merge, and what AWS refuses.

The same fields and rules judge Create and Update.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import defaults, kinds, refusals
from apigw_mock.apigatewayv2.conditions import changed, filled, kept, sent, sent_any
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.kinds import on_http, on_websocket, typed
from apigw_mock.apigatewayv2.mapping import expressions
from apigw_mock.apigatewayv2.merge import (
    per_key,
    per_key_added,
    replaced,
    replaced_or_cleared,
    type_of_kind,
)
from apigw_mock.apigatewayv2.rules import route, route_key
from apigw_mock.apigatewayv2.rules.modelled import (
    item_lengths,
    length,
    one_of_the_words,
    value_lengths,
)
from apigw_mock.apigatewayv2.rules.route import RouteFacts
from apigw_mock.apigatewayv2.rules.websocket import selection_expression
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import documented, inferred, recorded

AUTHORIZER_ONLY = "it belongs to JWT and CUSTOM authorization"


# fmt: off
_CDKD = recorded("go-to-k/cdkd, live calls of UpdateRoute, 2026-07 and 2026-08")
_ON_HTTP = "; the service model says that HTTP APIs do not have it, what they do with it is unseen"
_MODELS = inferred('recorded by go-to-k/cdkd, 2026-08-11: merged per key, "" deletes a key' + _ON_HTTP)
_PARAMETERS = inferred("recorded by go-to-k/cdkd: merged per key" + _ON_HTTP)
_MODEL_SELECTION = inferred('hashicorp/terraform-provider-aws changes it on WebSocket APIs; that "" clears is unseen' + _ON_HTTP)
_RESPONSE_SELECTION = inferred('recorded by hashicorp/terraform-provider-aws, acceptance tests of v2: "" clears' + _ON_HTTP)
_SCOPES = inferred("recorded by LocalStack's AWS-validated tests of apigatewayv2: scopes replace scopes, [] clears, and what is not sent is kept; that another type of authorization drops them is unseen")
_AUTHORIZER = inferred("recorded by hashicorp/terraform-provider-aws, and by LocalStack's AWS-validated tests of apigatewayv2: NONE and AWS_IAM take any authorizer; that they do not keep it follows from aws-cloudformation/cloudformation-coverage-roadmap#2184")
_WORD = inferred("recorded by go-to-k/cdk-real-drift#1585: kept if it is not sent; by LocalStack's AWS-validated tests of apigatewayv2: CreateRoute takes an unknown word, what it stores is unseen")
_KEY_FORM = recorded("badmintoncryer/cdk-preflight pf-apigwv2-http-route-key, for CreateRoute; a path that ends in a slash is refused as well: storacha/w3infra#166, the sentence is unseen; so is one with a {proxy+} that does not end the path: API Gateway developer guide, routes for HTTP APIs, the sentence is unseen")
_TARGET = recorded("hashicorp/terraform-provider-aws, acceptance tests of v2; what AWS answers if the integration does not exist is unseen: it is taken, with a MissingTargetWarning")
_ON_UPDATE = "; the answer to an update, which has an id in place of null, is inferred"

ROUTE = Table[RouteFacts](
    resource="Route",
    source=sources.ROUTE_PAGE,
    kind_of=kinds.of_route,
    demands={"apiId": existence.API, "routeId": existence.ROUTE},
    demands_of={
        "DeleteRouteRequestParameter": {"apiId": existence.API, "routeId": existence.ROUTE, "requestParameterKey": existence.REQUEST_PARAMETER},
    },
    fields=(
        Field("apiKeyRequired", replaced, _CDKD, default=defaults.switched_off),
        Field("authorizationScopes", replaced_or_cleared, _SCOPES, applies=typed("JWT")),
        Field("authorizationType", type_of_kind, _WORD),
        Field("authorizerId", replaced_or_cleared, _AUTHORIZER, applies=typed("CUSTOM", "JWT"), dropped=AUTHORIZER_ONLY),
        Field("modelSelectionExpression", replaced_or_cleared, _MODEL_SELECTION, applies=on_websocket, dropped=sources.WEBSOCKET_ONLY),
        Field("operationName", replaced_or_cleared, _CDKD),
        Field("requestModels", per_key, _MODELS, applies=on_websocket, dropped=sources.WEBSOCKET_ONLY),
        Field("requestParameters", per_key_added, _PARAMETERS, applies=on_websocket, dropped=sources.WEBSOCKET_ONLY),
        Field("routeKey", replaced, sources.TERRAFORM),
        Field("routeResponseSelectionExpression", replaced_or_cleared, _RESPONSE_SELECTION, applies=on_websocket, dropped=sources.WEBSOCKET_ONLY),
        Field("target", replaced, _TARGET),
    ),
    rules_of={
        "Create": (
            Rule("An API has at most 300 routes", "routeId",
                 route.fewer_than(300), refusals.TooManyRoutes,
                 documented("API Gateway developer guide, limits"), sources.QUOTA),
        ),
        "Update": (
            Rule("An authorizer comes with a type of authorization", "authorizerId",
                 route.authorizer_with_type, refusals.AuthorizerWithoutType,
                 recorded("hashicorp/terraform-provider-aws#35821; LocalStack's AWS-validated tests of apigatewayv2"),
                 when=sent("authorizerId")),
        ),
    },
    rules=(
        # The key.
        Rule("A route has a key", "routeKey",
             route.has_key, refusals.MissingRouteKey,
             recorded("goldstackcloud/goldstack#42, for CreateRoute; go-to-k/cdkd says that UpdateRoute refuses it, too")),
        Rule("The key of a route of an HTTP API is a method and a path, or $default", "routeKey",
             route_key.http_route_key, refusals.InvalidHttpRouteKey, _KEY_FORM,
             applies=on_http, when=sent("routeKey")),
        Rule("The key of quick create's route stays", "routeKey",
             route.keeps_managed_key, refusals.ManagedRouteKey,
             documented("botocore, apigatewayv2 2018-11-29 service model, ApiGatewayManaged"), sources.SENTENCE,
             when=sent("routeKey")),
        Rule("Each route of an API has its own key", "routeKey",
             route.unique_key, refusals.DuplicateRouteKey,
             recorded("serverless/serverless#7260, for CreateRoute; for UpdateRoute inferred"),
             when=changed("routeKey")),
        Rule("Path variables at one place have one name", "routeKey",
             route.same_variables, refusals.ConflictingRouteKey,
             recorded("plutomi/plutomi#271, for CreateRoute with two keys that differ in the name alone; other keys with the same start, and UpdateRoute, are inferred; keys of different methods are unseen and accepted"),
             applies=on_http, when=changed("routeKey")),

        # The target.
        Rule("Target has 1 to 128 characters", "target",
             length("target"), refusals.LengthOutOfRange, sources.LENGTHS,
             when=filled("target")),
        Rule("A target has the form integrations/{id}", "target",
             route.well_formed_target, refusals.MalformedTarget,
             preflight("route-target-format, for CreateRoute" + _ON_UPDATE + '; go-to-k/cdkd says that "" is refused, the sentence is unseen'),
             when=sent("target")),

        # Authorization.
        Rule("A route of an HTTP API requires no API key", "apiKeyRequired",
             route.no_api_key, refusals.ApiKeyNotForProtocol,
             preflight("http-route-no-api-key, for CreateRoute" + _ON_UPDATE),
             applies=on_http, when=sent("apiKeyRequired")),
        Rule("Scopes belong to JWT", "authorizationScopes",
             route.scopes_with_jwt, refusals.ScopesWithoutJwt,
             preflight("route-authorization-scopes-jwt, for CreateRoute; LocalStack's AWS-validated tests of apigatewayv2: UpdateRoute judges by the type that the route then has, in which words is inferred"),
             when=filled("authorizationScopes")),
        Rule("A route has at most 10 scopes", "authorizationScopes",
             route.at_most_scopes(10), refusals.TooManyScopes,
             documented("API Gateway developer guide, limits"), sources.SENTENCE,
             when=sent("authorizationScopes")),
        Rule("A scope has 1 to 64 characters", "authorizationScopes",
             item_lengths("authorizationScopes"), refusals.LengthOutOfRange, sources.LENGTHS,
             when=sent("authorizationScopes")),
        Rule("JWT names a JWT authorizer of the API", "authorizerId",
             route.jwt_authorizer, refusals.NoJwtAuthorizer,
             recorded("badmintoncryer/cdk-preflight pf-apigwv2-route-jwt-authorizer-id; anomalyco/ion#1104; for CreateRoute; for UpdateRoute, and on WebSocket APIs, which have no JWT authorizers, inferred"),
             applies=typed("JWT"), when=sent_any("authorizationType")),
        Rule("CUSTOM names a REQUEST authorizer of the API", "authorizerId",
             route.custom_authorizer, refusals.NoCustomAuthorizer,
             recorded("hashicorp/terraform-provider-aws#17497, for CreateRoute; for UpdateRoute inferred"),
             applies=typed("CUSTOM"), when=sent_any("authorizationType")),
        Rule("In a WebSocket API, only $connect has authorization", "authorizationType",
             route.authorization_on_connect, refusals.AuthorizationNotOnConnect,
             preflight("websocket-authorization-connect-only, for CreateRoute; for UpdateRoute inferred"),
             applies=on_websocket, when=sent_any("authorizationType", "routeKey")),

        # The rest.
        Rule("OperationName has 1 to 64 characters", "operationName",
             length("operationName"), refusals.LengthOutOfRange, sources.LENGTHS,
             when=filled("operationName")),
        Rule("Only $connect has request parameters", "requestParameters",
             route.parameters_on_connect, refusals.ParametersNotOnConnect,
             recorded("go-to-k/cdkd, live calls of UpdateRoute; that a new route key is judged, too, is inferred"),
             applies=on_websocket, when=sent_any("requestParameters", "routeKey")),
        Rule("A value of RequestModels has 1 to 128 characters", "requestModels",
             value_lengths("requestModels"), refusals.LengthOutOfRange, sources.LENGTHS,
             when=kept("requestModels")),
        Rule("ModelSelectionExpression selects by the request's body", "modelSelectionExpression",
             selection_expression("modelSelectionExpression", expressions.SELECTION), refusals.InvalidExpression, sources.UNSEEN,
             when=kept("modelSelectionExpression")),
        Rule("RouteResponseSelectionExpression is $default", "routeResponseSelectionExpression",
             one_of_the_words("routeResponseSelectionExpression", "$default"), refusals.InvalidSettingWord,
             inferred("API Gateway developer guide, apigateway-websocket-api-route-response: only $default is supported; AWS's sentence is unseen"),
             when=kept("routeResponseSelectionExpression")),
    ),
)
# fmt: on
