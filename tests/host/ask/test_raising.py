"""
Which facts an equal answer confirms.
"""

from __future__ import annotations

import pytest
from cases_runner import FOLDER

from apigw_mock.host.ask.raising import Raise, matches, raised_by
from apigw_mock.listing import Answer

FILES = ("update_stage", "v2_update_stage", "delete_rest_api", "invoke_validation")


def raised(*files: str, is_refused: bool) -> list[Raise]:
    """
    Return what the inferred cases of files confirm, the refused or the accepted ones.
    """
    cases = [
        case
        for file in files
        for case in FOLDER.cases(file)
        if case.row["evidence"] == "inferred" and case.is_refused is is_refused
    ]
    return raised_by(cases, FOLDER)


@pytest.mark.parametrize("file", FILES[:3])
def test_refusals_confirm_their_sentences(file: str) -> None:
    found = raised(file, is_refused=True)

    assert found
    assert {one.said[:2] for one in found} == {"40"}


@pytest.mark.parametrize("file", ["update_model", "invoke_validation"])
def test_accepted_calls_confirm_what_is_accepted(file: str) -> None:
    found = raised(file, is_refused=False)

    assert found
    assert {one.said.partition(" ")[0] for one in found} == {"accepts"}


def test_fact_is_named_once_and_is_not_recorded() -> None:
    found = raised(*FILES, is_refused=True)

    assert len(found) == len(set(found))
    assert not [one for one in found if one.evidence.startswith("recorded:")]


def test_fact_is_said_in_words() -> None:
    (one, *_) = raised("delete_rest_api", is_refused=True)

    start = f"apigateway DeleteRestApi (URL): {one.said}"
    assert str(one).startswith(start)
    assert str(one).endswith(f" ({one.evidence})")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("400 BadRequestException: Invalid patch path /a(b)", True),
        ("400 BadRequestException: Invalid patch path ", True),
        ("404 BadRequestException: Invalid patch path /a", False),
    ],
)
def test_sentence_matches_whatever_its_facts_are(text: str, *, is_one: bool) -> None:
    answer = Answer("400 BadRequestException: Invalid patch path {path}", "inferred: x")

    assert matches(answer, text) is is_one
