"""
One connection: it ends where the client sends nothing more.
"""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from needs import SERVER
from served import connected

pytest.importorskip("flask", reason=SERVER)

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from apigw_mock.host.server.admission import Admission
from apigw_mock.host.server.gate import Gate
from apigw_mock.host.server.handler import IDLE, Handler, Input
from apigw_mock.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Iterator


class Hasty(Handler):
    timeout = 0.2


@Request.application
def echo(request: Any) -> Any:
    return Response(request.get_data())


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    gate = Gate(echo, "us-east-1", Updates(), Admission())
    server = make_server("127.0.0.1", 0, gate, threaded=True, request_handler=handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


IMPORT = b"POST /restapis?mode=import HTTP/1.1\r\n"
POST = IMPORT + b"Content-Length: 9\r\n\r\n"
CHUNKED = IMPORT + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"", b""),
        (b"GET", b""),
        (b"GET / HTTP/1.1\r\n", b""),
        (b"GET / HTTP/1.1\r\nHost: local", b""),
        (POST, b"HTTP/1.1 400 "),
        (POST + b"pets", b"HTTP/1.1 400 "),
        (CHUNKED, b"HTTP/1.1 400 "),
        (CHUNKED + b"2\r\npe", b"HTTP/1.1 400 "),
    ],
    ids=[
        "nothing",
        "half a line",
        "a line",
        "half a header",
        "no body",
        "half a body",
        "no chunk",
        "half a chunk",
    ],
)
def test_a_connection_that_sends_nothing_more_ends_without_a_word(
    capfd: pytest.CaptureFixture[str], sent: bytes, answer: bytes
) -> None:
    with serving(Hasty) as url, connected(url) as connection:
        connection.sendall(sent)
        came = connection.makefile("rb").read()

    assert came.startswith(answer)
    assert bool(came) == bool(answer)
    assert "Traceback" not in capfd.readouterr().err


def test_who_is_slow_but_sends_on_is_heard() -> None:
    with serving(Hasty) as url, connected(url) as connection:
        for byte in POST + b"pets dogs":
            connection.sendall(bytes([byte]))
        came = connection.makefile("rb").read()

    assert came.startswith(b"HTTP/1.1 200 ")
    assert came.endswith(b"pets dogs")


def test_input_that_has_timed_out_has_ended() -> None:
    """
    Who hears the refusal and hangs up at once is read from once more, after the end.
    """
    client, own = socket.socketpair()
    own.settimeout(0.01)
    with client, own, Input(own.makefile("rb").detach()) as stream:
        with pytest.raises(TimeoutError):
            stream.readline()
        client.sendall(b"more")

        assert stream.read(4) == b""


def test_who_hangs_up_on_the_refusal_leaves_no_traceback(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with serving(Hasty) as url, connected(url) as connection:
        connection.sendall(POST + b"pets")
        connection.recv(1)

    assert "Traceback" not in capfd.readouterr().err


def test_a_reset_waits_for_no_body() -> None:
    reset = b"POST /moto-api/reset HTTP/1.1\r\nContent-Length: 9\r\n\r\n"
    with serving(Hasty) as url, connected(url) as connection:
        connection.sendall(reset)
        came = connection.makefile("rb").read()

    assert came.startswith(b"HTTP/1.1 200 ")


def test_the_server_waits_for_a_minute() -> None:
    assert Handler.timeout == IDLE == 60
