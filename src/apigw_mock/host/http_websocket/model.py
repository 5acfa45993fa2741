"""
Models of WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Model

from apigw_mock.apigatewayv2.rules.model import ModelFacts
from apigw_mock.apigatewayv2.tables.model import MODEL as TABLE
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.ids import new_id
from apigw_mock.host.pages import listed

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request


def create_model(backend: Any, request: Request) -> Answer:
    """
    Answer CreateModel.
    """
    body, api = request.sent(), lookups.find_api(backend, request)
    document = documents.judged(TABLE, api.protocol_type, _facts(api), body)
    created = documents.made(Model, documents.ATTRIBUTES["Model"].values())
    documents.write(created, document, TABLE)
    created.id = new_id(6, api.models)
    api.models[created.id] = created
    return Answer(201, _shown(api, created))


def update_model(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateModel.
    """
    body = request.sent()
    api, stored = lookups.find_model(backend, request)
    facts, before = _facts(api, stored), _read(api, stored)
    document = documents.judged(TABLE, api.protocol_type, facts, body, before)
    api.models[stored.id] = changed = documents.twin(stored, document, TABLE)
    return Answer(200, _shown(api, changed))


def get_model(backend: Any, request: Request) -> Answer:
    """
    Answer GetModel.
    """
    return Answer(200, _shown(*lookups.find_model(backend, request)))


def get_models(backend: Any, request: Request) -> Answer:
    """
    Answer GetModels.
    """
    api = lookups.find_api(backend, request)
    models, show = list(api.models.values()), partial(_shown, api)
    return Answer(200, listed(models, request, show, "modelId"))


def delete_model(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteModel.
    """
    api, stored = lookups.find_model(backend, request)
    del api.models[stored.id]
    return Answer(204, None)


def _facts(api: Any, stored: Any = None) -> ModelFacts:
    others = (one for one in api.models.values() if one is not stored)
    return ModelFacts(names={other.name for other in others})


def _shown(api: Any, stored: Any) -> Document:
    return {**_read(api, stored), "modelId": stored.id}


def _read(api: Any, stored: Any) -> Document:
    return documents.completed(stored, TABLE, api.protocol_type)
