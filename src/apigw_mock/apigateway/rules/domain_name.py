"""
Domain names: their facts, and the checks across their members.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    CertificateOfOtherType,
    InvalidPathInput,
    MissingAccessMode,
    MutualTlsNeedsTls12,
    PrivateNotDualstack,
)
from apigw_mock.apigateway.rows import ADD, REMOVE, Call, Facts, Op
from apigw_mock.refusal import CertificateElsewhere, MissingCertificate

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.rows import Given, Operation

TYPES = ("EDGE", "REGIONAL", "PRIVATE")  # in the order in which AWS shows them
_REGION_OF_EDGE = "us-east-1"
_TRUSTSTORE = re.compile(r"s3://[^/]+/.+", re.DOTALL)
# Create takes them in place of an ARN. What AWS says if one is missing is unseen.
_UPLOADED = ("certificateBody", "certificatePrivateKey")


@dataclass(frozen=True, kw_only=True)
class DomainFacts(Facts):
    """
    The surroundings of a domain name.

    Args:
        region: of the call.
    """

    region: str


DomainCall = Call[DomainFacts]


def types_of(call: DomainCall) -> list[str]:
    types: list[str] = call.document.get("endpointConfiguration", {}).get("types", [])
    return types


def is_private(call: DomainCall) -> bool:
    return "PRIVATE" in types_of(call)


def has_type(*wanted: str) -> Callable[[DomainCall], bool]:
    """
    Return a condition: the domain name has one of these endpoint types.
    """
    return lambda call: any(one in types_of(call) for one in wanted)


def has_truststore(call: DomainCall) -> bool:
    return "truststoreUri" in call.document.get("mutualTlsAuthentication", {})


# --- Defaults, and what AWS derives -------------------------------------------------


def new_configuration(_: DomainCall) -> dict[str, Any]:
    return {"types": ["EDGE"]}


def configuration(call: DomainCall) -> dict[str, Any]:
    """
    Return the endpoint configuration with its types in AWS's order.
    """
    given = call.document.get("endpointConfiguration", {})
    addresses = "dualstack" if is_private(call) else given.get("ipAddressType", "ipv4")
    types = [one for one in TYPES if one in types_of(call)]
    return {**given, "types": types, "ipAddressType": addresses}


# --- Checks -------------------------------------------------------------------------


def is_truststore(text: str | None) -> bool:
    return not text or bool(_TRUSTSTORE.fullmatch(text))


def added_or_removed(path: str) -> Callable[[DomainCall, Given], None]:
    """
    Return a check: one call does not both add and remove on *path*.
    """

    def check(call: DomainCall, _: Given) -> None:
        kinds = Op.NONE
        for operation in call.operations:
            kinds |= operation.kind if _leads_to(operation, path) else Op.NONE
        if ADD in kinds and REMOVE in kinds:
            raise InvalidPathInput(path)

    return check


def _leads_to(operation: Operation, path: str) -> bool:
    return operation.path in (path, path[1:])


def some_type(call: DomainCall, _: Given) -> None:
    if not types_of(call):
        raise InvalidPathInput("/endpointConfiguration/types")


def private_alone(call: DomainCall, _: Given) -> None:
    if is_private(call) and len(types_of(call)) > 1:
        raise InvalidPathInput("/endpointConfiguration/types", types_of(call))


def certificate_of_type(call: DomainCall, given: Given) -> None:
    types = types_of(call)
    if given.get("/regionalCertificateArn") and "REGIONAL" not in types:
        raise CertificateOfOtherType("REGIONAL", types[0])
    if given.get("/certificateArn") and types == ["REGIONAL"]:
        raise CertificateOfOtherType("EDGE", types[0])


def certificate_of_each_type(call: DomainCall, _: Given) -> None:
    for one in configuration(call)["types"]:
        if not _has_certificate(call, one):
            raise MissingCertificate(one)


def _has_certificate(call: DomainCall, endpoint_type: str) -> bool:
    if endpoint_type == "REGIONAL":
        return bool(call.document.get("regionalCertificateArn"))
    is_uploaded = any(map(call.document.get, _UPLOADED))
    return is_uploaded or bool(call.document.get("certificateArn"))


def certificate_in_region(call: DomainCall, given: Given) -> None:
    is_edge = "EDGE" in types_of(call)
    for member, arn in given.items():
        at_edge = is_edge and member == "/certificateArn"
        region = _REGION_OF_EDGE if at_edge else call.facts.region
        if arn and arn.split(":")[3:4] != [region]:
            raise CertificateElsewhere(arn, region)


def tls_of_mutual_tls(call: DomainCall, _: Given) -> None:
    policy = call.document["securityPolicy"]
    if has_truststore(call) and policy == "TLS_1_0":
        raise MutualTlsNeedsTls12(policy)


def regional_if_mutual_tls(call: DomainCall, _: Given) -> None:
    if has_truststore(call) and "REGIONAL" not in types_of(call):
        uri = call.document["mutualTlsAuthentication"]["truststoreUri"]
        raise InvalidPathInput("/mutualTlsAuthentication/truststoreUri", uri)


def truststore_of_version(call: DomainCall, given: Given) -> None:
    if given["truststoreVersion"] and not has_truststore(call):
        raise InvalidPathInput("/mutualTlsAuthentication/truststoreVersion")


def no_mutual_tls(call: DomainCall, _: Given) -> None:
    mode = call.document.get("endpointAccessMode")
    if mode and has_truststore(call):
        raise InvalidPathInput("/endpointAccessMode", mode)


def access_mode(call: DomainCall, _: Given) -> None:
    policy = call.document["securityPolicy"]
    needs_mode = policy.startswith("SecurityPolicy_") and not is_private(call)
    if needs_mode and not call.document.get("endpointAccessMode"):
        raise MissingAccessMode(policy)


def mode_of_public(call: DomainCall, _: Given) -> None:
    mode = call.document.get("endpointAccessMode")
    if mode and is_private(call):
        raise InvalidPathInput("/endpointAccessMode", mode)


def policy_of_private(call: DomainCall, given: Given) -> None:
    for path, policy in given.items():
        if policy and not is_private(call):
            raise InvalidPathInput(path, policy)


def dualstack_if_private(call: DomainCall, given: Given) -> None:
    if is_private(call) and given["ipAddressType"] == "ipv4":
        raise PrivateNotDualstack
