"""
Model: what UpdateModel takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import EmptySchema, InvalidSchema
from apigw_mock.apigateway.rows import REPLACE, Facts, Row, Rule, Table
from apigw_mock.apigateway.rules import model as rules
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Value
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import recorded, reported

# fmt: off
_UPDATES = recorded("localstack test_update_model")

MODEL = Table[Facts](
    resource="Model",
    source=f"{PAGE}#UpdateModel-Patch",
    made_by="Create",
    demands=(
        existence.API.on("Create"), existence.MODEL_NAMED, existence.MODEL_NAME, existence.NO_MODEL, existence.MODEL_OF_TYPE,
        existence.MODEL.on("Get", "Update", "Delete"), existence.MODEL_UNUSED,
    ),
    wording=naming_paths(unknown=_UPDATES, unsupported=_UPDATES),
    rows=(
        Row("/description", REPLACE, Value(empty=Empty.CLEARS), _UPDATES),
        Row("/schema", REPLACE, Value(), _UPDATES),
    ),
    rules=(
        Rule("a schema", ("/schema",), rules.some_schema, EmptySchema, recorded("localstack test_update_model, for Create test_model_validation; without a value inferred"), at_once=True),
        Rule("a JSON schema of draft 4, if the content type is JSON", ("/schema",), rules.json_schema, InvalidSchema,
             reported("badmintoncryer/cdk-preflight pf-apigw-model-schema; one item for each flaw: users of UpdateModel; which flaws are found beside wrong types: the draft"), at_once=True),
    ),
)
# fmt: on
