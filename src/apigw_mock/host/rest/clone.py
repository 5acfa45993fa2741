"""
Copy what is in one REST API to a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.apigateway.utils import create_id

from apigw_mock.host.rest import default_models, lookups
from apigw_mock.host.rest.documents import path_of
from apigw_mock.host.rest.store import copied

if TYPE_CHECKING:
    from collections.abc import Mapping


def copy_into(api: Any, source: Any) -> None:
    """
    Give a new API all of another but deployments, stages and documentation versions.

    Args:
        api: moto's object, with a root resource alone.
        source: the API that is copied. Never modified.
    """
    api.models = {name: _renamed(model) for name, model in source.models.items()}
    default_models.copy_deleted(api, source)
    api.gateway_responses = copied(source.gateway_responses)
    parts = lookups.things_in(source, "documentation_parts").values()
    api.documentation_parts = {one.id: one for one in map(_renamed, parts)}
    ids = {source.default.id: api.default.id}
    for kind in ("authorizers", "request_validators"):
        copies = {old: _renamed(one) for old, one in getattr(source, kind).items()}
        setattr(api, kind, {one.id: one for one in copies.values()})
        ids |= {old: one.id for old, one in copies.items()}
    # A path is longer than those of the resources above it.
    by_length = sorted(source.resources.values(), key=lambda one: len(path_of(one)))
    for resource in by_length:
        if resource.parent_id is not None:
            child = api.add_child(resource.path_part, ids[resource.parent_id])
            ids[resource.id] = child.id
        methods = copied(resource.resource_methods)
        api.resources[ids[resource.id]].resource_methods = methods
        for method in methods.values():
            _point_to_copies(method, ids)


def _renamed(thing: Any) -> Any:
    """
    Return a copy of *thing* with an id of its own, as long as that of *thing*.
    """
    copy = copied(thing)
    copy.id = create_id()[: len(thing.id)]
    return copy


def _point_to_copies(method: Any, ids: Mapping[str, str]) -> None:
    names = [(method, "authorizer_id"), (method, "request_validator_id")]
    if method.method_integration:
        names.append((method.method_integration, "cache_namespace"))
    for thing, name in names:
        value = getattr(thing, name)
        setattr(thing, name, ids.get(value, value))
