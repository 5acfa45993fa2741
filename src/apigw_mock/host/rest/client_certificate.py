"""
How client certificates are found, read and written. moto has none: its backend keeps
them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rows import Facts
from apigw_mock.apigateway.rules import client_certificate as rules
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.client_certificate import CLIENT_CERTIFICATE
from apigw_mock.host.ids import new_id
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource, with_tags, without_empty_tags
from apigw_mock.host.rest.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target


class ClientCertificate:
    """
    Stands for an object of moto's.
    """


STORE = Store(ClientCertificate, (), {})
KIND = lookups.CLIENT_CERTIFICATES


def find(backend: Any, target: Target) -> Any:
    certificate_id = target["clientCertificateId"]
    certificate = lookups.things_in(backend, KIND).get(certificate_id)
    if not certificate:
        raise existence.CLIENT_CERTIFICATE.error(certificate_id)
    return certificate


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    certificates = lookups.things_in(backend, KIND)
    made = document if old else _new(document, new_id(6, certificates))
    certificate_id = made["clientCertificateId"]
    lookups.keep_in(backend, KIND, certificate_id, STORE.make(made))
    return {"clientCertificateId": certificate_id}


def _new(document: Document, certificate_id: str) -> Document:
    now = int(time.time())
    return {
        **document,
        "clientCertificateId": certificate_id,
        "pemEncodedCertificate": rules.PEM,
        "createdDate": now,
        "expirationDate": now + rules.VALID,
    }


def every(backend: Any, _: Target) -> Iterable[Any]:
    return lookups.things_in(backend, KIND).values()


def delete(backend: Any, target: Target) -> None:
    find(backend, target)
    certificate_id = target["clientCertificateId"]
    stages = (stage for api in backend.apis.values() for stage in api.stages.values())
    if any(_has(stage, certificate_id) for stage in stages):
        raise existence.UNUSED_CERTIFICATE.error(certificate_id)
    del vars(backend)[KIND][certificate_id]


def _has(stage: Any, certificate_id: str) -> bool:
    return bool(document_of(stage).get("clientCertificateId") == certificate_id)


CLIENT_CERTIFICATES = Resource(
    CLIENT_CERTIFICATE,
    find=find,
    settled=with_tags,
    in_list=without_empty_tags,
    check_parent=lambda _, __: None,
    facts=lambda _, __: Facts(),
    write=write,
    delete=delete,
    every=every,
    key="clientCertificateId",
    status=(200, 202),
)
