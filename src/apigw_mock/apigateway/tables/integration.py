"""
Integration: what UpdateIntegration takes, path by path.
"""

from __future__ import annotations

from dataclasses import replace

from apigw_mock.apigateway.keys import media_type
from apigw_mock.apigateway.refusals import (
    BadParameterName,
    ContentTypeNotFound,
    CrossAccountRole,
    EmptyMapValue,
    InvalidArn,
    InvalidCacheKey,
    InvalidEnumValue,
    InvalidFunction,
    InvalidIntegrationArn,
    InvalidMappings,
    InvalidTransferMode,
    MissingConnectionId,
    MissingHttpMethod,
    MissingIntegrationTarget,
    MissingRole,
    NotAnExpression,
    ParameterNotFound,
    StaticValueNotEncoded,
    UndeclaredParameter,
    UnsupportedProxyService,
)
from apigw_mock.apigateway.rows import EVERY, REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules import integration as rules
from apigw_mock.apigateway.rules.integration import IntegrationFacts
from apigw_mock.apigateway.tables import existence, sources
from apigw_mock.apigateway.tables.sources import LISTED, PAGE
from apigw_mock.apigateway.values import (
    Boolean,
    Empty,
    Integer,
    Value,
    Word,
    http_method,
)
from apigw_mock.apigateway.wording import terse
from apigw_mock.evidence import documented, inferred, reported
from apigw_mock.refusal import (
    InvalidHttpEndpoint,
    InvalidIntegrationUri,
    Sentence,
    TimeoutOutOfRange,
)

_CLEARED = Value(empty=Empty.CLEARS)
_KEYS = "/cacheKeyParameters/{name}"
_PARAMETERS = "/requestParameters/{name}"

# fmt: off
_PREFLIGHT = inferred("recorded for Put: badmintoncryer/cdk-preflight")
_URIS = inferred("recorded for Put: badmintoncryer/cdk-preflight, localstack test_put_integration_validation, test_put_integration_aws_proxy_uri, test_error_aws_proxy_not_supported")
_STREAMING = documented("developer guide, response-transfer-mode: for proxy integrations alone; the text is inferred")

# These judge at several places in the order.
_CONNECTION = Rule[IntegrationFacts]("a connection id with VPC_LINK", (), rules.connection_given, MissingConnectionId, _PREFLIGHT)
_TARGET = Rule[IntegrationFacts]("an integration target with a VPC link of API Gateway v2", (), rules.target_given, MissingIntegrationTarget,
    inferred("reported for Put: hashicorp/terraform-provider-aws#45230, pulumi/pulumi-aws#6020"))
_ROLE = Rule[IntegrationFacts]("a role for every service but Lambda", (), rules.role_given, MissingRole,
    inferred("reported for Put: hashicorp/terraform-provider-aws#7916, serverless/examples#687"))
_MODE = Rule[IntegrationFacts]("a Lambda call that fits the response transfer mode", (), rules.mode_suits_call, InvalidTransferMode,
    inferred("reported for Put: go-to-k/cdkd, BUFFERED with a call that streams; hashicorp/terraform-provider-aws#45649, STREAM with one that does not, whose text is cut off"))

INTEGRATION = Table[IntegrationFacts](
    resource="Integration",
    source=f"{PAGE}#UpdateIntegration-Patch",
    bare_paths=sources.NO_LEADING_SLASH,
    demands=(existence.RESOURCE, existence.METHOD.on("Get", "Put", "Update"), existence.METHOD_OF_INTEGRATION, existence.INTEGRATION.on("Get", "Update", "Delete")),
    wording=terse(
        unknown=inferred("recorded for UpdateMethod, UpdateMethodResponse and UpdateGatewayResponse: localstack"),
        unsupported=inferred("reported for remove of scalars of an integration and its responses: go-to-k/cdk-real-drift"),
    ),
    keys={"content_type": media_type(sources.CONTENT_TYPES)},
    defaults={
        "cacheKeyParameters": lambda _: [],
        "cacheNamespace": rules.own_cache,
        "connectionType": rules.internet,
        "passthroughBehavior": lambda _: "WHEN_NO_MATCH",
        "timeoutInMillis": lambda _: rules.LONGEST,
    },
    applies={"httpMethod": rules.is_not_mock, "uri": rules.is_not_mock},
    drops={"requestParameters": "cacheKeyParameters"},
    shown_empty=frozenset({"/cacheKeyParameters"}),
    rows=(
        Row(_KEYS, EVERY, Value(empty=Empty.KEEPS),
            documented(f"{PAGE}; hashicorp/terraform-provider-aws sends the name as path; replacing by another name as recorded for binaryMediaTypes, by itself or by nothing as reported: its live test reads the list unchanged"),
            into="/cacheKeyParameters/[{name}]",
            absent=Sentence(ParameterNotFound, inferred("reported for request parameters: hashicorp/terraform-provider-aws#40124"))),
        Row("/cacheNamespace", REPLACE, _CLEARED, documented(f"{PAGE}; the default: AWS CLI examples of get-integration")),
        Row("/connectionId", REPLACE, _CLEARED, LISTED),
        Row("/connectionType", REPLACE, Word(name="connectionType", empty=Empty.CLEARS, evidence=sources.WORDS),
            documented(f"{PAGE}; the default: localstack test_put_integration_responses")),
        Row("/contentHandling", REPLACE, Word(name="contentHandling", empty=Empty.CLEARS, evidence=sources.WORDS),
            documented(f"{PAGE}; clearing: go-to-k/cdk-real-drift#405")),
        Row("/credentials", REPLACE, _CLEARED, reported("patched by public clients, though the page does not list it")),
        Row("/httpMethod", REPLACE, http_method(inferred("recorded for PutMethod: localstack test_put_method_validation"), empty=Empty.CLEARS),
            documented(f"{PAGE}, not on MOCK; api-gateway-ansible 45bfdca, 7b72437"), when={REPLACE: rules.is_not_mock}),
        Row("/integrationTarget", REPLACE, _CLEARED, LISTED),
        Row("/passthroughBehavior", REPLACE,
            Word(what="passthrough behavior", words=("WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"), evidence=sources.WORDS),
            documented(f"{PAGE}; the default: localstack test_put_integration_responses")),
        Row(_PARAMETERS, EVERY, Value(empty=Empty.REFUSED, nothing=Sentence(EmptyMapValue, sources.EMPTY_VALUES)),
            documented(f"{PAGE}; what it drops: hashicorp/terraform-provider-aws#40124"),
            absent=Sentence(ParameterNotFound, reported("hashicorp/terraform-provider-aws#40124"))),
        Row("/requestTemplates/{content_type}", EVERY, Value(empty=Empty.NULL),
            documented("AWS CLI examples of update-integration"),
            absent=Sentence(ContentTypeNotFound, sources.ABSENT_KEYS)),
        Row("/responseTransferMode", REPLACE, Word(name="responseTransferMode", empty=Empty.CLEARS, evidence=sources.WORDS), LISTED),
        Row("/timeoutInMillis", REPLACE, Integer(), documented(f"{PAGE}; the default: localstack test_put_integration_responses")),
        Row("/tlsConfig/insecureSkipVerification", REPLACE, Boolean(), LISTED),
        Row("/uri", REPLACE, _CLEARED, documented(f"{PAGE}, not on MOCK"), when={REPLACE: rules.is_not_mock}),
    ),
    rules=(
        Rule("cache keys that the method declares or the integration maps", (_KEYS,), rules.declared_cache_keys, InvalidCacheKey, _PREFLIGHT),
        replace(_CONNECTION, on=("/connectionType", "/connectionId")),
        replace(_TARGET, on=("/connectionType", "/connectionId")),
        Rule("credentials that are an ARN", ("/credentials",), rules.credentials_are_an_arn, InvalidArn, _PREFLIGHT, at_once=True),
        Rule("a role of the same account, or the caller's own credentials", ("/credentials",), rules.credentials_are_own, CrossAccountRole,
             inferred("reported for Put: aws/aws-cdk#1465; HTTP status 403 is reported as well"), at_once=True),
        replace(_ROLE, on=("/credentials",)),
        Rule("an HTTP method on every type but MOCK", ("/httpMethod",), rules.http_method_given, MissingHttpMethod,
             inferred("recorded for Put: localstack test_put_integration_validation"), at_once=True),
        replace(_CONNECTION, on=("/integrationTarget",)),
        replace(_TARGET, on=("/integrationTarget",)),
        Rule("mappings from declared sources or quoted text to the backend's request", (_PARAMETERS,), rules.declared_sources, InvalidMappings,
             reported("hashicorp/terraform-provider-aws#39801"),
             items={
                 NotAnExpression: inferred("reported for Put: badmintoncryer/cdk-preflight pf-apigw-integration-request-parameter-value, lost quotes"),
                 BadParameterName: inferred("reported for Put: badmintoncryer/cdk-preflight pf-apigw-method-request-parameter-key, for methods"),
                 UndeclaredParameter: reported("hashicorp/terraform-provider-aws#39801"),
                 StaticValueNotEncoded: inferred("reported for Put: serverless-operations/serverless-apigateway-service-proxy#78"),
             }),
        Rule("STREAM only on proxy integrations", ("/responseTransferMode",), rules.streams_by_proxy, InvalidEnumValue, _STREAMING),
        replace(_MODE, on=("/responseTransferMode",)),
        Rule("50 to 29000 ms, with STREAM 50 to 900000 ms", ("/timeoutInMillis", "/responseTransferMode"), rules.timeout_suits_mode, TimeoutOutOfRange,
             inferred("recorded for Put: badmintoncryer/cdk-preflight, a time-out of 29001 ms; reported: hashicorp/terraform-provider-aws#45472, one of 900001 ms with STREAM")),
        Rule("a URI on every type but MOCK", ("/uri",), rules.uri_given, InvalidIntegrationUri, _URIS, at_once=True),
        Rule("a URL on HTTP and HTTP_PROXY", ("/uri",), rules.uri_is_a_url, InvalidHttpEndpoint, _URIS, at_once=True),
        Rule("an ARN on AWS and AWS_PROXY", ("/uri",), rules.uri_is_an_arn, InvalidArn, _URIS, at_once=True),
        Rule("an ARN in a region of its partition", ("/uri",), rules.uri_is_in_a_region, InvalidArn,
             inferred("reported for Put: CodeGenieApp/serverless-express#169"), at_once=True),
        Rule("an API Gateway ARN with a path or an action", ("/uri",), rules.uri_has_path_or_action, InvalidIntegrationArn, _URIS, at_once=True),
        Rule("a function or a Firehose stream on AWS_PROXY", ("/uri",), rules.proxied_service, UnsupportedProxyService, _URIS, at_once=True),
        Rule("a valid Lambda function in a URI that invokes one", ("/uri",), rules.function_is_one, InvalidFunction,
             inferred("reported for Put: hashicorp/terraform-provider-aws#19645"), at_once=True),
        replace(_ROLE, on=("/uri",)),
        replace(_MODE, on=("/uri",)),
    ),
)
# fmt: on
