"""
Integrations: their facts, their defaults and the checks across their members.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.mapping import check_request_mappings
from apigw_mock.apigateway.refusals import (
    CrossAccountRole,
    InvalidArn,
    InvalidCacheKey,
    InvalidEnumValue,
    InvalidFunction,
    InvalidIntegrationArn,
    InvalidTransferMode,
    MissingConnectionId,
    MissingHttpMethod,
    MissingIntegrationTarget,
    MissingRole,
    UnsupportedProxyService,
)
from apigw_mock.apigateway.rows import Call, Facts
from apigw_mock.refusal import (
    InvalidHttpEndpoint,
    InvalidIntegrationUri,
    TimeoutOutOfRange,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from apigw_mock.apigateway.rows import Given


@dataclass(frozen=True, kw_only=True)
class IntegrationFacts(Facts):
    """
    The surroundings of an integration.

    Args:
        declared: the request parameters of the method.
        resource_id: the id of the resource. Put names the cache after it.
        account_id: the account of the caller.
        has_region: whether a partition, for instance ``aws-cn``, has a region.
        v2_links: ids of the VPC links that API Gateway v2 has made.
    """

    declared: Container[str]
    resource_id: str
    account_id: str
    has_region: Callable[[str, str], bool]
    v2_links: Container[str]


IntegrationCall = Call[IntegrationFacts]

SHORTEST, LONGEST, LONGEST_STREAM = 50, 29_000, 900_000  # ms, of a time-out
_HTTP_TYPES = ("HTTP", "HTTP_PROXY")
_PROXIES = ("AWS_PROXY", "HTTP_PROXY")

# --- Types and defaults --------------------------------------------------------------


def is_not_mock(call: IntegrationCall) -> bool:
    return call.document.get("type") != "MOCK"


def is_by_http(call: IntegrationCall) -> bool:
    return call.document.get("type") in _HTTP_TYPES


def internet(call: IntegrationCall) -> str | None:
    """
    Return the default connection type. Only HTTP integrations have one.
    """
    return "INTERNET" if is_by_http(call) else None


def own_cache(call: IntegrationCall) -> str:
    return call.facts.resource_id


# --- Mappings, cache keys and connections --------------------------------------------


def declared_sources(call: IntegrationCall, given: Given) -> None:
    check_request_mappings(given, call.facts.declared)


def declared_cache_keys(call: IntegrationCall, given: Given) -> None:
    mapped = call.document.get("requestParameters", {})
    for name in given:
        if name not in call.facts.declared and name not in mapped:
            raise InvalidCacheKey(name)


def connection_given(call: IntegrationCall, _: Given) -> None:
    if _is_private(call) and not call.document.get("connectionId"):
        raise MissingConnectionId


def target_given(call: IntegrationCall, _: Given) -> None:
    link = call.document.get("connectionId")
    if not _is_private(call) or link not in call.facts.v2_links:
        return
    if not call.document.get("integrationTarget"):
        raise MissingIntegrationTarget(str(link))


def _is_private(call: IntegrationCall) -> bool:
    return call.document.get("connectionType") == "VPC_LINK"


# --- Credentials ---------------------------------------------------------------------

_ARN = re.compile(r"arn:aws[a-z-]*:")
# Means that the caller's own credentials are passed through.
_CALLER = re.compile(r"arn:aws[a-z-]*:iam::\*:user/\*")


def credentials_are_an_arn(_: IntegrationCall, given: Given) -> None:
    credentials = given["credentials"]
    if credentials and not _ARN.match(credentials):
        raise InvalidArn(credentials)


def credentials_are_own(call: IntegrationCall, given: Given) -> None:
    credentials = given["credentials"]
    if not credentials or _CALLER.fullmatch(credentials):
        return
    if credentials.split(":")[4:5] != [call.facts.account_id]:
        raise CrossAccountRole(credentials)


def role_given(call: IntegrationCall, _: Given) -> None:
    found = _integration_arn(call)
    calls = (
        found and call.document.get("type") == "AWS" and found["service"] != "lambda"
    )
    if found and calls and not call.document.get("credentials"):
        raise MissingRole(found.string)


# --- Method, mode and time-out -------------------------------------------------------


def http_method_given(call: IntegrationCall, given: Given) -> None:
    if is_not_mock(call) and not given["httpMethod"]:
        raise MissingHttpMethod(call.document.get("type", ""))


def streams_by_proxy(call: IntegrationCall, _: Given) -> None:
    streams = call.document.get("responseTransferMode") == "STREAM"
    if streams and call.document.get("type") not in _PROXIES:
        raise InvalidEnumValue("response transfer mode", "STREAM", ("BUFFERED",))


def mode_suits_call(call: IntegrationCall, _: Given) -> None:
    called = _invocation(_integration_arn(call))
    if call.document.get("type") != "AWS_PROXY" or not called:
        return
    operation, mode = _LAMBDA_API[called["ends"]]
    if mode != _mode(call):
        raise InvalidTransferMode(_mode(call), operation)


def timeout_suits_mode(call: IntegrationCall, _: Given) -> None:
    high = LONGEST_STREAM if _mode(call) == "STREAM" else LONGEST
    given = call.document.get("timeoutInMillis")
    if given is None or not SHORTEST <= given <= high:
        raise TimeoutOutOfRange(SHORTEST, high, given)


def _mode(call: IntegrationCall) -> str:
    mode: str | None = call.document.get("responseTransferMode")
    return mode or "BUFFERED"


# --- URIs ----------------------------------------------------------------------------

_HTTP = re.compile(r"https?://[^/\s]+")
_OF_API_GATEWAY = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):apigateway:(?P<region>[a-zA-Z0-9-]+):"
)
_INTEGRATION_ARN = re.compile(
    _OF_API_GATEWAY.pattern + r"(?P<service>[a-zA-Z0-9.-]+):(?P<kind>path|action)/"
)
# By the end of the path: the call of Lambda's API and the mode that goes with it.
_LAMBDA_API = {
    "invocations": ("Invoke", "BUFFERED"),
    "response-streaming-invocations": ("InvokeWithResponseStream", "STREAM"),
}
# Some templates write path//2015-03-31.
_INVOCATION = re.compile(
    r"/?\d{4}-\d\d-\d\d/functions/"
    rf"(?P<function>.*)/(?P<ends>{'|'.join(_LAMBDA_API)})(?:\?.*)?",
    re.DOTALL | re.ASCII,
)
_BLOCK = r"\$\{stageVariables\.\w+\}"
_PART = rf"(?:[^\s:/{{}}]|{_BLOCK})"  # of an ARN
_FUNCTION = re.compile(
    rf"arn:aws[a-z-]*:lambda:{_PART}*:{_PART}*:function:{_PART}+(?::{_PART}+)?|{_BLOCK}"
)


def uri_given(call: IntegrationCall, given: Given) -> None:
    if is_not_mock(call) and not given["uri"]:
        raise InvalidIntegrationUri(None)


def uri_is_a_url(call: IntegrationCall, given: Given) -> None:
    if is_by_http(call) and not _HTTP.match(given["uri"]):
        raise InvalidHttpEndpoint(given["uri"])


def uri_is_an_arn(call: IntegrationCall, given: Given) -> None:
    if _calls_aws(call) and not _ARN.match(given["uri"]):
        raise InvalidArn(given["uri"])


def uri_is_in_a_region(call: IntegrationCall, given: Given) -> None:
    if _calls_aws(call) and _is_misplaced(given["uri"], call):
        raise InvalidArn(given["uri"])


def uri_has_path_or_action(call: IntegrationCall, given: Given) -> None:
    if _calls_aws(call) and not _INTEGRATION_ARN.match(given["uri"]):
        raise InvalidIntegrationArn(given["uri"])


def proxied_service(call: IntegrationCall, given: Given) -> None:
    found = _INTEGRATION_ARN.match(given["uri"] or "")
    if call.document.get("type") != "AWS_PROXY" or not found:
        return
    to_firehose = (found["service"], found["kind"]) == ("firehose", "action")
    if not _invocation(found) and not to_firehose:
        raise UnsupportedProxyService(given["uri"])


def function_is_one(call: IntegrationCall, given: Given) -> None:
    called = _invocation(_INTEGRATION_ARN.match(given["uri"] or ""))
    if _calls_aws(call) and called and not _FUNCTION.fullmatch(called["function"]):
        raise InvalidFunction(called["function"])


def _calls_aws(call: IntegrationCall) -> bool:
    return is_not_mock(call) and not is_by_http(call)


def _integration_arn(call: IntegrationCall) -> re.Match[str] | None:
    uri: str = call.document.get("uri", "")
    return None if _is_misplaced(uri, call) else _INTEGRATION_ARN.match(uri)


def _invocation(found: re.Match[str] | None) -> re.Match[str] | None:
    """
    Return a match with the function that an integration's ARN invokes and the call.
    """
    if not found or found["service"] != "lambda":
        return None
    return _INVOCATION.fullmatch(found.string, found.end())


def _is_misplaced(uri: str, call: IntegrationCall) -> bool:
    """
    Whether *uri* is an API Gateway ARN whose region is not in its partition.
    """
    found = _OF_API_GATEWAY.match(uri)
    return bool(
        found and not call.facts.has_region(found["partition"], found["region"])
    )
