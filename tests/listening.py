"""
A proxy that records which requests would have left the machine; servers in a thread.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from socketserver import BaseServer


class Listener(ThreadingHTTPServer):
    """
    A proxy on loopback that records each request and passes none on.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusing)
        self.seen: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def proxies(self) -> dict[str, str]:
        return {"http": self.url, "https": self.url}


class Refusing(BaseHTTPRequestHandler):
    def refuse(self) -> None:
        assert isinstance(self.server, Listener)
        self.server.seen.append(self.path)
        self.send_response(418)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_CONNECT = do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = refuse  # noqa: N815

    def log_message(self, *_: object) -> None:
        """
        Keep quiet.
        """


@contextmanager
def running(server: BaseServer) -> Iterator[None]:
    """
    Let a server answer in a thread of its own, and close it in the end.
    """
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def listening() -> Iterator[Listener]:
    server = Listener()
    with running(server):
        yield server
