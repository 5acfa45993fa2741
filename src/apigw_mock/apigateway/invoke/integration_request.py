"""
From the request to what the integration is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke import headers
from apigw_mock.apigateway.invoke.content import Content, converted
from apigw_mock.apigateway.invoke.failures import (
    BAD_REQUEST_TEMPLATE,
    ILLEGAL_HEADER,
    UNDECODABLE_REQUEST,
)
from apigw_mock.apigateway.invoke.overrides import maps_of
from apigw_mock.apigateway.invoke.request import with_more
from apigw_mock.apigateway.invoke.running import Asked, failing_as
from apigw_mock.apigateway.invoke.setup import texts_in
from apigw_mock.apigateway.invoke.sources import as_text, destinations, value_of
from apigw_mock.apigateway.invoke.templates import choose_request_template

if TYPE_CHECKING:
    from apigw_mock.apigateway.invoke.running import Running

    Maps = dict[str, dict[str, Any]]

_ANY = "ANY"  # the method that was asked for


def integration_request(running: Running) -> Asked:
    """
    Return what the integration is asked.

    Raises:
        Failed: a mapping, the template, a header or the body cannot be used.
    """
    mapped = _mapped(running)
    build = {"AWS_PROXY": _nothing, "HTTP_PROXY": _passed_on}.get(running.setup.kind)
    if build is None:
        return _rendered(running, mapped)
    _check_headers(running, mapped)
    return build(running, mapped)


def _nothing(running: Running, mapped: Maps) -> Asked:
    """
    Return what AWS_PROXY is asked: its event has all of the request, and no mappings.
    """
    del mapped
    return Asked(_method(running), {}, {}, {}, Content(b""))


def _passed_on(running: Running, mapped: Maps) -> Asked:
    """
    Return what HTTP_PROXY is asked: the request, and what is mapped.
    """
    request = running.request
    query = with_more(request.query, _lists(mapped["querystring"]))
    own, path = headers.passed_on(request.headers), _texts(mapped["path"])
    sent = headers.merged(own, _lists(mapped["header"]))
    return Asked(_method(running), path, query, sent, _content(running))


def _rendered(running: Running, mapped: Maps) -> Asked:
    """
    Return what other integrations are asked: what is mapped, and the template's text.
    """
    template = choose_request_template(
        texts_in(running.setup.of_integration("requestTemplates")),
        running.request.header("Content-Type"),
        running.setup.integration.get("passthroughBehavior", "WHEN_NO_MATCH"),
    )
    body = _content(running)
    if template:
        faults = BAD_REQUEST_TEMPLATE, UNDECODABLE_REQUEST
        body = running.rendered(template, body, *faults)
    written = maps_of(running.context.overrides("requestOverride"))
    sent = {where: {**mapped[where], **written[where]} for where in written}
    sent["header"] = headers.merged(mapped["header"], written["header"])
    _check_headers(running, sent)
    query, mapped_headers = _lists(sent["querystring"]), _lists(sent["header"])
    return Asked(_method(running), _texts(sent["path"]), query, mapped_headers, body)


def _method(running: Running) -> str:
    method = running.setup.integration.get("httpMethod") or _ANY
    return running.request.method if method == _ANY else str(method)


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
        cause = f"The body is not base64: {error}"
        raise UNDECODABLE_REQUEST.error(cause=cause) from None


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: as_text(value) for name, value in values.items()}


def _lists(values: dict[str, Any]) -> dict[str, list[str]]:
    return {
        name: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in values.items()
    }
