"""
moto's objects of REST APIs as documents, and documents as moto's objects.

A document is the resource as API Gateway shows it, without what lies below it. Its
members live on moto's object, where moto's other calls see them. What moto's class
lacks hangs beside them. Objects that moto made by itself, say from an OpenAPI file, are
read from what moto prints, completed as a Put would have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import moto.apigateway.models

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules.integration import IntegrationFacts
from apigw_mock.apigateway.rules.method import MethodFacts
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.method import METHOD
from apigw_mock.host.rest.imports import is_imported, is_imported_method, marked, mend

if TYPE_CHECKING:
    from collections.abc import Mapping

Document = dict[str, Any]

# Its annotations are narrower than what it takes.
models: Any = moto.apigateway.models
BESIDE = "beside"  # unknown to moto's classes
_ON_MOTO = object()


@dataclass(frozen=True)
class Store:
    """
    Where moto keeps the members of a document.

    Args:
        model: moto's class.
        blank: the arguments that make an empty one.
        attributes: of its objects, by member. One that is None is a member left out.
    """

    model: Any
    blank: tuple[Any, ...]
    attributes: Mapping[str, str]

    def make(self, document: Document, old: Any = None) -> Any:
        """
        Return a new object of moto's for *document*, with what hangs below the *old*.
        """
        thing = object.__new__(self.model)  # moto's own __new__ keeps every instance
        if old is None:
            self.model.__init__(thing, *self.blank)
        else:
            vars(thing).update(vars(old))
        for member, name in self.attributes.items():
            setattr(thing, name, document.get(member))
        vars(thing)[BESIDE] = {
            member: _ON_MOTO if member in self.attributes else value
            for member, value in document.items()
        }
        return thing

    def read(self, thing: Any) -> Document:
        """
        Return the document of an object that `make` has made, in its own order.
        """
        beside = vars(thing)[BESIDE]
        document = {
            member: getattr(thing, self.attributes[member])
            if member in self.attributes
            else beside[member]
            for member in dict.fromkeys((*beside, *self.attributes))
        }
        return {name: value for name, value in document.items() if value is not None}


INTEGRATIONS = Store(
    models.Integration,
    ("", "", ""),
    {
        "type": "integration_type",
        "uri": "uri",
        "httpMethod": "http_method",
        "requestTemplates": "request_templates",
        "passthroughBehavior": "passthrough_behaviour",
        "cacheKeyParameters": "cache_key_parameters",
        "tlsConfig": "tls_config",
        "cacheNamespace": "cache_namespace",
        "timeoutInMillis": "timeout_in_millis",
        "requestParameters": "request_parameters",
        "contentHandling": "content_handling",
        "credentials": "credentials",
        "connectionType": "connection_type",
    },
)
INTEGRATION_RESPONSES = Store(
    models.IntegrationResponse,
    ("",),
    {
        "statusCode": "status_code",
        "selectionPattern": "selection_pattern",
        "responseTemplates": "response_templates",
        "responseParameters": "response_parameters",
        "contentHandling": "content_handling",
    },
)
METHODS = Store(
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
METHOD_RESPONSES = Store(
    models.MethodResponse,
    ("", None, None),
    {
        "statusCode": "status_code",
        "responseModels": "response_models",
        "responseParameters": "response_parameters",
    },
)
GATEWAY_RESPONSES = Store(
    models.GatewayResponse,
    ("", None, None, None),
    {
        "responseType": "response_type",
        "defaultResponse": "default_response",
        "statusCode": "status_code",
        "responseParameters": "response_parameters",
        "responseTemplates": "response_templates",
    },
)
_STORES = {
    store.model: store
    for store in (
        INTEGRATIONS,
        INTEGRATION_RESPONSES,
        METHODS,
        METHOD_RESPONSES,
        GATEWAY_RESPONSES,
    )
}


def document_of(thing: Any, resource_id: str) -> Document:
    """
    Return the document of one of moto's objects. It must not be modified.

    Args:
        thing: an object of moto's, whoever made it.
        resource_id: of the resource that it hangs below; Put names a cache after it.
    """
    if BESIDE in vars(thing):
        return _STORES[type(thing)].read(thing)
    printed = _printed(thing)
    if isinstance(thing, models.Integration):
        return complete(printed, INTEGRATION, _integration_facts(resource_id))
    if isinstance(thing, models.Method):
        first = {"authorizationType": "NONE"}
        return complete({**first, **printed}, METHOD, _METHOD_FACTS)
    return printed


# What completing reads: nothing that is around.
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


def method(document: Document, old: Any, resource_id: str) -> Any:
    """
    Return moto's method for *document*, with what hangs below the *old* one.
    """
    thing = METHODS.make(document, old)
    if old:
        marked(thing, imported=is_imported_method(old))
        thing.method_integration = _without_stale_keys(document, old, resource_id)
    return thing


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
    changed = INTEGRATIONS.make({**shown, "cacheKeyParameters": kept}, below)
    return marked(changed, imported=is_imported(old, below))


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
