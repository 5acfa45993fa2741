"""
RequestValidator: what UpdateRequestValidator takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import BlankValidatorName
from apigw_mock.apigateway.rows import REPLACE, Facts, Row, Rule, Table
from apigw_mock.apigateway.rules import request_validator as rules
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Boolean, Value
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import recorded

# fmt: off
_INVALID = recorded("localstack test_invalid_update_request_validator_operations")
_PARAMETERS, _BODY = "/validateRequestParameters", "/validateRequestBody"

REQUEST_VALIDATOR = Table[Facts](
    resource="RequestValidator",
    source=f"{PAGE}#UpdateRequestValidator-Patch",
    made_by="Create",
    demands=(existence.API_OF_VALIDATOR, existence.REQUEST_VALIDATOR.on("Get", "Update", "Delete"), existence.VALIDATOR_UNUSED),
    wording=naming_paths(unknown=_INVALID, unsupported=_INVALID, order=("/name", _PARAMETERS, _BODY)),
    defaults={"validateRequestBody": lambda _: False, "validateRequestParameters": lambda _: False},
    rows=(
        Row("/name", REPLACE, Value(), _INVALID),
        Row(_BODY, REPLACE, Boolean(), recorded("localstack test_request_validator_lifecycle")),
        Row(_PARAMETERS, REPLACE, Boolean(), recorded("localstack test_api_gateway_request_validator")),
    ),
    rules=(
        Rule("a name that is not blank", ("/name",), rules.some_name, BlankValidatorName,
             recorded("localstack test_invalid_update_request_validator_operations, without a value; for an empty text, for blanks and for Create inferred"), at_once=True),
    ),
)
# fmt: on
