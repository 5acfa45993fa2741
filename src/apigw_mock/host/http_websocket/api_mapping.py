"""
API mappings of domain names: our actions on them.

They are the base path mappings of REST APIs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.kinds import REST
from apigw_mock.apigatewayv2.rules.api_mapping import MappingFacts
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.apigatewayv2.tables.api_mapping import API_MAPPING as TABLE
from apigw_mock.host.answer import Answer
from apigw_mock.host.http_websocket import documents
from apigw_mock.host.http_websocket.domain_name import check_tls, managed, rest_of
from apigw_mock.host.pages import listed
from apigw_mock.host.rest import base_path_mapping, mapped
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.mapped import DomainMapping

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request


def create_api_mapping(backend: Any, request: Request) -> Answer:
    """
    Answer CreateApiMapping.
    """
    body, of_rest = request.sent(), rest_of(backend)
    domain, name = managed(of_rest, request), request.target["DomainName"]
    check_tls(domain)
    document = _judged(backend, domain, body, None)
    made = _mapping(mapped.free_id(of_rest), document)
    mapped.keep_in_v2(of_rest, name, made)
    return Answer(201, _shown(made))


def update_api_mapping(backend: Any, request: Request) -> Answer:
    """
    Answer UpdateApiMapping.
    """
    body, of_rest = request.sent(), rest_of(backend)
    domain, name = managed(of_rest, request), request.target["DomainName"]
    stored = _find(of_rest, request)
    check_tls(domain)
    document = _judged(backend, domain, body, stored)
    changed = _mapping(stored.mapping_id, document, stored.thing)
    mapped.keep(of_rest, name, changed)
    return Answer(200, _shown(changed))


def get_api_mapping(backend: Any, request: Request) -> Answer:
    """
    Answer GetApiMapping.
    """
    of_rest = rest_of(backend)
    managed(of_rest, request)
    return Answer(200, _shown(_find(of_rest, request)))


def get_api_mappings(backend: Any, request: Request) -> Answer:
    """
    Answer GetApiMappings.
    """
    of_rest = rest_of(backend)
    managed(of_rest, request)
    mappings = mapped.of_domain(of_rest, request.target["DomainName"])
    return Answer(200, listed(mappings, request, _shown, "apiMappingId"))


def delete_api_mapping(backend: Any, request: Request) -> Answer:
    """
    Answer DeleteApiMapping.
    """
    of_rest = rest_of(backend)
    managed(of_rest, request)
    name, stored = request.target["DomainName"], _find(of_rest, request)
    mapped.remove(of_rest, name, stored)
    return Answer(204, None)


# --- finding and judging ----------------------------------------------------------


def _find(of_rest: Any, request: Request) -> DomainMapping:
    mapping_id, name = request.target["ApiMappingId"], request.target["DomainName"]
    for mapping in mapped.of_domain(of_rest, name):
        if mapping.mapping_id == mapping_id:
            return mapping
    raise existence.API_MAPPING.error(mapping_id)


def _judged(
    backend: Any, domain: Any, body: Document, stored: DomainMapping | None
) -> Document:
    """
    Return the document after Create, or after Update of *stored*.
    """
    of_rest, api_id = rest_of(backend), body.get("apiId", "")
    protocol, api = _api(backend, of_rest, api_id)
    others = [
        one
        for one in mapped.of_domain(of_rest, document_of(domain)["domainName"])
        if stored is None or one.mapping_id != stored.mapping_id
    ]
    apis = [_api(backend, of_rest, one.api_id) for one in others]
    facts = MappingFacts(
        keys={one.key for one in others},
        protocols={kind for kind, there in apis if there},  # moto deletes mapped ones
        stages=api and api.stages,
        has_mutual_tls="mutualTlsAuthentication" in document_of(domain),
        is_regional=protocol != REST or base_path_mapping.is_regional(of_rest, api_id),
    )
    before = None if stored is None else _document(stored)
    return documents.judged(TABLE, protocol, facts, body, before)


def _api(backend: Any, of_rest: Any, api_id: str) -> tuple[str, Any]:
    """
    Return the protocol of an API of either service, and moto's object or None.
    """
    if api_id in of_rest.apis:
        return REST, of_rest.apis[api_id]
    api = backend.apis.get(api_id)
    return api.protocol_type if api else "", api


# --- documents --------------------------------------------------------------------


def _mapping(mapping_id: str, document: Document, thing: Any = None) -> DomainMapping:
    key, stage = document["apiMappingKey"], document.get("stage")
    return DomainMapping(mapping_id, key, document["apiId"], stage, thing)


def _document(mapping: DomainMapping) -> Document:
    stage = {"stage": mapping.stage} if mapping.stage else {}
    return {"apiId": mapping.api_id, "apiMappingKey": mapping.key, **stage}


def _shown(mapping: DomainMapping) -> Document:
    return {**_document(mapping), "apiMappingId": mapping.mapping_id}
