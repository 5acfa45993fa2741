"""
Domain names that API Gateway v2 made, as REST APIs see them, and the other way round.

Both services have the same domain names. moto keeps them apart: each stays where it was
made, in an object of moto's class there. Ours also holds the document of a REST API's
domain name, from which each service shows what it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import DomainName

from apigw_mock.apigatewayv2.defaults import CONFIGURATION
from apigw_mock.host import state
from apigw_mock.host.ids import steady_id
from apigw_mock.host.rest.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.apigateway.rows import Document

_STORE = Store(
    DomainName,
    (),  # only backends make them: not all releases take the same arguments
    {
        "domainName": "domain_name",
        "domainNameArn": "domain_name_arn",
        "endpointConfiguration": "endpoint_configuration",
        "tags": "tags",
    },
)
# What a domain name has for each endpoint type, by the member of a configuration.
_OF_TYPE = {
    "EDGE": {
        "apiGatewayDomainName": "distributionDomainName",
        "certificateArn": "certificateArn",
        "certificateName": "certificateName",
        "hostedZoneId": "distributionHostedZoneId",
    },
    "REGIONAL": {
        "apiGatewayDomainName": "regionalDomainName",
        "certificateArn": "regionalCertificateArn",
        "certificateName": "regionalCertificateName",
        "hostedZoneId": "regionalHostedZoneId",
    },
}
_OF_ALL = (
    "domainNameStatus",
    "domainNameStatusMessage",
    "ownershipVerificationCertificateArn",
    "securityPolicy",
)
_MEMBERS = ("domainName", "domainNameArn", "mutualTlsAuthentication")
_WORDS = ("BASE_PATH", "API")  # in the routing modes of REST APIs and of v2


def is_of_v2(domain: Any) -> bool:
    """
    Whether API Gateway v2 made it.
    """
    return isinstance(domain, DomainName)


def blank() -> Any:
    """
    Return an object of moto's with nothing in it.
    """
    return object.__new__(DomainName)  # moto's own __new__ keeps every instance


def made(document: Document, old: Any) -> Any:
    """
    Return a new object of moto's for the document of a REST API's domain name.

    Args:
        document: of the domain name.
        old: the object before, or a blank one.
    """
    domain, shown = _STORE.make(document, old), as_v2(document)
    domain.api_mapping_selection_expression = shown["apiMappingSelectionExpression"]
    domain.domain_name_configurations = shown["domainNameConfigurations"]
    domain.mutual_tls_authentication = shown.get("mutualTlsAuthentication", {})
    return domain


def as_v2(document: Document) -> Document:
    """
    Return the document of a REST API's domain name as API Gateway v2 shows it.
    """
    rest, v2 = _WORDS
    shown = {name: document[name] for name in _MEMBERS if name in document}
    return {
        "apiMappingSelectionExpression": "$request.basepath",
        **shown,
        "domainNameConfigurations": list(_configurations(document)),
        "routingMode": document["routingMode"].replace(rest, v2),
        "tags": document.get("tags", {}),
    }


def _configurations(document: Document) -> Iterator[Document]:
    endpoints = document["endpointConfiguration"]
    for endpoint_type in endpoints["types"]:
        named = _OF_TYPE.get(endpoint_type, {})
        own = {one: document[name] for one, name in named.items() if name in document}
        of_all = {name: document[name] for name in _OF_ALL if name in document}
        addresses = endpoints["ipAddressType"]
        yield {
            **own,
            **of_all,
            "endpointType": endpoint_type,
            "ipAddressType": addresses,
        }


def as_rest(before: Document, document: Document) -> Document:
    """
    Return the document of a REST API's domain name once v2 has made it *document*.

    Args:
        before: its document until now; of a new one, its name and tags.
        document: what is set, as API Gateway v2 shows it.
    """
    rest, v2 = _WORDS
    (configuration,) = document["domainNameConfigurations"]
    set_now = {
        "domainName": before["domainName"],
        "endpointConfiguration": {
            "types": ["REGIONAL"],
            "ipAddressType": configuration["ipAddressType"],
        },
        "mutualTlsAuthentication": document.get("mutualTlsAuthentication"),
        "ownershipVerificationCertificateArn": configuration.get(
            "ownershipVerificationCertificateArn"
        ),
        "regionalCertificateArn": configuration.get("certificateArn"),
        "routingMode": document["routingMode"].replace(v2, rest),
        "securityPolicy": configuration["securityPolicy"],
    }
    return {name: v for name, v in {**before, **set_now}.items() if v is not None}


def as_rest_of_moto(backend: Any, domain: Any) -> Document:
    """
    Return the document of a domain name that moto's own v2 made.

    moto keeps any configuration, or none. What a call gets as its own name of the
    domain name is always the same.
    """
    kept: Document = next(iter(domain.domain_name_configurations or ()), {})
    configuration = {**CONFIGURATION, **kept}
    own = configuration.get("apiGatewayDomainName") or _name(backend, domain)
    named = {
        "domainName": domain.domain_name,
        "regionalDomainName": own,
        "regionalCertificateName": configuration.get("certificateName"),
        "tags": domain.tags or {},
    }
    shown = {
        "domainNameConfigurations": [configuration],
        "mutualTlsAuthentication": domain.mutual_tls_authentication or None,
        "routingMode": "API_MAPPING_ONLY",
    }
    return as_rest({n: one for n, one in named.items() if one is not None}, shown)


def _name(backend: Any, domain: Any) -> str:
    first, region = steady_id(10, backend, domain.domain_name), backend.region_name
    return f"d-{first}.execute-api.{region}.{state.suffix_of(region)}"
