"""
Call the integration: what it is asked, and what it answers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import functions, log
from apigw_mock.apigateway.invoke.content import BINARY, Content
from apigw_mock.apigateway.invoke.defaults import with_defaults
from apigw_mock.apigateway.invoke.event import event_of
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import (
    INVALID_ENDPOINT,
    NO_STATUS_CODE,
    NOT_POST,
    TIMED_OUT,
    UNREACHABLE,
)
from apigw_mock.apigateway.invoke.headers import AT_AWS, sendable, value_in
from apigw_mock.apigateway.invoke.running import Answered
from apigw_mock.apigateway.invoke.uri import address_at_aws, address_of_url, filled
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.stubs import StubRequest
from apigw_mock.velocity import jsonsmart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.apigateway.invoke.endpoints import Endpoints
    from apigw_mock.apigateway.invoke.running import Running
    from apigw_mock.apigateway.invoke.uri import Address

_SMALLEST, _GREATEST = -(2**63), 2**63 - 1  # of a Java long
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
_PATIENCE = 29_000  # ms

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


@dataclass(frozen=True)
class Asked:
    """
    What the integration is asked.

    Args:
        method: the HTTP method of the integration.
        path: what is mapped into its URI.
        query: all values of each parameter of the query string.
        headers: all values of each.
        body: what the request template printed, or what was sent.
    """

    method: str
    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, list[str]]
    body: Content


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
    address = _address(running, asked)
    if address.function:
        return _call_function(running, asked, address, endpoints)
    if kind == "AWS_PROXY":
        raise INVALID_ENDPOINT.error()
    return _send(running, asked, address, endpoints)


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


def _address(running: Running, asked: Asked) -> Address:
    uri = str(running.setup.integration.get("uri") or "")
    stage = running.request.stage_variables
    path = {} if running.setup.kind == "AWS_PROXY" else asked.path
    whole = filled(uri, path, stage)
    is_at_aws = running.setup.kind in AT_AWS
    return address_at_aws(whole) if is_at_aws else address_of_url(whole)


# --- HTTP -------------------------------------------------------------------------


def _send(
    running: Running, asked: Asked, address: Address, endpoints: Endpoints
) -> Answered:
    headers = sendable(asked.headers, running.setup.kind)
    body = Content(b"") if asked.method in _BODILESS else asked.body
    query = {name: [*some] for name, some in address.query.items()}
    for name, values in asked.query.items():
        query.setdefault(name, []).extend(values)
    address = replace(address, query=query)
    request = StubRequest(
        asked.method,
        address.url,
        query,
        with_defaults(headers, running, address),
        body.data,
    )

    def answer() -> Answered:
        running.sent = request
        response = endpoints.send(request)
        status = str(response.status)
        return Answered(status, status, response.headers, response.body)

    return _exchanged(running, str(address), request.headers, body, answer)


# --- Functions --------------------------------------------------------------------


def _call_function(
    running: Running, asked: Asked, address: Address, endpoints: Endpoints
) -> Answered:
    if asked.method != "POST":
        raise NOT_POST.error()
    headers = with_defaults(sendable(asked.headers, "AWS"), running, address)
    kind = value_in(headers, "X-Amz-Invocation-Type").strip("'")
    event: Any = None
    body = asked.body
    if running.setup.kind == "AWS_PROXY":
        event = event_of(running)
        body = Content(json.dumps(event, separators=(",", ":")).encode())

    def answer() -> Answered:
        try:
            read = functions.event_in(body.data) if event is None else event
        except ValueError:
            return functions.refused(running, body.data)
        running.sent = read
        response = endpoints.call_function(address.function, read)
        return functions.answered_by(running, response, is_event=kind == "Event")

    return _exchanged(running, str(address), headers, body, answer)


# --- Both -------------------------------------------------------------------------


def _exchanged(
    running: Running,
    url: str,
    headers: Mapping[str, list[str]],
    body: Content,
    answer: Callable[[], Answered],
) -> Answered:
    """
    Return an answer that came in time, with both sides in the log.
    """
    running.log.add(log.ENDPOINT, url)
    running.log.add(log.SENT_HEADERS, log.shown_in_order(log.masked(headers)))
    running.log.add(log.SENT, body)
    running.log.add(log.SENDING, url)
    start = perf_counter()
    try:
        answered = answer()
    except TimeoutError:
        raise TIMED_OUT.error() from None
    except ConnectionError:
        raise UNREACHABLE.error() from None
    taken = int((perf_counter() - start) * 1000)
    if taken > _patience(running):
        raise TIMED_OUT.error()
    _log_answer(running, answered, taken)
    return answered


def _patience(running: Running) -> int:
    given = running.setup.integration.get("timeoutInMillis")
    return given if type(given) is int else _PATIENCE  # an import has other types


def _log_answer(running: Running, answered: Answered, taken: int) -> None:
    payload = running.kind_in(value_in(answered.headers, "Content-Type"))
    body = Content(answered.body, is_binary=payload == BINARY)
    running.log.add(log.RECEIVED, answered.status, taken)
    running.log.add(log.RECEIVED_HEADERS, log.shown(log.masked(answered.headers)))
    running.log.add(log.RECEIVED_BODY, body)
