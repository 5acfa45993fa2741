"""
``x-amazon-apigateway-integration``, which becomes an integration and its responses.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.openapi import sources
from apigw_mock.apigateway.openapi.members import (
    Extension,
    Malformed,
    Member,
    flag,
    mapping,
    number,
    text,
    text_map,
    texts,
    word,
)
from apigw_mock.apigateway.openapi.sentences import OnMethodRefused
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.sentences import UnknownIntegrationType, WrongParameterFormat
from apigw_mock.refusal import MalformedIntegration, Sentence

if TYPE_CHECKING:
    from apigw_mock.apigateway.openapi.calls import Method
    from apigw_mock.openapi.document import Document
    from apigw_mock.openapi.findings import Findings

EXTENSION = "x-amazon-apigateway-integration"
_TYPES = ("AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK")
_DEFAULT = "default"


def _tls(value: Any) -> Document:
    skips = mapping(value).get("insecureSkipVerification")
    return {} if skips is None else {"insecureSkipVerification": flag(skips)}


# fmt: off
_NEW = inferred("the service model of PutIntegration has it; that the extension has the same name is not documented")
MALFORMED = Sentence(MalformedIntegration, reported("localstack/localstack#4619, swagger-api/swagger-codegen#10450"))

INTEGRATION = Extension("paths.{path}.{method}.x-amazon-apigateway-integration", "PutIntegration", (
    Member("type", "type", word, recorded("localstack test_import_swagger_api and others; no type reported: awsdocs/amazon-api-gateway-developer-guide#65")),
    Member("uri", "uri", text, sources.PETSTORE),
    Member("httpMethod", "httpMethod", text, recorded("localstack test_import_swagger_api; that MOCK drops it: test_import_with_http_method_integration")),
    Member("requestParameters", "requestParameters", mapping, recorded("localstack test_import_swagger_api; that other values than texts are left out: test_import_with_integer_http_status_code")),
    Member("requestTemplates", "requestTemplates", text_map, sources.PETSTORE),
    Member("passthroughBehavior", "passthroughBehavior", word, recorded("localstack test_import_swagger_api, test_import_and_validate_rest_api")),
    Member("contentHandling", "contentHandling", text, recorded("localstack test_import_with_http_method_integration, test_import_and_validate_rest_api")),
    Member("timeoutInMillis", "timeoutInMillis", number, sources.INTEGRATION),
    Member("cacheNamespace", "cacheNamespace", text, sources.INTEGRATION),
    Member("cacheKeyParameters", "cacheKeyParameters", texts, sources.INTEGRATION),
    Member("connectionType", "connectionType", text, sources.INTEGRATION),
    Member("connectionId", "connectionId", text, sources.INTEGRATION),
    Member("credentials", "credentials", text, sources.INTEGRATION),
    Member("tlsConfig", "tlsConfig", _tls, documented("developer guide, api-gateway-swagger-extensions-integration-tls-config")),
    Member("responseTransferMode", "responseTransferMode", text, _NEW),
    Member("integrationTarget", "integrationTarget", text, _NEW),
))
RESPONSE = Extension("paths.{path}.{method}.x-amazon-apigateway-integration.responses.{pattern}", "PutIntegrationResponse", (
    Member("statusCode", "statusCode", text, recorded("localstack test_import_swagger_api; numbers: test_import_with_integer_http_status_code; that 200 is the default is inferred from localstack")),
    Member("responseParameters", "responseParameters", mapping, sources.PETSTORE),
    Member("responseTemplates", "responseTemplates", text_map, sources.PETSTORE),
    Member("contentHandling", "contentHandling", text, documented("developer guide, api-gateway-swagger-extensions-integration-responses")),
))
CONSTRUCTS = (
    Construct("paths.{path}.{method}.x-amazon-apigateway-integration", "the integration of the method, which has none without it", recorded("localstack test_import_swagger_api; none: test_import_rest_api"), (OnMethodRefused, UnknownIntegrationType, MALFORMED)),
    *INTEGRATION.constructs,
    Construct("paths.{path}.{method}.x-amazon-apigateway-integration: mappings", "texts", recorded("localstack test_import_with_integer_http_status_code"), (WrongParameterFormat,)),
    Construct("paths.{path}.{method}.x-amazon-apigateway-integration.payloadFormatVersion", "left out", recorded("localstack test_import_and_validate_rest_api")),
    Construct("paths.{path}.{method}.x-amazon-apigateway-integration.integrationSubtype, tlsConfig.serverNameToVerify, $ref", "left out", sources.HTTP_ONLY),
    Construct("paths.{path}.{method}.x-amazon-apigateway-integration.responses.{pattern}", "selectionPattern of PutIntegrationResponse; default stands for none; of two with one status code the last counts", recorded("localstack test_import_swagger_api; patterns documented: developer guide, api-gateway-swagger-extensions-integration-responses; that the last counts is inferred")),
    *RESPONSE.constructs,
)
# fmt: on


def read_integration(given: Any, method: Method, path: str, findings: Findings) -> None:
    """
    Add what an extension becomes to its method.

    Raises:
        MalformedIntegration: a value in it has a JSON type that it cannot have.
    """
    try:
        arguments = INTEGRATION.arguments(mapping(given))
        kind = arguments.get("type")
        if kind not in _TYPES:
            said = None if kind is None else text(given["type"])
            warning = UnknownIntegrationType(said, f"{method.http_method} {path}")
            findings.warnings.append(warning)
            return
        if kind == "MOCK":
            arguments.pop("httpMethod", None)
        method.integration = _mapped(arguments, "requestParameters")
        responses = given.get("responses")
        if responses is not None:
            method.integration_responses = [
                _mapped(_response(pattern, one), "responseParameters")
                for pattern, one in mapping(responses).items()
            ]
    except Malformed:
        raise MALFORMED.error(path) from None
    _warn_of_mappings(given, method, path, findings)


def _response(pattern: str, given: Any) -> Document:
    arguments = {"statusCode": "200", **RESPONSE.arguments(mapping(given))}
    if pattern == _DEFAULT:
        return arguments
    return {**arguments, "selectionPattern": pattern}


def _mapped(arguments: Document, name: str) -> Document:
    """
    Return the arguments without mappings that are no text.
    """
    mappings = arguments.get(name)
    if mappings is None:
        return arguments
    kept = {key: value for key, value in mappings.items() if isinstance(value, str)}
    rest = {key: value for key, value in arguments.items() if key != name}
    return {**rest, name: kept} if kept or not mappings else rest


def _warn_of_mappings(
    given: Document, method: Method, path: str, findings: Findings
) -> None:
    responses = (given.get("responses") or {}).values()
    holders = [
        (given, "requestParameters"),
        *((one, "responseParameters") for one in responses),
    ]
    for holder, name in holders:
        for key, value in (holder.get(name) or {}).items():
            if not isinstance(value, str):
                said = json.dumps(value)
                where = path, method.http_method
                findings.warnings.append(WrongParameterFormat(name, key, *where, said))
