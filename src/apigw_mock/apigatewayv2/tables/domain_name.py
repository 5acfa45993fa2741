"""
Domain names: how settings merge, and what AWS refuses.

API Gateway v1 and v2 have the same domain names. v2 makes regional ones, and manages
no others.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import defaults, domain_refusals, kinds
from apigw_mock.apigatewayv2.conditions import sent, updates
from apigw_mock.apigatewayv2.fields import Drop, Field, Rule, Table
from apigw_mock.apigatewayv2.merge import configuration, replaced, truststore
from apigw_mock.apigatewayv2.refusals import InvalidSettingWord, LengthOutOfRange
from apigw_mock.apigatewayv2.rules import domain_name
from apigw_mock.apigatewayv2.rules.domain_name import DomainFacts
from apigw_mock.apigatewayv2.rules.modelled import length, one_of_the_words
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import documented, inferred, recorded
from apigw_mock.refusal import (
    CertificateElsewhere,
    EmptyDomainName,
    MissingCertificate,
)

# fmt: off
_SENT, _MUTUAL_TLS = sent("domainNameConfigurations"), sent("mutualTlsAuthentication")
_DROPS = {
    "certificateName": Drop("AWS computes it; one that API Gateway v1 has set stays", inferred("public code sends computed members back; AWS's answer to another name is unseen")),
    "endpointType": Drop("a type other than REGIONAL and EDGE becomes REGIONAL", sources.FLOCI),
}

DOMAIN_NAME = Table[DomainFacts](
    resource="DomainName",
    source=sources.DOMAIN_PAGE,
    kind_of=kinds.of_protocol,
    demands={"domainName": existence.DOMAIN_NAME},
    demands_of={
        "DeleteDomainName": {"endpointType": existence.REGIONAL_DOMAIN},
        "UpdateDomainName": {"endpointType": existence.REGIONAL_DOMAIN, "securityPolicy": existence.DOMAIN_ON_TLS_1_2},
    },
    fields=(
        Field("domainNameConfigurations", configuration, documented("AWS CLI examples of update-domain-name: members that are not sent stay; that computed ones may be sent back was seen in public code; that an empty OwnershipVerificationCertificateArn clears is inferred from REST APIs; defaults: create-domain-name, and go-to-k/cdk-real-drift recorded ipv4 and REGIONAL"), drops=_DROPS),
        Field("mutualTlsAuthentication", truststore, recorded("hashicorp/terraform-provider-aws sends what changed alone; developer guide, rest-api-mutual-tls: an empty TruststoreUri clears; that an empty TruststoreVersion clears is inferred from REST APIs")),
        Field("routingMode", replaced, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2; developer guide, set-routing-mode: it may be sent alone"), default=defaults.by_api_mapping),
    ),
    rules_of={
        "Create": (
            Rule("A domain name is not empty", "domainName",
                 domain_name.named, EmptyDomainName, inferred("AWS's answer is unseen; getmoto/moto has this text for REST APIs")),
            Rule("DomainName has 1 to 512 characters", "domainName",
                 length("domainName"), LengthOutOfRange, sources.LENGTHS),
            Rule("A domain name has no underscore", "domainName",
                 domain_name.no_underscore, domain_refusals.UnderscoreInDomainName, preflight("domain-name-charset")),
            Rule("The account does not have the domain name yet", "domainName",
                 domain_name.new_name, domain_refusals.DomainNameTaken,
                 recorded("floci-io/floci#2390; aws-cloudformation/cloudformation-coverage-roadmap#1151: code and status, too")),
            Rule("An account has at most 120 public domain names", "domainName",
                 domain_name.fewer_than(120), domain_refusals.TooManyDomainNames,
                 documented("API Gateway developer guide, limits: 120 in a region, public ones alone"), sources.QUOTA),
            Rule("A new domain name has a TruststoreUri of 1 to 2048 characters, a version of 1 to 64", "mutualTlsAuthentication",
                 domain_name.truststore_lengths(1), LengthOutOfRange, sources.LENGTHS, when=_MUTUAL_TLS),
        ),
    },
    rules=(
        Rule("There is one configuration", "domainNameConfigurations",
             domain_name.one_configuration, domain_refusals.NotOneConfiguration,
             recorded("hashicorp/terraform-provider-aws#18312; floci-io/floci#2390; that RoutingMode alone is accepted, and an empty call is not, is inferred: the developer guide, set-routing-mode, has that call")),
        Rule("TLS 1.0 is not for domain names of v2", "domainNameConfigurations",
             domain_name.newer_tls, domain_refusals.SecurityPolicyNotSupported,
             recorded("hashicorp/terraform-provider-aws#37869, aws/chalice#1255: for CreateDomainName, before the endpoint type; for UpdateDomainName inferred"), when=_SENT),
        Rule("EDGE is not for domain names of v2", "domainNameConfigurations",
             domain_name.not_at_edge, domain_refusals.EndpointTypeNotSupported,
             preflight("domain-endpoint-type-regional; floci-io/floci measured it for UpdateDomainName, too"), when=_SENT),
        Rule("SecurityPolicy is a word of the service model, or stays", "domainNameConfigurations",
             domain_name.word("securityPolicy", *domain_name.POLICIES), InvalidSettingWord,
             inferred("botocore's service model has the words, AWS's sentence is unseen; callers send back what Get shows, also what REST APIs set"), when=_SENT),
        Rule("IpAddressType of a configuration is a word of the service model, or stays", "domainNameConfigurations",
             domain_name.word("ipAddressType", *domain_name.ADDRESSES), InvalidSettingWord, sources.WORDS, when=_SENT),
        Rule("RoutingMode is a word of the service model", "routingMode",
             one_of_the_words("routingMode"), InvalidSettingWord, sources.WORDS, when=sent("routingMode")),
        Rule("The merged configuration has a certificate", "domainNameConfigurations",
             domain_name.certificate, MissingCertificate,
             recorded("terraform-aws-modules/terraform-aws-apigateway-v2#133, for CreateDomainName; for UpdateDomainName inferred"), when=_SENT),
        Rule("The certificate is in the region", "domainNameConfigurations",
             domain_name.certificate_in_region, CertificateElsewhere, preflight("domain-certificate-region, for CreateDomainName; for UpdateDomainName inferred"), when=_SENT),
        Rule("TruststoreUri has a bucket and a key of S3", "mutualTlsAuthentication",
             domain_name.truststore_uri, domain_refusals.InvalidTruststoreUri,
             inferred("the AWS CLI reference shows the form; AWS's answer is unseen"), when=_MUTUAL_TLS),
        Rule("TruststoreUri has at most 2048 characters, TruststoreVersion 64", "mutualTlsAuthentication",
             domain_name.truststore_lengths(0), LengthOutOfRange, sources.LENGTHS, when=_MUTUAL_TLS),
        Rule("A TruststoreVersion is of a truststore", "mutualTlsAuthentication",
             domain_name.truststore_of_version, domain_refusals.VersionWithoutTruststore, sources.UNSEEN, when=_MUTUAL_TLS),
        Rule("Mutual TLS is not beside an endpoint access mode", "mutualTlsAuthentication",
             domain_name.no_access_mode, domain_refusals.AccessModeBesideMutualTls,
             inferred("reported for REST APIs, with this sentence: hashicorp/terraform-provider-aws#47552"), when=updates("mutualTlsAuthentication")),
    ),
)
# fmt: on
