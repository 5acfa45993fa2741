"""
IntegrationResponse: what UpdateIntegrationResponse takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.keys import media_type
from apigw_mock.apigateway.refusals import (
    BadParameterName,
    ContentTypeNotFound,
    DuplicateSelectionPattern,
    EmptyMapValue,
    InvalidMappings,
    InvalidRegex,
    NoMethodResponse,
    NotAnExpression,
    ParameterNotFound,
    UndeclaredParameter,
)
from apigw_mock.apigateway.rows import EVERY, REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules.integration_response import (
    IntegrationResponseFacts,
    declared_headers,
    unique_pattern,
)
from apigw_mock.apigateway.tables import existence, sources
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Value, Word, java_regex
from apigw_mock.apigateway.wording import terse
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import Sentence

# fmt: off
INTEGRATION_RESPONSE = Table[IntegrationResponseFacts](
    resource="IntegrationResponse",
    source=f"{PAGE}#UpdateIntegrationResponse-Patch",
    bare_paths=sources.NO_LEADING_SLASH,
    demands=(existence.RESOURCE, existence.METHOD.on("Get", "Put", "Update"), existence.METHOD_OF_INTEGRATION, existence.INTEGRATION, existence.INTEGRATION_RESPONSE.on("Get", "Update", "Delete")),
    wording=terse(
        unknown=inferred("recorded for UpdateMethod, UpdateMethodResponse and UpdateGatewayResponse: localstack"),
        unsupported=inferred("reported for remove of selectionPattern: go-to-k/cdk-real-drift; recorded for statusCode of gateway responses: localstack test_update_gateway_response"),
    ),
    keys={"content_type": media_type(sources.CONTENT_TYPES)},
    rows=(
        Row("/contentHandling", REPLACE, Word(name="contentHandling", empty=Empty.CLEARS, evidence=sources.WORDS),
            recorded("localstack test_apigateway_s3, response_convert_to_binary_with_request_template; clearing is reported: go-to-k/cdk-real-drift#405")),
        Row("/responseParameters/{name}", EVERY, Value(empty=Empty.REFUSED, nothing=Sentence(EmptyMapValue, sources.EMPTY_VALUES)),
            documented("AWS CLI examples of update-integration-response; add: reported by the ACK controller's tests"),
            absent=Sentence(ParameterNotFound, sources.ABSENT_KEYS)),
        Row("/responseTemplates/{content_type}", EVERY, Value(empty=Empty.NULL),
            recorded("localstack test_apigateway_s3 (add), TestStageCrudCanary (replace), test_apigateway_sqs (remove)"),
            absent=Sentence(ContentTypeNotFound, sources.ABSENT_KEYS)),
        Row("/selectionPattern", REPLACE, java_regex(Sentence(InvalidRegex, sources.REGEXES), empty=Empty.KEPT, as_none="-"),
            recorded("localstack test_lifecycle_integration_response; empty text is reported: go-to-k/cdk-real-drift#405; a dash is read back as none, reported: hashicorp/terraform-provider-aws#10222, #14204, #17212, hashicorp/terraform#27389")),
    ),
    rules=(
        Rule("mappings from sources or quoted text to declared headers", ("/responseParameters/{name}",), declared_headers, InvalidMappings,
             reported("captures of PutIntegrationResponse, e.g. awslabs/aws-solutions-constructs#1130"),
             items={
                 NotAnExpression: reported("captures of PutIntegrationResponse; lost quotes: badmintoncryer/cdk-preflight, for requests"),
                 BadParameterName: inferred("reported for Put: badmintoncryer/cdk-preflight pf-apigw-method-request-parameter-key, for methods"),
                 NoMethodResponse: reported("go-to-k/cdkd#373, amazon-archives/aws-apigateway-importer#121, for Put"),
                 UndeclaredParameter: reported("captures of PutIntegrationResponse, e.g. awslabs/aws-solutions-constructs#1130; olegabu/cognito-helper#13 for an update by the console"),
             }),
        Rule("a selection pattern that no other response of the integration has", ("/selectionPattern",), unique_pattern, DuplicateSelectionPattern,
             reported("hashicorp/terraform#5893, carrot/terraform-api-gateway-method-module#2, for Put of a second default; other patterns and Update are inferred")),
    ),
)
# fmt: on
