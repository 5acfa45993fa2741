"""
BasePathMapping: what UpdateBasePathMapping takes.

AWS and its tools spell two of the paths in two ways. AWS's own list has one of each.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import (
    BasePathExists,
    InvalidBasePath,
    MixedApis,
    SlashInBasePath,
    UnknownMappedApi,
    UnknownMappedStage,
)
from apigw_mock.apigateway.rows import REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules import base_path_mapping as rules
from apigw_mock.apigateway.rules.base_path_mapping import MappingFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Parsed, Value
from apigw_mock.apigateway.wording import naming_paths, without
from apigw_mock.evidence import documented, inferred, reported
from apigw_mock.refusal import MutualTlsNeedsRegionalApi, Sentence

# fmt: off
_BASE_PATH, _API, _STAGE = "/basePath", "/restapiId", "/stage"  # as AWS's list has them
_OTHER_BASE_PATH, _OTHER_API = _HIDDEN = ("/basepath", "/restApiId")
_BASE_PATHS, _APIS = (_BASE_PATH, _OTHER_BASE_PATH), (_API, _OTHER_API)

_WORDS = inferred("recorded for other resources: localstack test_update_model, test_invalid_update_request_validator_operations")
_SPELLED = reported("glomex/gcdt, which sends this spelling")
_UNKNOWN_API = reported("ebridges/elektrum, known issues, for Create; for Update inferred")
_UNKNOWN_STAGE = reported("serverless-components/domain#8, amplify-education/serverless-domain-manager#92")

_WORD = Parsed(
    what="letters, digits and $-_.+!*'(); (none) or an empty text for the root", parse=rules.read,
    otherwise=Sentence(InvalidBasePath, inferred("the text is unseen; it is worded as API Gateway v2 says which characters a mapping key has")))
_ID = Value(empty=Empty.REFUSED, nothing=Sentence(lambda *_: UnknownMappedApi(None), _UNKNOWN_API))

BASE_PATH_MAPPING = Table[MappingFacts](
    resource="BasePathMapping",
    source=f"{PAGE}#UpdateBasePathMapping-Patch",
    made_by="Create",
    demands=(
        existence.DOMAIN_NAME.on("Get", "Create", "Update", "Delete"),
        existence.DOMAIN_NAME_ID.on("Get", "Create", "Update", "Delete"),
        existence.BASE_PATH_MAPPING,
    ),
    wording=without(_HIDDEN, naming_paths(unknown=_WORDS, unsupported=_WORDS)),
    defaults={"basePath": lambda _: rules.NONE},
    rows=(
        Row(_BASE_PATH, REPLACE, _WORD, documented("AWS CLI example of update-base-path-mapping")),
        Row(_OTHER_BASE_PATH, REPLACE, _WORD, documented(PAGE), into=_BASE_PATH),
        Row(_OTHER_API, REPLACE, _ID, _SPELLED),
        Row(_API, REPLACE, _ID, documented(PAGE), into=_OTHER_API),
        Row(_STAGE, REPLACE, Value(empty=Empty.CLEARS), documented("API reference, UpdateBasePathMapping; clearing inferred: a mapping without a stage lets callers name it")),
    ),
    rules=(
        Rule("a base path without a slash", _BASE_PATHS, rules.one_level, SlashInBasePath, reported("aws/chalice#1897, amplify-education/serverless-domain-manager#425, for Create; for Update inferred"), at_once=True),
        Rule("only REST APIs, also in the domain name's other mappings", _APIS, rules.rest_alone, MixedApis, reported("CodeGenieApp/serverless-express#596, serverless/serverless#7459, for Create; for Update inferred"), at_once=True),
        Rule("a REST API of the account", _APIS, rules.known_api, UnknownMappedApi, _UNKNOWN_API, at_once=True),
        Rule("REST APIs alone where a stage is replaced", (_STAGE,), rules.not_of_v2, MixedApis, inferred("reported for Create: CodeGenieApp/serverless-express#596")),
        Rule("a stage of the API", (*_APIS, _STAGE), rules.known_stage, UnknownMappedStage, _UNKNOWN_STAGE),
        Rule("a regional API if the domain name has mutual TLS", _APIS, rules.regional_if_mutual_tls, MutualTlsNeedsRegionalApi,
             reported("aws/aws-cdk#11690, for Create; for Update inferred")),
        Rule("a base path that the domain name does not have yet", _BASE_PATHS, rules.free_path, BasePathExists,
             reported("amplify-education/serverless-domain-manager#179 and others, for Create; for Update inferred")),
    ),
)
# fmt: on
