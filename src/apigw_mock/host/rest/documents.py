"""
What AWS shows of moto's objects of REST APIs.

An object that moto made itself, say from an OpenAPI file, is read from moto's own
output, plus the defaults of a Put.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules.integration import IntegrationFacts
from apigw_mock.apigateway.rules.method import MethodFacts
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.host.rest.imports import mend
from apigw_mock.host.rest.store import BESIDE, models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.apigateway.rows import Document


def document_of(thing: Any, resource_id: str = "") -> Document:
    """
    Return the document of a moto object. It must not be modified.

    Args:
        thing: the object, made by moto or by a `Store`.
        resource_id: the resource that it belongs to. Put names the cache after it.
    """
    if BESIDE in vars(thing):
        store, _ = vars(thing)[BESIDE]
        document: Document = store.read(thing)
        return document
    printed = _printed(thing)
    if isinstance(thing, models.Integration):
        return complete(printed, INTEGRATION, _integration_facts(resource_id))
    if isinstance(thing, models.Method):
        first = {"authorizationType": "NONE"}
        return complete({**first, **printed}, METHOD, _METHOD_FACTS)
    return printed


# What `complete` needs of the facts: nothing but the resource's id.
def _integration_facts(resource_id: str) -> IntegrationFacts:
    return IntegrationFacts(
        declared=(),
        resource_id=resource_id,
        account_id="",
        has_region=lambda _, __: True,
        v2_links=(),
    )


_METHOD_FACTS = MethodFacts(
    has_model=lambda _: True, authorizers=(), validators=(), integration_type=None
)


# Members of moto's output that are child resources.
_BELOW = {"integrationResponses", "methodIntegration", "methodResponses"}
# An OpenAPI file has these words in lower case; AWS shows them in upper case.
_WORDS = {"connectionType", "contentHandling", "passthroughBehavior", "type"}


def _printed(thing: Any) -> Document:
    prints = getattr(thing, "to_json", None) or thing.to_dict  # moto uses both names
    printed = {
        name: str(value).upper() if name in _WORDS else value
        for name, value in prints().items()
        if name not in _BELOW and value not in (None, {})
    }
    # moto leaves an empty selection pattern out; AWS shows it.
    if getattr(thing, "selection_pattern", None) == "":
        printed["selectionPattern"] = ""
    return printed


def show_integration(integration: Any, resource_id: str) -> Document:
    """
    Return the integration with its responses, as AWS shows it.
    """
    responses = integration.integration_responses
    return {
        **document_of(integration, resource_id),
        **_below("integrationResponses", responses, resource_id),
    }


def show_method(method: Any, resource_id: str) -> Document:
    """
    Return the method with its responses and its integration, as AWS shows it.
    """
    shown = {
        **document_of(method, resource_id),
        **_below("methodResponses", method.method_responses, resource_id),
    }
    if method.method_integration is not None:
        below = show_integration(method.method_integration, resource_id)
        shown["methodIntegration"] = below
    return shown


def methods_of(api: Any) -> Iterator[tuple[Any, str, Document]]:
    """
    Yield each method of an API as AWS shows it, with its resource and name.

    The last resource comes first. So a refusal to delete what several methods use
    names the one that AWS was seen to name.
    """
    for resource in reversed(api.resources.values()):
        for name, method in resource.resource_methods.items():
            yield resource, name, show_method(method, resource.id)


def links_in(api: Any) -> dict[str, list[tuple[str, str]]]:
    """
    Return the methods and resources that use each VPC link, by the link's id.
    """
    links: dict[str, list[tuple[str, str]]] = {}
    for resource in api.resources.values():
        for name, method in resource.resource_methods.items():
            integration = method.method_integration
            shown = document_of(integration, resource.id) if integration else {}
            if "connectionId" in shown:
                users = links.setdefault(shown["connectionId"], [])
                users.append((name, resource.id))
    return links


def show_resource(resource: Any, *, methods: bool) -> Document:
    """
    Return the resource with its methods.

    Args:
        resource: moto's object.
        methods: whether the methods have members. Without, only their names are shown.
    """
    mend(resource)
    shown = {"id": resource.id, "path": path_of(resource)}
    if resource.parent_id is not None:
        shown |= {"parentId": resource.parent_id, "pathPart": resource.path_part}
    below = resource.resource_methods
    if below:
        shown["resourceMethods"] = {
            name: show_method(method, resource.id) if methods else {}
            for name, method in below.items()
        }
    return shown


def first_user(api: Any, uses: Callable[[Document], bool]) -> tuple[str, str] | None:
    """
    Return the path and the HTTP method of the first method that *uses* something.
    """
    users = (
        (path_of(resource), method)
        for resource, method, shown in methods_of(api)
        if uses(shown)
    )
    return next(users, None)


def path_of(resource: Any) -> str:
    """
    Return the path of a resource, for instance ``/pets/{id}``.

    moto's own method recurses: it fails below some 480 levels.
    """
    backend = models.apigateway_backends[resource.account_id][resource.region_name]
    resources, parts = backend.apis[resource.api_id].resources, []
    while resource.parent_id is not None:
        parts.append(resource.path_part)
        resource = resources[resource.parent_id]
    return f"/{'/'.join(reversed(parts))}"


def _below(name: str, things: dict[str, Any] | None, resource_id: str) -> Document:
    """
    Return the children as the member *name*, or an empty document without children.
    """
    if not things:
        return {}
    return {name: {k: document_of(thing, resource_id) for k, thing in things.items()}}
