"""
The AWS SDK for JavaScript v3 as a process of its own.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from needs import SERVER
from npm import NEEDS_NODE, NODE, installed
from served import ORIGIN

pytest.importorskip("flask", reason=SERVER)

SOURCES = Path(__file__).parent / "js"

pytestmark = [pytest.mark.once, NEEDS_NODE]


@pytest.fixture(scope="module")
def project(request: pytest.FixtureRequest) -> Path:
    return installed(request.config, SOURCES)


@pytest.fixture
def send(project: Path, apigw_server: str, shell: dict[str, str]) -> Any:
    def send(*calls: tuple[str, dict[str, Any]]) -> list[Any]:
        done = subprocess.run(
            [str(NODE), "updates.mjs", apigw_server, json.dumps(calls)],
            check=False,
            capture_output=True,
            text=True,
            cwd=project,
            env=shell,
            timeout=300,
        )
        assert not done.returncode, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return send


def inputs_of_v1(rest: dict[str, str], **operation: str) -> dict[str, Any]:
    return {**rest, "patchOperations": [operation]}


def test_javascript_updates_a_rest_api(send: Any, rest: dict[str, str]) -> None:
    path = f"/responseParameters/{ORIGIN}"

    answers = send(
        (
            "UpdateIntegrationResponse",
            inputs_of_v1(rest, op="replace", path=path, value="'*'"),
        ),
        ("UpdateIntegrationResponse", inputs_of_v1(rest, op="remove", path=path)),
    )

    assert answers == [
        {
            "status": 200,
            "answer": {"statusCode": "200", "responseParameters": {ORIGIN: "'*'"}},
        },
        {"status": 200, "answer": {"statusCode": "200"}},
    ]


def test_javascript_sees_the_refusals_of_a_rest_api(
    send: Any, rest: dict[str, str]
) -> None:
    answers = send(
        ("UpdateIntegrationResponse", inputs_of_v1(rest, op="add", path="/foo")),
        (
            "UpdateIntegrationResponse",
            inputs_of_v1({**rest, "statusCode": "404"}, op="remove", path="/foo"),
        ),
        (
            "UpdateIntegrationResponse",
            inputs_of_v1({**rest, "statusCode": "wrong"}, op="remove", path="/foo"),
        ),
    )

    assert answers == [
        {
            "status": 400,
            "name": "BadRequestException",
            "message": "Invalid patch path /foo",
        },
        {
            "status": 404,
            "name": "NotFoundException",
            "message": "Invalid Response status code specified",
        },
        {
            "status": 400,
            "name": "ValidationException",
            "message": "1 validation error detected: Value 'wrong' at 'statusCode'"
            " failed to satisfy constraint: Member must satisfy regular expression"
            r" pattern: [1-5]\d\d",
        },
    ]


def test_javascript_updates_an_http_api(send: Any, http: dict[str, str]) -> None:
    accepted, refused, unknown = send(
        ("UpdateIntegration", {**http, "TimeoutInMillis": 29_000}),
        ("UpdateIntegration", {**http, "TimeoutInMillis": 30_001}),
        ("UpdateIntegration", {**http, "IntegrationId": "nowhere"}),
    )

    assert (accepted["status"], accepted["answer"]["TimeoutInMillis"]) == (200, 29_000)
    assert refused == {
        "status": 400,
        "name": "BadRequestException",
        "message": "Timeout should be between 50 ms and 30000 ms",
    }
    assert unknown == {
        "status": 404,
        "name": "NotFoundException",
        "message": "Invalid Integration identifier specified nowhere",
    }
