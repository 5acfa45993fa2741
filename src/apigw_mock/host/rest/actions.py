"""
The actions of REST APIs: the same for every patchable resource.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.inputs import op_faults
from apigw_mock.apigateway.patch import apply_patch
from apigw_mock.apigateway.put import apply_put
from apigw_mock.apigateway.rows import Operation
from apigw_mock.host.answer import Answer
from apigw_mock.host.logged import actions
from apigw_mock.host.model import body_members, faults_of
from apigw_mock.host.rest import documents, lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.gateway_response import GATEWAY_RESPONSES
from apigw_mock.host.rest.resources import RESOURCES
from apigw_mock.inputs import BODY_IS_THERE, check_input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.answer import Handler
    from apigw_mock.host.model import Member
    from apigw_mock.host.requests import Request
    from apigw_mock.host.rest.record import Resource
    from apigw_mock.host.routes import Target
    from apigw_mock.refusal import Fault


# --- Update, Put, Get and Delete, the same for all -----------------------------------


def update(resource: Resource[Any]) -> Handler:
    """
    Return the handler of ``Update{resource}``.
    """
    member = f"update{resource.table.resource}Input"

    def handle(backend: Any, request: Request) -> Answer:
        target, sent = request.target, request.sent().get("patchOperations", [])
        operations = list(map(Operation.sent, sent))
        check_input([*op_faults(operations, member), *url_faults(request)])
        old = resource.find(backend, target)
        if operations:
            document = apply_patch(
                document_of(old, target.get("resourceId", "")),
                operations,
                resource.table,
                resource.facts(backend, target),
                resource.members,
            )
            resource.write(backend, target, document, old)
        return Answer(resource.status[0], resource.shown(backend, target))

    return handle


def put(resource: Resource[Any], check_parent: Callable[[Any, Target], Any]) -> Handler:
    """
    Return the handler of ``Put{resource}``.

    Args:
        resource: what is put.
        check_parent: raises if there is no parent to put it in.
    """

    def handle(backend: Any, request: Request) -> Answer:
        target = request.target
        members = body_members("apigateway", request.operation)
        sent = _with_nulls(request.sent(), request.body, members)
        named = {n: m for n, m in resource.members.items() if not m.location}
        given = {name: sent.get(member.wire) for name, member in named.items()}
        faults = faults_of(given, named, f"put{resource.table.resource}Input.")
        check_input([*faults, *url_faults(request)])
        check_parent(backend, target)
        if not request.original.body:
            raise BODY_IS_THERE.error()
        document = apply_put(
            {**sent, **resource.identity(target)},
            resource.table,
            resource.facts(backend, target),
            resource.members,
        )
        resource.write(backend, target, document, None)
        return Answer(201, resource.shown(backend, target))

    return handle


def _with_nulls(
    sent: Document, body: Document, members: Mapping[str, Member]
) -> Document:
    """
    Return what was *sent*, and keep the null entries of its maps.

    AWS treats a null entry of a map differently from a missing one.
    """
    return {
        name: {key: value.get(key) for key in body[name]}
        if members[name].type == "map"
        else value
        for name, value in sent.items()
    }


def url_faults(request: Request) -> Iterator[Fault]:
    """
    Yield a fault for each value in the URL that the service model does not allow.
    """
    return faults_of(request.target, request.route.arguments)


def get(resource: Resource[Any]) -> Handler:
    """
    Return the handler of ``Get{resource}``.
    """

    def handle(backend: Any, request: Request) -> Answer:
        check_input(url_faults(request))
        return Answer(200, resource.shown(backend, request.target))

    return handle


def delete(
    resource: Resource[Any], take_away: Callable[[Any, Target], None]
) -> Handler:
    """
    Return the handler of ``Delete{resource}``.
    """

    def handle(backend: Any, request: Request) -> Answer:
        check_input(url_faults(request))
        take_away(backend, request.target)
        return Answer(resource.status[1], None)

    return handle


# --- Get calls that return several objects -------------------------------------------


def on_get_resource(backend: Any, request: Request) -> Answer:
    resource = lookups.find_resource(backend, request.target)
    return Answer(200, documents.show_resource(resource))


def on_get_resources(backend: Any, request: Request) -> Answer:
    resources = lookups.find_api(backend, request.target).resources.values()
    return Answer(200, {"item": [documents.show_resource(one) for one in resources]})


def on_get_gateway_responses(backend: Any, request: Request) -> Answer:
    target = request.target
    every = GATEWAY_RESPONSES
    types = sorted(every.members["responseType"].enum)
    items = [every.shown(backend, {**target, "responseType": kind}) for kind in types]
    return Answer(200, {"item": items})


def handlers_of(resource: Resource[Any]) -> Iterator[tuple[str, Handler]]:
    """
    Yield the handlers of a resource, each with the name of its action.
    """
    yield f"update_{resource.name}", update(resource)
    yield f"get_{resource.name}", get(resource)
    if resource.check_parent:
        yield f"put_{resource.name}", put(resource, resource.check_parent)
    if resource.delete:
        yield f"delete_{resource.name}", delete(resource, resource.delete)


HANDLERS: dict[str, Handler] = {
    **{name: made for one in RESOURCES for name, made in handlers_of(one)},
    "get_resource": on_get_resource,
    "get_resources": on_get_resources,
    "get_gateway_responses": on_get_gateway_responses,
}
ACTIONS = actions("apigateway", lambda request: request.backend, HANDLERS)
