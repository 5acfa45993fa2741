"""
The server's log: a line for each call, without control characters.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from apigw_mock.report import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response

    from apigw_mock.host.server.calls import HttpCall

_ERROR = 400  # the lowest HTTP status that is an error
_LINE_END = 1_000  # characters of a path or message that a line shows

log = logging.getLogger("apigw_mock.server")


def log_answer(call: HttpCall, response: Response) -> None:
    """
    Log operation, target and answer in one line.
    """
    route = call.route
    operation = route.operation if route else "(no operation)"
    answer = one_line(f"{response.status_code} {refusal_in(response)}".rstrip())
    line = one_line(f"{call.method} {operation} {call.path}")
    log.info("%s → %s", line, answer)


def refusal_in(response: Response) -> str:
    if response.status_code < _ERROR:
        return ""
    sent = json.loads(response.get_data())
    return f"{response.headers['x-amzn-errortype']} {sent['message']}"


def one_line(text: str) -> str:
    """
    Return *text* printable, on one line and cut to a limit.
    """
    return printable(text if len(text) <= _LINE_END else f"{text[:_LINE_END]}…")


class PrintableStream:
    """
    A text stream that makes each line printable before it is written.

    Lines that moto, werkzeug and Python print pass through it too.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write("\n".join(map(printable, text.split("\n"))))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        self.write("".join(lines))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
