"""
GatewayResponse: what UpdateGatewayResponse takes, and what an API answers by itself.
"""

from __future__ import annotations

from apigw_mock.apigateway.checks import content_type
from apigw_mock.apigateway.finals import always, by
from apigw_mock.apigateway.mapping import gateway_mappings
from apigw_mock.apigateway.patch import ADD, REMOVE, REPLACE, Empty, PatchTable, Row
from apigw_mock.apigateway.refusals import ContentTypeNotFound, ParameterNotFound
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.evidence import inferred, recorded, reported

# fmt: off
# The status code of each type that an API has not changed, and whose change it follows.
# Source: developer guide, supported-gateway-response-types; recorded: localstack
# test_gateway_response_put. A type that is missing here has no status code of its own.
STATUS_CODES = {
    "ACCESS_DENIED":                  "403",
    "API_CONFIGURATION_ERROR":        "500",
    "AUTHORIZER_CONFIGURATION_ERROR": "500",
    "AUTHORIZER_FAILURE":             "500",
    "BAD_REQUEST_BODY":               "400",
    "BAD_REQUEST_PARAMETERS":         "400",
    "EXPIRED_TOKEN":                  "403",
    "INTEGRATION_FAILURE":            "504",
    "INTEGRATION_TIMEOUT":            "504",
    "INVALID_API_KEY":                "403",
    "INVALID_SIGNATURE":              "403",
    "MISSING_AUTHENTICATION_TOKEN":   "403",
    "QUOTA_EXCEEDED":                 "429",
    "REQUEST_TOO_LARGE":              "413",
    "RESOURCE_NOT_FOUND":             "404",
    "THROTTLED":                      "429",
    "UNAUTHORIZED":                   "401",
    "UNSUPPORTED_MEDIA_TYPE":         "415",
    "WAF_FILTERED":                   "403",
}
FOLLOWS = {"4": "DEFAULT_4XX", "5": "DEFAULT_5XX"}  # by the first digit

GATEWAY_RESPONSE = PatchTable(
    resource="GatewayResponse",
    source=f"{PAGE}#UpdateGatewayResponse-Patch",
    rows=(
        Row(
            "/responseParameters/{name}", ADD | REPLACE | REMOVE, empty=Empty.REFUSED,
            absent=ParameterNotFound, final=gateway_mappings, shows_empty=True, default=always({}),
            evidence=recorded("localstack test_update_gateway_response, test_gateway_response_put; that a type never changed starts from what Get shows is inferred"),
            refusal=reported("aws/aws-cdk#20274, aws/aws-cli#2879 for mappings; recorded by localstack test_update_gateway_response for paths and absent keys"),
        ),
        Row(
            "/responseTemplates/{content_type}", ADD | REPLACE | REMOVE, empty=Empty.REFUSED,
            key=content_type, absent=ContentTypeNotFound, shows_empty=True,
            default=always({"application/json": '{"message":$context.error.messageString}'}),
            evidence=recorded("localstack test_update_gateway_response, test_gateway_response_put"),
            refusal=inferred("recorded by localstack test_update_gateway_response for paths; absent keys as recorded for UpdateMethodResponse, content types as for Put"),
        ),
        Row(
            "/statusCode", REPLACE, model="statusCode", default=by("responseType", STATUS_CODES),
            evidence=recorded("localstack test_update_gateway_response"),
            refusal=inferred("recorded by localstack test_update_gateway_response for paths; the text on other numbers is unseen"),
        ),
    ),
)
# fmt: on
