"""
One connection: what is no HTTP is refused as everything else is.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from moto.moto_server import werkzeug_app
from werkzeug.serving import WSGIRequestHandler

from apigw_mock.host.server.lines import log, one_line

_SERVER_ERROR = 500  # the lowest that clients take for a failure, and try again
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
        status = code if code < _SERVER_ERROR else HTTPStatus.BAD_REQUEST.value
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
