"""
How method responses are found, read and written.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.models import ModelFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE
from apigw_mock.host.rest import default_models, lookups
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.MethodResponse,
    ("", None, None),
    {
        "statusCode": "status_code",
        "responseModels": "response_models",
        "responseParameters": "response_parameters",
    },
)


def facts_of(backend: Any, target: Target) -> ModelFacts:
    api = lookups.find_api(backend, target)
    return ModelFacts(has_model=partial(default_models.has_model, api))


def write(backend: Any, target: Target, document: Document, _: Any) -> None:
    responses = lookups.method_responses_of(backend, target)
    responses[target["statusCode"]] = STORE.make(document)


def check_free(backend: Any, target: Target) -> None:
    if target["statusCode"] in lookups.method_responses_of(backend, target):
        raise existence.NO_METHOD_RESPONSE.error(target["statusCode"])


def delete(backend: Any, target: Target) -> None:
    lookups.find_method_response(backend, target)
    del lookups.method_responses_of(backend, target)[target["statusCode"]]


METHOD_RESPONSES = Resource(
    METHOD_RESPONSE,
    find=lookups.find_method_response,
    check_parent=check_free,
    facts=facts_of,
    write=write,
    delete=delete,
    identity=lambda target: {"statusCode": target["statusCode"]},
    status=(201, 204),
)
