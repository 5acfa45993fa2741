"""
URLs of our operations that moto does not route: those of documentation, of client
certificates and of usage, of deployments and settings of HTTP and WebSocket APIs, and
those with a non-numeric status code.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import moto.apigateway.urls
import moto.apigatewayv2.urls
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock.host.http_websocket import actions as apigatewayv2
from apigw_mock.host.rest import actions as apigateway
from apigw_mock.host.routes import LABEL, routes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

# moto's own patterns, before a scope adds ours.
_MOTO_S_OWN = tuple(moto.apigateway.urls.url_paths)
_MOTO_S_OWN_OF_V2 = tuple(moto.apigatewayv2.urls.url_paths)


@cache
def added_urls() -> dict[str, Callable[..., Any]]:
    """
    Return the URLs that moto's table of REST APIs lacks, in the form of that table.
    """
    lacking = unrouted("apigateway", apigateway.ACTIONS, _MOTO_S_OWN)
    return dict.fromkeys(lacking, APIGatewayResponse.dispatch)


@cache
def added_v2_urls() -> dict[str, Callable[..., Any]]:
    """
    Return the URLs that moto's table of HTTP and WebSocket APIs lacks, in its form.
    """
    lacking = unrouted("apigatewayv2", apigatewayv2.ACTIONS, _MOTO_S_OWN_OF_V2)
    return dict.fromkeys(lacking, ApiGatewayV2Response.dispatch)


def unrouted(
    service: str, actions: Collection[str], patterns: Collection[str]
) -> Iterator[str]:
    """
    Yield patterns for the URLs of *actions* that no pattern of moto's matches.

    Args:
        service: ``apigateway`` or ``apigatewayv2``.
        actions: for instance ``update_integration``.
        patterns: moto's patterns, with ``{0}`` for the host.
    """
    known = [re.compile(pattern.format("")) for pattern in patterns]
    ours = {route.path for route in routes(service) if route.action in actions}
    for path in sorted(ours):
        example = LABEL.sub("x", path)  # an identifier need not be a number
        if not any(pattern.match(example) for pattern in known):
            # Named groups without inner brackets, because moto's server turns them
            # into Flask's converters.
            yield "{0}" + LABEL.sub(_group, path) + "/?$"


def _group(label: re.Match[str]) -> str:
    name = re.sub(r"\W", "_", label[1])
    return f"(?P<{name}>{'.+' if label[2] else '[^/]+'})"
