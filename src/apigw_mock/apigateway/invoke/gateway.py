"""
The gateway response that answers when a step fails.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.invoke import sources
from apigw_mock.apigateway.invoke.encoding import Size, encodable
from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import ERROR_TYPE, Failed
from apigw_mock.apigateway.invoke.headers import merged, of_response
from apigw_mock.apigateway.invoke.setup import map_in, texts_in
from apigw_mock.apigateway.invoke.sources import Surroundings
from apigw_mock.apigateway.invoke.templates import choose_response_template
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.velocity.faults import TemplateFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.apigateway.rows import Document

_DEFAULTS = {4: "DEFAULT_4XX", 5: "DEFAULT_5XX"}  # by the first digit
_HEADER = "gatewayresponse.header."
_CODE = re.compile(r"[1-5]\d\d", re.ASCII)
_VARIABLE = re.compile(
    r"\$(?P<brace>\{)?"
    r"(?P<name>(?:context|stageVariables|method\.request)(?:\.[\w-]+)+)"
    r"(?(brace)\})"
)

# fmt: off
FACTS = (
    Fact("no gateway response of the API's own", 'the body is {"message": "…"}, with a blank behind the colon; the only header is x-amzn-ErrorType', recorded("localstack TestApiGatewayHeaderRemapping, TestApigatewayTestInvoke")),
    Fact("gateway response", "the API's own of the type, else its DEFAULT_4XX or DEFAULT_5XX", documented("developer guide, supported-gateway-response-types; in a test invocation inferred")),
    Fact("status of INTEGRATION_FAILURE", "504 if an endpoint cannot be reached; 500 if the setup is wrong, 502 for what a function of AWS_PROXY does", recorded("localstack test_aws_proxy_response_payload_format_validation, test_lambda_aws_proxy_integration_non_post_method; that of what cannot be reached is reported: published answers of AWS's")),
    Fact("status code", "that of the API's own gateway response of the type, else that of its DEFAULT_4XX or DEFAULT_5XX, if it has one", documented("developer guide, supported-gateway-response-types: one that is set on a default changes those of all others; that it spares one with its own is inferred")),
    Fact("long gateway response", "one that takes more than 10 MB, or as much work as no template may do, is left out", inferred("a bound of ours: it is not known what AWS does")),
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
        headers: all values of each.
        body: as it is sent.
        is_binary: whether the log does not show the body.
    """

    status: int
    headers: dict[str, list[str]]
    body: bytes
    is_binary: bool = False


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
    own_one = own.get(kind.name)
    default = own.get(_DEFAULTS[kind.status // 100])
    bare = _bare(failed, _status(failed, own_one, default))
    document = own_one or default
    if not document:
        return bare
    try:
        return _own(bare, document, _with_error(around, error))
    except TemplateFault as fault:
        failed.cause = failed.cause or f"Gateway response: {fault.sentence}"
        return bare


def _bare(failed: Failed, status: int) -> Answer:
    headers = {ERROR_TYPE: [failed.failure.type.error]}
    body = encodable(json.dumps({"message": failed.message}))
    return Answer(status, headers, body.encode())


def _status(failed: Failed, own: Document | None, default: Document | None) -> int:
    """
    Return the status code of the type's own document, or of the default's.

    The type's own status says nothing: a Put without a status code stores it.
    """
    unsaid = {None, failed.failure.type.status}
    codes = [_code_of(own), _code_of(default)]
    said = next((code for code in codes if code not in unsaid), None)
    return said or failed.failure.status


def _code_of(document: Document | None) -> int | None:
    code = str((document or {}).get("statusCode"))
    return int(code) if _CODE.fullmatch(code) else None


def _with_error(around: Surroundings, error: Mapping[str, str]) -> Surroundings:
    return Surroundings(around.request, {**around.context, "error": error})


def _own(bare: Answer, document: Document, around: Surroundings) -> Answer:
    templates = texts_in(document.get("responseTemplates"))
    accept = around.request.header("Accept")
    content_type, template = choose_response_template(templates, accept)
    size = Size()
    typed = {"Content-Type": [content_type]} if template else {}
    mapped = _mapped(map_in(document.get("responseParameters")), around, size)
    all_of_them = merged(merged(bare.headers, typed), mapped)
    body = bare.body
    if template:
        body = encodable(_replaced(template, around, size)).encode()
    return Answer(bare.status, of_response(all_of_them), body)


def _mapped(
    parameters: Mapping[str, Any], around: Surroundings, size: Size
) -> dict[str, list[str]]:
    """
    Return the headers of a gateway response.
    """
    values = {
        key.removeprefix(_HEADER): _value(str(expression), around, size)
        for key, expression in parameters.items()
        if key.startswith(_HEADER)
    }
    return {name: [value] for name, value in values.items() if value is not None}


def _value(expression: str, around: Surroundings, size: Size) -> str | None:
    if expression == "context.error.message":
        expression = "context.error.messageString"
    return _read(expression, around, size)


def _read(expression: str, around: Surroundings, size: Size) -> str | None:
    try:
        value = sources.value_of(expression, around)
    except Failed:  # the body is not JSON, and one failure is being answered already
        return None
    return None if value is None else size.add(sources.as_text(value))


def _replaced(template: str, around: Surroundings, size: Size) -> str:
    size.add(template)
    return _VARIABLE.sub(lambda hole: _read(hole["name"], around, size) or "", template)
