"""
Stages of HTTP and WebSocket APIs: our actions on them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Stage

from apigw_mock.apigatewayv2.rules.stage import StageFacts
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.stage import STAGE as TABLE
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents, lookups
from apigw_mock.host.http_websocket.deployment import deploy_automatically
from apigw_mock.host.pages import listed
from apigw_mock.host.rest import mapped

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request


def create_stage(backend: Any, request: Request) -> Answer:
    """
    Answer CreateStage. A stage that deploys by itself is deployed after the answer.
    """
    body, api = request.sent(), lookups.find_api(backend, request)
    document = documents.judged(TABLE, api.protocol_type, _facts(api), body)
    created = add(api, body["stageName"], document, body.get("tags"))
    backend.tag_resource(arn_of(api, created), created.tags)
    answer = _shown(backend, api, created)
    deploy_automatically(api, [created.name])
    return Answer(201, answer)


def update_stage(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateStage. A stage that begins to deploy by itself is deployed after it.
    """
    body = request.sent()
    api, stored = lookups.find_stage(backend, request)
    before = documents.completed(stored, TABLE, api.protocol_type)
    document = documents.judged(TABLE, api.protocol_type, _facts(api), body, before)
    answer = _shown(backend, api, _put(api, stored, document))
    if document.get("autoDeploy") and not before.get("autoDeploy"):
        deploy_automatically(api, [stored.name])
    return Answer(200, answer)


def get_stage(backend: Any, request: Request) -> Answer:
    """
    Answer GetStage.
    """
    return Answer(200, _shown(backend, *lookups.find_stage(backend, request)))


def get_stages(backend: Any, request: Request) -> Answer:
    """
    Answer GetStages.
    """
    api = lookups.find_api(backend, request)
    stages = list(api.stages.values())
    return Answer(
        200, listed(stages, request, partial(_shown, backend, api), "stageName")
    )


def delete_stage(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteStage.
    """
    api, stored = lookups.find_stage(backend, request)
    shown = _shown(backend, api, stored)
    every = mapped.every(backend)
    led_to = {one.stage for _, one in every if one.api_id == api.api_id}
    facts = replace(_facts(api), mapped=led_to)
    documents.judge_delete(TABLE, api.protocol_type, facts, shown)
    del api.stages[stored.name]
    backend.tagger.delete_all_tags_for_resource(arn_of(api, stored))
    return Answer(204, None)


# --- what an update cannot clear --------------------------------------------------


def delete_access_log_settings(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteAccessLogSettings.
    """
    api, stored = lookups.find_stage(backend, request)
    document = documents.completed(stored, TABLE, api.protocol_type)
    _put(api, stored, {**document, "accessLogSettings": None})
    return Answer(204, None)


def delete_route_settings(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteRouteSettings.
    """
    api, stored = lookups.find_stage(backend, request)
    document = documents.completed(stored, TABLE, api.protocol_type)
    settings, key = dict(document["routeSettings"]), request.target["RouteKey"]
    if key not in settings:
        raise existence.ROUTE_SETTINGS.error(key)
    del settings[key]
    _put(api, stored, {**document, "routeSettings": settings})
    return Answer(204, None)


def reset_authorizers_cache(backend: Any, request: Request) -> Answer:
    """
    Answer ResetAuthorizersCache. Nothing is cached.
    """
    lookups.find_stage(backend, request)
    return Answer(204, None)


# --- reading and writing ----------------------------------------------------------


def add(
    api: Any,
    name: str,
    document: Document,
    tags: dict[str, str] | None = None,
    *,
    managed: bool = False,
) -> Any:
    created: Any = Stage(api, {"stageName": name, "tags": tags or {}})
    documents.write(created, document, TABLE)
    created.created = created.updated = documents.now(created.created)
    created.api_gateway_managed = managed
    api.stages[name] = created
    return created


def _put(api: Any, stored: Any, document: Document) -> Any:
    changed = documents.twin(stored, document, TABLE)
    changed.updated = documents.now(changed.updated)
    api.stages[stored.name] = changed
    return changed


def _facts(api: Any) -> StageFacts:
    return StageFacts(
        stages=api.stages,
        count=len(api.stages),
        deployments=lookups.deployments_of(api),
        route_keys={route.route_key for route in api.routes.values()},
    )


def arn_of(api: Any, stored: Any) -> str:
    return f"{api.arn}/stages/{stored.name}"


def _tags(backend: Any, api: Any, stored: Any) -> Document:
    """
    Return the tags that TagResource reaches; a stage that moto made has its own, too.
    """
    is_ours = hasattr(stored, "api_gateway_managed")
    own = {} if is_ours else stored.tags or {}
    return {**own, **backend.get_tags(arn_of(api, stored))}


def _shown(backend: Any, api: Any, stored: Any) -> Document:
    shown = {
        **documents.completed(stored, TABLE, api.protocol_type),
        "createdDate": documents.shown_date(stored.created),
        "lastUpdatedDate": documents.shown_date(stored.updated),
        "stageName": stored.name,
        "tags": _tags(backend, api, stored),
    }
    if getattr(stored, "status", None):
        shown["lastDeploymentStatusMessage"] = stored.status
    if lookups.is_managed(stored):
        shown["apiGatewayManaged"] = True
    return shown
