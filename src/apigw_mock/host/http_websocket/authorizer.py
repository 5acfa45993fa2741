"""
Authorizers of HTTP and WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Authorizer

from apigw_mock.apigatewayv2.rules.authorizer import AuthorizerFacts
from apigw_mock.apigatewayv2.tables.authorizer import AUTHORIZER as TABLE
from apigw_mock.apigatewayv2.tables.route import ROUTE
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.http_websocket.deployment import deploy_automatically
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request


def create_authorizer(backend: Any, request: Request) -> Answer:
    """
    Answer CreateAuthorizer.
    """
    body, api = request.sent(), lookups.find_api(backend, request)
    document = documents.judged(TABLE, api.protocol_type, facts_of(api), body)
    return Answer(201, _shown(api, add(api, document)))


def update_authorizer(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateAuthorizer. Deploy to the stages that deploy by themselves after it.
    """
    body = request.sent()
    api, stored = lookups.find_authorizer(backend, request)
    facts, before = facts_of(api, stored), _read(api, stored)
    document = documents.judged(TABLE, api.protocol_type, facts, body, before)
    changed = documents.twin(stored, document, TABLE)
    api.authorizers[stored.id] = changed
    deploy_automatically(api)
    return Answer(200, _shown(api, changed))


def get_authorizer(backend: Any, request: Request) -> Answer:
    """
    Answer GetAuthorizer.
    """
    return Answer(200, _shown(*lookups.find_authorizer(backend, request)))


def get_authorizers(backend: Any, request: Request) -> Answer:
    """
    Answer GetAuthorizers.
    """
    api = lookups.find_api(backend, request)
    authorizers = list(api.authorizers.values())
    return Answer(
        200, listed(authorizers, request, partial(_shown, api), "authorizerId")
    )


def delete_authorizer(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteAuthorizer.
    """
    api, stored = lookups.find_authorizer(backend, request)
    facts = facts_of(api, stored, routes=list(_guarded_by(api, stored)))
    documents.judge_delete(TABLE, api.protocol_type, facts, _shown(api, stored))
    del api.authorizers[stored.id]
    return Answer(204, None)


def add(api: Any, document: Document) -> Any:
    created = documents.made(Authorizer, documents.ATTRIBUTES["Authorizer"].values())
    documents.write(created, document, TABLE)
    created.id = new_id(6, api.authorizers)
    api.authorizers[created.id] = created
    return created


def facts_of(
    api: Any, stored: Any = None, *, routes: list[str] | None = None
) -> AuthorizerFacts:
    others = (one for one in api.authorizers.values() if one is not stored)
    return AuthorizerFacts(
        names={other.name for other in others},
        count=len(api.authorizers),
        routes=routes or (),
    )


def _guarded_by(api: Any, stored: Any) -> Iterator[str]:
    """
    Yield the keys of the routes that have an authorizer.
    """
    for route in api.routes.values():
        shown = documents.completed(route, ROUTE, api.protocol_type)
        if shown.get("authorizerId") == stored.id:
            yield route.route_key


def _shown(api: Any, stored: Any) -> Document:
    return {**_read(api, stored), "authorizerId": stored.id}


def _read(api: Any, stored: Any) -> Document:
    return documents.completed(stored, TABLE, api.protocol_type)
