"""
What the server answers by itself: a page for people, and JSON on its calls and state.

Only unsigned requests get these answers, so that every path stays free for AWS. The
requests have no line in the server's log.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl

from werkzeug.wrappers import Response

from apigw_mock.host.server.calls import is_signed
from apigw_mock.report import outcome_of
from apigw_mock.updates import (
    CALLS_PATH,
    DROPPED_HEADER,
    HEALTH_PATH,
    LINES_PATH,
    REPORT_PATH,
    UPDATES_PATH,
    json_pieces,
    kept_calls,
    report_since,
    shown_since,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apigw_mock.host.server.calls import HttpCall
    from apigw_mock.updates import Entry, Shown, Updates

    Own = Callable[[HttpCall, "Server"], Response]

PAGE_PATH = "/"
_JSON = "application/json"
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_VERSION = version("apigw-mock")
_PROCESS = token_hex(8)  # differs after a restart
_SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server(Protocol):
    """
    What the answers tell of the server.
    """

    region: str
    updates: Updates


def find_own(call: HttpCall) -> Own | None:
    """
    Return what answers the call, or None if it is for AWS or moto.
    """
    if call.method not in {"GET", "HEAD"} or is_signed(call):
        return None
    if call.path == PAGE_PATH and not wants_html(call):
        return None
    return _OWN.get(call.path)


def wants_html(call: HttpCall) -> bool:
    """
    Whether a browser asks for a page. Clients of AWS do not accept HTML.
    """
    return "text/html" in call.environ.get("HTTP_ACCEPT", "").lower()


def show_health(_: HttpCall, server: Server) -> Response:
    return in_json({"status": "ok", "version": _VERSION, "region": server.region})


def show_updates(_: HttpCall, server: Server) -> Response:
    """
    Return the log of update calls, for `ServerUrl.updates`.
    """
    kept, dropped = list(server.updates), str(server.updates.dropped)
    return in_pieces(kept, {DROPPED_HEADER: dropped})


def show_report(_: HttpCall, __: Server) -> Response:
    """
    Return the failure report's text, for `ServerUrl.report`.
    """
    return in_json(report_since(0))


def show_calls(_: HttpCall, __: Server) -> Response:
    """
    Return the records of the calls in the failure report, oldest first.
    """
    return in_pieces(kept_calls(), {})


def show_lines(call: HttpCall, server: Server) -> Response:
    """
    Return the failure report's lines on the newest calls, newest first.

    The query says what the client has already: ``log`` of the last answer, and
    ``after``, its ``newest``. After a reset or restart, the answer has another ``log``
    and all calls.
    """
    sent = dict(parse_qsl(call.query))
    known = _NUMBER.fullmatch(sent.get("after", ""))
    # After a reset, the numbers go on. After a restart, they begin again.
    of_this = sent.get("log", "").partition("-")[0] == _PROCESS
    report = shown_since(int(known[0]) if known and of_this else 0)
    return in_json(
        {
            "log": f"{_PROCESS}-{report.forgotten}",
            "region": server.region,
            "newest": report.newest,
            "left_out": report.left_out,
            "calls": [as_json(one, report.forgotten) for one in report.shown],
        }
    )


def as_json(shown: Shown, forgotten: int) -> dict[str, Any]:
    """
    Return a call for the page. Its number counts from the last reset.
    """
    record = shown.call.record()
    return {
        "number": shown.number - forgotten,
        "operation": record["operation"],
        "outcome": outcome_of(record),
        "lines": shown.lines,
    }


def in_json(answer: Any) -> Response:
    return Response(json.dumps(answer), mimetype=_JSON, headers=_SAFE)


def in_pieces(calls: Sequence[Entry], headers: dict[str, str]) -> Response:
    # Generated twice: the whole text may be ten times as long as the calls in memory.
    length = str(sum(map(len, json_pieces(calls))))
    headers = {**_SAFE, **headers, "Content-Length": length}
    return Response(json_pieces(calls), mimetype=_JSON, headers=headers)


def show_page(_: HttpCall, __: Server) -> Response:
    headers = {**_SAFE, "Content-Security-Policy": _POLICY}
    return Response(_PAGE, mimetype="text/html", headers=headers)


def policy_of(page: str) -> str:
    """
    Return a policy that allows the page's own style and script, and this server.

    Whatever else the page might be made to load, send or run is refused by the browser.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{hash_of('style', page)}'",
            f"script-src '{hash_of('script', page)}'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def hash_of(element: str, page: str) -> str:
    (content,) = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


_PAGE = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
_POLICY = policy_of(_PAGE)
_OWN: dict[str, Own] = {
    PAGE_PATH: show_page,
    HEALTH_PATH: show_health,
    CALLS_PATH: show_calls,
    LINES_PATH: show_lines,
    REPORT_PATH: show_report,
    UPDATES_PATH: show_updates,
}
