"""
Integration: what UpdateIntegration takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.checks import content_type, http_method, one_of
from apigw_mock.apigateway.finals import (
    always,
    declared_cache_keys,
    http_method_given,
    internet_on_http,
    is_mock,
    is_no_mock,
    own_role,
    reachable,
    resource_id,
    role_for_service,
    timeout_of_mode,
    transfer_mode,
    uri_of_type,
    vpc_link_given,
)
from apigw_mock.apigateway.mapping import request_mappings
from apigw_mock.apigateway.patch import (
    ADD,
    REMOVE,
    REPLACE,
    Empty,
    PatchTable,
    Row,
    Shape,
    boolean,
    integer,
)
from apigw_mock.apigateway.refusals import ContentTypeNotFound, ParameterNotFound
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.evidence import documented, inferred, reported

# fmt: off
INTEGRATION = PatchTable(
    resource="Integration",
    source=f"{PAGE}#UpdateIntegration-Patch",
    rows=(
        Row(
            "/cacheKeyParameters/{name}", ADD | REPLACE | REMOVE, shape=Shape.ITEM,
            final=declared_cache_keys, shows_empty=True, default=always([]),
            evidence=documented(f"{PAGE}; hashicorp/terraform-provider-aws sends the name as path; replacing by another name as recorded for binaryMediaTypes, by itself or by nothing as reported: its live test reads the list unchanged"),
            refusal=inferred("recorded for Put: badmintoncryer/cdk-preflight, cache keys that are not declared; absent names as reported in hashicorp/terraform-provider-aws#40124"),
        ),
        Row(
            "/cacheNamespace", REPLACE, empty=Empty.CLEARS, default=resource_id,
            evidence=documented(f"{PAGE}; the default: AWS CLI examples of get-integration"),
            refusal=inferred("go-to-k/cdk-real-drift, for remove of other scalars"),
        ),
        Row(
            "/connectionId", REPLACE, empty=Empty.CLEARS, final=vpc_link_given,
            evidence=documented(PAGE),
            refusal=inferred("recorded for Put: badmintoncryer/cdk-preflight, VPC_LINK without a connection; reported for Put: hashicorp/terraform-provider-aws#45230, pulumi/pulumi-aws#6020, a link of v2 without its target"),
        ),
        Row(
            "/connectionType", REPLACE, empty=Empty.CLEARS, model="connectionType",
            final=vpc_link_given, default=internet_on_http,
            evidence=documented(f"{PAGE}; the default: localstack test_put_integration_responses"),
            refusal=inferred("recorded for Put: badmintoncryer/cdk-preflight, VPC_LINK without a connection; reported for Put: hashicorp/terraform-provider-aws#45230, a link of v2 without its target"),
        ),
        Row(
            "/contentHandling", REPLACE, empty=Empty.CLEARS, model="contentHandling",
            evidence=documented(f"{PAGE}; clearing: go-to-k/cdk-real-drift#405"),
            refusal=inferred("go-to-k/cdk-real-drift#405, for remove of other scalars; the text on other words is unseen"),
        ),
        Row(
            "/credentials", REPLACE, empty=Empty.CLEARS, suits=own_role, final=role_for_service,
            evidence=reported("patched by public clients, though the page does not list it"),
            refusal=inferred("recorded for Put: badmintoncryer/cdk-preflight, credentials that are no ARN; reported for Put: aws/aws-cdk#1465, hashicorp/terraform-provider-aws#7916, serverless/examples#687, services that need a role; HTTP status 403 for the role of another account is reported"),
        ),
        Row(
            "/httpMethod", REPLACE, check=http_method, suits=http_method_given,
            no_replace=is_mock, only_if=is_no_mock, empty=Empty.CLEARS,
            evidence=documented(f"{PAGE}, not on MOCK; api-gateway-ansible 45bfdca, 7b72437"),
            refusal=inferred("recorded for Put: localstack test_put_integration_validation; the text on other words as recorded for PutMethod"),
        ),
        Row(
            "/integrationTarget", REPLACE, empty=Empty.CLEARS, final=vpc_link_given,
            evidence=documented(PAGE),
            refusal=inferred("go-to-k/cdk-real-drift, for remove of other scalars; reported for Put: hashicorp/terraform-provider-aws#45230, pulumi/pulumi-aws#6020, a link of v2 without its target"),
        ),
        Row(
            "/passthroughBehavior", REPLACE, default=always("WHEN_NO_MATCH"),
            check=one_of("passthrough behavior", "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"),
            evidence=documented(f"{PAGE}; the default: localstack test_put_integration_responses"),
            refusal=reported("go-to-k/cdk-real-drift, for remove of a scalar; the text on other words is inferred"),
        ),
        Row(
            "/requestParameters/{name}", ADD | REPLACE | REMOVE, empty=Empty.REFUSED,
            absent=ParameterNotFound, final=request_mappings, drops="cacheKeyParameters",
            evidence=documented(f"{PAGE}; what it drops: hashicorp/terraform-provider-aws#40124"),
            refusal=reported("hashicorp/terraform-provider-aws#39801 (undeclared sources), #40124 (absent keys); lost quotes inferred, reported for Put: badmintoncryer/cdk-preflight pf-apigw-integration-request-parameter-value; static values of a path that are not encoded likewise: serverless-operations/serverless-apigateway-service-proxy#78"),
        ),
        Row(
            "/requestTemplates/{content_type}", ADD | REPLACE | REMOVE, empty=Empty.NULL,
            key=content_type, absent=ContentTypeNotFound,
            evidence=documented("AWS CLI examples of update-integration"),
            refusal=inferred("recorded for PutIntegrationResponse: localstack test_integration_response_invalid_responsetemplates; absent keys as recorded for UpdateMethodResponse"),
        ),
        Row(
            "/responseTransferMode", REPLACE, empty=Empty.CLEARS, model="responseTransferMode",
            final=transfer_mode,
            evidence=documented(f"{PAGE}; for proxy integrations alone: developer guide, response-transfer-mode"),
            refusal=inferred("go-to-k/cdk-real-drift, for remove of other scalars; the text on other words is unseen; reported for Put: go-to-k/cdkd, BUFFERED with a call that streams; hashicorp/terraform-provider-aws#45649, STREAM with one that does not, whose text is cut off"),
        ),
        Row(
            "/timeoutInMillis", REPLACE, read=integer, final=timeout_of_mode,
            default=always(29_000),  # ms
            evidence=documented(f"{PAGE}; the default: localstack test_put_integration_responses"),
            refusal=inferred("recorded for Put: badmintoncryer/cdk-preflight, a time-out of 29001 ms; reported: hashicorp/terraform-provider-aws#45472, one of 900001 ms with STREAM"),
        ),
        Row(
            "/tlsConfig/insecureSkipVerification", REPLACE, read=boolean,
            evidence=documented(PAGE),
            refusal=inferred("go-to-k/cdk-real-drift, for remove of other scalars"),
        ),
        Row(
            "/uri", REPLACE, empty=Empty.CLEARS, suits=uri_of_type, final=reachable,
            no_replace=is_mock, only_if=is_no_mock,
            evidence=documented(f"{PAGE}, not on MOCK"),
            refusal=inferred("recorded for Put: badmintoncryer/cdk-preflight, localstack test_put_integration_validation, test_put_integration_aws_proxy_uri, test_error_aws_proxy_not_supported; reported for Put: serverless-express#169 (regions), hashicorp/terraform-provider-aws#19645 (functions), #7916 (roles), #45649 (what streams)"),
        ),
    ),
)
# fmt: on
