"""
How gateway responses are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.gatewayresponses import shown
from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.gateway_response import GATEWAY_RESPONSE
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
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


def find(backend: Any, target: Target) -> Any:
    """
    Return the API's gateway response, or a new one with the default answer.

    A patch of a gateway response that was never set starts from the default. That AWS
    does so too is inferred.
    """
    responses = lookups.gateway_responses_of(backend, target)

    def own(response_type: str) -> Document | None:
        response = responses.get(response_type)
        return response and document_of(response, "")

    document = shown(target["responseType"], own, GATEWAY_RESPONSES.members)
    return STORE.make(document)


def write(backend: Any, target: Target, document: Document, _: Any) -> None:
    responses = lookups.gateway_responses_of(backend, target)
    own = {**document, "defaultResponse": False}
    responses[target["responseType"]] = STORE.make(own)


def delete(backend: Any, target: Target) -> None:
    responses = lookups.gateway_responses_of(backend, target)
    if target["responseType"] not in responses:
        raise existence.GATEWAY_RESPONSE.error(target["responseType"])
    del responses[target["responseType"]]


GATEWAY_RESPONSES = Resource(
    GATEWAY_RESPONSE,
    find=find,
    check_parent=lookups.find_api,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    identity=lambda target: {"responseType": target["responseType"]},
    status=(200, 202),
)
