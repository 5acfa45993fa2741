"""
Evidence that several tables of an import share.
"""

from __future__ import annotations

from apigw_mock.evidence import documented, inferred, recorded

# fmt: off
PETSTORE = recorded("localstack test_import_swagger_api")
CORS = recorded("localstack test_import_and_validate_rest_api")
COGNITO = recorded("localstack test_import_with_cognito_auth_identity_source")
PARSER = inferred("OpenAPI says so, and the parser that API Gateway uses keeps to it")
EXTENSIONS = documented("developer guide, api-gateway-swagger-extensions")
INTEGRATION = documented("developer guide, api-gateway-swagger-extensions-integration")
KNOWN_ISSUES = documented("developer guide, api-gateway-known-issues")
HTTP_ONLY = documented("developer guide, api-gateway-swagger-extensions: of HTTP APIs alone")
LOCALSTACK = inferred("localstack's import_api_from_openapi_spec does so; AWS's behavior is unseen")
IMPORTER = inferred("amazon-archives/aws-apigateway-importer does so; AWS's behavior today is unseen")
# fmt: on
