"""
Where the rows of HTTP and WebSocket APIs have their facts from.
"""

from __future__ import annotations

from apigw_mock.evidence import Evidence, documented, inferred, recorded, reported

_CLI = "https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2"
INTEGRATION_PAGE = f"{_CLI}/update-integration.html"
RESPONSE_PAGE = f"{_CLI}/update-integration-response.html"
API_PAGE = f"{_CLI}/create-api.html"

PAGE = documented("AWS CLI reference, apigatewayv2 update-integration")
EXAMPLE = recorded("AWS CLI reference, apigatewayv2 update-integration, its example")
MODEL = documented("botocore, apigatewayv2 2018-11-29 service model")
LENGTHS = inferred("botocore's service model has the length, AWS's sentence is unseen")
WORDS = inferred("botocore's service model has the words, AWS's sentence is unseen")
GUIDE = documented("API Gateway developer guide, http-api-parameter-mapping")
SUBTYPE_GUIDE = documented(
    "API Gateway developer guide, http-api-develop-integrations-aws-services-reference"
)

LIMITS = recorded("API Gateway developer guide, limits; HTTP 429 as seen by users")
IN_USE = recorded("milliHQ/terraform-aws-next-js#247")
TYPES = recorded("aws/aws-cli#6363; hashicorp/terraform-provider-aws#25848")
TERRAFORM = recorded("hashicorp/terraform-provider-aws, acceptance tests of v2")
CDKD = recorded("go-to-k/cdkd, live calls of UpdateIntegration, 2026-07 and 2026-08")
CDKD_COMMENT = reported("go-to-k/cdkd, apigatewayv2-provider.ts, readIntegration")
SUBTYPE_AGAIN = recorded(
    "hashicorp/terraform-provider-aws#15861; go-to-k/cdkd: with RequestParameters"
)
NO_FUNCTION = inferred(
    "hashicorp/terraform-provider-aws#15861, for a missing URI; one that is none is"
    " unseen"
)
NO_INVOCATION = inferred("seen by users with no URI; one that is none is unseen")
VERBS = inferred("the page has ANY and methods of HTTP, AWS's sentence is unseen")
NO_CREDENTIALS = inferred(
    "kept wherever they are sent, and by a switch of the type: what was recorded of"
    " HTTP_PROXY, HTTP and MOCK shows none, and is not known to have sent any"
)
SUBTYPE_EMPTY = recorded("hashicorp/terraform-provider-aws#50061")
SUBTYPE_SCHEMA = reported(
    "aws/aws-cdk#26328; outcomes of calls to AWS: letter case counts, too"
)
SUBTYPE_SOURCE = recorded(
    "hashicorp/terraform-provider-aws#17348, JSON without a block; that JSON around a"
    " block is taken is reported of MessageAttributes by aws-samples/"
    "serverless-patterns#2821 and two other templates, and inferred of other parameters"
)
OUTCOMES = recorded(
    "outcomes of calls to AWS; the sentence is unseen (accepted or refused is known)"
)
NO_VERSION = recorded(
    "outcomes of calls to AWS; the sentence is reported: localstack/localstack#9184"
)
PRIVATE_URI = recorded(
    "anomalyco/sst#5510; badmintoncryer/cdk-preflight"
    " pf-apigwv2-vpc-link-integration-uri"
)
CONNECTION = inferred(
    "recorded in the example of the AWS CLI reference: what is not sent is kept; the"
    " page has VPC links for HTTP_PROXY, a switch to a type without is unseen"
)
BY_URI = inferred(
    "recorded: without IntegrationSubtype the call is judged as one by URI; with a URI"
    " that is one it is unseen"
)
# Where the page and a recording disagree, the recording wins.
LINK = inferred(
    "recorded by hashicorp/terraform-provider-aws, vpcLinkWebSocket: the page says HTTP"
    " APIs only, a WebSocket API takes a REST API's link; what a connection by INTERNET"
    " does with it is unseen"
)
LINK_OF_HTTP_APIS = recorded(
    "hashicorp/terraform-provider-aws, vpcLinkWebSocket;"
    " terraform-aws-modules/terraform-aws-apigateway-v2#151; the sentence is unseen"
)
STATUSES = inferred(
    "recorded by hashicorp/terraform-provider-aws: {} removes a status; what becomes of"
    " the other keys inside a status is unseen"
)
TEMPLATES = inferred(
    "hashicorp/terraform-provider-aws changes them; whether AWS merges or replaces is"
    " unseen"
)
CLEARED = recorded(
    "go-to-k/cdk-real-drift#1567, live on 2026-07-13: an empty text clears;"
    " hashicorp/terraform-provider-aws changes it"
)
PATH = recorded(
    "badmintoncryer/cdk-preflight pf-apigwv2-request-parameter-action; outcomes of calls"
    " to AWS: the page prints path.{location}, AWS takes overwrite:path alone"
)
STATUS_CODE = recorded(
    "hashicorp/terraform-provider-aws#17997 and its acceptance tests: the page prints"
    " overwrite.statuscode, AWS takes overwrite:statuscode"
)
EMPTY_DELETES = recorded(
    "go-to-k/cdkd, live calls of UpdateIntegration: the page says 1 to 512 characters,"
    ' "" deletes a key'
)
ROUTE_REQUEST = inferred(
    "the page prints method.request, the developer guide and recordings route.request;"
    " both are taken in the forms printed there, AWS's sentence is unseen"
)
CALLER = inferred(
    "the page prints arn:aws:iam:::user/, without the asterisks of arn:aws:iam::*:user/*;"
    " both are taken, AWS's sentence is unseen"
)
DROPPED_ON_HTTP = recorded(
    "hashicorp/terraform-provider-aws, acceptance tests of v2: taken on HTTP APIs and"
    " read back absent"
)
DROPPED_IF_PUBLIC = inferred(
    "recorded by go-to-k/cdkd, 2026-08: taken on public integrations of HTTP APIs and"
    " read back absent; WebSocket APIs, and clearing by {}, are unseen"
)

EMPTY_ROUTE_KEY = inferred(
    "recorded for CreateRoute: goldstackcloud/goldstack#42; CreateApi with an empty key"
    " is unseen"
)
HTTP_ROUTE_KEY = reported(
    "badmintoncryer/cdk-preflight pf-apigwv2-http-route-key, for CreateRoute; that a"
    " path does not end in a slash: storacha/w3infra#166, its sentence is unseen; that"
    " {proxy+} ends it: API Gateway developer guide, routes for HTTP APIs, the same"
)

UNSEEN = inferred("AWS's answer is unseen; the closest recorded family of answers")
SWITCHED = inferred("no switch of the type was recorded; what the new type can have")


def preflight(rule: str) -> Evidence:
    """
    Return the evidence of one rule that was recorded by deploying to AWS.
    """
    return recorded(f"badmintoncryer/cdk-preflight pf-apigwv2-{rule}")
