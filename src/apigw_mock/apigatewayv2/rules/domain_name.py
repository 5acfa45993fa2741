"""
Domain names: their facts, and the checks of names, configurations and truststores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import domain_refusals as refusals
from apigw_mock.apigatewayv2.conditions import updating
from apigw_mock.apigatewayv2.fields import Call, Facts, boto3_name
from apigw_mock.apigatewayv2.refusals import InvalidSettingWord, LengthOutOfRange
from apigw_mock.refusal import (
    CertificateElsewhere,
    EmptyDomainName,
    MissingCertificate,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from apigw_mock.apigatewayv2.fields import Document

    Check = Callable[["DomainCall"], None]

ADDRESSES = ("ipv4", "dualstack")
POLICIES = ("TLS_1_0", "TLS_1_2")
TRUSTSTORE = re.compile(r"s3://[^/]+/.+", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class DomainFacts(Facts):
    """
    What is around a domain name.

    Args:
        region: of the call.
        taken: the domain names of the account in the region.
        count: how many of them are public.
        has_access_mode: whether API Gateway v1 has set an endpoint access mode.
    """

    region: str
    taken: Container[str] = ()
    count: int = 0
    has_access_mode: bool = False


DomainCall = Call[DomainFacts]


# --- before it is made ------------------------------------------------------------


def named(call: DomainCall) -> None:
    if not call.change.get("domainName"):
        raise EmptyDomainName


def no_underscore(call: DomainCall) -> None:
    name = call.change["domainName"]
    if "_" in name:
        raise refusals.UnderscoreInDomainName(name)


def new_name(call: DomainCall) -> None:
    name = call.change["domainName"]
    if name in call.facts.taken:
        raise refusals.DomainNameTaken(name)


def fewer_than(quota: int) -> Check:
    """
    Return the check that the account has fewer public domain names than *quota*.
    """

    def check(call: DomainCall) -> None:
        if call.facts.count >= quota:
            raise refusals.TooManyDomainNames(quota)

    return check


# --- its configuration ------------------------------------------------------------


def one_configuration(call: DomainCall) -> None:
    """
    Check that there is one. Only an update of the routing mode alone has none.
    """
    is_routing = updating(call) and call.change.keys() == {"routingMode"}
    count = len(call.change.get("domainNameConfigurations", ()))
    if count != 1 and not is_routing:
        raise refusals.NotOneConfiguration(count)


def _sent(call: DomainCall) -> Document:
    (configuration,) = call.change["domainNameConfigurations"]
    return dict(configuration)


def _stored(call: DomainCall) -> Document:
    """
    Return the configuration before the call. API Gateway v1 sets more words than v2.
    """
    (configuration,) = (call.before or {}).get("domainNameConfigurations", ({},))
    return dict(configuration)


def newer_tls(call: DomainCall) -> None:
    policy = _sent(call).get("securityPolicy")
    if policy == "TLS_1_0":
        raise refusals.SecurityPolicyNotSupported(policy)


def not_at_edge(call: DomainCall) -> None:
    endpoint_type = _sent(call).get("endpointType")
    if endpoint_type == "EDGE":
        raise refusals.EndpointTypeNotSupported(endpoint_type)


def word(name: str, *words: str) -> Check:
    """
    Return the check that a member of the configuration is one of *words*, or stays.
    """

    def check(call: DomainCall) -> None:
        value, stored = _sent(call).get(name, words[0]), _stored(call).get(name)
        if value not in (*words, stored):
            raise InvalidSettingWord(boto3_name(name), value, words)

    return check


def certificate(call: DomainCall) -> None:
    (merged,) = call.document["domainNameConfigurations"]
    if "certificateArn" not in merged:
        raise MissingCertificate("REGIONAL")


def certificate_in_region(call: DomainCall) -> None:
    arn, region = _sent(call).get("certificateArn"), call.facts.region
    if arn is not None and arn.split(":")[3:4] != [region]:
        raise CertificateElsewhere(arn, region)


# --- mutual TLS -------------------------------------------------------------------


def truststore_uri(call: DomainCall) -> None:
    uri = call.change["mutualTlsAuthentication"].get("truststoreUri")
    if uri and not TRUSTSTORE.fullmatch(uri):
        raise refusals.InvalidTruststoreUri(uri)


def truststore_lengths(least: int) -> Check:
    """
    Return the check of the lengths of both members.

    Args:
        least: characters; 0 where an empty text clears.
    """

    def check(call: DomainCall) -> None:
        members = call.members["mutualTlsAuthentication"].members
        for name, text in call.change["mutualTlsAuthentication"].items():
            most = members[name].maximum or 0
            if not least <= len(text) <= most:
                raise LengthOutOfRange(boto3_name(name), 1, most, text)

    return check


def truststore_of_version(call: DomainCall) -> None:
    merged = call.document.get("mutualTlsAuthentication", {})
    if "truststoreVersion" in merged and "truststoreUri" not in merged:
        raise refusals.VersionWithoutTruststore(merged["truststoreVersion"])


def no_access_mode(call: DomainCall) -> None:
    merged = call.document.get("mutualTlsAuthentication", {})
    if call.facts.has_access_mode and "truststoreUri" in merged:
        raise refusals.AccessModeBesideMutualTls(merged["truststoreUri"])
