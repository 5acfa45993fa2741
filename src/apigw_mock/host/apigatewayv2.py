"""
HTTP and WebSocket APIs: our actions on moto's objects.

moto's own objects hold the state. A write makes a new object and puts it into its
parent's map in one step, so that no Get sees half of it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from botocore import xform_name
from moto.apigatewayv2.models import Integration, IntegrationResponse, Route, Stage
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock.apigatewayv2 import defaults
from apigw_mock.apigatewayv2.fields import Call, Facts, boto3_name
from apigw_mock.apigatewayv2.judging import judge
from apigw_mock.apigatewayv2.kinds import Kind, on_http, to_function
from apigw_mock.apigatewayv2.merge import merge
from apigw_mock.apigatewayv2.rules.integration import IntegrationFacts
from apigw_mock.apigatewayv2.rules.integration_response import IntegrationResponseFacts
from apigw_mock.apigatewayv2.rules.uri import leads_into_vpc
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.api import API, MADE
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.apigatewayv2.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.errors import DroppedSettingWarning
from apigw_mock.host.answer import Answer
from apigw_mock.host.logged import actions
from apigw_mock.host.model import body_members
from apigw_mock.host.warn import warn_user

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from apigw_mock.apigatewayv2.fields import Document, F, Field, Table
    from apigw_mock.host.model import Member
    from apigw_mock.host.requests import Request

_create_api = ApiGatewayV2Response.create_api  # moto's own
_IMPORTED = "AutoCreate from OpenAPI Import"  # the description that moto gives
_COMPUTED = "integration_response_selection_expression"  # moto's constructor sets it
# Of moto's objects, by resource and wire name.
_ATTRIBUTES = {
    table.resource: {field.name: xform_name(field.name) for field in table.fields}
    for table in (INTEGRATION, INTEGRATION_RESPONSE)
}


# --- integrations -----------------------------------------------------------------


def create_integration(backend: Any, request: Request) -> Answer:
    """
    Answer CreateIntegration.
    """
    body, api = request.sent(), _api(backend, request)
    facts = _integration_facts(backend, api)
    document = _judged(INTEGRATION, api.protocol_type, facts, body)
    return Answer(201, _shown(api, _add_integration(api, document)))


def update_integration(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateIntegration.
    """
    body = request.sent()
    api, stored = _integration(backend, request)
    facts = _integration_facts(backend, api, stored)
    before = _read_integration(api, stored)
    table = _judging(body) if _is_imported(stored) else INTEGRATION
    document = _judged(table, api.protocol_type, facts, body, before)
    api.integrations[stored.id] = changed = _twin(stored, document, INTEGRATION)
    changed.api_gateway_managed = _is_managed(stored)
    changed.imported = _is_imported(stored)
    return Answer(200, _shown(api, changed, document))


def _judging(body: Document) -> Table[IntegrationFacts]:
    """
    Return the table of integrations with only the rules of what a call sets.
    """
    rules = tuple(rule for rule in INTEGRATION.rules if rule.setting in body)
    return replace(INTEGRATION, rules=rules)


def get_integration(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegration.
    """
    return Answer(200, _shown(*_integration(backend, request)))


def get_integrations(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegrations.
    """
    api = _api(backend, request)
    return Answer(200, {"items": [_shown(api, i) for i in api.integrations.values()]})


def delete_integration(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteIntegration.
    """
    api, stored = _integration(backend, request)
    kind, shown = Kind(api.protocol_type), _shown(api, stored)
    facts = _integration_facts(backend, api, stored)
    judge(INTEGRATION.rules_of["Delete"], Call(kind, {}, shown, facts, {}, shown))
    del api.integrations[stored.id]
    return Answer(204, None)


def _integration_facts(backend: Any, api: Any, stored: Any = None) -> IntegrationFacts:
    target = stored and f"integrations/{stored.id}"
    routes = api.routes.values() if stored else ()
    return IntegrationFacts(
        account_id=backend.account_id,
        count=len(api.integrations),
        routes=[route.route_id for route in routes if route.target == target],
        v2_links=backend.vpc_links,
    )


def _add_integration(api: Any, document: Document, *, managed: bool = False) -> Any:
    attributes = set(_ATTRIBUTES["Integration"].values()) - {_COMPUTED}
    created = _made(Integration, attributes)
    _write(created, document, INTEGRATION)
    created.api_gateway_managed = managed
    created.imported = False
    api.integrations[created.id] = created
    return created


def _is_managed(stored: Any) -> bool:
    return getattr(stored, "api_gateway_managed", False)


def _is_imported(stored: Any) -> bool:
    """
    Whether moto's import made an integration. It leaves out most settings.
    """
    return bool(getattr(stored, "imported", stored.description == _IMPORTED))


def _shown(api: Any, stored: Any, document: Document | None = None) -> Document:
    managed = {"apiGatewayManaged": True} if _is_managed(stored) else {}
    known = document or _read_integration(api, stored)
    return {**managed, **known, "integrationId": stored.id}


def _read_integration(api: Any, stored: Any) -> Document:
    document = _read(stored, INTEGRATION)
    if hasattr(stored, "api_gateway_managed"):
        return document
    # moto made it, by an import or outside our scope. Show it with AWS's defaults.
    if "integrationType" in document:
        document["integrationType"] = document["integrationType"].upper()
    if "payloadFormatVersion" in document:
        document["payloadFormatVersion"] = str(document["payloadFormatVersion"])
    if _is_imported(stored) and leads_into_vpc(document.get("integrationUri", "")):
        document["connectionType"] = "VPC_LINK"
    kind = INTEGRATION.kind_of(api.protocol_type, document, {})
    # moto's default ignores the protocol: a WebSocket API does not take it.
    if document.get("timeoutInMillis", 0) > defaults.longest_timeout(kind):
        del document["timeoutInMillis"]
    return merge(INTEGRATION.fields, {}, document, kind, kind).document


# --- integration responses --------------------------------------------------------


def create_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer CreateIntegrationResponse.
    """
    body = request.sent()
    api, parent = _websocket_integration(backend, request)
    facts = _response_facts(parent)
    document = _judged(INTEGRATION_RESPONSE, api.protocol_type, facts, body)
    created = _made(IntegrationResponse, _ATTRIBUTES["IntegrationResponse"].values())
    _write(created, document, INTEGRATION_RESPONSE)
    parent.responses[created.id] = created
    return Answer(201, _shown_response(created))


def update_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateIntegrationResponse.
    """
    body = request.sent()
    api, parent, stored = _response(backend, request)
    facts, before = _response_facts(parent, stored), _read(stored, INTEGRATION_RESPONSE)
    document = _judged(INTEGRATION_RESPONSE, api.protocol_type, facts, body, before)
    changed = _twin(stored, document, INTEGRATION_RESPONSE)
    parent.responses[stored.id] = changed
    return Answer(200, _shown_response(changed))


def get_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegrationResponse.
    """
    *_, stored = _response(backend, request)
    return Answer(200, _shown_response(stored))


def get_integration_responses(backend: Any, request: Request) -> Answer:
    """
    Answer GetIntegrationResponses.
    """
    _, parent = _websocket_integration(backend, request)
    return Answer(200, {"items": list(map(_shown_response, parent.responses.values()))})


def delete_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteIntegrationResponse.
    """
    _, parent, stored = _response(backend, request)
    del parent.responses[stored.id]
    return Answer(204, None)


def _response_facts(parent: Any, stored: Any = None) -> IntegrationResponseFacts:
    others = (other for other in parent.responses.values() if other is not stored)
    keys = {other.integration_response_key for other in others}
    return IntegrationResponseFacts(keys=keys)


def _shown_response(stored: Any) -> Document:
    return {**_read(stored, INTEGRATION_RESPONSE), "integrationResponseId": stored.id}


# --- quick create -----------------------------------------------------------------


def create_api(backend: Any, request: Request) -> Answer:
    """
    Answer CreateApi. With ``target``, make an integration, a route and a stage as well.
    """
    body, document = request.sent(), None
    sent = {field.name: body[field.name] for field in API.fields if field.name in body}
    kind = API.kind_of(body.get("protocolType", ""), {}, sent)
    if "target" in sent and on_http(kind):
        document = _quick_integration(backend, kind, sent)
        judge(API.rules, Call(kind, sent, sent, Facts(), _members(API, "Create")))
    _warn(API, _dropped(kind, sent))
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
    return _judged(INTEGRATION, kind.protocol, facts, made)


def _quick_create(api: Any, document: Document, route_key: str | None) -> None:
    created = _add_integration(api, document, managed=True)
    route = api.create_route(
        api_key_required=False,
        authorization_scopes=[],
        authorization_type="NONE",
        route_key=route_key or "$default",
        target=f"integrations/{created.id}",
    )
    stage = api.create_stage({"stageName": "$default", "autoDeploy": True})
    route.to_json = lambda: {**Route.to_json(route), "apiGatewayManaged": True}
    stage.to_json = lambda: {**Stage.to_json(stage), "apiGatewayManaged": True}


# --- look-ups, step by step -------------------------------------------------------


def _api(backend: Any, request: Request) -> Any:
    api_id = request.target["ApiId"]
    if api_id not in backend.apis:
        raise existence.API.error(backend.account_id, api_id)
    return backend.apis[api_id]


def _integration(backend: Any, request: Request) -> tuple[Any, Any]:
    api, integration_id = _api(backend, request), request.target["IntegrationId"]
    if integration_id not in api.integrations:
        raise existence.INTEGRATION.error(integration_id)
    return api, api.integrations[integration_id]


def _websocket_integration(backend: Any, request: Request) -> tuple[Any, Any]:
    api, parent = _integration(backend, request)
    if api.protocol_type != "WEBSOCKET":
        raise existence.WEBSOCKET.error(api.protocol_type)
    return api, parent


def _response(backend: Any, request: Request) -> tuple[Any, Any, Any]:
    api, parent = _websocket_integration(backend, request)
    response_id = request.target["IntegrationResponseId"]
    if response_id not in parent.responses:
        raise existence.INTEGRATION_RESPONSE.error(response_id)
    return api, parent, parent.responses[response_id]


# --- from request to document to moto's object ------------------------------------


def _members(table: Table[Any], verb: str) -> Mapping[str, Member]:
    """
    Return what the body of a call holds, by wire name.
    """
    return body_members("apigatewayv2", f"{verb}{table.resource}")


def _judged(
    table: Table[F],
    protocol: str,
    facts: F,
    body: Document,
    before: Document | None = None,
) -> Document:
    """
    Return the document after Create, or after Update of *before*.

    Raises:
        ApigwError: AWS refuses the call.
    """
    stored, verb = before or {}, "Create" if before is None else "Update"
    kind = table.kind_of(protocol, stored, body)
    was = kind if before is None else table.kind_of(protocol, stored, {})
    document, dropped = merge(table.fields, stored, body, was, kind)
    call = Call(kind, body, document, facts, _members(table, verb), before)
    judge(table.rules_of.get(verb, ()), call)
    judge(table.rules, call)
    _warn(table, dropped)
    return document


def _warn(table: Table[Any], dropped: Iterable[Field]) -> None:
    for field in dropped:
        setting = boto3_name(field.name)
        warn_user(DroppedSettingWarning(setting, field.dropped, table.source))


def _read(stored: Any, table: Table[Any]) -> Document:
    attributes = _ATTRIBUTES[table.resource].items()
    pairs = ((wire, getattr(stored, name)) for wire, name in attributes)
    return {wire: value for wire, value in pairs if value is not None and value != {}}


def _made(model: Any, attributes: Iterable[str]) -> Any:
    return model(**dict.fromkeys(attributes))


def _write(created: Any, document: Document, table: Table[Any]) -> None:
    for wire, name in _ATTRIBUTES[table.resource].items():
        setattr(created, name, document.get(wire))


def _twin(stored: Any, document: Document, table: Table[Any]) -> Any:
    """
    Return a new object of moto's: a copy of *stored* that holds *document*.
    """
    twin = object.__new__(type(stored))  # moto's own __new__ keeps every instance
    vars(twin).update(vars(stored))
    _write(twin, document, table)
    return twin


_HANDLERS = (
    create_api,
    create_integration,
    create_integration_response,
    delete_integration,
    delete_integration_response,
    get_integration,
    get_integration_response,
    get_integration_responses,
    get_integrations,
    update_integration,
    update_integration_response,
)


def _backend_of(original: Any) -> Any:
    return original.apigatewayv2_backend


ACTIONS = actions(
    "apigatewayv2", _backend_of, {handler.__name__: handler for handler in _HANDLERS}
)
