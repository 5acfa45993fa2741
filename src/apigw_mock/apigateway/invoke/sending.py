"""
Requests to HTTP endpoints, and to services of AWS's other than Lambda.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apigw_mock.apigateway.invoke.content import Content
from apigw_mock.apigateway.invoke.defaults import BODILESS, with_defaults
from apigw_mock.apigateway.invoke.exchange import exchanged
from apigw_mock.apigateway.invoke.headers import sendable
from apigw_mock.apigateway.invoke.request import with_more
from apigw_mock.apigateway.invoke.running import Answered
from apigw_mock.stubs import StubRequest

if TYPE_CHECKING:
    from apigw_mock.apigateway.invoke.endpoints import Endpoints
    from apigw_mock.apigateway.invoke.running import Asked, Running
    from apigw_mock.apigateway.invoke.uri import Address


def send(
    running: Running, asked: Asked, address: Address, endpoints: Endpoints
) -> Answered:
    """
    Return what an endpoint answers.

    Raises:
        Failed: it does not answer, or not in time.
    """
    whole = replace(address, query=with_more(address.query, asked.query))
    body = Content(b"") if asked.method in BODILESS else asked.body
    headers = sendable(asked.headers, running.setup.kind)
    sent = with_defaults(headers, running, whole)
    request = StubRequest(asked.method, whole.url, whole.query, sent, body.data)

    def answer() -> Answered:
        running.sent = request
        response = endpoints.send(request)
        status = str(response.status)
        return Answered(status, status, response.headers, response.body)

    return exchanged(running, str(whole), sent, body, answer)
