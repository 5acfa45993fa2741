"""
AWS's pages on REST APIs, and evidence that several tables share.
"""

from __future__ import annotations

from apigw_mock.evidence import documented, inferred

PAGES = "https://docs.aws.amazon.com/apigateway/latest/api/"
PAGE = f"{PAGES}patch-operations.html"

# fmt: off
LISTED = documented(PAGE)
NO_LEADING_SLASH = documented("AWS CLI examples of update-integration; for UpdateDomainName developer guide, apigateway-regional-api-custom-domain-migrate; for the other operations inferred")

# Recorded for another resource. Nobody has seen the answer of the table's own.
ABSENT_KEYS = inferred("recorded for UpdateMethodResponse: localstack test_update_method_wrong_param_names")
CONTENT_TYPES = inferred("recorded for PutIntegrationResponse: localstack test_integration_response_invalid_responsetemplates")
EMPTY_VALUES = inferred("recorded for UpdateGatewayResponse: localstack test_update_gateway_response")
MODELS = inferred("recorded for PutMethod: localstack test_put_method_validation")
WORDS = inferred("the text on other words is unseen; it is worded as the one on authorization types")
REGEXES = inferred("reported for Put: badmintoncryer/cdk-preflight pf-apigw-integration-response-selection-pattern")
PARAMETER_KEYS = inferred("recorded for PutMethod: localstack test_method_request_parameters; reported for Put: badmintoncryer/cdk-preflight pf-apigw-method-request-parameter-key")
# fmt: on
