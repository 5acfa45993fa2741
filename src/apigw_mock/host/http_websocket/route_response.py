"""
Route responses of WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import RouteResponse

from apigw_mock.apigatewayv2.rules.route_response import RouteResponseFacts
from apigw_mock.apigatewayv2.tables.route_response import ROUTE_RESPONSE as TABLE
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request

_LACKING = "response_parameters"  # moto's constructor does not take it


def create_route_response(backend: Any, request: Request) -> Answer:
    """
    Answer CreateRouteResponse.
    """
    body = request.sent()
    api, parent = lookups.find_websocket_route(backend, request)
    document = documents.judged(TABLE, api.protocol_type, facts_of(parent), body)
    attributes = set(documents.ATTRIBUTES["RouteResponse"].values()) - {_LACKING}
    created = documents.made(RouteResponse, attributes)
    documents.write(created, document, TABLE)
    created.id = new_id(6, parent.route_responses)
    parent.route_responses[created.id] = created
    return Answer(201, _shown_response(created))


def update_route_response(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateRouteResponse.
    """
    body = request.sent()
    api, parent, stored = lookups.find_route_response(backend, request)
    facts, before = facts_of(parent, stored), documents.read(stored, TABLE)
    document = documents.judged(TABLE, api.protocol_type, facts, body, before)
    changed = documents.twin(stored, document, TABLE)
    parent.route_responses[stored.id] = changed
    return Answer(200, _shown_response(changed))


def get_route_response(backend: Any, request: Request) -> Answer:
    """
    Answer GetRouteResponse.
    """
    *_, stored = lookups.find_route_response(backend, request)
    return Answer(200, _shown_response(stored))


def get_route_responses(backend: Any, request: Request) -> Answer:
    """
    Answer GetRouteResponses.
    """
    _, parent = lookups.find_websocket_route(backend, request)
    responses = list(parent.route_responses.values())
    return Answer(200, listed(responses, request, _shown_response, "routeResponseId"))


def delete_route_response(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteRouteResponse.
    """
    _, parent, stored = lookups.find_route_response(backend, request)
    del parent.route_responses[stored.id]
    return Answer(204, None)


def facts_of(parent: Any, stored: Any = None) -> RouteResponseFacts:
    others = (one for one in parent.route_responses.values() if one is not stored)
    return RouteResponseFacts(keys={other.route_response_key for other in others})


def _shown_response(stored: Any) -> Document:
    return {**documents.read(stored, TABLE), "routeResponseId": stored.id}
