"""
What a document says of the API as a whole: settings, validators, gateway responses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.openapi import sources
from apigw_mock.apigateway.openapi.forms import endpoint_configuration
from apigw_mock.apigateway.openapi.members import (
    Extension,
    Malformed,
    Member,
    flag,
    json_text,
    mapping,
    number,
    text,
    text_map,
    texts,
    word,
)
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.document import map_of
from apigw_mock.openapi.sentences import (
    REFUSED,
    SettingRefused,
    UnexpectedAttribute,
    WrongTypeOfAttribute,
)

if TYPE_CHECKING:
    from apigw_mock.openapi.document import Document, OpenApi
    from apigw_mock.openapi.findings import Findings

_VALIDATORS = "x-amazon-apigateway-request-validators"
_RESPONSES = "x-amazon-apigateway-gateway-responses"
_DOCUMENTATION = "x-amazon-apigateway-documentation"


def _location(value: Any) -> Document:
    return {name: one for name, one in text_map(value).items() if one is not None}


# fmt: off
_BODY = recorded("hashicorp/terraform-provider-aws, acceptance tests setByBody of aws_api_gateway_rest_api")
_NEW = documented("developer guide, api-gateway-swagger-extensions")
INFO = Extension("info", "CreateRestApi", (
    Member("title", "name", text, recorded("localstack test_import_swagger_api, test_put_rest_api_mode_binary_media_types")),
    Member("description", "description", text, sources.PETSTORE),
    Member("version", "version", text, recorded("localstack test_import_rest_api, test_import_rest_apis_with_base_path_swagger: a number, too")),
))
ROOT = Extension("", "CreateRestApi", (
    Member("x-amazon-apigateway-api-key-source", "apiKeySource", word, recorded("localstack test_import_with_global_api_key_authorizer")),
    Member("x-amazon-apigateway-binary-media-types", "binaryMediaTypes", texts, recorded("localstack test_import_rest_api, test_put_rest_api_mode_binary_media_types")),
    Member("x-amazon-apigateway-minimum-compression-size", "minimumCompressionSize", number, _BODY),
    Member("x-amazon-apigateway-policy", "policy", json_text, _BODY),
    Member("x-amazon-apigateway-security-policy", "securityPolicy", text, _NEW),
    Member("x-amazon-apigateway-endpoint-access-mode", "endpointAccessMode", text, _NEW),
))
_ENDPOINT = Extension("x-amazon-apigateway-endpoint-configuration", "CreateRestApi", (
    Member("disableExecuteApiEndpoint", "disableExecuteApiEndpoint", flag, _BODY),
    Member("vpcEndpointIds", "vpcEndpointIds", texts, _BODY),
))
VALIDATOR = Extension("x-amazon-apigateway-request-validators.{name}", "CreateRequestValidator", (
    Member("validateRequestBody", "validateRequestBody", flag, recorded("localstack test_import_with_circular_models_and_request_validation; that false is the default is inferred")),
    Member("validateRequestParameters", "validateRequestParameters", flag, recorded("localstack test_import_with_circular_models_and_request_validation; that false is the default is inferred")),
))
GATEWAY_RESPONSE = Extension("x-amazon-apigateway-gateway-responses.{type}", "PutGatewayResponse", (
    Member("statusCode", "statusCode", text, documented("developer guide, api-gateway-swagger-extensions-gateway-responses; that numbers are taken is recorded: localstack test_import_and_validate_rest_api")),
    Member("responseParameters", "responseParameters", text_map, recorded("localstack test_import_and_validate_rest_api: that they are taken")),
    Member("responseTemplates", "responseTemplates", text_map, documented("developer guide, api-gateway-swagger-extensions-gateway-responses")),
))
PART = Extension("x-amazon-apigateway-documentation.documentationParts[]", "CreateDocumentationPart", (
    Member("location", "location", _location, recorded("localstack test_import_documentation_parts")),
    Member("properties", "properties", json_text, recorded("localstack test_import_documentation_parts")),
))
CONSTRUCTS = (
    Construct("(document)", "OpenAPI 3.0 or Swagger 2.0, in JSON or YAML, with keys that OpenAPI knows", recorded("localstack test_import_swagger_api, test_import_rest_api_with_base_path_oas30; of unknown keys: hashicorp/terraform-provider-aws, acceptance test failOnWarnings of aws_api_gateway_rest_api"), (UnexpectedAttribute, WrongTypeOfAttribute)),
    Construct("(any error)", "nothing is imported", documented("developer guide, api-gateway-import-api-errors-warnings"), (REFUSED,)),
    Construct("(any setting)", "what CreateRestApi takes", inferred("the document becomes what the single calls are sent"), (SettingRefused,)),
    *INFO.constructs,
    Construct("info: no title", "the name Imported on, with the date and time", reported("hashicorp/terraform-provider-aws#7161; the form of the date is inferred")),
    Construct("info.contact, license, termsOfService; host, schemes, externalDocs, tags", "left out", recorded("localstack test_import_swagger_api, of schemes; of the others inferred")),
    *ROOT.constructs,
    *_ENDPOINT.constructs,
    Construct("x-amazon-apigateway-endpoint-configuration", "in OpenAPI 3.0 that of an item of servers, in Swagger 2.0 that of the document", documented("developer guide, api-gateway-swagger-extensions-endpoint-configuration")),
    *VALIDATOR.constructs,
    *GATEWAY_RESPONSE.constructs,
    *PART.constructs,
    Construct("x-amazon-apigateway-documentation.version, createdDate", "left out: no documentation version is made", inferred("AWS's behavior is unseen")),
    Construct("(any).description, summary", "no documentation part", inferred("what AWS makes of them is unseen; the recorded import of documentation has an extension that says the same")),
    Construct("x-amazon-apigateway-cors, x-amazon-apigateway-integrations, x-amazon-apigateway-importexport-version, tags with x-amazon-apigateway-tag-value", "left out", sources.HTTP_ONLY),
    Construct("${AWS::AccountId}, ${AWS::Partition}, ${AWS::Region}", "the account, partition and region of the call, in any text", documented("developer guide, import-api-aws-variables")),
)
# fmt: on


def read_settings(document: OpenApi, findings: Findings) -> Document:
    """
    Return the arguments of CreateRestApi that a document has.
    """
    root = document.root
    said = _read_each(INFO, map_of(root.get("info")), "info.", findings)
    said |= _read_each(ROOT, root, "", findings)
    endpoint = endpoint_configuration(document)
    if endpoint is not None:
        said |= _read(_ENDPOINT, endpoint, _ENDPOINT.place, findings)
    if "vpcEndpointIds" in said:
        said["endpointConfiguration"] = {"vpcEndpointIds": said.pop("vpcEndpointIds")}
    return {name: value for name, value in said.items() if value != ""}


def read_validators(document: OpenApi, findings: Findings) -> dict[str, Document]:
    """
    Return the arguments of CreateRequestValidator, by name.
    """
    found = _read_named(VALIDATOR, document.root, _VALIDATORS, findings)
    return {name: {"name": name, **said} for name, said in found.items()}


def read_gateway_responses(
    document: OpenApi, findings: Findings
) -> dict[str, Document]:
    """
    Return the arguments of PutGatewayResponse, by response type.
    """
    return _read_named(GATEWAY_RESPONSE, document.root, _RESPONSES, findings)


def read_parts(document: OpenApi, findings: Findings) -> list[Document]:
    """
    Return the arguments of CreateDocumentationPart.
    """
    place = f"{_DOCUMENTATION}.documentationParts"
    listed = map_of(document.root.get(_DOCUMENTATION)).get("documentationParts", [])
    if not isinstance(listed, list):
        findings.warnings.append(WrongTypeOfAttribute(place, "array"))
        return []
    found = (
        _read(PART, one, f"{place}[{at}]", findings) for at, one in enumerate(listed)
    )
    return [one for one in found if one]


def _read_named(
    extension: Extension, root: Document, name: str, findings: Findings
) -> dict[str, Document]:
    given = root.get(name, {})
    if not isinstance(given, dict):
        findings.warnings.append(WrongTypeOfAttribute(name, "object"))
        return {}
    return {
        key: _read(extension, one, f"{name}.{key}", findings)
        for key, one in given.items()
    }


def _read_each(
    extension: Extension, given: Document, before: str, findings: Findings
) -> Document:
    """
    Return the arguments of all members that can be read, whatever is beside them.

    *before* stands before a member's name in a finding.
    """
    said: Document = {}
    for member in extension.members:
        if given.get(member.name) is not None:
            one = Extension(extension.place, extension.call, (member,))
            said |= _read(one, given, f"{before}{member.name}", findings)
    return said


def _read(extension: Extension, given: Any, place: str, findings: Findings) -> Document:
    try:
        return extension.arguments(mapping({} if given is None else given))
    except Malformed as error:
        findings.warnings.append(WrongTypeOfAttribute(place, error.wanted))
        return {}
