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
    demand = existence.REQUEST_VALIDATOR
    return lookups.find_in_api(
        backend, target, "request_validators", "requestValidatorId", demand
    )


def check_new(backend: Any, sent: Target) -> None:
    if sent["restApiId"] not in backend.apis:
        raise existence.API_OF_VALIDATOR.error(sent["restApiId"])


def write(backend: Any, target: Target, document: Document, old: Any) -> Target:
    api = lookups.find_api(backend, target)
    made = old or api.create_request_validator(document["name"], None, None)
    kept = STORE.make({"id": made.id, **document}, made)
    lookups.keep_in_api(backend, target, "request_validators", made.id, kept)
    return {**target, "requestValidatorId": made.id}


def every(backend: Any, target: Target) -> Iterable[Any]:
    return lookups.of_api(backend, target, "request_validators").values()


def delete(backend: Any, target: Target) -> None:
    validator = find(backend, target)
    api = lookups.find_api(backend, target)
    user = documents.first_user(
        api, lambda method: method.get("requestValidatorId") == validator.id
    )
    if user:
        raise existence.VALIDATOR_UNUSED.error(validator.name, *user)
    del api.request_validators[validator.id]


REQUEST_VALIDATORS = Resource(
    REQUEST_VALIDATOR,
    find=find,
    read=read,
    check_parent=check_new,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    show=read,
    every=every,
    status=(200, 202),
)
