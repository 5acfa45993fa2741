"""
How REST APIs are found, read and written.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules.rest_api import ApiFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.rest_api import REST_API
from apigw_mock.host import state
from apigw_mock.host.rest import lookups, stage
from apigw_mock.host.rest.clone import copy_into
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
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
    # CloudFormation has capitals: Types.
    found = shown.get("endpointConfiguration", {})
    configuration = {name[0].lower() + name[1:]: found[name] for name in found}
    shown["endpointConfiguration"] = configuration
    return complete(shown, REST_API, ApiFacts(cloned={}))


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


def check(backend: Any, sent: Target) -> None:
    if sent.get("description") == "":
        raise existence.DESCRIBED.error()
    cloned = sent.get("cloneFrom")
    if cloned and cloned not in backend.apis:
        raise existence.CLONED.error(backend.account_id, cloned)


def facts_of(backend: Any, target: Target) -> ApiFacts:
    source = backend.apis.get(target.get("cloneFrom"))
    return ApiFacts(cloned=deepcopy(read(source, target)) if source else {})


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    made = old or _made(backend, document)
    own = {
        **document,
        "id": made.id,
        "createdDate": made.create_date,
        "rootResourceId": made.default.id,
    }
    kept = {n: v for n, v in own.items() if v != [] and n != "cloneFrom"}
    if "policy" in kept:
        cloned = document.get("cloneFrom")
        kept["policy"] = _expanded(kept["policy"], backend, made.id, cloned)
    backend.apis[made.id] = STORE.make(kept, made)
    return {"restApiId": made.id}


def _made(backend: Any, document: Document) -> Any:
    """
    Return moto's object for a new API, with what the API that it clones has.
    """
    made = backend.create_rest_api(document["name"], "", tags=document.get("tags"))
    source = backend.apis.get(document.get("cloneFrom"))
    if source:
        copy_into(made, source)
    return made


def _expanded(policy: str, backend: Any, api_id: str, cloned: str | None) -> str:
    """
    Return the text of a policy with the whole ARNs of the API's own resources.

    The ARNs of the API that was *cloned* become those of the new one.
    """
    partition = state.partition_of(backend.region_name)
    home = f'"arn:{partition}:execute-api:{backend.region_name}:{backend.account_id}'
    whole = policy.replace(_OWN_RESOURCES, f"{home}:{api_id}/")
    return whole.replace(f"{home}:{cloned}/", f"{home}:{api_id}/")


def every(backend: Any, _: Target) -> Iterable[Any]:
    apis: dict[str, Any] = backend.apis
    return apis.values()


def delete(backend: Any, target: Target) -> None:
    api = lookups.find_api(backend, target)
    domains = lookups.domains_of(backend, target["restApiId"])
    if domains:
        raise existence.UNMAPPED_API.error(target["restApiId"], domains)
    del backend.apis[target["restApiId"]]
    stage.disconnect(backend, target["restApiId"], api.stages)


REST_APIS = Resource(
    REST_API,
    find=lookups.find_api,
    read=read,
    settled=settled,
    check_parent=check,
    facts=facts_of,
    write=write,
    delete=delete,
    show=show,
    every=every,
    status=(200, 202),
)
