"""
What a run writes down, the next one knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apigw_mock.host.ask.journal import EQUAL, Journal, NoJournal, Result, Thing, Where

if TYPE_CHECKING:
    from pathlib import Path

WHERE = Where("123456789012", "eu-west-1", "")
API, KEY = Thing("REST API", "a1"), Thing("API key", "k1", {"x": "y"})
RESULT = Result("pets", "taken", EQUAL, None, "", "2026-01-31", "d1")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.begin(WHERE, "apigw-ask-1")
    return journal


def again(journal: Journal) -> Journal:
    return Journal(journal.path)


def test_nothing_is_known_before_a_run(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "none.jsonl")

    assert journal.where is None
    assert not journal.path.exists()


def test_next_run_knows_what_was_made_and_asked(journal: Journal) -> None:
    journal.made(API)
    journal.made(KEY)
    journal.deleted(API)
    journal.asked(RESULT)
    journal.doubt("import_rest_api")
    read = again(journal)

    assert (read.where, read.run) == (WHERE, "apigw-ask-1")
    assert [*read.things] == [KEY]
    assert [one.within for one in read.things] == [{"x": "y"}]
    assert read.results == {("pets", "taken"): RESULT}
    assert read.doubts == {"import_rest_api"}
    assert not read.is_over


def test_run_ends_and_another_begins(journal: Journal) -> None:
    journal.asked(RESULT)
    journal.end()

    assert again(journal).is_over

    journal.begin(WHERE, "apigw-ask-2")

    assert not again(journal).is_over
    assert again(journal).run == "apigw-ask-2"
    assert again(journal).results


def test_results_can_be_forgotten(journal: Journal) -> None:
    journal.asked(RESULT)
    journal.forget_results()
    journal.forget_results()

    assert again(journal).results == {}


def test_settings_are_known_until_they_are_put_back(journal: Journal) -> None:
    journal.changes_account({"role": "a"})

    assert again(journal).settings == {"role": "a"}

    journal.restored_account()

    assert again(journal).settings is None


def test_deletion_of_something_else_is_not_noted(journal: Journal) -> None:
    text = journal.path.read_text(encoding="utf-8")
    journal.deleted(API)

    assert journal.path.read_text(encoding="utf-8") == text


def test_half_a_line_is_left_out(journal: Journal) -> None:
    journal.made(API)
    with journal.path.open("a", encoding="utf-8") as file:
        file.write('{"thing": {"ki')

    assert [*again(journal).things] == [API]


def test_half_a_line_takes_nothing_with_it(journal: Journal) -> None:
    with journal.path.open("a", encoding="utf-8") as file:
        file.write('{"thing": {"ki')
    again(journal).made(API)

    assert [*again(journal).things] == [API]


@pytest.mark.parametrize("text", ["# Pets\n", '{"a": 1}\n', "[1]\n", '{"over": true}'])
def test_file_that_is_no_journal_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pets.md"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(NoJournal, match=r"pets\.md is no journal"):
        Journal(path)

    assert path.read_text(encoding="utf-8") == text
