"""
URLs of our operations that moto does not route: of a status code that is no number.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import moto.apigateway.urls
from moto.apigateway.responses import APIGatewayResponse

from apigw_mock.host.rest import actions as apigateway
from apigw_mock.host.routes import LABEL, routes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_MOTO_S_OWN = tuple(moto.apigateway.urls.url_paths)  # before a scope adds ours


@cache
def added_urls() -> dict[str, Callable[..., Any]]:
    """
    Return what moto's table of REST APIs' URLs lacks, in the form of that table.
    """
    lacking = unrouted("apigateway", apigateway.ACTIONS, _MOTO_S_OWN)
    return dict.fromkeys(lacking, APIGatewayResponse.dispatch)


def unrouted(
    service: str, actions: Collection[str], patterns: Collection[str]
) -> Iterator[str]:
    """
    Yield patterns for the URLs of *actions* that no other pattern leads to.

    Args:
        service: ``apigateway`` or ``apigatewayv2``.
        actions: for instance ``update_integration``.
        patterns: of moto's, with ``{0}`` for the host.
    """
    known = [re.compile(pattern.format("")) for pattern in patterns]
    ours = {route.path for route in routes(service) if route.action in actions}
    for path in sorted(ours):
        example = LABEL.sub("x", path)  # as an identifier may be: no number
        if not any(pattern.match(example) for pattern in known):
            # Named groups without inner brackets: moto's server makes Flask's
            # converters of them.
            yield "{0}" + LABEL.sub(_group, path) + "/?$"


def _group(label: re.Match[str]) -> str:
    name = re.sub(r"\W", "_", label[1])
    return f"(?P<{name}>{'.+' if label[2] else '[^/]+'})"
