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
from apigw_mock.host.rest import lookups, mapped, v2_domains
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource, with_tags
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

# Sent to Create, and never shown.
_NEVER_SHOWN = {
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
        **_NEVER_SHOWN,
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
_NAMES = ("domainName", "domainNameId")  # what a URL names
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
    return own(backend, lookups.find_domain_name(backend, target))


def own(backend: Any, domain: Any) -> Any:
    """
    Return the object of a domain name; of one that moto itself made, one of ours.

    Nothing is stored: only an update puts ours in the place of moto's.
    """
    if BESIDE in vars(domain):
        return domain
    is_of_v2 = v2_domains.is_of_v2(domain)
    as_rest = v2_domains.as_rest_of_moto
    printed = as_rest(backend, domain) if is_of_v2 else document_of(domain)
    shown = {name: v for name, v in printed.items() if name not in _OTHERWISE}
    if domain_id := lookups.id_of_domain_name(backend, domain):
        shown["domainNameId"] = domain_id
    document = complete({**shown, **_READY}, DOMAIN_NAME, facts_of(backend, {}))
    return _made({**document, **_named(backend, document)}, domain)


def _made(document: Document, old: Any) -> Any:
    """
    Return an object of moto's, of the service that made the *old* one.
    """
    is_of_v2 = v2_domains.is_of_v2(old)
    return v2_domains.made(document, old) if is_of_v2 else STORE.make(document, old)


def facts_of(backend: Any, _: Target) -> DomainFacts:
    return DomainFacts(region=backend.region_name)


def show(domain: Any, _: Target) -> Document:
    shown = document_of(domain).items()
    return {name: value for name, value in shown if name not in _NEVER_SHOWN}


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
    if name in lookups.domain_names_of(backend):
        raise existence.NO_DOMAIN_NAME.error(name)


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    before = document_of(old) if old and BESIDE in vars(old) else {}
    whole = {**document, **_named(backend, document), **_status(before, document)}
    whole |= {n: _expanded(whole[n], whole) for n in _POLICIES if n in whole}
    changed = [one for one in _CERTIFICATES if whole.get(one) != before.get(one)]
    if changed or not before:
        whole["certificateUploadDate"] = int(time.time())
    keep(backend, _made(whole, old))
    return {one: whole[one] for one in _NAMES if one in whole}


def keep(backend: Any, domain: Any) -> None:
    """
    Store a domain name in place of the one of this name.
    """
    of_v2 = state.v2_domain_names(backend.account_id, backend.region_name)
    kept = of_v2 if v2_domains.is_of_v2(domain) else backend.domain_names
    kept[domain.domain_name] = domain


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
    Return AWS's own names of a domain name, by its endpoint types. It keeps its names.
    """
    name, region, types = document["domainName"], backend.region_name, _types(document)
    home = f"arn:{state.partition_of(region)}:apigateway:{region}:"
    named = {"domainNameArn": f"{home}:/domainnames/{name}"}
    if "PRIVATE" in types:
        own_id = document.get("domainNameId") or create_id()
        arn = f"{home}{backend.account_id}:/domainnames/{name}+{own_id}"
        named = {"domainNameId": own_id, "domainNameArn": arn}
    if "REGIONAL" in types:
        own = document.get("regionalDomainName") or _regional(region)
        named |= {"regionalDomainName": own, **_zone(region)}
    if "EDGE" in types:
        own = document.get("distributionDomainName") or f"d{create_id()}.cloudfront.net"
        named["distributionDomainName"] = own
        named["distributionHostedZoneId"] = ZONE_OF_EDGE
    return named


def _regional(region: str) -> str:
    return f"d-{create_id()}.execute-api.{region}.{state.suffix_of(region)}"


def _zone(region: str) -> Document:
    """
    Return the hosted zone of a region's names; empty where it is not known.
    """
    return {"regionalHostedZoneId": REGIONAL[region]} if region in REGIONAL else {}


def every(backend: Any, target: Target) -> Iterable[Any]:
    """
    Return the domain names of the account. No other account shares its own.
    """
    is_own = target.get("resourceOwner") != "OTHER_ACCOUNTS"
    domains = lookups.domain_names_of(backend).values()
    return [own(backend, one) for one in domains if is_own]


def delete(backend: Any, target: Target) -> None:
    """
    Delete a domain name with its mappings.
    """
    lookups.find_domain_name(backend, target)
    name = target["domainName"]
    for mapping in mapped.of_domain(backend, name):
        mapped.remove(backend, name, mapping)
    backend.base_path_mappings.pop(name, None)
    backend.domain_names.pop(name, None)
    state.v2_domain_names(backend.account_id, backend.region_name).pop(name, None)


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
