"""
Call the integration: what it is asked, and what it answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.invoke.encoding import Size
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import (
    BAD_REQUEST_TEMPLATE,
    INVALID_ENDPOINT,
    NO_STATUS_CODE,
)
from apigw_mock.apigateway.invoke.functions import call_function
from apigw_mock.apigateway.invoke.headers import AT_AWS
from apigw_mock.apigateway.invoke.running import Answered, failing_as
from apigw_mock.apigateway.invoke.sending import send
from apigw_mock.apigateway.invoke.uri import address_at_aws, address_of_url, filled
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.velocity import jsonsmart

if TYPE_CHECKING:
    from apigw_mock.apigateway.invoke.endpoints import Endpoints
    from apigw_mock.apigateway.invoke.running import Asked, Running
    from apigw_mock.apigateway.invoke.uri import Address

_SMALLEST, _GREATEST = -(2**63), 2**63 - 1  # of a Java long

# fmt: off
FACTS = (
    Fact("MOCK", "what the request template prints is read as lenient JSON; its statusCode is what selection patterns match", recorded("localstack test_integration_mock_with_response_override_in_request_template; the lenient JSON reported: localstack tests/unit/services/apigateway/test_mock_integration.py")),
    Fact("MOCK without a template", "the body of the request is read so", reported("aws/aws-cdk#16323")),
    Fact("MOCK's answer", "$input.body of a response template is {}, and $input.params() are those of the request", recorded("localstack test_integration_mock_with_request_overrides_in_response_template")),
    Fact("HTTP method", "the integration's httpMethod, or that of the request if it has none or ANY", reported("localstack's integration requests")),
    Fact("no body", "GET, HEAD and OPTIONS send none", reported("localstack's HTTP integrations")),
    Fact("HTTP and AWS", "they send what is mapped, and the default headers; nothing else of the request's headers and query string", recorded("localstack TestApiGatewayHeaderRemapping")),
    Fact("HTTP_PROXY", "it sends the request's headers, query string and body too. A mapped header replaces, a mapped parameter is added", recorded("localstack test_http_proxy_integration_request_data_mappings")),
    Fact("AWS_PROXY", "it calls a function with an event of the request", recorded("localstack test_lambda_aws_proxy_integration")),
    Fact("timeoutInMillis", "an answer that comes later is none; 29,000 if it is left out", documented("developer guide, limits: the integration timeout")),
    Fact("what is called in a test", "an endpoint that a stub answers; nothing is sent over the network", inferred("it is a test")),
)
# fmt: on


def call(running: Running, asked: Asked, endpoints: Endpoints) -> Answered:
    """
    Return what the integration answers.

    Raises:
        Failed: nothing answers, or not in time.
        MissingStub: a test has registered no answer.
    """
    kind = running.setup.kind
    if kind == "MOCK":
        return _mock(asked.body.text)
    with failing_as(BAD_REQUEST_TEMPLATE):
        _check_size(asked)
        address = _address(running, asked)
    if address.function:
        return call_function(running, asked, address, endpoints)
    if kind == "AWS_PROXY":
        raise INVALID_ENDPOINT.error()
    return send(running, asked, address, endpoints)


def _mock(body: str) -> Answered:
    """
    Answer as a MOCK integration: with the status code that the body names.
    """
    try:
        read = jsonsmart.read(body)
    except ValueError:
        read = None
    status = read.get("statusCode") if isinstance(read, dict) else None
    if type(status) is not int or not _SMALLEST <= status <= _GREATEST:
        raise NO_STATUS_CODE.error()
    return Answered(str(status), str(status))


def _check_size(asked: Asked) -> None:
    """
    Check that what is mapped is not longer than the output of a template may be.
    """
    size = Size()
    for values in (asked.query, asked.headers):
        for name, several in values.items():
            size.add(name)
            for one in several:
                size.add(one)


def _address(running: Running, asked: Asked) -> Address:
    uri = str(running.setup.integration.get("uri") or "")
    stage = running.request.stage_variables
    path = {} if running.setup.kind == "AWS_PROXY" else asked.path
    whole = filled(uri, path, stage)
    is_at_aws = running.setup.kind in AT_AWS
    return address_at_aws(whole) if is_at_aws else address_of_url(whole)
