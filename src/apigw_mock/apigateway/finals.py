"""
Conditions, defaults and checks across members, which the rows name.

A condition and a default take *around*; a check takes what the call has set, as
``{key: value}``, and *around*, which holds the document as ``document``. A check
named as `final` sees the finished document; one named as `suits`, in a patch, the
document after its operation.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.mapping import request_keys
from apigw_mock.apigateway.refusals import (
    CrossAccountRole,
    DuplicateParameterName,
    DuplicateSelectionPattern,
    InvalidArn,
    InvalidAuthorizer,
    InvalidCacheKey,
    InvalidEnumValue,
    InvalidFunction,
    InvalidIntegrationArn,
    InvalidModel,
    InvalidRequestValidator,
    InvalidTransferMode,
    MissingConnectionId,
    MissingHttpMethod,
    MissingIntegrationTarget,
    MissingRole,
    UnsupportedProxyService,
    UnsupportedScopes,
)
from apigw_mock.refusal import (
    InvalidHttpEndpoint,
    InvalidIntegrationUri,
    TimeoutOutOfRange,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Around = Mapping[str, Any]
    SetNow = Mapping[str, Any]

_ARN = re.compile(r"arn:aws[a-z-]*:")
_OF_API_GATEWAY = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):apigateway:(?P<region>[a-zA-Z0-9-]+):"
)
_INTEGRATION_ARN = re.compile(
    _OF_API_GATEWAY.pattern + r"(?P<service>[a-zA-Z0-9.-]+):(?P<kind>path|action)/"
)
# By the end of its path, the call of Lambda's API and the mode that suits it.
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
_HTTP = re.compile(r"https?://[^/\s]+")
# The caller's own credentials, passed through.
_CALLER = re.compile(r"arn:aws[a-z-]*:iam::\*:user/\*")
_AUTHORIZED_BY_ID = ("CUSTOM", "COGNITO_USER_POOLS")
_ON_EVERY_API = ("Empty", "Error")  # the models that API Gateway makes by itself


# --- Conditions ----------------------------------------------------------------------


def is_mock(around: Around) -> bool:
    return bool(around["document"].get("type") == "MOCK")


def is_no_mock(around: Around) -> bool:
    return not is_mock(around)


def has_mock_integration(around: Around) -> bool:
    return bool(around["integration_type"] == "MOCK")


def needs_authorizer(around: Around) -> bool:
    return around["document"].get("authorizationType") in _AUTHORIZED_BY_ID


def has_authorizer(around: Around) -> bool:
    # Whether JWT is refused without one is not known.
    return needs_authorizer(around) or (
        around["document"].get("authorizationType") == "JWT"
    )


def is_known(name: str, around: Around) -> bool:
    """
    Whether the document has the member *name* if AWS has: no import left it out.
    """
    return name not in around.get("left_out", ())


# --- Defaults ------------------------------------------------------------------------


def always(value: Any, /) -> Callable[[Around], Any]:
    """
    Return a default that is *value* everywhere; a new copy each time.
    """
    return lambda _: deepcopy(value)


def by(member: str, values: Mapping[str, Any]) -> Callable[[Around], Any]:
    """
    Return a default that hangs on another member of the document.
    """
    return lambda around: values.get(around["document"].get(member))


def resource_id(around: Around) -> Any:
    return around["resource_id"]


def internet_on_http(around: Around) -> str | None:
    """
    Return the connection type that an HTTP integration is shown with; others have none.
    """
    return "INTERNET" if around["document"].get("type") in _HTTP_TYPES else None


_HTTP_TYPES = ("HTTP", "HTTP_PROXY")
_PROXIES = ("AWS_PROXY", "HTTP_PROXY")
SHORTEST, LONGEST, LONGEST_STREAM = 50, 29_000, 900_000  # ms, of a time-out


# --- Integrations --------------------------------------------------------------------


def declared_cache_keys(set_now: SetNow, around: Around) -> None:
    """
    Accept a cache key that the method declares or the integration maps.
    """
    mapped = around["document"].get("requestParameters", {})
    for name in set_now:
        if name not in around["declared"] and name not in mapped:
            raise InvalidCacheKey(name)


def vpc_link_given(_: SetNow, around: Around) -> None:
    """
    Accept VPC_LINK together with a connection, and a link of v2 with its target.

    Args:
        around: ``v2_links`` holds the ids of the links that API Gateway v2 has made.
    """
    document = around["document"]
    link = document.get("connectionId")
    if document.get("connectionType") != "VPC_LINK":
        return
    if not link and is_known("connectionId", around):
        raise MissingConnectionId
    untold = is_known("integrationTarget", around) and link in around["v2_links"]
    if untold and not document.get("integrationTarget"):
        raise MissingIntegrationTarget(link)


def role_for_service(_: SetNow, around: Around) -> None:
    """
    Accept credentials, without which API Gateway calls no service but Lambda.
    """
    document = around["document"]
    uri = document.get("uri", "")
    found = _integration_arn(uri, around)
    calls = found and document.get("type") == "AWS" and found["service"] != "lambda"
    if calls and not document.get("credentials"):
        raise MissingRole(uri)


def timeout_of_mode(_: SetNow, around: Around) -> None:
    """
    Accept 50 to 29000 ms, of responses that are streamed 50 to 900000 ms.
    """
    document = around["document"]
    high = LONGEST_STREAM if "STREAM" in _modes(around) else LONGEST  # ms
    given = document.get("timeoutInMillis")
    if given is None or not SHORTEST <= given <= high:
        raise TimeoutOutOfRange(SHORTEST, high, given)


def _modes(around: Around) -> tuple[str, ...]:
    """
    Return the response transfer mode, or both where an import left it out.
    """
    given = around["document"].get("responseTransferMode")
    if given is None and not is_known("responseTransferMode", around):
        return ("BUFFERED", "STREAM")
    return (given or "BUFFERED",)


def transfer_mode(set_now: SetNow, around: Around) -> None:
    """
    Accept STREAM on proxy integrations, whose call to Lambda streams as well.
    """
    document = around["document"]
    streams = document.get("responseTransferMode") == "STREAM"
    if streams and document.get("type") not in _PROXIES:
        raise InvalidEnumValue("response transfer mode", "STREAM", ("BUFFERED",))
    mode_of_call(set_now, around)
    timeout_of_mode(set_now, around)


def mode_of_call(_: SetNow, around: Around) -> None:
    """
    Accept a call of Lambda that suits the response transfer mode.
    """
    document = around["document"]
    called = _invocation(_integration_arn(document.get("uri", ""), around))
    if document.get("type") != "AWS_PROXY" or not called:
        return
    modes, (call, mode) = _modes(around), _LAMBDA_API[called["ends"]]
    if mode not in modes:
        raise InvalidTransferMode(modes[0], call)


def reachable(set_now: SetNow, around: Around) -> None:
    """
    Accept a URI together with the credentials and the mode that it needs.
    """
    role_for_service(set_now, around)
    mode_of_call(set_now, around)


def own_role(set_now: SetNow, around: Around) -> None:
    """
    Accept an ARN of the own account, or the caller's credentials.
    """
    credentials = set_now["credentials"]
    if not credentials or _CALLER.fullmatch(credentials):
        return
    if not _ARN.match(credentials):
        raise InvalidArn(credentials)
    if credentials.split(":")[4:5] != [around["account_id"]]:
        raise CrossAccountRole(credentials)


def http_method_given(set_now: SetNow, around: Around) -> None:
    """
    Accept a method, which all but MOCK must have.
    """
    if is_no_mock(around) and not set_now["httpMethod"]:
        raise MissingHttpMethod(around["document"].get("type", ""))


def uri_of_type(set_now: SetNow, around: Around) -> None:
    """
    Accept a URI that suits the integration's type.
    """
    if is_mock(around):
        return
    document, uri = around["document"], set_now["uri"]
    if not uri:
        raise InvalidIntegrationUri(None)
    if document.get("type") not in _HTTP_TYPES:
        _aws_uri(uri, around)
    elif not _HTTP.match(uri):
        raise InvalidHttpEndpoint(uri)


def _aws_uri(uri: str, around: Around) -> None:
    if not _ARN.match(uri) or _is_misplaced(uri, around):
        raise InvalidArn(uri)
    found = _integration_arn(uri, around)
    if not found:
        raise InvalidIntegrationArn(uri)
    called = _invocation(found)
    to_firehose = (found["service"], found["kind"]) == ("firehose", "action")
    is_proxy = around["document"].get("type") == "AWS_PROXY"
    if is_proxy and not called and not to_firehose:
        raise UnsupportedProxyService(uri)
    if called and not _FUNCTION.fullmatch(called["function"]):
        raise InvalidFunction(called["function"])


def _integration_arn(uri: str, around: Around) -> re.Match[str] | None:
    return None if _is_misplaced(uri, around) else _INTEGRATION_ARN.match(uri)


def _invocation(found: re.Match[str] | None) -> re.Match[str] | None:
    """
    Return the function that the ARN of an integration invokes, and by which call.
    """
    if not found or found["service"] != "lambda":
        return None
    return _INVOCATION.fullmatch(found.string, found.end())


def _is_misplaced(uri: str, around: Around) -> bool:
    """
    Whether *uri* is an ARN of API Gateway's in a region that its partition lacks.
    """
    found = _OF_API_GATEWAY.match(uri)
    return bool(found and not around["has_region"](found["partition"], found["region"]))


# --- Integration responses -----------------------------------------------------------


def unique_pattern(set_now: SetNow, around: Around) -> None:
    """
    Accept a selection pattern that no other response of the integration has.

    Args:
        set_now: ``{"selectionPattern": pattern}``; None and ``""`` are the default.
        around: ``patterns`` holds those of the other responses by status code.
    """
    for pattern in set_now.values():
        for status_code, taken in around["patterns"].items():
            if (taken or "") == (pattern or ""):
                raise DuplicateSelectionPattern(pattern or "", status_code)


# --- Methods -------------------------------------------------------------------------


def known_authorizer(_: SetNow, around: Around) -> None:
    """
    Accept an authorizer that the API has.
    """
    document = around["document"]
    authorizer_id = document.get("authorizerId")
    if needs_authorizer(around) and authorizer_id not in around["authorizers"]:
        raise InvalidAuthorizer(document["authorizationType"], authorizer_id)


def scopes_of_user_pool(_: SetNow, around: Around) -> None:
    """
    Accept scopes together with COGNITO_USER_POOLS.
    """
    document = around["document"]
    kind, scopes = (document.get(n) for n in ("authorizationType", _SCOPES))
    if scopes and kind != "COGNITO_USER_POOLS":
        raise UnsupportedScopes(kind, scopes)


_SCOPES = "authorizationScopes"


def authorized(set_now: SetNow, around: Around) -> None:
    """
    Accept a type that suits the method's authorizer and scopes.
    """
    known_authorizer(set_now, around)
    scopes_of_user_pool(set_now, around)


def known_validator(set_now: SetNow, around: Around) -> None:
    """
    Accept a request validator that the API has.
    """
    validator = set_now["requestValidatorId"]
    if validator is not None and validator not in around["validators"]:
        raise InvalidRequestValidator(validator)


def known_models(set_now: SetNow, around: Around) -> None:
    """
    Accept models that the API has.
    """
    for name in set_now.values():
        if name not in _ON_EVERY_API and not around["has_model"](name):
            raise InvalidModel(name)


def request_parameters(set_now: SetNow, around: Around) -> None:
    """
    Accept parameters of a request, no two of one name.
    """
    request_keys(set_now, around)
    seen = set()
    for key in around["document"].get("requestParameters", {}):
        name = key.split(".", 3)[-1]
        if name in seen:
            raise DuplicateParameterName(name)
        seen.add(name)
