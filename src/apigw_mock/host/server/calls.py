"""
A call as the client sent it: which service it is for, and what we show to moto.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote_to_bytes

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wrappers import Request

from apigw_mock.host.requests import json_body
from apigw_mock.host.routes import Route, find_route
from apigw_mock.host.state import has_region
from apigw_mock.inputs import KNOWN_REGION, SHORT_BODY, WHOLE_BODY

if TYPE_CHECKING:
    Environ = dict[str, Any]

RESET_PATH = "/moto-api/reset"
BODY_LIMIT = 10 * 1024 * 1024  # bytes; API Gateway developer guide, limits on payloads

# SigV4. A request without it names neither region nor service.
_SCOPE = re.compile(
    r"(?P<key>[^/,\s]+)/(?P<date>\d+)/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request"
)
_CREDENTIAL = re.compile(rf"(?<![^\s,])Credential=({_SCOPE.pattern})")
_KEPT = re.compile("%(2[Ff]|25)")  # slashes and percent signs of a segment
_ORIGIN = re.compile(r"https?://[^/?]*", re.IGNORECASE)
_PRESIGNED = "X-Amz-Credential"
_UNSIGNED = "testing/20200101/{region}/apigateway/aws4_request"
_IN_HOST = re.compile(r"\.([^.]+)\.amazonaws\.com")
_MOTO_ITSELF = ("/moto-api", "/favicon.ico", "/latest/")


class HttpCall(NamedTuple):
    """
    A request to API Gateway, as the client sent it.
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
    Return the request as the client wrote it: ``%2F`` in a segment stays ``%2F``.
    """
    target = _ORIGIN.sub("", environ["REQUEST_URI"], count=1)
    path, _, query = target.partition("?")
    return HttpCall(environ, environ["REQUEST_METHOD"], path, query)


class Scope(NamedTuple):
    """
    The region and service that a request is signed for.

    Args:
        credential: the whole credential, for instance
            ``AKIA.../20200101/us-east-1/apigateway/aws4_request``.
    """

    credential: str
    region: str
    service: str


def scope_of(call: HttpCall) -> Scope | None:
    """
    Return what the request is signed for. The signature is in its header or URL.
    """
    header = _CREDENTIAL.search(call.environ.get("HTTP_AUTHORIZATION", ""))
    sent = header[1] if header else dict(parse_qsl(call.query)).get(_PRESIGNED, "")
    found = _SCOPE.fullmatch(sent)
    return Scope(sent, found["region"], found["service"]) if found else None


def is_signed(call: HttpCall) -> bool:
    """
    Whether the request has a signature of AWS's, or other credentials.
    """
    sent = dict(parse_qsl(call.query))
    return (
        "HTTP_AUTHORIZATION" in call.environ
        or _PRESIGNED in sent
        or "AWSAccessKeyId" in sent  # signature version 2
    )


def is_for_another(call: HttpCall) -> bool:
    """
    Whether the request is for moto itself or for another service.
    """
    if call.path.startswith(_MOTO_ITSELF):
        return True
    scope = scope_of(call)
    if scope:
        return scope.service.lower() != "apigateway"
    return call.route is None and shows_another(call)


def shows_another(call: HttpCall) -> bool:
    """
    Whether an unsigned request has a sign of another service.

    The signs are the target header and the form body of other protocols, and a
    signature in the query.
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
    Whether the request resets moto, in any spelling that moto takes.
    """
    path = call.environ["PATH_INFO"].removesuffix("/")
    return (call.method, path) == ("POST", RESET_PATH)


def check_region(call: HttpCall) -> None:
    """
    Refuse a request that is signed for an unknown region.

    Raises:
        UnknownRegion: moto does not have the region.
    """
    scope = scope_of(call)
    if scope and not has_region(scope.region):
        raise KNOWN_REGION.error(scope.region)


def read_body(environ: Environ, route: Route) -> bytes:
    """
    Return the body. API Gateway expects JSON, whatever the content type.

    Raises:
        RequestTooLarge: it is longer than `BODY_LIMIT`.
        NotSerializable: it ends too early, or it is not a JSON object.
    """
    request = Request(environ)
    request.max_content_length = BODY_LIMIT
    try:
        body = request.get_data()
        # If the body comes in chunks, werkzeug reads up to the limit and no further.
        chunked = "wsgi.input_terminated" in environ
        if chunked and len(body) == BODY_LIMIT and environ["wsgi.input"].read(1):
            raise SHORT_BODY.error(BODY_LIMIT)
    except RequestEntityTooLarge:
        raise SHORT_BODY.error(BODY_LIMIT) from None
    except (ClientDisconnected, OSError):  # the client left, or sent bad chunks
        raise WHOLE_BODY.error() from None
    if route.has_json:
        json_body(body)
    return body


def settle(call: HttpCall, body: bytes, region: str) -> None:
    """
    Prepare the environment for moto: the body that was read, as JSON, and the region.

    The region is that of the signature, of the Host, or else *region*.
    """
    environ = call.environ
    put_body(environ, body)
    environ["CONTENT_TYPE"] = "application/json"
    # Flask and some of moto's routes do not take a slash at the end.
    path = call.path.removesuffix("/")
    environ["RAW_URI"] = f"{path}?{call.query}"
    # Slashes inside a segment stay escaped, so that Flask does not split there.
    escaped = _KEPT.sub(r"%25\1", path)
    environ["PATH_INFO"] = unquote_to_bytes(escaped).decode("latin-1")
    scope = scope_of(call)
    region = scope.region if scope else region_of_host(environ) or region
    # moto looks for the region in the URL first, and takes any label for a region.
    environ["HTTP_HOST"] = f"apigateway.{region}.amazonaws.com"
    credential = scope.credential if scope else _UNSIGNED.format(region=region)
    put_first(environ, credential)


def region_of_host(environ: Environ) -> str | None:
    """
    Return the region that the Host of a request names, or None.
    """
    found = _IN_HOST.search(environ.get("HTTP_HOST", "").lower())
    return found[1] if found and has_region(found[1]) else None


def put_body(environ: Environ, body: bytes) -> None:
    """
    Replace the client's body with *body*.
    """
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_CONTENT_ENCODING", None)
    environ.pop("HTTP_TRANSFER_ENCODING", None)


def put_first(environ: Environ, credential: str) -> None:
    """
    Make the Authorization header begin with *credential*: moto only looks there.
    """
    first = f"AWS4-HMAC-SHA256 Credential={credential}"
    sent = environ.get("HTTP_AUTHORIZATION", "")
    if not sent.startswith(first):
        environ["HTTP_AUTHORIZATION"] = ", ".join((first, *others_in(sent)))


def others_in(authorization: str) -> list[str]:
    """
    Return the parts of an Authorization header, without its credential.
    """
    if not _CREDENTIAL.search(authorization):
        return ["SignedHeaders=host", "Signature=none"]
    parts = map(str.strip, authorization.partition(" ")[2].split(","))
    return [part for part in parts if not part.startswith("Credential=")]
