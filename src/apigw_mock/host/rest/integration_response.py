"""
How integration responses are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.integration_response import IntegrationResponseFacts
from apigw_mock.apigateway.tables.integration_response import INTEGRATION_RESPONSE
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
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


def facts_of(backend: Any, target: Target) -> IntegrationResponseFacts:
    method = lookups.find_method(backend, target)
    declaring = method.method_responses.get(target["statusCode"])
    others = method.method_integration.integration_responses or {}
    return IntegrationResponseFacts(
        declared=None if declaring is None else declaring.response_parameters or {},
        patterns={
            status: other.selection_pattern
            for status, other in others.items()
            if status != target["statusCode"]
        },
    )


def write(backend: Any, target: Target, document: Document, _: Any) -> None:
    responses = lookups.integration_responses_of(backend, target)
    responses[target["statusCode"]] = STORE.make(document)


def delete(backend: Any, target: Target) -> None:
    lookups.integration_to_delete(backend, target)
    lookups.find_integration_response(backend, target)
    del lookups.integration_responses_of(backend, target)[target["statusCode"]]


INTEGRATION_RESPONSES = Resource(
    INTEGRATION_RESPONSE,
    find=lookups.find_integration_response,
    check_parent=lookups.find_integration,
    facts=facts_of,
    write=write,
    delete=delete,
    identity=lambda target: {"statusCode": target["statusCode"]},
)
