"""
Routes of HTTP and WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigateway.utils import create_id
from moto.apigatewayv2.models import Route

from apigw_mock.apigatewayv2.merge import merge
from apigw_mock.apigatewayv2.rules.route import RouteFacts
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.errors import MissingTargetWarning
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.http_websocket.deployment import deploy_automatically
from apigw_mock.host.pages import listed
from apigw_mock.host.warn import warn_user

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request

_ID = 7  # characters of a route's id


def create_route(backend: Any, request: Request) -> Answer:
    """
    Answer CreateRoute.
    """
    body, api = request.sent(), lookups.find_api(backend, request)
    document = documents.judged(ROUTE, api.protocol_type, facts_of(api), body)
    _warn_of_target(api, body)
    created = add(api, document)
    deploy_automatically(api)
    return Answer(201, _shown(api, created))


def update_route(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateRoute.
    """
    body = request.sent()
    api, stored = lookups.find_route(backend, request)
    facts, before = facts_of(api, stored), _read(api, stored)
    document = documents.judged(ROUTE, api.protocol_type, facts, body, before)
    _warn_of_target(api, body)
    changed = documents.twin(stored, document, ROUTE)
    api.routes[stored.route_id] = _with_parameters(changed)
    deploy_automatically(api)
    return Answer(200, _shown(api, changed))


def get_route(backend: Any, request: Request) -> Answer:
    """
    Answer GetRoute.
    """
    return Answer(200, _shown(*lookups.find_route(backend, request)))


def get_routes(backend: Any, request: Request) -> Answer:
    """
    Answer GetRoutes.
    """
    api = lookups.find_api(backend, request)
    routes = list(api.routes.values())
    return Answer(200, listed(routes, request, partial(_shown, api), "routeId"))


def delete_route(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteRoute.
    """
    api, stored = lookups.find_route(backend, request)
    del api.routes[stored.route_id]
    deploy_automatically(api)
    return Answer(204, None)


def delete_route_request_parameter(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteRouteRequestParameter.
    """
    api, stored = lookups.find_route(backend, request)
    key, document = request.target["RequestParameterKey"], _read(api, stored)
    parameters = dict(document.get("requestParameters", {}))
    if key not in parameters:
        raise existence.REQUEST_PARAMETER.error(key)
    del parameters[key]
    changed = documents.twin(
        stored, {**document, "requestParameters": parameters}, ROUTE
    )
    api.routes[stored.route_id] = changed
    return Answer(204, None)


def facts_of(api: Any, stored: Any = None) -> RouteFacts:
    others = (route for route in api.routes.values() if route is not stored)
    return RouteFacts(
        keys=[route.route_key for route in others],
        authorizers={one.id: one.authorizer_type for one in api.authorizers.values()},
        route_id=stored and stored.route_id,
        is_managed=bool(stored) and _is_managed(stored),
    )


def add_managed(api: Any, key: str, target: str) -> None:
    """
    Make the route of quick create.
    """
    made = {"routeKey": key, "target": target}
    document = documents.judged(ROUTE, api.protocol_type, facts_of(api), made)
    add(api, document, managed=True)


def renamed(api: Any, stored: Any, key: str) -> Any:
    """
    Return a copy of the route of quick create with another key.

    Raises:
        ApigwError: AWS refuses the key.
    """
    facts, before = replace(facts_of(api, stored), is_managed=False), _read(api, stored)
    change = {"routeKey": key}
    document = documents.judged(ROUTE, api.protocol_type, facts, change, before)
    return _with_parameters(documents.twin(stored, document, ROUTE))


def add(api: Any, document: Document, *, managed: bool = False) -> Any:
    created = documents.made(Route, documents.ATTRIBUTES["Route"].values())
    documents.write(created, document, ROUTE)
    created.route_id = create_id()[:_ID]
    created.api_gateway_managed = managed
    api.routes[created.route_id] = _with_parameters(created)
    return created


def _with_parameters(route: Any) -> Any:
    route.request_parameters = route.request_parameters or {}  # as in moto's own
    return route


def _warn_of_target(api: Any, body: Document) -> None:
    target = body.get("target", "")
    if target and target.partition("/")[2] not in api.integrations:
        warn_user(MissingTargetWarning(target))


def _is_managed(stored: Any) -> bool:
    return getattr(stored, "api_gateway_managed", False)


def _shown(api: Any, stored: Any) -> Document:
    managed = {"apiGatewayManaged": True} if _is_managed(stored) else {}
    return {**managed, **_read(api, stored), "routeId": stored.route_id}


def _read(api: Any, stored: Any) -> Document:
    """
    Return the document of a route, also of one that moto itself made.
    """
    document = documents.read(stored, ROUTE)
    kind = ROUTE.kind_of(api.protocol_type, document, {})
    return merge(ROUTE.fields, {}, document, kind, kind).document
