"""
Route keys: the checks of their form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.refusals import InvalidHttpRouteKey, MissingRouteKey

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Call

_GREEDY_WITHIN = r"\S*\+\}\S"  # a {proxy+} that something follows
_HTTP_ROUTE = re.compile(
    r"\$default|(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) "
    rf"/(?!{_GREEDY_WITHIN})(?:\S*[^\s/])?"
)


def has_route_key(call: Call[Any]) -> None:
    if not call.change["routeKey"]:
        raise MissingRouteKey


def is_http_route_key(key: str) -> bool:
    return bool(_HTTP_ROUTE.fullmatch(key))


def http_route_key(call: Call[Any]) -> None:
    key = call.change["routeKey"]
    if not is_http_route_key(key):
        raise InvalidHttpRouteKey(key)
