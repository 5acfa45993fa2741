"""
The types of invocations and stubs. Checked by mypy and pyright, never run.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from typing_extensions import assert_type

from apigw_mock import Backend, Invocation, MissingStub, StubRequest
from apigw_mock.errors import MissingStub as OfErrors

if TYPE_CHECKING:
    from apigw_mock import IntegrationTarget


def invoked(backend: Backend, target: IntegrationTarget) -> None:
    answer = backend.invoke(**target, headers={"a": ["1"]}, body=b"\xff")

    assert_type(answer, Invocation)
    assert_type(answer.status, int)
    assert_type(answer.headers, dict[str, list[str]])
    assert_type(answer.body, bytes)
    assert_type(answer.text, str)
    assert_type(answer.json(), Any)
    assert_type(answer.log, str)
    assert_type(answer.sent, Any)
    assert_type(answer.response, str | None)
    assert_type(answer.pattern, str | None)
    if isinstance(answer.sent, StubRequest):
        requested(answer.sent)
    backend.invoke(**target, body={})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def requested(request: StubRequest) -> None:
    assert_type(request.method, str)
    assert_type(request.url, str)
    assert_type(request.query, dict[str, list[str]])
    assert_type(request.headers, dict[str, list[str]])
    assert_type(request.body, bytes)
    assert_type(request.text, str)
    assert_type(request.json(), Any)
    assert_type(request.header("a"), str)
    request.body = b""  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def missing(error: MissingStub) -> RuntimeError:
    assert_type(error.uri, str)
    assert_type(error.call, str)
    assert_type(OfErrors, type[MissingStub])
    return error


# --- What a stub answers ----------------------------------------------------------


def of_a_url(request: StubRequest) -> tuple[int, dict[str, str], bytes]:
    return 200, {"A": request.header("a")}, request.body


def with_lists(_: StubRequest) -> tuple[int, dict[str, list[str]], str]:
    return 200, {"A": ["1", "2"]}, ""


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return {"statusCode": 200, "body": json.dumps(event), "id": context.aws_request_id}


def stubbed(backend: Backend) -> None:
    backend.stub("https://pets.example", (200, {"A": "1", "B": ["2", "3"]}, "text"))
    backend.stub("https://pets.example", (200, {}, b"bytes"))
    backend.stub("https://pets.example", (HTTPStatus.OK, {}, ""))
    backend.stub("https://pets.example", of_a_url)
    backend.stub("https://pets.example", with_lists)
    backend.stub("https://pets.example", lambda request: (200, {}, request.body))
    backend.stub("pets", handler)
    backend.stub("pets", lambda event, context: {"a": event, "b": context})
    backend.stub("pets", {"statusCode": 200, "body": ""})
    backend.stub("pets", [1, None, True, 1.5])
    backend.stub("pets", None)
    backend.stub(1, {})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backend.stub("pets", {1})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backend.stub("pets", object())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
