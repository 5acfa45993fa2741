"""
Routes of HTTP and WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Route

from apigw_mock.apigatewayv2.kinds import AUTHORIZATIONS
from apigw_mock.apigatewayv2.rules.route import RouteFacts
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.errors import DroppedSettingWarning, MissingTargetWarning
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.http_websocket.deployment import deploy_automatically
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed
from apigw_mock.host.warn import warn_user

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request


def create_route(backend: Any, request: Request) -> Answer:
    """
    Answer CreateRoute.
    """
    body, api = request.sent(), lookups.find_api(backend, request)
    document = documents.judged(ROUTE, api.protocol_type, facts_of(api), body)
    _warn(api, body)
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
    _warn(api, body)
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
        is_managed=lookups.is_managed(stored),
    )


def add_managed(api: Any, key: str, target: str) -> None:
    """
    Make the route of quick create.
    """
    made = {"routeKey": key, "target": target}
    document = documents.judged(ROUTE, api.protocol_type, facts_of(api), made)
    add(api, document, managed=True)


def rename(api: Any, stored: Any, key: str) -> Any:
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
    created.route_id = new_id(7, api.routes)
    created.api_gateway_managed = managed
    api.routes[created.route_id] = _with_parameters(created)
    return created


def _with_parameters(route: Any) -> Any:
    route.request_parameters = route.request_parameters or {}  # as in moto's own
    return route


def _warn(api: Any, body: Document) -> None:
    word = body.get("authorizationType", "NONE")
    if word not in AUTHORIZATIONS:
        why = f"{word} is none of {', '.join(AUTHORIZATIONS)}"
        warn_user(DroppedSettingWarning("AuthorizationType", why, ROUTE.source))
    target = body.get("target", "")
    if target and target.partition("/")[2] not in api.integrations:
        warn_user(MissingTargetWarning(target))


def _shown(api: Any, stored: Any) -> Document:
    managed = {"apiGatewayManaged": True} if lookups.is_managed(stored) else {}
    return {**managed, **_read(api, stored), "routeId": stored.route_id}


def _read(api: Any, stored: Any) -> Document:
    return documents.completed(stored, ROUTE, api.protocol_type)
