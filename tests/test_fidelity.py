"""
The tables as text: complete, in AWS's words, and as docs/fidelity.md has them.
"""

from __future__ import annotations

import dataclasses
from importlib.metadata import version
from pathlib import Path

import pytest

from apigw_mock import errors, fidelity
from apigw_mock.apigateway.tables.sources import NO_LEADING_SLASH
from apigw_mock.listing import sample

PAGE = Path(__file__).parent.parent / "docs" / "fidelity.md"
REFUSALS = [
    error
    for error in (getattr(errors, name) for name in errors.__all__)
    if issubclass(error, errors.ApigwError) and dataclasses.is_dataclass(error)
]


# The page shows enums of botocore's, and has those of the newest.
@pytest.mark.skipif(
    tuple(map(int, version("moto").split(".")[:2])) < (5, 2),
    reason="the page is of the newest moto and botocore",
)
def test_page_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8")

    assert written == fidelity.page(), f"stale; make it anew: {fidelity.COMMAND}"


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: error.__name__)
def test_every_refusal_has_a_sample(error: type[errors.ApigwError]) -> None:
    shown = str(sample(error))

    assert shown
    assert "object at" not in shown


def test_every_line_has_evidence_and_source() -> None:
    lines = fidelity.lines()

    assert len(lines) > 80
    assert [line for line in lines if not line.evidence or not line.source] == []
    assert [line for line in lines if not line.accepts.strip()] == []
    assert [one for line in lines for one in line.otherwise if not one.evidence] == []


def test_row_that_takes_all_ops_has_no_refusal_of_an_op() -> None:
    (line,) = fidelity.find("UpdateIntegrationResponse", "/responseTemplates/a")

    assert not any("Invalid patch path" in one.text for one in line.otherwise)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/requestTemplates/a",
            "an empty or missing value is stored, read back as null",
        ),
        ("/uri", "an empty or missing value clears it"),
    ],
)
def test_what_an_empty_value_does_has_its_subject(path: str, said: str) -> None:
    line, *_ = fidelity.find("UpdateIntegration", path)  # its rules come behind it

    assert said in line.accepts.split("; ")


def test_put_of_what_has_a_table_is_there() -> None:
    puts = {line.operation for line in fidelity.lines() if line.rows_of}

    assert puts == {f"Put{table.resource}" for table in fidelity.patch_tables()}


def test_marks_of_docstrings_are_left_out() -> None:
    assert [line for line in fidelity.lines() if "`" in line.accepts] == []


def test_every_setting_of_v2_is_there() -> None:
    names = {line.path for line in fidelity.find("UpdateIntegration", None)}

    assert {"TimeoutInMillis", "TlsConfig", "SQS-SendMessage"} <= names


def test_silently_dropped_settings_say_so() -> None:
    lines = fidelity.find("apigatewayv2.CreateIntegration", "tlsconfig")

    assert any(
        "DroppedSettingWarning" in one.text for line in lines for one in line.otherwise
    )


@pytest.mark.parametrize("colour", [True, False])
def test_text_holds_every_sentence(colour: bool) -> None:  # noqa: FBT001
    lines = fidelity.lines()

    text = fidelity.as_text(lines, colour=colour)

    assert [
        one for line in lines for one in line.otherwise if one.text not in text
    ] == []
    assert ("\033[" in text) is colour


def test_page_says_that_a_slash_may_be_missing() -> None:
    assert "may lack its leading slash" in fidelity.page()
    assert str(NO_LEADING_SLASH) in fidelity.page()
