"""
How base path mappings are found, read and written.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.base_path_mapping import NONE, MappingFacts, spelled
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.base_path_mapping import BASE_PATH_MAPPING
from apigw_mock.host import state
from apigw_mock.host.rest import lookups, mapped, rest_api
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.mapped import DomainMapping
from apigw_mock.host.rest.record import Resource

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target


def find(backend: Any, target: Target) -> DomainMapping:
    base_path = spelled(target["basePath"])
    mapping = lookups.mappings_of(backend, target).get(base_path)
    if not mapping:
        raise existence.BASE_PATH_MAPPING.error(target["basePath"])
    return mapping


def read(mapping: DomainMapping, _: Target) -> Document:
    stage = {"stage": mapping.stage} if mapping.stage else {}
    return {"basePath": mapping.base_path, "restApiId": mapping.api_id, **stage}


def facts_of(backend: Any, target: Target) -> MappingFacts:
    def stages_of(api_id: str) -> Container[str] | None:
        api = backend.apis.get(api_id)
        stages: Container[str] | None = api and api.stages
        return stages

    domain = document_of(lookups.find_domain_name(backend, target))
    taken = lookups.mappings_of(backend, target)
    own = spelled(target.get("basePath", ""))
    return MappingFacts(
        taken=taken,
        stages_of=stages_of,
        is_regional=partial(is_regional, backend),
        has_mutual_tls="mutualTlsAuthentication" in domain,
        of_v2=state.v2_apis(backend.account_id, backend.region_name),
        others=[one.api_id for one in taken.values() if one.base_path != own],
    )


def is_regional(backend: Any, api_id: str) -> bool:
    """
    Whether a REST API has a regional endpoint alone.
    """
    configuration = rest_api.read(backend.apis[api_id], {})["endpointConfiguration"]
    return bool(configuration["types"] == ["REGIONAL"])


def write(
    backend: Any, target: Target, document: Document, old: DomainMapping | None
) -> Target:
    """
    Store a mapping under its base path, which an update may change.
    """
    base_path = document["basePath"]
    mapping = DomainMapping(
        mapping_id=old.mapping_id if old else mapped.free_id(backend),
        key="" if base_path == NONE else base_path,
        api_id=document["restApiId"],
        stage=document.get("stage"),
        thing=old and old.thing,
    )
    mapped.keep(backend, target["domainName"], mapping)
    return {**target, "basePath": base_path}


def every(backend: Any, target: Target) -> Iterable[DomainMapping]:
    return lookups.mappings_of(backend, target).values()


def delete(backend: Any, target: Target) -> None:
    mapped.remove(backend, target["domainName"], find(backend, target))


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
