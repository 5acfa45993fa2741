"""
How request validators are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.request_validator import REQUEST_VALIDATOR
from apigw_mock.host.rest import documents, lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.RequestValidator,
    ("", "", None, None),
    {
        "id": "id",
        "name": "name",
        "validateRequestBody": "validate_request_body",
        "validateRequestParameters": "validate_request_parameters",
    },
)


def read(validator: Any, _: Target) -> Document:
    """
    Return the document of a validator, also of one that moto itself made.
    """
    document = document_of(validator)
    if BESIDE in vars(validator):
        return document
    return complete(document, REQUEST_VALIDATOR, Facts())


def find(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target["restApiId"])
    validator = api and api.request_validators.get(target["requestValidatorId"])
    if not validator:
        raise existence.REQUEST_VALIDATOR.error(target["requestValidatorId"])
    return validator


def check_api(backend: Any, sent: Target) -> None:
    if sent["restApiId"] not in backend.apis:
        raise existence.API_OF_VALIDATOR.error(sent["restApiId"])


def write(backend: Any, target: Target, document: Document, old: Any) -> Target:
    api = lookups.find_api(backend, target)
    made = old or api.create_request_validator(document["name"], None, None)
    api.request_validators[made.id] = STORE.make({"id": made.id, **document}, made)
    return {**target, "requestValidatorId": made.id}


def every(backend: Any, target: Target) -> Iterable[Any]:
    validators: dict[str, Any] = lookups.find_api(backend, target).request_validators
    return validators.values()


def delete(backend: Any, target: Target) -> None:
    validator = find(backend, target)
    api = lookups.find_api(backend, target)
    for resource, method, shown in documents.methods_of(api):
        if shown.get("requestValidatorId") == validator.id:
            path = documents.path_of(resource)
            raise existence.VALIDATOR_UNUSED.error(validator.name, path, method)
    del api.request_validators[validator.id]


REQUEST_VALIDATORS = Resource(
    REQUEST_VALIDATOR,
    find=find,
    read=read,
    check_parent=check_api,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    show=read,
    every=every,
    status=(200, 202),
)
