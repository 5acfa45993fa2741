"""
From the request to what the integration is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import headers
from apigw_mock.apigateway.invoke.calling import Asked
from apigw_mock.apigateway.invoke.content import Content, converted
from apigw_mock.apigateway.invoke.encoding import encodable
from apigw_mock.apigateway.invoke.failures import (
    BAD_REQUEST_TEMPLATE,
    ILLEGAL_HEADER,
    UNDECODABLE_REQUEST,
)
from apigw_mock.apigateway.invoke.overrides import maps_of
from apigw_mock.apigateway.invoke.running import failing_as
from apigw_mock.apigateway.invoke.setup import texts_in
from apigw_mock.apigateway.invoke.sources import as_text, destinations, value_of
from apigw_mock.apigateway.invoke.templates import choose_request_template

if TYPE_CHECKING:
    from apigw_mock.apigateway.invoke.running import Running

    Maps = dict[str, dict[str, Any]]


def integration_request(running: Running) -> Asked:
    """
    Return what the integration is asked.

    Raises:
        Failed: a mapping, the template, a header or the body cannot be used.
    """
    mapped = _mapped(running)
    if running.setup.kind in {"AWS_PROXY", "HTTP_PROXY"}:
        return _passed_on(running, mapped)
    request = running.request
    template = choose_request_template(
        texts_in(running.setup.of_integration("requestTemplates")),
        request.header("Content-Type"),
        running.setup.integration.get("passthroughBehavior", "WHEN_NO_MATCH"),
    )
    body = _content(running)
    if template:
        body = _rendered(running, template, body)
    written = maps_of(running.context.overrides("requestOverride"))
    sent = {where: {**mapped[where], **written[where]} for where in written}
    _check_headers(running, sent)
    return _asked(running, sent, _lists(sent["header"]), {}, body)


def _passed_on(running: Running, mapped: Maps) -> Asked:
    """
    Return what a proxy is asked: the request, and what is mapped.
    """
    _check_headers(running, mapped)
    request = running.request
    if running.setup.kind == "AWS_PROXY":  # its event has all of the request
        return _asked(running, {"path": {}, "querystring": {}}, {}, {}, Content(b""))
    own = headers.merged(headers.passed_on(request.headers), _lists(mapped["header"]))
    return _asked(running, mapped, own, request.query, _content(running))


def _asked(
    running: Running,
    mapped: Maps,
    sent: dict[str, list[str]],
    query: dict[str, list[str]],
    body: Content,
) -> Asked:
    method = running.setup.integration.get("httpMethod") or "ANY"
    asked = {name: [*values] for name, values in query.items()}
    for name, values in _lists(mapped["querystring"]).items():
        asked.setdefault(name, []).extend(values)
    return Asked(
        running.request.method if method == "ANY" else str(method),
        {name: as_text(value) for name, value in mapped["path"].items()},
        asked,
        sent,
        body,
    )


def _mapped(running: Running) -> Maps:
    found: Maps = {"path": {}, "querystring": {}, "header": {}}
    around = running.around()
    mappings = running.setup.of_integration("requestParameters")
    for where, name, expression in destinations(mappings):
        with failing_as(BAD_REQUEST_TEMPLATE):
            value = value_of(expression, around)
        if value is not None:
            found.setdefault(where, {})[name] = value
    return found


def _check_headers(running: Running, sent: Maps) -> None:
    illegal = headers.illegal_in(sent["header"], running.setup.kind)
    if illegal:
        raise ILLEGAL_HEADER.error(header=illegal)


def _content(running: Running) -> Content:
    """
    Return the body that the template and the endpoint get.
    """
    request = running.request
    if running.setup.kind == "MOCK":
        return Content(request.text.encode())
    payload = running.kind_in(request.header("Content-Type"))
    handling = running.setup.integration.get("contentHandling")
    try:
        return converted(request.body, "request", handling, payload)
    except ValueError as error:
        failed = UNDECODABLE_REQUEST.error()
        failed.cause = f"The body is not base64: {error}"
        raise failed from None


def _rendered(running: Running, template: str, body: Content) -> Content:
    if body.is_binary:
        failed = UNDECODABLE_REQUEST.error()
        failed.cause = "A template cannot be applied to bytes."
        raise failed
    text = running.rendered(template, body.text, BAD_REQUEST_TEMPLATE)
    return Content(encodable(text).encode())


def _lists(values: dict[str, Any]) -> dict[str, list[str]]:
    return {
        name: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in values.items()
    }
