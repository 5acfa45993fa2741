"""
Stages: their facts, and the checks of their members.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    ClientCertificateNotFound,
    DeploymentMissing,
    DocumentationVersionNotFound,
    InvalidLogDestination,
    InvalidLogGroup,
    InvalidStreamName,
    LogFormatWithoutId,
)
from apigw_mock.apigateway.rows import Call, Facts
from apigw_mock.refusal import InvalidVariableValue

if TYPE_CHECKING:
    from collections.abc import Container

    from apigw_mock.apigateway.rows import Given

# A new entry of the method settings, but for the log level: a new one has none.
SETTINGS = {
    "metricsEnabled": False,
    "dataTraceEnabled": False,
    "throttlingBurstLimit": 5000,  # requests
    "throttlingRateLimit": 10000.0,  # requests per second
    "cachingEnabled": False,
    "cacheTtlInSeconds": 300,
    "cacheDataEncrypted": False,
    "requireAuthorizationForCacheControl": True,
    "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
}
EVERY_METHOD = "*/*"
VERBS = ("*", "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
STRATEGIES = (
    "FAIL_WITH_403",
    "SUCCEED_WITH_RESPONSE_HEADER",
    "SUCCEED_WITHOUT_RESPONSE_HEADER",
)
# Below these, no path is one of method settings.
MEMBERS = ("accessLogSettings", "canarySettings", "variables")

_VARIABLE_VALUE = re.compile(r"[\w .~:/?#&=,-]*", re.ASCII)
_LOG_GROUP = re.compile(
    r"arn:[\w-]+:logs:[\w-]*:\d*:log-group:(.+)", re.ASCII | re.DOTALL
)
_LOG_GROUP_NAME = re.compile(r"[\w/.:#-]+", re.ASCII)
_STREAM = re.compile(
    r"arn:[\w-]+:firehose:[\w-]*:\d*:(deliverystream/.+)", re.ASCII | re.DOTALL
)
_CERTIFICATE = re.compile(r"arn:[\w-]+:acm:.+", re.ASCII | re.DOTALL)
_REQUEST_IDS = ("$context.requestId", "$context.extendedRequestId")


@dataclass(frozen=True, kw_only=True)
class StageFacts(Facts):
    """
    The surroundings of a stage.

    Args:
        deployments: ids of the API's deployments.
        documentation_versions: of the API.
        client_certificates: ids of those of the account.
    """

    deployments: Container[str]
    documentation_versions: Container[str]
    client_certificates: Container[str]


StageCall = Call[StageFacts]


# --- What a parent starts with -----------------------------------------------------


def new_canary(call: StageCall) -> dict[str, Any]:
    return {
        "deploymentId": call.document["deploymentId"],
        "percentTraffic": 0.0,
        "useStageCache": False,
    }


def new_settings(call: StageCall) -> dict[str, Any]:
    """
    Return the settings of a method that has none: those of all methods, if there are.
    """
    settings: dict[str, dict[str, Any]] = call.document["methodSettings"]
    return settings.get(EVERY_METHOD, SETTINGS)


# --- What AWS derives ---------------------------------------------------------------


def cache_size(call: StageCall) -> str | None:
    enabled, size = map(call.document.get, ("cacheClusterEnabled", "cacheClusterSize"))
    return "0.5" if enabled and not size else None


def cache_status(call: StageCall) -> str:
    if not call.document.get("cacheClusterEnabled"):
        return "NOT_AVAILABLE"
    was = call.before.get("cacheClusterEnabled")
    return "AVAILABLE" if was else "CREATE_IN_PROGRESS"


# --- Checks -------------------------------------------------------------------------


def is_name(text: str) -> bool:
    return bool(re.fullmatch(r"\w+", text, re.ASCII))


def known_deployment(call: StageCall, given: Given) -> None:
    (deployment,) = given.values()
    if deployment is not None and deployment not in call.facts.deployments:
        raise DeploymentMissing(deployment)


def known_documentation(call: StageCall, given: Given) -> None:
    (version,) = given.values()
    if version is not None and version not in call.facts.documentation_versions:
        raise DocumentationVersionNotFound(version)


def known_certificate(call: StageCall, given: Given) -> None:
    certificate = _only(given)
    if not certificate or _CERTIFICATE.fullmatch(certificate):
        return
    if certificate not in call.facts.client_certificates:
        raise ClientCertificateNotFound(certificate)


def variable_values(_: StageCall, given: Given) -> None:
    for name, value in given.items():
        if not _VARIABLE_VALUE.fullmatch(value):
            raise InvalidVariableValue(name)


def _only(given: Given) -> str:
    """
    Return the one value of a rule on a member; an empty text if it is not set.
    """
    (value,) = given.values()
    return value or ""


def log_destination(_: StageCall, given: Given) -> None:
    arn = _only(given)
    if arn and not _LOG_GROUP.fullmatch(arn) and not _STREAM.fullmatch(arn):
        raise InvalidLogDestination(arn)


def log_group(_: StageCall, given: Given) -> None:
    arn = _only(given)
    group = _LOG_GROUP.fullmatch(arn)
    if group and not _LOG_GROUP_NAME.fullmatch(group[1]):
        raise InvalidLogGroup(arn)


def stream_name(_: StageCall, given: Given) -> None:
    arn = _only(given)
    stream = _STREAM.fullmatch(arn)
    if stream and not stream[1].startswith("deliverystream/amazon-apigateway-"):
        raise InvalidStreamName(stream[1])


def log_format(_: StageCall, given: Given) -> None:
    text = _only(given)
    if text and not any(one in text for one in _REQUEST_IDS):
        raise LogFormatWithoutId(text)
