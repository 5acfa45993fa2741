"""
HTTP and WebSocket APIs: our actions on moto's objects.

State lives on moto's own objects. A write makes a new one and puts it into its
parent's map in one step, so that no Get sees half of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore import xform_name
from moto.apigatewayv2.models import Integration, IntegrationResponse, Route, Stage
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock import errors
from apigw_mock.apigatewayv2.checks import leads_into_vpc
from apigw_mock.apigatewayv2.merge import merge
from apigw_mock.apigatewayv2.rules import Call, Kind, boto3_name, judge
from apigw_mock.apigatewayv2.tables import integration, integration_response
from apigw_mock.apigatewayv2.tables.api import QUICK_CREATE_RULES
from apigw_mock.apigatewayv2.tables.sources import (
    API_PAGE,
    INTEGRATION_PAGE,
    RESPONSE_PAGE,
)
from apigw_mock.host.answer import Answer
from apigw_mock.host.logged import actions
from apigw_mock.host.model import body_members
from apigw_mock.host.warn import warn_user

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Container,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from apigw_mock.apigatewayv2.merge import Field
    from apigw_mock.apigatewayv2.rules import Document, Rule
    from apigw_mock.host.model import Member
    from apigw_mock.host.requests import Request

_create_api = ApiGatewayV2Response.create_api  # moto's own
_OF_QUICK_CREATE = ("target", "routeKey", "credentialsArn")


class Table(NamedTuple):
    """
    What we know of one kind of document, and where moto keeps it.

    Args:
        fields: the settings, in the order in which the document shows them.
        rules: in the order in which AWS checks.
        kind_of: the kind, of protocol, stored document and request.
        page: AWS's page, for the warning of a dropped setting.
        operations: the two that write it, to find their members in the service model.
        attributes: of moto's object, by wire name.
    """

    fields: Sequence[Field]
    rules: tuple[Rule, ...]
    kind_of: Callable[[str, Document, Document], Kind]
    page: str
    operations: tuple[str, str]
    attributes: Mapping[str, str]

    def members(self, *, creating: bool) -> Mapping[str, Member]:
        """
        Return what the body of Create or Update holds, by wire name.
        """
        return body_members("apigatewayv2", self.operations[not creating])


class Owner(NamedTuple):
    """
    What an integration is judged by besides itself: account and protocol of its API,
    and the account's VPC links for HTTP APIs.
    """

    account_id: str
    protocol: str
    links: Container[str]


def _owner(backend: Any, api: Any) -> Owner:
    return Owner(backend.account_id, api.protocol_type, backend.vpc_links)


def _attributes(fields: Iterable[Field]) -> dict[str, str]:
    return {field.name: xform_name(field.name) for field in fields}


INTEGRATION = Table(
    integration.FIELDS,
    integration.RULES,
    integration.kind_of,
    INTEGRATION_PAGE,
    ("CreateIntegration", "UpdateIntegration"),
    _attributes(integration.FIELDS),
)
RESPONSE = Table(
    integration_response.FIELDS,
    integration_response.RULES,
    integration_response.kind_of,
    RESPONSE_PAGE,
    ("CreateIntegrationResponse", "UpdateIntegrationResponse"),
    _attributes(integration_response.FIELDS),
)
_IMPORTED = "AutoCreate from OpenAPI Import"  # the description that moto gives
_COMPUTED = "integration_response_selection_expression"  # moto's constructor sets it


# --- integrations -----------------------------------------------------------------


def create_integration(backend: Any, request: Request) -> Answer:
    """
    Answer CreateIntegration.
    """
    body, api = request.sent(), _api(backend, request)
    siblings = api.integrations.values()
    judge(integration.CREATE_RULES, _bare(backend, api, siblings=siblings))
    document = _judged(_owner(backend, api), INTEGRATION, body)
    return Answer(201, _shown(api, _add_integration(api, document)))


def update_integration(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateIntegration.
    """
    body = request.sent()
    api, stored = _integration(backend, request)
    table = _judging(body) if _is_imported(stored) else INTEGRATION
    document = _judged(
        _owner(backend, api), table, body, _read_integration(api, stored)
    )
    api.integrations[stored.id] = changed = _twin(stored, document, INTEGRATION)
    changed.api_gateway_managed = _is_managed(stored)
    changed.imported = _is_imported(stored)
    return Answer(200, _shown(api, changed, document))


def _judging(body: Document) -> Table:
    """
    Return the table of integrations with the rules of what a call sets alone.
    """
    rules = tuple(rule for rule in INTEGRATION.rules if rule.field in body)
    return INTEGRATION._replace(rules=rules)


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
    shown, target = _shown(api, stored), f"integrations/{stored.id}"
    routes = [r.route_id for r in api.routes.values() if r.target == target]
    judge(integration.DELETE_RULES, _bare(backend, api, shown, routes=routes))
    del api.integrations[stored.id]
    return Answer(204, None)


def _add_integration(api: Any, document: Document, *, managed: bool = False) -> Any:
    attributes = set(INTEGRATION.attributes.values()) - {_COMPUTED}
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
    Whether moto's import made an integration, which leaves out most of its settings.
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
    # moto made it, by import or outside our scope: show it with AWS's defaults.
    if "integrationType" in document:
        document["integrationType"] = document["integrationType"].upper()
    if "payloadFormatVersion" in document:
        document["payloadFormatVersion"] = str(document["payloadFormatVersion"])
    if _is_imported(stored) and leads_into_vpc(document.get("integrationUri", "")):
        document["connectionType"] = "VPC_LINK"
    kind = integration.kind_of(api.protocol_type, document, {})
    # Its default is by the type alone, and beyond what a WebSocket API takes.
    if document.get("timeoutInMillis", 0) > integration.longest_timeout(kind):
        del document["timeoutInMillis"]
    return merge(integration.FIELDS, {}, document, kind, kind).document


# --- integration responses --------------------------------------------------------


def create_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer CreateIntegrationResponse.
    """
    body = request.sent()
    api, parent = _websocket_integration(backend, request)
    siblings = _documents(parent)
    document = _judged(_owner(backend, api), RESPONSE, body, siblings=siblings)
    created = _made(IntegrationResponse, RESPONSE.attributes.values())
    _write(created, document, RESPONSE)
    parent.responses[created.id] = created
    return Answer(201, _shown_response(created))


def update_integration_response(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateIntegrationResponse.
    """
    body = request.sent()
    api, parent, stored = _response(backend, request)
    before, siblings = _read(stored, RESPONSE), _documents(parent, without=stored)
    document = _judged(_owner(backend, api), RESPONSE, body, before, siblings)
    parent.responses[stored.id] = changed = _twin(stored, document, RESPONSE)
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


def _documents(parent: Any, *, without: Any = None) -> list[Document]:
    responses = parent.responses.values()
    return [_read(stored, RESPONSE) for stored in responses if stored is not without]


def _shown_response(stored: Any) -> Document:
    return {**_read(stored, RESPONSE), "integrationResponseId": stored.id}


# --- quick create -----------------------------------------------------------------


def create_api(backend: Any, request: Request) -> Answer:
    """
    Answer CreateApi; with ``target`` make integration, route and stage as well.
    """
    body, document = request.sent(), None
    sent = {name: body[name] for name in _OF_QUICK_CREATE if name in body}
    protocol = body.get("protocolType")
    if "target" in sent and protocol == "HTTP":
        owner = Owner(backend.account_id, protocol, backend.vpc_links)
        document = _judged(owner, INTEGRATION, _quick_integration(sent))
        members = body_members("apigatewayv2", request.operation)
        call = Call(owner.account_id, Kind(protocol), None, sent, sent, members)
        judge(QUICK_CREATE_RULES, call)
    for name, reason in _sent_in_vain(sent, protocol):
        warn_user(errors.DroppedSettingWarning(boto3_name(name), reason, API_PAGE))
    request.original.body = json.dumps(body)  # what moto reads
    status, _, text = _create_api(request.original)
    answer = json.loads(text)
    if document:
        _quick_create(backend.apis[answer["apiId"]], document, sent.get("routeKey"))
    return Answer(status, answer)


def _sent_in_vain(sent: Document, protocol: str | None) -> Iterator[tuple[str, str]]:
    """
    Yield what quick create has no use for, and why.
    """
    if protocol == "WEBSOCKET":
        yield from ((name, integration.HTTP_ONLY) for name in sent)
    elif "credentialsArn" in sent and not _leads_to_function(sent):
        yield "credentialsArn", "it is used for functions alone"


def _leads_to_function(sent: Document) -> bool:
    return str(sent.get("target", "")).startswith("arn:")


def _quick_integration(sent: Document) -> Document:
    """
    Return what CreateIntegration would get; a function or a URL is the target.
    """
    to_function = _leads_to_function(sent)
    shape = {
        "integrationUri": sent["target"],
        "integrationType": "AWS_PROXY" if to_function else "HTTP_PROXY",
        "integrationMethod": "POST" if to_function else "ANY",
        "payloadFormatVersion": "2.0" if to_function else "1.0",
        "credentialsArn": sent.get("credentialsArn") if to_function else None,
    }
    return {name: value for name, value in shape.items() if value is not None}


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
        raise errors.ApiNotFound(backend.account_id, api_id)
    return backend.apis[api_id]


def _integration(backend: Any, request: Request) -> tuple[Any, Any]:
    api, integration_id = _api(backend, request), request.target["IntegrationId"]
    if integration_id not in api.integrations:
        raise errors.UnknownIntegration(integration_id)
    return api, api.integrations[integration_id]


def _websocket_integration(backend: Any, request: Request) -> tuple[Any, Any]:
    api, parent = _integration(backend, request)
    judge(integration_response.PROTOCOL_RULES, _bare(backend, api))
    return api, parent


def _response(backend: Any, request: Request) -> tuple[Any, Any, Any]:
    api, parent = _websocket_integration(backend, request)
    response_id = request.target["IntegrationResponseId"]
    if response_id not in parent.responses:
        raise errors.UnknownIntegrationResponse(response_id)
    return api, parent, parent.responses[response_id]


# --- from request to document to moto's object ------------------------------------


def _bare(
    backend: Any, api: Any, document: Document | None = None, **more: Any
) -> Call:
    """
    Return the call of rules that look at no request.
    """
    kind = Kind(api.protocol_type)
    return Call(backend.account_id, kind, document, {}, document or {}, {}, **more)


def _judged(
    owner: Owner,
    table: Table,
    body: Document,
    before: Document | None = None,
    siblings: Collection[Document] = (),
) -> Document:
    """
    Return the document after the call, or raise AWS's refusal.
    """
    stored = before or {}
    kind = table.kind_of(owner.protocol, stored, body)
    was = kind if before is None else table.kind_of(owner.protocol, stored, {})
    merged, dropped = merge(table.fields, stored, body, was, kind)
    members = table.members(creating=before is None)
    call = Call(
        owner.account_id, kind, before, body, merged, members, siblings, owner.links
    )
    judge(table.rules, call)
    for field in dropped:
        setting = boto3_name(field.name)
        warn_user(errors.DroppedSettingWarning(setting, field.dropped, table.page))
    return merged


def _read(stored: Any, table: Table) -> Document:
    pairs = ((wire, getattr(stored, name)) for wire, name in table.attributes.items())
    return {wire: value for wire, value in pairs if value is not None and value != {}}


def _made(model: Any, attributes: Iterable[str]) -> Any:
    return model(**dict.fromkeys(attributes))


def _write(created: Any, document: Document, table: Table) -> None:
    for wire, name in table.attributes.items():
        setattr(created, name, document.get(wire))


def _twin(stored: Any, document: Document, table: Table) -> Any:
    """
    Return a new object of moto's that is *stored* but for *document*.
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
