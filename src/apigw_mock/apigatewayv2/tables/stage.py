"""
Stages of HTTP and WebSocket APIs: how settings merge, and what AWS refuses.
"""

from __future__ import annotations

from apigw_mock.apigatewayv2 import api_refusals, defaults, kinds
from apigw_mock.apigatewayv2.conditions import filled, sent, updates
from apigw_mock.apigatewayv2.domain_refusals import MappedStage
from apigw_mock.apigatewayv2.fields import Field, Rule, Table
from apigw_mock.apigatewayv2.kinds import on_http, on_websocket
from apigw_mock.apigatewayv2.merge import (
    per_key,
    per_key_per_member,
    per_member,
    replaced,
    replaced_or_cleared,
    replaced_unless_empty,
    route_defaults,
)
from apigw_mock.apigatewayv2.refusals import InvalidSettingWord, LengthOutOfRange
from apigw_mock.apigatewayv2.rules import stage
from apigw_mock.apigatewayv2.rules.modelled import length, value_lengths
from apigw_mock.apigatewayv2.rules.stage import StageFacts
from apigw_mock.apigatewayv2.tables import existence, sources
from apigw_mock.apigatewayv2.tables.sources import preflight
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.refusal import InvalidVariableName, InvalidVariableValue

# fmt: off
_CDKD = recorded("go-to-k/cdkd, live calls of UpdateStage, 2026-07 and 2026-08")
_LOGS = reported("go-to-k/cdkd: members that are not sent stay; recorded by go-to-k/cdk-real-drift#806: {} changes nothing")
_DEFAULT_SETTINGS = reported("go-to-k/cdkd: members that are not sent stay; {} changes nothing was recorded there")
_ROUTE_SETTINGS = recorded("go-to-k/cdkd, live calls of UpdateStage: keys that are not sent stay; that their members do is reported there")
STAGE = Table[StageFacts](
    resource="Stage",
    source=sources.STAGE_PAGE,
    kind_of=kinds.of_protocol,
    demands={"apiId": existence.API, "stageName": existence.STAGE},
    demands_of={
        "DeleteAccessLogSettings": {"apiId": existence.API, "stageName": existence.STAGE},
        "DeleteRouteSettings": {"apiId": existence.API, "stageName": existence.STAGE, "routeKey": existence.ROUTE_SETTINGS},
        "ResetAuthorizersCache": {"apiId": existence.API, "stageName": existence.STAGE},
    },
    fields=(
        Field("accessLogSettings", per_member, _LOGS),
        Field("autoDeploy", replaced, recorded("cloud-custodian/cloud-custodian, test_apigwv2_stage_update: false is shown once it was sent")),
        Field("clientCertificateId", replaced_or_cleared, recorded("hashicorp/terraform-provider-aws, acceptance tests of v2; that an HTTP API drops it is inferred"), applies=on_websocket, dropped=sources.WEBSOCKET_ONLY),
        Field("defaultRouteSettings", route_defaults, _DEFAULT_SETTINGS, default=defaults.default_route_settings),
        Field("deploymentId", replaced, sources.TERRAFORM),
        Field("description", replaced_unless_empty, recorded("go-to-k/cdk-real-drift#806: an empty text is ignored, the old text stays")),
        Field("routeSettings", per_key_per_member, _ROUTE_SETTINGS, default=defaults.empty_map),
        Field("stageVariables", per_key, _CDKD, default=defaults.empty_map),
    ),
    rules_of={
        "Create": (
            Rule("A stage's name has letters, digits, hyphens and underscores, or is $default", "stageName",
                 stage.stage_name, api_refusals.UnlikelyStageName, preflight("stage-name-charset; other characters and an empty name: LocalStack's AWS-validated tests of apigatewayv2")),
            Rule("StageName has 1 to 128 characters", "stageName",
                 length("stageName"), LengthOutOfRange, sources.LENGTHS),
            Rule("The API has no other stage of this name", "stageName",
                 stage.new_name, api_refusals.StageNameTaken, sources.OUTCOMES, inferred("AWS refuses this, its sentence is unseen; this is the one of REST APIs")),
            Rule("An API has at most 10 stages", "stageName",
                 stage.fewer_than(10), api_refusals.TooManyStages,
                 documented("API Gateway developer guide, limits"), sources.QUOTA),
        ),
        "Delete": (
            Rule("The stage of quick create stays", "stageName",
                 stage.not_managed, api_refusals.ManagedStage,
                 inferred("the AWS CLI reference: the $default stage of quick create cannot be modified; AWS's answer is unseen")),
            Rule("No domain name is mapped to the stage", "stageName",
                 stage.unmapped, MappedStage,
                 inferred("reported for REST APIs: hashicorp/terraform-provider-aws#41651; the sentence is worded as the one on APIs")),
        ),
    },
    rules=(
        Rule("HTTP APIs have no execution logs", "defaultRouteSettings",
             stage.no_execution_logs, api_refusals.NoExecutionLogs,
             recorded("hashicorp/terraform-provider-aws#13801 and #14010; that OFF is refused as well is inferred"),
             applies=on_http),
        Rule("LoggingLevel is a word of the service model", "defaultRouteSettings",
             stage.logging_levels, InvalidSettingWord, sources.WORDS, applies=on_websocket),
        Rule("A throttle is 0 or more", "defaultRouteSettings",
             stage.throttles, api_refusals.NegativeThrottle,
             inferred("hashicorp/terraform-provider-aws#14742 calls -1 not valid, AWS's sentence is unseen")),
        Rule("Access logs go to a log group", "accessLogSettings",
             stage.log_group, api_refusals.NoLogGroup, preflight("access-log-destination-log-group"), when=sent("accessLogSettings")),
        Rule("Format has 1 to 3072 characters", "accessLogSettings",
             stage.format_length(1, 3072), LengthOutOfRange,
             documented("API Gateway developer guide, limits: 3 KB; botocore's service model says 1024 characters"), sources.SENTENCE,
             when=sent("accessLogSettings")),
        Rule("The merged format has $context.requestId or $context.extendedRequestId", "accessLogSettings",
             stage.format_with_request_id, api_refusals.LogFormatWithoutRequestId, preflight("access-log-format-request-id"),
             when=filled("accessLogSettings")),
        Rule("A stage's description has at most 1024 characters", "description",
             length("description"), LengthOutOfRange, sources.LENGTHS, when=sent("description")),
        Rule("The name of a stage variable has word characters", "stageVariables",
             stage.variable_names, InvalidVariableName, inferred("recorded for REST APIs; AWS's answer for v2 is unseen"),
             when=sent("stageVariables")),
        Rule("The value of a stage variable has letters, digits and a few symbols", "stageVariables",
             stage.variable_values, InvalidVariableValue, inferred("recorded for REST APIs: badmintoncryer/cdk-preflight pf-apigw-stage-variable-value; AWS's answer for v2 is unseen"),
             when=sent("stageVariables")),
        Rule("The value of a stage variable has at most 2048 characters", "stageVariables",
             value_lengths("stageVariables"), LengthOutOfRange, sources.LENGTHS, when=sent("stageVariables")),
        Rule("A stage that deploys by itself takes no deployment", "deploymentId",
             stage.deploys_by_hand, api_refusals.DeploymentOfAutoDeploy,
             recorded("go-to-k/cdk-real-drift#667; LocalStack's AWS-validated tests of apigatewayv2: judged with the merged AutoDeploy, CreateStage takes both"),
             when=updates("deploymentId")),
        Rule("The deployment is one of the API", "deploymentId",
             stage.known_deployment, api_refusals.UnknownDeployment, sources.OUTCOMES, sources.SENTENCE, when=sent("deploymentId")),
        Rule("Each key of the merged RouteSettings is of a route of the API", "routeSettings",
             stage.known_routes, api_refusals.UnknownRouteOfSettings, preflight("stage-route-settings-key; a key left from before blocks as well"),
             when=sent("routeSettings")),
    ),
)
# fmt: on
