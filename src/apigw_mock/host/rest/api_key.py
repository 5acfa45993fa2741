"""
How API keys are found, read and written.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules.api_key import ApiKeyFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.api_key import API_KEY
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource, with_tags, without_empty_tags
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.ApiKey,
    (),  # only backends make keys
    {
        "id": "id",
        "value": "value",
        "name": "name",
        "customerId": "customer_id",
        "description": "description",
        "enabled": "enabled",
        "createdDate": "created_date",
        "lastUpdatedDate": "last_updated_date",
        "stageKeys": "stage_keys",
        "tags": "tags",
    },
)
_SHORTEST, _LONGEST = 20, 128  # characters of a value
_HIDDEN = ("labels", "generateDistinctId")


_NO_FACTS = ApiKeyFacts(has_stage=lambda _, __: True)  # what defaults need: nothing


def find(backend: Any, target: Target) -> Any:
    return lookups.find_api_key(backend, target["apiKey"])


def read(key: Any, _: Target) -> Document:
    """
    Return the document of a key, also of one that moto itself made.
    """
    document = document_of(key)
    if BESIDE in vars(key):
        return document
    shown = {name: value for name, value in document.items() if value != ""}
    return complete(shown, API_KEY, _NO_FACTS)


def show(key: Any, target: Target) -> Document:
    """
    Return a key as AWS shows it: with its value if the call asks for it.
    """
    document = read(key, target)
    asked = target.get("includeValue") or target.get("includeValues")
    hidden = _HIDDEN if asked else ("value", *_HIDDEN)
    return {name: value for name, value in document.items() if name not in hidden}


def check(backend: Any, sent: Target) -> None:
    """
    Raise unless a new key may have the value that was sent.
    """
    value = sent.get("value")
    if not value:  # AWS makes one
        return
    if len(value) > _LONGEST:
        raise existence.API_KEY_VALUE_LONG.error(value)
    if len(value) < _SHORTEST:
        raise existence.API_KEY_VALUE_SHORT.error(value)
    if any(value == key.value for key in backend.keys.values()):
        raise existence.NO_API_KEY.error(value)


def facts_of(backend: Any, _: Target) -> ApiKeyFacts:
    return ApiKeyFacts(has_stage=partial(lookups.has_stage, backend))


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    """
    Store a key. The answer to Create shows its value.
    """
    made = old or backend.create_api_key({"value": document.get("value")})
    changed = {
        **document,
        "id": made.id,
        "value": made.value,
        "createdDate": made.created_date,
        "lastUpdatedDate": int(time.time()),
    }
    backend.keys[made.id] = STORE.make(changed, made)
    return {"apiKey": made.id, "includeValue": old is None}


def every(backend: Any, target: Target) -> Iterable[Any]:
    """
    Return the keys that the call's filters leave, the newest first.
    """
    start, customer = target.get("nameQuery") or "", target.get("customerId")
    return [
        key
        for key in reversed(list(backend.keys.values()))
        if (key.name or "").startswith(start) and customer in (None, key.customer_id)
    ]


def delete(backend: Any, target: Target) -> None:
    """
    Delete a key, and take it out of the usage plans.
    """
    key = find(backend, target)
    del backend.keys[key.id]
    for keys in backend.usage_plan_keys.values():
        keys.pop(key.id, None)


API_KEYS = Resource(
    API_KEY,
    find=find,
    read=read,
    settled=with_tags,
    in_list=without_empty_tags,
    check_parent=check,
    facts=facts_of,
    write=write,
    delete=delete,
    show=show,
    every=every,
    status=(200, 202),
)
