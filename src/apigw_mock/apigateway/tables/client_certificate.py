"""
ClientCertificate: what UpdateClientCertificate takes.
"""

from __future__ import annotations

from apigw_mock.apigateway.rows import REPLACE, Facts, Row, Table
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Value
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import documented, inferred

# fmt: off
_WORDS = inferred("recorded for other resources: localstack test_update_model, test_invalid_update_request_validator_operations")

CLIENT_CERTIFICATE = Table[Facts](
    resource="ClientCertificate",
    source=f"{PAGE}#UpdateClientCertificate-Patch",
    made_by="Generate",
    demands=(existence.CLIENT_CERTIFICATE, existence.UNUSED_CERTIFICATE),
    wording=naming_paths(unknown=_WORDS, unsupported=_WORDS),
    rows=(Row("/description", REPLACE, Value(empty=Empty.CLEARS), documented("AWS CLI example of update-client-certificate; clearing inferred from other descriptions")),),
)
# fmt: on
