"""
The command line: a process of its own where it serves, or where that is what is asked.
"""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from needs import SERVER

from apigw_mock import __version__, cli, fidelity
from apigw_mock.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Called = Callable[..., "Printed"]

SIGNALS = (signal.SIGINT, signal.SIGTERM)
COMMAND = [sys.executable, "-m", "apigw_mock"]


def run(
    *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
        timeout=300,
    )


class Printed(NamedTuple):
    """
    What a command leaves that ends in this process.
    """

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def called(
    capsys: pytest.CaptureFixture[str],
    untouched: None,  # noqa: ARG001  # asserts that nothing of ours stays
) -> Iterator[Called]:
    """
    Return what runs the command in this process, where none of its own plays a part.
    """
    handlers = {number: signal.getsignal(number) for number in SIGNALS}

    def call(*arguments: str) -> Printed:
        try:
            status = cli.main(arguments)
        except SystemExit as error:  # argparse's
            status = error.code
        return Printed(status, *capsys.readouterr())

    yield call
    for number, handler in handlers.items():
        signal.signal(number, handler)


@contextmanager
def serving(
    *arguments: str, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*COMMAND, "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def rest_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.read()


def url_of(line: str) -> str:
    """
    Return the URL in the first line that a server prints.
    """
    (url,) = re.findall(r"http://[^;]+", line)
    return str(url)


def test_module_is_the_command_only_when_run() -> None:
    assert import_module("apigw_mock.__main__").main is cli.main


def test_version_is_that_of_the_package() -> None:
    done = run("--version")

    assert (done.returncode, done.stdout) == (0, f"apigw-mock {__version__}\n")


# --- serve ------------------------------------------------------------------------


@pytest.mark.parametrize("number", SIGNALS)
def test_server_stops_cleanly(number: int) -> None:
    pytest.importorskip("flask", reason=SERVER)
    with serving("--port", "0", "--region", "eu-west-1") as process:
        printed = line_of(process)
        process.send_signal(number)
        _, logged = process.communicate(timeout=300)

    assert re.fullmatch(
        r"API Gateway of eu-west-1 is at http://127\.0\.0\.1:\d+; Ctrl-C ends it\.\n",
        printed,
    )
    assert (process.returncode, logged) == (0, "")


@pytest.mark.parametrize("number", SIGNALS)
def test_server_that_is_starting_stops_cleanly(number: int, tmp_path: Path) -> None:
    pytest.importorskip("flask", reason=SERVER)
    slow = "import time; print('importing', flush=True); time.sleep(600)"
    (tmp_path / "moto.py").write_text(slow)
    with serving("--port", "0", environment={"PYTHONPATH": str(tmp_path)}) as process:
        assert line_of(process) == "importing\n"
        process.send_signal(number)
        _, logged = process.communicate(timeout=300)

    assert (process.returncode, logged) == (0, "")


TOLD_WHILE_A_LOCK_IS_HELD = """
import signal, sys, threading
from apigw_mock.host import server

def tell(frame, event, _):
    code = frame.f_code
    if (event, code.co_name, code.co_filename) == HELD:
        signal.raise_signal(signal.SIGINT)

HELD = ("return", "__enter__", threading.__file__)  # of a condition: waiting begins
sys.setprofile(tell)
server.serve("127.0.0.1", 0, "eu-west-1")
sys.setprofile(None)
"""


def test_server_told_while_it_waits_stops_cleanly() -> None:
    pytest.importorskip("flask", reason=SERVER)
    program = [sys.executable, "-c", TOLD_WHILE_A_LOCK_IS_HELD]

    ended = subprocess.run(
        program, check=True, capture_output=True, encoding="utf-8", timeout=300
    )

    assert ended.stdout.startswith("API Gateway of eu-west-1 is at ")
    assert ended.stderr == ""


def test_server_told_until_it_ends_stops_cleanly() -> None:
    pytest.importorskip("flask", reason=SERVER)
    with serving("--port", "0") as process:
        line_of(process)
        late = time.monotonic() + 300
        while process.poll() is None and time.monotonic() < late:
            process.send_signal(signal.SIGINT)
            time.sleep(0.005)

    assert process.returncode == 0


def test_who_starts_it_is_told_how_to_use_it() -> None:
    pytest.importorskip("flask", reason=SERVER)
    with serving("--port", "0", "--region", "eu-west-1") as process:
        url = url_of(line_of(process))
        process.terminate()
        told = rest_of(process)

    assert told.replace(url, "URL") == (
        "In a shell, this leads the AWS CLI, SDKs and Terraform here:\n"
        "  export AWS_ENDPOINT_URL=URL AWS_DEFAULT_REGION=eu-west-1\n"
        "  export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing\n"
        "  aws apigatewayv2 get-apis\n"
        "TestInvokeMethod runs MOCK integrations; stubs of others are for tests in "
        "process.\n"
        "The update calls: URL/ in a browser, or apigw-mock updates --url URL\n"
        "To forget everything: curl -X POST URL/moto-api/reset\n"
    )


def test_quiet_server_says_where_it_is_and_what_goes_wrong() -> None:
    pytest.importorskip("flask", reason=SERVER)
    from served import ask  # noqa: PLC0415  # as above

    with serving("--port", "0", "--host", "0.0.0.0", "--quiet") as process:
        printed = line_of(process)
        url = url_of(printed).replace("0.0.0.0", "127.0.0.1")
        statuses = [
            ask(url, f"{line} HTTP/1.0").status
            for line in ("GET /v2/apis", "GET /nothing", "POST /moto-api/reset")
        ]
        ask(url, "PUT /tags/one HTTP/1.0", body=b'{"tags": {}}')
        process.terminate()
        told = rest_of(process)
        _, logged = process.communicate(timeout=300)

    assert printed.startswith("API Gateway of us-east-1 is at http://0.0.0.0:")
    assert statuses == [200, 403, 200]
    assert told == ""
    assert logged.startswith("Warning: 0.0.0.0 is not a loopback address.")
    assert "moto failed to answer TagResource" in logged
    assert " → " not in logged


def test_serve_says_what_it_does_and_which_urls_it_has(called: Called) -> None:
    pytest.importorskip("flask", reason=SERVER)
    from served import ask  # noqa: PLC0415  # as above

    said = called("serve", "--help").stdout
    lines = re.findall(r"^  ((?:GET|POST) /\S*)  ", said, re.MULTILINE)
    with serving("--port", "0", "--quiet") as process:
        url = url_of(line_of(process))
        replies = [ask(url, f"{one} HTTP/1.0", "Accept: text/html") for one in lines]

    assert "Answers the calls of every client over HTTP" in said
    assert "TestInvokeMethod runs methods with a MOCK integration." in said
    assert "POST /moto-api/reset" in lines
    assert [reply.status for reply in replies] == [200] * 4


def test_each_call_is_a_line() -> None:
    pytest.importorskip("flask", reason=SERVER)
    from http.client import HTTPConnection  # noqa: PLC0415

    with serving("--port", "0") as process:
        url = re.search(r"127[^;]+", line_of(process))
        assert url
        for method, path, body in (
            ("POST", "/restapis", '{"name": "pets"}'),
            ("PATCH", "/v2/apis/pets/integrations/dogs", "{}"),
            ("GET", "/nothing", None),
            ("POST", "/moto-api/reset", None),
        ):
            connection = HTTPConnection(url[0])
            connection.request(method, path, body)
            connection.getresponse().read()
        process.terminate()
        _, logged = process.communicate(timeout=300)

    assert logged == (
        "POST CreateRestApi /restapis → 201\n"
        "PATCH UpdateIntegration /v2/apis/pets/integrations/dogs → 404"
        " NotFoundException Invalid API identifier specified 123456789012:pets\n"
        "GET (no operation) /nothing → 403 MissingAuthenticationTokenException"
        " Missing Authentication Token\n"
        "POST /moto-api/reset → 200\n"
    )


def test_taken_port_is_a_clear_line() -> None:
    pytest.importorskip("flask", reason=SERVER)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        done = run("serve", "--port", port)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"apigw-mock serve: Port {port} of 127.0.0.1 is taken: name another with"
        " --port, or let --port 0 pick one.\n"
    )


def test_host_that_is_none_is_a_clear_line() -> None:
    pytest.importorskip("flask", reason=SERVER)

    done = run("serve", "--host", "192.0.2.1", "--port", "0")

    assert done.returncode == 1
    assert done.stderr.startswith(
        "apigw-mock serve: Cannot listen on port 0 of 192.0.2.1: "
    )
    assert len(done.stderr.splitlines()) == 1


def test_region_that_is_none_is_a_clear_line(called: Called) -> None:
    pytest.importorskip("flask", reason=SERVER)

    done = called("serve", "--port", "0", "--region", "mars-1")

    assert (done.returncode, done.stderr) == (
        1,
        "apigw-mock serve: moto does not know a region 'mars-1'.\n",
    )


def test_other_hosts_than_loopback_are_warned_of() -> None:
    pytest.importorskip("flask", reason=SERVER)
    with serving("--host", "0.0.0.0", "--port", "0") as process:
        printed = line_of(process)
        process.terminate()
        _, logged = process.communicate(timeout=300)

    assert "http://0.0.0.0:" in printed
    assert logged.startswith("Warning: 0.0.0.0 is not a loopback address.")


def test_beyond_loopback_any_host_may_call_and_still_no_page() -> None:
    pytest.importorskip("flask", reason=SERVER)
    from served import ask  # noqa: PLC0415  # as above

    with serving("--host", "0.0.0.0", "--port", "0") as process:
        port = line_of(process).partition(";")[0].rpartition(":")[2]
        url, line = f"http://127.0.0.1:{port}", "GET /v2/apis HTTP/1.1"
        container = ask(url, line, "Host: apigw:5000")
        own = ask(url, line, "Host: apigw:5000", "Origin: http://apigw:5000")
        page = ask(url, line, "Host: apigw:5000", "Origin: http://evil.example")
        site = ask(url, line, "Host: apigw:5000", "Sec-Fetch-Site: cross-site")
        none = ("[::1", "[:::]", "a..b", "b..", "xn--.b")
        broken = [ask(url, line, f"Host: {host}").status for host in none]

    assert (container.status, own.status) == (200, 200)
    assert (page.status, site.status) == (403, 403)
    assert broken == [403] * 5


def test_hosts_that_are_allowed_may_be_several() -> None:
    pytest.importorskip("flask", reason=SERVER)
    from served import ask  # noqa: PLC0415  # as above

    named = ("--allow-host", "one.test", "--allow-host", "two.test")
    with serving("--port", "0", *named) as process:
        url, line = line_of(process).split()[6].rstrip(";"), "GET /v2/apis HTTP/1.1"
        hosts = ("one.test", "two.test", "three.test")
        answers = [ask(url, line, f"Host: {host}").status for host in hosts]

    assert answers == [200, 200, 403]


def test_the_name_on_which_it_listens_is_its_own(tmp_path: Path) -> None:
    pytest.importorskip("flask", reason=SERVER)
    from served import ask  # noqa: PLC0415  # as above

    (tmp_path / "sitecustomize.py").write_text(  # Pets.test is a name of loopback's
        "import socket; listen = socket.create_server; own = {'Pets.test': '127.0.0.1'}"
        "\nsocket.create_server = lambda address, **options: "
        "listen((own[address[0]], address[1]), **options)"
    )
    path = {"PYTHONPATH": str(tmp_path)}
    with serving("--host", "Pets.test", "--port", "0", environment=path) as process:
        url, line = line_of(process).split()[6].rstrip(";"), "GET /v2/apis HTTP/1.1"
        hosts = ("pets.test", "PETS.test:5000", "localhost", "dogs.test")
        answers = [ask(url, line, f"Host: {host}").status for host in hosts]

    assert answers == [200, 200, 200, 403]


def test_moto_s_recorder_does_not_run(tmp_path: Path) -> None:
    pytest.importorskip("flask", reason=SERVER)
    from served import ask  # noqa: PLC0415  # as above

    file = tmp_path / "recording"
    recording = {"MOTO_ENABLE_RECORDING": "1", "MOTO_RECORDER_FILEPATH": str(file)}
    with serving("--port", "0", environment=recording) as process:
        url = line_of(process).split()[6].rstrip(";")
        answer = ask(url, "GET /v2/apis HTTP/1.1")

    assert answer.status == 200
    assert not file.exists()


@pytest.mark.parametrize(
    "host", ["http://pets.test", "pets test", "", "[::1", "pets..test", "[:::]"]
)
def test_host_that_cannot_be_allowed_is_a_clear_line(called: Called, host: str) -> None:
    pytest.importorskip("flask", reason=SERVER)

    done = called("serve", "--port", "0", "--allow-host", host)

    assert (done.returncode, done.stderr) == (
        1,
        f"apigw-mock serve: --allow-host {host!r} is not a host name or address.\n",
    )


def test_missing_server_extra_is_a_clear_line(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'flask' else find(name, *a)\n"
    )

    done = run("serve", environment={"PYTHONPATH": str(tmp_path)})

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "apigw-mock serve needs moto's server, which is not installed:"
        " pip install 'apigw-mock[server]'\n"
    )


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_port_that_is_none_is_misuse(called: Called, port: str) -> None:
    done = called("serve", "--port", port)

    assert done.returncode == 2
    assert "port" in done.stderr.splitlines()[-1]


# --- updates ----------------------------------------------------------------------


@pytest.fixture
def apigw_server(request: pytest.FixtureRequest) -> str:
    """
    Return the plugin's server, or skip the test where none can be started.
    """
    pytest.importorskip("flask", reason=SERVER)
    url: str = request.getfixturevalue("apigw_server")
    return url


@pytest.fixture
def answered(apigw_server: str) -> str:
    """
    Return the URL of a server that accepted an update and refused two calls.
    """
    from served import client_of  # noqa: PLC0415  # as above

    client = client_of(apigw_server, "apigatewayv2")
    target = {"ApiId": client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]}
    client.update_api(**target, Name="dogs")
    for call in (client.update_api, client.delete_api):
        with pytest.raises(client.exceptions.NotFoundException):
            call(ApiId="none")
    return apigw_server


@pytest.mark.parametrize("end", ["", "/"])
def test_updates_are_printed_as_the_failure_report_does(
    answered: Any, called: Called, end: str
) -> None:
    done = called("updates", "--url", answered + end)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{answered.report()}\n"
    titles = re.findall(r"^\w+", done.stdout, re.MULTILINE)
    assert titles == ["UpdateApi", "UpdateApi", "DeleteApi"]


def test_updates_are_for_tools_too(answered: Any, called: Called) -> None:
    done = called("updates", "--url", answered, "--json")

    calls = json.loads(done.stdout)
    assert Updates.from_json(calls[:2]) == answered.updates
    assert [calls[0][side]["Name"] for side in ("before", "after")] == ["pets", "dogs"]
    assert calls[2]["refusal"]["status"] == 404


@pytest.fixture
def invoked(apigw_server: str) -> str:
    """
    Return the URL of a server that answered an invocation, which failed.
    """
    from served import client_of, declare  # noqa: PLC0415  # as above

    client = client_of(apigw_server, "apigateway")
    target = declare(client, [], {})
    del target["statusCode"]
    client.test_invoke_method(**target, body="a")
    return apigw_server


def test_invocations_are_printed_as_the_failure_report_does(
    invoked: Any, called: Called
) -> None:
    done = called("updates", "--url", invoked)

    assert done.stdout == f"{invoked.report()}\n"
    assert "\n  failed: 500\n  log: " in done.stdout
    assert invoked.updates == []


def test_invocations_are_for_tools_too(invoked: Any, called: Called) -> None:
    done = called("updates", "--url", invoked, "--json")

    (call,) = json.loads(done.stdout)
    assert (call["operation"], call["refusal"]) == ("TestInvokeMethod", None)
    assert (call["target"]["httpMethod"], call["request"]) == ("GET", {"body": "a"})
    assert (call["invocation"]["status"], call["invocation"]["response"]) == (500, None)
    assert "Starting execution" in call["invocation"]["log"]


def test_failed_invocations_have_colours_on_a_terminal(
    invoked: Any, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "has_colours", lambda _: True)

    assert (
        "\n\x1b[1;31m  failed: 500\x1b[0m\n"
        in called("updates", "--url", invoked).stdout
    )


def test_updates_of_a_server_that_has_none(apigw_server: str, called: Called) -> None:
    said = called("updates", "--url", apigw_server)
    for_tools = called("updates", "--url", apigw_server, "--json")

    assert (said.returncode, said.stdout) == (0, "No calls yet.\n")
    assert (for_tools.returncode, for_tools.stdout) == (0, "[]\n")


def test_updates_have_colours_on_a_terminal(
    answered: str, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "has_colours", lambda _: True)

    shown = called("updates", "--url", answered).stdout

    assert shown.startswith("\x1b[1mUpdateApi  ApiId=")
    assert '\n\x1b[32m  +  "Name": "dogs",' in shown
    assert '\n\x1b[31m  -  "Name": "pets",' in shown
    assert "\n\x1b[1;31m  refused: 404 NotFoundException" in shown
    assert '\n  Name = "dogs"\n' in shown


def test_updates_import_no_moto(answered: str) -> None:
    program = (
        "import sys; from apigw_mock.cli import main; main(sys.argv[1:]);"
        " print({'moto', 'boto3', 'botocore'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "updates", "--url", answered],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )

    assert done.stdout.endswith("\nset()\n")


def test_updates_of_no_server_are_a_clear_line(called: Called) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    done = called("updates", "--url", f"http://127.0.0.1:{port}")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"apigw-mock updates: No server answers at http://127.0.0.1:{port}: [Errno 111]"
        " Connection refused. `apigw-mock serve` starts one and prints its URL, which"
        " --url takes.\n"
    )


# --- rules ------------------------------------------------------------------------


def test_rules_read_nothing_of_the_user_s_configuration() -> None:
    done = run("rules", "UpdateIntegration", environment={"AWS_PROFILE": "missing"})

    assert (done.returncode, done.stderr) == (0, "")


def test_rules_of_an_operation_in_any_spelling(called: Called) -> None:
    printed = {
        called("rules", name).stdout
        for name in (
            "UpdateIntegrationResponse",
            "update-integration-response",
            "update_integration_response",
        )
    }

    assert len(printed) == 1
    assert printed.pop().startswith(
        "REST APIs: apigateway UpdateIntegrationResponse\n\n  (URL)\n"
    )


@pytest.mark.parametrize(
    "chosen",
    [
        ["apigatewayv2.UpdateIntegrationResponse"],
        ["UpdateIntegrationResponse", "--service", "apigatewayv2"],
        ["--service", "apigatewayv2", "--all"],
    ],
    ids=["in the name", "option", "all"],
)
def test_rules_of_one_service(called: Called, chosen: list[str]) -> None:
    done = called("rules", *chosen)

    heading = "HTTP and WebSocket APIs: apigatewayv2 CreateIntegrationResponse, Update"
    assert heading in done.stdout
    assert "/selectionPattern" not in done.stdout
    assert "--service" not in done.stdout


def test_rules_keep_rest_and_http_apart_and_say_how_to_choose(called: Called) -> None:
    asked = ("rules", "UpdateIntegration", "--path", "requestParameters")
    both = called(*asked).stdout
    rest = called(*asked, "--service", "apigateway").stdout
    http = called(*asked, "--service", "apigatewayv2").stdout

    counts = [text.count("    accepts    ") for text in (rest, http)]
    assert both == (
        f"{rest}\n{http}".replace("\n\n\n", "\n\n")
        + f"--service apigateway prints the {counts[0]} rules of REST APIs alone;"
        f" --service apigatewayv2 prints the {counts[1]} rules of HTTP and WebSocket"
        " APIs alone.\n"
    )
    assert re.findall(r"^\w.*: \w.*$", rest, re.MULTILINE) == [
        "REST APIs: apigateway UpdateIntegration"
    ]
    assert re.findall(r"^\w.*: \w.*$", http, re.MULTILINE) == [
        "HTTP and WebSocket APIs: apigatewayv2 CreateIntegration, UpdateIntegration"
    ]


def test_rules_without_arguments_list_the_operations(called: Called) -> None:
    done = called("rules")

    lines = done.stdout.splitlines()
    rows = [line.split() for line in lines if line.startswith("  ")]
    counts = {name: int(count) for *_, name, count in rows if name != "call"}
    assert max(map(len, lines)) <= 80
    assert lines[0].split("  ")[0] == "REST APIs (apigateway)"
    assert lines[1].split()[0] == "UpdateAccount"
    assert ["CreateVpcLink", "6"] in rows
    assert "TestInvokeMethod" in counts
    assert [row[0] for row in rows].count("UpdateIntegration") == 2
    assert counts["DeleteRouteResponse"] == 4  # of two shared lines
    assert rows[-1] == ["every", "call", "11"]
    assert "`apigw-mock rules --all` prints all." in done.stdout


def test_list_of_operations_is_for_tools_too(called: Called) -> None:
    every = json.loads(called("rules", "--json").stdout)
    http = json.loads(called("rules", "--json", "--service", "apigatewayv2").stdout)

    assert every[0] == {"service": "apigateway", "name": "UpdateAccount", "rules": 4}
    assert {one["service"] for one in http} == {
        "apigatewayv2",
        "apigateway and apigatewayv2",
    }


def test_rules_of_all_operations_are_asked_for(called: Called) -> None:
    done = called("rules", "--all", "--json")

    assert done.stdout == fidelity.as_json(fidelity.lines())


def test_rules_of_all_and_of_one_operation_are_misuse(called: Called) -> None:
    done = called("rules", "UpdateStage", "--all")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "apigw-mock rules: --all prints the rules of all operations: leave out the"
        " operation, or leave out --all.\n"
    )


def test_rules_of_every_call_have_a_name(called: Called) -> None:
    done = called("rules", "every call")

    assert done.stdout.startswith("All APIs: apigateway and apigatewayv2 every call\n")


def test_rules_say_what_they_do(called: Called) -> None:
    done = called("rules", "--help")

    assert "what API Gateway accepts, what it answers otherwise" in done.stdout
    examples = re.findall(r"^  apigw-mock (rules .*)$", done.stdout, re.MULTILINE)
    assert [called(*one.split()).returncode for one in examples] == [0, 0, 0]


@pytest.mark.parametrize(
    "path",
    [
        "/responseTemplates/{content_type}",
        "/responseTemplates/application~1json",
        "responseTemplates/text",
    ],
)
def test_rules_of_a_path(called: Called, path: str) -> None:
    done = called("rules", "UpdateIntegrationResponse", "--path", path, "--json")

    (line,) = json.loads(done.stdout)
    assert line["path"] == "/responseTemplates/{content_type}"
    assert line["ops"] == ["add", "remove", "replace"]
    assert line["evidence"].startswith("recorded: ")
    absent = line["otherwise"][0]
    assert (
        absent["text"] == "404 NotFoundException: Content-Type specified was not found"
    )
    assert absent["evidence"].startswith("inferred: ")
    assert absent["refusal"] == "ContentTypeNotFound"


@pytest.mark.parametrize("name", ["PutIntegrationResponse", "put-integration-response"])
def test_rules_of_a_put_are_the_rows_of_its_update(called: Called, name: str) -> None:
    done = called("rules", name, "--path", "/contentHandling")

    head, _, rule = done.stdout.partition("\n\n")
    assert head == (
        "REST APIs: apigateway PutIntegrationResponse, by the rows of"
        " UpdateIntegrationResponse"
    )
    _, accepted, known, refused, known_of_it = map(str.strip, rule.splitlines())
    assert accepted.startswith("accepts    one of CONVERT_TO_BINARY")
    assert known.startswith("recorded: ")
    assert known_of_it.startswith("recorded: ")
    assert refused.removeprefix("otherwise").strip() == (
        "400 ValidationException: 1 validation error detected: Value '{value}' at"
        " 'putIntegrationResponseInput.contentHandling' failed to satisfy constraint:"
        " Member must satisfy enum value set: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]"
    )
    assert "patch path" not in rule


@pytest.mark.parametrize("path", ["responseParameters", "/responseParameters"])
def test_first_segment_of_a_path_is_enough(called: Called, path: str) -> None:
    done = called("rules", "UpdateIntegrationResponse", "--path", path, "--json")

    paths = {line["path"] for line in json.loads(done.stdout)}
    assert "/responseParameters/{name}" in paths


def test_part_of_a_segment_is_no_path(called: Called) -> None:
    done = called("rules", "UpdateIntegrationResponse", "--path", "/responseParam")

    assert done.returncode == 2


def test_unknown_operation_lists_those_there_are(called: Called) -> None:
    done = called("rules", "UpdateWeather")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("apigw-mock rules: no operation UpdateWeather. There")
    assert "apigatewayv2.UpdateIntegration" in done.stderr
    assert "apigateway.PutIntegrationResponse" in done.stderr


def test_unknown_path_lists_those_there_are(called: Called) -> None:
    done = called("rules", "UpdateIntegrationResponse", "--path", "/weather")

    assert (done.returncode, done.stdout) == (2, "")
    assert "no rule on /weather" in done.stderr
    rest, http = done.stderr.split("; ")
    assert "/contentHandling, " in rest
    assert rest.endswith(" (apigateway)")
    assert "ResponseTemplates" in http
    assert http.endswith(" (apigatewayv2)\n")


def test_markdown_is_the_page(called: Called) -> None:
    done = called("rules", "--markdown")

    assert done.stdout == fidelity.page()


@pytest.mark.parametrize(
    "chosen",
    [["UpdateIntegration"], ["--path", "/uri"], ["--service", "apigateway"]],
    ids=["operation", "path", "service"],
)
def test_page_of_a_choice_is_misuse(called: Called, chosen: list[str]) -> None:
    done = called("rules", *chosen, "--markdown")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "apigw-mock rules: --markdown prints the whole page: leave out the operation,"
        " --path and --service, or leave out --markdown.\n"
    )


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb", "NO_COLOR": ""}, False),
    ],
    ids=["terminal", "no colour wanted", "dumb terminal"],
)
def test_colours_are_for_terminals(
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001
) -> None:
    main, side = pty.openpty()
    arguments = ["rules", "UpdateIntegrationResponse", "--path", "/contentHandling"]
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=side, env={**os.environ, **environment}
    ) as process:
        os.close(side)
        printed = os.read(main, 1_000)
    os.close(main)

    assert process.returncode == 0
    assert (b"\x1b[1m" in printed) is coloured


def test_pipe_gets_plain_text() -> None:
    assert "\x1b" not in run("rules", "--all").stdout


def test_closed_pipe_is_no_error() -> None:
    with subprocess.Popen(
        [*COMMAND, "rules", "--all"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        logged = process.stderr.read()

    assert (process.returncode, logged) == (0, b"")
