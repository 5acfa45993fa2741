"""
Conversion between moto's objects of REST APIs and documents.

A document is the resource as API Gateway shows it, without its child resources. Its
members are attributes of moto's object, so that moto's other calls see them. Members
that moto's class lacks are stored beside them. An object that moto made itself, say
from an OpenAPI file, is read from moto's own output, plus the defaults of a Put.
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

# Any: moto's annotations are narrower than what its classes take.
models: Any = moto.apigateway.models
BESIDE = "beside"  # the attribute for members that moto's classes do not have
_ON_MOTO = object()


@dataclass(frozen=True)
class Store:
    """
    Where moto keeps the members of a document.

    Args:
        model: moto's class, or a class of ours where moto has none.
        blank: the arguments that make an empty object.
        attributes: the attribute for each member. None means that the document does
            not have the member.
    """

    model: Any
    blank: tuple[Any, ...]
    attributes: Mapping[str, str]

    def make(self, document: Document, old: Any = None) -> Any:
        """
        Return a new moto object for *document*, with the children of the *old* one.
        """
        thing = object.__new__(self.model)  # moto's own __new__ keeps every instance
        if old is None:
            self.model.__init__(thing, *self.blank)
        else:
            vars(thing).update(vars(old))
        for member, name in self.attributes.items():
            setattr(thing, name, document.get(member))
        beside = {
            member: _ON_MOTO if member in self.attributes else value
            for member, value in document.items()
        }
        vars(thing)[BESIDE] = self, beside
        return thing

    def read(self, thing: Any) -> Document:
        """
        Return the document of an object from `make`, in the document's own order.
        """
        _, beside = vars(thing)[BESIDE]
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


def document_of(thing: Any, resource_id: str) -> Document:
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


def method(document: Document, old: Any, resource_id: str) -> Any:
    """
    Return moto's method for *document*, with the children of the *old* one.
    """
    thing = METHODS.make(document, old)
    if old:
        marked(thing, imported=is_imported_method(old))
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
    Return the children as the member *name*, or an empty document without children.
    """
    if not things:
        return {}
    return {name: {k: document_of(thing, resource_id) for k, thing in things.items()}}
