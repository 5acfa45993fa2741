"""
From what the integration answered to what the method answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import headers
from apigw_mock.apigateway.invoke.content import Content, converted
from apigw_mock.apigateway.invoke.encoding import Size
from apigw_mock.apigateway.invoke.failures import (
    BAD_RESPONSE_TEMPLATE,
    UNDECODABLE_RESPONSE,
)
from apigw_mock.apigateway.invoke.gateway import Answer
from apigw_mock.apigateway.invoke.overrides import header_overrides, status_override
from apigw_mock.apigateway.invoke.proxy import proxy_answer
from apigw_mock.apigateway.invoke.running import failing_as
from apigw_mock.apigateway.invoke.select import choose_response
from apigw_mock.apigateway.invoke.setup import map_in, texts_in
from apigw_mock.apigateway.invoke.sources import as_text, destinations, value_of
from apigw_mock.apigateway.invoke.templates import JSON, choose_response_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.apigateway.invoke.running import Answered, Running


def method_response(running: Running, answered: Answered) -> Answer:
    """
    Return what the method answers.

    Raises:
        Failed: no integration response can be used.
    """
    kind = running.setup.kind
    if kind == "AWS_PROXY":
        return proxy_answer(running, answered)
    if kind == "HTTP_PROXY":
        content = _content(running, answered, None)
        sent = headers.of_response(answered.headers, kind)
        return Answer(int(answered.status), sent, content.data, content.is_binary)
    responses = running.setup.of_integration("integrationResponses")
    declared = running.setup.of_method("methodResponses")
    running.chosen = choose_response(responses, answered, declared)
    return _transformed(running, answered)


def _transformed(running: Running, answered: Answered) -> Answer:
    chosen = running.chosen
    content = _content(running, answered, chosen.get("contentHandling"))
    mapped = _mapped(running, answered, content)
    content_type, template = choose_response_template(
        texts_in(chosen.get("responseTemplates")), running.request.header("Accept")
    )
    if template:
        faults = BAD_RESPONSE_TEMPLATE, UNDECODABLE_RESPONSE
        content = running.rendered(template, content, *faults)
    written = running.context.overrides("responseOverride")
    typed = {"Content-Type": content_type if template else JSON}
    all_of_them = headers.merged(typed, mapped)
    all_of_them = headers.merged(all_of_them, header_overrides(written))
    with failing_as(BAD_RESPONSE_TEMPLATE):
        _check_size(all_of_them, content)
    status = status_override(written) or int(chosen["statusCode"])
    several = {name: [value] for name, value in all_of_them.items()}
    sent = headers.of_response(several, running.setup.kind)
    return Answer(status, sent, content.data, content.is_binary)


def _content(running: Running, answered: Answered, handling: Any) -> Content:
    """
    Return the body that mappings, the template and the client get.
    """
    if running.setup.kind == "MOCK":
        return Content(answered.body)
    payload = running.kind_in(headers.value_in(answered.headers, "Content-Type"))
    accept = running.kind_in(running.request.header("Accept"))
    try:
        return converted(answered.body, "response", handling, payload, accept)
    except ValueError as error:
        cause = f"The body of the endpoint is not base64: {error}"
        raise UNDECODABLE_RESPONSE.error(cause=cause) from None


def _mapped(running: Running, answered: Answered, content: Content) -> dict[str, str]:
    around, size = running.around(answered, content.text), Size()
    mappings = map_in(running.chosen.get("responseParameters"))
    found: dict[str, str] = {}
    for _, name, expression in destinations(mappings):
        with failing_as(BAD_RESPONSE_TEMPLATE):
            value = value_of(expression, around)
            if value is not None:
                found[name] = size.add(as_text(value))
    return found


def _check_size(all_of_them: Mapping[str, str], content: Content) -> None:
    """
    Check that an answer is not longer than the output of a template may be.
    """
    size = Size()
    size.add(content.text)
    for name, value in all_of_them.items():
        size.add(name)
        size.add(value)
