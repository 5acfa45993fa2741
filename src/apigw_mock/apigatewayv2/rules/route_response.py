"""
Route responses: their facts, and the checks of the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import refusals
from apigw_mock.apigatewayv2.fields import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, kw_only=True)
class RouteResponseFacts(Facts):
    """
    What is around a route response.

    Args:
        keys: of the route's other responses.
    """

    keys: Container[str | None]


RouteResponseCall = Call[RouteResponseFacts]


def default_key(call: RouteResponseCall) -> None:
    key = call.document.get("routeResponseKey")
    if key != "$default":
        raise refusals.InvalidRouteResponseKey(key)


def unique_key(call: RouteResponseCall) -> None:
    key = call.document["routeResponseKey"]
    if key in call.facts.keys:
        raise refusals.DuplicateRouteResponseKey(key)
