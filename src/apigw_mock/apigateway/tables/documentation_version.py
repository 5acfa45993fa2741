"""
DocumentationVersion: what UpdateDocumentationVersion takes.
"""

from __future__ import annotations

from apigw_mock.apigateway.rows import REPLACE, Facts, Row, Table
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Value
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import inferred, recorded

# fmt: off
_WORDS = inferred("recorded for UpdateDocumentationPart: localstack test_invalid_update_documentation_part")

DOCUMENTATION_VERSION = Table[Facts](
    resource="DocumentationVersion",
    source=f"{PAGE}#UpdateDocumentationVersion-Patch",
    made_by="Create",
    demands=(
        existence.API.on("Create", "Delete"), existence.DOCUMENTATION_VERSION,
        existence.NAMED_VERSION, existence.NO_DOCUMENTATION_VERSION, existence.STAGE.on("Create"),
        existence.VERSION_UNUSED,
    ),
    wording=naming_paths(unknown=_WORDS, unsupported=_WORDS),
    rows=(Row("/description", REPLACE, Value(empty=Empty.CLEARS), recorded("localstack test_documentation_parts_and_versions")),),
)
# fmt: on
