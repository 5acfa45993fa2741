"""
REST APIs: our actions on moto's objects.

A patchable resource is a `Resource`: a table and how moto's object is found, what is
around it, and how its new document is put back. The action is the same for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from moto.apigateway.responses import APIGatewayResponse

from apigw_mock.apigateway.patch import (
    apply_patch,
    check_input,
    op_faults,
    read_operations,
)
from apigw_mock.apigateway.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.errors import (
    Fault,
    IntegrationNotFound,
    MethodNotFound,
    ResourceNotFound,
    StatusCodeNotFound,
)
from apigw_mock.host import documents
from apigw_mock.host.answer import Answer, json_body, segments
from apigw_mock.host.documents import document_of
from apigw_mock.host.logged import actions
from apigw_mock.host.model import input_members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.apigateway.patch import Document, PatchTable


class Target(NamedTuple):
    """
    What a request's URL names, however much of it there is.
    """

    api: str
    resource: str = ""
    method: str = ""
    status_code: str = ""


def target_of(request: Any) -> Target:
    """
    Return what the URL names: every second segment of it is an identifier.
    """
    path = [part for part in segments(request) if part != "integration"]
    return Target(*path[1::2])


# --- Look-ups: each step has its own sentence, and they differ from moto's ----------


def find_resource(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target.api)
    resource = api and api.resources.get(target.resource)
    if not resource:
        raise ResourceNotFound(target.api, target.resource)
    return resource


def find_method(backend: Any, target: Target) -> Any:
    method = find_resource(backend, target).resource_methods.get(target.method)
    if not method:
        raise MethodNotFound(target.method)
    return method


def find_integration(backend: Any, target: Target) -> Any:
    integration = find_method(backend, target).method_integration
    if not integration:
        raise IntegrationNotFound(target.method)
    return integration


def find_integration_response(backend: Any, target: Target) -> Any:
    integration = find_integration(backend, target)
    response = (integration.integration_responses or {}).get(target.status_code)
    if not response:
        raise StatusCodeNotFound(target.status_code)
    return response


# --- What is around a resource -----------------------------------------------------


def around_integration_response(backend: Any, target: Target) -> dict[str, Any]:
    """
    Return the declared parameters of the method response, and the other patterns.
    """
    method = find_method(backend, target)
    declaring = method.method_responses.get(target.status_code)
    others = method.method_integration.integration_responses or {}
    return {
        "declared": declaring and (declaring.response_parameters or {}),
        "patterns": {
            status: other.selection_pattern
            for status, other in others.items()
            if status != target.status_code
        },
    }


# --- How a new document takes the place of the old one -------------------------------


def put_integration_response(backend: Any, target: Target, document: Document) -> None:
    integration = find_integration(backend, target)
    new = documents.integration_response(document)
    if integration.integration_responses is None:
        integration.integration_responses = {}
    integration.integration_responses[target.status_code] = new


@dataclass(frozen=True)
class Resource:
    """
    A patchable resource: how it is found, what is around it, how it is written.

    Args:
        table: which paths take which op.
        find: moto's object, or the refusal that names the missing step.
        around: what the table's final checks need to know.
        write: puts a new moto object for the document in the place of the old one.
        show: the answer to a successful update.
        status: of that answer.
    """

    table: PatchTable
    find: Callable[[Any, Target], Any]
    around: Callable[[Any, Target], dict[str, Any]]
    write: Callable[[Any, Target, Document], None]
    show: Callable[[Any], Document] = document_of
    status: int = 200


RESOURCES = (
    Resource(
        INTEGRATION_RESPONSE,
        find_integration_response,
        around_integration_response,
        put_integration_response,
    ),
)


def update(resource: Resource) -> Callable[[Any, Any], Answer]:
    """
    Return the handler of ``Update{resource}``.
    """
    member = f"update{resource.table.resource}Input"

    def handle(backend: Any, request: Any) -> Answer:
        target = target_of(request)
        operations = read_operations(json_body(request).get("patchOperations"))
        check_input([*op_faults(operations, member), *status_faults(target)])
        document = apply_patch(
            document_of(resource.find(backend, target)),
            operations,
            resource.table,
            resource.around(backend, target),
        )
        resource.write(backend, target, document)
        return Answer(resource.status, resource.show(resource.find(backend, target)))

    return handle


def status_faults(target: Target) -> Iterator[Fault]:
    """
    Yield a fault for a status code in the URL that the service model does not take.
    """
    pattern = input_members("apigateway", "UpdateIntegrationResponse")[
        "statusCode"
    ].pattern
    if target.status_code and not re.fullmatch(pattern, target.status_code, re.ASCII):
        constraint = f"satisfy regular expression pattern: {pattern}"
        yield Fault(target.status_code, "statusCode", constraint)


# --- Put and Get ---------------------------------------------------------------------


def on_put_integration_response(backend: Any, request: Any) -> Answer:
    target, body = target_of(request), json_body(request)
    check_input(status_faults(target))
    find_integration(backend, target)
    members = INTEGRATION_RESPONSE_MEMBERS
    document = {name: body[name] for name in members if body.get(name) is not None}
    if templates := document.get("responseTemplates"):
        document["responseTemplates"] = {
            content_type: template or None
            for content_type, template in templates.items()
        }
    document["statusCode"] = target.status_code
    put_integration_response(backend, target, document)
    return Answer(201, document)


INTEGRATION_RESPONSE_MEMBERS = (
    "selectionPattern",
    "responseParameters",
    "responseTemplates",
    "contentHandling",
)


def get(
    find: Callable[[Any, Target], Any], show: Callable[[Any], Document]
) -> Callable[[Any, Any], Answer]:
    """
    Return the handler of a Get: what it finds, as it is shown.
    """

    def handle(backend: Any, request: Any) -> Answer:
        target = target_of(request)
        check_input(status_faults(target))
        return Answer(200, show(find(backend, target)))

    return handle


def on_get_resources(backend: Any, request: Any) -> Answer:
    resources = backend.get_resources(target_of(request).api)
    return Answer(200, {"item": [documents.show_resource(one) for one in resources]})


HANDLERS: dict[str, Callable[[Any, Any], Answer]] = {
    "update_integration_response": update(RESOURCES[0]),
    "put_integration_response": on_put_integration_response,
    "get_integration_response": get(find_integration_response, document_of),
    "get_integration": get(find_integration, documents.show_integration),
    "get_method": get(find_method, documents.show_method),
    "get_resource": get(find_resource, documents.show_resource),
    "get_resources": on_get_resources,
}
ACTIONS = actions("apigateway", lambda request: request.backend, HANDLERS)

# moto routes numbers alone; AWS answers every other status code too. Named groups
# without inner brackets: moto's server makes Flask's converters of them.
_METHOD = (
    "{0}/restapis/(?P<function_id>[^/]+)/resources/(?P<resource_id>[^/]+)"
    "/methods/(?P<method_name>[^/]+)"
)
_NO_NUMBER = r"responses/(?P<status_code>[^/]*[^/\d][^/]*)/?$"
URLS = {
    f"{_METHOD}/integration/{_NO_NUMBER}": APIGatewayResponse.dispatch,
    f"{_METHOD}/{_NO_NUMBER}": APIGatewayResponse.dispatch,
}
