"""
One connection: how long it may be idle, and how to answer one that is not HTTP.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from io import BufferedReader
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from moto.moto_server import werkzeug_app
from werkzeug.serving import WSGIRequestHandler

from apigw_mock.host.server.admission import HOSTS
from apigw_mock.host.server.lines import log, one_line

if TYPE_CHECKING:
    from apigw_mock.host.server.calls import Environ

IDLE = 60  # s, for which a connection may neither send nor take anything
_SERVER_ERROR = 500  # from here on, clients try again
# moto 5.0 uses werkzeug's as it is.
_Handler: Any = getattr(werkzeug_app, "MotoRequestHandler", WSGIRequestHandler)


class Input(BufferedReader):
    """
    What a client sends. It ends when the client breaks off or falls silent.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return super().read(size)
        except OSError:
            return b""


class Handler(_Handler):  # type: ignore[misc]  # which one it is depends on moto
    """
    moto's handler, but it logs no calls and sends no HTML.
    """

    timeout = IDLE

    def setup(self) -> None:
        super().setup()
        self.rfile: Any = Input(self.rfile.detach())

    def run_wsgi(self) -> None:
        """
        Answer the request, unless its target cannot be read.
        """
        try:
            urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST, "Bad request target")
        else:
            super().run_wsgi()

    def make_environ(self) -> Environ:
        """
        Return the environment of the request, with every Host header as it was sent.

        The target of a request may replace the header. The method is in capitals,
        because Flask takes it in any case.
        """
        environ: Environ = super().make_environ()
        environ["REQUEST_METHOD"] = environ["REQUEST_METHOD"].upper()
        environ[HOSTS] = self.headers.get_all("Host", [])
        return environ

    def log_error(self, *_: Any) -> None:
        """
        Write nothing: browsers open connections in advance, and send nothing on some.
        """

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """
        Write nothing: the gate logs each call.
        """

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        """
        Answer what is not HTTP in the form of every other refusal.
        """
        text = message or explain or HTTPStatus(code).phrase
        body = json.dumps({"message": text}).encode()
        status = code if code < _SERVER_ERROR else HTTPStatus.BAD_REQUEST.value
        answer = f"{status} BadRequestException {text}"
        log.info("(no HTTP) %s → %s", one_line(self.requestline), one_line(answer))
        self.request_version = "HTTP/1.1"  # else HTTP/0.9, which has no headers
        self.send_response(status)
        self.send_header("x-amzn-errortype", "BadRequestException")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
