"""
How methods are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.method import MethodFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.values import HTTP_METHODS
from apigw_mock.host.rest import documents, imports, lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target


def facts_of(backend: Any, target: Target) -> MethodFacts:
    api = lookups.find_api(backend, target)
    method = lookups.methods_of(backend, target).get(target["httpMethod"])
    integration = method and method.method_integration
    below = document_of(integration, target["resourceId"]) if integration else {}
    return MethodFacts(
        authorizers=api.authorizers,
        validators=api.request_validators,
        has_model=imports.has_model(api),
        integration_type=below.get("type"),
        left_out=imports.left_out(
            METHOD, method and imports.is_imported_method(method)
        ),
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> None:
    methods = lookups.methods_of(backend, target)
    methods[target["httpMethod"]] = documents.method(
        document, old, target["resourceId"]
    )


def check_free(backend: Any, target: Target) -> None:
    methods = lookups.methods_of(backend, target)
    if target["httpMethod"] not in HTTP_METHODS:
        raise existence.HTTP_METHOD.error(target["httpMethod"])
    if target["httpMethod"] in methods:
        raise existence.NO_METHOD.error(target["httpMethod"])


def delete(backend: Any, target: Target) -> None:
    lookups.find_method(backend, target)
    del lookups.methods_of(backend, target)[target["httpMethod"]]


METHODS = Resource(
    METHOD,
    find=lookups.find_method,
    check_parent=check_free,
    facts=facts_of,
    write=write,
    delete=delete,
    identity=lambda target: {"httpMethod": target["httpMethod"]},
    show=documents.show_method,
)
