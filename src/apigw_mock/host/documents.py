"""
moto's objects of REST APIs as documents, and documents as moto's objects.

A document is the resource as API Gateway shows it, without what lies below it. It
hangs on moto's object as ``document``: moto's own members can't say whether a map
was given empty or not at all, and lack some that AWS has. Objects that moto made by
itself, say from an OpenAPI file, have none; theirs is made from what moto prints,
completed as a Put would have.
"""

from __future__ import annotations

from typing import Any

import moto.apigateway.models

from apigw_mock.apigateway.patch import completed
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.host.imports import is_imported, is_imported_method, marked, mend

Document = dict[str, Any]

# Its annotations are narrower than what it takes.
models: Any = moto.apigateway.models


# What moto leaves incomplete, and what no row gives.
_INCOMPLETE: Any = (
    (models.Integration, INTEGRATION, {}),
    (models.Method, METHOD, {"authorizationType": "NONE"}),
)


def document_of(thing: Any, resource_id: str) -> Document:
    """
    Return the document of one of moto's objects. It must not be modified.

    Args:
        thing: an object of moto's, whoever made it.
        resource_id: of the resource that it hangs below; Put names a cache after it.
    """
    own: Document | None = getattr(thing, "document", None)
    if own is not None:
        return own
    printed = _printed(thing)
    for model, table, first in _INCOMPLETE:
        if isinstance(thing, model):
            around = {"resource_id": resource_id}
            return completed({**first, **printed}, table, around)
    return printed


# What moto prints of an object that belongs to the objects below it.
_BELOW = {"integrationResponses", "methodIntegration", "methodResponses"}
# An OpenAPI file writes these in small letters; AWS shows them in capitals.
_WORDS = {"connectionType", "contentHandling", "passthroughBehavior", "type"}


def _printed(thing: Any) -> Document:
    prints = getattr(thing, "to_json", None) or thing.to_dict  # moto has both names
    printed = {
        name: str(value).upper() if name in _WORDS else value
        for name, value in prints().items()
        if name not in _BELOW and value not in (None, {})
    }
    # moto leaves an empty selection pattern out; AWS shows it.
    if getattr(thing, "selection_pattern", None) == "":
        printed["selectionPattern"] = ""
    return printed


def integration_response(document: Document) -> Any:
    """
    Return moto's integration response for *document*.
    """
    thing = _made(
        models.IntegrationResponse,
        document["statusCode"],
        document.get("selectionPattern"),
        dict(document.get("responseTemplates", {})),  # moto modifies its argument
        document.get("responseParameters"),
        document.get("contentHandling"),
    )
    return _with(document, thing)


def integration(document: Document, old: Any) -> Any:
    """
    Return moto's integration for *document*, with the responses of the *old* one.
    """
    thing = _made(
        models.Integration,
        document.get("type"),
        document.get("uri"),
        document.get("httpMethod"),
        request_templates=document.get("requestTemplates"),
        passthrough_behavior=document.get("passthroughBehavior"),
        cache_key_parameters=document.get("cacheKeyParameters"),
        tls_config=document.get("tlsConfig"),
        cache_namespace=document.get("cacheNamespace"),
        timeout_in_millis=document.get("timeoutInMillis"),
        request_parameters=document.get("requestParameters"),
        content_handling=document.get("contentHandling"),
        credentials=document.get("credentials"),
        connection_type=document.get("connectionType"),
    )
    thing.integration_responses = old and old.integration_responses
    return _with(document, thing)


def method_response(document: Document) -> Any:
    """
    Return moto's method response for *document*.
    """
    thing = _made(
        models.MethodResponse,
        document["statusCode"],
        document.get("responseModels"),
        document.get("responseParameters"),
    )
    return _with(document, thing)


def method(document: Document, old: Any, resource_id: str) -> Any:
    """
    Return moto's method for *document*, with what hangs below the *old* one.
    """
    thing = _made(
        models.Method,
        document["httpMethod"],
        document.get("authorizationType"),
        authorizer_id=document.get("authorizerId"),
        authorization_scopes=document.get("authorizationScopes"),
        api_key_required=document.get("apiKeyRequired"),
        request_parameters=document.get("requestParameters"),
        request_models=document.get("requestModels"),
        operation_name=document.get("operationName"),
        request_validator_id=document.get("requestValidatorId"),
    )
    if old:
        marked(thing, imported=is_imported_method(old))
        thing.method_responses = old.method_responses
        thing.method_integration = _without_stale_keys(document, old, resource_id)
    return _with(document, thing)


def _without_stale_keys(document: Document, old: Any, resource_id: str) -> Any:
    """
    Return the integration of the *old* method without the cache keys whose
    declaration has changed: API Gateway drops them.
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
    changed = integration({**shown, "cacheKeyParameters": kept}, below)
    return marked(changed, imported=is_imported(old, below))


def gateway_response(document: Document) -> Any:
    """
    Return moto's gateway response for *document*.
    """
    thing = _made(
        models.GatewayResponse,
        document["responseType"],
        document.get("statusCode"),
        document.get("responseParameters"),
        document.get("responseTemplates"),
    )
    return _with(document, thing)


def _made(model: Any, *arguments: Any, **named: Any) -> Any:
    """
    Return a new object of moto's that moto does not keep until its reset.
    """
    thing = object.__new__(model)  # moto's own __new__ keeps every instance
    model.__init__(thing, *arguments, **named)
    return thing


def _with(document: Document, thing: Any) -> Any:
    vars(thing)["document"] = document  # unknown to its class
    return thing


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


def show_resource(resource: Any) -> Document:
    """
    Return the resource with its methods.
    """
    mend(resource)
    shown = dict(resource.to_dict())
    if resource.resource_methods:
        shown["resourceMethods"] = {
            name: show_method(method, resource.id)
            for name, method in resource.resource_methods.items()
        }
    return shown


def _below(name: str, things: dict[str, Any] | None, resource_id: str) -> Document:
    """
    Return the member *name*, or nothing where there are no such objects.
    """
    if not things:
        return {}
    return {name: {k: document_of(thing, resource_id) for k, thing in things.items()}}
