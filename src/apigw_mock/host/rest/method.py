"""
How methods are found, read and written.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.method import MethodFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.apigateway.values import HTTP_METHODS
from apigw_mock.host.rest import default_models, documents, integration, lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.Method,
    ("", None),
    {
        "httpMethod": "http_method",
        "authorizationType": "authorization_type",
        "authorizerId": "authorizer_id",
        "authorizationScopes": "authorization_scopes",
        "apiKeyRequired": "api_key_required",
        "requestParameters": "request_parameters",
        "requestModels": "request_models",
        "operationName": "operation_name",
        "requestValidatorId": "request_validator_id",
    },
)


def facts_of(backend: Any, target: Target) -> MethodFacts:
    api = lookups.find_api(backend, target)
    method = lookups.methods_of(backend, target).get(target["httpMethod"])
    own = method and method.method_integration
    below = document_of(own, target["resourceId"]) if own else {}
    return MethodFacts(
        authorizers=api.authorizers,
        validators=api.request_validators,
        has_model=partial(default_models.has_model, api),
        integration_type=below.get("type"),
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> None:
    methods = lookups.methods_of(backend, target)
    methods[target["httpMethod"]] = _made(document, old, target["resourceId"])


def _made(document: Document, old: Any, resource_id: str) -> Any:
    """
    Return moto's method for *document*, with the children of the *old* one.
    """
    thing = STORE.make(document, old)
    if old:
        thing.method_integration = _without_stale_keys(document, old, resource_id)
    return thing


def _without_stale_keys(document: Document, old: Any, resource_id: str) -> Any:
    """
    Return the integration of the *old* method without its stale cache keys.

    API Gateway drops a cache key when the method's declaration of it changes.
    """
    declared = document.get("requestParameters", {})
    before = document_of(old, resource_id).get("requestParameters", {})
    stale = {name for name in before if declared.get(name) != before[name]}
    below = old.method_integration
    shown = document_of(below, resource_id) if below else {}
    keys = shown.get("cacheKeyParameters", [])
    if stale.isdisjoint(keys):
        return below
    kept = [key for key in keys if key not in stale]
    return integration.STORE.make({**shown, "cacheKeyParameters": kept}, below)


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
    show=lambda it, target: documents.show_method(it, target["resourceId"]),
)
