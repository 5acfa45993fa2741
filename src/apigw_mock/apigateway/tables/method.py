"""
Method: what UpdateMethod takes, path by path.
"""

from __future__ import annotations

from dataclasses import replace

from apigw_mock.apigateway.keys import media_type
from apigw_mock.apigateway.refusals import (
    BadParameterName,
    ContentTypeNotFound,
    DuplicateParameterName,
    EmptyMapValue,
    InvalidAuthorizer,
    InvalidMappings,
    InvalidModel,
    InvalidRequestValidator,
    NotAnExpression,
    ParameterNotFound,
    UnsupportedScopes,
)
from apigw_mock.apigateway.rows import ADD, EVERY, REMOVE, REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules.method import (
    MethodFacts,
    has_authorizer,
    integration_is_not_mock,
    known_authorizer,
    known_validator,
    request_parameters,
    scopes_of_user_pool,
    unique_names,
)
from apigw_mock.apigateway.rules.models import known_models
from apigw_mock.apigateway.tables import existence, sources
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Boolean, Empty, Value, Word
from apigw_mock.apigateway.wording import naming_ops
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import Sentence

_VALIDATION = recorded("localstack test_update_method_validation")

# fmt: off
# Judged before the authorizer if scopes are sent, after it if only the type is.
_SCOPES = Rule[MethodFacts]("scopes only with the type COGNITO_USER_POOLS", (), scopes_of_user_pool, UnsupportedScopes,
    inferred("recorded for Put: badmintoncryer/cdk-preflight, authorization scopes with another type"))

METHOD = Table[MethodFacts](
    resource="Method",
    source=f"{PAGE}#UpdateMethod-Patch",
    bare_paths=sources.NO_LEADING_SLASH,
    demands=(existence.RESOURCE, existence.METHOD.on("Get", "Update", "Delete"), existence.HTTP_METHOD, existence.NO_METHOD),
    wording=naming_ops(
        unknown=_VALIDATION,
        unsupported=recorded("localstack test_update_method_validation for operationName and requestValidatorId; authorizerId reported: api-gateway-ansible 2975b0d; others inferred"),
    ),
    keys={"content_type": media_type(sources.CONTENT_TYPES)},
    defaults={"apiKeyRequired": lambda _: False},
    applies={"authorizerId": has_authorizer},
    rows=(
        Row("/apiKeyRequired", REPLACE, Boolean(),
            recorded("localstack test_update_method; text that is no boolean: test_update_method_validation")),
        Row("/authorizationScopes", ADD | REMOVE, Value(empty=Empty.REFUSED, nothing=Sentence(EmptyMapValue, sources.EMPTY_VALUES)),
            documented(f"{PAGE}; hashicorp/terraform-provider-aws sends the scope as value"),
            into="/authorizationScopes/[{value}]", absent=Sentence(ParameterNotFound, sources.ABSENT_KEYS)),
        Row("/authorizationType", REPLACE,
            Word(what="Method authorization type", words=("NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS", "JWT"), in_capitals=True,
                 evidence=inferred("the beginning is recorded: badmintoncryer/cdk-preflight, authorization scopes with another type; the list is unseen")),
            recorded("localstack test_update_method; AWS CLI examples of update-method; JWT: the service model's documentation; letter case as recorded for PutMethod: localstack test_put_integration_responses sends none")),
        Row("/authorizerId", REPLACE, Value(empty=Empty.CLEARS),
            recorded("localstack test_update_method; ignored where the type needs none: test_update_method_validation")),
        Row("/operationName", REPLACE, Value(empty=Empty.CLEARS),
            recorded("localstack test_update_method; cleared without a value by hashicorp/terraform-provider-aws")),
        Row("/requestModels/{content_type}", EVERY, Value(empty=Empty.REFUSED, nothing=Sentence(EmptyMapValue, sources.EMPTY_VALUES)),
            recorded("localstack test_put_method_model, test_update_method"),
            absent=Sentence(ContentTypeNotFound, sources.ABSENT_KEYS)),
        Row("/requestParameters/{name}", EVERY, Boolean(),
            recorded("localstack test_update_method; not replaced before a MOCK integration: documented"),
            absent=Sentence(ParameterNotFound, sources.ABSENT_KEYS), when={REPLACE: integration_is_not_mock}),
        Row("/requestValidatorId", REPLACE, Value(empty=Empty.KEPT),
            reported("hashicorp/terraform-provider-aws method.go: cleared without a value, empty text fails")),
    ),
    rules=(
        replace(_SCOPES, on=("/authorizationScopes",)),
        Rule("an authorizer that the API has, where the type needs one", ("/authorizationType", "/authorizerId"), known_authorizer, InvalidAuthorizer, _VALIDATION),
        replace(_SCOPES, on=("/authorizationType",)),
        Rule("models that the API has", ("/requestModels/{content_type}",), known_models, InvalidModel, sources.MODELS),
        Rule("names of headers, query strings and path parameters", ("/requestParameters/{name}",), request_parameters, InvalidMappings, sources.PARAMETER_KEYS,
             items={NotAnExpression: sources.PARAMETER_KEYS, BadParameterName: sources.PARAMETER_KEYS}),
        Rule("parameters with different names", ("/requestParameters/{name}",), unique_names, DuplicateParameterName,
             inferred("recorded for Put: localstack test_method_request_parameters")),
        Rule("a request validator that the API has", ("/requestValidatorId",), known_validator, InvalidRequestValidator, _VALIDATION),
    ),
)
# fmt: on
