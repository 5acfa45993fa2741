"""
What the pages of docs show is what happens. (Python blocks are tests by themselves.)
"""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import signal
import subprocess
import sys
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from answerers import NEWEST, SERVICES, answered_by
from needs import AWS_CLI, SERVER
from pages import BLOCK, DOCS, PAGES, ROOT, anchors, block, links, section
from shown import ARGUMENTS, report_of, without_ids

from apigw_mock import errors, fidelity, updates
from apigw_mock.bounded import TEXT
from apigw_mock.cli import main
from apigw_mock.report import REPORT

if TYPE_CHECKING:
    from types import ModuleType

MANUAL = {page: text for page, text in PAGES.items() if page.startswith("docs/")}
COMMANDS = "docs/reference/command-line.md"
REPORTS = "docs/reference/failure-report.md"
SERVER_PAGE = "docs/how-to/server.md"


# --- Every block is a test -----------------------------------------------------------


@pytest.mark.parametrize("page", MANUAL)
def test_a_block_that_is_no_test_has_a_name(page: str) -> None:
    """
    A block in ``py`` is run by a test that knows its name, one in ``python`` by itself.
    """
    nameless = [
        one["text"]
        for one in BLOCK.finditer(MANUAL[page])
        if one["language"] == "py" and not one["name"]
    ]

    assert nameless == []


def test_the_failure_report_is_the_real_one(pytester: pytest.Pytester) -> None:
    shown = report_of(pytester, "test_vary", block(REPORTS, "failing test"))

    assert shown == without_ids(block(REPORTS, "failure report"))


def test_the_tutorial_s_report_is_the_real_one(pytester: pytest.Pytester) -> None:
    page = "docs/tutorial.md"
    source = block(page, "plain moto")
    first, last = block(page, "ours").strip().split("\n\n\n")

    assert last.startswith("@mock_apigw_updates\ndef test_it_has_a_minute():")
    ours = source.replace("from moto import mock_aws", first)
    ours = ours.replace("@mock_aws", "@mock_apigw_updates")
    shown = report_of(pytester, "test_pets", ours)
    assert shown == without_ids(block(page, "tutorial report"))


def test_the_rules_are_the_real_ones(capsys: pytest.CaptureFixture[str]) -> None:
    command, _, shown = block(COMMANDS, "rules").partition("\n")
    main(shlex.split(command)[2:])
    printed = capsys.readouterr().out

    assert printed == shown
    assert block("docs/evidence.md", "rules") in printed


@pytest.mark.parametrize("command", ["", "rules", "serve", "updates"])
def test_the_help_is_the_real_one(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])

    name = f"help: {command}" if command else "help"
    assert capsys.readouterr().out == block(COMMANDS, name)


@pytest.mark.parametrize(
    ("page", "settings", "source", "outcome"),
    [
        (
            "docs/reference/warnings.md",
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
            "docs/reference/fixtures.md",
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
    pytester: pytest.Pytester, page: str, settings: str, source: str, outcome: str
) -> None:
    pytester.makefile(".toml", pyproject=block(page, f"settings: {settings}"))
    pytester.makepyfile(source)
    result: Any = pytester.runpytest_inprocess(*ARGUMENTS, "-rA")

    result.stdout.fnmatch_lines([outcome])


@pytest.mark.parametrize("autoload", ["", "off"], ids=["autoload", "no autoload"])
def test_the_plugin_is_loaded_by_the_name_that_is_said(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, autoload: str
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", autoload)
    monkeypatch.delenv("PYTEST_ADDOPTS")
    said = re.findall(r"`pytest (-p \S+)`", MANUAL["docs/troubleshooting.md"])
    pytester.makepyfile("def test_it(apigw_backend): pass")
    result = pytester.runpytest_subprocess(*ARGUMENTS, *shlex.split(*said))

    result.assert_outcomes(passed=1)


@pytest.mark.skipif(not find_spec("awscli"), reason=AWS_CLI)
def test_the_server_by_hand_answers_the_aws_cli(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    lines = block(SERVER_PAGE, "by hand").splitlines()
    serve, get = (shlex.split(line)[2:] for line in lines)
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


# --- Lists and figures are those of the code -----------------------------------------


@NEWEST
@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("who", ["this package", "moto", "nobody"])
def test_the_calls_are_answered_by_whom_the_page_says(who: str, service: str) -> None:
    page = MANUAL["docs/reference/calls.md"]
    (listed,) = re.findall(
        rf"^<!-- {who}: {service} -->\n(.*?)(?:\n\n|\Z)", page, re.MULTILINE | re.DOTALL
    )

    named = re.findall(r"`(\w+)`", listed)
    assert len(named) == len({*named})
    assert {*named} == answered_by(who, service)


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
    log, report, said = (
        " ".join(MANUAL[page].split())
        for page in ("docs/reference/log.md", REPORTS, SERVER_PAGE)
    )

    assert f"{scope[0]} updates, up to {scope[1]} MB" in log
    assert f"An update of more than {scope[2]} MB is cut" in log
    for newest, limit, each in (server, journal):
        assert re.search(
            rf"{newest} \w+, up to {limit} MB; one of more than {each} MB is cut", said
        )
    assert f"| {calls.BODY_LIMIT // 2**20} MB, as on AWS" in said
    assert f"closed after {handler.IDLE} s" in said
    assert f"after {TEXT:,} characters, and the section after {REPORT:,}" in report


def test_the_supported_versions_are_those_of_the_package() -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    shown = MANUAL["docs/support.md"]

    pythons = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', declared)
    assert f"| Python | {', '.join(pythons)} |" in shown
    flags = re.MULTILINE
    for name in ("moto", "boto3", "pytest"):
        (bound,) = {*re.findall(rf'^  "{name}(?:\[.*?\])?>=([\d.]+)', declared, flags)}
        assert re.search(rf"\| {name}\b[^|]*\| {re.escape(bound)} and later", shown)
        assert name == "pytest" or f"{name} {bound}" in PAGES["README.md"]


def test_the_evidence_page_explains_every_word() -> None:
    shown = MANUAL["docs/evidence.md"]

    for known, meaning in fidelity._MEANINGS.items():  # noqa: SLF001  # no one else has them
        assert f"| {known.value} | {meaning} |" in shown


def test_every_builder_is_on_its_page() -> None:
    from apigw_mock.starting_points import KEYWORDS  # noqa: PLC0415  # one test needs it

    page = MANUAL["docs/reference/builders.md"]
    rows = " ".join(re.findall(r"^\| (`.*?) \|", page, flags=re.MULTILINE))
    assert {*re.findall(r"`(\w+)\(", rows)} == {*KEYWORDS}


# --- Every fact is on a page of the site ---------------------------------------------


def operations() -> ModuleType:
    """
    Return the extension that makes the pages below docs/fidelity.
    """
    path = DOCS / "extensions" / "operations.py"
    spec = importlib.util.spec_from_file_location("operations", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_is_on_one_page_of_the_site() -> None:
    pages = operations().pages()

    assert sorted(map(repr, chain(*pages.values()))) == sorted(
        map(repr, fidelity.lines())
    )
    assert len(pages) > 30
    assert len({page.name for page in pages}) == len(pages)


@pytest.mark.parametrize("service", SERVICES)
def test_a_page_of_the_site_is_about_a_resource(service: str) -> None:
    calls = MANUAL["docs/reference/calls.md"]
    _, _, listed = calls.partition(f"<!-- this package: {service} -->")
    resources = re.findall(r"^\| (.*?) \|", listed.partition("<!--")[0], re.MULTILINE)

    module = operations()
    pages = [page for page in module.pages() if page.service == service]
    titles = {page.title.partition(" (")[0] for page in pages}
    assert len(titles) == len(pages)
    assert titles - {*resources} == set()


def test_a_page_of_the_site_has_the_sentences() -> None:
    module = operations()
    page = module.Page("apigateway", "IntegrationResponse")

    text = module.text_of(page, module.pages()[page])
    assert text.startswith("# Integration response\n")
    assert "\n## UpdateIntegrationResponse\n" in text
    assert "`/selectionPattern` replace\n: a Java regular expression" in text
    assert "`400 BadRequestException: Invalid regex pattern specified`" in text


# --- Links ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent

    targets = {
        link: (folder / path).resolve() if path else ROOT / page
        for link in links(PAGES[page])
        for path in (link.partition("#")[0],)
    }
    assert [link for link, target in targets.items() if not target.is_file()] == []
    assert [
        link
        for link, target in targets.items()
        if "#" in link
        and link.partition("#")[2] not in anchors(target.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", "pyproject.toml"])
def test_no_address_is_invented(page: str) -> None:
    """
    The project has none yet; docs/release.md says what needs one.
    """
    text = PAGES.get(page) or (ROOT / page).read_text(encoding="utf-8")
    ours = r"https?://\S*apigw[-_]?mock[^\s/]*\.|\[project\.urls\]|[\w.]+@[\w-]+\.\w"

    found = re.findall(ours, re.sub(r"^.*docs/release|`.*?`", "", text))
    assert found == []


# --- Issue templates -----------------------------------------------------------------

TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
FORMS = [path for path in TEMPLATES if path.stem != "config"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_asks_for_aws_s_answer_and_its_source(path: Any) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = [one for one in form["body"] if one["type"] != "markdown"]

    assert {*form} == {"name", "description", "labels", "body"}
    assert len({one["id"] for one in fields}) == len(fields)
    asked = " ".join(json.dumps(one["attributes"]) for one in fields)
    assert "AWS's answer" in asked
    assert re.search(r"source|how you know it", asked)


# --- Security and errors -------------------------------------------------------------


def test_every_error_of_ours_is_in_the_reference() -> None:
    own = {
        name
        for name in errors.__all__
        if getattr(errors, name).__module__
        in ("apigw_mock.errors", "apigw_mock.apigateway.invoke.calling")
    }
    shown = MANUAL["docs/reference/errors.md"] + MANUAL["docs/reference/warnings.md"]

    named = {*re.findall(r"autoexception:: (?:apigw_mock\.errors\.)?(\w+)", shown)}
    assert own - named == set()


def test_who_finds_a_flaw_knows_what_to_do() -> None:
    assert "in private" in section("SECURITY.md", "## How to report it")
