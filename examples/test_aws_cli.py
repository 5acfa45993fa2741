"""
The real AWS CLI, in process: the examples on its reference pages.

The pages are ``aws apigateway update-integration-response`` and ``aws apigatewayv2
update-integration``. Commands and outputs are as printed there, apart from the ids.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

pytest.importorskip("awscli", reason="needs the AWS CLI: tox -e awscli")

from awscli.clidriver import create_clidriver

if TYPE_CHECKING:
    from pathlib import Path

SET_STATIC = """
aws apigateway update-integration-response --rest-api-id 1234123412 --resource-id 3gapai --http-method GET --status-code 200 --patch-operations op='replace',path='/responseParameters/method.response.header.Access-Control-Allow-Origin',value='"'"'*'"'"'
"""  # noqa: E501  # as printed
STATIC = """
{
    "statusCode": "200",
    "responseParameters": {
        "method.response.header.Access-Control-Allow-Origin": "'*'"
    }
}
"""
REMOVE = """
aws apigateway update-integration-response --rest-api-id 1234123412 --resource-id 3gapai --http-method GET --status-code 200 --patch-operations op='remove',path='/responseParameters/method.response.header.Access-Control-Allow-Origin'
"""  # noqa: E501  # as printed
REPOINT = """
aws apigatewayv2 update-integration \\
    --api-id a1b2c3d4 \\
    --integration-id a1b2c3 \\
    --integration-uri arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:us-west-2:123456789012:function:my-new-function/invocations
"""  # noqa: E501  # as printed
REPOINTED = """
{
    "ConnectionType": "INTERNET",
    "IntegrationId": "a1b2c3",
    "IntegrationMethod": "POST",
    "IntegrationType": "AWS_PROXY",
    "IntegrationUri": "arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:us-west-2:123456789012:function:my-new-function/invocations",
    "PayloadFormatVersion": "2.0",
    "TimeoutInMillis": 5000
}
"""  # noqa: E501  # as printed

ORIGIN = "method.response.header.Access-Control-Allow-Origin"
OLD = "'https://old.example.com'"
PATH = f"/responseParameters/{ORIGIN}"
INTEGRATION_RESPONSE = (
    "aws apigateway update-integration-response --rest-api-id 1234123412"
    " --resource-id 3gapai --http-method GET --status-code 200"
)


class Result(NamedTuple):
    """
    The result of a command of the AWS CLI: its exit code and what it prints.
    """

    code: int
    output: str
    error: str

    @property
    def answer(self) -> Any:
        return json.loads(self.output)


class Aws:
    """
    The AWS CLI, and the ids that replace those of the pages.
    """

    def __init__(self, backend: Any, capsys: pytest.CaptureFixture[str]) -> None:
        self.backend = backend
        self.capsys = capsys
        self.ids: dict[str, str] = {}

    def named(self, text: str) -> str:
        """
        Return *text* with the ids of this test in place of the page's.
        """
        for printed, actual in self.ids.items():
            text = text.replace(printed, actual)
        return text

    def run(self, command: str) -> Result:
        arguments = split(self.named(command))
        self.capsys.readouterr()
        code = create_clidriver().main(arguments)
        printed = self.capsys.readouterr()
        return Result(code, printed.out, printed.err)


def split(command: str) -> list[str]:
    """
    Return the arguments that a real POSIX shell makes from *command*.
    """
    script = f"aws() {{ printf '%s\\0' \"$@\"; }}\n{command}"
    done = subprocess.run(["sh", "-c", script], check=True, capture_output=True)
    return done.stdout.decode().split("\0")[:-1]


@pytest.fixture
def aws(
    apigw_backend: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Aws:
    """
    Return the CLI in a shell that has a region and no other AWS configuration.
    """
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.delenv("AWS_DEFAULT_OUTPUT", raising=False)
    return Aws(apigw_backend, capsys)


@pytest.fixture
def rest(aws: Aws) -> Aws:
    """
    Make a REST API whose GET has an integration response with one mapping.
    """
    target = aws.backend.integration_response(
        headers=["Access-Control-Allow-Origin"],
        response={"responseParameters": {ORIGIN: OLD}},
    )
    aws.ids = {"1234123412": target["restApiId"], "3gapai": target["resourceId"]}
    return aws


@pytest.fixture
def http(aws: Aws) -> Aws:
    """
    Make an HTTP API with an integration of a Lambda function.
    """
    target = aws.backend.http_api_integration(TimeoutInMillis=5000)
    # The longer id first: the page's API id begins with its integration id.
    aws.ids = {"a1b2c3d4": target["ApiId"], "a1b2c3": target["IntegrationId"]}
    return aws


def mapped(aws: Aws) -> Any:
    """
    Return the mappings that GetIntegrationResponse shows, or None.
    """
    get = INTEGRATION_RESPONSE.replace("update-", "get-")
    return aws.run(get).answer.get("responseParameters")


def test_the_page_sets_a_static_header(rest: Aws) -> None:
    result = rest.run(SET_STATIC)

    assert result.code == 0, result.error
    assert result.answer == json.loads(STATIC)
    assert mapped(rest) == {ORIGIN: "'*'"}


def test_the_page_removes_a_header(rest: Aws) -> None:
    result = rest.run(REMOVE)

    assert result.code == 0, result.error
    assert result.answer == {"statusCode": "200"}
    assert mapped(rest) is None


def test_the_page_repoints_a_lambda_integration(http: Aws) -> None:
    result = http.run(REPOINT)

    assert result.code == 0, result.error
    assert result.answer == json.loads(http.named(REPOINTED))


STATIC_AS_JSON = json.dumps([{"op": "replace", "path": PATH, "value": "'*'"}])
IN_SHELL = STATIC_AS_JSON.replace("'", "'\"'\"'")  # inside single quotes


def test_json_syntax_does_the_same(rest: Aws) -> None:
    result = rest.run(f"{INTEGRATION_RESPONSE} --patch-operations '{IN_SHELL}'")

    assert result.code == 0, result.error
    assert result.answer == json.loads(STATIC)


def test_two_operations_are_one_call(rest: Aws) -> None:
    operations = (
        f"op=remove,path={PATH} op=replace,path=/contentHandling,value=CONVERT_TO_TEXT"
    )

    result = rest.run(f"{INTEGRATION_RESPONSE} --patch-operations {operations}")

    assert result.code == 0, result.error
    assert result.answer == {"statusCode": "200", "contentHandling": "CONVERT_TO_TEXT"}


def test_filled_in_skeleton_is_input(rest: Aws, tmp_path: Path) -> None:
    skeleton = rest.run(
        "aws apigateway update-integration-response --generate-cli-skeleton"
    ).answer
    (operation,) = skeleton["patchOperations"]
    assert set(operation) == {"op", "path", "value", "from"}
    skeleton |= {
        "restApiId": rest.ids["1234123412"],
        "resourceId": rest.ids["3gapai"],
        "httpMethod": "GET",
        "statusCode": "200",
        "patchOperations": json.loads(STATIC_AS_JSON),
    }
    file = tmp_path / "input.json"
    file.write_text(json.dumps(skeleton), encoding="utf-8")

    result = rest.run(
        "aws apigateway update-integration-response"
        f" --cli-input-json file://{file.as_posix()}"
    )

    assert result.code == 0, result.error
    assert result.answer == json.loads(STATIC)


def test_filled_in_skeleton_is_input_of_v2(http: Aws) -> None:
    # Not the output skeleton: the CLI rejects its own stub (TimeoutInMillis 0).
    skeleton = http.run(
        "aws apigatewayv2 update-integration --generate-cli-skeleton input"
    ).answer
    assert {"ApiId", "IntegrationId", "IntegrationUri", "TlsConfig"} <= set(skeleton)
    uri = json.loads(REPOINTED)["IntegrationUri"]
    filled = {
        "ApiId": http.ids["a1b2c3d4"],
        "IntegrationId": http.ids["a1b2c3"],
        "IntegrationUri": uri,
    }

    result = http.run(
        f"aws apigatewayv2 update-integration --cli-input-json '{json.dumps(filled)}'"
    )

    assert result.code == 0, result.error
    assert result.answer == json.loads(http.named(REPOINTED))


def test_options_win_over_input_json(http: Aws) -> None:
    filled = json.dumps({"IntegrationUri": "arn:ignored", "TimeoutInMillis": 6000})

    result = http.run(f"{REPOINT.rstrip()} --cli-input-json '{filled}'")

    expected = json.loads(http.named(REPOINTED)) | {"TimeoutInMillis": 6000}
    assert result.code == 0, result.error
    assert result.answer == expected


def test_output_skeleton_sends_nothing(rest: Aws) -> None:
    result = rest.run(f"{SET_STATIC.rstrip()} --generate-cli-skeleton output")

    assert result.code == 0, result.error
    assert set(result.answer) == {
        "contentHandling",
        "responseParameters",
        "responseTemplates",
        "selectionPattern",
        "statusCode",
    }
    assert mapped(rest) == {ORIGIN: OLD}


def test_the_shell_that_ate_the_quotes_is_refused(rest: Aws) -> None:
    operation = f"op=replace,path={PATH},value='*'"

    result = rest.run(f"{INTEGRATION_RESPONSE} --patch-operations {operation}")

    assert result.code == 255
    assert not result.output
    assert (
        "An error occurred (BadRequestException) when calling the"
        " UpdateIntegrationResponse operation: Invalid mapping expression specified:"
        " Validation Result: warnings : [], errors :"
        " [Invalid mapping expression specified: *]"
    ) in result.error
    assert mapped(rest) == {ORIGIN: OLD}


def test_an_unknown_integration_is_refused(http: Aws) -> None:
    http.ids["a1b2c3"] = "nowhere"

    result = http.run(REPOINT)

    assert result.code == 255
    assert not result.output
    assert (
        "An error occurred (NotFoundException) when calling the UpdateIntegration"
        " operation: Invalid Integration identifier specified nowhere"
    ) in result.error
