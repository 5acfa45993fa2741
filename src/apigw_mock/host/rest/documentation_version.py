"""
How documentation versions are found, read and written. moto has none: an API keeps
them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.documentation_version import DOCUMENTATION_VERSION
from apigw_mock.host.rest import lookups, stage
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target


class DocumentationVersion:
    """
    Stands for an object of moto's.
    """


STORE = Store(DocumentationVersion, (), {})
KIND = lookups.DOCUMENTATION_VERSIONS
_OF_STAGE = "documentationVersion"  # the member of a stage


def find(backend: Any, target: Target) -> Any:
    demand = existence.DOCUMENTATION_VERSION
    return lookups.find_in_api(backend, target, KIND, "documentationVersion", demand)


def check_new(backend: Any, sent: Target) -> None:
    versions = lookups.of_api(backend, sent, KIND)
    name = sent["documentationVersion"]
    if not name:
        raise existence.NAMED_VERSION.error()
    if name in versions:
        raise existence.NO_DOCUMENTATION_VERSION.error(name)
    if sent.get("stageName"):
        lookups.find_stage(backend, sent)


def write(backend: Any, target: Target, document: Document, old: Any) -> Target:
    """
    Store a version. A new one becomes that of the stage that Create names.
    """
    made = document if old else _new(document)
    name, stage_name = made["version"], document.get("stageName")
    lookups.keep_in_api(backend, target, KIND, name, STORE.make(made))
    if stage_name:
        _publish(backend, {**target, "stageName": stage_name}, name)
    return {**target, "documentationVersion": name}


def _new(document: Document) -> Document:
    """
    Return the document of a version, made of what Create was sent.
    """
    return {
        "version": document["documentationVersion"],
        "createdDate": int(time.time()),
        "description": document.get("description"),
    }


def _publish(backend: Any, target: Target, version: str) -> None:
    old = lookups.find_stage(backend, target)
    document = {**stage.document_of_stage(old), _OF_STAGE: version}
    stage.write(backend, target, document, old)


def every(backend: Any, target: Target) -> Iterable[Any]:
    return lookups.of_api(backend, target, KIND).values()


def delete(backend: Any, target: Target) -> None:
    api, name = lookups.find_api(backend, target), target["documentationVersion"]
    find(backend, target)
    stages = api.stages.values()
    if any(stage.document_of_stage(one).get(_OF_STAGE) == name for one in stages):
        raise existence.VERSION_UNUSED.error(name)
    del vars(api)[KIND][name]


DOCUMENTATION_VERSIONS = Resource(
    DOCUMENTATION_VERSION,
    find=find,
    check_parent=check_new,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    every=every,
    key="version",
    status=(200, 202),
)
