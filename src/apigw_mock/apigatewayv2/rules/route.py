"""
Routes: their facts, and the checks of key, target and authorization.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import refusals
from apigw_mock.apigatewayv2.fields import Call, Facts
from apigw_mock.apigatewayv2.kinds import AUTHORIZATIONS, on_http

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Check = Callable[["RouteCall"], None]


@dataclass(frozen=True, kw_only=True)
class RouteFacts(Facts):
    """
    What is around a route.

    Args:
        keys: of the API's other routes.
        authorizers: the types of the API's authorizers, by id.
        route_id: None if the call creates the route.
        is_managed: whether quick create made the route.
    """

    keys: Sequence[str]
    authorizers: Mapping[str, str]
    route_id: str | None = None
    is_managed: bool = False


RouteCall = Call[RouteFacts]

_TARGET = re.compile(r"integrations/[^/\s]+")
_VARIABLE = re.compile(r"\{[^{}]*[^{}+]\}")  # a greedy one stands beside another


def fewer_than(quota: int) -> Check:
    """
    Return the check that the API has fewer routes than *quota*.
    """

    def check(call: RouteCall) -> None:
        if len(call.facts.keys) >= quota:
            raise refusals.TooManyRoutes(quota)

    return check


# --- the key ----------------------------------------------------------------------


def has_key(call: RouteCall) -> None:
    if not call.document.get("routeKey"):
        raise refusals.MissingRouteKey


def keeps_managed_key(call: RouteCall) -> None:
    before = call.before or {}
    if call.facts.is_managed and call.document["routeKey"] != before.get("routeKey"):
        raise refusals.ManagedRouteKey(call.facts.route_id)


def unique_key(call: RouteCall) -> None:
    key = call.document["routeKey"]
    if key in call.facts.keys:
        raise refusals.DuplicateRouteKey(key)


def same_variables(call: RouteCall) -> None:
    """
    Accept a key whose path variables have the names that other keys give them.
    """
    key = call.document["routeKey"]
    method, _, path = key.partition(" ")
    for other in call.facts.keys if "{" in path else ():
        other_method, _, other_path = other.partition(" ")
        if method == other_method and _conflict(path, other_path):
            raise refusals.ConflictingRouteKey(key, other)


def _conflict(path: str, other: str) -> bool:
    """
    Return whether two paths first differ in the name of a variable.
    """
    pairs = zip(path.split("/"), other.split("/"), strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), ())
    return bool(first) and all(_VARIABLE.fullmatch(part) for part in first)


# --- the target -------------------------------------------------------------------


def well_formed_target(call: RouteCall) -> None:
    target = call.change["target"]
    if not _TARGET.fullmatch(target):
        raise refusals.MalformedTarget(target, call.facts.route_id)


# --- authorization ----------------------------------------------------------------


def no_api_key(call: RouteCall) -> None:
    if call.document["apiKeyRequired"]:
        raise refusals.ApiKeyNotForProtocol(call.facts.route_id)


def authorizer_with_type(call: RouteCall) -> None:
    if call.change.get("authorizationType") not in AUTHORIZATIONS:
        raise refusals.AuthorizerWithoutType(call.change["authorizerId"])


def scopes_with_jwt(call: RouteCall) -> None:
    if call.kind.type != "JWT":
        raise refusals.ScopesWithoutJwt(str(call.kind.type))


def at_most_scopes(quota: int) -> Check:
    """
    Return the check that a route has at most *quota* scopes.
    """

    def check(call: RouteCall) -> None:
        count = len(call.change["authorizationScopes"])
        if count > quota:
            raise refusals.TooManyScopes(count, quota)

    return check


def jwt_authorizer(call: RouteCall) -> None:
    """
    Accept a JWT authorizer of the API. WebSocket APIs have none.
    """
    authorizer_id = call.document.get("authorizerId")
    is_jwt = call.facts.authorizers.get(authorizer_id or "") == "JWT"
    if not (is_jwt and on_http(call.kind)):
        raise refusals.NoJwtAuthorizer(authorizer_id)


def custom_authorizer(call: RouteCall) -> None:
    """
    Accept a REQUEST authorizer of the API.
    """
    authorizer_id = call.document.get("authorizerId")
    if call.facts.authorizers.get(authorizer_id or "") != "REQUEST":
        raise refusals.NoCustomAuthorizer(authorizer_id)


def authorization_on_connect(call: RouteCall) -> None:
    key = call.document["routeKey"]
    if call.kind.type != "NONE" and key != "$connect":
        raise refusals.AuthorizationNotOnConnect(key)


def parameters_on_connect(call: RouteCall) -> None:
    key = call.document["routeKey"]
    if call.document.get("requestParameters") and key != "$connect":
        raise refusals.ParametersNotOnConnect(key)
