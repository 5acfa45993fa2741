"""
How UpdateStage refuses a path or an op, with the lists that AWS prints.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    CannotRemoveSetting,
    InvalidAccessLogPath,
    InvalidStageAdd,
    InvalidStageCopy,
    InvalidStagePath,
)
from apigw_mock.apigateway.rows import COPY, REMOVE, Op, Operation, Table, Wording
from apigw_mock.evidence import inferred, recorded, reported
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from apigw_mock.refusal import ApigwError

# As AWS prints them: some commas and blanks are missing, and some paths.
LISTED = (
    "/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize,"
    " /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn,"
    " /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled,"
    " /{resourcePath}/{httpMethod}/logging/dataTrace,"
    " /{resourcePath}/{httpMethod}/logging/loglevel,"
    " /{resourcePath}/{httpMethod}/throttling/burstLimit"
    "/{resourcePath}/{httpMethod}/throttling/rateLimit"
    "/{resourcePath}/{httpMethod}/caching/ttlInSeconds,"
    " /{resourcePath}/{httpMethod}/caching/enabled,"
    " /{resourcePath}/{httpMethod}/caching/dataEncrypted,"
    " /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl,"
    " /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy,"
    " /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel,"
    " /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds,"
    " /*/*/caching/enabled, /*/*/caching/dataEncrypted,"
    " /*/*/caching/requireAuthorizationForCacheControl,"
    " /*/*/caching/unauthorizedCacheControlHeaderStrategy,"
    " /variables/{variable_name}, /tracingEnabled"
)
LEAVES = (
    ".../metrics/enabled, .../logging/dataTrace, .../logging/loglevel,"
    ".../throttling/burstLimit, .../throttling/rateLimit, .../caching/ttlInSeconds,"
    " .../caching/enabled, .../caching/dataEncrypted,"
    " .../caching/requireAuthorizationForCacheControl,"
    " .../caching/unauthorizedCacheControlHeaderStrategy"
)


def raw(text: str) -> str:
    """
    Return the segment of a path as it was sent: the keys of method settings are so.
    """
    return text.replace("~", "~0").replace("/", "~1")


def unknown(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return InvalidStagePath(operation.path, LISTED)


def unsupported(table: Table[Any], taken: Op, operation: Operation) -> ApigwError:
    if operation.op == "add":
        return InvalidStageAdd(operation.path)
    return unknown(table, taken, operation)


def not_removed(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    path = "null" if operation.path is None else operation.path
    return CannotRemoveSetting(path.removeprefix("/"))


def not_copied(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return InvalidStageCopy(operation.path, operation.source)


def access_log(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return InvalidAccessLogPath(operation.path)


def leaf(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    parts = (operation.path or "").split("/")
    return InvalidStagePath("/".join(parts[3:]), LEAVES)


# fmt: off
_UNKNOWN = Sentence(unknown, recorded("localstack test_create_update_stages, test_update_stage_canary_deployment_validation; for other ops than replace inferred"))
WORDING = Wording(
    unknown=_UNKNOWN,
    unsupported=Sentence(unsupported, recorded("localstack test_update_stage_canary_deployment_validation for add of a member of the canary; for other paths and ops inferred")),
    by_op={
        REMOVE: Sentence(not_removed, recorded("localstack test_stage_access_log_settings_validation, test_update_stage_canary_deployment_validation; for members that are replaced inferred")),
        COPY: Sentence(not_copied, recorded("localstack test_update_stage_with_copy_ops; for other pairs inferred")),
    },
)
# A path that stands in the table for copy or remove alone.
NO_PATH = replace(WORDING, unsupported=Sentence(unknown, inferred("recorded for other unknown paths: localstack test_create_update_stages")))
LOG_WORDING = replace(WORDING, unsupported=Sentence(access_log, recorded("localstack test_stage_access_log_settings_validation")))
LEAF_WORDING = replace(WORDING, unsupported=Sentence(leaf, reported("aws/aws-sdk-java#1823")))
# fmt: on
