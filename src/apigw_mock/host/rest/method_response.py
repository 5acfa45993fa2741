"""
How method responses are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rules.models import ModelFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.method_response import METHOD_RESPONSE
from apigw_mock.host.rest import imports, lookups
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store, models

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

# moto's import does not read these.
_LEFT_OUT = frozenset({"responseModels", "responseParameters"})
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
    method = lookups.find_method(backend, target)
    own = method.method_responses.get(target["statusCode"])
    return ModelFacts(
        has_model=imports.has_model(lookups.find_api(backend, target)),
        left_out=imports.left_out(_LEFT_OUT, own and imports.is_imported(method, own)),
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> None:
    method = lookups.find_method(backend, target)
    changed = STORE.make(document)
    imported = bool(old) and imports.is_imported(method, old)
    responses = lookups.method_responses_of(backend, target)
    responses[target["statusCode"]] = imports.marked(changed, imported=imported)


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
