"""
AWS's pages on HTTP and WebSocket APIs, and sources that several rows share.
"""

from __future__ import annotations

from apigw_mock.evidence import Evidence, documented, inferred, recorded

_CLI = "https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2"
INTEGRATION_PAGE = f"{_CLI}/update-integration.html"
RESPONSE_PAGE = f"{_CLI}/update-integration-response.html"
ROUTE_PAGE = f"{_CLI}/update-route.html"
ROUTE_RESPONSE_PAGE = f"{_CLI}/update-route-response.html"
API_PAGE = f"{_CLI}/update-api.html"
STAGE_PAGE = f"{_CLI}/update-stage.html"
DEPLOYMENT_PAGE = f"{_CLI}/update-deployment.html"
AUTHORIZER_PAGE = f"{_CLI}/update-authorizer.html"
MODEL_PAGE = f"{_CLI}/update-model.html"
VPC_LINK_PAGE = f"{_CLI}/update-vpc-link.html"
DOMAIN_PAGE = f"{_CLI}/update-domain-name.html"
MAPPING_PAGE = f"{_CLI}/update-api-mapping.html"

# fmt: off
PAGE = documented("AWS CLI reference, apigatewayv2 update-integration")
EXAMPLE = recorded("AWS CLI reference, apigatewayv2 update-integration, its example")
QUICK_CREATE = documented("AWS CLI reference, apigatewayv2 create-api")
MODEL = documented("botocore, apigatewayv2 2018-11-29 service model")
GUIDE = documented("API Gateway developer guide, http-api-parameter-mapping")
SUBTYPE_GUIDE = documented("API Gateway developer guide, http-api-develop-integrations-aws-services-reference")
TERRAFORM = recorded("hashicorp/terraform-provider-aws, acceptance tests of v2")
CDKD = recorded("go-to-k/cdkd, live calls of UpdateIntegration, 2026-07 and 2026-08")
FLOCI = recorded("floci-io/floci, measured in eu-west-1 on 2026-10-04")
OUTCOMES = recorded("LocalStack's AWS-validated tests of apigatewayv2: the outcome")

UNSEEN = inferred("AWS's answer is unseen; the closest recorded family of answers")
LENGTHS = inferred("botocore's service model has the length, AWS's sentence is unseen")
WORDS = inferred("botocore's service model has the words, AWS's sentence is unseen")
# It is known that AWS refuses, but not in which words.
SENTENCE = inferred("AWS refuses this, its sentence is unseen; this one follows the closest known sentences")
QUOTA = inferred("recorded for integrations: the sentence and HTTP 429; the service model has the code for 429, but anomalyco/ion#513 has ConflictException, for authorizers")
# fmt: on


def preflight(rule: str) -> Evidence:
    """
    Return the evidence of one rule that was recorded by deploying to AWS.

    Args:
        rule: its name, and what else there is to say.
    """
    return recorded(f"badmintoncryer/cdk-preflight pf-apigwv2-{rule}")


def seen_by_users(what: str) -> Evidence:
    return recorded(f"seen by users, {what}")


# fmt: off
# --- protocols --------------------------------------------------------------------

HTTP_ONLY = "it is supported only for HTTP APIs"
WEBSOCKET_ONLY = "it is supported only for WebSocket APIs"

# --- fields -----------------------------------------------------------------------

CONNECTION = inferred("recorded in the example of the AWS CLI reference: what is not sent is kept; the page has VPC links for HTTP_PROXY, a switch to a type without VPC links is unseen")
NO_CREDENTIALS = inferred("kept for every type, and when the type changes: the recorded HTTP_PROXY, HTTP and MOCK integrations show no credentials, and it is not known whether any were sent")
BY_URI = inferred("recorded: without IntegrationSubtype the integration is judged as one by URI; a call with a good URI is unseen")
SWITCHED = inferred("no change of the type was recorded; the new type keeps the settings that it can have")
# Where the page and a recording differ, the recording wins.
LINK = inferred("recorded by hashicorp/terraform-provider-aws, vpcLinkWebSocket: the page says HTTP APIs only, a WebSocket API takes a REST API's link; what AWS does with a link on an INTERNET connection is unseen")
STATUSES = inferred("recorded by hashicorp/terraform-provider-aws: {} removes a status code; what becomes of the other keys of a status code is unseen")
TEMPLATES = inferred("hashicorp/terraform-provider-aws changes them; whether AWS merges or replaces is unseen")
CLEARED = recorded("go-to-k/cdk-real-drift#1567, live on 2026-07-13: an empty text clears; hashicorp/terraform-provider-aws changes it")
EMPTY_DELETES = recorded('go-to-k/cdkd, live calls of UpdateIntegration: the page says 1 to 512 characters, "" deletes a key')
DROPPED_ON_HTTP = recorded("hashicorp/terraform-provider-aws, acceptance tests of v2: taken on HTTP APIs and read back absent")
DROPPED_IF_PUBLIC = inferred("recorded by go-to-k/cdkd, 2026-08: taken on public integrations of HTTP APIs and read back absent; WebSocket APIs, and clearing by {}, are unseen")
# fmt: on
