"""
A registered function is called as Lambda's Python runtime calls one.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apigw_mock.handlers import (
    FunctionArn,
    FunctionResponse,
    LambdaContext,
    as_json,
    call_handler,
    context_of,
    parsed,
)

ARN = "arn:aws:lambda:us-east-1:123456789012:function:pets"
UUID = re.compile(r"[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}")


def called(returned: Any) -> FunctionResponse:
    return call_handler(lambda _event, _context: returned, ARN, {})


def failed(handler: Any) -> dict[str, Any]:
    answer = call_handler(handler, ARN, {"id": 1})
    document: dict[str, Any] = json.loads(answer.payload)

    assert answer.is_error
    assert document["requestId"] == answer.request_id
    return document


@pytest.mark.parametrize(
    ("arn", "parts"),
    [
        (ARN, FunctionArn(ARN, "pets", "")),
        (f"{ARN}:prod", FunctionArn(ARN, "pets", "prod")),
        (ARN.replace("aws", "aws-cn"), None),
        (f"{ARN}:", None),
        (f"{ARN}:1:2", None),
        (ARN.replace("lambda", "sqs"), None),
        (ARN.replace("function", "layer"), None),
        ("pets", None),
    ],
    ids=str,
)
def test_the_parts_of_an_arn(arn: str, parts: FunctionArn | None) -> None:
    if "aws-cn" in arn:
        parts = FunctionArn(arn, "pets", "")

    assert parsed(arn) == parts


def test_a_handler_gets_the_event_and_a_context() -> None:
    seen: list[Any] = []

    def handler(event: Any, context: LambdaContext) -> str:
        seen.extend([event, context])
        return context.aws_request_id

    answer = call_handler(handler, f"{ARN}:7", {"id": 1})

    assert json.loads(answer.payload) == answer.request_id
    assert not answer.is_error
    assert UUID.fullmatch(answer.request_id)
    event, context = seen
    assert event == {"id": 1}
    assert context.function_name == "pets"
    assert context.function_version == "7"
    assert context.invoked_function_arn == f"{ARN}:7"
    assert context.memory_limit_in_mb == "128"
    assert context.log_group_name == "/aws/lambda/pets"
    assert context.log_stream_name.startswith("[7]")
    assert context.identity.cognito_identity_id is None
    assert context.identity.cognito_identity_pool_id is None
    assert context.client_context is None
    assert 28_000 < context.get_remaining_time_in_millis() <= 29_000


@pytest.mark.parametrize("arn", [ARN, f"{ARN}:prod", "pets"])
def test_the_version_of_an_alias_is_not_known(arn: str) -> None:
    context = context_of(arn)

    assert (context.function_name, context.function_version) == ("pets", "$LATEST")


def test_no_time_is_left_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    context = context_of(ARN)

    monkeypatch.setattr("apigw_mock.handlers.time", lambda: 10_000_000_000)

    assert context.get_remaining_time_in_millis() == 0


def test_the_context_prints(capsys: pytest.CaptureFixture[str]) -> None:
    context_of(ARN).log("here")

    assert capsys.readouterr().out == "here"


@pytest.mark.parametrize(
    ("returned", "payload"),
    [
        ({"a": [1, 1.5, None, True]}, b'{"a": [1, 1.5, null, true]}'),
        ("é", rb'"\u00e9"'),
        (None, b"null"),
        ((1, 2), b"[1, 2]"),
        (b"raw", b"raw"),
        (Decimal(3), b"3"),
        (Decimal("1.5"), b"1.5"),
        (Decimal("NaN"), b"NaN"),
        (Decimal("Infinity"), b"Infinity"),
    ],
    ids=str,
)
def test_what_a_handler_returns_is_json(returned: Any, payload: bytes) -> None:
    answer = called(returned)

    assert (answer.payload, answer.is_error) == (payload, False)


ITSELF: list[Any] = []
ITSELF.append(ITSELF)
NOT_JSON: dict[str, tuple[Any, str]] = {
    "a date": (date(2026, 1, 1), "Object of type date is not JSON serializable"),
    "a set": ({1}, "Object of type set is not JSON serializable"),
    "itself": (ITSELF, "Circular reference detected"),
    "a key": ({(1,): 1}, "keys must be str, int, float, bool or None, not tuple"),
}


@pytest.mark.parametrize(("returned", "why"), NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_json_is_an_error_of_the_runtime(returned: Any, why: str) -> None:
    document = failed(lambda _event, _context: returned)

    assert document["errorType"] == "Runtime.MarshalError"
    assert document["errorMessage"] == f"Unable to marshal response: {why}"
    assert document["stackTrace"] == []


def test_an_exception_is_an_error_of_the_function() -> None:
    def handler(event: Any, _context: Any) -> None:
        raise KeyError(event["id"])

    document = failed(handler)

    assert list(document) == ["errorMessage", "errorType", "requestId", "stackTrace"]
    assert document["errorType"] == "KeyError"
    assert document["errorMessage"] == "1"
    (line,) = document["stackTrace"]
    assert line.startswith(f'  File "{__file__}", line ')
    assert line.endswith(', in handler\n    raise KeyError(event["id"])\n')


def test_an_exception_that_cannot_be_printed_has_no_message() -> None:
    class Odd(Exception):
        def __str__(self) -> str:
            raise ValueError

    def handler(_event: Any, _context: Any) -> None:
        raise Odd

    document = failed(handler)

    assert document["errorType"] == "Odd"
    assert document["errorMessage"] == ""


def test_a_trace_has_no_marks() -> None:
    def handler(_event: Any, _context: Any) -> int:
        return 1 + 1 // 0

    (line,) = failed(handler)["stackTrace"]

    assert line.endswith("    return 1 + 1 // 0\n")


def test_a_handler_of_another_form_fails_as_in_lambda() -> None:
    document = failed(lambda _event: None)

    assert document["errorType"] == "TypeError"
    assert "takes 1 positional argument but 2 were given" in document["errorMessage"]
    assert document["stackTrace"] == []


@pytest.mark.parametrize("error", [TimeoutError, KeyboardInterrupt, SystemExit])
def test_what_is_no_error_of_the_function_is_raised(error: type[Exception]) -> None:
    def handler(_event: Any, _context: Any) -> None:
        raise error

    with pytest.raises(error):
        call_handler(handler, ARN, {})


def test_json_that_is_nested_too_deeply_says_so() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(RecursionError):
        as_json(deep)
