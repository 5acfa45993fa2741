"""
APIs: our actions on them, and quick create.

Quick create makes an integration, a route and a stage as well.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from moto.apigateway.utils import create_id
from moto.apigatewayv2.models import Api
from moto.core.utils import iso_8601_datetime_without_milliseconds

from apigw_mock.apigatewayv2.fields import Call
from apigw_mock.apigatewayv2.judging import judge
from apigw_mock.apigatewayv2.kinds import Kind, on_http, to_function
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

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
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
    answer = _shown(backend, created)
    if not answer["tags"]:
        del answer["tags"]  # shown by the calls after this one
    return Answer(201, answer)


def update_api(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateApi. Deploy to the stages that deploy by themselves after it.
    """
    body, stored = request.sent(), lookups.find_api(backend, request)
    protocol, quick = stored.protocol_type, _managed(stored.integrations)
    before = documents.completed(stored, API, protocol)
    if quick:
        before["target"] = quick.integration_uri
    document = documents.judged(API, protocol, _facts(backend, stored), body, before)
    if quick:
        _update_quick(backend, stored, quick, body)
    changed = _put(backend, stored, document)
    answer = _shown(backend, changed)
    deploy_automatically(changed)
    return Answer(200, answer)


def get_api(backend: Any, request: Request) -> Answer:
    """
    Answer GetApi.
    """
    return Answer(200, _shown(backend, lookups.find_api(backend, request)))


def get_apis(backend: Any, request: Request) -> Answer:
    """
    Answer GetApis.
    """
    show = partial(_shown, backend)
    return Answer(200, listed(list(backend.apis.values()), request, show, "apiId"))


def delete_api(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteApi.
    """
    api = lookups.find_api(backend, request)
    shown = _shown(backend, api)
    call = Call(Kind(api.protocol_type), {}, shown, _facts(backend, api), {}, shown)
    judge(API.rules_of["Delete"], call)
    del backend.apis[api.api_id]
    return Answer(204, None)


def delete_cors_configuration(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteCorsConfiguration.
    """
    api = lookups.find_api(backend, request)
    document = documents.completed(api, API, api.protocol_type)
    _put(backend, api, {**document, "corsConfiguration": None})
    return Answer(204, None)


# --- reading and writing ----------------------------------------------------------


def _add(
    backend: Any, protocol: str, document: Document, tags: dict[str, str] | None
) -> Any:
    """
    Make an API of moto's, with an id of AWS's length.
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
    api.api_endpoint = _endpoint(api.api_id, backend.region_name, protocol)
    backend.tag_resource(api.arn, tags or {})
    documents.write(api, document, API)
    backend.apis[api.api_id] = api
    return api


def _endpoint(api_id: str, region: str, protocol: str) -> str:
    scheme = "wss" if protocol == "WEBSOCKET" else "https"
    suffix = ".cn" if region.startswith("cn-") else ""
    return f"{scheme}://{api_id}.execute-api.{region}.amazonaws.com{suffix}"


def _put(backend: Any, stored: Any, document: Document) -> Any:
    changed = documents.twin(stored, document, API)
    backend.apis[stored.api_id] = changed
    return changed


def _facts(backend: Any, api: Any) -> ApiFacts:
    mapped = {mapping.api_id for mapping in backend.api_mappings.values()}
    return ApiFacts(
        is_quick=_managed(api.integrations) is not None,
        is_mapped=api.api_id in mapped,
    )


def _shown(backend: Any, api: Any) -> Document:
    shown = documents.completed(api, API, api.protocol_type)
    return {
        **shown,
        "apiEndpoint": api.api_endpoint,
        "apiId": api.api_id,
        "createdDate": iso_8601_datetime_without_milliseconds(api.created_date),
        "protocolType": api.protocol_type,
        "tags": backend.get_tags(api.arn),
    }


# --- quick create -----------------------------------------------------------------


def _managed(things: dict[str, Any]) -> Any:
    """
    Return the integration or the route that quick create made, or None.
    """
    managed = (
        one for one in things.values() if getattr(one, "api_gateway_managed", False)
    )
    return next(managed, None)


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


def _update_quick(backend: Any, api: Any, quick: Any, sent: Document) -> None:
    """
    Change the integration and the route that quick create made.
    """
    managed = _managed(api.routes)
    renamed = None
    if "routeKey" in sent and managed:
        renamed = route.renamed(api, managed, sent["routeKey"])
    if "target" in sent or "credentialsArn" in sent:
        integration.update_managed(backend, api, quick, partial(_quick_change, sent))
    if renamed:
        api.routes[renamed.route_id] = renamed


def _quick_change(sent: Document, kind: Kind) -> Document:
    """
    Return what an update of an API changes in the integration of this kind.
    """
    if "target" not in sent:
        return _credentials(kind, sent)
    return _made(API.kind_of(kind.protocol, {}, sent), sent)
