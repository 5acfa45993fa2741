"""
The actions of REST APIs: the same for every patchable resource.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.inputs import op_faults
from apigw_mock.apigateway.patch import apply_patch
from apigw_mock.apigateway.rows import Operation
from apigw_mock.host.answer import Answer
from apigw_mock.host.invoke import on_test_invoke
from apigw_mock.host.logged import actions
from apigw_mock.host.model import body_members
from apigw_mock.host.pages import page
from apigw_mock.host.rest import deployment, openapi, usage_plan_key
from apigw_mock.host.rest.gateway_response import GATEWAY_RESPONSES
from apigw_mock.host.rest.making import input_faults, judged, url_faults
from apigw_mock.host.rest.resources import RESOURCES
from apigw_mock.inputs import BODY_IS_THERE, check_input

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.answer import Handler
    from apigw_mock.host.requests import Request
    from apigw_mock.host.rest.record import Resource
    from apigw_mock.host.routes import Target


# --- Update, Put or Create, Get, list and Delete, the same for all -------------------


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
        if not operations:
            shown = resource.settled(resource.show(old, target))
            return Answer(resource.status[0], shown)
        document = apply_patch(
            resource.settled(resource.read(old, target)),
            operations,
            resource.table,
            resource.facts(backend, target),
            resource.members,
        )
        target = resource.write(backend, target, document, old) or target
        return Answer(resource.status[0], resource.shown(backend, target))

    return handle


def make(
    resource: Resource[Any], check_parent: Callable[[Any, Target], Any]
) -> Handler:
    """
    Return the handler of the Put or Create that makes a resource.

    Args:
        resource: what is made.
        check_parent: raises if there is no parent to make it in.
    """
    rows = {row.member for row in resource.table.rows}

    def handle(backend: Any, request: Request) -> Answer:
        target = request.target
        members = body_members("apigateway", request.operation)
        maps = {n for n in rows & members.keys() if members[n].type == "map"}
        sent = _with_nulls(request.sent(), request.body, maps)
        check_input([*input_faults(resource, sent), *url_faults(request)])
        check_parent(backend, {**sent, **target})
        if not request.original.body:
            raise BODY_IS_THERE.error()
        facts = resource.facts(backend, {**sent, **target})
        document = judged(resource, target, sent, facts)
        target = resource.write(backend, target, document, None) or target
        return Answer(resource.made, resource.shown(backend, target))

    return handle


def _with_nulls(sent: Document, body: Document, maps: Container[str]) -> Document:
    """
    Return what was *sent*, and keep the null entries of the *maps* that rows judge.

    AWS treats a null entry of such a map differently from a missing one.
    """
    return {
        name: {key: value.get(key) for key in body[name]} if name in maps else value
        for name, value in sent.items()
    }


def get(resource: Resource[Any]) -> Handler:
    """
    Return the handler of ``Get{resource}``.
    """

    def handle(backend: Any, request: Request) -> Answer:
        check_input(url_faults(request))
        shown = resource.shown(backend, request.target)
        return Answer(200, resource.settled(shown))

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


def listed(
    resource: Resource[Any], every: Callable[[Any, Target], Iterable[Any]]
) -> Handler:
    """
    Return the handler that lists the resources of a kind, page by page.
    """

    def handle(backend: Any, request: Request) -> Answer:
        check_input(url_faults(request))
        target = request.target
        found = list(every(backend, target))

        def show(thing: Any) -> Document:
            return resource.in_list(resource.settled(resource.show(thing, target)))

        if "limit" not in request.route.arguments:
            return Answer(200, {"item": list(map(show, found))})
        return Answer(200, page(found, target, show, resource.key))

    return handle


# --- Get calls that return several objects -------------------------------------------


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
        verb = resource.table.made_by.lower()
        yield f"{verb}_{resource.name}", make(resource, resource.check_parent)
    if resource.every:
        yield f"get_{resource.name}s", listed(resource, resource.every)
    if resource.delete:
        yield f"delete_{resource.name}", delete(resource, resource.delete)


HANDLERS: dict[str, Handler] = {
    **{name: made for one in RESOURCES for name, made in handlers_of(one)},
    "create_deployment": deployment.on_create,
    "import_rest_api": openapi.on_import,
    "put_rest_api": openapi.on_put,
    "import_documentation_parts": openapi.on_import_parts,
    "get_gateway_responses": on_get_gateway_responses,
    "create_usage_plan_key": usage_plan_key.on_create,
    "get_usage_plan_key": usage_plan_key.on_get,
    "get_usage_plan_keys": usage_plan_key.on_list,
    "delete_usage_plan_key": usage_plan_key.on_delete,
}
ACTIONS = actions(
    "apigateway",
    lambda request: request.backend,
    HANDLERS,
    more={"test_invoke_method": on_test_invoke},
)
