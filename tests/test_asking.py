"""
What is asked of a running server, and what is made of anything else that answers.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from listening import running

from apigw_mock.asking import NoServer, address_of, calls_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_OURS = r"^What answers at http://127.0.0.1:\d+ is not `apigw-mock serve`\.$"


@contextmanager
def answering(content: bytes, status: int = 200) -> Iterator[str]:
    """
    Answer every GET with *content*, and yield the URL.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """
            Keep quiet.
            """

    server = HTTPServer(("127.0.0.1", 0), Handler)
    with running(server):
        yield f"http://127.0.0.1:{server.server_port}"


def answer_of(*calls: list[tuple[str, str]], left_out: int = 0) -> bytes:
    shown = [{"lines": lines} for lines in calls]
    return json.dumps({"left_out": left_out, "calls": shown}).encode()


def test_lines_come_oldest_call_first() -> None:
    newest, oldest = [("title", "B"), ("sent", "  b")], [("title", "A")]
    with answering(answer_of(newest, oldest)) as url:
        found = lines_of(url)

    assert found == [*oldest, *newest]


def test_what_was_left_out_is_the_first_line() -> None:
    with answering(answer_of([("title", "A")], left_out=1_000)) as url:
        found = lines_of(url)

    assert found == [("note", "(1,000 earlier calls)"), ("title", "A")]


def test_no_answer_is_obeyed_by_a_terminal() -> None:
    with answering(answer_of([("title", "\x1b[2J\n")])) as url:
        found = lines_of(url)

    assert found == [("title", r"\x1b[2J\n")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"left_out": 0}',
        b'{"left_out": 0, "calls": [{}]}',
        b'{"left_out": 0, "calls": [{"lines": [["title"]]}]}',
        b'{"left_out": 0, "calls": [{"lines": [["title", 1]]}]}',
        b'{"left_out": "all", "calls": []}',
        b'{"left_out": 0, "calls": 1}',
    ],
)
def test_answer_of_another_kind_is_not_ours(content: bytes) -> None:
    with answering(content) as url, pytest.raises(NoServer, match=NOT_OURS):
        lines_of(url)


def test_records_are_a_list() -> None:
    with answering(b"[]") as url:
        found = calls_of(url)
    with answering(b"{}") as url, pytest.raises(NoServer, match=NOT_OURS):
        calls_of(url)

    assert found == []


def test_a_refusal_is_handed_on() -> None:
    refusal = {"message": "This server does not answer to Host 'a'\x1b"}
    with (
        answering(json.dumps(refusal).encode(), 403) as url,
        pytest.raises(NoServer, match=r"refuses: This server does .* Host 'a'\\x1b$"),
    ):
        lines_of(url)


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"message": null}', b"no"])
def test_a_refusal_of_another_kind_is_not_ours(content: bytes) -> None:
    with answering(content, 403) as url, pytest.raises(NoServer, match=NOT_OURS):
        lines_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:5000",
        "https://127.0.0.1:5000",
        "http://",
        "http://:5000",
        "http://localhost:pets",
        "http://localhost:65536",
        "http://[::1",
        "http://localhost:5000/v2/apis",
        "localhost",
    ],
)
def test_url_that_is_none_says_so(url: str) -> None:
    with pytest.raises(NoServer, match="is not the URL of a server, like http://127"):
        lines_of(url)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost", ("localhost", 80)),
        ("HTTP://Pets.test:5000/", ("pets.test", 5000)),
        ("http://[::1]:5000", ("::1", 5000)),
    ],
)
def test_url_is_read(url: str, address: Any) -> None:
    assert address_of(url) == address


def test_what_is_no_http_is_no_server() -> None:
    with answering(b"", 99) as url, pytest.raises(NoServer, match="No server answers"):
        lines_of(url)
