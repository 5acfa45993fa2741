"""
How models are found, read and written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.keys import is_media_type
from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.rules.model import is_name
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.model import MODEL
from apigw_mock.host.rest import default_models, documents, lookups
from apigw_mock.host.rest.default_models import STORE
from apigw_mock.host.rest.record import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target


def find(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target["restApiId"])
    model = api and default_models.find_model(api, target["modelName"])
    if not model:
        raise existence.MODEL.error(target["modelName"])
    return model


def check_new(backend: Any, sent: Target) -> None:
    api, name = lookups.find_api(backend, sent), sent["name"]
    if not name:
        raise existence.MODEL_NAMED.error()
    if not is_name(name):
        raise existence.MODEL_NAME.error(name)
    if default_models.has_model(api, name):
        raise existence.NO_MODEL.error(name)
    if not is_media_type(sent["contentType"]):
        raise existence.MODEL_OF_TYPE.error(sent["contentType"])


def write(backend: Any, target: Target, document: Document, old: Any) -> Target:
    api, name = lookups.find_api(backend, target), document["name"]
    made = old or api.add_model(name, "", "", "")
    api.models[name] = STORE.make({"id": made.id, **document}, made)
    return {**target, "modelName": name}


def every(backend: Any, target: Target) -> Iterable[Any]:
    return default_models.models_of(lookups.find_api(backend, target))


def delete(backend: Any, target: Target) -> None:
    name = find(backend, target).name
    api = lookups.find_api(backend, target)
    for resource, method, shown in documents.methods_of(api):
        for where, known in _models_in(shown):
            if name in known.values():
                path = documents.path_of(resource)
                raise existence.MODEL_UNUSED.error(name, where, path, method)
    default_models.delete_model(api, name)


def _models_in(method: Document) -> Iterable[tuple[str, Document]]:
    yield "request", method.get("requestModels", {})
    for response in method.get("methodResponses", {}).values():
        yield "response", response.get("responseModels", {})


MODELS = Resource(
    MODEL,
    find=find,
    check_parent=check_new,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    every=every,
    key="name",
    status=(200, 202),
)
