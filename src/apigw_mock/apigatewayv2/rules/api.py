"""
APIs: their facts, and the checks of names, expressions and CORS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import api_refusals as refusals
from apigw_mock.apigatewayv2.fields import Call, Facts, boto3_name
from apigw_mock.apigatewayv2.mapping import expressions
from apigw_mock.apigatewayv2.refusals import InvalidExpression

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    Check = Callable[["ApiCall"], None]

PROTOCOLS = ("HTTP", "WEBSOCKET")
METHODS = ("*", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
API_KEY_SOURCES = (
    "$request.header.x-api-key",
    "$context.authorizer.usageIdentifierKey",
)
_ORIGIN = re.compile(
    r"\*|https?://(?:\*|\[[\da-f:.]+\]|[^\s/*?#@:\[\]]+)(?::\d{1,5})?", re.IGNORECASE
)
_HTTP_SELECTIONS = (
    "$request.method $request.path",
    "${request.method} ${request.path}",
)


@dataclass(frozen=True, kw_only=True)
class ApiFacts(Facts):
    """
    What is in and around an API.

    Args:
        quick: settings of what quick create made, and what is still there.
        is_mapped: whether a domain name is mapped to it.
    """

    quick: Container[str] = ()
    is_mapped: bool = False


ApiCall = Call[ApiFacts]


def protocol(call: ApiCall) -> None:
    if call.kind.protocol not in PROTOCOLS:
        raise refusals.UnknownProtocol(call.kind.protocol, PROTOCOLS)


def has_name(call: ApiCall) -> None:
    if not call.change.get("name"):
        raise refusals.UnnamedApi


def unmapped(call: ApiCall) -> None:
    if call.facts.is_mapped:
        raise refusals.MappedApi(call.document["apiId"])


def quick(name: str) -> Check:
    """
    Return the check that what a setting updates was made by quick create.
    """

    def check(call: ApiCall) -> None:
        if name not in call.facts.quick:
            raise refusals.NotQuickCreated(boto3_name(name))

    return check


# --- expressions ------------------------------------------------------------------


def http_route_selection(call: ApiCall) -> None:
    expression = call.change["routeSelectionExpression"]
    if expression not in _HTTP_SELECTIONS:
        raise refusals.OtherRouteSelection(expression)


def route_selection(call: ApiCall) -> None:
    expression = call.change.get("routeSelectionExpression")
    if not expression or not expressions.is_selection_expression(
        expression, expressions.SELECTION
    ):
        raise refusals.InvalidRouteSelection(expression)


def api_key_selection(call: ApiCall) -> None:
    expression = call.change["apiKeySelectionExpression"]
    if expression not in API_KEY_SOURCES:
        raise InvalidExpression("ApiKeySelectionExpression", expression)


# --- CORS -------------------------------------------------------------------------


def no_cors(call: ApiCall) -> None:
    raise refusals.CorsNotForProtocol(call.kind.protocol)


def cors_methods(call: ApiCall) -> None:
    for method in call.change["corsConfiguration"].get("allowMethods", ()):
        if method.upper() not in METHODS:
            raise refusals.UnsupportedCorsMethod(method)


def is_origin(text: str) -> bool:
    return bool(_ORIGIN.fullmatch(text))


def cors_origins(call: ApiCall) -> None:
    for origin in call.change["corsConfiguration"].get("allowOrigins", ()):
        if not is_origin(origin):
            raise refusals.InvalidOrigin(origin)


def cors_age(call: ApiCall) -> None:
    modelled = call.members["corsConfiguration"].members["maxAge"]
    low, high = modelled.minimum or 0, modelled.maximum or 0
    age = call.change["corsConfiguration"].get("maxAge", low)
    if not low <= age <= high:
        raise refusals.NumberOutOfRange("MaxAge", low, high, age)


def cors_credentials(call: ApiCall) -> None:
    merged = call.document.get("corsConfiguration", {})
    if merged.get("allowCredentials") and "*" in merged.get("allowOrigins", ()):
        raise refusals.CredentialsFromAnywhere
