"""
MethodResponse: what UpdateMethodResponse takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.keys import media_type
from apigw_mock.apigateway.refusals import (
    BadParameterName,
    ContentTypeNotFound,
    EmptyMapValue,
    InvalidMappings,
    InvalidModel,
    NotAnExpression,
    ParameterNotFound,
)
from apigw_mock.apigateway.rows import EVERY, Row, Rule, Table
from apigw_mock.apigateway.rules.method_response import response_headers
from apigw_mock.apigateway.rules.models import ModelFacts, known_models
from apigw_mock.apigateway.tables import existence, sources
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Boolean, Empty, Value
from apigw_mock.apigateway.wording import terse
from apigw_mock.evidence import inferred, recorded
from apigw_mock.refusal import Sentence

# fmt: off
METHOD_RESPONSE = Table[ModelFacts](
    resource="MethodResponse",
    source=f"{PAGE}#UpdateMethodResponse-Patch",
    bare_paths=sources.NO_LEADING_SLASH,
    demands=(existence.RESOURCE, existence.METHOD, existence.METHOD_RESPONSE.on("Get", "Update", "Delete"), existence.NO_METHOD_RESPONSE),
    wording=terse(
        unknown=recorded("localstack test_update_method_wrong_param_names"),
        unsupported=inferred("as for an unknown path; every known path takes add, replace and remove"),
    ),
    keys={"content_type": media_type(sources.CONTENT_TYPES)},
    rows=(
        Row("/responseModels/{content_type}", EVERY, Value(empty=Empty.REFUSED, nothing=Sentence(EmptyMapValue, sources.EMPTY_VALUES)),
            recorded("localstack test_update_method_response, test_lifecycle_method_response; removing without a value: go-to-k/cdk-real-drift#409"),
            absent=Sentence(ContentTypeNotFound, recorded("localstack test_update_method_wrong_param_names"))),
        Row("/responseParameters/{name}", EVERY, Boolean(),
            recorded("localstack test_update_method_response, test_lifecycle_method_response"),
            absent=Sentence(ParameterNotFound, recorded("localstack test_update_method_wrong_param_names, test_update_method_lack_response_parameters_and_models"))),
    ),
    rules=(
        Rule("models that the API has", ("/responseModels/{content_type}",), known_models, InvalidModel, sources.MODELS),
        Rule("names of headers of the response", ("/responseParameters/{name}",), response_headers, InvalidMappings, sources.PARAMETER_KEYS,
             items={NotAnExpression: sources.PARAMETER_KEYS, BadParameterName: sources.PARAMETER_KEYS}),
    ),
)
# fmt: on
