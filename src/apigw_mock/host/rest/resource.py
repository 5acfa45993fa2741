"""
How the resources of an API are found, read and written.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.resource import ResourceFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.resource import RESOURCE
from apigw_mock.host.rest import documents, lookups
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.Resource,
    ("", "", "", "", "", None),
    {"id": "id", "parentId": "parent_id", "pathPart": "path_part"},
)


def read(resource: Any, _: Target) -> Document:
    """
    Return a resource without its path, which is made of its parents'.
    """
    if resource.parent_id is None:
        return {"id": resource.id}
    return {
        "id": resource.id,
        "parentId": resource.parent_id,
        "pathPart": resource.path_part,
    }


def show(resource: Any, target: Target) -> Document:
    methods = "methods" in target.get("embed", ())
    return documents.show_resource(resource, methods=methods)


def facts_of(backend: Any, target: Target) -> ResourceFacts:
    own_id = target.get("resourceId", "")
    api = backend.apis.get(target["restApiId"])
    resources = api.resources if api else {}

    def part_of(resource_id: str) -> str | None:
        found = resources.get(resource_id)
        return found and found.path_part

    def children_of(resource_id: str) -> dict[str, str]:
        return {
            one: resource.path_part
            for one, resource in resources.items()
            if resource.parent_id == resource_id
        }

    return ResourceFacts(
        rest_api_id=target["restApiId"],
        own_id=own_id,
        is_root=bool(own_id) and resources[own_id].parent_id is None,
        part_of=part_of,
        parent_of=lambda resource_id: resources[resource_id].parent_id,
        children_of=children_of,
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> Target | None:
    api = lookups.find_api(backend, target)
    if old is None:
        made = api.add_child(document["pathPart"], document["parentId"])
        return {**target, "resourceId": made.id}
    api.resources[old.id] = STORE.make(document, old)
    return None


def every(backend: Any, target: Target) -> Iterable[Any]:
    resources: dict[str, Any] = lookups.find_api(backend, target).resources
    return resources.values()


def delete(backend: Any, target: Target) -> None:
    """
    Delete a resource and all that is below it.
    """
    resource = lookups.find_resource(backend, target)
    if resource.parent_id is None:
        raise existence.NO_ROOT.error()
    resources = lookups.find_api(backend, target).resources
    below = defaultdict(list)
    for one in resources.values():
        below[one.parent_id].append(one.id)
    gone = [resource.id]
    while gone:
        last = gone.pop()
        del resources[last]
        gone += below[last]


TREE = Resource(
    RESOURCE,
    find=lookups.find_resource,
    read=read,
    check_parent=lookups.find_parent,
    facts=facts_of,
    write=write,
    delete=delete,
    identity=lambda target: {"parentId": target["parentId"]},
    show=show,
    every=every,
    status=(200, 202),
)
