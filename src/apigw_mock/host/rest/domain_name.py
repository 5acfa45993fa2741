"""
How domain names are found, read and written.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from moto.apigateway.utils import create_id

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules.domain_name import DomainFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.domain_name import DOMAIN_NAME
from apigw_mock.apigateway.zones import REGIONAL, ZONE_OF_EDGE
from apigw_mock.host import state
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource, with_tags
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

# Sent to Create, and never shown.
_UPLOADED = {
    "certificateBody": "certificate_body",
    "certificatePrivateKey": "certificate_private_key",
    "certificateChain": "certificate_chain",
}
STORE = Store(
    models.DomainName,
    ("",),
    {
        "domainName": "domain_name",
        "domainNameId": "domain_name_id",
        "certificateName": "certificate_name",
        "certificateArn": "certificate_arn",
        "certificateUploadDate": "certificate_upload_date",
        "regionalDomainName": "regional_domain_name",
        "regionalHostedZoneId": "regional_hosted_zone_id",
        "regionalCertificateName": "regional_certificate_name",
        "regionalCertificateArn": "regional_certificate_arn",
        "distributionDomainName": "distribution_domain_name",
        "distributionHostedZoneId": "distribution_hosted_zone_id",
        "endpointConfiguration": "endpoint_configuration",
        "securityPolicy": "security_policy",
        "tags": "tags",
        **_UPLOADED,
    },
)
_READY = {"domainNameStatus": "AVAILABLE"}
_UPDATING = {
    "domainNameStatus": "UPDATING",
    "domainNameStatusMessage": "Update is in progress. Please wait until the update"
    " finishes before making another request.",
}
_STATUS = _UPDATING.keys()
_OTHERWISE = (*_STATUS, "regionalHostedZoneId")  # moto shows other values than AWS
_POLICIES = ("managementPolicy", "policy")
_CERTIFICATES = ("certificateArn", "regionalCertificateArn")
# If one of these changes, the domain name is updating for a while.
_SLOW = (
    *_CERTIFICATES,
    "securityPolicy",
    "mutualTlsAuthentication",
    "ownershipVerificationCertificateArn",
)


def find(backend: Any, target: Target) -> Any:
    lookups.find_domain_name(backend, target)
    return _own(backend, target["domainName"])


def _own(backend: Any, name: str) -> Any:
    """
    Return the object of a domain name. One that moto itself made is replaced by ours.
    """
    domain = backend.domain_names[name]
    if BESIDE in vars(domain):
        return domain
    shown = {n: v for n, v in document_of(domain).items() if n not in _OTHERWISE}
    document = complete({**shown, **_READY}, DOMAIN_NAME, facts_of(backend, {}))
    made = STORE.make({**_named(backend, document), **document}, domain)
    backend.domain_names[name] = made
    return made


def facts_of(backend: Any, _: Target) -> DomainFacts:
    return DomainFacts(region=backend.region_name)


def show(domain: Any, _: Target) -> Document:
    shown = document_of(domain).items()
    return {name: value for name, value in shown if name not in _UPLOADED}


def settled(document: Document) -> Document:
    """
    Return a domain name as a later call shows it: its update has finished.
    """
    rest = {name: value for name, value in document.items() if name not in _STATUS}
    return with_tags({**rest, **_READY})


def check(backend: Any, sent: Target) -> None:
    name = sent["domainName"]
    if not name:
        raise existence.NAMED_DOMAIN.error()
    if name in backend.domain_names:
        raise existence.NO_DOMAIN_NAME.error(name)


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    before = document_of(old) if old else {}
    own = {**_named(backend, document), **document, **_status(before, document)}
    own |= {name: _expanded(own[name], own) for name in _POLICIES if name in own}
    changed = [one for one in _CERTIFICATES if own.get(one) != before.get(one)]
    if changed or not before:
        own["certificateUploadDate"] = int(time.time())
    name = own["domainName"]
    backend.domain_names[name] = STORE.make(own, old)
    return {"domainName": name}


def _expanded(policy: str, document: Document) -> str:
    """
    Return the text of a policy with the ARN of the domain name itself.
    """
    own = document["domainNameArn"].replace(":apigateway:", ":execute-api:", 1)
    return policy.replace('"execute-api:/*"', f'"{own}"')


def _status(before: Document, document: Document) -> Document:
    """
    Return the status that the answer shows.
    """
    if not before:
        return _READY
    is_slow = any(before.get(one) != document.get(one) for one in _SLOW)
    return _UPDATING if is_slow or _types(before) != _types(document) else _READY


def _types(document: Document) -> list[str]:
    types: list[str] = document["endpointConfiguration"]["types"]
    return types


def _named(backend: Any, document: Document) -> Document:
    """
    Return AWS's own names of a domain name, by its endpoint types.
    """
    name, region = document["domainName"], backend.region_name
    partition, types = state.partition_of(region), _types(document)
    home = f"arn:{partition}:apigateway:{region}:"
    named = {"domainNameArn": f"{home}:/domainnames/{name}"}
    if "PRIVATE" in types:
        made = create_id()
        arn = f"{home}{backend.account_id}:/domainnames/{name}+{made}"
        named = {"domainNameId": made, "domainNameArn": arn}
    if "REGIONAL" in types:
        named["regionalDomainName"] = (
            f"d-{create_id()}.execute-api.{region}.amazonaws.com"
        )
        named["regionalHostedZoneId"] = REGIONAL.get(region, ZONE_OF_EDGE)
    if "EDGE" in types:
        named["distributionDomainName"] = f"d{create_id()}.cloudfront.net"
        named["distributionHostedZoneId"] = ZONE_OF_EDGE
    return named


def every(backend: Any, target: Target) -> Iterable[Any]:
    """
    Return the domain names of the account. No other account shares its own.
    """
    is_own = target.get("resourceOwner") != "OTHER_ACCOUNTS"
    return [_own(backend, name) for name in list(backend.domain_names) if is_own]


def delete(backend: Any, target: Target) -> None:
    """
    Delete a domain name with its base path mappings.
    """
    lookups.find_domain_name(backend, target)
    backend.base_path_mappings.pop(target["domainName"], None)
    del backend.domain_names[target["domainName"]]


DOMAIN_NAMES = Resource(
    DOMAIN_NAME,
    find=find,
    settled=settled,
    check_parent=check,
    facts=facts_of,
    write=write,
    delete=delete,
    show=show,
    every=every,
    key="domainName",
    status=(200, 202),
)
