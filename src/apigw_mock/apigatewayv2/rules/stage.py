"""
Stages: their facts, and the checks of names, references and settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2 import api_refusals as refusals
from apigw_mock.apigatewayv2.domain_refusals import MappedStage
from apigw_mock.apigatewayv2.fields import Call, Facts, boto3_name
from apigw_mock.apigatewayv2.refusals import InvalidSettingWord, LengthOutOfRange
from apigw_mock.refusal import InvalidVariableName, InvalidVariableValue

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from apigw_mock.apigatewayv2.fields import Document

    Check = Callable[["StageCall"], None]

LEVELS = ("ERROR", "INFO", "OFF")
_THROTTLES = ("throttlingBurstLimit", "throttlingRateLimit")
_NAME = re.compile(r"[\w-]+|\$default", re.ASCII)
_VARIABLE_NAME = re.compile(r"\w+", re.ASCII)
_VARIABLE_VALUE = re.compile(r"[\w .~:/?#&=,-]*", re.ASCII)
_LOG_GROUP = re.compile(
    r"arn:[\w-]+:logs:[\w-]*:\d*:log-group:[\w/.-]+(?::\*)?", re.ASCII
)
_REQUEST_IDS = ("$context.requestId", "$context.extendedRequestId")


@dataclass(frozen=True, kw_only=True)
class StageFacts(Facts):
    """
    What is around a stage.

    Args:
        stages: names of the API's stages.
        count: how many stages the API has.
        deployments: ids of the API's deployments.
        route_keys: of the API's routes.
        mapped: names of the stages that domain names are mapped to.
    """

    stages: Container[str]
    count: int
    deployments: Container[str]
    route_keys: Container[str]
    mapped: Container[str | None] = ()


StageCall = Call[StageFacts]


# --- before it is made, and before it is deleted ----------------------------------


def stage_name(call: StageCall) -> None:
    name = call.change.get("stageName", "")
    if not _NAME.fullmatch(name):
        raise refusals.UnlikelyStageName(name)


def new_name(call: StageCall) -> None:
    name = call.change["stageName"]
    if name in call.facts.stages:
        raise refusals.StageNameTaken(name)


def fewer_than(quota: int) -> Check:
    """
    Return the check that the API has fewer stages than *quota*.
    """

    def check(call: StageCall) -> None:
        if call.facts.count >= quota:
            raise refusals.TooManyStages(quota)

    return check


def not_managed(call: StageCall) -> None:
    if call.document.get("apiGatewayManaged"):
        raise refusals.ManagedStage(call.document["stageName"])


def unmapped(call: StageCall) -> None:
    name = call.document["stageName"]
    if name in call.facts.mapped:
        raise MappedStage(name)


# --- what it refers to ------------------------------------------------------------


def deploys_by_hand(call: StageCall) -> None:
    if call.document.get("autoDeploy"):
        raise refusals.DeploymentOfAutoDeploy(call.change["deploymentId"])


def known_deployment(call: StageCall) -> None:
    deployment_id = call.change["deploymentId"]
    if deployment_id not in call.facts.deployments:
        raise refusals.UnknownDeployment(deployment_id)


def known_routes(call: StageCall) -> None:
    for key in call.document.get("routeSettings", ()):
        if key not in call.facts.route_keys:
            raise refusals.UnknownRouteOfSettings(key)


# --- route settings, of the stage and of single routes ----------------------------


def settings_sent(call: Call[Any]) -> list[Document]:
    """
    Return the route settings of a request: the default ones, and those of routes.
    """
    default = call.change.get("defaultRouteSettings", {})
    return [default, *call.change.get("routeSettings", {}).values()]


def no_execution_logs(call: StageCall) -> None:
    for settings in settings_sent(call):
        if "loggingLevel" in settings or settings.get("dataTraceEnabled"):
            raise refusals.NoExecutionLogs(call.kind.protocol)


def logging_levels(call: StageCall) -> None:
    for settings in settings_sent(call):
        level = settings.get("loggingLevel", LEVELS[0])
        if level not in LEVELS:
            raise InvalidSettingWord("LoggingLevel", level, LEVELS)


def throttles(call: StageCall) -> None:
    for name, value in _throttles(call):
        if value < 0:
            raise refusals.NegativeThrottle(boto3_name(name), value)


def _throttles(call: StageCall) -> Iterator[tuple[str, float]]:
    for settings in settings_sent(call):
        for name in _THROTTLES:
            yield name, settings.get(name, 0)


# --- access logs and variables ----------------------------------------------------


def log_group(call: StageCall) -> None:
    arn = call.change["accessLogSettings"].get("destinationArn")
    if arn is not None and not _LOG_GROUP.fullmatch(arn):
        raise refusals.NoLogGroup(arn.split(":", 5)[-1])


def format_length(least: int, most: int) -> Check:
    """
    Return the check that the format of access logs has so many characters.
    """

    def check(call: StageCall) -> None:
        text = call.change["accessLogSettings"].get("format")
        if text is not None and not least <= len(text) <= most:
            raise LengthOutOfRange("Format", least, most, text)

    return check


def format_with_request_id(call: StageCall) -> None:
    text = call.document.get("accessLogSettings", {}).get("format")
    if text is not None and not any(one in text for one in _REQUEST_IDS):
        raise refusals.LogFormatWithoutRequestId(text)


def variable_names(call: StageCall) -> None:
    for name, value in call.change["stageVariables"].items():
        if value and not _VARIABLE_NAME.fullmatch(name):  # "" deletes any
            raise InvalidVariableName(name)


def variable_values(call: StageCall) -> None:
    for name, value in call.change["stageVariables"].items():
        if not _VARIABLE_VALUE.fullmatch(value):
            raise InvalidVariableValue(name)
