"""
The same moto behind HTTP, for clients that are programs of their own.

A `Gate` stands before moto's own application. What moto answers with HTML, a status
of 5xx or an exception leaves it as AWS answers: JSON and ``x-amzn-errortype``.
"""

from __future__ import annotations

import errno
import ipaddress
import json
import logging
import re
import signal
import socket
import sys
import warnings
from http import HTTPStatus
from io import BytesIO
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote, unquote_to_bytes

from moto.moto_server import werkzeug_app
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from apigw_mock.errors import (
    ApigwError,
    DroppedSettingWarning,
    HostFailed,
    InvalidRequestInput,
    NotMocked,
    NotSerializable,
    RequestTooLarge,
    UnknownRegion,
    UnknownUrl,
)
from apigw_mock.host.answer import HostRefusal, json_body
from apigw_mock.host.install import install_for_good
from apigw_mock.host.routes import Route, find_route, routes
from apigw_mock.host.state import has_region
from apigw_mock.updates import (
    REPORT_PATH,
    UPDATES_PATH,
    Updates,
    logging_to,
    printable,
    report_since,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]
    Application = Callable[[Environ, Any], Iterable[bytes]]

RESET_PATH = "/moto-api/reset"
ENDING = (signal.SIGINT, signal.SIGTERM)
KEPT = 1_000  # updates in the log: a server runs for long
BODY_LIMIT = 10 * 1024 * 1024  # bytes; API Gateway developer guide, limits on payloads
_ERROR = 400  # the lowest HTTP status that is an error
_SERVER_ERROR = 500  # the lowest that clients take for a failure, and try again

# SigV4; a request without it, or with something else, does not say where it belongs.
SCOPE = re.compile(
    r"(?<![^\s,])Credential=[^/,\s]+/\d+"
    r"/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request"
)
_UNSIGNED = (
    "AWS4-HMAC-SHA256 Credential=testing/20200101/{region}/apigateway/aws4_request,"
    " SignedHeaders=host, Signature=none"
)
_ORIGIN = re.compile(r"https?://[^/?]*", re.IGNORECASE)
_MOTO_ITSELF = ("/moto-api", "/favicon.ico", "/latest/")

log = logging.getLogger("apigw_mock.server")


class CannotServe(Exception):
    """
    The server cannot have this host and port; the message says why.
    """


# --- one call ---------------------------------------------------------------------


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


class Gate:
    """
    The application before moto's: reads, passes on, mends and logs each call.

    Args:
        application: moto's own.
        region: of requests that do not say theirs, for instance ``us-east-1``.
        updates: the log of update calls.
    """

    def __init__(self, application: Application, region: str, updates: Updates) -> None:
        self.application = application
        self.authorization = _UNSIGNED.format(region=region)
        self.updates = updates

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        call = read_call(environ)
        if call.path in (UPDATES_PATH, REPORT_PATH):
            text = json.dumps(self.shown_at(call.path))
            return Response(text, mimetype="application/json")(environ, start_response)
        try:
            if is_for_another(call):
                return self.pass_on(call)(environ, start_response)
            response = self.answer(call)
        except ApigwError as error:
            response = refused(error)
        log_answer(call, response)
        return response(environ, start_response)

    def shown_at(self, path: str) -> Any:
        return report_since(0) if path == REPORT_PATH else self.updates.as_json()

    def pass_on(self, call: HttpCall) -> Response:
        """
        Leave the call to moto, which has other services and an interface of its own.

        Raises:
            HostFailed: moto has no such service, or it broke over the request.
        """
        try:
            response = Response.from_app(self.application, call.environ, buffered=True)
        except Exception as error:
            target = f"{call.method} {one_line(call.path)}"
            log.exception("moto failed to answer %s", target)
            raise HostFailed(target, repr(error)) from None
        if resets(call) and response.status_code < _ERROR:
            self.updates.clear()
        log.info("%s %s → %s", call.method, one_line(call.path), response.status_code)
        return response

    def answer(self, call: HttpCall) -> Response:
        """
        Return the answer of API Gateway.

        Raises:
            ApigwError: what AWS refuses before an operation sees it, or what moto has
                no answer for.
        """
        route = call.route
        if route is None:
            raise UnknownUrl(call.method, call.path)
        check_region(call)
        body = read_body(call.environ, route)
        settle(call, body, self.authorization)
        try:
            response = Response.from_app(self.application, call.environ, buffered=True)
        except NotImplementedError:
            raise NotMocked(route.operation) from None
        except Exception as error:
            if route.has_json and not body:
                raise InvalidRequestInput from None
            log.exception("moto failed to answer %s", route.operation)
            raise HostFailed(route.operation, repr(error)) from None
        return mended(response, route)


def read_call(environ: Environ) -> HttpCall:
    """
    Return the request as the client has written it: ``%2F`` in a segment stays one.
    """
    target = _ORIGIN.sub("", environ["REQUEST_URI"], count=1)
    path, _, query = target.partition("?")
    return HttpCall(environ, environ["REQUEST_METHOD"], path, query)


def is_for_another(call: HttpCall) -> bool:
    """
    Whether the request is moto's own, signed for another service or shows one.
    """
    if call.path.startswith(_MOTO_ITSELF):
        return True
    scope = SCOPE.search(call.environ.get("HTTP_AUTHORIZATION", ""))
    if scope:
        return scope["service"].lower() != "apigateway"
    return call.route is None and shows_another(call)


def shows_another(call: HttpCall) -> bool:
    """
    Whether an unsigned request has what only other services have.

    That is the target or the form of their protocols, or a signature in its query.
    """
    sent = dict(parse_qsl(call.query))
    credential = sent.get("X-Amz-Credential", "/apigateway/")
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
    return call.method == "POST" and unquote(call.path).rstrip("/") == RESET_PATH


def check_region(call: HttpCall) -> None:
    """
    Refuse what is signed for a place that is none.

    Raises:
        UnknownRegion: the request is signed for a region that moto has not.
    """
    scope = SCOPE.search(call.environ.get("HTTP_AUTHORIZATION", ""))
    if scope and not has_region(scope["region"]):
        raise UnknownRegion(scope["region"])


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


def settle(call: HttpCall, body: bytes, authorization: str) -> None:
    """
    Put into the environment what moto is to see: the body that was read, as JSON.
    """
    environ = call.environ
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ["CONTENT_TYPE"] = "application/json"
    environ.pop("HTTP_CONTENT_ENCODING", None)
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    # Slashes of the URL separate, those of a segment do not: Flask must see which.
    parts = [unquote_to_bytes(part) for part in re.split("%2[Ff]", call.path)]
    environ["PATH_INFO"] = b"%2F".join(parts).decode("latin-1")
    if not SCOPE.search(environ.get("HTTP_AUTHORIZATION", "")):
        environ["HTTP_AUTHORIZATION"] = authorization


def mended(response: Response, route: Route) -> Response:
    """
    Return moto's *response* in the form in which AWS answers.

    Raises:
        NotMocked: moto has no such URL.
        HostFailed: moto has answered with an error that says nothing.
    """
    status = response.status_code
    if status < _ERROR or "x-amzn-errortype" in response.headers:
        if response.mimetype == "text/html":  # Flask's default, not moto's word
            response.content_type = "application/json"
        response.status_code = status if status < _SERVER_ERROR else _ERROR
        return response
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        raise NotMocked(route.operation)
    raise HostFailed(route.operation, response.get_data(as_text=True))


def refused(error: ApigwError) -> Response:
    """
    Return the HTTP answer for *error*, in the very form that moto gives others.
    """
    refusal = HostRefusal(error)
    headers = dict(refusal.get_headers())
    return Response(refusal.description, status=error.status, headers=headers)


# --- the log ----------------------------------------------------------------------

_LINE_END = 1_000  # characters of a path or message that a line shows


def log_answer(call: HttpCall, response: Response) -> None:
    """
    Log operation, target and answer in one line.
    """
    route = call.route
    operation = route.operation if route else "(no operation)"
    answer = one_line(f"{response.status_code} {refusal_in(response)}".rstrip())
    log.info("%s %s %s → %s", call.method, operation, one_line(call.path), answer)


def refusal_in(response: Response) -> str:
    if response.status_code < _ERROR:
        return ""
    sent = json.loads(response.get_data())
    return f"{response.headers['x-amzn-errortype']} {sent['message']}"


def one_line(text: str) -> str:
    """
    Return *text* as a terminal can show it, on one line and not without end.
    """
    return printable(text if len(text) <= _LINE_END else f"{text[:_LINE_END]}…")


# --- the server -------------------------------------------------------------------

# moto 5.0 uses werkzeug's as it is.
_Handler: Any = getattr(werkzeug_app, "MotoRequestHandler", WSGIRequestHandler)


class Handler(_Handler):  # type: ignore[misc]  # which one it is depends on moto
    """
    moto's own, without a line of its own for each call, and without HTML.
    """

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """
        Write nothing: the gate has written it.
        """

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        """
        Refuse what is no HTTP in the form of every other refusal.
        """
        text = message or explain or HTTPStatus(code).phrase
        body = json.dumps({"message": text}).encode()
        status = code if code < _SERVER_ERROR else _ERROR
        answer = f"{status} BadRequestException {text}"
        log.info("(no HTTP) %s → %s", one_line(self.requestline), one_line(answer))
        self.request_version = "HTTP/1.1"  # none was read: HTTP/0.9 has no headers
        self.send_response(status)
        self.send_header("x-amzn-errortype", "BadRequestException")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


def serve(host: str, port: int, region: str) -> None:
    """
    Answer calls until SIGINT or SIGTERM.

    Prints the URL once calls are taken, and logs each call to standard error.

    Args:
        host: name or address to listen on.
        port: 0 picks a free one.
        region: of requests that do not say theirs.

    Raises:
        CannotServe: the host, port or region cannot be had.
    """
    # An event would not do: the handler waits for its lock, which the very thread that
    # it interrupts may hold. A queue's put is made to be called from anywhere.
    told: SimpleQueue[int] = SimpleQueue()
    for number in ENDING:
        signal.signal(number, lambda caught, _: told.put(caught))
    prepare(region)
    updates = Updates(kept=KEPT)
    with bind(host, port) as listening, logging_to(updates):
        server = make_server(
            host,
            port,
            Gate(moto_application(), region, updates),
            threaded=True,
            request_handler=Handler,
            fd=listening.fileno(),
        )
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        announce(server.server_address, region)
        wait_for(told)
        for number in ENDING:  # once is enough: the next would end Python at its end
            signal.signal(number, signal.SIG_IGN)
        server.shutdown()
        thread.join()


def wait_for(told: SimpleQueue[int]) -> None:
    while True:
        try:
            told.get(timeout=1)  # for Windows: there, Ctrl-C waits until it is over
        except Empty:
            continue
        return


def prepare(region: str) -> None:
    """
    Make this process a server: our actions in moto, the log on standard error.

    Raises:
        CannotServe: moto knows no such region.
    """
    if not has_region(region):
        raise CannotServe(f"There is no region {region!r} that moto knows.")
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    # The author of the call is not here to read it.
    warnings.simplefilter("ignore", DroppedSettingWarning)
    install_for_good()
    routes()  # read before the first call


def moto_application() -> Application:
    application: Application = werkzeug_app.DomainDispatcherApplication(
        werkzeug_app.create_backend_app
    )
    return application


def bind(host: str, port: int) -> socket.socket:
    """
    Return a socket that listens.

    Raises:
        CannotServe: the host or port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"Port {port} of {host} is taken: name another with --port, or let"
                " --port 0 pick one."
            ) from None
        raise CannotServe(
            f"Cannot listen on port {port} of {host}: {error.strerror}."
        ) from None


def announce(address: Any, region: str) -> None:
    host, port = address[:2]
    shown = f"[{host}]" if ":" in host else host
    if not ipaddress.ip_address(host).is_loopback:
        log.warning(
            "Warning: %s is no loopback address. Whoever reaches port %s can read and"
            " change what is mocked here.",
            host,
            port,
        )
    url = f"http://{shown}:{port}"
    sys.stdout.write(f"API Gateway of {region} is at {url}; Ctrl-C ends it.\n")
    sys.stdout.flush()
