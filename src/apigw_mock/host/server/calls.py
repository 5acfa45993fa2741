"""
A call as it is on the wire: for whom it is, and what moto is to see of it.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote_to_bytes

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wrappers import Request

from apigw_mock.errors import NotSerializable, RequestTooLarge, UnknownRegion
from apigw_mock.host.answer import json_body
from apigw_mock.host.server.routes import Route, find_route
from apigw_mock.host.state import has_region

if TYPE_CHECKING:
    Environ = dict[str, Any]

RESET_PATH = "/moto-api/reset"
BODY_LIMIT = 10 * 1024 * 1024  # bytes; API Gateway developer guide, limits on payloads

# SigV4; a request without it, or with something else, does not say where it belongs.
_SCOPE = re.compile(
    r"(?P<key>[^/,\s]+)/(?P<date>\d+)/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request"
)
_CREDENTIAL = re.compile(rf"(?<![^\s,])Credential=({_SCOPE.pattern})")
_IN_HOST = re.compile(r"\.([^.]+)\.amazonaws\.com")
_ORIGIN = re.compile(r"https?://[^/?]*", re.IGNORECASE)
_PRESIGNED = "X-Amz-Credential"
_UNSIGNED = "testing/20200101/{region}/apigateway/aws4_request"
_MOTO_ITSELF = ("/moto-api", "/favicon.ico", "/latest/")


class HttpCall(NamedTuple):
    """
    A request to API Gateway, as it is on the wire.
    """

    environ: Environ
    method: str
    path: str
    query: str

    @property
    def route(self) -> Route | None:
        return find_route(self.method, self.path, self.query)


def read_call(environ: Environ) -> HttpCall:
    """
    Return the request as the client has written it: ``%2F`` in a segment stays one.
    """
    target = _ORIGIN.sub("", environ["REQUEST_URI"], count=1)
    path, _, query = target.partition("?")
    return HttpCall(environ, environ["REQUEST_METHOD"], path, query)


class Scope(NamedTuple):
    """
    Where a request is signed for.

    Args:
        credential: the whole of it, for instance
            ``AKIA.../20200101/us-east-1/apigateway/aws4_request``.
    """

    credential: str
    region: str
    service: str


def scope_of(call: HttpCall) -> Scope | None:
    """
    Return what the request is signed for, in its header or in its URL.
    """
    header = _CREDENTIAL.search(call.environ.get("HTTP_AUTHORIZATION", ""))
    sent = header[1] if header else dict(parse_qsl(call.query)).get(_PRESIGNED, "")
    found = _SCOPE.fullmatch(sent)
    return Scope(sent, found["region"], found["service"]) if found else None


def is_for_another(call: HttpCall) -> bool:
    """
    Whether the request is moto's own, signed for another service or shows one.
    """
    if call.path.startswith(_MOTO_ITSELF):
        return True
    scope = scope_of(call)
    if scope:
        return scope.service.lower() != "apigateway"
    return call.route is None and shows_another(call)


def shows_another(call: HttpCall) -> bool:
    """
    Whether an unsigned request has what only other services have.

    That is the target or the form of their protocols, or a signature in its query.
    """
    sent = dict(parse_qsl(call.query))
    credential = sent.get(_PRESIGNED, "/apigateway/")
    content_type = call.environ.get("CONTENT_TYPE", "")
    posts = (call.method, call.path) == ("POST", "/")
    return (
        "HTTP_X_AMZ_TARGET" in call.environ
        or (posts and content_type.startswith("application/x-www-form-urlencoded"))
        or "/apigateway/" not in credential
        or "AWSAccessKeyId" in sent  # signature version 2
    )


def resets(call: HttpCall) -> bool:
    """
    Whether the request asks moto to forget all, in any spelling that moto takes.
    """
    path = call.environ["PATH_INFO"].removesuffix("/")
    return (call.method, path) == ("POST", RESET_PATH)


def check_region(call: HttpCall) -> None:
    """
    Refuse what is signed for a place that is none.

    Raises:
        UnknownRegion: the request is signed for a region that moto has not.
    """
    scope = scope_of(call)
    if scope and not has_region(scope.region):
        raise UnknownRegion(scope.region)


def read_body(environ: Environ, route: Route) -> bytes:
    """
    Return the body, of which API Gateway expects JSON whatever its content type.

    Raises:
        RequestTooLarge: it is longer than `BODY_LIMIT`.
        NotSerializable: it ends too early, or it is no JSON object.
    """
    request = Request(environ)
    request.max_content_length = BODY_LIMIT
    try:
        body = request.get_data()
        # Of chunks, werkzeug reads up to the limit and never asks for more.
        chunked = "wsgi.input_terminated" in environ
        if chunked and len(body) == BODY_LIMIT and environ["wsgi.input"].read(1):
            raise RequestTooLarge(BODY_LIMIT)
    except RequestEntityTooLarge:
        raise RequestTooLarge(BODY_LIMIT) from None
    except (ClientDisconnected, OSError):  # it went away, or its chunks are none
        raise NotSerializable("Unexpected end of the request body") from None
    if route.has_json:
        json_body(Sent(body))
    return body


class Sent(NamedTuple):
    """
    A request of which the body alone is known.
    """

    body: bytes


def settle(call: HttpCall, body: bytes, region: str) -> None:
    """
    Put into the environment what moto is to see: the body that was read, as JSON, and
    the region of the signature, of the Host, or else *region*.
    """
    environ = call.environ
    put_body(environ, body)
    environ["CONTENT_TYPE"] = "application/json"
    # Slashes of the URL separate, those of a segment do not: Flask must see which.
    parts = [unquote_to_bytes(part) for part in re.split("%2[Ff]", call.path)]
    environ["PATH_INFO"] = b"%2F".join(parts).decode("latin-1")
    scope = scope_of(call)
    region = scope.region if scope else region_of_host(environ) or region
    # moto looks for the region in the URL first, and takes any label for one.
    environ["HTTP_HOST"] = f"apigateway.{region}.amazonaws.com"
    credential = scope.credential if scope else _UNSIGNED.format(region=region)
    put_first(environ, credential)


def region_of_host(environ: Environ) -> str | None:
    """
    Return the region in the Host of a request, None if it names none.
    """
    found = _IN_HOST.search(environ.get("HTTP_HOST", "").lower())
    return found[1] if found and has_region(found[1]) else None


def put_body(environ: Environ, body: bytes) -> None:
    """
    Put *body* in the place of that which the client sends.
    """
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_CONTENT_ENCODING", None)
    environ.pop("HTTP_TRANSFER_ENCODING", None)


def put_first(environ: Environ, credential: str) -> None:
    """
    Let the header of the signature begin with *credential*: moto looks there alone.
    """
    first = f"AWS4-HMAC-SHA256 Credential={credential}"
    sent = environ.get("HTTP_AUTHORIZATION", "")
    if not sent.startswith(first):
        environ["HTTP_AUTHORIZATION"] = ", ".join((first, *others_in(sent)))


def others_in(authorization: str) -> list[str]:
    """
    Return what the header of a signature says beside its credential.
    """
    if not _CREDENTIAL.search(authorization):
        return ["SignedHeaders=host", "Signature=none"]
    parts = map(str.strip, authorization.partition(" ")[2].split(","))
    return [part for part in parts if not part.startswith("Credential=")]
