"""
What an invocation returns, and how the failure report shows it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apigw_mock import Invocation
from apigw_mock.invocations import InvocationEntry, requested

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
    ({"body": b"\xc3\xa9\xff"}, {"body": "é\ufffd"}),
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


# --- The failure report -----------------------------------------------------------


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
        CALL, request={"body": text}, log=f"{text}\n{text}\n", cause=text, pattern=text
    )

    kept = large.within(200_000)

    assert large.size > 3_000_000
    assert kept.size < 200_000
    assert len(str(large)) < 100_000
    assert str(kept).split("\n")[2] == "  failed: 500"
