"""
DomainName: what UpdateDomainName takes, path by path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import (
    CertificateOfOtherType,
    InvalidPathInput,
    InvalidPolicy,
    MissingAccessMode,
    MutualTlsNeedsTls12,
    PrivateNotDualstack,
)
from apigw_mock.apigateway.rows import ADD, EVERY, REMOVE, REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules import domain_name as rules
from apigw_mock.apigateway.rules.domain_name import DomainFacts
from apigw_mock.apigateway.rules.rest_api import read_policy
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import NO_LEADING_SLASH, PAGE
from apigw_mock.apigateway.values import Empty, Parsed, Text, Value, Word
from apigw_mock.apigateway.wording import refusing_input
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import CertificateElsewhere, MissingCertificate, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from apigw_mock.refusal import ApigwError

# fmt: off
_REPORTS = reported("hashicorp/terraform-provider-aws#28059, #40692, #47552")
_UNSEEN = inferred("the text is unseen; it is worded as the reported ones on other paths: hashicorp/terraform-provider-aws#28059")
_PREFLIGHT = recorded("badmintoncryer/cdk-preflight, for Create; for Update inferred")
_LISTED = documented(PAGE)
_MIGRATES = documented("developer guide, apigateway-regional-api-custom-domain-migrate")
_MUTUAL_TLS = documented("developer guide, rest-api-mutual-tls")
_PRIVATE = documented("developer guide, apigateway-private-custom-domains-provider-share-cli")

_EDGE, _EDGE_NAME = "/certificateArn", "/certificateName"
_REGIONAL, _REGIONAL_NAME = "/regionalCertificateArn", "/regionalCertificateName"
_TYPES, _ADDRESSES = "/endpointConfiguration/types", "/endpointConfiguration/ipAddressType"
_TRUSTSTORE, _VERSION = "/mutualTlsAuthentication/truststoreUri", "/mutualTlsAuthentication/truststoreVersion"
_MODE, _SECURITY = "/endpointAccessMode", "/securityPolicy"
_POLICY, _MANAGEMENT = "/policy", "/managementPolicy"
_OWNERSHIP = "/ownershipVerificationCertificateArn"

_CLEARED = Value(empty=Empty.CLEARS)
_NEW = {"/endpointConfiguration": rules.new_configuration}
_IN_AND_OUT = (_EDGE, _EDGE_NAME, _TYPES, _REGIONAL, _REGIONAL_NAME)
_CERTIFICATES = (_EDGE, _REGIONAL)


def _word(path: str, *words: str, **more: Any) -> Word:
    """
    Return the kind of value that is one of *words*, or of those of the service model.
    """
    def refuse(value: str | None, _: Sequence[str]) -> ApigwError:
        return InvalidPathInput(path, value)

    return Word(words=words, refusal=refuse, evidence=_UNSEEN, **more)


def _policy(path: str) -> Row[DomainFacts]:
    return Row(path, REPLACE,
        Parsed(what="a resource policy", parse=read_policy, empty=Empty.CLEARS,
            otherwise=Sentence(InvalidPolicy, inferred("recorded for CreateRestApi: badmintoncryer/cdk-preflight pf-apigw-restapi-policy"))), _PRIVATE)


DOMAIN_NAME = Table[DomainFacts](
    resource="DomainName",
    source=f"{PAGE}#UpdateDomainName-Patch",
    made_by="Create",
    demands=(existence.NAMED_DOMAIN, existence.DOMAIN_NAME.on("Get", "Update", "Delete"), existence.DOMAIN_NAME_ID.on("Get", "Update", "Delete"), existence.NO_DOMAIN_NAME),
    wording=refusing_input(unknown=_REPORTS, unsupported=_REPORTS),
    bare_paths=NO_LEADING_SLASH,
    defaults={
        "endpointConfiguration": rules.new_configuration, "routingMode": lambda _: "BASE_PATH_MAPPING_ONLY",
        "securityPolicy": lambda _: "TLS_1_2",
    },
    derives={"endpointConfiguration": rules.configuration},
    applies={
        "certificateArn": rules.has_type("EDGE", "PRIVATE"),
        # The AWS CLI's page of create-domain-name sends a name for a private one, and shows none.
        **dict.fromkeys(("certificateName", "distributionDomainName", "distributionHostedZoneId"), rules.has_type("EDGE")),
        **dict.fromkeys(("regionalCertificateArn", "regionalCertificateName", "regionalDomainName", "regionalHostedZoneId"), rules.has_type("REGIONAL")),
        "mutualTlsAuthentication": rules.has_truststore,
    },
    rows=(
        Row(_EDGE, EVERY, _CLEARED, documented("AWS CLI example of update-domain-name")),
        Row(_EDGE_NAME, EVERY, _CLEARED, _MIGRATES),
        Row(_MODE, REPLACE, _word(_MODE, name="endpointAccessMode"), _LISTED),
        Row(_ADDRESSES, REPLACE, _word(_ADDRESSES, "ipv4", "dualstack"), _LISTED, creates=_NEW),
        Row(_TYPES, ADD | REMOVE, _word(_TYPES, *rules.TYPES), _MIGRATES, into=f"{_TYPES}/[{{value}}]",
            absent=Sentence(lambda _: InvalidPathInput(_TYPES), _UNSEEN)),
        _policy(_MANAGEMENT),
        Row(_TRUSTSTORE, EVERY,
            Text(what="a URI with a bucket and a key of S3", test=rules.is_truststore, empty=Empty.CLEARS,
                 otherwise=Sentence(lambda uri: InvalidPathInput(_TRUSTSTORE, uri), _UNSEEN)), _MUTUAL_TLS),
        Row(_VERSION, EVERY, _CLEARED, _MUTUAL_TLS),
        Row(_OWNERSHIP, EVERY, _CLEARED, _MUTUAL_TLS),
        _policy(_POLICY),
        Row(_REGIONAL, EVERY, _CLEARED, _MIGRATES),
        Row(_REGIONAL_NAME, EVERY, _CLEARED, _LISTED),
        Row("/routingMode", REPLACE, _word("/routingMode", name="routingMode"), documented("developer guide, set-routing-mode")),
        Row(_SECURITY, REPLACE, _word(_SECURITY, name="securityPolicy"), recorded("cloud-custodian/cloud-custodian, a recorded UpdateDomainName")),
    ),
    rules=(
        *(Rule("not both add and remove in one call", (path,), rules.added_or_removed(path), InvalidPathInput,
               inferred(f"{PAGE}; the text is unseen; it is worded as the reported ones on other paths"))
          for path in _IN_AND_OUT),
        Rule("an endpoint type", (_TYPES,), rules.some_type, InvalidPathInput, _UNSEEN),
        Rule("no other type beside PRIVATE", (_TYPES,), rules.private_alone, InvalidPathInput, _UNSEEN),
        Rule("no certificate for a type that the domain name lacks", _CERTIFICATES, rules.certificate_of_type, CertificateOfOtherType, _PREFLIGHT),
        Rule("a certificate for each endpoint type", (*_CERTIFICATES, _TYPES), rules.certificate_of_each_type, MissingCertificate,
             reported("hashicorp/terraform-provider-aws#3276, of type EDGE; for other types, and for a private key or a body alone, inferred")),
        Rule("certificates in the region that uses them", _CERTIFICATES, rules.certificate_in_region, CertificateElsewhere, _PREFLIGHT),
        Rule("a truststore for its version", (_VERSION,), rules.truststore_of_version, InvalidPathInput, _UNSEEN),
        Rule("a regional endpoint for mutual TLS", (_TYPES, _TRUSTSTORE), rules.regional_if_mutual_tls, InvalidPathInput,
             inferred("documented in the developer guide, rest-api-mutual-tls; the text is unseen")),
        Rule("TLS 1.2 for mutual TLS", (_SECURITY, _TRUSTSTORE), rules.tls_of_mutual_tls, MutualTlsNeedsTls12, _PREFLIGHT),
        Rule("no endpoint access mode beside mutual TLS", (_MODE, _TRUSTSTORE), rules.no_mutual_tls, InvalidPathInput,
             reported("hashicorp/terraform-provider-aws#47552; for a truststore that is added inferred")),
        Rule("an endpoint access mode for a SecurityPolicy_* of a public domain name", (_SECURITY,), rules.access_mode, MissingAccessMode,
             reported("serverless/serverless#13332, amplify-education/serverless-domain-manager#684, for Create; for Update inferred")),
        Rule("an endpoint access mode only on public domain names", (_MODE,), rules.mode_of_public, InvalidPathInput,
             inferred("documented in the developer guide, apigateway-private-custom-domains; the text is unseen")),
        Rule("policies only on private domain names", (_MANAGEMENT, _POLICY), rules.policy_of_private, InvalidPathInput,
             inferred("documented in the developer guide, apigateway-private-custom-domains-provider-share-cli; the text is unseen")),
        Rule("both kinds of addresses on a private domain name", (_ADDRESSES,), rules.dualstack_if_private, PrivateNotDualstack,
             inferred("recorded for UpdateRestApi: localstack test_update_rest_api_ip_address_type")),
    ),
)
# fmt: on
