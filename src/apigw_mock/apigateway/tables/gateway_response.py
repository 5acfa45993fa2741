"""
GatewayResponse: what UpdateGatewayResponse takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.keys import media_type
from apigw_mock.apigateway.refusals import (
    BadParameterName,
    ContentTypeNotFound,
    EmptyMapValue,
    InvalidMappings,
    NotAnExpression,
    ParameterNotFound,
)
from apigw_mock.apigateway.rows import EVERY, REPLACE, Facts, Row, Rule, Table
from apigw_mock.apigateway.rules.gateway_response import (
    mapped_from_request,
    own_status_code,
)
from apigw_mock.apigateway.tables import existence, sources
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Value, Word
from apigw_mock.apigateway.wording import terse
from apigw_mock.evidence import inferred, recorded, reported
from apigw_mock.refusal import Sentence

_RECORDED = recorded("localstack test_update_gateway_response")
_SHOWN = recorded(
    "localstack test_update_gateway_response, test_gateway_response_put; that a type never changed starts from what Get shows is inferred"
)

# fmt: off
GATEWAY_RESPONSE = Table[Facts](
    resource="GatewayResponse",
    source=f"{PAGE}#UpdateGatewayResponse-Patch",
    bare_paths=sources.NO_LEADING_SLASH,
    demands=(existence.API, existence.GATEWAY_RESPONSE),
    wording=terse(unknown=_RECORDED, unsupported=_RECORDED),
    keys={"content_type": media_type(sources.CONTENT_TYPES)},
    defaults={
        "responseParameters": lambda _: {},
        "responseTemplates": lambda _: {"application/json": '{"message":$context.error.messageString}'},
        "statusCode": own_status_code,
    },
    shown_empty=frozenset({"/responseParameters", "/responseTemplates"}),
    rows=(
        Row("/responseParameters/{name}", EVERY, Value(empty=Empty.REFUSED, nothing=Sentence(EmptyMapValue, _RECORDED)),
            _SHOWN, absent=Sentence(ParameterNotFound, _RECORDED)),
        Row("/responseTemplates/{content_type}", EVERY, Value(empty=Empty.REFUSED, nothing=Sentence(EmptyMapValue, _RECORDED)),
            _SHOWN, absent=Sentence(ContentTypeNotFound, sources.ABSENT_KEYS)),
        Row("/statusCode", REPLACE, Word(name="statusCode", evidence=inferred("the service model has the pattern; the text is unseen")), _RECORDED),
    ),
    rules=(
        Rule("mappings from the request, the context or quoted text", ("/responseParameters/{name}",), mapped_from_request, InvalidMappings,
             reported("aws/aws-cdk#20274, aws/aws-cli#2879"),
             items={
                 NotAnExpression: reported("aws/aws-cdk#20274, aws/aws-cli#2879"),
                 BadParameterName: inferred("reported for Put: badmintoncryer/cdk-preflight pf-apigw-method-request-parameter-key, for methods"),
             }),
    ),
)
# fmt: on
