"""
REST APIs: the patchable resources.

Each is one record: a table and how moto's object is found, what is around it, how its
new document is put back and how it is taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.checks import http_method
from apigw_mock.apigateway.gatewayresponses import shown
from apigw_mock.apigateway.tables.gateway_response import GATEWAY_RESPONSE
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE
from apigw_mock.errors import MethodExists, MethodResponseExists
from apigw_mock.host import documents, imports, lookups, state
from apigw_mock.host.documents import document_of
from apigw_mock.host.model import has_operation, input_members

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.apigateway.patch import Document, PatchTable
    from apigw_mock.host.model import Member
    from apigw_mock.host.routes import Target


@dataclass(frozen=True)
class Resource:
    """
    A patchable resource: how it is found, what is around it, how it is written.

    Args:
        table: which paths take which op.
        find: moto's object, or the refusal that names the missing step.
        around: what the rows' conditions, defaults and checks read, by name.
        write: puts a new moto object for the document in its place; given the old one
            after a patch, None after a Put.
        identity: the members of the document that stand in the URL.
        show: the answer to a successful call: of moto's object and the resource's id.
        room: refuses a Put that has no place to put anything. Without it Put is
            moto's. What AWS makes by Create has none: that call is always moto's.
        delete: takes it away, or raises the refusal that names the missing step.
            Without it Delete is moto's.
        status: of the answers to Update and Delete.
    """

    table: PatchTable
    find: Callable[[Any, Target], Any]
    around: Callable[[Any, Target], dict[str, Any]]
    write: Callable[[Any, Target, Document, Any], None]
    identity: Callable[[Target], Document] = lambda _: {}
    show: Callable[[Any, str], Document] = document_of
    room: Callable[[Any, Target], Any] | None = None
    delete: Callable[[Any, Target], None] | None = None
    status: tuple[int, int] = (200, 204)

    @property
    def name(self) -> str:
        """
        The resource as boto3 writes it, for instance ``integration_response``.
        """
        return re.sub(r"(?<=.)([A-Z])", r"_\1", self.table.resource).lower()

    @property
    def members(self) -> Mapping[str, Member]:
        """
        The members of what makes one, by their names in boto3; of what nothing makes,
        an account say, those of its Update.
        """
        made_by = f"{self.table.made_by}{self.table.resource}"
        is_made = has_operation("apigateway", made_by)
        return input_members(
            "apigateway", made_by if is_made else f"Update{self.table.resource}"
        )

    def shown(self, backend: Any, target: Target) -> Document:
        resource_id = target.get("resourceId", "")  # not all resources are below one
        return self.show(self.find(backend, target), resource_id)

    def surroundings(self, backend: Any, target: Target) -> dict[str, Any]:
        return {**self.around(backend, target), "members": self.members}


# --- What is around a resource -----------------------------------------------------


def around_integration_response(backend: Any, target: Target) -> dict[str, Any]:
    """
    Return the declared parameters of the method response, and the other patterns.
    """
    method = lookups.find_method(backend, target)
    declaring = method.method_responses.get(target["statusCode"])
    others = method.method_integration.integration_responses or {}
    unknown = declaring and imports.is_imported(method, declaring)
    return {
        "declared": imports.AnyName()
        if unknown
        else declaring and (declaring.response_parameters or {}),
        "patterns": {
            status: other.selection_pattern
            for status, other in others.items()
            if status != target["statusCode"]
        },
    }


def around_integration(backend: Any, target: Target) -> dict[str, Any]:
    """
    Return the declared parameters of the method, and who asks for what.
    """
    method = lookups.find_method(backend, target)
    known = document_of(method, target["resourceId"]).get("requestParameters", {})
    below = method.method_integration
    return {
        "declared": imports.AnyName() if imports.is_imported_method(method) else known,
        "left_out": _left_out(
            INTEGRATION, below and imports.is_imported(method, below)
        ),
        "resource_id": target["resourceId"],
        "account_id": backend.account_id,
        "has_region": state.is_in_partition,
        "v2_links": state.v2_links(backend.account_id, backend.region_name),
    }


def around_method(backend: Any, target: Target) -> dict[str, Any]:
    """
    Return what a method may refer to, and the type of its integration.
    """
    api = lookups.find_api(backend, target)
    method = lookups.methods_of(backend, target).get(target["httpMethod"])
    integration = method and method.method_integration
    below = document_of(integration, target["resourceId"]) if integration else {}
    return {
        "authorizers": api.authorizers,
        "validators": api.request_validators,
        "has_model": _has_model(api),
        "integration_type": below.get("type"),
        "left_out": _left_out(METHOD, method and imports.is_imported_method(method)),
    }


def around_method_response(backend: Any, target: Target) -> dict[str, Any]:
    method = lookups.find_method(backend, target)
    own = method.method_responses.get(target["statusCode"])
    return {
        "has_model": _has_model(lookups.find_api(backend, target)),
        "left_out": _left_out(
            METHOD_RESPONSE, own and imports.is_imported(method, own)
        ),
    }


def around_gateway_response(backend: Any, target: Target) -> dict[str, Any]:
    api = lookups.find_api(backend, target)
    return {"left_out": _left_out(GATEWAY_RESPONSE, imports.is_imported_api(api))}


def _left_out(table: PatchTable, imported: Any) -> frozenset[str]:
    return imports.LEFT_OUT[table.resource] if imported else frozenset()


def _has_model(api: Any) -> Callable[[str], bool]:
    # moto's import reads no models.
    return lambda name: (
        any(model.name == name for model in api.models.values())
        or imports.is_imported_api(api)
    )


# --- How a new document takes the place of the old one -------------------------------


def write_integration_response(
    backend: Any, target: Target, document: Document, _: Any
) -> None:
    responses = lookups.integration_responses_of(backend, target)
    responses[target["statusCode"]] = documents.integration_response(document)


def write_integration(
    backend: Any, target: Target, document: Document, old: Any
) -> None:
    method = lookups.find_method(backend, target)
    changed = documents.integration(document, old)
    imported = bool(old) and imports.is_imported(method, old)
    method.method_integration = imports.marked(changed, imported=imported)


def write_method_response(
    backend: Any, target: Target, document: Document, old: Any
) -> None:
    method = lookups.find_method(backend, target)
    changed = documents.method_response(document)
    imported = bool(old) and imports.is_imported(method, old)
    responses = lookups.method_responses_of(backend, target)
    responses[target["statusCode"]] = imports.marked(changed, imported=imported)


def write_method(backend: Any, target: Target, document: Document, old: Any) -> None:
    methods = lookups.methods_of(backend, target)
    methods[target["httpMethod"]] = documents.method(
        document, old, target["resourceId"]
    )


def write_gateway_response(
    backend: Any, target: Target, document: Document, _: Any
) -> None:
    responses = lookups.gateway_responses_of(backend, target)
    own = {**document, "defaultResponse": False}
    responses[target["responseType"]] = documents.gateway_response(own)


def room_for_method(backend: Any, target: Target) -> None:
    methods = lookups.methods_of(backend, target)
    http_method(target["httpMethod"])
    if target["httpMethod"] in methods:
        raise MethodExists(target["httpMethod"])


def room_for_method_response(backend: Any, target: Target) -> None:
    # hashicorp/terraform#11395, reported.
    if target["statusCode"] in lookups.method_responses_of(backend, target):
        raise MethodResponseExists(target["statusCode"])


def find_gateway_response(backend: Any, target: Target) -> Any:
    """
    Return the API's own gateway response, or a new one that shows what the API answers
    without one. A patch starts from it; that AWS's does so is inferred.
    """
    responses = lookups.gateway_responses_of(backend, target)

    def own(response_type: str) -> Document | None:
        response = responses.get(response_type)
        return response and document_of(response, "")

    known = {"members": GATEWAY_RESPONSES.members}
    document = shown(target["responseType"], own, known)
    return documents.gateway_response(document)


INTEGRATION_RESPONSES = Resource(
    INTEGRATION_RESPONSE,
    find=lookups.find_integration_response,
    room=lookups.find_integration,
    around=around_integration_response,
    write=write_integration_response,
    delete=lookups.delete_integration_response,
    identity=lambda target: {"statusCode": target["statusCode"]},
)
INTEGRATIONS = Resource(
    INTEGRATION,
    find=lookups.find_integration,
    room=lookups.find_method,
    around=around_integration,
    write=write_integration,
    delete=lookups.delete_integration,
    show=documents.show_integration,
)
METHOD_RESPONSES = Resource(
    METHOD_RESPONSE,
    find=lookups.find_method_response,
    room=room_for_method_response,
    around=around_method_response,
    write=write_method_response,
    delete=lookups.delete_method_response,
    identity=lambda target: {"statusCode": target["statusCode"]},
    status=(201, 204),
)
METHODS = Resource(
    METHOD,
    find=lookups.find_method,
    room=room_for_method,
    around=around_method,
    write=write_method,
    delete=lookups.delete_method,
    identity=lambda target: {"httpMethod": target["httpMethod"]},
    show=documents.show_method,
)
GATEWAY_RESPONSES = Resource(
    GATEWAY_RESPONSE,
    find=find_gateway_response,
    room=lookups.find_api,
    around=around_gateway_response,
    write=write_gateway_response,
    delete=lookups.delete_gateway_response,
    identity=lambda target: {"responseType": target["responseType"]},
    status=(200, 202),
)
RESOURCES = (
    INTEGRATION_RESPONSES,
    INTEGRATIONS,
    METHOD_RESPONSES,
    METHODS,
    GATEWAY_RESPONSES,
)
