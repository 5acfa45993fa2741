"""
IntegrationResponse: what UpdateIntegrationResponse takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.checks import content_type, java_regex
from apigw_mock.apigateway.finals import unique_pattern
from apigw_mock.apigateway.mapping import response_mappings
from apigw_mock.apigateway.patch import (
    ADD,
    REMOVE,
    REPLACE,
    Empty,
    PatchTable,
    Row,
    none_for_a_dash,
)
from apigw_mock.apigateway.refusals import ContentTypeNotFound, ParameterNotFound
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.evidence import documented, inferred, recorded, reported

# fmt: off
INTEGRATION_RESPONSE = PatchTable(
    resource="IntegrationResponse",
    source=f"{PAGE}#UpdateIntegrationResponse-Patch",
    rows=(
        Row(
            "/contentHandling", REPLACE, empty=Empty.CLEARS, model="contentHandling",
            evidence=recorded("localstack test_apigateway_s3, response_convert_to_binary_with_request_template; clearing is reported: go-to-k/cdk-real-drift#405"),
            refusal=inferred("go-to-k/cdk-real-drift#405, for remove of selectionPattern; the text on other words is unseen"),
        ),
        Row(
            "/responseParameters/{name}", ADD | REPLACE | REMOVE, empty=Empty.REFUSED,
            absent=ParameterNotFound, final=response_mappings,
            evidence=documented("AWS CLI examples of update-integration-response; add: reported by the ACK controller's tests"),
            refusal=reported("captures of PutIntegrationResponse, e.g. awslabs/aws-solutions-constructs#1130; absent keys as recorded for UpdateMethodResponse"),
        ),
        Row(
            "/responseTemplates/{content_type}", ADD | REPLACE | REMOVE, empty=Empty.NULL,
            key=content_type, absent=ContentTypeNotFound,
            evidence=recorded("localstack test_apigateway_s3 (add), TestStageCrudCanary (replace), test_apigateway_sqs (remove)"),
            refusal=inferred("recorded for Put: localstack test_put_integration_response_templates; absent keys as recorded for UpdateMethodResponse"),
        ),
        Row(
            "/selectionPattern", REPLACE, read=none_for_a_dash, check=java_regex, empty=Empty.KEPT,
            final=unique_pattern,
            evidence=recorded("localstack test_lifecycle_integration_response; empty text is reported: go-to-k/cdk-real-drift#405; a dash is read back as none, reported: hashicorp/terraform-provider-aws#10222, #14204, #17212, hashicorp/terraform#27389"),
            refusal=inferred("reported for Put: badmintoncryer/cdk-preflight pf-apigw-integration-response-selection-pattern"),
        ),
    ),
)
# fmt: on
