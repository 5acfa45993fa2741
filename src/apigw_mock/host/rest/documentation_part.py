"""
How documentation parts are found, read and written. moto has none: an API keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.rules import documentation_part as rules
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.documentation_part import DOCUMENTATION_PART
from apigw_mock.host.ids import new_id
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target


class DocumentationPart:
    """
    Stands for an object of moto's.
    """


STORE = Store(
    DocumentationPart,
    (),
    {"id": "id", "location": "location", "properties": "properties"},
)
KIND = lookups.DOCUMENTATION_PARTS
# The members of a location, by the arguments that ask for them.
_FILTERS = {"type": "type", "nameQuery": "name", "path": "path"}


def find(backend: Any, target: Target) -> Any:
    demand = existence.DOCUMENTATION_PART
    return lookups.find_in_api(backend, target, KIND, "documentationPartId", demand)


def check_new(backend: Any, sent: Target) -> None:
    """
    Raise unless the API exists and may have a part at the location that was sent.
    """
    parts = lookups.of_api(backend, sent, KIND)
    location = sent["location"]
    check_location(location)
    whole = rules.whole(location)
    if any(whole == part.location for part in parts.values()):
        raise existence.NO_DOCUMENTATION_PART.error(whole)


def check_location(location: Mapping[str, str]) -> None:
    """
    Raise unless there may be a part at the location.
    """
    barred = rules.barred_members(location)
    if barred:
        raise existence.LOCATION.error(location["type"], barred)
    if rules.lacks_name(location):
        raise existence.NAMED_LOCATION.error(location["type"])


def write(backend: Any, target: Target, document: Document, _: Any) -> Target:
    part_id = document.get("id") or new_id(6, lookups.of_api(backend, target, KIND))
    kept = STORE.make({**document, "id": part_id})
    lookups.keep_in_api(backend, target, KIND, part_id, kept)
    return {**target, "documentationPartId": part_id}


def every(backend: Any, target: Target) -> Iterable[Any]:
    """
    Return the parts that the call's filters leave.
    """
    parts = lookups.of_api(backend, target, KIND).values()
    asked = {_FILTERS[name]: target[name] for name in _FILTERS if target.get(name)}
    status = target.get("locationStatus")
    return [
        part
        for part in parts
        if asked.items() <= part.location.items()
        and (status is None or status == rules.status(part.properties))
    ]


def delete(backend: Any, target: Target) -> None:
    api = lookups.find_api(backend, target)
    del vars(api)[KIND][find(backend, target).id]


DOCUMENTATION_PARTS = Resource(
    DOCUMENTATION_PART,
    find=find,
    check_parent=check_new,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    every=every,
    status=(200, 202),
)
