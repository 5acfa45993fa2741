"""
APIs: our actions on them, and quick create.

Quick create makes an integration, a route and a stage as well.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigateway.utils import create_id
from moto.apigatewayv2.models import Api

from apigw_mock.apigatewayv2.kinds import on_http, to_function
from apigw_mock.apigatewayv2.rules.api import ApiFacts
from apigw_mock.apigatewayv2.rules.integration import IntegrationFacts
from apigw_mock.apigatewayv2.tables.api import API, MADE
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import (
    documents,
    integration,
    lookups,
    route,
    stage,
)
from apigw_mock.host.http_websocket.deployment import deploy_automatically
from apigw_mock.host.pages import listed
from apigw_mock.host.requests import keep_typed
from apigw_mock.host.rest import mapped

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.apigatewayv2.kinds import Kind
    from apigw_mock.host.requests import Request

# The arguments of moto's constructor that its attributes replace.
_SETTINGS = (
    "name",
    "api_key_selection_expression",
    "cors_configuration",
    "description",
    "disable_execute_api_endpoint",
    "disable_schema_validation",
    "route_selection_expression",
    "version",
)


def create_api(backend: Any, request: Request) -> Answer:
    """
    Answer CreateApi. With ``target``, make an integration, a route and a stage as well.
    """
    body, made = request.sent(), None
    protocol = body.get("protocolType", "")
    kind = API.kind_of(protocol, {}, body)
    if "target" in body and on_http(kind):
        made = _quick_integration(backend, kind, body)
    document = documents.judged(API, protocol, ApiFacts(), body)
    created = _add(backend, protocol, document, body.get("tags"))
    if made:
        _quick_create(created, made, body.get("routeKey"))
    answer = shown(backend, created)
    if not answer["tags"]:
        del answer["tags"]  # shown by the calls after this one
    return Answer(201, answer)


def update_api(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateApi. Deploy to the stages that deploy by themselves after it.
    """
    body, stored = request.sent(), lookups.find_api(backend, request)
    facts, before = _facts(backend, stored), read(stored)
    quick = _managed(stored.integrations)
    if quick:
        before["target"] = quick.integration_uri
    protocol = stored.protocol_type
    document, dropped = documents.outcome(API, protocol, facts, body, before)
    made = _changed_quick(backend, stored, body)
    documents.warn(API, dropped)
    for things, key, thing in made:
        things[key] = thing
    changed = _put(backend, stored, document)
    answer = shown(backend, changed)
    deploy_automatically(changed)
    return Answer(200, answer)


def get_api(backend: Any, request: Request) -> Answer:
    """
    Answer GetApi.
    """
    return Answer(200, shown(backend, lookups.find_api(backend, request)))


def get_apis(backend: Any, request: Request) -> Answer:
    """
    Answer GetApis.
    """
    show = partial(shown, backend)
    return Answer(200, listed(list(backend.apis.values()), request, show, "apiId"))


def delete_api(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteApi.
    """
    api = lookups.find_api(backend, request)
    facts, before = _facts(backend, api), shown(backend, api)
    documents.judge_delete(API, api.protocol_type, facts, before)
    del backend.apis[api.api_id]
    for arn in (api.arn, *(stage.arn_of(api, one) for one in api.stages.values())):
        backend.tagger.delete_all_tags_for_resource(arn)
    return Answer(204, None)


def delete_cors_configuration(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteCorsConfiguration.
    """
    api = lookups.find_api(backend, request)
    _put(backend, api, {**read(api), "corsConfiguration": None})
    return Answer(204, None)


# --- reading and writing ----------------------------------------------------------


def _add(
    backend: Any, protocol: str, document: Document, tags: dict[str, str] | None
) -> Any:
    """
    Add an API.
    """
    created = make(backend, protocol, document)
    keep(backend, created, tags)
    return created


def make(backend: Any, protocol: str, document: Document) -> Any:
    """
    Make an API of moto's, with an id of AWS's length. The backend does not know it yet.
    """
    unset: Any = dict.fromkeys(_SETTINGS)
    api: Any = Api(
        region=backend.region_name,
        protocol_type=protocol,
        tags={},
        backend=backend,
        **unset,
    )
    backend.tagger.delete_all_tags_for_resource(api.arn)
    moto_s, api.api_id = api.api_id, create_id()
    api.arn = api.arn.replace(moto_s, api.api_id)
    api.api_endpoint = _endpoint(backend, api)
    api.created_date = documents.now(api.created_date)
    documents.write(api, document, API)
    return api


def keep(backend: Any, api: Any, tags: dict[str, str] | None) -> None:
    """
    Make an API known to the backend.
    """
    backend.tag_resource(api.arn, tags or {})
    backend.apis[api.api_id] = api


def _endpoint(backend: Any, api: Any) -> str:
    region = backend.region_name
    scheme = "wss" if api.protocol_type == "WEBSOCKET" else "https"
    suffix = ".cn" if region.startswith("cn-") else ""
    return f"{scheme}://{api.api_id}.execute-api.{region}.amazonaws.com{suffix}"


def _put(backend: Any, stored: Any, document: Document) -> Any:
    changed = documents.twin(stored, document, API)
    backend.apis[stored.api_id] = changed
    return changed


def _facts(backend: Any, api: Any) -> ApiFacts:
    led_to = {mapping.api_id for _, mapping in mapped.every(backend)}
    quick: set[str] = set()
    if _managed(api.integrations):
        quick |= {"target", "credentialsArn"}
        quick |= {"routeKey"} if _managed(api.routes) else set()
    return ApiFacts(quick=quick, is_mapped=api.api_id in led_to)


def read(api: Any) -> Document:
    """
    Return the document of an API. Outside a scope, moto's import keeps any CORS.
    """
    document = documents.read(api, API)
    if "corsConfiguration" in document:
        document["corsConfiguration"] = _readable(document["corsConfiguration"])
    return documents.filled(document, API, api.protocol_type)


def _readable(cors: Any) -> Document:
    """
    Return the members of a CORS configuration that have the types of the model.
    """
    members = documents.members_of(API, "Create")["corsConfiguration"].members
    return keep_typed(cors, members) if isinstance(cors, dict) else {}


def shown(backend: Any, api: Any) -> Document:
    return {
        **read(api),
        "apiEndpoint": _endpoint(backend, api),
        "apiId": api.api_id,
        "createdDate": documents.shown_date(api.created_date),
        "protocolType": api.protocol_type,
        "tags": backend.get_tags(api.arn),
    }


# --- quick create -----------------------------------------------------------------


def _managed(things: dict[str, Any]) -> Any:
    """
    Return the integration or the route that quick create made, or None.
    """
    return next(filter(lookups.is_managed, things.values()), None)


def _quick_integration(backend: Any, kind: Kind, sent: Document) -> Document:
    """
    Return the integration that quick create makes, or raise AWS's refusal.
    """
    facts = IntegrationFacts(
        account_id=backend.account_id, count=0, routes=(), v2_links=backend.vpc_links
    )
    return documents.judged(INTEGRATION, kind.protocol, facts, _made(kind, sent))


def _made(kind: Kind, sent: Document) -> Document:
    """
    Return the settings of an integration that quick create makes of the target.
    """
    made = {"integrationUri": sent["target"], "integrationType": kind.type}
    made |= MADE[kind.type or ""]
    return made | _credentials(kind, sent)


def _credentials(kind: Kind, sent: Document) -> Document:
    has_some = "credentialsArn" in sent and to_function(kind)
    return {"credentialsArn": sent["credentialsArn"]} if has_some else {}


def _quick_create(api: Any, document: Document, route_key: str | None) -> None:
    created = integration.add(api, document, managed=True)
    route.add_managed(api, route_key or "$default", f"integrations/{created.id}")
    stage.add(api, "$default", {"autoDeploy": True}, managed=True)
    deploy_automatically(api)


def _changed_quick(
    backend: Any, api: Any, sent: Document
) -> list[tuple[dict[str, Any], str, Any]]:
    """
    Return the integration and the route of quick create as a call changes them.

    Each comes after the map that holds it and its key there.
    """
    changed: list[tuple[dict[str, Any], str, Any]] = []
    quick, managed = _managed(api.integrations), _managed(api.routes)
    if quick and ("target" in sent or "credentialsArn" in sent):
        change_of = partial(_quick_change, sent)
        led = integration.change_managed(backend, api, quick, change_of)
        changed.append((api.integrations, quick.id, led))
    if quick and managed and "routeKey" in sent:
        renamed = route.rename(api, managed, sent["routeKey"])
        changed.append((api.routes, managed.route_id, renamed))
    return changed


def _quick_change(sent: Document, kind: Kind) -> Document:
    """
    Return what an update of an API changes in the integration of this kind.
    """
    if "target" not in sent:
        return _credentials(kind, sent)
    return _made(API.kind_of(kind.protocol, {}, sent), sent)
