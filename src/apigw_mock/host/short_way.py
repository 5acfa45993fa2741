"""
The short way from botocore's request to our actions.

For each call, moto makes a request of another library's, lists the URLs of the service
and reads all that any service may ask of a request. Our actions need its URL, its
method, its body and who asks.

The short way gives what moto's own way gives. Where it cannot tell, the call takes
moto's way: under a setting of moto's that looks at the whole request, with anything in
the request that botocore does not send by itself, and where somebody has replaced a
part of moto's way.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import moto.apigateway.urls
import moto.backend_index
import moto.backends
import moto.core.botocore_stubber
import moto.core.exceptions
import moto.core.responses
import moto.moto_api
from botocore.awsrequest import AWSPreparedRequest
from moto import settings
from moto.apigateway.models import apigateway_backends
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.core.config import default_user_config
from moto.core.models import DEFAULT_ACCOUNT_ID, botocore_stubber
from moto.core.responses import BaseResponse
from werkzeug.exceptions import HTTPException

from apigw_mock.host.bodies import setting_up
from apigw_mock.host.guard import Replacement
from apigw_mock.host.http_websocket.actions import ACTIONS as HTTP_WEBSOCKET
from apigw_mock.host.lacking import dispatching
from apigw_mock.host.rest.actions import ACTIONS as REST
from apigw_mock.host.routes import find_route
from apigw_mock.host.urls import added_urls, added_v2_urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # The status, the headers and the body, as moto's actions return them.
    HostAnswer = tuple[int, dict[str, Any], Any]

# By boto3's name of the service: the class of moto's actions, and our actions.
_KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "apigateway": (APIGatewayResponse, REST),
    "apigatewayv2": (ApiGatewayV2Response, HTTP_WEBSOCKET),
}

# A URL as botocore writes it for a region of AWS's standard and GovCloud partitions.
# Nothing on moto's way rewrites it. moto takes some that end in a slash for others.
_URL = re.compile(
    r"https://apigateway\.(?P<region>[a-z0-9-]+)\.amazonaws\.com"
    r"(?P<path>/(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*(?<!/))"
    r"(?:\?(?P<query>(?:[A-Za-z0-9._~/=&-]|%[0-9A-F]{2})*))?"
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
_JSON = {"application/json", b"application/json"}
_REQUEST: Any = AWSPreparedRequest
_BODIES = {type(None), bytes, str}

# Parameters of AWS's older services. moto looks for them in the URL and in the body.
_PARAMETERS = {"Action", "AWSAccessKeyId"}
_MAYBE = re.compile(r"Action|AWSAccessKeyId|%")
# moto puts the id of the request into each body that has this.
_REQUEST_ID = "<RequestId>"

# What of moto's way the short way leaves out or does in its stead, by owner. A release
# of moto may lack some.
_OF_STUBBER = (
    "get_equivalent_url_in_aws_domain",
    "normalize_request",
    "passthrough_service",
    "passthrough_url",
    "service_whitelisted",
)
_OF_KIND = (
    "dispatch",
    "call_action",
    "get_region_from_url",
    "_authenticate_and_authorize_normal_action",
    "_enrich_response",
    "_get_action",
)
_LEFT_OUT: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (moto.core.botocore_stubber, _OF_STUBBER),
    (moto.backends, ("get_backend",)),
    (moto.moto_api.recorder, ("_record_request",)),
    (BaseResponse, ("setup_class",)),
    (APIGatewayResponse, _OF_KIND),
    (ApiGatewayV2Response, _OF_KIND),
)
_READERS: list[tuple[Any, Callable[[Any], Any]]] = [
    (owner, attrgetter(*(name for name in names if hasattr(owner, name))))
    for owner, names in _LEFT_OUT
]
# moto's services up to ours: the first one that knows a URL answers.
_SERVICES = [name for name, _ in moto.backend_index.backend_url_patterns]
_FIRST = slice(_SERVICES.index("apigateway") + 1)


def _parts() -> list[Any]:
    """
    Return what stands in the place of each part that the short way leaves out.
    """
    services = moto.backend_index.backend_url_patterns[_FIRST]
    return [services, *(read(owner) for owner, read in _READERS)]


_MOTO_S_OWN = _parts()
_PROCESS = type(botocore_stubber).process_request
_DISPATCH = BaseResponse._dispatch  # noqa: SLF001  # each action goes through it
_URL_PATHS = dict(moto.apigateway.urls.url_paths)

# What an action may raise that moto turns into an answer.
_REFUSALS = (
    HTTPException,
    getattr(moto.core.exceptions, "ServiceException", HTTPException),
)
_theirs: Any = moto.core.responses
# Counts the calls until moto begins to check what IAM permits.
_counts: Any = _theirs.ActionAuthenticatorMixin
# From 5.2 on, moto's actions are given another request than botocore's.
_IS_NORMALIZED = hasattr(moto.core.botocore_stubber, "normalize_request")


def replacements() -> Iterator[Replacement]:
    """
    Yield the replacement of moto's way, which takes all that the short way does not.

    It goes in after all others. A way that somebody else has replaced stays his.
    """
    stubber = type(botocore_stubber)
    if stubber.process_request is _PROCESS:
        yield Replacement(stubber, "process_request", _shortened(_PROCESS))


def _shortened(process_request: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    url_paths = {**_URL_PATHS, **added_urls(), **added_v2_urls()}

    def process(stubber: Any, request: Any) -> Any:
        url = _URL.fullmatch(request.url)
        call = None
        if url and _is_plain() and _is_moto_s_own(url_paths):
            call = _call(request, url)
        return call.answer() if call else process_request(stubber, request)

    return process


# --- Which way a call takes -------------------------------------------------------


def _is_plain() -> bool:
    """
    Whether no setting of moto's looks at more of a request than the short way does.
    """
    core: Any = default_user_config.get("core", {})
    return (
        not any(core.get("passthrough", {}).values())
        and core.get("service_whitelist") is None
        and not moto.moto_api.recorder._user_enabled  # noqa: SLF001  # has no public name
        and not settings.get_s3_custom_endpoints()
        and _counts.request_count < settings.INITIAL_NO_AUTH_ACTION_COUNT
    )


def _is_moto_s_own(url_paths: dict[str, Any]) -> bool:
    """
    Whether each part that the short way leaves out is moto's, or ours.
    """
    ours = dispatching(_DISPATCH)
    return (
        _parts() == _MOTO_S_OWN
        and moto.apigateway.urls.url_paths == url_paths
        and all(kind._dispatch is ours for kind, _ in _KINDS.values())  # noqa: SLF001  # as above
        and all(k.setup_class is setting_up(k, None) for k, _ in _KINDS.values())
    )


def _call(request: Any, url: re.Match[str]) -> _Call | None:
    """
    Return the call that a request is, or None if it takes moto's way.
    """
    if type(request) is not _REQUEST or not _is_usual(request, url):
        return None
    path, query = url["path"], url["query"] or ""
    service = "apigatewayv2" if path.startswith("/v2/") else "apigateway"
    kind, actions = _KINDS[service]
    route = find_route(request.method, path, query, (service,))
    # Without a parameter that it requires, newer releases of moto do not know a call.
    if route is None or not route.required.issubset(_names(query)):
        return None
    action = actions.get(route.action)
    if action is None or vars(kind).get(route.action) is not action:
        return None
    return _Call(route.action, action, _response(kind(), request, url["region"]))


def _is_usual(request: Any, url: re.Match[str]) -> bool:
    """
    Whether a request has nothing but what botocore sends by itself.
    """
    headers, body = request.headers, request.body
    return (
        type(body) in _BODIES
        and _HEADERS.issuperset(map(str.lower, headers))
        and headers.get("Content-Type", "application/json") in _JSON
        and not _DOTS.search(url["path"])
        and not _has_parameters(url["query"] or "")
        and _is_text(body)
        and not _has_parameters(_text(body))
    )


def _is_text(body: str | bytes | None) -> bool:
    try:
        _text(body)
    except UnicodeDecodeError:  # a document may be sent in another encoding
        return False
    return True


def _has_parameters(text: str) -> bool:
    return bool(_MAYBE.search(text)) and not _PARAMETERS.isdisjoint(_names(text))


def _names(query: str) -> set[str]:
    if not query:
        return set()
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}


def _text(sent: str | bytes | None) -> str:
    return sent.decode() if isinstance(sent, bytes) else sent or ""


# --- The short way ----------------------------------------------------------------


class _Call(NamedTuple):
    """
    A call of one of our actions.

    Args:
        name: of the action.
        action: ours.
        response: moto's object for the call, with what our actions read of it.
    """

    name: str
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
        except _REFUSALS as error:
            return self._refused(error)
        status, headers, body = response._transform_response(headers, answered)  # noqa: SLF001  # a part of moto's way
        if _REQUEST_ID in body:
            headers, body = response._enrich_response(headers, body)  # noqa: SLF001  # as above
        else:
            headers["status"] = str(headers["status"])
            _theirs.gen_amzn_requestid_long(headers)
        return status, headers, body

    def _refused(self, error: Exception) -> HostAnswer:
        """
        Return moto's answer to an action that raises *error*.
        """

        def refuse() -> None:
            raise error

        response = self.response
        response._get_action = lambda: self.name  # noqa: SLF001  # a part of moto's way
        # The call has been counted.
        response._authenticate_and_authorize_normal_action = str  # noqa: SLF001  # as above
        setattr(response, self.name, refuse)
        answered: HostAnswer = response.call_action()
        return answered


def _response(response: Any, request: Any, region: str) -> Any:
    """
    Return moto's *response* with what our actions read of it.
    """
    # Here, as in moto: it takes 0.2 s, and not every scope has a call.
    from moto.iam.models import mark_account_as_visited  # noqa: PLC0415

    _make_first_backend()
    response.method, response.uri = request.method, request.url
    response.body, response.region = _text(request.body), region
    response.headers, response.querystring = _headers(request), {}
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


def _make_first_backend() -> None:
    """
    Make the backend whose URLs moto reads at each call, whoever asks and where.
    """
    backends: Any = apigateway_backends
    if "us-east-1" not in dict.get(backends, DEFAULT_ACCOUNT_ID, {}):
        backends[DEFAULT_ACCOUNT_ID]["us-east-1"]


def _headers(request: Any) -> Any:
    """
    Return a request's headers as text, by their names in any spelling.

    Older releases of moto change those of the request.
    """
    sent = request.headers.items()
    if _IS_NORMALIZED:
        return _Headers((name.lower(), _text(value)) for name, value in sent)
    for name, value in sent:
        request.headers[name] = _text(value)
    request.headers["host"] = urlsplit(request.url).netloc
    return request.headers


class _Headers(dict[str, str]):
    """
    Headers, by their names in lower case. They are found under any spelling.
    """

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)


def _date() -> str:
    # By moto's own names, for libraries that stop the clock replace those.
    if hasattr(_theirs, "http_date"):  # from 5.2 on
        return str(_theirs.http_date(_theirs.utcnow()))
    return str(_theirs.datetime.datetime.now().strftime("%a, %d %b %Y %H:%M:%S GMT"))
