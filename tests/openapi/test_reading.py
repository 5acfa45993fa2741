"""
A document is read from JSON or YAML, whatever is sent.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from apigw_mock.errors import InvalidOpenApiInput, RequestTooLarge
from apigw_mock.openapi.document import OPENAPI
from apigw_mock.openapi.reading import DEEPEST, LONGEST, read_document


def nested(depth: int) -> dict[str, Any]:
    document: Any = "x"
    for _ in range(depth - 1):
        document = [document]
    return {"openapi": "3.0.1", "x": document}


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ('{"swagger": "2.0"}', "2.0"),
        ("swagger: 2.0", "2.0"),
        ('{"openapi": "3.0.3"}', "3.0"),
        ("openapi: 3.0", "3.0"),
        (b"\xef\xbb\xbfopenapi: 3.0.1", "3.0"),
        (' \n{"openapi": "3.0.1"}', "3.0"),
    ],
)
def test_versions_that_aws_imports(text: str | bytes, version: str) -> None:
    document = read_document(text)

    assert document.version == version
    assert document.is_swagger is (version == "2.0")


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "pets",
        "- pets",
        "[]",
        "{",
        '{"openapi": "3.0.1", "x": NaN}',
        '{"openapi": "3.0.1"} x',
        "openapi: 3.1.0",
        "swagger: '1.2'",
        "info: {}",
        b"openapi: 3.0.1 \xff",
        "openapi: 3.0.1 # \ud800",
        '{"a":' * 100_000,
        "{" * 100_000,
        '{"openapi": "3.0.1", "x": 1e999}',
        json.dumps(nested(DEEPEST + 1)),
        json.dumps(json.dumps(nested(1))),
    ],
    ids=lambda text: str(text)[:20],
)
def test_what_aws_cannot_read(text: str | bytes | None) -> None:
    with pytest.raises(InvalidOpenApiInput, match=r"^Invalid OpenAPI input\.$"):
        read_document(text)


def test_bounds_are_where_they_are_said_to_be() -> None:
    blanks = " " * (LONGEST - len("openapi: 3.0.1"))

    assert read_document(f"openapi: 3.0.1{blanks}")
    assert read_document(json.dumps(nested(DEEPEST)))
    with pytest.raises(RequestTooLarge):
        read_document(f"openapi: 3.0.1{blanks} ")


def test_versions_may_be_fewer() -> None:
    with pytest.raises(InvalidOpenApiInput):
        read_document("swagger: '2.0'", versions=(OPENAPI,))


@pytest.mark.parametrize(
    "text",
    [
        '{"openapi": "3.0.1", "x": "a-${AWS::Region}"}',
        "openapi: 3.0.1\nx: a-${AWS::Region}",
    ],
    ids=["json", "yaml"],
)
def test_variables_are_filled_in(text: str) -> None:
    assert read_document(text, {"AWS::Region": "b"}).root["x"] == "a-b"
    assert read_document(text).root["x"] == "a-${AWS::Region}"
