"""
Integrations of HTTP and WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Integration

from apigw_mock.apigatewayv2 import defaults
from apigw_mock.apigatewayv2.merge import merge
from apigw_mock.apigatewayv2.rules.integration import IntegrationFacts
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.http_websocket.deployment import deploy_automatically
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.apigatewayv2.kinds import Kind
    from apigw_mock.host.requests import Request


_COMPUTED = "integration_response_selection_expression"  # moto's constructor sets it


def create_integration(backend: Any, request: Request) -> Answer:
    """
    Answer CreateIntegration.
    """
    body, api = request.sent(), lookups.find_api(backend, request)
    facts = facts_of(backend, api)
    document = documents.judged(INTEGRATION, api.protocol_type, facts, body)
    return Answer(201, _shown(api, add(api, document)))


def update_integration(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateIntegration.
    """
    body = request.sent()
    api, stored = lookups.find_integration(backend, request)
    facts = facts_of(backend, api, stored)
    before = _read_integration(api, stored)
    document = documents.judged(INTEGRATION, api.protocol_type, facts, body, before)
    api.integrations[stored.id] = changed = documents.twin(
        stored, document, INTEGRATION
    )
    changed.api_gateway_managed = lookups.is_managed(stored)
    deploy_automatically(api)
    return Answer(200, _shown(api, changed, document))


def change_managed(
    backend: Any, api: Any, stored: Any, change_of: Callable[[Kind], Document]
) -> Any:
    """
    Return a changed copy of an integration that quick create made.

    Raises:
        ApigwError: AWS refuses the change.
    """
    before = _read_integration(api, stored)
    change = change_of(INTEGRATION.kind_of(api.protocol_type, before, {}))
    facts = facts_of(backend, api, stored)
    document = documents.judged(INTEGRATION, api.protocol_type, facts, change, before)
    return documents.twin(stored, document, INTEGRATION)


def get_integration(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegration.
    """
    return Answer(200, _shown(*lookups.find_integration(backend, request)))


def get_integrations(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegrations.
    """
    api = lookups.find_api(backend, request)
    integrations = list(api.integrations.values())
    return Answer(
        200, listed(integrations, request, partial(_shown, api), "integrationId")
    )


def delete_integration(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteIntegration.
    """
    api, stored = lookups.find_integration(backend, request)
    facts, shown = facts_of(backend, api, stored), _shown(api, stored)
    documents.judge_delete(INTEGRATION, api.protocol_type, facts, shown)
    del api.integrations[stored.id]
    return Answer(204, None)


def facts_of(backend: Any, api: Any, stored: Any = None) -> IntegrationFacts:
    target = stored and f"integrations/{stored.id}"
    routes = api.routes.values() if stored else ()
    return IntegrationFacts(
        account_id=backend.account_id,
        count=len(api.integrations),
        routes=[route.route_id for route in routes if route.target == target],
        v2_links=backend.vpc_links,
    )


def add(api: Any, document: Document, *, managed: bool = False) -> Any:
    attributes = set(documents.ATTRIBUTES["Integration"].values()) - {_COMPUTED}
    created = documents.made(Integration, attributes)
    documents.write(created, document, INTEGRATION)
    created.id = new_id(7, api.integrations)
    created.api_gateway_managed = managed
    api.integrations[created.id] = created
    return created


def _shown(api: Any, stored: Any, document: Document | None = None) -> Document:
    managed = {"apiGatewayManaged": True} if lookups.is_managed(stored) else {}
    known = document or _read_integration(api, stored)
    return {**managed, **known, "integrationId": stored.id}


def _read_integration(api: Any, stored: Any) -> Document:
    document = documents.read(stored, INTEGRATION)
    if hasattr(stored, "api_gateway_managed"):
        return document
    # moto made it outside a scope. Show it with AWS's defaults.
    if "integrationType" in document:
        document["integrationType"] = document["integrationType"].upper()
    if "payloadFormatVersion" in document:
        document["payloadFormatVersion"] = str(document["payloadFormatVersion"])
    kind = INTEGRATION.kind_of(api.protocol_type, document, {})
    # moto's default ignores the protocol: a WebSocket API does not take it.
    if document.get("timeoutInMillis", 0) > defaults.longest_timeout(kind):
        del document["timeoutInMillis"]
    return merge(INTEGRATION.fields, {}, document, kind, kind).document
