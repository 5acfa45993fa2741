"""
Stage: what UpdateStage takes, path by path.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import (
    CannotRemoveSetting,
    ClientCertificateNotFound,
    DeploymentMissing,
    DocumentationVersionNotFound,
    EmptyAccessLogValue,
    InvalidBurstLimit,
    InvalidCacheSize,
    InvalidHeaderStrategy,
    InvalidLogDestination,
    InvalidLogGroup,
    InvalidLogLevel,
    InvalidPercentTraffic,
    InvalidRateLimit,
    InvalidStreamName,
    InvalidTimeToLive,
    LogFormatWithoutId,
    NoCanary,
)
from apigw_mock.apigateway.rows import (
    ADD,
    COPY,
    REMOVE,
    REPLACE,
    Copies,
    Key,
    Op,
    Row,
    Rule,
    Table,
)
from apigw_mock.apigateway.rules import stage as rules
from apigw_mock.apigateway.rules.stage import StageFacts
from apigw_mock.apigateway.tables import existence, stage_words
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import (
    Boolean,
    Empty,
    Integer,
    Number,
    Value,
    Word,
)
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import InvalidVariableName, InvalidVariableValue, Sentence

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence

# fmt: off
_LOGS = recorded("localstack test_stage_access_log_settings, test_stage_access_log_settings_validation")
_STAGES = recorded("localstack test_create_update_stages, test_update_stage_remove_wildcard")
_CANARY = recorded("localstack test_create_canary_deployment_by_stage_update, test_update_stage_canary_deployment_validation")
_PROMOTION = recorded("localstack test_update_stage_with_copy_ops")
_PREFLIGHT = recorded("badmintoncryer/cdk-preflight pf-apigw-access-log-*")
_UNKNOWN = inferred("the text is unseen")
_UNSEEN = inferred("the text is unseen; it is worded as the recorded one on the time to live")
_NOT_THERE = inferred("worded as the recorded sentence on method settings that are not there: localstack test_update_stage_remove_wildcard")

_CLEARED = Value(empty=Empty.CLEARS)
_LOG_VALUE = Value(empty=Empty.REFUSED, nothing=Sentence(EmptyAccessLogValue, _LOGS))
_ID = Value(empty=Empty.REFUSED, nothing=Sentence(lambda *_: DeploymentMissing(None), inferred("recorded for an unknown deployment: localstack test_update_stage_canary_deployment_validation")))
_VARIABLE = Value(empty=Empty.KEPT)
_NEW_CANARY = {"/canarySettings": rules.new_canary}
_DEPLOYMENT, _CANARY_DEPLOYMENT = "/deploymentId", "/canarySettings/deploymentId"
_VARIABLES, _OVERRIDES = "/variables/{variable}", "/canarySettings/stageVariableOverrides/{variable}"
_DOCUMENTATION, _CERTIFICATE = "/documentationVersion", "/clientCertificateId"
_DESTINATION, _FORMAT = "/accessLogSettings/destinationArn", "/accessLogSettings/format"
_ENTRY = "/methodSettings/{resource}~1{verb}"
_PROMOTES = Sentence(NoCanary, _PROMOTION)


def _removed(what: str) -> Sentence:
    return Sentence(lambda *_: CannotRemoveSetting(what), _NOT_THERE)


def _not_there(below: str) -> Sentence:
    """
    Return the refusal to remove what the map *below* does not have.
    """
    return Sentence(lambda name: CannotRemoveSetting(f"{below}/{stage_words.raw(name)}"), _NOT_THERE)


def _setting(path: str, member: str, value: Value, evidence: Evidence) -> Row[StageFacts]:
    """
    Return the row of a method setting.
    """
    return Row(f"/{{resource}}/{{verb}}/{path}", REPLACE, value, evidence, into=f"{_ENTRY}/{member}", creates={_ENTRY: rules.new_settings})


_VALUES = Rule[StageFacts]("a value of letters, digits, blanks and -._~:/?#&=,", (), rules.variable_values, InvalidVariableValue,
    reported("badmintoncryer/cdk-preflight pf-apigw-stage-variable-value, for Create; the characters ~ and # : the service model's documentation"), at_once=True)

STAGE = Table[StageFacts](
    resource="Stage",
    source=f"{PAGE}#UpdateStage-Patch",
    made_by="Create",
    demands=(existence.STAGE_NAME, existence.API.on("Create"), existence.STAGE.on("Get", "Update", "Delete"), existence.NO_STAGE, existence.UNMAPPED_STAGE),
    wording=stage_words.WORDING,
    keys={
        "resource": Key(accepts="the path of a resource, with ~1 for each slash", test=lambda text: text not in ("", *rules.MEMBERS), read=stage_words.raw),
        "verb": Key(accepts=f"one of {', '.join(rules.VERBS)}", test=lambda text: text in rules.VERBS),
        "variable": Key(accepts="letters, digits and underscores", test=rules.is_name,
            otherwise=Sentence(InvalidVariableName, reported("badmintoncryer/cdk-preflight pf-apigw-stage-variable-name, for Create"))),
    },
    defaults={"cacheClusterEnabled": lambda _: False, "methodSettings": lambda _: {}, "tracingEnabled": lambda _: False},
    derives={"cacheClusterSize": rules.cache_size, "cacheClusterStatus": rules.cache_status},
    shown_empty=frozenset({"/methodSettings"}),
    rows=(
        Row("/accessLogSettings", REMOVE, Value(), _LOGS, absent=_removed("accessLogSettings"), wording=stage_words.LOG_WORDING),
        Row(_DESTINATION, ADD | REPLACE, _LOG_VALUE, _LOGS),
        Row(_FORMAT, ADD | REPLACE, _LOG_VALUE, _LOGS),
        Row("/accessLogSettings/{_}", Op.NONE, Value(), _LOGS, wording=stage_words.LOG_WORDING),
        Row("/cacheClusterEnabled", REPLACE, Boolean(), documented("API reference, UpdateStage")),
        Row("/cacheClusterSize", REPLACE, Word(name="cacheClusterSize", empty=Empty.CLEARS, refusal=InvalidCacheSize, evidence=_UNKNOWN),
            documented("API reference, UpdateStage; with the cluster off: hashicorp/terraform-provider-aws, live test of stages")),
        Row("/canarySettings", REMOVE, Value(), _CANARY, absent=_removed("canarySettings"), wording=stage_words.NO_PATH),
        Row(_CANARY_DEPLOYMENT, REPLACE, _ID, _CANARY, creates=_NEW_CANARY),
        Row("/canarySettings/percentTraffic", REPLACE, Number(low=0.0, high=100.0, otherwise=Sentence(InvalidPercentTraffic, _UNKNOWN)), _CANARY, creates=_NEW_CANARY),
        Row(_OVERRIDES, REPLACE, _VARIABLE, recorded("localstack test_create_update_stages of canaries"), creates=_NEW_CANARY),
        Row(_OVERRIDES, REMOVE, Value(), documented("developer guide, update-canary-deployment"), absent=_not_there("canarySettings/stageVariableOverrides")),
        Row("/canarySettings/useStageCache", REPLACE, Boolean(), documented("developer guide, create-canary-deployment"), creates=_NEW_CANARY),
        Row(_CERTIFICATE, REPLACE, _CLEARED, documented("developer guide, getting-started-client-side-ssl-authentication; clearing: go-to-k/cdkd")),
        Row(_DEPLOYMENT, REPLACE | COPY, _ID, documented(f"{PAGE}; copy recorded: localstack test_update_stage_with_copy_ops"),
            copies=Copies((_CANARY_DEPLOYMENT,), absent=_PROMOTES)),
        Row("/description", REPLACE, _CLEARED, _STAGES),
        Row(_DOCUMENTATION, REPLACE, _CLEARED, documented(f"{PAGE}; AWS's own list leaves it out")),
        Row("/tracingEnabled", REPLACE, Boolean(), _STAGES),
        Row("/variables", COPY, Value(), _PROMOTION,
            copies=Copies(("/canarySettings/stageVariableOverrides",), merges=True, absent=_PROMOTES), wording=stage_words.NO_PATH),
        Row(_VARIABLES, REPLACE, _VARIABLE, _STAGES),
        Row(_VARIABLES, REMOVE, Value(), documented(PAGE), absent=_not_there("variables")),
        Row("/{resource}/{verb}", REMOVE, Value(), _STAGES, into=_ENTRY, absent=Sentence(CannotRemoveSetting, _STAGES), wording=stage_words.NO_PATH),
        _setting("caching/dataEncrypted", "cacheDataEncrypted", Boolean(), documented(PAGE)),
        _setting("caching/enabled", "cachingEnabled", Boolean(), _STAGES),
        _setting("caching/requireAuthorizationForCacheControl", "requireAuthorizationForCacheControl", Boolean(), documented(PAGE)),
        _setting("caching/ttlInSeconds", "cacheTtlInSeconds", Integer(low=0, high=3600, otherwise=Sentence(InvalidTimeToLive, recorded("badmintoncryer/cdk-preflight pf-apigw-stage-method-settings"))), documented(PAGE)),
        _setting("caching/unauthorizedCacheControlHeaderStrategy", "unauthorizedCacheControlHeaderStrategy",
            Word(words=rules.STRATEGIES, refusal=InvalidHeaderStrategy, evidence=_UNSEEN), documented(PAGE)),
        _setting("logging/dataTrace", "dataTraceEnabled", Boolean(), documented(PAGE)),
        _setting("logging/loglevel", "loggingLevel", Word(words=("OFF", "ERROR", "INFO"), in_capitals=True, refusal=InvalidLogLevel, evidence=_UNSEEN),
            recorded("cloud-custodian/cloud-custodian, a recorded UpdateStage with info")),
        _setting("metrics/enabled", "metricsEnabled", Boolean(), documented(PAGE)),
        _setting("throttling/burstLimit", "throttlingBurstLimit", Integer(low=-1, high=2**31 - 1, otherwise=Sentence(InvalidBurstLimit, _UNSEEN)),
            recorded("localstack test_create_update_stages; -1 reported: hashicorp/terraform-provider-aws")),
        _setting("throttling/rateLimit", "throttlingRateLimit", Number(low=-1, otherwise=Sentence(InvalidRateLimit, _UNSEEN)),
            documented(f"{PAGE}; -1 reported: hashicorp/terraform-provider-aws")),
        Row("/{resource}/{verb}/{group}/{name}", Op.NONE, Value(), reported("aws/aws-sdk-java#1823"), wording=stage_words.LEAF_WORDING),
    ),
    rules=(
        Rule("a deployment of the API", (_DEPLOYMENT,), rules.known_deployment, DeploymentMissing,
             inferred("recorded for canaries: localstack test_update_stage_canary_deployment_validation"), at_once=True),
        Rule("a deployment of the API", (_CANARY_DEPLOYMENT,), rules.known_deployment, DeploymentMissing,
             recorded("localstack test_update_stage_canary_deployment_validation"), at_once=True),
        Rule("a documentation version of the API", (_DOCUMENTATION,), rules.known_documentation, DocumentationVersionNotFound,
             inferred("reported for GetDocumentationVersion: deliveryhero/serverless-aws-documentation"), at_once=True),
        Rule("a client certificate of the account, or the ARN of one in ACM", (_CERTIFICATE,), rules.known_certificate, ClientCertificateNotFound,
             inferred("worded as the recorded sentence on VPC links: localstack test_get_vpc_link_invalid_id; ARNs documented in the developer guide, rest-api-acm-client-certificates"), at_once=True),
        replace(_VALUES, on=(_VARIABLES,)),
        replace(_VALUES, on=(_OVERRIDES,)),
        Rule("the ARN of a log group or a delivery stream", (_DESTINATION,), rules.log_destination, InvalidLogDestination, _PREFLIGHT, at_once=True),
        Rule("a log group with the characters that log groups have", (_DESTINATION,), rules.log_group, InvalidLogGroup,
             inferred("reported: go-to-k/cdkd, an ARN that ends with :*, whose text is cut off"), at_once=True),
        Rule("a delivery stream with AWS's prefix", (_DESTINATION,), rules.stream_name, InvalidStreamName, _PREFLIGHT, at_once=True),
        Rule("a format with an identifier of the request", (_FORMAT,), rules.log_format, LogFormatWithoutId, _PREFLIGHT, at_once=True),
    ),
)
# fmt: on
