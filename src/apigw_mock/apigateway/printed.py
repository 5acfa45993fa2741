"""
Enums in the order in which AWS prints them, where the order was recorded.

The service model has the same words in another order.
"""

from __future__ import annotations

# fmt: off
# localstack test_invalid_create_documentation_part_operations
_LOCATIONS = (
    "RESPONSE_BODY", "RESPONSE", "METHOD", "MODEL", "AUTHORIZER", "RESPONSE_HEADER",
    "RESOURCE", "PATH_PARAMETER", "REQUEST_BODY", "QUERY_PARAMETER", "API",
    "REQUEST_HEADER",
)

PRINTED = {
    # localstack test_update_method_validation
    "patchOperations.op": ("add", "remove", "move", "test", "replace", "copy"),
    # localstack test_put_integration_wrong_type
    "putIntegrationInput.type": ("HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"),
    # getmoto/moto, whose tests are of AWS's answers
    "createRestApiInput.endpointConfiguration.types": ("PRIVATE", "EDGE", "REGIONAL"),
    "createRestApiInput.apiKeySource": ("AUTHORIZER", "HEADER"),
    "createDocumentationPartInput.location.type": _LOCATIONS,
    "type": _LOCATIONS,  # of GetDocumentationParts; no other URL has a type
    # localstack test_gateway_response_validation
    "responseType": (
        "REQUEST_TOO_LARGE", "RESOURCE_NOT_FOUND", "AUTHORIZER_CONFIGURATION_ERROR",
        "MISSING_AUTHENTICATION_TOKEN", "BAD_REQUEST_BODY", "INVALID_SIGNATURE",
        "INVALID_API_KEY", "BAD_REQUEST_PARAMETERS", "AUTHORIZER_FAILURE",
        "UNAUTHORIZED", "INTEGRATION_TIMEOUT", "ACCESS_DENIED", "DEFAULT_4XX",
        "DEFAULT_5XX", "WAF_FILTERED", "QUOTA_EXCEEDED", "THROTTLED",
        "API_CONFIGURATION_ERROR", "UNSUPPORTED_MEDIA_TYPE", "INTEGRATION_FAILURE",
        "EXPIRED_TOKEN",
    ),
}
# fmt: on
