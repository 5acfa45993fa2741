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


def find(backend: Any, target: Target) -> Any:
    name = target["documentationVersion"]
    has_api = target["restApiId"] in backend.apis
    version = has_api and lookups.documentation_versions_of(backend, target).get(name)
    if not version:
        raise existence.DOCUMENTATION_VERSION.error(name)
    return version


def check(backend: Any, sent: Target) -> None:
    versions = lookups.documentation_versions_of(backend, sent)
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
    versions = lookups.documentation_versions_of(backend, target)
    versions[name] = STORE.make(made)
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
    document = {**stage.document_of_stage(old), "documentationVersion": version}
    stage.write(backend, target, document, old)


def every(backend: Any, target: Target) -> Iterable[Any]:
    return lookups.documentation_versions_of(backend, target).values()


def delete(backend: Any, target: Target) -> None:
    versions = lookups.documentation_versions_of(backend, target)
    find(backend, target)
    del versions[target["documentationVersion"]]


DOCUMENTATION_VERSIONS = Resource(
    DOCUMENTATION_VERSION,
    find=find,
    check_parent=check,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    every=every,
    key="version",
    status=(200, 202),
)
