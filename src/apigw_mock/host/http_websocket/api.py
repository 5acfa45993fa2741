"""
CreateApi, and quick create: an integration, a route and a stage as well.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Stage
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock.apigatewayv2.fields import Call, Facts
from apigw_mock.apigatewayv2.judging import judge
from apigw_mock.apigatewayv2.kinds import Kind, on_http, to_function
from apigw_mock.apigatewayv2.rules.integration import IntegrationFacts
from apigw_mock.apigatewayv2.tables.api import API, MADE
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, integration
from apigw_mock.host.http_websocket.route import add as add_route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.apigatewayv2.fields import Document, Field
    from apigw_mock.host.requests import Request


_create_api = ApiGatewayV2Response.create_api  # moto's own


def create_api(backend: Any, request: Request) -> Answer:
    """
    Answer CreateApi. With ``target``, make an integration, a route and a stage as well.
    """
    body, document = request.sent(), None
    sent = {field.name: body[field.name] for field in API.fields if field.name in body}
    kind = API.kind_of(body.get("protocolType", ""), {}, sent)
    if "target" in sent and on_http(kind):
        document = _quick_integration(backend, kind, sent)
        members = documents.members_of(API, "Create")
        judge(API.rules, Call(kind, sent, sent, Facts(), members))
    documents.warn(API, _dropped(kind, sent))
    request.original.body = json.dumps(body)  # what moto reads
    status, _, text = _create_api(request.original)
    answer = json.loads(text)
    if document:
        _quick_create(backend.apis[answer["apiId"]], document, sent.get("routeKey"))
    return Answer(status, answer)


def _dropped(kind: Kind, sent: Document) -> Iterator[Field]:
    """
    Yield the sent settings of quick create that AWS drops.
    """
    for field in API.fields:
        if field.name in sent and not field.applies(kind):
            yield field


def _quick_integration(backend: Any, kind: Kind, sent: Document) -> Document:
    """
    Return the integration that quick create makes, or raise AWS's refusal.
    """
    facts = IntegrationFacts(
        account_id=backend.account_id, count=0, routes=(), v2_links=backend.vpc_links
    )
    made = {"integrationUri": sent["target"], "integrationType": kind.type}
    made |= MADE[kind.type or ""]
    if "credentialsArn" in sent and to_function(kind):
        made["credentialsArn"] = sent["credentialsArn"]
    return documents.judged(INTEGRATION, kind.protocol, facts, made)


def _quick_create(api: Any, document: Document, route_key: str | None) -> None:
    created = integration.add(api, document, managed=True)
    made = {
        "apiKeyRequired": False,
        "authorizationType": "NONE",
        "routeKey": route_key or "$default",
        "target": f"integrations/{created.id}",
    }
    add_route(api, made, managed=True)
    stage = api.create_stage({"stageName": "$default", "autoDeploy": True})
    stage.to_json = lambda: {**Stage.to_json(stage), "apiGatewayManaged": True}
