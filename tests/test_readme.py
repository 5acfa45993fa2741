"""
What the README shows is what happens. (Its Python blocks are tests by themselves.)
"""

from __future__ import annotations

import ast
import json
import re
import shlex
import signal
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from needs import SERVER

import apigw_mock
from apigw_mock import updates
from apigw_mock.bounded import TEXT
from apigw_mock.cli import main
from apigw_mock.report import REPORT

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TROUBLES = re.findall(r"^#### `(.*)`$", README, flags=re.MULTILINE)
# Of pytest, botocore and moto.
THEIRS = {
    "fixture 'apigw_backend' not found",
    "NoRegionError: You must specify a region.",
    "NoCredentialsError: Unable to locate credentials",
    "ProfileNotFound: The config profile (…) could not be found",
    "TypeError: 'function' object does not support the context manager protocol",
    "NotImplementedError: The update_… action has not been implemented",
}
ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:asyncio", "-p", "no:xdist")


def block(name: str) -> str:
    """
    Return the text of the block behind a comment of the README: ``<!-- name -->``.
    """
    found = re.search(
        rf"<!-- {name} -->\n```\w+\n(.*?)```$", README, re.MULTILINE | re.DOTALL
    )
    assert found is not None, f"no block: {name}"
    return found[1]


def without_ids(text: str) -> str:
    return re.sub(r"\b(\w+Id)=\w+", r"\1=…", text)


def test_the_failure_report_is_the_real_one(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_vary=block("failing test"))
    result: Any = pytester.runpytest_subprocess(*ARGUMENTS)
    start = next(
        n for n, line in enumerate(result.outlines) if "API Gateway up" in line
    )
    end = next(n for n, line in enumerate(result.outlines) if "short test sum" in line)

    shown = "".join(f"{line}\n" for line in result.outlines[start:end])
    assert without_ids(shown) == without_ids(block("failure report"))


def test_the_rules_are_the_real_ones(capsys: pytest.CaptureFixture[str]) -> None:
    command, _, shown = block("rules").partition("\n")
    main(shlex.split(command)[2:])

    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    ("settings", "source", "outcome"),
    [
        (
            "dropped",
            """
            def test_it(apigw_backend):
                target = apigw_backend.http_api_integration()
                apigw_backend.apigatewayv2.update_integration(
                    **target, PassthroughBehavior="NEVER"
                )
            """,
            "E *DroppedSettingWarning: API Gateway drops PassthroughBehavior*",
        ),
        (
            "region",
            """
            def test_it(apigw_backend):
                assert apigw_backend.region_name == "eu-central-1"
            """,
            "PASSED *",
        ),
    ],
    ids=["dropped", "region"],
)
def test_the_settings_do_what_is_said(
    pytester: pytest.Pytester, settings: str, source: str, outcome: str
) -> None:
    pytester.makefile(".toml", pyproject=block(f"settings: {settings}"))
    pytester.makepyfile(source)
    result: Any = pytester.runpytest_inprocess(*ARGUMENTS, "-rA")

    result.stdout.fnmatch_lines([outcome])


@pytest.mark.parametrize("autoload", ["", "off"], ids=["autoload", "no autoload"])
def test_the_plugin_is_loaded_by_the_name_that_is_said(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, autoload: str
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", autoload)
    monkeypatch.delenv("PYTEST_ADDOPTS")
    said = re.findall(r"`pytest (-p \S+)`", README)
    pytester.makepyfile("def test_it(apigw_backend): pass")
    result = pytester.runpytest_subprocess(*ARGUMENTS, *shlex.split(*said))

    result.assert_outcomes(passed=1)


@pytest.mark.skipif(not find_spec("awscli"), reason="needs the AWS CLI: tox -e awscli")
def test_the_server_by_hand_answers_the_aws_cli(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    serve, get = (shlex.split(line)[2:] for line in block("by hand").splitlines())
    command = [sys.executable, "-m", "apigw_mock", *serve, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        (url,) = re.findall(r"http://[^;]+", process.stdout.readline())
        done = subprocess.run(
            [sys.executable, "-m", "awscli", *get[:-1], url],
            check=False,
            capture_output=True,
            text=True,
        )
        process.send_signal(signal.SIGINT)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"Items": []}
    assert process.returncode == 0


@cache
def texts() -> list[str]:
    """
    Return every text in the package's code, those of an f-string in one.
    """
    trees = [
        ast.parse(source.read_text(encoding="utf-8"))
        for source in Path(apigw_mock.__file__).parent.rglob("*.py")
    ]
    return [text_of(node) for tree in trees for node in ast.walk(tree)]


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(map(text_of, node.values))
    return str(getattr(node, "value", "")) if isinstance(node, ast.Constant) else "…"


@pytest.mark.parametrize("trouble", sorted(set(TROUBLES) - THEIRS))
def test_each_trouble_is_a_message_of_the_package(trouble: str) -> None:
    there = texts()

    parts = [part.strip() for part in trouble.split("…")]
    assert [part for part in parts if not any(part in text for text in there)] == []


def test_the_troubles_of_others_are_there() -> None:
    assert set(TROUBLES) > THEIRS


def test_the_limits_are_the_real_ones() -> None:
    pytest.importorskip("flask", reason=SERVER)
    from apigw_mock.host.server import calls, handler, process  # noqa: PLC0415  # as above

    scope, server, journal = (
        (f"the newest {kept:,}", limit // 2**20, limit // updates.SHARE // 2**20)
        for kept, limit in (
            (updates.KEPT, updates.LIMIT),
            (process.KEPT, process.LIMIT),
            (updates.KEPT_IN_JOURNAL, updates.JOURNAL_LIMIT),
        )
    )
    said = " ".join(README.split())

    assert f"{scope[0]} updates, up to {scope[1]} MB" in said
    assert f"An update of more than {scope[2]} MB is cut" in said
    for newest, limit, each in (server, journal):
        assert re.search(
            rf"{newest} \w+, up to {limit} MB; one of more than {each} MB is cut", said
        )
    assert f"| {calls.BODY_LIMIT // 2**20} MB, as on AWS" in said
    assert f"closed after {handler.IDLE} s" in said
    assert f"after {TEXT:,} characters, and the section after {REPORT:,}" in said


def test_every_link_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.*)$", README, flags=re.MULTILINE)
    anchors = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
        for heading in headings
    }
    links = re.findall(r"\]\((?!http)(.*?)\)", README)

    missing = [
        link
        for link in links
        if not (link[1:] in anchors if link[0] == "#" else (ROOT / link).is_file())
    ]
    assert missing == []
