"""
Over HTTP, on servers that stand in for AWS: equal, different, throttled and broken.

AWS itself cannot be reached here.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import pytest
from askable import copy_of
from cases_runner import FOLDER
from needs import SERVER
from served import ask as request_of
from served import client_of
from standin import ConnectionLost, Reply, Request, refusal, standing_in
from terminal import Terminal, left

from apigw_mock.host.ask.kinds import KEY
from apigw_mock.host.ask.plan import Choice, calls_of, planned
from apigw_mock.servers import running_server

pytest.importorskip("flask", reason=SERVER)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from standin import StandIn

    from apigw_mock.servers import ServerUrl

pytestmark = pytest.mark.usefixtures("contributor")

SAMPLE = [case for file in FOLDER.files() for case in FOLDER.cases(file)][::61]
FEW = ("update_request_validator", "update_client_certificate", "delete_rest_api")


@pytest.fixture(scope="module")
def url() -> Iterator[ServerUrl]:
    with running_server(region_name="us-east-1") as running:
        yield running


@pytest.fixture
def standin(url: str) -> Iterator[StandIn]:
    request_of(url, "POST /moto-api/reset HTTP/1.0")
    with standing_in(url) as server:
        yield server


@pytest.fixture
def terminal(standin: StandIn, tmp_path: Path) -> Terminal:
    """
    Return a terminal at which few cases are asked, of the stand-in.
    """
    folder = copy_of(tmp_path, *FEW)
    options = ("--endpoint-url", standin.url, "--yes")
    return Terminal(folder, tmp_path / "journal.jsonl", options)


def remaining(standin: StandIn, *services: str) -> list[Any]:
    return left(partial(client_of, standin.other.geturl()), *services)


def patches(request: Request) -> bool:
    return request.method == "PATCH" and request.path.startswith("/restapis")


# --- Servers that answer ----------------------------------------------------------


def test_sample_of_all_cases_is_equal(standin: StandIn, tmp_path: Path) -> None:
    options = ["--endpoint-url", standin.url, "--yes", "--with", "all"]
    options += [f"--id={case}" for case in SAMPLE]
    terminal = Terminal(FOLDER, tmp_path / "journal.jsonl", tuple(options))

    status = terminal.ask()

    assert [line for line in terminal.asked if ": equal" not in line] == []
    assert status == 0
    assert len(terminal.asked) >= len(SAMPLE) - 1
    assert remaining(standin) == []
    assert terminal.clock.time < 60  # another server has no quotas


def test_vpc_endpoint_is_deleted(standin: StandIn, tmp_path: Path) -> None:
    options = ["--endpoint-url", standin.url, "--yes", "--with", "vpc-endpoints"]
    options += ["--id", "VPC endpoints of a public API are refused"]
    terminal = Terminal(FOLDER, tmp_path / "journal.jsonl", tuple(options))

    assert terminal.ask() == 0
    assert len(terminal.asked) == 1
    assert remaining(standin) == []
    assert terminal.ask("--clean-up") == 0
    assert terminal.lines[-1] == "Deleted: 0"


@pytest.mark.once
def test_every_case_is_equal(standin: StandIn, tmp_path: Path) -> None:
    options = ("--endpoint-url", standin.url, "--yes", "--with", "all")
    terminal = Terminal(FOLDER, tmp_path / "journal.jsonl", options)

    status = terminal.ask()

    assert [line for line in terminal.asked if ": equal" not in line] == []
    assert status == 0
    assert len(terminal.asked) > 5_100
    assert remaining(standin) == []


def test_what_was_asked_is_not_asked_again(
    terminal: Terminal, standin: StandIn
) -> None:
    assert terminal.ask() == 0
    first, calls = len(terminal.asked), len(standin.seen)
    standin.seen.clear()

    assert terminal.ask() == 0
    assert terminal.asked == []
    assert not [one for one in standin.seen if one.method in {"PATCH", "DELETE"}]

    assert terminal.ask("--again") == 0
    assert len(terminal.asked) == first

    # The plan leaves out who is asked, and the search for what is left.
    plan = planned(terminal.folder, Choice())
    assert 0 <= calls - len(calls_of(plan.asked, terminal.folder)) < 30


PLAIN_MOTO = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server._server.server_address[1], flush=True)
sys.stdin.read()
"""


@contextmanager
def plain_moto() -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-c", PLAIN_MOTO],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


# What every version of moto gets wrong, and what it then answers.
OF_MOTO = {
    "An unknown API is not updated": "'message': 'Invalid API identifier specified {ab",
    "UpdateApi refuses a MaxAge of 86401": "'CorsConfiguration': {'MaxAge': 86401}",
    "UpdateApi takes dualstack": "{'status': 200, 'changes': {}}",
    "CORS merges by member": "{'CorsConfiguration': {'AllowOrigins': ['https://*']}}",
}


def test_plain_moto_differs_where_it_is_known_to(tmp_path: Path) -> None:
    # Not REST APIs, for their root is shown by newer versions alone.
    folder = copy_of(tmp_path, "update_api")
    with plain_moto() as server:
        options = ("--endpoint-url", server, "--yes")
        terminal = Terminal(folder, tmp_path / "journal.jsonl", options)

        status = terminal.ask()

        assert client_of(server, "apigatewayv2").get_apis()["Items"] == []
    assert status == 1
    (name,) = (
        one for one in terminal.lines if one.startswith("apigatewayv2 UpdateApi")
    )
    asked, equal, different, failed, _ = map(int, name.split()[2:])
    assert asked == equal + different + failed
    for case, answer in OF_MOTO.items():
        at = terminal.lines.index(f"update_api: {case}: different")
        assert answer in terminal.lines[at + 2]
    assert different >= len(OF_MOTO)
    assert "update_api: UpdateApi takes another name: equal" in terminal.asked
    assert equal > 3


# --- Servers that do not ----------------------------------------------------------


def test_throttled_calls_are_made_again(terminal: Terminal, standin: StandIn) -> None:
    def throttle(_: Request) -> Reply | None:
        if len(standin.seen) % 3:
            return None
        sent = {"Retry_After": "7"}
        return refusal(429, "TooManyRequestsException", "Too Many Requests", **sent)

    standin.before = throttle

    assert terminal.ask() == 0
    assert "Could not be listed" not in terminal.text
    assert terminal.clock.time > 7 * len(standin.seen) / 4
    assert remaining(standin) == []


def test_run_gives_up_on_a_server_that_only_throttles(
    terminal: Terminal, standin: StandIn
) -> None:
    def throttle(request: Request) -> Reply | None:
        no = refusal(429, "TooManyRequestsException", "Too Many Requests")
        return no if patches(request) else None

    standin.before = throttle

    assert terminal.ask() == 1
    assert "5 cases in a row got no answer." in terminal.text
    assert ["no answer" in line for line in terminal.asked[-6:]] == [False] + [True] * 5
    assert remaining(standin) == []


def test_run_goes_on_after_a_fault_and_asks_the_failed_case_again(
    terminal: Terminal, standin: StandIn
) -> None:
    def fail_once(request: Request) -> Reply | None:
        if not patches(request):
            return None
        standin.before = lambda _: None
        return Reply(500, [], b"")

    standin.before = fail_once

    assert terminal.ask() == 1
    asked = len(terminal.asked)
    assert asked > 20
    assert len([line for line in terminal.asked if ": failed no answer" in line]) == 1
    assert remaining(standin) == []

    assert terminal.ask() == 0
    assert len(terminal.asked) == 1


def test_reads_and_deletions_are_made_again_after_a_fault(
    terminal: Terminal, standin: StandIn
) -> None:
    failed: set[tuple[str, str]] = set()

    def fail_each_once(request: Request) -> Reply | None:
        key = request.method, request.path
        if request.method not in {"GET", "DELETE"} or key in failed:
            return None
        failed.add(key)
        return Reply(503, [], b"")

    standin.before = fail_each_once

    assert terminal.ask("--operation", "UpdateRequestValidator") == 0
    assert failed
    assert remaining(standin) == []


def test_what_a_lost_answer_made_is_found_by_its_tag(
    terminal: Terminal, standin: StandIn
) -> None:
    lost = []

    def lose(request: Request, reply: Reply) -> Reply:
        if (request.method, request.path) == ("POST", "/restapis") and len(lost) < 2:
            lost.append(json.loads(reply.body)["id"])
            raise ConnectionLost
        return reply

    standin.after = lose

    assert terminal.ask() == 1
    assert len(lost) == 2
    assert [line for line in terminal.asked if ": failed no answer" in line]
    assert remaining(standin) == []


def test_server_that_is_gone_leaves_it_to_the_next_run(
    terminal: Terminal, standin: StandIn
) -> None:
    def lose(request: Request) -> Reply | None:
        if patches(request) or lose.is_gone:  # type: ignore[attr-defined]
            lose.is_gone = True  # type: ignore[attr-defined]
            raise ConnectionLost
        return None

    lose.is_gone = False  # type: ignore[attr-defined]
    standin.before = lose

    assert terminal.ask() == 1
    assert "Could not be deleted: REST API" in terminal.text
    assert "Could not be listed: each REST API" in terminal.text
    assert len(remaining(standin)) == 1

    standin.before = lambda _: None

    assert terminal.ask() == 0
    assert remaining(standin) == []


def test_clean_up_that_may_not_look_has_not_cleaned(
    terminal: Terminal, standin: StandIn
) -> None:
    def refuse(request: Request) -> Reply | None:
        if request.path.startswith("/restapis"):
            return refusal(403, "AccessDeniedException", "No")
        return None

    assert terminal.ask("--clean-up") == 0

    standin.before = refuse

    assert terminal.ask("--clean-up") == 1
    assert "Could not be listed: each REST API: " in terminal.text
    assert terminal.lines[-1] == "Deleted: 0"


def test_credentials_that_expire_end_the_run(
    terminal: Terminal, standin: StandIn
) -> None:
    def expire(request: Request) -> Reply | None:
        if patches(request):
            return refusal(403, "ExpiredTokenException", "The token has expired")
        return None

    standin.before = expire

    assert terminal.ask() == 1
    assert "AWS does not take the credentials: The token has expired" in terminal.text
    assert not [line for line in terminal.asked if "update_request" in line]
    assert remaining(standin) == []


# --- A server that answers one sentence otherwise ---------------------------------

SENTENCE = b"Invalid patch path"


def otherwise(_: Request, reply: Reply) -> Reply:
    return reply._replace(body=reply.body.replace(SENTENCE, b"Wrong patch path"))


def test_other_sentence_is_a_difference(terminal: Terminal, standin: StandIn) -> None:
    standin.after = otherwise

    assert terminal.ask() == 1

    differing = [line for line in terminal.asked if line.endswith(": different")]
    (summed,) = (line for line in terminal.lines if line.startswith("all "))
    assert int(summed.split()[3]) == len(differing) > 0
    assert "Wrong patch path" in terminal.text
    assert remaining(standin) == []


def test_difference_is_written_beside_the_case(
    terminal: Terminal, standin: StandIn
) -> None:
    before = terminal.folder.path_of("update_request_validator").read_text(
        encoding="utf-8"
    )
    standin.after = otherwise
    terminal.is_aws = True

    terminal.ask("--write")

    after = terminal.folder.path_of("update_request_validator").read_text(
        encoding="utf-8"
    )
    pairs = [
        *zip(*(json.loads(text)["cases"] for text in (before, after)), strict=True)
    ]
    assert [now["expected"] for _, now in pairs] == [
        was["expected"] for was, _ in pairs
    ]
    differing = [(was, now) for was, now in pairs if "seen" in now]
    assert differing
    assert all(now["evidence"] == was["evidence"] for was, now in differing)
    assert {now["seen"]["region"] for _, now in differing} == {"us-east-1"}
    sentences = [now["seen"]["outcome"]["message"] for _, now in differing]
    assert all(one.startswith("Wrong patch path") for one in sentences)
    raised = [now for was, now in pairs if now["evidence"] != was["evidence"]]
    assert raised
    assert {now["evidence"] for now in raised} == {"recorded"}
    assert "123456789012" not in after
    assert (
        "Could be raised to recorded: apigateway UpdateClientCertificate"
        in terminal.text
    )


def test_answers_of_other_servers_are_no_evidence(terminal: Terminal) -> None:
    assert terminal.ask("--write") == 2
    assert "leave out --endpoint-url" in terminal.text


# --- Signals ----------------------------------------------------------------------


@contextmanager
def in_the_middle(
    terminal: Terminal, **streams: int
) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """
    Yield a process that has asked 25 cases, and the lines that it says from then on.
    """
    command = [sys.executable, "-m", "apigw_mock.host.ask", *terminal.options]
    command += ["--cases", str(terminal.folder.path)]
    command += ["--journal", str(terminal.journal)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, text=True, **streams) as process:
        assert process.stdout
        next(line for line in process.stdout if line.startswith("[25/"))
        yield process, process.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_the_run_and_all_is_deleted(
    terminal: Terminal, standin: StandIn, number: signal.Signals
) -> None:
    with in_the_middle(terminal) as (process, lines):
        process.send_signal(number)
        rest = lines.read()

    assert process.returncode == 130
    assert "The run was stopped." in rest
    assert remaining(standin) == []

    assert terminal.ask() == 0
    assert 0 < len(terminal.asked) < 25


def test_run_whose_lines_nobody_reads_ends_and_all_is_deleted(
    terminal: Terminal, standin: StandIn
) -> None:
    with in_the_middle(terminal, stderr=subprocess.PIPE) as (process, lines):
        assert process.stderr
        lines.close()
        said = process.stderr.read()

    assert process.returncode == 130
    assert said == ""
    assert remaining(standin) == []


def test_killed_run_is_cleaned_up_without_its_journal(
    terminal: Terminal, standin: StandIn
) -> None:
    client = client_of(standin.other.geturl(), "apigateway")
    own = client.create_rest_api(name="pets", tags={"a": "b"})["id"]
    with in_the_middle(terminal) as (process, lines):
        process.kill()
        lines.read()
    terminal.journal.unlink()
    assert len(remaining(standin)) > 1

    terminal.says_yes = False
    options, terminal.options = terminal.options, terminal.options[:-1]
    assert terminal.ask("--clean-up") == 2
    assert terminal.lines[-1] == "Nothing was done."
    terminal.options = options
    assert terminal.ask("--clean-up") == 0

    (one,) = remaining(standin)
    assert one["id"] == own
    assert KEY not in one["tags"]
