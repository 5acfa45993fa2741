"""
MethodResponse: what UpdateMethodResponse takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.checks import content_type
from apigw_mock.apigateway.finals import known_models
from apigw_mock.apigateway.mapping import response_keys
from apigw_mock.apigateway.patch import (
    ADD,
    REMOVE,
    REPLACE,
    Empty,
    PatchTable,
    Row,
    boolean,
)
from apigw_mock.apigateway.refusals import ContentTypeNotFound, ParameterNotFound
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.evidence import inferred, recorded

# fmt: off
METHOD_RESPONSE = PatchTable(
    resource="MethodResponse",
    source=f"{PAGE}#UpdateMethodResponse-Patch",
    rows=(
        Row(
            "/responseModels/{content_type}", ADD | REPLACE | REMOVE, empty=Empty.REFUSED,
            key=content_type, absent=ContentTypeNotFound, final=known_models,
            evidence=recorded("localstack test_update_method_response, test_lifecycle_method_response; removing without a value: go-to-k/cdk-real-drift#409"),
            refusal=inferred("recorded by localstack test_update_method_wrong_param_names for absent keys, for PutMethod for unknown models; the rest is unseen"),
        ),
        Row(
            "/responseParameters/{name}", ADD | REPLACE | REMOVE, read=boolean,
            absent=ParameterNotFound, final=response_keys,
            evidence=recorded("localstack test_update_method_response, test_lifecycle_method_response"),
            refusal=inferred("recorded by localstack test_update_method_wrong_param_names, test_update_method_lack_response_parameters_and_models for absent keys; other keys as recorded for methods"),
        ),
    ),
)
# fmt: on
