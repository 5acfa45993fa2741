"""
The real AWS CLI as a process of its own: the examples that its reference pages print.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from served import OLD, ORIGIN, client_of

if not find_spec("awscli"):
    pytest.skip("needs the AWS CLI: tox -e awscli", allow_module_level=True)

SET_STATIC = """
aws apigateway update-integration-response --rest-api-id 1234123412 --resource-id 3gapai --http-method GET --status-code 200 --patch-operations op='replace',path='/responseParameters/method.response.header.Access-Control-Allow-Origin',value='"'"'*'"'"'
"""  # noqa: E501  # as printed
REMOVE = """
aws apigateway update-integration-response --rest-api-id 1234123412 --resource-id 3gapai --http-method GET --status-code 200 --patch-operations op='remove',path='/responseParameters/method.response.header.Access-Control-Allow-Origin'
"""  # noqa: E501  # as printed
INVOKE = """
aws apigateway test-invoke-method --rest-api-id 1234123412 --resource-id 3gapai --http-method GET --path-with-query-string '/'
"""  # noqa: E501  # as printed
REPOINT = """
aws apigatewayv2 update-integration \\
    --api-id a1b2c3d4 \\
    --integration-id a1b2c3 \\
    --integration-uri arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:us-west-2:123456789012:function:my-new-function/invocations
"""  # noqa: E501  # as printed

CLI = shlex.join([sys.executable, "-m", "awscli"])


class Aws:
    """
    The AWS CLI in a shell where ``aws`` knows the server's URL.
    """

    def __init__(self, url: str, environment: dict[str, str]) -> None:
        self.environment = environment
        command = [sys.executable, "-m", "awscli", "--endpoint-url", url]
        self.function = f'aws() {{ {shlex.join(command)} "$@"; }}'
        self.ids: dict[str, str] = {}

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        for printed, actual in self.ids.items():
            command = command.replace(printed, actual)
        return subprocess.run(
            ["sh", "-c", f"{self.function}\n{command.strip()}"],
            check=False,
            capture_output=True,
            text=True,
            env=self.environment,
            timeout=300,
        )


@pytest.fixture
def aws(apigw_server: str, shell: dict[str, str]) -> Aws:
    return Aws(apigw_server, shell)


@pytest.fixture
def aws_rest(aws: Aws, rest: dict[str, str]) -> Aws:
    aws.ids = {"1234123412": rest["restApiId"], "3gapai": rest["resourceId"]}
    return aws


@pytest.fixture
def aws_http(aws: Aws, http: dict[str, str]) -> Aws:
    # The longer one first: the page's integration id begins its API id.
    aws.ids = {"a1b2c3d4": http["ApiId"], "a1b2c3": http["IntegrationId"]}
    return aws


def stored(url: str, target: dict[str, str]) -> Any:
    client = client_of(url, "apigateway")
    return client.get_integration_response(**target).get("responseParameters")


def test_page_sets_a_static_header(
    aws_rest: Aws, apigw_server: str, rest: dict[str, str]
) -> None:
    done = aws_rest.run(SET_STATIC)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "statusCode": "200",
        "responseParameters": {ORIGIN: "'*'"},
    }
    assert stored(apigw_server, rest) == {ORIGIN: "'*'"}


def test_page_removes_a_header(
    aws_rest: Aws, apigw_server: str, rest: dict[str, str]
) -> None:
    done = aws_rest.run(REMOVE)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"statusCode": "200"}
    assert stored(apigw_server, rest) is None


def test_page_invokes_a_method(
    aws_rest: Aws, apigw_server: str, rest: dict[str, str]
) -> None:
    client = client_of(apigw_server, "apigateway")
    method = {name: rest[name] for name in ("restApiId", "resourceId", "httpMethod")}
    templates = {"application/json": '{"statusCode": 200}'}
    client.put_integration(**method, type="MOCK", requestTemplates=templates)
    client.put_integration_response(**rest, responseTemplates={"a/b": "pets"})

    done = aws_rest.run(INVOKE)

    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer["status"], answer["body"]) == (200, "pets")
    assert answer["headers"] == {"Content-Type": "a/b"}


def test_page_repoints_an_integration(aws_http: Aws) -> None:
    done = aws_http.run(REPOINT)

    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["IntegrationUri"] in REPOINT
    assert answer["TimeoutInMillis"] == 5000


def test_refusal_of_v1_is_the_exit_code_and_the_sentence(
    aws_rest: Aws, apigw_server: str, rest: dict[str, str]
) -> None:
    done = aws_rest.run(SET_STATIC.replace("responseParameters", "nothing"))

    assert (done.returncode, done.stdout) == (255, "")
    assert (
        "An error occurred (BadRequestException) when calling the"
        " UpdateIntegrationResponse operation:"
        f" Invalid patch path /nothing/{ORIGIN}"
    ) in done.stderr
    assert stored(apigw_server, rest) == {ORIGIN: OLD}


def test_refusal_of_a_status_code_that_is_no_number(aws_rest: Aws) -> None:
    done = aws_rest.run(REMOVE.replace("--status-code 200", "--status-code wrong"))

    assert (done.returncode, done.stdout) == (255, "")
    assert (
        "An error occurred (ValidationException) when calling the"
        " UpdateIntegrationResponse operation: 1 validation error detected: Value"
        " 'wrong' at 'statusCode' failed to satisfy constraint"
    ) in done.stderr


def test_refusal_of_v2_is_the_exit_code_and_the_sentence(aws_http: Aws) -> None:
    aws_http.ids["a1b2c3"] = "nowhere"

    done = aws_http.run(REPOINT)

    assert (done.returncode, done.stdout) == (255, "")
    assert (
        "An error occurred (NotFoundException) when calling the UpdateIntegration"
        " operation: Invalid Integration identifier specified nowhere"
    ) in done.stderr


def test_what_the_server_prints_leads_the_cli_there(shell: dict[str, str]) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "apigw_mock", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdout
        printed = [server.stdout.readline() for _ in range(5)]
        commands = [line for line in printed if line.startswith("  ")]
        done = subprocess.run(
            ["sh", "-c", f'aws() {{ {CLI} "$@"; }}\n{"".join(commands)}'],
            check=False,
            capture_output=True,
            text=True,
            env={name: shell[name] for name in shell if name[:4] != "AWS_"},
            timeout=300,
        )
        server.terminate()

    assert len(commands) == 3
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"Items": []}
