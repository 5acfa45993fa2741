"""
Lambda functions: what they are called with, and what Lambda answers.
"""

from __future__ import annotations

import json
import re
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import log
from apigw_mock.apigateway.invoke.content import Content
from apigw_mock.apigateway.invoke.defaults import with_defaults
from apigw_mock.apigateway.invoke.encoding import encodable
from apigw_mock.apigateway.invoke.event import event_of
from apigw_mock.apigateway.invoke.exchange import exchanged
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import NOT_POST
from apigw_mock.apigateway.invoke.headers import sendable, value_in
from apigw_mock.apigateway.invoke.running import Answered
from apigw_mock.evidence import documented, recorded, reported
from apigw_mock.handlers import FunctionResponse
from apigw_mock.strictjson import read_json

if TYPE_CHECKING:
    from apigw_mock.apigateway.invoke.endpoints import Endpoints
    from apigw_mock.apigateway.invoke.running import Asked, Running
    from apigw_mock.apigateway.invoke.uri import Address

REQUEST_ID = "x-amzn-RequestId"
_EXPECTED = ": was expecting ('true', 'false' or 'null')"
_DENIED = "403"
_UNKNOWN = (
    b"<AccessDeniedException>\n"
    b"  <Message>Unable to determine service/operation name to be authorized</Message>\n"
    b"</AccessDeniedException>\n"
)
_BARE = ("Date", "Content-Length", "Connection", REQUEST_ID)
_WORD = re.compile(r"[\w.-]+")

# fmt: off
FACTS = (
    Fact("event of AWS", "the JSON of the body; {} if that is empty", recorded("localstack test_apigw_test_invoke_method_api")),
    Fact("body that is not JSON", "Lambda's own 400 with the message Could not parse request body into json goes on as the answer; the function is not called", reported("fluct/fluct#33, stripe-lambda#1: that it is the body of the answer; serverless/serverless#2270 has seen the message alone")),
    Fact("error of a function", 'status 200 with {"errorMessage", "errorType", …} as body', recorded("localstack test_lambda_selection_patterns")),
    Fact("X-Amz-Invocation-Type: Event", "Lambda answers 202 with an empty body, whatever the function does", documented("developer guide, set-up-lambda-integration-async")),
    Fact("headers of Lambda's answer", "Date, Content-Type, Content-Length, Connection, x-amzn-RequestId, x-amzn-Remapped-Content-Length, X-Amz-Executed-Version, X-Amzn-Trace-Id; X-Amz-Function-Error of an error", recorded("localstack test_apigw_test_invoke_method_api: the log; that of an error reported: published execution logs of AWS's")),
    Fact("trace", "X-Amzn-Trace-Id of the answer has a parent and a lineage", recorded("localstack test_apigw_test_invoke_method_api")),
)
# fmt: on


def call_function(
    running: Running, asked: Asked, address: Address, endpoints: Endpoints
) -> Answered:
    """
    Return what Lambda answers.

    Raises:
        Failed: it is not called by POST, or does not answer in time.
    """
    headers = with_defaults(sendable(asked.headers, "AWS"), running, address)
    body = asked.body
    if running.setup.kind == "AWS_PROXY":
        body = Content(_printed(event_of(running)))
    uuid = running.moment.request_id
    is_event = value_in(headers, "X-Amz-Invocation-Type").strip("'") == "Event"

    def answer() -> Answered:
        if asked.method != "POST":
            return not_posted(running)
        try:
            running.sent = event_in(body.data)
        except ValueError:
            return refused(running, body.data)
        try:
            response = endpoints.call_function(address.function, running.sent)
        except RecursionError:  # nested too deep to be handed on
            running.sent = None
            return refused(running, body.data)
        except TimeoutError:
            if not is_event:
                raise
            response = FunctionResponse(b"", is_error=True, request_id=uuid)
        return answered_by(running, response, is_event=is_event)

    url = str(address)
    answered = exchanged(running, url, headers, body, answer, is_awaited=not is_event)
    if answered.status == _DENIED:
        running.log.add(log.DENIED, _DENIED, uuid)
        raise NOT_POST.error()
    return answered


def not_posted(running: Running) -> Answered:
    """
    Return what Lambda answers to another HTTP method than POST.
    """
    found = _headers(running, running.moment.request_id, _UNKNOWN)
    sent = {name: found[name] for name in found if name in _BARE}
    return Answered(_DENIED, None, sent, _UNKNOWN)


def _printed(event: Any) -> bytes:
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return encodable(text).encode()


def event_in(body: bytes) -> Any:
    """
    Return the event that a body is.

    Raises:
        ValueError: it is not JSON.
    """
    try:
        return read_json(body.decode()) if body else {}
    except RecursionError:
        raise ValueError("nested too deep") from None


def answered_by(
    running: Running, response: FunctionResponse, *, is_event: bool
) -> Answered:
    """
    Return what Lambda answered to a call.

    Args:
        running: the invocation.
        response: what the function answered.
        is_event: whether nobody waits for the function.
    """
    if is_event:
        return Answered("202", None, _headers(running, response.request_id, b""))
    found = _headers(running, response.request_id, response.payload)
    if not response.is_error:
        return Answered("200", None, found, response.payload)
    found["X-Amz-Function-Error"] = ["Unhandled"]
    message = message_in(response.payload)
    return Answered("200", message, found, response.payload, is_error=True)


def refused(running: Running, body: bytes) -> Answered:
    """
    Return what Lambda answers to a body that is not JSON.
    """
    text = body.decode("utf-8", "replace")
    word = _WORD.match(text.strip())
    why = (
        f"Unrecognized token '{word[0]}'{_EXPECTED}" if word else "Unexpected character"
    )
    said = f"Could not parse request body into json: {why}"
    answer = _printed({"Type": "User", "message": said})
    return Answered(
        "400", None, _headers(running, running.moment.request_id, answer), answer
    )


def message_in(payload: bytes) -> str:
    """
    Return the ``errorMessage`` of an error; an empty text if it has none.
    """
    try:
        document = read_json(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return ""
    message = document.get("errorMessage") if isinstance(document, dict) else None
    if message is None or isinstance(message, str):
        return message or ""
    return json.dumps(message)


def _headers(running: Running, call_id: str, body: bytes) -> dict[str, list[str]]:
    moment = running.moment
    root, parent, lineage = moment.trace, moment.code[:16], f"{moment.code[16:24]}:0"
    running.trace = f"Root={root};Parent={parent};Sampled=0;lineage={lineage}"
    return {
        "Date": [formatdate(moment.seconds, usegmt=True)],
        "Content-Type": ["application/json"],
        "Content-Length": [str(len(body))],
        "Connection": ["keep-alive"],
        REQUEST_ID: [call_id],
        "x-amzn-Remapped-Content-Length": ["0"],
        "X-Amz-Executed-Version": ["$LATEST"],
        "X-Amzn-Trace-Id": [f"root={root};parent={parent};sampled=0;lineage={lineage}"],
    }
