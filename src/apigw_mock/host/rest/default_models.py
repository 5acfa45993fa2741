"""
The models of an API, with those that API Gateway makes with every API.

moto makes none. Until somebody changes or deletes one, it is nowhere stored.
"""

from __future__ import annotations

import hashlib
from typing import Any

from apigw_mock.apigateway.rules.model import DEFAULT_MODELS
from apigw_mock.host.rest.store import Store, models

STORE = Store(
    models.Model,
    ("", ""),
    {
        "id": "id",
        "name": "name",
        "description": "description",
        "schema": "schema",
        "contentType": "content_type",
    },
)
_DELETED = "deleted_models"  # the attribute of an API for the names of the deleted


def has_model(api: Any, name: str) -> bool:
    return name in api.models or name in _untouched(api)


def models_of(api: Any) -> list[Any]:
    """
    Return the models of an API by name, as GetModels lists them.
    """
    found = {name: _default(api, name) for name in _untouched(api)} | api.models
    return [found[name] for name in sorted(found)]


def find_model(api: Any, name: str) -> Any:
    """
    Return moto's object, or None if the API has no such model.
    """
    is_stored = name in api.models or name not in _untouched(api)
    return api.models.get(name) if is_stored else _default(api, name)


def delete_model(api: Any, name: str) -> None:
    api.models.pop(name, None)
    if name in DEFAULT_MODELS:
        vars(api)[_DELETED] = vars(api).get(_DELETED, frozenset()) | {name}


def copy_deleted(api: Any, source: Any) -> None:
    """
    Leave out of an API the models that were deleted from the *source*.
    """
    vars(api)[_DELETED] = vars(source).get(_DELETED, frozenset())


def _untouched(api: Any) -> set[str]:
    deleted: frozenset[str] = vars(api).get(_DELETED, frozenset())
    return DEFAULT_MODELS.keys() - deleted


def _default(api: Any, name: str) -> Any:
    digest = hashlib.sha256(f"{api.id}/{name}".encode()).hexdigest()
    return STORE.make({"id": digest[:6], **DEFAULT_MODELS[name]})
