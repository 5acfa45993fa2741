"""
Integration responses of WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import IntegrationResponse

from apigw_mock.apigatewayv2.rules.integration_response import IntegrationResponseFacts
from apigw_mock.apigatewayv2.tables.integration_response import (
    INTEGRATION_RESPONSE as TABLE,
)
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request


def create_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer CreateIntegrationResponse.
    """
    body = request.sent()
    api, parent = lookups.find_websocket_integration(backend, request)
    facts = facts_of(parent)
    document = documents.judged(TABLE, api.protocol_type, facts, body)
    created = documents.made(
        IntegrationResponse, documents.ATTRIBUTES["IntegrationResponse"].values()
    )
    documents.write(created, document, TABLE)
    created.id = new_id(7, parent.responses)
    parent.responses[created.id] = created
    return Answer(201, _shown_response(created))


def update_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateIntegrationResponse.
    """
    body = request.sent()
    api, parent, stored = lookups.find_response(backend, request)
    facts = facts_of(parent, stored)
    before = documents.read(stored, TABLE)
    document = documents.judged(TABLE, api.protocol_type, facts, body, before)
    changed = documents.twin(stored, document, TABLE)
    parent.responses[stored.id] = changed
    return Answer(200, _shown_response(changed))


def get_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegrationResponse.
    """
    *_, stored = lookups.find_response(backend, request)
    return Answer(200, _shown_response(stored))


def get_integration_responses(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegrationResponses.
    """
    _, parent = lookups.find_websocket_integration(backend, request)
    responses = list(parent.responses.values())
    return Answer(
        200, listed(responses, request, _shown_response, "integrationResponseId")
    )


def delete_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteIntegrationResponse.
    """
    _, parent, stored = lookups.find_response(backend, request)
    del parent.responses[stored.id]
    return Answer(204, None)


def facts_of(parent: Any, stored: Any = None) -> IntegrationResponseFacts:
    others = (other for other in parent.responses.values() if other is not stored)
    keys = {other.integration_response_key for other in others}
    return IntegrationResponseFacts(keys=keys)


def _shown_response(stored: Any) -> Document:
    return {
        **documents.read(stored, TABLE),
        "integrationResponseId": stored.id,
    }
