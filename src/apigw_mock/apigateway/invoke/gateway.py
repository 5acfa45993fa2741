"""
The gateway response that answers when a step fails.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.invoke import sources
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import ERROR_TYPE, Failed
from apigw_mock.apigateway.invoke.headers import of_response
from apigw_mock.apigateway.invoke.sources import Surroundings
from apigw_mock.apigateway.invoke.templates import choose_response_template
from apigw_mock.evidence import documented, inferred, recorded, reported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.apigateway.rows import Document

_DEFAULTS = {4: "DEFAULT_4XX", 5: "DEFAULT_5XX"}  # by the first digit
_HEADER = "gatewayresponse.header."
_VARIABLE = re.compile(
    r"\$(?P<brace>\{)?"
    r"(?P<name>(?:context|stageVariables|method\.request)(?:\.[\w-]+)+)"
    r"(?(brace)\})"
)

# fmt: off
FACTS = (
    Fact("no gateway response of the API's own", 'the body is {"message": "…"}, with a blank behind the colon; the only header is x-amzn-ErrorType', recorded("localstack TestApiGatewayHeaderRemapping, TestApigatewayTestInvoke")),
    Fact("gateway response", "the API's own of the type, else its DEFAULT_4XX or DEFAULT_5XX", documented("developer guide, supported-gateway-response-types; in a test invocation inferred")),
    Fact("status code", "that of the API's own gateway response, if it has one", documented("developer guide, supported-gateway-response-types")),
    Fact("gateway template", "by Accept, as a response template; only $context, $stageVariables and $method.request are replaced, by nothing if they are not there", documented("developer guide, api-gateway-gatewayResponse-definition; of what is not there inferred")),
    Fact("$context.error", "message, messageString with quotes, responseType, validationErrorString", documented("developer guide, api-gateway-mapping-template-reference")),
    Fact("context.error.message in a header", "the message with quotes", reported("public setups of gateway responses")),
    Fact("content type", "that of the template, if the API's own gateway response has one", inferred("AWS answers JSON by default")),
)
# fmt: on


class Answer(NamedTuple):
    """
    What the client gets.

    Args:
        status: the HTTP status.
        headers: all of them.
        body: text.
    """

    status: int
    headers: dict[str, str]
    body: str


def answer_to(
    failed: Failed, own: Mapping[str, Document], around: Surroundings
) -> Answer:
    """
    Return the answer to a failure.

    Args:
        failed: the failure.
        own: the API's own gateway responses, by their types.
        around: what their templates and parameters read.
    """
    kind = failed.failure.type
    error = {
        "message": failed.message,
        "messageString": json.dumps(failed.message),
        "responseType": kind.name,
        "validationErrorString": failed.reasons,
    }
    document = own.get(kind.name) or own.get(_DEFAULTS[kind.status // 100])
    bare = Answer(
        kind.status, {ERROR_TYPE: kind.error}, json.dumps({"message": failed.message})
    )
    return _own(bare, document, _with_error(around, error)) if document else bare


def _with_error(around: Surroundings, error: Mapping[str, str]) -> Surroundings:
    return Surroundings(around.request, {**around.context, "error": error})


def _own(bare: Answer, document: Document, around: Surroundings) -> Answer:
    templates = document.get("responseTemplates") or {}
    accept = around.request.header("Accept")
    content_type, template = choose_response_template(templates, accept)
    headers = dict(bare.headers)
    if template:
        headers["Content-Type"] = content_type
    headers |= _mapped(document.get("responseParameters") or {}, around)
    body = _replaced(template, around) if template else bare.body
    return Answer(_status(document, bare.status), of_response(headers), body)


def _status(document: Document, status: int) -> int:
    own: Any = document.get("statusCode")
    return int(own) if re.fullmatch(r"[1-5]\d\d", str(own), re.ASCII) else status


def _mapped(parameters: Mapping[str, str], around: Surroundings) -> dict[str, str]:
    """
    Return the headers of a gateway response.
    """
    values = {
        key.removeprefix(_HEADER): _value(expression, around)
        for key, expression in parameters.items()
        if key.startswith(_HEADER)
    }
    return {name: value for name, value in values.items() if value is not None}


def _value(expression: str, around: Surroundings) -> str | None:
    if expression == "context.error.message":
        expression = "context.error.messageString"
    try:
        value = sources.value_of(expression, around)
    except Failed:  # the body is not JSON, and one failure is being answered already
        return None
    return None if value is None else sources.as_text(value)


def _replaced(template: str, around: Surroundings) -> str:
    def value(found: re.Match[str]) -> str:
        try:
            read = sources.value_of(found["name"], around)
        except Failed:  # as above
            read = None
        return "" if read is None else sources.as_text(read)

    return _VARIABLE.sub(value, template)
