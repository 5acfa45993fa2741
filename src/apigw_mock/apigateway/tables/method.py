"""
Method: what UpdateMethod takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.checks import content_type, one_of
from apigw_mock.apigateway.finals import (
    always,
    authorized,
    has_authorizer,
    has_mock_integration,
    known_authorizer,
    known_models,
    known_validator,
    request_parameters,
    scopes_of_user_pool,
)
from apigw_mock.apigateway.patch import (
    ADD,
    REMOVE,
    REPLACE,
    Empty,
    PatchTable,
    Row,
    Shape,
    boolean,
    capitals,
    lists_ops,
)
from apigw_mock.apigateway.refusals import ContentTypeNotFound, ParameterNotFound
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.evidence import documented, inferred, recorded, reported

# fmt: off
METHOD = PatchTable(
    resource="Method",
    source=f"{PAGE}#UpdateMethod-Patch",
    unsupported=lists_ops,
    rows=(
        Row(
            "/apiKeyRequired", REPLACE, read=boolean, default=always(False),
            evidence=recorded("localstack test_update_method; text that is no boolean: test_update_method_validation"),
            refusal=inferred("recorded for other members: localstack test_update_method_validation"),
        ),
        Row(
            "/authorizationScopes", ADD | REMOVE, shape=Shape.VALUE, empty=Empty.REFUSED,
            final=scopes_of_user_pool,
            evidence=documented(f"{PAGE}; hashicorp/terraform-provider-aws sends the scope as value"),
            refusal=inferred("recorded for Put: badmintoncryer/cdk-preflight, authorization scopes with another type"),
        ),
        Row(
            "/authorizationType", REPLACE, read=capitals, final=authorized,
            check=one_of("Method authorization type", "NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS", "JWT"),
            evidence=recorded("localstack test_update_method; AWS CLI examples of update-method; JWT: the service model's documentation; letter case as recorded for PutMethod: localstack test_put_integration_responses sends none"),
            refusal=inferred("recorded by localstack test_update_method_validation for authorizers; the text on other words is unseen"),
        ),
        Row(
            "/authorizerId", REPLACE, empty=Empty.CLEARS, final=known_authorizer,
            only_if=has_authorizer,
            evidence=recorded("localstack test_update_method; ignored where the type needs none: test_update_method_validation"),
            refusal=recorded("localstack test_update_method_validation; api-gateway-ansible 2975b0d: not added, but replaced"),
        ),
        Row(
            "/operationName", REPLACE, empty=Empty.CLEARS,
            evidence=recorded("localstack test_update_method; cleared without a value by hashicorp/terraform-provider-aws"),
            refusal=recorded("localstack test_update_method_validation"),
        ),
        Row(
            "/requestModels/{content_type}", ADD | REPLACE | REMOVE, empty=Empty.REFUSED,
            key=content_type, absent=ContentTypeNotFound, final=known_models,
            evidence=recorded("localstack test_put_method_model, test_update_method"),
            refusal=inferred("recorded for Put: localstack test_put_method_validation (unknown models); absent keys as recorded for UpdateMethodResponse"),
        ),
        Row(
            "/requestParameters/{name}", ADD | REPLACE | REMOVE, read=boolean,
            no_replace=has_mock_integration, absent=ParameterNotFound, final=request_parameters,
            evidence=recorded("localstack test_update_method; not replaced before a MOCK integration: documented"),
            refusal=inferred("recorded for Put: localstack test_method_request_parameters; reported for Put: badmintoncryer/cdk-preflight pf-apigw-method-request-parameter-key"),
        ),
        Row(
            "/requestValidatorId", REPLACE, empty=Empty.KEPT, final=known_validator,
            evidence=reported("hashicorp/terraform-provider-aws method.go: cleared without a value, empty text fails"),
            refusal=recorded("localstack test_update_method_validation"),
        ),
    ),
)
# fmt: on
