"""
The command, in a scope that stands in for AWS: its clients go to AWS's own URLs.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from askable import accepted, copy_of, folder_of, refused
from terminal import Terminal, left

from apigw_mock import mock_apigw_updates
from apigw_mock.host.ask import cleanup
from apigw_mock.host.ask.account import CannotGoOn
from apigw_mock.host.ask.command import Desk, ask_user, is_aws, main, tell
from apigw_mock.host.ask.journal import Journal
from apigw_mock.host.ask.quotas import CountingClock
from apigw_mock.host.ask.running import Stop, Stopped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


REGION = ("--region", "us-east-1")


@pytest.fixture
def aws() -> Iterator[Any]:
    with mock_apigw_updates() as backend:
        yield backend


@pytest.fixture
def terminal(tmp_path: Path, aws: Any) -> Terminal:  # noqa: ARG001  # it is open
    folder = folder_of(tmp_path, accepted(), refused())
    return Terminal(folder, tmp_path / "journal.jsonl", REGION, is_aws=True)


def at(terminal: Terminal, *rows: dict[str, Any], **frame: Any) -> Terminal:
    """
    Return *terminal* with other cases.
    """
    terminal.folder = folder_of(terminal.folder.path.parent, *rows, **frame)
    return terminal


def written(terminal: Terminal, file: str = "pets") -> list[Any]:
    text = terminal.folder.path_of(file).read_text(encoding="utf-8")
    return list(json.loads(text)["cases"])


class StoppingClock(CountingClock):
    """
    Counts, and lets a run end as the machine's clock does.
    """

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self._stop = stop

    def sleep(self, seconds: float) -> None:
        self._stop.check()
        super().sleep(seconds)


# --- Before anything is asked -----------------------------------------------------


def test_account_and_region_are_said_first_and_a_no_ends_it(
    terminal: Terminal, aws: Any
) -> None:
    terminal.says_yes = False

    assert terminal.ask() == 2
    assert terminal.lines == [
        "Account 123456789012, region us-east-1, at AWS.",
        "You are arn:aws:sts::123456789012:user/moto.",
        "2 cases, about 7 calls, less than a minute.",
        "It costs nothing: calls to API Gateway's control plane are free.",
        "Nothing was done.",
    ]
    assert not terminal.journal.exists()
    assert left(aws.client) == []


def test_dry_run_asks_nobody(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, accepted())
    terminal = Terminal(folder, tmp_path / "journal.jsonl")

    assert terminal.ask("--dry-run") == 0
    assert "1 case would be asked" in terminal.text
    assert not terminal.journal.exists()


def test_choice_of_nothing_is_said(terminal: Terminal) -> None:
    assert terminal.ask("--id", "gone") == 2
    assert terminal.lines == ["There is no such case."]


def test_region_that_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    terminal = Terminal(folder_of(tmp_path, accepted()), tmp_path / "journal.jsonl")

    assert terminal.ask() == 2
    assert terminal.text.startswith("AWS cannot be asked: ")


def test_journal_of_another_region_is_not_used(terminal: Terminal) -> None:
    assert terminal.ask() == 0

    assert terminal.ask("--region", "eu-west-1") == 2
    assert "name another file with --journal" in terminal.text


def test_file_that_is_no_journal_is_not_used(terminal: Terminal) -> None:
    terminal.journal.write_text("pets\n", encoding="utf-8")

    assert terminal.ask() == 2
    assert terminal.lines[-1].endswith(
        "is no journal: name another file with --journal."
    )
    assert terminal.journal.read_text(encoding="utf-8") == "pets\n"


def test_journal_has_a_name_of_its_own(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(terminal.folder.path)
    desk = Desk(say=terminal.lines.append, clock=terminal.clock)

    assert main(["--cases", ".", "--yes", *REGION], desk) == 0
    assert list(terminal.folder.path.glob("apigw-ask-*.jsonl")) == [
        terminal.folder.path / "apigw-ask-123456789012-us-east-1.jsonl"
    ]


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://apigateway.eu-west-1.amazonaws.com", True),
        ("https://apigateway.cn-north-1.amazonaws.com.cn", True),
        ("https://apigateway.eu-west-1.api.aws", True),
        ("http://127.0.0.1:5000", False),
        # An address that AWS gives to anyone's machine, without a certificate for it.
        ("http://ec2-192-0-2-1.compute-1.amazonaws.com:5000", False),
        ("https://amazonaws.com.example.org", False),
        ("nothing", False),
    ],
)
def test_aws_is_known_by_scheme_and_host(url: str, *, is_one: bool) -> None:
    assert is_aws(url) is is_one


@pytest.mark.parametrize(
    ("typed", "is_yes"), [("yes\n", True), ("Y\n", True), ("no\n", False), ("", False)]
)
def test_contributor_says_yes(
    typed: str, monkeypatch: pytest.MonkeyPatch, *, is_yes: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    assert ask_user("Ask them?") is is_yes


def test_lines_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a line")

    assert capsys.readouterr().out == "a line\n"


def test_line_shows_what_the_terminal_cannot_print(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    tell("ein Löwe")

    assert raw.getvalue() == rb"ein L\xf6we" + os.linesep.encode()


def test_line_that_nobody_reads_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())

    with pytest.raises(Stopped):
        tell("a line")
    tell("another")


def test_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "apigw_mock.host.ask", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.startswith("usage: python -m apigw_mock.host.ask")
    assert importlib.import_module("apigw_mock.host.ask.__main__").main is main


# --- Asking -----------------------------------------------------------------------


def test_cases_are_asked_and_nothing_is_left(terminal: Terminal, aws: Any) -> None:
    assert terminal.ask() == 0
    assert terminal.asked == ["pets: refused: equal", "pets: taken: equal"]
    assert left(aws.client) == []
    assert Journal(terminal.journal).is_over


def test_calls_wait_for_aws_s_quotas(terminal: Terminal) -> None:
    at(terminal, *map(accepted, "abc"))
    terminal.ask()

    # Three edge-optimized APIs, one every 30 s.
    assert 60 < terminal.clock.time < 90


def test_difference_and_failure_make_the_status(terminal: Terminal, aws: Any) -> None:
    wrong = [{"call": "get_rest_api", "with": {"restApiId": "{absent}"}}]
    other = {"status": 400, "code": "BadRequestException", "message": "no"}
    bad = [{"call": "get_rest_api", "with": {"restApi": "x"}}]
    at(
        terminal,
        refused("a", expected=other),
        accepted("b", given=["api", *wrong]),
        accepted("c", given=["api", *bad]),
        accepted("d", expected={"status": 200, "changes": {}}),
    )

    assert terminal.ask("--write") == 1
    assert terminal.asked[0] == "pets: a: different"
    assert terminal.asked[1] == "pets: d: different"
    assert terminal.asked[2].startswith("pets: b: failed its set-up was refused: ")
    assert "Invalid API identifier specified {account}:{absent}" in terminal.asked[2]
    assert terminal.asked[3].startswith("pets: c: failed ParamValidationError: ")
    assert left(aws.client) == []
    rows = {row["id"]: row for row in written(terminal)}
    assert rows["a"]["seen"]["outcome"]["message"].startswith("Invalid patch path")
    assert "seen" not in rows["b"]
    assert rows["d"]["seen"]["outcome"] == {"status": 200, "changes": {"name": "dogs"}}


def test_set_up_that_shows_too_little_has_failed(terminal: Terminal) -> None:
    shows = {"call": "get_rest_api", "with": {"restApiId": "{api}"}}
    at(terminal, accepted(given=["api", {**shows, "keep": {"pet": "pets"}}]))

    assert terminal.ask("--write") == 1
    (line,) = terminal.asked
    assert line.startswith("pets: taken: failed its set-up failed: no pets in {'id': ")
    assert "ResponseMetadata" not in line
    assert "seen" not in written(terminal)[0]


def test_refusal_that_changes_something_is_a_difference(
    terminal: Terminal, aws: Any
) -> None:
    once = {"call": "get_api_keys", "with": {}}
    update = {"call": "create_api_key", "with": {}}
    at(terminal, refused(), reads=[once, update, once], undo=[])

    assert terminal.ask("--write") == 1
    assert terminal.asked == ["pets: refused: different a refusal changed it"]
    assert written(terminal)[0]["seen"]["note"] == "a refusal changed it"
    assert left(aws.client) == []


def test_equal_answer_becomes_evidence(terminal: Terminal) -> None:
    assert terminal.ask("--write") == 0

    row = written(terminal)[0]
    assert row["evidence"] == "recorded"
    assert row["source"].startswith("AWS, asked on 20")
    assert " in us-east-1; inferred before: a test" in row["source"]
    assert any(line.startswith("Written: ") for line in terminal.lines)


def test_tag_of_the_run_hides_an_empty_map_of_tags(terminal: Terminal) -> None:
    answer = {
        "id": "{created}",
        "name": "pets",
        "apiKeySource": "HEADER",
        "endpointConfiguration": {"types": ["EDGE"], "ipAddressType": "ipv4"},
        "disableExecuteApiEndpoint": False,
        "rootResourceId": "{root}",
    }
    row = accepted(given=[], request={}, expected={"status": 201, "answer": answer})
    frame = {"operation": "create_rest_api", "target": {"name": "pets"}}
    read = {"call": "get_rest_api", "with": {"restApiId": "{created}"}}
    own = {"created": "id", "keep": {"root": "rootResourceId"}, "same": read}
    at(terminal, row, **frame, **own, reads=[], givens={})

    assert terminal.ask("--write") == 0
    assert "its map of tags aside" in written(terminal)[0]["source"]


def test_run_goes_on_where_it_stopped(terminal: Terminal, aws: Any) -> None:
    at(terminal, *map(accepted, "abcd"))
    stop = Stop()

    class Impatient(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            if line.startswith("[2/"):
                stop.want()

    terminal.clock = StoppingClock(stop)
    terminal.lines = Impatient()

    assert terminal.ask(stop=stop) == 130
    assert left(aws.client) == []

    terminal.lines = []
    assert terminal.ask() == 0
    assert terminal.asked == ["pets: c: equal", "pets: d: equal"]


def test_case_that_was_changed_is_asked_again(terminal: Terminal) -> None:
    terminal.ask()
    cats = {"op": "replace", "path": "/name", "value": "cats"}
    changed = accepted(
        request={"patchOperations": [cats]},
        expected={"status": 200, "changes": {"name": "cats"}},
    )
    at(terminal, changed, refused())

    assert terminal.ask() == 0
    assert terminal.asked == ["pets: taken: equal"]


def test_case_whose_answer_was_written_is_not_asked_again(terminal: Terminal) -> None:
    other = {"status": 400, "code": "BadRequestException", "message": "no"}
    at(terminal, accepted(), refused(expected=other))
    terminal.ask("--write")

    taken, differing = written(terminal)
    assert taken["evidence"] == "recorded"
    assert "seen" in differing
    assert terminal.ask() == 1
    assert terminal.asked == []


@pytest.mark.parametrize("options", [(), ("--clean-up",)], ids=str)
def test_second_run_at_once_is_refused(
    terminal: Terminal, aws: Any, options: tuple[str, ...]
) -> None:
    aws.apigateway.create_rest_api(name="a", tags={"apigw-mock-ask": "apigw-ask-0"})

    with Journal(terminal.journal).alone():
        assert terminal.ask(*options) == 2

    assert terminal.lines[-1].endswith("is in use: wait until the other run has ended.")
    assert len(left(aws.client)) == 1
    assert terminal.ask(*options) == 0


def test_what_is_left_to_ask_is_counted(terminal: Terminal) -> None:
    terminal.ask()
    at(terminal, refused(), *map(accepted, "abc"))
    terminal.says_yes = False
    terminal.ask()

    assert "3 cases, about 12 calls, 1 minute. 1 was asked before." in terminal.lines

    terminal.ask("--again")

    assert "4 cases, about 15 calls, 1 minute." in terminal.lines


def test_folder_without_cases_is_said(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.ask("--cases", str(tmp_path)) == 2
    assert terminal.lines == [f"{tmp_path} has no cases. Give tests/cases of a clone."]


def test_results_are_kept_if_the_answer_is_no(terminal: Terminal) -> None:
    terminal.ask()
    terminal.says_yes = False

    assert terminal.ask("--again") == 2
    assert len(Journal(terminal.journal).results) == 2


def test_costs_are_said_before_the_question(terminal: Terminal) -> None:
    at(terminal, accepted(given=["api", "load balancer"]))
    terminal.says_yes = False

    assert terminal.ask("--with", "load-balancers") == 2
    (line,) = (one for one in terminal.lines if "cost" in one)
    assert line.startswith(
        "It may cost money (load-balancers): https://aws.amazon.com/"
    )


def test_end_of_asking_is_said(terminal: Terminal) -> None:
    terminal.ask()

    assert (
        "Deleting what the run made. A second Ctrl-C would leave it." in terminal.text
    )


def test_what_a_run_cannot_delete_is_said(terminal: Terminal, aws: Any) -> None:
    class Expiring(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            if line.startswith("[1/"):
                raise CannotGoOn("The credentials are out of date.")

    class Broken(CountingClock):
        def sleep(self, seconds: float) -> None:
            if terminal.asked:
                raise CannotGoOn("The credentials are out of date.")
            super().sleep(seconds)

    terminal.lines, terminal.clock = Expiring(), Broken()

    assert terminal.ask() == 1
    (api,) = left(aws.client)
    assert f"Not deleted yet: REST API {api['id']}" in terminal.lines
    assert "Give --clean-up to try again." in terminal.lines


def test_settings_that_are_not_put_back_are_said(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(tmp_path / "cases")
    terminal.folder = copy_of(tmp_path, "update_account")
    own = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": "pets"}]
    monkeypatch.setattr(cleanup, "restoring", lambda *_: own)

    assert terminal.ask("--with", "account", "--with", "roles") == 1
    said = "The account's settings could not be put back, they were "
    assert [line for line in terminal.lines if line.startswith(said)]

    monkeypatch.undo()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")

    assert terminal.ask("--clean-up") == 0
    assert "The account's settings are as they were." in terminal.lines


@pytest.mark.parametrize("service", ["STS", "APIGATEWAYV2"])
def test_services_of_two_places_are_refused(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", "http://127.0.0.1:9")
    terminal.is_aws = False
    desk = Desk(say=terminal.lines.append, clock=terminal.clock)

    assert main(["--cases", str(terminal.folder.path), "--yes", *REGION], desk) == 2
    (line,) = terminal.lines
    assert line.startswith("The services are not in one place: http://127.0.0.1:9 is ")


def test_second_signal_ends_the_process() -> None:
    stop = Stop()
    before = signal.getsignal(signal.SIGINT)

    with stop.listening():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)

    assert signal.getsignal(signal.SIGINT) is before


def test_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    stop = Stop()
    try:
        with stop.listening():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)

    assert not stop.is_wanted


def test_clean_up_goes_on_if_nobody_reads(terminal: Terminal, aws: Any) -> None:
    class Closed(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            if line.startswith(("[1/", "Deleting")):
                raise Stopped

    terminal.lines = Closed()

    assert terminal.ask() == 130
    assert left(aws.client) == []


def test_second_signal_leaves_it_to_the_clean_up(terminal: Terminal, aws: Any) -> None:
    class Hasty(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            if line.startswith("[1/"):
                raise KeyboardInterrupt

    class Broken(CountingClock):
        def sleep(self, seconds: float) -> None:
            if terminal.asked:
                raise KeyboardInterrupt
            super().sleep(seconds)

    terminal.lines, terminal.clock = Hasty(), Broken()

    assert terminal.ask() == 130
    assert terminal.lines[-1].startswith("Ended at once.")
    assert len(left(aws.client)) == 1

    terminal.lines, terminal.clock = [], CountingClock()

    assert terminal.ask("--clean-up") == 0
    assert left(aws.client) == []


# --- The account's own ------------------------------------------------------------


def test_settings_of_the_account_are_put_back(tmp_path: Path, aws: Any) -> None:
    iam, client = aws.client("iam"), aws.client("apigateway")
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    made = iam.create_role(RoleName="own", AssumeRolePolicyDocument=trust)
    role = made["Role"]["Arn"]
    sent = {"op": "replace", "path": "/cloudwatchRoleArn", "value": role}
    client.update_account(patchOperations=[sent])
    before = client.get_account()
    folder = copy_of(tmp_path, "update_account")
    terminal = Terminal(folder, tmp_path / "journal.jsonl", REGION, is_aws=True)

    terminal.ask("--with", "account", "--with", "roles")

    after = client.get_account()
    for answer in (before, after):
        answer.pop("ResponseMetadata")
    assert after == before
    assert "The account's settings are as they were." in terminal.lines
    assert [one["RoleName"] for one in left(aws.client, "iam")] == ["own"]


def test_clean_up_deletes_what_is_marked_and_nothing_else(
    terminal: Terminal, aws: Any
) -> None:
    client = aws.client("apigateway")
    own = client.create_rest_api(name="pets")["id"]
    run = {"apigw-mock-ask": "apigw-ask-1f2e3d4c"}
    marked = client.create_rest_api(name="pets", tags=run)["id"]
    client.generate_client_certificate(tags=run)
    terminal.says_yes = False

    assert terminal.ask("--clean-up") == 2
    assert f"REST API {marked}" in terminal.lines
    assert len(left(aws.client)) == 3

    terminal.says_yes = True

    assert terminal.ask("--clean-up") == 0
    assert terminal.lines[-1] == "Deleted: 2"
    assert [one["id"] for one in left(aws.client)] == [own]
    assert terminal.ask("--clean-up", "--yes") == 0
    assert terminal.lines[-1] == "Deleted: 0"


def test_what_may_have_been_made_is_said(terminal: Terminal) -> None:
    terminal.ask()
    Journal(terminal.journal).doubt("import_rest_api of apigateway, {}")

    terminal.ask()

    said = "May have made something, look yourself: import_rest_api of apigateway, {}"
    assert said in terminal.lines
