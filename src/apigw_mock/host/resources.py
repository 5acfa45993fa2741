"""
REST APIs: the patchable resources.

Each is one record: a table and how moto's object is found, what is around it, how its
new document is put back and how it is taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from apigw_mock.apigateway.gatewayresponses import shown
from apigw_mock.apigateway.rows import F, Facts
from apigw_mock.apigateway.rules.integration import IntegrationFacts
from apigw_mock.apigateway.rules.integration_response import IntegrationResponseFacts
from apigw_mock.apigateway.rules.method import MethodFacts
from apigw_mock.apigateway.rules.models import ModelFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.gateway_response import GATEWAY_RESPONSE
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE
from apigw_mock.apigateway.values import HTTP_METHODS
from apigw_mock.host import documents, imports, lookups, state
from apigw_mock.host.documents import document_of
from apigw_mock.host.model import has_operation, input_members

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from apigw_mock.apigateway.rows import Document, Table
    from apigw_mock.host.model import Member
    from apigw_mock.host.routes import Target


@dataclass(frozen=True)
class Resource(Generic[F]):
    """
    A patchable resource: how it is found, what is around it, how it is written.

    Args:
        table: which paths take which op.
        find: moto's object, or the refusal that names the missing step.
        facts: what its rules read of its surroundings.
        write: puts a new moto object for the document in its place; given the old one
            after a patch, None after a Put.
        identity: the members of the document that stand in the URL.
        show: the answer to a successful call: of moto's object and the resource's id.
        check_parent: refuses a Put that has no place to put anything. Without it Put
            is moto's. What AWS makes by Create has none: that call is always moto's.
        delete: takes it away, or raises the refusal that names the missing step.
            Without it Delete is moto's.
        status: of the answers to Update and Delete.
    """

    table: Table[F]
    find: Callable[[Any, Target], Any]
    facts: Callable[[Any, Target], F]
    write: Callable[[Any, Target, Document, Any], None]
    identity: Callable[[Target], Document] = lambda _: {}
    show: Callable[[Any, str], Document] = document_of
    check_parent: Callable[[Any, Target], Any] | None = None
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


# --- What is around a resource -----------------------------------------------------


def integration_response_facts(
    backend: Any, target: Target
) -> IntegrationResponseFacts:
    method = lookups.find_method(backend, target)
    declaring = method.method_responses.get(target["statusCode"])
    others = method.method_integration.integration_responses or {}
    return IntegrationResponseFacts(
        declared=_declared_headers(method, declaring),
        patterns={
            status: other.selection_pattern
            for status, other in others.items()
            if status != target["statusCode"]
        },
    )


def _declared_headers(method: Any, declaring: Any) -> Container[str] | None:
    if declaring is None:
        return None
    unknown = imports.is_imported(method, declaring)
    return imports.AnyName() if unknown else declaring.response_parameters or {}


def integration_facts(backend: Any, target: Target) -> IntegrationFacts:
    method = lookups.find_method(backend, target)
    known = document_of(method, target["resourceId"]).get("requestParameters", {})
    below = method.method_integration
    return IntegrationFacts(
        declared=imports.AnyName() if imports.is_imported_method(method) else known,
        left_out=_left_out(INTEGRATION, below and imports.is_imported(method, below)),
        resource_id=target["resourceId"],
        account_id=backend.account_id,
        has_region=state.is_in_partition,
        v2_links=state.v2_links(backend.account_id, backend.region_name),
    )


def method_facts(backend: Any, target: Target) -> MethodFacts:
    api = lookups.find_api(backend, target)
    method = lookups.methods_of(backend, target).get(target["httpMethod"])
    integration = method and method.method_integration
    below = document_of(integration, target["resourceId"]) if integration else {}
    return MethodFacts(
        authorizers=api.authorizers,
        validators=api.request_validators,
        has_model=_has_model(api),
        integration_type=below.get("type"),
        left_out=_left_out(METHOD, method and imports.is_imported_method(method)),
    )


def method_response_facts(backend: Any, target: Target) -> ModelFacts:
    method = lookups.find_method(backend, target)
    own = method.method_responses.get(target["statusCode"])
    return ModelFacts(
        has_model=_has_model(lookups.find_api(backend, target)),
        left_out=_left_out(METHOD_RESPONSE, own and imports.is_imported(method, own)),
    )


def gateway_response_facts(backend: Any, target: Target) -> Facts:
    api = lookups.find_api(backend, target)
    return Facts(left_out=_left_out(GATEWAY_RESPONSE, imports.is_imported_api(api)))


def _left_out(table: Table[Any], imported: Any) -> frozenset[str]:
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
    responses[target["statusCode"]] = documents.INTEGRATION_RESPONSES.make(document)


def write_integration(
    backend: Any, target: Target, document: Document, old: Any
) -> None:
    method = lookups.find_method(backend, target)
    changed = documents.INTEGRATIONS.make(document, old)
    imported = bool(old) and imports.is_imported(method, old)
    method.method_integration = imports.marked(changed, imported=imported)


def write_method_response(
    backend: Any, target: Target, document: Document, old: Any
) -> None:
    method = lookups.find_method(backend, target)
    changed = documents.METHOD_RESPONSES.make(document)
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
    responses[target["responseType"]] = documents.GATEWAY_RESPONSES.make(own)


def check_no_method(backend: Any, target: Target) -> None:
    methods = lookups.methods_of(backend, target)
    if target["httpMethod"] not in HTTP_METHODS:
        raise existence.HTTP_METHOD.error(target["httpMethod"])
    if target["httpMethod"] in methods:
        raise existence.NO_METHOD.error(target["httpMethod"])


def check_no_method_response(backend: Any, target: Target) -> None:
    if target["statusCode"] in lookups.method_responses_of(backend, target):
        raise existence.NO_METHOD_RESPONSE.error(target["statusCode"])


def find_gateway_response(backend: Any, target: Target) -> Any:
    """
    Return the API's own gateway response, or a new one that shows what the API answers
    without one. A patch starts from it; that AWS's does so is inferred.
    """
    responses = lookups.gateway_responses_of(backend, target)

    def own(response_type: str) -> Document | None:
        response = responses.get(response_type)
        return response and document_of(response, "")

    document = shown(target["responseType"], own, GATEWAY_RESPONSES.members)
    return documents.GATEWAY_RESPONSES.make(document)


INTEGRATION_RESPONSES = Resource(
    INTEGRATION_RESPONSE,
    find=lookups.find_integration_response,
    check_parent=lookups.find_integration,
    facts=integration_response_facts,
    write=write_integration_response,
    delete=lookups.delete_integration_response,
    identity=lambda target: {"statusCode": target["statusCode"]},
)
INTEGRATIONS = Resource(
    INTEGRATION,
    find=lookups.find_integration,
    check_parent=lookups.find_method,
    facts=integration_facts,
    write=write_integration,
    delete=lookups.delete_integration,
    show=documents.show_integration,
)
METHOD_RESPONSES = Resource(
    METHOD_RESPONSE,
    find=lookups.find_method_response,
    check_parent=check_no_method_response,
    facts=method_response_facts,
    write=write_method_response,
    delete=lookups.delete_method_response,
    identity=lambda target: {"statusCode": target["statusCode"]},
    status=(201, 204),
)
METHODS = Resource(
    METHOD,
    find=lookups.find_method,
    check_parent=check_no_method,
    facts=method_facts,
    write=write_method,
    delete=lookups.delete_method,
    identity=lambda target: {"httpMethod": target["httpMethod"]},
    show=documents.show_method,
)
GATEWAY_RESPONSES = Resource(
    GATEWAY_RESPONSE,
    find=find_gateway_response,
    check_parent=lookups.find_api,
    facts=gateway_response_facts,
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
