"""
The fixture's server: its own port, its own state, gone in the end.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
from needs import FORK, SERVER
from served import ORIGIN, ask, client_of, connected, declare

pytest.importorskip("flask", reason=SERVER)

from apigw_mock.servers import ServerFailed, _end, _started, running_server

if TYPE_CHECKING:
    from pathlib import Path


def test_fixture_is_the_url(apigw_server: str) -> None:
    client = client_of(apigw_server, "apigateway")

    assert apigw_server.startswith("http://127.0.0.1:")
    assert client.get_rest_apis()["items"] == []


def test_servers_share_nothing() -> None:
    with (
        running_server(region_name="us-east-1") as one,
        running_server(region_name="us-east-1") as other,
    ):
        client_of(one, "apigateway").create_rest_api(name="pets")

        assert one != other
        assert client_of(other, "apigateway").get_rest_apis()["items"] == []


def test_server_is_gone_in_the_end(capfd: pytest.CaptureFixture[str]) -> None:
    with running_server(region_name="us-east-1") as url:
        client_of(url, "apigateway").create_rest_api(name="pets")

    with pytest.raises(ProcessLookupError):
        os.kill(url.process_id, 0)  # its port another test's server may have by now
    assert "POST CreateRestApi /restapis → 201" in capfd.readouterr().err


def test_server_that_cannot_start_says_why() -> None:
    with ExitStack() as stack, pytest.raises(ServerFailed, match="region 'mars-1'"):
        stack.enter_context(running_server(region_name="mars-1"))


def test_fixture_that_cannot_start_fails_with_one_line(pytester: Any) -> None:
    pytester.makepyfile("def test(apigw_server): pass")
    pytester.makeini("[pytest]\napigw_region = mars-1")

    result = pytester.runpytest_subprocess("-rN")

    result.assert_outcomes(errors=1)
    told = "*moto does not know a region 'mars-1'. 'mars-1' is from the ini option*"
    result.stdout.fnmatch_lines([told])
    assert result.stdout.str().count("moto does not know a region") == 1
    result.stdout.no_fnmatch_line("*Traceback*")


def test_fixture_takes_the_marker_s_region(pytester: Any) -> None:
    pytester.makepyfile(
        """
        import json, pytest
        from http.client import HTTPConnection

        @pytest.mark.apigw(region_name="eu-west-1")
        def test(apigw_server, apigw_backend_module):
            connection = HTTPConnection(apigw_server.partition("://")[2])
            api = json.dumps({"name": "pets", "protocolType": "HTTP"})
            connection.request("POST", "/v2/apis", api)
            assert ".eu-west-1." in json.load(connection.getresponse())["apiEndpoint"]
        """
    )

    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_fixture_takes_the_hosts_that_the_settings_allow(pytester: Any) -> None:
    pytester.makepyfile(
        """
        from http.client import HTTPConnection

        def status(url, host):
            connection = HTTPConnection(url.partition("://")[2])
            connection.request("GET", "/v2/apis", headers={"Host": host})
            return connection.getresponse().status

        def test(apigw_server):
            hosts = ("pets.test:80", "host.docker.internal", "dogs.test", "localhost")
            found = [status(apigw_server, host) for host in hosts]
            assert found == [200, 200, 403, 200]
        """
    )
    pytester.makeini("[pytest]\napigw_allow_host = pets.test host.docker.internal")

    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_fixture_takes_no_module_of_the_current_directory(pytester: Any) -> None:
    shadow = "raise ImportError('of the current directory')"
    pytester.makepyfile(
        responses=shadow, flask=shadow, test_it="def test(apigw_server): pass"
    )

    # Not as a subprocess: for that, pytester puts the directory into PYTHONPATH.
    result = pytester.runpytest_inprocess("-p", "no:asyncio")

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("safe", ["", "1"], ids=["usual path", "safe path"])
def test_server_takes_modules_of_the_user_s_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, safe: str
) -> None:
    (tmp_path / "responses.py").write_text("raise ImportError('of PYTHONPATH')")
    others = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{others}")
    monkeypatch.setenv("PYTHONSAFEPATH", safe)

    with ExitStack() as stack, pytest.raises(ServerFailed, match="of PYTHONPATH"):
        stack.enter_context(running_server(region_name="us-east-1"))


DYING = {
    "SIGTERM": "signal.raise_signal(signal.SIGTERM)",
    "SIGKILL": "signal.raise_signal(signal.SIGKILL)",
    # What a time-out of pytest-timeout's kind "thread" does.
    "a thread that ends all": "Thread(target=lambda: os._exit(1)).start(); sleep(60)",
    # The child is no other program: it holds all that its parent held.
    "a death with children": "os.fork() and os._exit(1); sleep(60)",
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason=FORK)
@pytest.mark.parametrize("death", DYING.values(), ids=DYING)
def test_server_ends_with_the_pytest_that_has_started_it(
    pytester: Any, death: str
) -> None:
    file = pytester.makepyfile(
        f"""
        import os, signal, sys
        from threading import Thread
        from time import sleep

        def test(apigw_server):
            sys.stderr.write(apigw_server + "\\n")
            sys.stdin.readline()  # until someone is connected
            {death}
        """
    )
    command = [sys.executable, "-m", "pytest", "-s", "-p", "no:asyncio", file]
    streams: Any = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        command, **streams, stdout=subprocess.DEVNULL, start_new_session=True
    ) as tests:
        url = tests.stderr.readline().decode().strip()
        with connected(url) as connection:
            tests.stdin.write(b"\n")
            tests.stdin.flush()
            connection.settimeout(20)  # s; by itself it would end after a minute
            came = b""
            with suppress(ConnectionResetError):
                came = connection.recv(1)
        with suppress(ProcessLookupError):
            os.killpg(tests.pid, signal.SIGKILL)  # the child that is left

    assert came == b""


ORPHAN = """
import os, sys, time
from apigw_mock.servers import _started

_started([], sys.stderr)
if os.fork():
    os._exit(0)  # while the server is still starting
os.close(1), os.close(2)
time.sleep(60)  # holds the server's input
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason=FORK)
def test_server_ends_where_its_parent_has_gone_before_it_could_look() -> None:
    streams: Any = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN], **streams, start_new_session=True
    ) as parent:
        try:
            _, logged = parent.communicate(timeout=20)  # s; until the server is gone
        finally:
            os.killpg(parent.pid, signal.SIGKILL)  # what is left

    assert logged == b""


def test_server_ends_where_its_input_does(tmp_path: Path) -> None:
    """
    Where nobody adopts the process, or only who has the same id, nothing else tells.
    """
    with (tmp_path / "log").open("w+") as log, _started([], log) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        process.stdin.close()
        try:
            assert process.wait(20) == 0
        finally:
            process.kill()


def test_server_by_hand_outlives_who_has_started_it() -> None:
    """
    As with nohup: what holds for the fixture's does not hold for one of the user's.
    """
    start = """
import subprocess, sys
command = [sys.executable, "-m", "apigw_mock", "serve", "--port", "0"]
streams = dict.fromkeys(("stdin", "stderr"), subprocess.DEVNULL)
server = subprocess.Popen(command, **streams, stdout=subprocess.PIPE, text=True)
print(server.pid, server.stdout.readline())
"""
    ended = subprocess.run(
        [sys.executable, "-c", start], check=True, capture_output=True, text=True
    )
    process_id, _, line = ended.stdout.partition(" ")
    time.sleep(1.5)  # more than the fixture's would take
    reply = ask(line.split()[6].rstrip(";"), "GET /v2/apis HTTP/1.1")
    os.kill(int(process_id), signal.SIGTERM)

    assert reply.json == {"items": []}


def test_updates_are_the_log(apigw_server: Any) -> None:
    client = client_of(apigw_server, "apigateway")
    target = declare(client, [ORIGIN], {"selectionPattern": "a"})
    path = f"/responseParameters/{ORIGIN}"
    adding = [{"op": "add", "path": path, "value": "'*'"}]

    assert list(apigw_server.updates) == []

    client.update_integration_response(**target, patchOperations=adding)
    with pytest.raises(client.exceptions.BadRequestException):
        client.update_integration_response(
            **target, patchOperations=[{"op": "add", "path": "/foo"}]
        )
    accepted, refused = apigw_server.updates

    assert accepted.operation == "UpdateIntegrationResponse"
    assert accepted.target == target
    assert accepted.request == {"patchOperations": adding}
    assert accepted.changed == {
        f"responseParameters/{ORIGIN}": (None, "'*'"),
    }
    assert refused.refusal.message == "Invalid patch path /foo"
    assert refused.after == refused.before == accepted.after


def test_dropped_settings_are_dropped_without_a_word(
    apigw_server: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    client = client_of(apigw_server, "apigatewayv2")
    api_id = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]

    made = client.create_integration(
        ApiId=api_id,
        IntegrationType="HTTP_PROXY",
        IntegrationMethod="GET",
        IntegrationUri="https://pets.example.com",
        PayloadFormatVersion="1.0",
        PassthroughBehavior="NEVER",
    )

    assert "PassthroughBehavior" not in made
    assert capfd.readouterr().err == ""


def test_server_that_does_not_end_is_killed() -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True)"
    command = [sys.executable, "-c", f"{deaf}; time.sleep(60)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()

        _end(process, patience=0.2)

    assert process.returncode == -signal.SIGKILL


def test_reset_empties_the_log(apigw_server: Any) -> None:
    client = client_of(apigw_server, "apigateway")
    target = declare(client, [], {})
    client.update_integration_response(**target, patchOperations=[])
    assert len(apigw_server.updates) == 1

    connection = HTTPConnection(apigw_server.partition("://")[2])
    connection.request("POST", "/moto-api/reset")
    connection.getresponse().read()
    connection.close()

    assert list(apigw_server.updates) == []
