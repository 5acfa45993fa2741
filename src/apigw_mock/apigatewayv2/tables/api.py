"""
APIs: how settings merge, what AWS refuses, and quick create.

CreateApi with a target makes an integration, a route and a stage as well. UpdateApi
changes that integration and that route.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import api_refusals, defaults, kinds
from apigw_mock.apigatewayv2.conditions import filled, sent, sent_any, updates
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.kinds import (
    off_websocket,
    on_http,
    on_websocket,
    to_function,
    with_target,
)
from apigw_mock.apigatewayv2.merge import computed, cors, replaced, replaced_or_cleared
from apigw_mock.apigatewayv2.refusals import (
    InvalidExpression,
    InvalidHttpRouteKey,
    InvalidSettingWord,
    LengthOutOfRange,
    MissingRouteKey,
)
from apigw_mock.apigatewayv2.rules import api, route_key
from apigw_mock.apigatewayv2.rules.api import ApiFacts
from apigw_mock.apigatewayv2.rules.modelled import length, one_of_the_words
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import inferred, recorded

TARGETS_ONLY = "it is supported only for HTTP APIs, and there only with a Target"
FUNCTIONS_ONLY = "it is supported only for HTTP APIs, and there only for functions"

# What quick create makes of a function and of a URL.
MADE = {
    "AWS_PROXY": {"integrationMethod": "POST", "payloadFormatVersion": "2.0"},
    "HTTP_PROXY": {"integrationMethod": "ANY", "payloadFormatVersion": "1.0"},
}
# Settings of what quick create makes. An API does not show them.
QUICK = ("target", "routeKey", "credentialsArn")

_CORS = filled("corsConfiguration")
_UNSEEN = inferred(
    "AWS's answer is unseen; the AWS CLI reference says what belongs to quick create"
)

# fmt: off
API = Table[ApiFacts](
    resource="Api",
    source=sources.API_PAGE,
    kind_of=kinds.of_api,
    demands={"apiId": existence.API},
    demands_of={
        "DeleteCorsConfiguration": {"apiId": existence.API},
        "ReimportApi": {"apiId": existence.API, "protocolType": existence.API_FOR_IMPORT},
    },
    fields=(
        Field("apiKeySelectionExpression", replaced, inferred("hashicorp/terraform-provider-aws changes it on WebSocket APIs; botocore's service model has it for these alone, what HTTP APIs do with it is unseen"), applies=on_websocket, dropped=sources.WEBSOCKET_ONLY, default=defaults.api_key_selection),
        Field("apiKeySelectionExpression", computed, sources.MODEL, applies=on_http, default=defaults.api_key_selection),
        Field("corsConfiguration", cors, recorded("go-to-k/cdkd, live calls of UpdateApi: {} changes nothing; hashicorp/terraform-provider-aws: [] empties a list; LocalStack's AWS-validated tests of apigatewayv2: members that are not sent stay; go-to-k/cdk-real-drift: names of headers are shown in lower case"), applies=on_http),
        Field("description", replaced_or_cleared, recorded("go-to-k/cdkd, live calls of UpdateApi, 2026-07")),
        Field("disableExecuteApiEndpoint", replaced, recorded("go-to-k/cdk-real-drift#1585, live"), default=defaults.switched_off),
        Field("disableSchemaValidation", replaced, inferred("botocore's service model has it for WebSocket APIs alone; AWS's answer is unseen"), applies=on_websocket, dropped=sources.WEBSOCKET_ONLY),
        Field("ipAddressType", replaced, recorded("go-to-k/cdkd, live calls of UpdateApi"), default=defaults.ipv4),
        Field("name", replaced, sources.TERRAFORM),
        Field("routeSelectionExpression", replaced, sources.TERRAFORM, default=defaults.route_selection),
        Field("version", replaced_or_cleared, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: the page says 1 to 64 characters, an empty text clears")),
        Field("target", replaced, sources.QUICK_CREATE, applies=off_websocket, dropped=sources.HTTP_ONLY),
        Field("routeKey", replaced, sources.QUICK_CREATE, applies=with_target, dropped=TARGETS_ONLY),
        Field("credentialsArn", replaced, sources.QUICK_CREATE, applies=to_function, dropped=FUNCTIONS_ONLY),
    ),
    rules_of={
        "Create": (
            Rule("ProtocolType is a word of the service model", "protocolType",
                 api.protocol, api_refusals.UnknownProtocol, inferred("botocore's service model has the words; the sentence is moto's")),
        ),
        "Delete": (
            Rule("No domain name is mapped to the API", "apiId",
                 api.unmapped, api_refusals.MappedApi, recorded("gruntwork-io/cloud-nuke#370")),
        ),
    },
    rules=(
        Rule("WebSocket APIs have no CORS configuration", "corsConfiguration",
             api.no_cors, api_refusals.CorsNotForProtocol, preflight("websocket-no-cors, for CreateApi"),
             applies=on_websocket, when=_CORS),
        Rule("An API has a name", "name",
             api.has_name, api_refusals.UnnamedApi, preflight("api-name-required, for CreateApi"), when=sent_any("name")),
        Rule("Name has 1 to 128 characters", "name",
             length("name"), LengthOutOfRange, sources.LENGTHS, when=filled("name")),
        Rule("An API's description has at most 1024 characters", "description",
             length("description"), LengthOutOfRange, sources.LENGTHS, when=sent("description")),
        Rule("Version has at most 64 characters", "version",
             length("version"), LengthOutOfRange, sources.LENGTHS, when=filled("version")),
        Rule("IpAddressType is a word of the service model", "ipAddressType",
             one_of_the_words("ipAddressType"), InvalidSettingWord, sources.WORDS, when=sent("ipAddressType")),
        Rule("HTTP APIs have one route selection expression", "routeSelectionExpression",
             api.http_route_selection, api_refusals.OtherRouteSelection, preflight("http-route-selection"),
             applies=on_http, when=sent("routeSelectionExpression")),
        Rule("A WebSocket API has a route selection expression", "routeSelectionExpression",
             api.route_selection, api_refusals.InvalidRouteSelection, preflight("websocket-route-selection, for CreateApi"),
             applies=on_websocket, when=sent_any("routeSelectionExpression")),
        Rule("ApiKeySelectionExpression is one of two expressions", "apiKeySelectionExpression",
             api.api_key_selection, InvalidExpression, inferred("botocore's service model names the two; AWS's sentence is unseen"),
             applies=on_websocket, when=sent("apiKeySelectionExpression")),
        Rule("A method of CORS is one of HTTP's, or *", "corsConfiguration",
             api.cors_methods, api_refusals.UnsupportedCorsMethod, recorded("aws/aws-cdk#10230 and #13643, for CreateApi; for UpdateApi the outcome"),
             applies=on_http, when=_CORS),
        Rule("An origin of CORS is *, or a scheme of HTTP with a host or *", "corsConfiguration",
             api.cors_origins, api_refusals.InvalidOrigin, sources.OUTCOMES, inferred("recorded for other schemes, its end may be cut; for the other forms AWS's sentence is unseen"),
             applies=on_http, when=_CORS),
        Rule("MaxAge is in the bounds of the service model", "corsConfiguration",
             api.cors_age, api_refusals.NumberOutOfRange, inferred("botocore's service model has the bounds, AWS's sentence is unseen"),
             applies=on_http, when=_CORS),
        Rule("The merged CORS configuration allows credentials only for named origins", "corsConfiguration",
             api.cors_credentials, api_refusals.CredentialsFromAnywhere, recorded("aws/aws-cdk#9076; badmintoncryer/cdk-preflight pf-apigwv2-cors-credentials-wildcard; LocalStack's AWS-validated tests of apigatewayv2: judged on the merged configuration"),
             applies=on_http, when=_CORS),
        Rule("Target belongs to quick create", "target",
             api.quick("target"), api_refusals.NotQuickCreated, _UNSEEN, applies=off_websocket, when=updates("target")),
        Rule("RouteKey belongs to quick create", "routeKey",
             api.quick("routeKey"), api_refusals.NotQuickCreated, _UNSEEN, applies=off_websocket, when=updates("routeKey")),
        Rule("CredentialsArn belongs to quick create", "credentialsArn",
             api.quick("credentialsArn"), api_refusals.NotQuickCreated, _UNSEEN, applies=off_websocket, when=updates("credentialsArn")),
        # Judged if there is a target, after the integration that it makes.
        Rule("RouteKey is not empty", "routeKey", route_key.has_route_key, MissingRouteKey,
             inferred("recorded for CreateRoute: goldstackcloud/goldstack#42; CreateApi with an empty key is unseen"),
             applies=with_target, when=sent("routeKey")),
        Rule("RouteKey is a method and a path, or $default", "routeKey", route_key.http_route_key, InvalidHttpRouteKey,
             recorded("badmintoncryer/cdk-preflight pf-apigwv2-http-route-key, for CreateRoute; a path that ends in a slash is refused as well: storacha/w3infra#166, the sentence is unseen; so is one with a {proxy+} that does not end the path: API Gateway developer guide, routes for HTTP APIs, the sentence is unseen"),
             applies=with_target, when=sent("routeKey")),
    ),
)
# fmt: on
