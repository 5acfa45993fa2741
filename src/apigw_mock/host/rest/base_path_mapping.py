"""
How base path mappings are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.base_path_mapping import MappingFacts, spelled
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.base_path_mapping import BASE_PATH_MAPPING
from apigw_mock.host.rest import lookups, rest_api
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.BasePathMapping,
    ("", ""),
    {"basePath": "base_path", "restApiId": "rest_api_id", "stage": "stage"},
)
_OF_MOTO = "domain_name"  # moto shows this member; AWS does not have it


def find(backend: Any, target: Target) -> Any:
    base_path = spelled(target["basePath"])
    mapping = lookups.mappings_of(backend, target).get(base_path)
    if not mapping:
        raise existence.BASE_PATH_MAPPING.error(target["basePath"])
    return mapping


def read(mapping: Any, _: Target) -> Document:
    shown = document_of(mapping).items()
    return {name: value for name, value in shown if name != _OF_MOTO and value != ""}


def facts_of(backend: Any, target: Target) -> MappingFacts:
    def stages_of(api_id: str) -> Container[str] | None:
        api = backend.apis.get(api_id)
        stages: Container[str] | None = api and api.stages
        return stages

    def is_regional(api_id: str) -> bool:
        configuration = rest_api.read(backend.apis[api_id], {})["endpointConfiguration"]
        return bool(configuration["types"] == ["REGIONAL"])

    domain = document_of(lookups.find_domain_name(backend, target))
    return MappingFacts(
        taken=lookups.mappings_of(backend, target),
        stages_of=stages_of,
        is_regional=is_regional,
        has_mutual_tls="mutualTlsAuthentication" in domain,
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> Target:
    """
    Store a mapping under its base path, which an update may change.
    """
    mappings = backend.base_path_mappings.setdefault(target["domainName"], {})
    base_path = document["basePath"]
    mapping = STORE.make(document, old)
    mapping.domain_name = target["domainName"]
    if old and old.base_path != base_path:
        del mappings[old.base_path]
    mappings[base_path] = mapping
    return {**target, "basePath": base_path}


def every(backend: Any, target: Target) -> Iterable[Any]:
    return lookups.mappings_of(backend, target).values()


def delete(backend: Any, target: Target) -> None:
    mapping = find(backend, target)
    del lookups.mappings_of(backend, target)[mapping.base_path]


BASE_PATH_MAPPINGS = Resource(
    BASE_PATH_MAPPING,
    find=find,
    read=read,
    check_parent=lookups.find_domain_name,
    facts=facts_of,
    write=write,
    delete=delete,
    show=read,
    every=every,
    key="basePath",
    status=(200, 202),
)
