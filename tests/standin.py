"""
A server that passes calls on to another one, and answers some of them otherwise.
"""

from __future__ import annotations

import socket
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from listening import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOP_BY_HOP = {"connection", "content-length", "transfer-encoding", "keep-alive"}


class Reply(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Request(NamedTuple):
    method: str
    path: str
    body: bytes


def refusal(status: int, code: str, message: str, **headers: str) -> Reply:
    """
    Return an answer as API Gateway gives it.
    """
    sent = [("x-amzn-errortype", code), ("Content-Type", "application/json")]
    sent += [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Reply(status, sent, b'{"message": "%s"}' % message.encode())


class ConnectionLost(Exception):
    """
    Raised by a meddler: the client gets no answer.
    """


class StandIn(ThreadingHTTPServer):
    """
    A server on loopback.

    Attributes:
        seen: every request, in the order in which they came.
        before: answers in place of the other server, if it returns something.
        after: changes an answer of the other server.
    """

    daemon_threads = True

    def __init__(self, other: str) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.other = urlsplit(other)
        self.seen: list[Request] = []
        self.before: Callable[[Request], Reply | None] = lambda _: None
        self.after: Callable[[Request, Reply], Reply] = lambda _, reply: reply

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """
        Keep quiet: a client that is gone is what some tests are about.
        """


class Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: a second one waits for the first

    def answer(self) -> None:
        server = self.server
        assert isinstance(server, StandIn)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = Request(self.command, self.path, body)
        server.seen.append(request)
        try:
            reply = server.before(request) or server.after(
                request, self.passed(request)
            )
        except ConnectionLost:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self.send_response_only(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

    def passed(self, request: Request) -> Reply:
        server = self.server
        assert isinstance(server, StandIn)
        other = HTTPConnection(server.other.netloc, timeout=60)
        headers = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in HOP_BY_HOP
        }
        try:
            other.request(request.method, request.path, request.body, headers)
            came = other.getresponse()
            kept = [
                one for one in came.getheaders() if one[0].lower() not in HOP_BY_HOP
            ]
            return Reply(came.status, kept, came.read())
        finally:
            other.close()

    def log_message(self, *_: object) -> None:
        """
        Keep quiet.
        """


@contextmanager
def standing_in(other: str) -> Iterator[StandIn]:
    server = StandIn(other)
    with running(server):
        yield server
