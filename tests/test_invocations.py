"""
What an invocation returns, and how the failure report shows it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apigw_mock import Invocation, StubRequest
from apigw_mock.invocations import InvocationEntry, as_bytes, requested, sent_line

ANSWER = Invocation(
    200, {"a": ["1"]}, b'{"a": "\xc3\xa9"}', "log", response="200", pattern="2.."
)
LOG = "head\none\ntwo\nthree\nfour\nfive\n"
CALL = InvocationEntry(
    target={"restApiId": "a", "httpMethod": "GET"},
    request={"body": "é\n"},
    status=500,
    response=None,
    pattern=None,
    is_failed=True,
    cause="",
    log=LOG,
)


def test_the_body_is_text_and_json() -> None:
    assert ANSWER.text == '{"a": "é"}'
    assert ANSWER.json() == {"a": "é"}
    assert ANSWER.sent is None


def test_a_body_that_is_neither_says_so() -> None:
    answer = replace(ANSWER, body=b"\xff")

    assert answer.text == "\ufffd"
    with pytest.raises(ValueError, match="decode"):
        answer.json()


ASKED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"path": "/pets"}, {"pathWithQueryString": "/pets"}),
    (
        {"path": "/", "query": {"a": "x y", "b": ["1", "é"]}},
        {"pathWithQueryString": "/?a=x+y&b=1&b=%C3%A9"},
    ),
    (
        {"path": "/?a=1", "query": {"b": "\ud800"}},
        {"pathWithQueryString": "/?a=1&b=%ED%A0%80"},
    ),
    (
        {"headers": {"a": "1", "b": ("2", "3")}},
        {"multiValueHeaders": {"a": ["1"], "b": ["2", "3"]}},
    ),
    ({"body": "a"}, {"body": "a"}),
    ({"body": b"\xc3\xa9"}, {"body": "é"}),
    ({"body": b"\xc3\xa9\xff"}, {"body": "w6n/"}),
    ({"stage_variables": {"a": "1"}}, {"stageVariables": {"a": "1"}}),
]


@pytest.mark.parametrize(("asked", "arguments"), ASKED, ids=str)
def test_a_request_in_boto3_s_names(
    asked: dict[str, Any], arguments: dict[str, Any]
) -> None:
    blank: dict[str, Any] = {
        "path": "",
        "query": None,
        "headers": None,
        "body": "",
        "stage_variables": None,
    }

    assert requested(**{**blank, **asked}) == arguments


def test_a_body_is_sent_as_bytes() -> None:
    assert (as_bytes(b"\xff"), as_bytes("é\ud800")) == (b"\xff", b"\xc3\xa9?")
    assert as_bytes(None) == b""  # type: ignore[arg-type]  # misuse


# --- The failure report -----------------------------------------------------------

SENT: dict[str, tuple[Any, str]] = {
    "nothing": (None, ""),
    "a request": (StubRequest("GET", "https://a", {"b": ["1"]}), "GET https://a?b=1"),
    "text": (StubRequest("PUT", "https://a", body=b"c"), "PUT https://a c"),
    "bytes": (StubRequest("PUT", "https://a", body=b"\xff"), "PUT https://a /w=="),
    "text that is cut inside a letter": (
        StubRequest("PUT", "https://a", body=("x" + "é" * 300).encode()),
        f"PUT https://a x{'é' * 300}",
    ),
    "an event": ({"a": "é"}, 'event {"a": "é"}'),
    "much": ("x" * 1_000, f'event "{"x" * 393}…'),
    "much of a request": (
        StubRequest("PUT", "https://a", body=b"x" * 1_000),
        f"PUT https://a {'x' * 386}…",
    ),
}


@pytest.mark.parametrize(("sent", "line"), SENT.values(), ids=SENT)
def test_what_was_sent_is_one_line(sent: Any, line: str) -> None:
    assert sent_line(sent) == line


def test_what_was_sent_and_the_remedy_are_shown() -> None:
    call = replace(CALL, sent="GET https://a", cause="no stub", remedy="stub(…)")

    assert str(call).split("\n")[2:6] == [
        "  sent: GET https://a",
        "  failed: 500",
        "  cause: no stub",
        "  remedy: stub(…)",
    ]


def test_a_failed_call_shows_the_end_of_its_log() -> None:
    assert str(CALL).split("\n") == [
        "TestInvokeMethod  restApiId=a httpMethod=GET",
        '  body = "é\\n"',
        "  failed: 500",
        "  log: two",
        "  log: three",
        "  log: four",
        "  log: five",
    ]


@pytest.mark.parametrize(
    ("pattern", "shown"), [("2..", "selectionPattern 2.."), (None, "the default")]
)
def test_a_call_shows_the_response_that_was_chosen(
    pattern: str | None, shown: str
) -> None:
    call = replace(CALL, is_failed=False, status=201, response="200", pattern=pattern)

    assert str(call).split("\n")[2:] == [
        f"  status: 201, by the integration response 200 ({shown})"
    ]


def test_the_cause_of_a_failure_is_shown() -> None:
    assert "  cause: no end at line 3" in str(replace(CALL, cause="no end at line 3"))


def test_a_small_call_is_kept_as_it_is() -> None:
    assert CALL.within(CALL.size) is CALL


def test_a_large_call_is_cut() -> None:
    text = "x" * 1_000_000
    large = replace(
        CALL,
        request={"body": text},
        log=f"{text}\n{text}\n",
        cause=text,
        pattern=text,
        remedy=text,
    )

    kept = large.within(200_000)

    assert large.size > 3_000_000
    assert kept.size < 200_000
    assert len(str(large)) < 100_000
    assert str(kept).split("\n")[2] == "  failed: 500"
