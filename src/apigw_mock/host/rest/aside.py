"""
A backend and an API at which nobody looks, to change in many steps and swap in at last.
"""

from __future__ import annotations

from typing import Any

from apigw_mock.host.rest import lookups

# The maps of an API that hold what a document may replace.
_MAPS = (
    *("authorizers", "gateway_responses", "models", "request_validators"),
    lookups.DOCUMENTATION_PARTS,
)


def beside(backend: Any) -> Any:
    """
    Return a backend of moto's with the same APIs, which may get others.
    """
    aside = _twin(backend)
    aside.apis = dict(backend.apis)
    return aside


def put_twin(aside: Any, api_id: str) -> None:
    """
    Put into a backend aside a copy of an API in its place.

    Its maps may be changed, but not the objects in them: they are those of the API.
    """
    api = aside.apis[api_id]
    copy = _twin(api)
    for name in _MAPS:
        setattr(copy, name, dict(lookups.things_in(api, name)))
    copy.resources = {one.id: _twin_of_resource(one) for one in api.resources.values()}
    copy.default = copy.resources[api.default.id]
    aside.apis[api_id] = copy


def swap_in(backend: Any, aside: Any, api_id: str) -> None:
    """
    Put an API from a backend aside into the backend itself.
    """
    new, old = aside.apis[api_id], backend.apis.get(api_id)
    if old is not None:
        _replace(old.resources, new.resources)
        new.resources = old.resources
    backend.apis[api_id] = new


def _replace(kept: dict[str, Any], new: dict[str, Any]) -> None:
    """
    Give a map the entries of another. moto's answers at the URL of a stage read it.
    """
    kept.update(new)
    for gone in kept.keys() - new.keys():
        del kept[gone]


def _twin_of_resource(resource: Any) -> Any:
    twin = _twin(resource)
    twin.resource_methods = dict(resource.resource_methods)
    return twin


def _twin(thing: Any) -> Any:
    """
    Return an object of the same class with the same attributes.
    """
    twin = object.__new__(type(thing))  # moto's own __new__ keeps every instance
    vars(twin).update(vars(thing))
    return twin
