"""
The tables as text: complete, in AWS's words, and as docs/fidelity.md has them.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from answerers import NEWEST
from cases_runner import cases, files, load
from toys import KNOWN, TERSE, row, says, toy

from apigw_mock import errors, fidelity, refusal
from apigw_mock.apigateway import refusals
from apigw_mock.apigateway.rows import (
    ADD,
    COPY,
    EVERY,
    REMOVE,
    REPLACE,
    Copies,
    Key,
    Op,
    Table,
    Wording,
)
from apigw_mock.apigateway.tables.existence import READS
from apigw_mock.apigateway.tables.integration import INTEGRATION
from apigw_mock.apigateway.tables.sources import NO_LEADING_SLASH
from apigw_mock.apigateway.values import Integer
from apigw_mock.apigatewayv2 import refusals as v2_refusals
from apigw_mock.evidence import Known
from apigw_mock.host.rest.integration import INTEGRATIONS
from apigw_mock.host.rest.resources import RESOURCES
from apigw_mock.listing import Answer, Line, sample
from apigw_mock.refusal import ApigwError, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

PAGE = Path(__file__).parent.parent / "docs" / "fidelity.md"
LINES = fidelity.lines()
EVIDENCE = re.compile(rf"({'|'.join(known.value for known in Known)}): \S")


# --- Every sentence says how it is known ----------------------------------------------


# The page shows enums of botocore's, and has those of the newest.
@NEWEST
def test_page_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8")

    assert written == fidelity.page(), f"stale; make it anew: {fidelity.COMMAND}"


def test_every_operation_has_one_section() -> None:
    headings = re.findall(r"^## (.*)$", fidelity.page(), flags=re.MULTILINE)

    assert len(headings) > 100
    assert len(headings) == len({*headings})


def test_shares_count_every_fact_of_an_operation() -> None:
    known = Answer("404 NotFoundException: no", "recorded: somewhere")
    other = known._replace(evidence="inferred: from that")
    one = dataclasses.replace(
        LINES[0],
        service="apigateway",
        operation="GetPet, UpdatePet",
        otherwise=(known, known, other),
        evidence="documented: API reference",
    )
    two = dataclasses.replace(one, operation="GetPet", otherwise=())

    assert fidelity.shares([one, two]) == [
        ("apigateway", "UpdatePet", {"documented": 1, "recorded": 1, "inferred": 1}),
        ("apigateway", "GetPet", {"documented": 2, "recorded": 1, "inferred": 1}),
    ]


def test_page_shows_the_share_of_each_operation() -> None:
    page = fidelity.page()
    _, _, table = page.partition("## How much is recorded")
    table, _, _ = table.partition("## ")

    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) == len(fidelity.operations(LINES)) + 5  # heads and sums
    assert rows[2].startswith("| **all operations** | ")


def raised_in(module: ModuleType) -> set[str]:
    """
    Return the names of the module's own refusals, without the families.
    """
    return {
        name
        for name, kind in vars(module).items()
        if inspect.isclass(kind)
        and issubclass(kind, ApigwError)
        and dataclasses.is_dataclass(kind)
        and kind.__module__ == module.__name__
    }


RAISED = raised_in(refusals) | raised_in(v2_refusals) | raised_in(refusal)


def known_in(lines: Iterable[Line]) -> set[str]:
    """
    Return the names of the refusals that lines show, each with its evidence.
    """
    return {
        answer.refusal
        for line in lines
        for answer in line.otherwise
        if EVIDENCE.match(answer.evidence)
    }


def test_every_refusal_has_evidence() -> None:
    assert len(RAISED) > 60
    assert known_in(LINES) >= RAISED


def test_a_refusal_that_no_table_names_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @dataclasses.dataclass(eq=False)
    class Unheard(ApigwError):
        pass

    Unheard.__module__ = refusals.__name__
    monkeypatch.setattr(refusals, "Unheard", Unheard, raising=False)

    assert raised_in(refusals) - known_in(LINES) == {"Unheard"}


def test_a_refusal_without_evidence_is_missed() -> None:
    bare = Answer("404 …", "None", "MethodNotFound")
    known = bare._replace(evidence="recorded: somewhere", refusal="MethodExists")
    line = dataclasses.replace(LINES[0], otherwise=(bare, known))

    assert known_in([line]) == {"MethodExists"}


def test_every_flaw_of_a_mapping_has_evidence() -> None:
    listed = {
        flaw
        for resource in RESOURCES
        for rule in resource.table.rules
        for flaw in rule.items
    }

    assert listed == set(refusals.Flaw.__subclasses__())


def test_every_line_and_every_answer_has_evidence() -> None:
    answers = [answer for line in LINES for answer in line.otherwise]

    assert len(LINES) > 80
    assert len(answers) > 200
    assert [line for line in LINES if not EVIDENCE.match(line.evidence)] == []
    assert [line for line in LINES if not line.source or not line.accepts.strip()] == []
    assert [one for one in answers if not EVIDENCE.match(one.evidence)] == []


FILES = files()


def lines_of(file: str) -> list[Line]:
    """
    Return the lines of the operation that a file of cases is about.
    """
    name = "".join(word.title() for word in load(file)["operation"].split("_"))
    service = load(file)["service"]
    return [
        line
        for line in LINES
        if line.service == service and name in line.operation.split(", ")
    ]


def is_alike(one: str, other: str) -> bool:
    """
    Whether two files of cases are about the same operation.
    """
    names = ("service", "operation")
    return all(load(one)[name] == load(other)[name] for name in names)


def said_in(file: str) -> set[str]:
    """
    Return the sentences of a file's refused cases, as lines show them: with one fault
    or flaw of several.
    """
    expected = [case.expected for case in cases(file)]
    said = (
        f"{one['status']} {one['code']}: {one['message']}".replace("\n\t", r"\n\t")
        for one in expected
        if "code" in one
    )
    return {
        re.sub(r"(Invalid model schema specified)(, \1)+", r"\1", one_fault(one))
        for one in said
    }


def one_fault(text: str) -> str:
    return re.sub(r"\b\d+ validation errors? ", "1 validation error ", text)


def shown_for(file: str) -> list[re.Pattern[str]]:
    """
    Return what lines show for a file's operation; anything may stand in braces, and in
    a list of ops, which differs from path to path.
    """
    of_every_call = [line for line in LINES if line.operation == "every call"]
    texts = {
        answer.text
        for line in (*of_every_call, *lines_of(file))
        for answer in line.otherwise
    }
    holes = (
        re.sub(r"operation (.*)\[.*\]", r"operation \1[{ops}]", one) for one in texts
    )
    return [re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(one))) for one in holes]


@pytest.mark.parametrize("file", FILES)
def test_every_sentence_of_the_cases_has_evidence(file: str) -> None:
    patterns = shown_for(file)

    assert [
        one
        for one in said_in(file)
        if not any(pattern.fullmatch(one) for pattern in patterns)
    ] == []


@pytest.mark.parametrize("file", FILES)
def test_every_demand_has_a_case(file: str) -> None:
    demanded = {
        answer.text.partition("{")[0]
        for line in lines_of(file)
        if line.path == "(URL)"
        for answer in line.otherwise
    }

    said = {said for one in FILES if is_alike(one, file) for said in said_in(one)}
    assert [one for one in demanded if not any(s.startswith(one) for s in said)] == []


@pytest.mark.parametrize("name", sorted(RAISED))
def test_every_refusal_has_a_sample(name: str) -> None:
    shown = str(sample(getattr(errors, name)))

    assert shown
    assert "object at" not in shown


def test_a_sample_is_made_by_the_names_of_the_facts() -> None:
    def make(name: str, words: list[str], mappings: dict[str, str]) -> Any:
        return name, words, mappings

    assert sample(make) == (
        "{name}",
        ["{words}"],
        {"{mappings}": "{mappings}"},
    )


# --- What is said of rows -------------------------------------------------------------


def test_row_that_takes_all_ops_has_no_refusal_of_an_op() -> None:
    (line,) = fidelity.find("UpdateIntegrationResponse", "/responseTemplates/a")

    assert not any("Invalid patch path" in answer.text for answer in line.otherwise)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/requestTemplates/a",
            "an empty or missing value is stored, read back as null",
        ),
        ("/uri", "an empty or missing value clears it"),
        ("/uri", "replace only where it is not mock"),
        ("/cacheKeyParameters/a", "an empty or missing value changes nothing"),
    ],
)
def test_what_a_row_does_has_its_subject(path: str, said: str) -> None:
    accepted = [line.accepts for line in fidelity.find("UpdateIntegration", path)]

    assert said in "; ".join(accepted).split("; ")


def test_a_path_that_rules_are_on_leads_to_them() -> None:
    lines = fidelity.find("apigateway.UpdateIntegration", "/timeoutInMillis")

    assert [line.path for line in lines] == [
        "/timeoutInMillis",
        "/timeoutInMillis, /responseTransferMode",
    ]


def of_toy(table: Table[Any]) -> list[Line]:
    """
    Return the lines of a table as if it were that of an integration.
    """
    named = dataclasses.replace(table, resource="Integration")
    return list(fidelity._patch_lines(named))  # noqa: SLF001  # there is no such table


def answers_of(line: Line) -> list[str]:
    return [answer.text.partition(": ")[2] for answer in line.otherwise]


def listing(table: Table[Any], _: Op, operation: Any) -> ApigwError:
    paths = [one.path for one in table.rows if one.ops & operation.kind]
    return Listed(operation.op, operation.path, paths)


@dataclasses.dataclass(eq=False)
class Listed(ApigwError):
    """
    A refusal that lists the paths that take the op.
    """

    op: str
    path: str
    paths: list[str]

    def __str__(self) -> str:
        return f"{self.path} is none of {self.paths} for {self.op}"


def test_each_sentence_on_ops_is_shown_once() -> None:
    words = Sentence(listing, KNOWN)
    wording = Wording(words, words, by_op={REMOVE: says("cannot remove {2.path}")})
    first, unknown = of_toy(toy(row("/a", REPLACE), wording=wording))

    assert answers_of(first) == [
        "/a is none of [] for {op}",
        "cannot remove /a",
    ]
    assert answers_of(unknown) == [
        "{path} is none of [] for {op}",
        "cannot remove {path}",
        "{path} is none of ['/a'] for {op}",
    ]


def test_a_sentence_that_names_no_op_is_shown_as_it_is() -> None:
    wording = Wording(TERSE.unknown, says("{1} only"))
    line, _ = of_toy(toy(row("/a", REPLACE, wording=wording)))

    assert answers_of(line) == [f"{REPLACE} only"]


def test_a_row_says_what_may_be_copied() -> None:
    copies = Copies(("/canary/names",), merges=True, absent=says("no canary"))
    wording = Wording(TERSE.unknown, TERSE.unsupported, by_op={COPY: says("no copy")})
    line, _ = of_toy(toy(row("/names", EVERY | COPY, copies=copies), wording=wording))

    assert line.accepts == "copy from /canary/names, merged over what is there"
    assert answers_of(line) == ["no copy", "no canary"]


def test_a_row_says_what_is_answered_for_a_parent() -> None:
    into, parent = "/a/[{b}]/c", "/a/[{b}]"
    made = {parent: says("no parent"), "/a": lambda _: []}
    line, _ = of_toy(toy(row("/a/{b}/c", EVERY, into=into, creates=made)))

    assert answers_of(line) == ["no parent"]


def test_a_row_says_what_each_hole_takes() -> None:
    keys = {
        "day": Key(accepts="a day", otherwise=says("no day")),
        "hour": Key(accepts="an hour"),
    }
    value = Integer(low=0, otherwise=says("no number"))
    line, _ = of_toy(toy(row("/{day}/{hour}", EVERY, value), keys=keys))

    assert line.accepts == "an integer, 0 or more; day: a day; key: an hour"
    assert answers_of(line) == ["no day", "no number"]


def test_a_row_that_takes_any_value_says_so() -> None:
    line, _ = of_toy(toy(row("/a", ADD)))

    assert (line.accepts, line.ops) == ("every value", ("add",))


def test_put_or_create_of_what_has_a_table_is_there() -> None:
    made = {line.operation for line in LINES if line.rows_of}

    tables = [one.table for one in RESOURCES]
    made_by_calls = {f"{one.made_by}{one.resource}" for one in tables if one.made_by}
    assert made_by_calls == made


def test_only_an_update_has_other_spellings_of_a_path() -> None:
    spelled = {"/basepath", "/restapiId"}
    paths = {
        operation: {
            path
            for line in LINES
            if line.operation == operation
            for path in line.path.split(", ")
        }
        for operation in ("UpdateBasePathMapping", "CreateBasePathMapping")
    }

    assert spelled <= paths["UpdateBasePathMapping"]
    assert spelled.isdisjoint(paths["CreateBasePathMapping"])
    assert {"/basePath", "/restApiId"} <= paths["CreateBasePathMapping"]


def test_a_deployment_is_judged_by_the_rows_of_its_stage_too() -> None:
    found = fidelity.find("CreateDeployment", None)
    by = [line.rows_of for line in found if line.service == "apigateway"]

    assert set(by) == {"UpdateDeployment", "UpdateStage"}


def test_calls_that_are_moto_s_have_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    created = dataclasses.replace(INTEGRATIONS, delete=None)
    monkeypatch.setattr(fidelity, "RESOURCES", (created,))
    monkeypatch.setattr(fidelity, "HANDLERS", {})

    shown = {
        line.operation for line in fidelity.lines() if line.service == "apigateway"
    }
    imports = {"ImportRestApi, PutRestApi", "ImportRestApi", "PutRestApi"}
    imports |= {"ImportDocumentationParts"}
    assert shown == {"UpdateIntegration", "GetIntegration", *imports, *READS}


# --- HTTP and WebSocket APIs ----------------------------------------------------------


def test_marks_of_docstrings_are_left_out() -> None:
    assert [line for line in LINES if "`" in line.accepts] == []


def test_every_setting_of_v2_is_there() -> None:
    names = {line.path for line in fidelity.find("UpdateIntegration", None)}

    assert {"TimeoutInMillis", "TlsConfig", "SQS-SendMessage"} <= names


def test_silently_dropped_settings_say_so() -> None:
    lines = fidelity.find("apigatewayv2.CreateIntegration", "tlsconfig")

    assert any(
        "DroppedSettingWarning" in one.text for line in lines for one in line.otherwise
    )


# --- How it is shown ------------------------------------------------------------------


@pytest.mark.parametrize("colour", [True, False])
def test_text_holds_every_sentence_and_its_evidence(colour: bool) -> None:  # noqa: FBT001
    text = fidelity.as_text(LINES, colour=colour)

    every = {part for line in LINES for one in line.otherwise for part in one[:2]}
    assert [part for part in every if part not in text] == []
    assert [line for line in LINES if line.evidence not in text] == []
    assert ("\033[" in text) is colour


def test_evidence_is_shown_once_where_it_is_that_of_an_answer() -> None:
    shared = Answer("404 a", "inferred: b")
    line = dataclasses.replace(LINES[0], evidence="inferred: b", otherwise=(shared,))
    other = dataclasses.replace(line, evidence="inferred: c")

    text = fidelity.as_text([line, other], colour=False)

    assert text.count("inferred: b") == 2
    assert text.count("inferred: c") == 1


def test_tools_get_each_answer_with_its_evidence_and_class() -> None:
    shown = json.loads(fidelity.as_json(LINES))

    (line,) = [
        one
        for one in shown
        if one["operation"] == "UpdateIntegration" and one["path"] == "/uri"
        if one["ops"]
    ]
    assert line["otherwise"] == [
        {
            "text": "400 BadRequestException: Invalid patch path /uri",
            "evidence": str(INTEGRATION.wording.unsupported.evidence),
            "refusal": "InvalidPatchPath",
        }
    ]
    assert "takes_path" not in line


def test_page_says_where_a_slash_may_be_missing() -> None:
    page = fidelity.page().replace("\n", " ")

    assert "of UpdateDomainName, UpdateGatewayResponse, UpdateIntegration" in page
    assert "UpdateMethod and UpdateMethodResponse may lack its leading slash" in page
    assert str(NO_LEADING_SLASH) in page


def test_bars_in_a_cell_are_escaped() -> None:
    assert fidelity._cells(["a|b", "c"]) == r"| a\|b | c |"  # noqa: SLF001
