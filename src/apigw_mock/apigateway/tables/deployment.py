"""
Deployment: what UpdateDeployment takes.
"""

from __future__ import annotations

from apigw_mock.apigateway.rows import REPLACE, Facts, Row, Table
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.tables.stage import STAGE
from apigw_mock.apigateway.values import Empty, Value
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import inferred, recorded

# fmt: off
_WORDS = inferred("recorded for UpdateResource, UpdateModel, UpdateRequestValidator, UpdateDocumentationPart and UpdateApiKey: localstack")

DEPLOYMENT = Table[Facts](
    resource="Deployment",
    source=f"{PAGE}#UpdateDeployment-Patch",
    made_by="Create",
    demands=(
        existence.API.on("Create"), existence.DEPLOYMENT.on("Get", "Update", "Delete"), existence.UNUSED,
        existence.HAS_METHODS, existence.HAS_INTEGRATIONS, existence.HAS_POLICY, existence.CANARY_NAMED, existence.CANARY_STAGE, existence.STAGE_NAME,
    ),
    wording=naming_paths(unknown=_WORDS, unsupported=_WORDS),
    rows=(Row("/description", REPLACE, Value(empty=Empty.CLEARS), recorded("localstack test_update_rest_api_deployment")),),
)
# fmt: on

# What else an operation is judged by: a deployment may make a stage, or change it.
JUDGES_OF_CREATE = {"CreateDeployment": (STAGE,)}
