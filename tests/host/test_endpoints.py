"""
What is behind a method: stubs, functions of moto's own, and nothing else.
"""

from __future__ import annotations

import io
import json
import socket
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import boto3
import pytest
from moto import mock_aws
from moto.utilities import docker_utilities

from apigw_mock import MissingStub, StubRequest, mock_apigw_updates, stubs
from apigw_mock.host.endpoints import Registered, answering_http
from apigw_mock.host.invoke import with_line
from apigw_mock.updates import number_of_newest, report_since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

URL = "https://example.com"
KINDS = ("HTTP", "HTTP_PROXY", "AWS", "AWS_PROXY")
OF_KIND: dict[str, tuple[str, Any]] = {
    "HTTP": (URL, (200, {}, "here")),
    "HTTP_PROXY": (URL, (200, {}, "here")),
    "AWS": ("pets", "here"),
    "AWS_PROXY": ("pets", {"body": "here"}),
}


class Escaped(BaseException):  # no `except Exception` hides it
    """
    Something reached for the network, or for Docker.
    """


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise Escaped

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    docker = property(refuse)
    monkeypatch.setattr(docker_utilities.DockerModel, "docker_client", docker)


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


def behind(backend: Backend, kind: str, **more: Any) -> Any:
    if kind.endswith("PROXY"):
        return backend.integration(type=kind, **more)
    return backend.integration_response(type=kind, **more)


def test_the_network_is_closed() -> None:
    with pytest.raises(Escaped):
        socket.create_connection(("127.0.0.1", 9))


# --- Stubs ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_stub_answers(backend: Backend, kind: str) -> None:
    target = behind(backend, kind)
    backend.stub(*OF_KIND[kind])

    answer = backend.invoke(**target)

    assert (answer.status, answer.text.strip('"')) == (200, "here")
    assert isinstance(answer.sent, StubRequest if "HTTP" in kind else dict)


@pytest.mark.parametrize("kind", KINDS)
def test_boto3_gets_the_same(backend: Backend, kind: str) -> None:
    target = behind(backend, kind)
    target.pop("statusCode", None)
    backend.stub(*OF_KIND[kind])

    answer = backend.apigateway.test_invoke_method(**target)

    assert (answer["status"], answer["body"].strip('"')) == (200, "here")


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_stub_the_call_that_registers_it_is_named(
    backend: Backend, kind: str
) -> None:
    target, newest = behind(backend, kind), number_of_newest()

    with pytest.raises(MissingStub) as missing:
        backend.invoke(**target)

    error = missing.value
    eval(error.call, {"apigw_backend": backend})
    assert backend.invoke(**target).status == 200
    report = report_since(newest)
    assert f"  failed: no answer\n  cause: no stub answers {error.uri}" in report
    assert f"\n  remedy: {error.call}\n" in report


@pytest.mark.parametrize("way", ["short", "long"])
def test_without_a_stub_the_traceback_ends_at_the_call(
    backend: Backend, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    target = behind(backend, "HTTP")
    if way == "long":
        monkeypatch.setenv("MOTO_S3_CUSTOM_ENDPOINTS", "https://s3.example")

    with pytest.raises(MissingStub) as missing:
        backend.invoke(**target)

    files = [Path(entry.path).name for entry in missing.traceback]
    assert files[:2] == [Path(__file__).name, "backend.py"]
    assert files[-1] == "guard.py"
    assert not {"run.py", "answer.py", "stubs.py", "responses.py"} & {*files}


def test_an_aws_service_has_a_url(backend: Backend) -> None:
    uri = "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets"
    target = backend.integration_response(type="AWS", uri=uri, http_method="POST")

    with pytest.raises(MissingStub) as missing:
        backend.invoke(**target)
    backend.stub("https://sqs.us-east-1.amazonaws.com", (200, {}, "queued"))

    assert "apigw_backend.stub('https://sqs.us-east-1" in missing.value.call
    assert backend.invoke(**target).text == "queued"


def test_bytes_go_in_and_come_out(backend: Backend) -> None:
    verbs = {"http_method": "PUT", "integrationHttpMethod": "PUT"}
    target = behind(backend, "HTTP_PROXY", **verbs)
    operation: Any = {"op": "add", "path": "/binaryMediaTypes/*~1*"}
    backend.apigateway.update_rest_api(
        restApiId=target["restApiId"], patchOperations=[operation]
    )
    backend.stub(URL, lambda sent: (200, {"Content-Type": "a/b"}, sent.body + b"\xfe"))

    answer = backend.invoke(**target, headers={"Accept": "a/b"}, body=b"\xff")

    assert (answer.sent.body, answer.body) == (b"\xff", b"\xff\xfe")


def test_a_stub_may_invoke_too(backend: Backend) -> None:
    inner = backend.integration_response(
        http_method="POST",
        requestTemplates={"application/json": '{"statusCode": 200}'},
        response={"responseTemplates": {"application/json": "inner"}},
    )
    outer = behind(backend, "HTTP_PROXY")
    seen: list[Any] = []

    def answer(_: StubRequest) -> Any:
        seen.append(backend.invoke(**inner, body="b"))
        client = backend.apigateway
        call = {k: v for k, v in inner.items() if k != "statusCode"}
        seen.append(client.test_invoke_method(**call, body="c"))  # type: ignore[arg-type]  # a dict of text
        return 201, {}, "outer"

    backend.stub(URL, answer)
    answered = backend.invoke(**outer, body=b"a")

    assert (answered.status, answered.text) == (201, "outer")
    assert answered.sent.url.startswith(URL)
    assert (seen[0].text, seen[0].sent) == ("inner", None)
    assert "before transformations: b" in seen[0].log
    assert "before transformations: c" in seen[1]["log"]
    assert "before transformations: a" in answered.log


def test_a_header_without_values_is_not_answered(backend: Backend) -> None:
    target = behind(backend, "AWS_PROXY")
    backend.stub("pets", {"multiValueHeaders": {"A": [], "B": ["1"]}})

    headers = backend.invoke(**target).headers

    assert ("A" in headers, headers["B"]) == (False, ["1"])


def test_what_the_function_of_a_url_raises_reaches_the_test(backend: Backend) -> None:
    target = behind(backend, "HTTP")

    def answer(_: StubRequest) -> Any:
        raise KeyError("of the test")

    backend.stub(URL, answer)

    with pytest.raises(KeyError, match="of the test"):
        backend.invoke(**target)


def test_a_stub_that_a_function_misses_reaches_the_test(backend: Backend) -> None:
    inner, outer = behind(backend, "HTTP"), behind(backend, "AWS_PROXY")

    def handler(*_: Any) -> Any:
        backend.invoke(**inner)

    backend.stub("pets", handler)

    with pytest.raises(MissingStub, match=r"No stub answers https://example\.com"):
        backend.invoke(**outer)


def test_an_answer_that_is_none_is_misuse(backend: Backend) -> None:
    target = behind(backend, "HTTP")
    backend.stub(URL, lambda _: {"statusCode": 200})  # type: ignore[arg-type, return-value]  # misuse

    with pytest.raises(TypeError, match=r"give \(status, headers, body\)"):
        backend.invoke(**target)


@pytest.mark.parametrize("kind", KINDS)
def test_a_time_out_is_a_504(backend: Backend, kind: str) -> None:
    target = behind(backend, kind)

    def late(*_: Any) -> Any:
        raise TimeoutError

    backend.stub(OF_KIND[kind][0], late)
    answer = backend.invoke(**target)

    assert answer.status == 504
    assert "timed out" in answer.json()["message"]


def test_the_report_shows_what_was_sent(backend: Backend) -> None:
    url, function = behind(backend, "HTTP_PROXY"), behind(backend, "AWS_PROXY")
    backend.stub(URL, (200, {}, ""))
    backend.stub("pets", {"body": "a"})
    newest = number_of_newest()

    backend.invoke(**url, query={"a": "1"}, body=b"\xff")
    backend.invoke(**function)

    report = report_since(newest)
    assert "\n  sent: GET https://example.com/pets?a=1" in report
    assert '\n  sent: event {"resource": "/pets"' in report


# --- Scopes -----------------------------------------------------------------------


def test_stubs_end_with_their_scope() -> None:
    with mock_apigw_updates() as backend:
        backend.stub(URL, (200, {}, ""))

    assert stubs._registered == []  # noqa: SLF001  # the process is as it was
    with pytest.raises(RuntimeError, match="has been left"):
        backend.stub(URL, (200, {}, ""))
    with mock_apigw_updates() as backend:
        target = behind(backend, "HTTP")
        with pytest.raises(MissingStub):
            backend.invoke(**target)


def test_a_nested_scope_takes_its_own_back(backend: Backend) -> None:
    target = behind(backend, "HTTP_PROXY")
    backend.stub(URL, (200, {}, "outer"))

    with mock_apigw_updates() as inner:
        inner.stub(URL, (200, {}, "inner"))
        nested = backend.invoke(**target).text

    assert (nested, backend.invoke(**target).text) == ("inner", "outer")


def test_an_outer_scope_that_ends_first_leaves_the_nested_one_s() -> None:
    with ExitStack() as scopes:
        outer, inner = mock_apigw_updates(), mock_apigw_updates()
        outer.start().stub(URL, (200, {}, "outer"))
        backend = inner.start()
        scopes.callback(inner.stop)
        backend.stub(f"{URL}/pets", (200, {}, "inner"))

        outer.stop()

        assert [one.target for _, one in stubs._registered] == [f"{URL}/pets"]  # noqa: SLF001  # see above


@mock_apigw_updates
def test_a_decorated_test_opens_a_block() -> None:
    client = boto3.client("apigateway", region_name="us-east-1")
    with mock_apigw_updates() as backend:
        target = behind(backend, "HTTP_PROXY")
        backend.stub(URL, (200, {}, "here"))

        answer = client.test_invoke_method(**target)

    assert answer["body"] == "here"


def test_a_stub_answers_in_every_thread_and_region(backend: Backend) -> None:
    with mock_apigw_updates(region_name="eu-west-1") as other:
        target = behind(other, "AWS_PROXY")
        backend.stub("pets", {"body": "here"})
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(partial(other.invoke, **target)).result(timeout=60)

    assert answer.text == "here"


def test_a_reset_takes_stubs_back(backend: Backend) -> None:
    backend.stub(URL, (200, {}, ""))

    backend.reset()

    with pytest.raises(MissingStub):
        backend.invoke(**behind(backend, "HTTP"))


def test_misuse_registers_nothing(backend: Backend) -> None:
    with pytest.raises(TypeError, match="neither a URL nor a function"):
        backend.stub("pets.example", (200, {}, ""))

    assert stubs._registered == []  # noqa: SLF001  # see above


# --- moto's own functions ---------------------------------------------------------


def make_function(name: str = "pets") -> str:
    role = boto3.client("iam").create_role(
        RoleName=f"role-of-{name}", AssumeRolePolicyDocument="{}"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a.py", "")
    client = boto3.client("lambda", region_name="us-east-1")
    made = client.create_function(
        FunctionName=name,
        Runtime="python3.12",
        Role=role["Role"]["Arn"],
        Handler="a.a",
        Code={"ZipFile": packed.getvalue()},
    )
    return str(made["FunctionArn"])


@pytest.fixture
def simple() -> Iterator[Backend]:
    """
    Open a scope in which moto runs functions without Docker.
    """
    config: Any = {"lambda": {"use_docker": False}}
    with mock_aws(config=config), mock_apigw_updates() as backend:
        yield backend


def of_moto(*answers: Any) -> None:
    from moto.awslambda_simple.models import lambda_simple_backends  # noqa: PLC0415

    account: Any = lambda_simple_backends["123456789012"]
    queue = account["us-east-1"].lambda_simple_results_queue
    queue.extend(map(json.dumps, answers))


def test_moto_s_function_answers_without_docker(simple: Backend) -> None:
    target = behind(simple, "AWS_PROXY")
    make_function()
    of_moto({"statusCode": 201, "body": "of moto"})

    answer = simple.invoke(**target)

    assert (answer.status, answer.text) == (201, "of moto")
    assert answer.sent["httpMethod"] == "GET"


def test_moto_s_function_answers_the_event(simple: Backend) -> None:
    target = behind(simple, "AWS", requestTemplates={"application/json": '{"a": 1}'})
    make_function()

    assert simple.invoke(**target).json() == {"a": 1}


def test_a_stub_comes_before_moto_s_function(simple: Backend) -> None:
    target = behind(simple, "AWS_PROXY")
    simple.stub(make_function(), {"body": "stub"})

    assert simple.invoke(**target).text == "stub"


@pytest.mark.parametrize("name", ["", "dogs"])
def test_a_function_that_moto_lacks_is_missing(simple: Backend, name: str) -> None:
    target = behind(simple, "AWS_PROXY")
    if name:
        make_function(name)

    with pytest.raises(MissingStub):
        simple.invoke(**target)


@pytest.mark.usefixtures("simple")
def test_a_version_that_moto_lacks_is_missing() -> None:
    arn = make_function()

    with pytest.raises(MissingStub):
        Registered().call_function(f"{arn}:prod", {})
    assert Registered().call_function(f"{arn}:$LATEST", {"a": 1}).payload == b'{"a": 1}'


def test_a_function_that_needs_docker_is_missing(backend: Backend) -> None:
    target = behind(backend, "AWS_PROXY")
    make_function()

    with pytest.raises(MissingStub) as missing:
        backend.invoke(**target)

    assert missing.value.reason == (
        "moto has this function, but can only run it in Docker"
    )


def test_what_is_no_arn_is_missing(simple: Backend) -> None:
    make_function()

    with pytest.raises(MissingStub):
        Registered().call_function("pets", {})
    assert simple.updates == []


# --- Through a server -------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_over_http_a_missing_stub_is_a_504(backend: Backend, kind: str) -> None:
    target = behind(backend, kind)
    newest = number_of_newest()

    with answering_http():
        answer = backend.invoke(**target)

    uri = "arn:aws:lambda:" if "AWS" in kind else "https://example.com/pets"
    lines = answer.log.split("\n")
    assert answer.status == 504
    assert f" : apigw-mock: No stub answers {uri}" in lines[-3]
    assert "`apigw-mock serve` answers MOCK integrations" in lines[-3]
    assert lines[-2:] == [f"{lines[-3][:28]} : Method completed with status: 504", ""]
    assert f"\n  cause: No stub answers {uri}" in report_since(newest)


def test_a_line_of_ours_stands_before_the_status() -> None:
    assert with_line("head\nat : a\nat : status\n", "b") == (
        "head\nat : a\nat : apigw-mock: b\nat : status\n"
    )
