"""
How authorizers are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules.authorizer import AuthorizerFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.authorizer import AUTHORIZER
from apigw_mock.host import state
from apigw_mock.host.rest import documents, lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.Authorizer,
    ("", "", ""),
    {
        "id": "id",
        "name": "name",
        "type": "type",
        "providerARNs": "provider_arns",
        "authType": "auth_type",
        "authorizerUri": "authorizer_uri",
        "authorizerCredentials": "authorizer_credentials",
        "identitySource": "identity_source",
        "identityValidationExpression": "identity_validation_expression",
        "authorizerResultTtlInSeconds": "authorizer_result_ttl",
    },
)
# What `complete` needs of the facts: nothing.
_NO_FACTS = AuthorizerFacts(names=(), account_id="", has_region=lambda _, __: True)


def read(authorizer: Any, _: Target) -> Document:
    """
    Return the document of an authorizer, also of one that moto itself made.
    """
    document = document_of(authorizer)
    if BESIDE in vars(authorizer):
        return document
    return complete(document, AUTHORIZER, _NO_FACTS)


def find(backend: Any, target: Target) -> Any:
    return lookups.find_in_api(
        backend, target, "authorizers", "authorizerId", existence.AUTHORIZER
    )


def facts_of(backend: Any, target: Target) -> AuthorizerFacts:
    own, found = target.get("authorizerId"), every(backend, target)
    return AuthorizerFacts(
        names={one.name for one in found if one.id != own},
        account_id=backend.account_id,
        has_region=state.is_in_partition,
    )


def write(backend: Any, target: Target, document: Document, old: Any) -> Target:
    made = old or backend.create_authorizer(
        target["restApiId"], document["name"], document["type"]
    )
    kept = STORE.make({"id": made.id, **document}, made)
    lookups.keep_in_api(backend, target, "authorizers", made.id, kept)
    return {**target, "authorizerId": made.id}


def every(backend: Any, target: Target) -> Iterable[Any]:
    return lookups.of_api(backend, target, "authorizers").values()


def delete(backend: Any, target: Target) -> None:
    authorizer = find(backend, target)
    api = lookups.find_api(backend, target)
    user = documents.first_user(
        api, lambda method: method.get("authorizerId") == authorizer.id
    )
    if user:
        raise existence.AUTHORIZER_UNUSED.error(authorizer.name, *user)
    del api.authorizers[authorizer.id]


AUTHORIZERS = Resource(
    AUTHORIZER,
    find=find,
    read=read,
    check_parent=lookups.find_api,
    facts=facts_of,
    write=write,
    delete=delete,
    show=read,
    every=every,
    status=(200, 202),
)
