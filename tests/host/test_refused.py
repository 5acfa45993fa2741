"""
What the log says of a refused call besides AWS's sentence.
"""

from __future__ import annotations

import logging
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from botocore.exceptions import ClientError

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.errors import InvalidMappings
from apigw_mock.host.refused import refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Refusal

VARY = "/responseParameters/method.response.header.Vary"


@pytest.fixture
def backend(untouched: None) -> Iterator[Backend]:  # noqa: ARG001  # first up, last down
    with mock_apigw_updates() as backend:
        yield backend


def refusal(backend: Backend) -> Refusal:
    found = backend.updates[-1].refusal
    assert found is not None
    return found


def refuse(backend: Backend, *operations: tuple[str, ...]) -> Refusal:
    """
    Return the refusal of an update of an integration response.
    """
    target = backend.integration_response(headers=["Vary", "Origin"])
    sent: Any = [
        dict(zip(("op", "path", "value"), one, strict=False)) for one in operations
    ]
    with pytest.raises(ClientError):
        backend.apigateway.update_integration_response(**target, patchOperations=sent)
    return refusal(backend)


@pytest.mark.parametrize(
    ("operations", "parts"),
    [
        ([("add", VARY, "'a'"), ("add", "/nowhere", "a")], (1,)),
        ([("replace", "/selectionPattern", "["), ("add", VARY, "'a'")], (0,)),
        ([("add", VARY, "a"), ("replace", "/selectionPattern", "4")], (0,)),
        (
            [
                ("add", VARY, "'a'"),
                ("add", VARY.replace("Vary", "Origin"), "a"),
                ("add", VARY.replace("Vary", "Via"), "'a'"),
            ],
            (1, 2),
        ),
        ([("add", VARY, "'a'"), ("ADD", VARY, "'a'"), ("put", VARY, "'a'")], (1, 2)),
    ],
    ids=["unknown path", "value", "finished document", "several", "ops"],
)
def test_the_operations_that_aws_refused_are_named(
    backend: Backend, operations: list[tuple[str, ...]], parts: tuple[int, ...]
) -> None:
    assert refuse(backend, *operations).parts == parts


def test_a_setting_is_named_as_boto3_names_it(backend: Backend) -> None:
    target = backend.http_api_integration()
    with pytest.raises(ClientError):
        backend.apigatewayv2.update_integration(
            **target, Description="a", TimeoutInMillis=30001
        )

    assert refusal(backend).parts == ("TimeoutInMillis",)
    accepts = "TimeoutInMillis: A timeout on HTTP APIs is 50 to 30000 ms"
    assert refusal(backend).accepts == accepts


@pytest.mark.parametrize(
    ("operation", "accepts"),
    [
        (
            ("replace", "/contentHandling", "text"),
            "/contentHandling (replace): one of CONVERT_TO_BINARY, CONVERT_TO_TEXT; *",
        ),
        (
            ("add", VARY, "a"),
            "/responseParameters/{name}: mappings from sources or quoted text to *",
        ),
        (("add", "/nowhere", "a"), ""),
    ],
    ids=["row", "rule", "no row"],
)
def test_what_is_accepted_is_said_as_the_list_of_rules_says_it(
    backend: Backend, operation: tuple[str, ...], accepts: str
) -> None:
    assert fnmatch(refuse(backend, operation).accepts, accepts)


def test_a_row_that_only_has_a_sentence_accepts_nothing(backend: Backend) -> None:
    target = backend.stage()
    operation: Any = {"op": "replace", "path": "/*/*/logging/level", "value": "a"}
    with pytest.raises(ClientError):
        backend.apigateway.update_stage(**target, patchOperations=[operation])

    assert refusal(backend).accepts == ""


def test_the_line_of_the_call_is_named(backend: Backend) -> None:
    at = refuse(backend, ("add", "/nowhere", "a")).at

    assert at.endswith(" in refuse")
    assert "test_refused.py:" in at


class Call:
    service, operation = "apigateway", "UpdateMethod"
    target: ClassVar[dict[str, str]] = {}

    def sent(self) -> dict[str, Any]:
        return {}

    def boto3_name(self, wire: str) -> str:
        return wire


def test_a_remedy_that_fails_does_not_answer_the_call() -> None:
    log = logging.getLogger("apigw_mock.host.refused")
    handlers, log.handlers = log.handlers, [logging.NullHandler()]
    try:
        found = refusal_of(InvalidMappings([]), Call())
    finally:
        log.handlers = handlers

    assert (found.code, found.remedy) == ("BadRequestException", "")
