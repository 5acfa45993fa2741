"""
The short way from botocore's request to our actions.

For each call, moto makes a request of another library's, lists the URLs of the service
and reads all that any service may ask of a request. Our actions need its URL, its
method, its body and who asks.

The short way gives what moto's own way gives. Where it cannot tell, for instance under
a setting of moto's that looks at the whole request, the call takes moto's own way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

import moto.core.responses
from botocore.awsrequest import AWSPreparedRequest
from moto import settings
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.core.config import default_user_config
from moto.core.models import botocore_stubber
from moto.core.responses import BaseResponse
from moto.iam.models import mark_account_as_visited
from moto.moto_api import recorder
from moto.utilities.aws_headers import gen_amzn_requestid_long
from requests.structures import CaseInsensitiveDict
from werkzeug.exceptions import HTTPException

from apigw_mock.host.guard import Replacement
from apigw_mock.host.http_websocket.actions import ACTIONS as HTTP_WEBSOCKET
from apigw_mock.host.rest.actions import ACTIONS as REST
from apigw_mock.host.routes import find_route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # The status, the headers and the body, as moto's actions return them.
    HostAnswer = tuple[int, dict[str, Any], Any]

# By boto3's name of the service: the class of moto's actions, and our actions.
_KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "apigateway": (APIGatewayResponse, REST),
    "apigatewayv2": (ApiGatewayV2Response, HTTP_WEBSOCKET),
}

# A URL of AWS's that nothing on moto's way rewrites.
_URL = re.compile(
    r"https://apigateway\.(?P<region>[a-z0-9-]+)\.amazonaws\.com"
    r"(?P<path>(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+/?)"
    r"(?:\?(?P<query>[^#]*))?"
)
_DOTS = re.compile(r"/\.\.?(?:/|$)")

# What botocore sends by itself. Any other header may mean something to moto.
_HEADERS = frozenset(
    {
        "accept",
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "authorization",
        "content-length",
        "content-type",
        "user-agent",
        "x-amz-api-version",
        "x-amz-date",
        "x-amz-security-token",
    }
)
_JSON = {"", "application/json"}

# Parameters of AWS's older services. moto looks for them in the URL and in the body.
_PARAMETERS = {"Action", "AWSAccessKeyId"}
_MAYBE = re.compile(r"Action|AWSAccessKeyId|%")

# Counts the calls until moto begins to check what IAM permits.
_counts: Any = next(kind for kind in BaseResponse.__mro__ if "request_count" in vars(kind))

# What of moto's way the short way leaves out or does in its stead. Where somebody else
# has replaced one, his is called.
_LEFT_OUT = (
    "dispatch",
    "setup_class",
    "call_action",
    "get_region_from_url",
    "_get_action",
    "_authenticate_and_authorize_normal_action",
    "_transform_response",
    "_enrich_response",
)


def replacements() -> Iterator[Replacement]:
    """
    Yield the replacement of moto's way, which takes all that the short way does not.
    """
    stubber = type(botocore_stubber)
    yield Replacement(stubber, "process_request", _shortened(stubber.process_request))


def _shortened(process_request: Callable[..., Any]) -> Callable[..., Any]:
    own = _own()

    def process(stubber: Any, request: Any) -> Any:
        asked = _asked(request) if _is_plain() and _own() == own else None
        return asked.answer() if asked else process_request(stubber, request)

    return process


def _own() -> list[Any]:
    return [getattr(kind, name) for kind, _ in _KINDS.values() for name in _LEFT_OUT]


def _is_plain() -> bool:
    """
    Whether no setting of moto's looks at more of a request than the short way does.
    """
    core: Any = default_user_config.get("core", {})
    return (
        not any(core.get("passthrough", {}).values())
        and core.get("service_whitelist") is None
        and not recorder._user_enabled  # noqa: SLF001  # has no public name
        and not settings.get_s3_custom_endpoints()
        and _counts.request_count < settings.INITIAL_NO_AUTH_ACTION_COUNT
    )


class _Asked(NamedTuple):
    """
    A call of one of our actions.

    Args:
        action: ours.
        response: moto's object for the call, with what our actions read of it.
    """

    action: Callable[[Any], Any]
    response: Any

    def answer(self) -> HostAnswer:
        """
        Return what moto's `BaseResponse.call_action` returns.
        """
        response, headers = self.response, self.response.response_headers
        _counts.request_count += 1
        try:
            answered = self.action(response)
        except HTTPException as error:
            sent = {**dict(error.get_headers() or []), "status": error.code}
            answered = error.description, sent
        status, headers, body = response._transform_response(headers, answered)  # noqa: SLF001  # a part of moto's way
        headers["status"] = str(headers["status"])
        gen_amzn_requestid_long(headers)
        return status, headers, body


def _asked(request: Any) -> _Asked | None:
    """
    Return the call that a request is, or None if it takes moto's way.
    """
    url = _URL.fullmatch(request.url)
    if not url or not _is_usual(request, url):
        return None
    route = find_route(request.method, url["path"], url["query"] or "")
    if route is None:
        return None
    kind, actions = _KINDS[route.service]
    action = vars(kind).get(route.action)
    if action is None or action is not actions.get(route.action):
        return None
    return _Asked(action, _response(kind(), request, url["region"]))


def _is_usual(request: Any, url: re.Match[str]) -> bool:
    """
    Whether a request has nothing but what botocore sends by itself.
    """
    headers = request.headers
    return (
        type(request) is AWSPreparedRequest
        and _HEADERS.issuperset(map(str.lower, headers.keys()))
        and _text(headers.get("Content-Type")) in _JSON
        and not _DOTS.search(url["path"])
        and not _has_parameters(url["query"] or "")
        and not _has_parameters(_text(request.body))
    )


def _has_parameters(text: str) -> bool:
    if "=" not in text or not _MAYBE.search(text):
        return False
    names = (name for name, _ in parse_qsl(text, keep_blank_values=True))
    return any(name in _PARAMETERS for name in names)


def _text(sent: str | bytes | None) -> str:
    return sent.decode() if isinstance(sent, bytes) else sent or ""


def _response(response: Any, request: Any, region: str) -> Any:
    """
    Return moto's *response* with what our actions read of it.
    """
    response.method, response.uri = request.method, request.url
    response.body, response.region = _text(request.body), region
    sent = request.headers.items()
    response.headers = CaseInsensitiveDict((name, _text(text)) for name, text in sent)
    response.querystring = {}
    response.response_headers = {"server": "amazon.com", "date": _date()}
    response.access_key = response.get_access_key()
    response.current_account = response.get_current_account()
    mark_account_as_visited(
        account_id=response.current_account,
        access_key=response.access_key,
        service=response.service_name,
        region=region,
    )
    return response


def _date() -> str:
    # By moto's own names, for libraries that stop the clock replace those.
    theirs: Any = moto.core.responses
    if hasattr(theirs, "http_date"):
        return str(theirs.http_date(theirs.utcnow()))
    return str(theirs.datetime.datetime.now().strftime("%a, %d %b %Y %H:%M:%S GMT"))
