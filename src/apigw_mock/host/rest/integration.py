"""
How integrations are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.integration import IntegrationFacts
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.host import state
from apigw_mock.host.rest import documents, lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
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


def facts_of(backend: Any, target: Target) -> IntegrationFacts:
    method = lookups.find_method(backend, target)
    known = document_of(method, target["resourceId"]).get("requestParameters", {})
    return IntegrationFacts(
        declared=known,
        resource_id=target["resourceId"],
        account_id=backend.account_id,
        has_region=state.is_in_partition,
        v2_links=state.v2_links(backend.account_id, backend.region_name),
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> None:
    method = lookups.find_method(backend, target)
    method.method_integration = STORE.make(document, old)


def delete(backend: Any, target: Target) -> None:
    lookups.integration_to_delete(backend, target)
    lookups.find_method(backend, target).method_integration = None


INTEGRATIONS = Resource(
    INTEGRATION,
    find=lookups.find_integration,
    check_parent=lookups.find_method,
    facts=facts_of,
    write=write,
    delete=delete,
    show=lambda it, target: documents.show_integration(it, target["resourceId"]),
)
