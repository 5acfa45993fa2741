"""
What the import of an HTTP API reads of a document, and what it leaves out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2.fields import boto3_name
from apigw_mock.apigatewayv2.openapi import tables
from apigw_mock.apigatewayv2.openapi.sentences import (
    BASEPATH,
    MALFORMED,
    IgnoredPart,
    IgnoredSchemas,
    NoText,
    RefusedAuthorizer,
    RefusedIntegration,
    RefusedRoute,
    UnsupportedType,
)
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.openapi import structure
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.sentences import (
    READABLE,
    REFUSED,
    SHORT,
    WARNED,
    MissingReference,
    PathWithoutSlash,
    SettingRefused,
    UnexpectedAttribute,
    WrongTypeOfAttribute,
)

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence

PAGE = "https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/import-api.html"
REIMPORT_PAGE = (
    "https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/reimport-api.html"
)

_INTEGRATION = "paths.{path}.{method}.x-amazon-apigateway-integration"
_SCHEME = "components.securitySchemes.{name}"
_AUTHORIZER = f"{_SCHEME}.x-amazon-apigateway-authorizer"


def _of_keys(place: str, keys: tuple[tables.Key, ...]) -> tuple[Construct, ...]:
    return tuple(
        Construct(f"{place}.{key.name}", boto3_name(key.setting), key.evidence)
        for key in keys
    )


def _left_out(place: str, evidence: Evidence, *names: str) -> tuple[Construct, ...]:
    return tuple(Construct(f"{place}.{name}", "left out", evidence) for name in names)


# fmt: off
_MODEL = documented("botocore, apigatewayv2 2018-11-29 service model")
_HTTP_GUIDE = documented("API Gateway developer guide, http-api-open-api")
_TERRAFORM = recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: openAPI")
_AUTH_GUIDE = documented("API Gateway developer guide, api-gateway-swagger-extensions-authorizer")
_PATHS = documented("API Gateway developer guide, api-gateway-import-api-basePath, for REST APIs; recorded there by localstack")
_AS_IN_REST = inferred("as in documents of REST APIs; the parser is the same")
_NO_SUCH = inferred("an HTTP API has no such setting")
_PARTS = documented("API Gateway developer guide, http-api-open-api: HTTP APIs do not have it")

# Of both calls.
CONSTRUCTS = (
    Construct("Body", "JSON or YAML of OpenAPI 3.0", _HTTP_GUIDE, (READABLE, SHORT)),
    Construct("Basepath", "ignore, prepend or split; what stands before each path", _MODEL, (BASEPATH,)),
    Construct("FailOnWarnings", "whether a warning aborts the import", recorded("hashicorp/terraform-provider-aws, acceptance test failOnWarnings of v2"), (WARNED,)),
    Construct("(any error)", "nothing is imported", documented("API Gateway developer guide, api-gateway-import-api-errors-warnings"), (REFUSED,)),
    Construct("(any key)", "only keys that OpenAPI knows; others are left out", inferred("what hashicorp/terraform-provider-aws has recorded for REST APIs; the parser is the same"), (UnexpectedAttribute, WrongTypeOfAttribute)),
    Construct("(any $ref)", "a place in the document itself", _TERRAFORM, (MissingReference,)),
    Construct("(any text).${AWS::Region}", "the region, as ${AWS::AccountId} and ${AWS::Partition} are the caller's", documented("API Gateway developer guide, api-gateway-swagger-extensions")),
    Construct("info", "settings of the API", _TERRAFORM, (SettingRefused,)),
    *_of_keys("info", tables.INFO),
    *_left_out("info", _NO_SUCH, "contact", "license", "termsOfService"),
    Construct("servers.{n}.url", "the base path: of the first server, or by a variable basePath", _PATHS),
    Construct("servers.{n}.variables.basePath", "the base path, even if no URL uses it; the first counts", _PATHS),
    Construct("servers.{n}.x-amazon-apigateway-endpoint-configuration.disableExecuteApiEndpoint", "DisableExecuteApiEndpoint", _HTTP_GUIDE),
    Construct("tags.{n}.x-amazon-apigateway-tag-value", "the value of a tag of the API; without one it is empty", documented("API Gateway developer guide, api-gateway-swagger-extensions-tag-value")),
    *_left_out("tags.{n}", _NO_SUCH, "description"),
    *_of_keys("x-amazon-apigateway-cors", tables.CORS),
    Construct("x-amazon-apigateway-importexport-version", "left out", documented("API Gateway developer guide, http-api-export")),
    Construct("externalDocs", "left out", _NO_SUCH),
    Construct("security", "what guards operations without security of their own", recorded("localstack test_import_rest_api_with_global_api_key_authorizer, for REST APIs")),
    Construct("components.schemas", "left out, and listed in ImportInfo", _PARTS, (IgnoredSchemas,)),
    Construct("paths.{path}", "the path of a route", _TERRAFORM, (PathWithoutSlash, RefusedRoute)),
    Construct("paths.{path}.{method}", "a route of this method", _TERRAFORM),
    Construct("paths.{path}.x-amazon-apigateway-any-method", "a route of ANY", recorded("AWS CLI reference, apigatewayv2 import-api")),
    Construct("paths.{path}.x-amazon-apigateway-any-method.isDefaultRoute", "true makes the route $default of it; so does the path $default", documented("API Gateway developer guide, api-gateway-swagger-extensions-any-method; for the path: aws/serverless-application-model#2297")),
    *_left_out("paths.{path}", _NO_SUCH, "summary", "description", "servers"),
    Construct("paths.{path}.{method}.operationId", "OperationName", reported("KensioSoftware/yulin#304")),
    Construct("paths.{path}.{method}.parameters", "left out, and listed in ImportInfo", _PARTS, (IgnoredPart,)),
    Construct("paths.{path}.{method}.requestBody", "left out, and listed in ImportInfo", _PARTS, (IgnoredPart,)),
    *_left_out("paths.{path}.{method}", _TERRAFORM, "responses"),
    *_left_out("paths.{path}.{method}", _NO_SUCH, "tags", "summary", "description", "deprecated", "callbacks"),
    Construct("paths.{path}.{method}.security", "AuthorizationType, AuthorizerId and AuthorizationScopes of the first scheme that has an authorizer or a signature; [] for none", documented("API Gateway developer guide, http-api-jwt-authorizer")),
    Construct(_INTEGRATION, "an integration, and the route's target", _TERRAFORM, (RefusedIntegration, UnsupportedType, NoText, MALFORMED)),
    Construct(f"{_INTEGRATION}.$ref", "an integration of components that several routes share", documented("API Gateway developer guide, api-gateway-swagger-extensions-integrations; that they share one IntegrationId is inferred")),
    *_of_keys(_INTEGRATION, tables.INTEGRATION),
    *_left_out(_INTEGRATION, inferred("CreateIntegration drops it on HTTP APIs"), "passthroughBehavior", "contentHandling", "requestTemplates", "responses", "cacheNamespace", "cacheKeyParameters"),
    Construct(_AUTHORIZER, "an authorizer with the scheme's name, even if nothing names it; JWT in oauth2 and openIdConnect, REQUEST in apiKey", _AUTH_GUIDE, (RefusedAuthorizer,)),
    *_of_keys(_AUTHORIZER, tables.AUTHORIZER),
    *_left_out(_AUTHORIZER, _NO_SUCH, "identityValidationExpression"),
    Construct(f"{_SCHEME}.openIdConnectUrl", "the issuer, without /.well-known/openid-configuration", _AUTH_GUIDE),
    Construct(f"{_SCHEME}.type", "http, and apiKey by itself, guard nothing", reported("aws/serverless-application-model#2290, for http")),
    Construct(f"{_SCHEME}.x-amazon-apigateway-authtype", "awsSigv4 makes AWS_IAM of the routes that name the scheme", documented("API Gateway developer guide, api-gateway-swagger-extensions-authtype")),
    *(replace(one, evidence=_AS_IN_REST) for one in structure.CONSTRUCTS),
)
# Of ReimportApi.
REPLACED = (
    Construct("(Routes, Integrations, Authorizers)", "replaced by those of the document", recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: the set of routes; for integrations and authorizers inferred")),
    Construct("(Name, Description, Version, CorsConfiguration)", "as the document has them; what it does not have is cleared", recorded("hashicorp/terraform-provider-aws, acceptance tests of v2, which put the own values back")),
    Construct("(Stages, Deployments, DisableExecuteApiEndpoint, IpAddressType, Tags)", "kept, unless the document has them; stages that deploy by themselves do so", inferred("no source says that they change")),
)
# fmt: on
