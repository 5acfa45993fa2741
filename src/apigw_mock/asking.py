"""
Asks a running server for the calls that it answered.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from apigw_mock.report import printable
from apigw_mock.updates import CALLS_PATH, LINES_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 60  # s
_OF_ANOTHER_FORM = (AttributeError, KeyError, TypeError, ValueError)


class NoServer(Exception):
    """
    Nothing that `apigw-mock serve` started answers at the URL. The message says so.
    """


def calls_of(url: str) -> list[dict[str, Any]]:
    """
    Return the records of the calls, oldest first.

    Raises:
        NoServer: *url* leads to no server of ours.
    """
    answer = ask(url, CALLS_PATH)
    if not isinstance(answer, list):
        raise foreign(url)
    return answer


def lines_of(url: str) -> list[tuple[str, str]]:
    """
    Return the failure report's lines on the calls, oldest call first.

    Each is a kind and a text; `apigw_mock.report.ReportLine` has the kinds.

    Raises:
        NoServer: *url* leads to no server of ours.
    """
    answer = ask(url, LINES_PATH)
    try:
        return list(in_order(answer))
    except _OF_ANOTHER_FORM:
        raise foreign(url) from None


def in_order(answer: Any) -> Iterator[tuple[str, str]]:
    if answer["left_out"]:
        yield "note", f"({answer['left_out']:,} earlier calls)"
    for call in reversed(answer["calls"]):
        for kind, text in call["lines"]:
            yield kind, printable(text)


def ask(url: str, path: str) -> Any:
    """
    Return what the server answers to a GET of *path*.

    Raises:
        NoServer: it does not answer, or it refuses.
    """
    try:
        # Not urllib: it may send requests to loopback through the user's proxy.
        connection = HTTPConnection(*address_of(url), timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
    except (OSError, HTTPException) as error:
        raise NoServer(
            f"No server answers at {url}: {error}. `apigw-mock serve` starts one and"
            " prints its URL, which --url takes."
        ) from None
    return read(content, url, is_refused=response.status == HTTPStatus.FORBIDDEN)


def address_of(url: str) -> tuple[str, int]:
    """
    Return host and port of a URL.

    Raises:
        NoServer: it is not a URL of HTTP, or it has a path.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme == "http" and parts.hostname and parts.path in {"", "/"}:
            return parts.hostname, parts.port or 80
    except ValueError:
        pass
    raise NoServer(f"{url!r} is not the URL of a server, like http://127.0.0.1:5000.")


def read(content: bytes, url: str, *, is_refused: bool) -> Any:
    try:
        answer = json.loads(content)
        if is_refused:
            raise NoServer(f"{url} refuses: {printable(answer['message'])}")
    except _OF_ANOTHER_FORM:
        raise foreign(url) from None
    return answer


def foreign(url: str) -> NoServer:
    return NoServer(f"What answers at {url} is not `apigw-mock serve`.")
