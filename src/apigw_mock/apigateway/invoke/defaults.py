"""
Headers that API Gateway sends to an endpoint of its own accord.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.apigateway.invoke.headers import AT_AWS, BY_HTTP, merged
from apigw_mock.apigateway.invoke.templates import JSON
from apigw_mock.evidence import inferred, recorded, reported

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.apigateway.invoke.running import Running
    from apigw_mock.apigateway.invoke.uri import Address
    from apigw_mock.evidence import Evidence

BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})  # methods that send no body
_TARGETS = {  # services that tell an action by a header
    "dynamodb": "DynamoDB_20120810",
    "kinesis": "Kinesis_20131202",
    "ssm": "AmazonSSM",
    "states": "AWSStepFunctions",
}


class Default(NamedTuple):
    """
    A row: a header that is sent, unless a mapping or the client sets it.

    Args:
        name: of the header.
        says: its value, in words.
        types: of the integrations that send it.
        value: makes it. None if it is not sent.
        evidence: how that is known.
        is_fixed: whether it is sent also where something else sets it.
    """

    name: str
    says: str
    types: frozenset[str]
    value: Callable[[Running, Address], str | None]
    evidence: Evidence
    is_fixed: bool = False


def _content_type(running: Running, _: Address) -> str | None:
    request = running.request
    if request.method in BODILESS:
        return None
    return request.header("Content-Type") or JSON


def _target(_: Running, address: Address) -> str | None:
    prefix = _TARGETS.get(address.service)
    return f"{prefix}.{address.action}" if prefix and address.action else None


def _date(running: Running, _: Address) -> str:
    return time.strftime("%Y%m%dT%H%M%SZ", running.moment.parts)


def _tag(running: Running, address: Address) -> str | None:
    return running.moment.request_id if address.function else None


_SENT = recorded("localstack TestApiGatewayHeaderRemapping")
_LOGGED = recorded("localstack test_apigw_test_invoke_method_api: the log")
_ALL = AT_AWS | BY_HTTP
# fmt: off
DEFAULTS = (
    Default("x-amzn-lambda-integration-tag", "to a function: the id of the request", AT_AWS, _tag, _LOGGED, is_fixed=True),
    Default("X-Amz-Date", "the time. Nothing is signed: Authorization and X-Amz-Security-Token, which AWS sends to its services, are left out", AT_AWS, _date, inferred("the date recorded: localstack test_apigw_test_invoke_method_api; no credentials are there to sign with"), is_fixed=True),
    Default("X-Amz-Target", f"to an action of {', '.join(_TARGETS)}", AT_AWS, _target, reported("localstack's AWS integrations")),
    Default("x-amzn-apigateway-api-id", "the id of the API", _ALL, lambda running, _: running.setup.api_id, _LOGGED, is_fixed=True),
    Default("Accept", "application/json", _ALL, lambda _, __: JSON, _SENT),
    Default("User-Agent", "AmazonAPIGateway_{id of the API}", _ALL, lambda running, _: f"AmazonAPIGateway_{running.setup.api_id}", _SENT),
    Default("X-Amzn-Trace-Id", "new for each invocation", _ALL, lambda running, _: f"Root={running.moment.trace}", _SENT, is_fixed=True),
    Default("Content-Type", "that of the request, or application/json; not sent if the method is GET, HEAD or OPTIONS", _ALL, _content_type, reported("localstack's integration requests; that of a request without one: published execution logs of AWS's")),
)
# fmt: on


def with_defaults(
    headers: Mapping[str, list[str]], running: Running, address: Address
) -> dict[str, list[str]]:
    """
    Return the headers of a request to an endpoint, with those that are not there.
    """
    fixed: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for row in DEFAULTS:
        value = row.value(running, address)
        if running.setup.kind in row.types and value is not None:
            (fixed if row.is_fixed else others)[row.name] = [value]
    return merged(merged(others, headers), fixed)
