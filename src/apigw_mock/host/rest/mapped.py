"""
The mappings of domain names, whichever service made them.

Both services have the same. moto keeps them apart: each stays where it was made, in an
object of moto's class there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from moto.apigatewayv2.models import ApiMapping

from apigw_mock.apigateway.rules.base_path_mapping import NONE
from apigw_mock.host import state
from apigw_mock.host.ids import new_id, steady_id
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from collections.abc import Iterator

_STORE = Store(
    models.BasePathMapping,
    ("", ""),
    {"basePath": "base_path", "restApiId": "rest_api_id", "stage": "stage"},
)
_ID = "api_mapping_id"  # also the attribute of ours for those of REST APIs


class DomainMapping(NamedTuple):
    """
    A mapping of a domain name.

    Args:
        mapping_id: v2 names it so.
        key: the base path, ``""`` for the root.
        api_id: of the API that it leads to.
        stage: None if the caller names it.
        thing: moto's object, None of a new one.
    """

    mapping_id: str
    key: str
    api_id: str
    stage: str | None
    thing: Any = None

    @property
    def base_path(self) -> str:
        """
        The key as REST APIs print it.
        """
        return self.key or NONE


def every(backend: Any) -> Iterator[tuple[str, DomainMapping]]:
    """
    Yield each mapping of the account in the region, with its domain name.

    Args:
        backend: of either service.
    """
    account, region = backend.account_id, backend.region_name
    rest = state.rest_backend(account, region)
    for name, mappings in rest.base_path_mappings.items():
        for one in mappings.values():
            yield name, _of_rest(rest, name, one)
    for one in state.v2_mappings(account, region).values():
        key = one.api_mapping_key or ""
        found = DomainMapping(
            one.api_mapping_id, key, one.api_id, one.stage or None, one
        )
        yield one.domain_name, found


def of_domain(backend: Any, domain_name: str) -> list[DomainMapping]:
    return [mapping for name, mapping in every(backend) if name == domain_name]


def _of_rest(backend: Any, domain_name: str, mapping: Any) -> DomainMapping:
    key = "" if mapping.base_path == NONE else mapping.base_path
    mapping_id = vars(mapping).get(_ID) or steady_id(6, backend, domain_name, key)
    stage = mapping.stage or None
    return DomainMapping(mapping_id, key, mapping.rest_api_id, stage, mapping)


def free_id(backend: Any) -> str:
    """
    Return an id that no mapping of the account in the region has.
    """
    return new_id(6, {mapping.mapping_id for _, mapping in every(backend)})


def keep(backend: Any, domain_name: str, mapping: DomainMapping) -> None:
    """
    Store a mapping in place of its object. A new one is made by REST APIs.

    Args:
        backend: of REST APIs.
        domain_name: which has it.
        mapping: as it is from now on.
    """
    if isinstance(mapping.thing, ApiMapping):
        keep_in_v2(backend, domain_name, mapping)
        return
    mappings = backend.base_path_mappings.setdefault(domain_name, {})
    kept = {"restApiId": mapping.api_id, "stage": mapping.stage}
    thing = _STORE.make({"basePath": mapping.base_path, **kept}, mapping.thing)
    thing.domain_name = domain_name
    setattr(thing, _ID, mapping.mapping_id)
    if mapping.thing and mapping.thing.base_path != mapping.base_path:
        del mappings[mapping.thing.base_path]
    mappings[mapping.base_path] = thing


def keep_in_v2(backend: Any, domain_name: str, mapping: DomainMapping) -> None:
    """
    Store a mapping as one that API Gateway v2 made.
    """
    thing = object.__new__(ApiMapping)  # moto's own __new__ keeps every instance
    vars(thing).update(
        api_id=mapping.api_id,
        api_mapping_key=mapping.key,
        api_mapping_id=mapping.mapping_id,
        domain_name=domain_name,
        stage=mapping.stage,
    )
    kept = state.v2_mappings(backend.account_id, backend.region_name)
    kept[mapping.mapping_id] = thing


def remove(backend: Any, domain_name: str, mapping: DomainMapping) -> None:
    """
    Delete a mapping.

    Args:
        backend: of REST APIs.
        domain_name: which has it.
        mapping: as it was found.
    """
    if isinstance(mapping.thing, ApiMapping):
        kept = state.v2_mappings(backend.account_id, backend.region_name)
        del kept[mapping.mapping_id]
    else:
        del backend.base_path_mappings[domain_name][mapping.thing.base_path]
