"""
How REST APIs are found, read and written.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moto.apigateway.utils import deserialize_body

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.rest_api import REST_API
from apigw_mock.host import state
from apigw_mock.host.answer import Answer
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.requests import Request
    from apigw_mock.host.routes import Target

STORE = Store(
    models.RestAPI,
    (),  # only backends make APIs
    {
        "id": "id",
        "name": "name",
        "description": "description",
        "createdDate": "create_date",
        "version": "version",
        "binaryMediaTypes": "binaryMediaTypes",
        "minimumCompressionSize": "minimum_compression_size",
        "apiKeySource": "api_key_source",
        "endpointConfiguration": "endpoint_configuration",
        "policy": "policy",
        "tags": "tags",
        "disableExecuteApiEndpoint": "disableExecuteApiEndpoint",
    },
)
_OWN_RESOURCES = '"execute-api:/'


def read(api: Any, _: Target) -> Document:
    """
    Return the document of an API, also of one that moto itself made.
    """
    # A Put of moto's makes a new root. A moto before 5.1 has no attribute for its id.
    document = {**document_of(api), "rootResourceId": api.default.id}
    if BESIDE in vars(api):
        return document
    # moto invents a version for each API.
    shown = {n: v for n, v in document.items() if v not in ("", []) and n != "version"}
    return complete(shown, REST_API, Facts())


def show(api: Any, target: Target) -> Document:
    """
    Return an API as AWS shows it: the quotes within its policy are escaped.
    """
    document = read(api, target)
    if "policy" in document:
        document["policy"] = json.dumps(document["policy"])[1:-1]
    return document


def settled(document: Document) -> Document:
    """
    Return an API as a later call shows it: only Create leaves empty tags out.
    """
    return {**document, "tags": document.get("tags", {})}


def check(_: Any, sent: Target) -> None:
    if sent.get("description") == "":
        raise existence.DESCRIBED.error()


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    made = old or backend.create_rest_api(
        document["name"], "", tags=document.get("tags")
    )
    own = {
        **document,
        "id": made.id,
        "createdDate": made.create_date,
        "rootResourceId": made.default.id,
    }
    kept = {n: v for n, v in own.items() if v != [] and n != "cloneFrom"}
    if "policy" in kept:
        kept["policy"] = _expanded(kept["policy"], backend, made.id)
    backend.apis[made.id] = STORE.make(kept, made)
    return {"restApiId": made.id}


def _expanded(policy: str, backend: Any, api_id: str) -> str:
    """
    Return the text of a policy with the whole ARNs of the API's own resources.
    """
    partition = state.partition_of(backend.region_name)
    own = f"execute-api:{backend.region_name}:{backend.account_id}:{api_id}"
    return policy.replace(_OWN_RESOURCES, f'"arn:{partition}:{own}/')


def every(backend: Any, _: Target) -> Iterable[Any]:
    apis: dict[str, Any] = backend.apis
    return apis.values()


def delete(backend: Any, target: Target) -> None:
    lookups.find_api(backend, target)
    del backend.apis[target["restApiId"]]


REST_APIS = Resource(
    REST_API,
    find=lookups.find_api,
    read=read,
    settled=settled,
    check_parent=check,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    show=show,
    every=every,
    status=(200, 202),
)


# --- Imports: moto reads the document ------------------------------------------------


def on_import(backend: Any, request: Request) -> Answer:
    """
    Make an API of an OpenAPI document.
    """
    strict = bool(request.target.get("failOnWarnings"))
    made = backend.import_rest_api(deserialize_body(request.original.body), strict)
    return Answer(201, settled(show(made, request.target)))


def on_put(backend: Any, request: Request) -> Answer:
    """
    Merge an OpenAPI document into an API, or put it in the API's place.
    """
    target = request.target
    lookups.find_api(backend, target)
    changed = backend.put_rest_api(
        target["restApiId"],
        deserialize_body(request.original.body),
        mode=target.get("mode", "merge"),
        fail_on_warnings=bool(target.get("failOnWarnings")),
    )
    return Answer(200, settled(show(changed, target)))
