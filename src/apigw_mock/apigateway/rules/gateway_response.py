"""
Gateway responses: the default status codes and the check of the mappings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.mapping import check_gateway_mappings

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Call, Facts, Given

# fmt: off
# The default status code of each type. Its first digit chooses DEFAULT_4XX or _5XX.
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
# fmt: on


def own_status_code(call: Call[Facts]) -> str | None:
    return STATUS_CODES.get(call.document.get("responseType", ""))


def mapped_from_request(_: Call[Facts], given: Given) -> None:
    check_gateway_mappings(given)
