"""
API mappings: how settings merge, and what AWS refuses.

API Gateway v1 has the same mappings, under the name of base path mappings, and makes
them for REST APIs alone.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import defaults, domain_refusals, kinds
from apigw_mock.apigatewayv2.conditions import changed, sent, updates
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.kinds import on_websocket
from apigw_mock.apigatewayv2.merge import mapping_key, replaced
from apigw_mock.apigatewayv2.rules import api_mapping
from apigw_mock.apigatewayv2.rules.api_mapping import MappingFacts
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.evidence import inferred, recorded
from apigw_mock.refusal import MutualTlsNeedsRegionalApi

# fmt: off
_KEY = sent("apiMappingKey")
_KEPT = recorded("floci-io/floci, measured in eu-west-1 on 2026-10-04: an update keeps what it does not send")

API_MAPPING = Table[MappingFacts](
    resource="ApiMapping",
    source=sources.MAPPING_PAGE,
    kind_of=kinds.of_protocol,
    demands={
        "domainName": existence.DOMAIN_NAME,
        "endpointType": existence.REGIONAL_DOMAIN,
        "apiMappingId": existence.API_MAPPING,
    },
    demands_of={
        "CreateApiMapping": {"securityPolicy": existence.DOMAIN_ON_TLS_1_2},
        "UpdateApiMapping": {"securityPolicy": existence.DOMAIN_ON_TLS_1_2},
    },
    fields=(
        Field("apiId", replaced, _KEPT),
        Field("apiMappingKey", mapping_key, recorded("floci-io/floci, measured in eu-west-1 on 2026-10-04: an update keeps what it does not send, white space is the root when it creates; hashicorp/terraform-provider-aws changes it; that an empty key moves a mapping to the root is inferred"), default=defaults.root),
        Field("stage", replaced, _KEPT),
    ),
    rules=(
        Rule("A key does not end with a slash", "apiMappingKey",
             api_mapping.no_slash_at_end, domain_refusals.SlashAtEnd, sources.FLOCI, when=_KEY),
        Rule("A key does not start with a slash or have two in a row", "apiMappingKey",
             api_mapping.single_slashes, domain_refusals.StraySlash, sources.FLOCI, when=_KEY),
        # In Create, white space is the root.
        Rule("An updated key is not white space", "apiMappingKey",
             api_mapping.not_blank, domain_refusals.StraySlash, sources.FLOCI, when=updates("apiMappingKey")),
        # floci-io/floci measured other words in 2026-10: "An API mapping key may contain only letters,
        # numbers and one of $-_.+!*'(), characters."
        Rule("A key has letters, digits, slashes and $-_.+!*'(),", "apiMappingKey",
             api_mapping.key_characters, domain_refusals.InvalidApiMappingKey,
             recorded("aws/aws-cdk#8983, in 2020; floci-io/floci measured slightly other words on 2026-10-04"), when=_KEY),
        Rule("The key of a WebSocket API has no slash", "apiMappingKey",
             api_mapping.one_level, domain_refusals.InvalidApiMappingKey,
             inferred("the developer guide has keys with several levels for HTTP APIs and REST APIs; AWS's answer is unseen"), applies=on_websocket),
        Rule("A key has at most 300 characters", "apiMappingKey",
             api_mapping.at_most(300), domain_refusals.ApiMappingKeyTooLong, sources.FLOCI, when=_KEY),
        Rule("The account has the API that is mapped", "apiId",
             api_mapping.known_api, domain_refusals.UnknownApiOfMapping,
             recorded("aws-controllers-k8s, end-to-end tests of its controller for v2, floci-io/floci#2390: for CreateApiMapping; for UpdateApiMapping inferred")),
        Rule("The API that is mapped has the stage", "stage",
             api_mapping.known_stage, domain_refusals.UnknownStageOfMapping,
             recorded("aws/aws-cdk#8983; amplify-education/serverless-domain-manager#589, for UpdateApiMapping; that a mapping of v1 may have no stage is documented for REST APIs")),
        Rule("WebSocket APIs share a domain name only with WebSocket APIs", "apiId",
             api_mapping.same_protocols, domain_refusals.MixedProtocols,
             inferred("the developer guide says so; AWS's sentence is unseen, this one is a part of that for REST APIs: serverless/serverless#7459"), when=changed("apiId")),
        Rule("A REST API behind mutual TLS has only a regional endpoint", "apiId",
             api_mapping.regional_if_mutual_tls, MutualTlsNeedsRegionalApi,
             inferred("reported for base path mappings: aws/aws-cdk#11690"), when=changed("apiId")),
        Rule("The domain name does not have the key yet", "apiMappingKey",
             api_mapping.new_key, domain_refusals.ApiMappingKeyTaken,
             recorded("aws/aws-cdk#22660, floci-io/floci#2390: for CreateApiMapping; for UpdateApiMapping inferred")),
    ),
)
# fmt: on
