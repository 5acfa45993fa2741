"""
What was seen becomes evidence, and the files of cases keep their form.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from askable import accepted, copy_of, folder_of
from cases_runner import CASES, files

from apigw_mock.host.ask.journal import DIFFERENT, EQUAL, FAILED, Result
from apigw_mock.host.ask.writing import edited, items, members, write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
{
  "operation": "update_stage",
  "cases": [
    {
      "id": "a \\"quoted\\" name",
      "request": {"evidence": "of another", "list": [{"source": 1}]},
      "evidence": "inferred",
      "source": "localstack, for {braces}, \\"too\\""
    },
    {
      "id": "b",
      "evidence": "recorded",
      "source": "a deploy",
      "seen": {"date": "2025-01-01"},
      "expected": {}
    },
    {"id": "c", "source": "x", "evidence": "reported"}
  ]
}
"""
SEEN = {"status": 400, "code": "BadRequestException", "message": "No {api} — none"}


def result(case: str, is_as: str = EQUAL, seen: Any = None, text: str = "") -> Result:
    return Result("pets", case, is_as, seen, text, "2026-01-31", "d")


def changed_lines(text: str, new: str) -> list[str]:
    before = text.splitlines()
    return [line.strip() for line in new.splitlines() if line not in before]


def test_equal_answer_is_recorded_with_date_and_region() -> None:
    new = edited(TEXT, [result('a "quoted" name')], "eu-west-1")

    row = json.loads(new)["cases"][0]
    assert row["evidence"] == "recorded"
    assert row["source"] == (
        "AWS, asked on 2026-01-31 in eu-west-1; inferred before: localstack, for"
        ' {braces}, "too"'
    )
    assert len(new.splitlines()) == len(TEXT.splitlines())


def test_what_is_aside_is_said() -> None:
    new = edited(TEXT, [result("c", text="its map of tags aside")], "eu-west-1")

    row = json.loads(new)["cases"][2]
    assert row["evidence"] == "recorded"
    assert row["source"] == (
        "AWS, asked on 2026-01-31 in eu-west-1, its map of tags aside; reported before:"
        " x"
    )
    assert list(row) == ["id", "source", "evidence"]


def test_recorded_case_stays_and_loses_an_older_difference() -> None:
    new = edited(TEXT, [result("b")], "eu-west-1")

    assert new == TEXT.replace(',\n      "seen": {"date": "2025-01-01"}', "")


def test_difference_is_written_beside_the_case() -> None:
    new = edited(TEXT, [result('a "quoted" name', DIFFERENT, SEEN)], "eu-west-1")
    row = json.loads(new)["cases"][0]

    seen = row.pop("seen")
    assert row == json.loads(TEXT)["cases"][0]
    assert seen == {"date": "2026-01-31", "region": "eu-west-1", "outcome": SEEN}
    assert "—" in new
    assert changed_lines(TEXT, new)[1].startswith('"seen": {"date": "2026-01-31", ')


def test_difference_takes_the_place_of_an_older_one() -> None:
    note = "a refusal changed it"  # the account's word

    new = edited(TEXT, [result("b", DIFFERENT, text=note)], "eu-west-1")

    row = json.loads(new)["cases"][1]
    assert row["seen"] == {"date": "2026-01-31", "region": "eu-west-1", "note": note}
    assert list(row) == ["id", "evidence", "source", "seen", "expected"]


def test_failure_writes_nothing() -> None:
    results = [result('a "quoted" name', FAILED), result("gone")]

    assert edited(TEXT, results, "eu-west-1") == TEXT


def test_empty_objects_and_lists_have_no_parts() -> None:
    assert list(members("{ }", 0)) == list(items("[\n]", 0)) == []


@pytest.mark.parametrize("file", files())
def test_files_of_the_repository_keep_their_form(file: str) -> None:
    text = (CASES / f"{file}.json").read_text(encoding="utf-8")
    rows = json.loads(text)["cases"]
    half = {
        row["id"]: (EQUAL, DIFFERENT)[number % 2] for number, row in enumerate(rows)
    }

    new = edited(text, [result(name, is_as, SEEN) for name, is_as in half.items()], "x")

    for was, now in zip(rows, json.loads(new)["cases"], strict=True):
        is_equal = half[was["id"]] == EQUAL
        assert now.pop("seen", None) == (
            None if is_equal else {"date": "2026-01-31", "region": "x", "outcome": SEEN}
        )
        assert list(now) == list(was)
        assert now["evidence"] == ("recorded" if is_equal else was["evidence"])
        changing = {"evidence", "source"} if is_equal else set()
        assert {k: v for k, v in now.items() if k not in changing} == {
            k: v for k, v in was.items() if k not in changing
        }


def test_files_that_change_are_named(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, accepted())
    done = [result("taken", FAILED)]

    assert write(folder, done, "eu-west-1") == []
    assert write(folder, [result("taken")], "eu-west-1") == ["pets"]
    assert '"recorded"' in folder.path_of("pets").read_text(encoding="utf-8")


def test_line_ends_stay(tmp_path: Path) -> None:
    folder = copy_of(tmp_path, "get_api")
    path = folder.path_of("get_api")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (case, *_) = folder.cases("get_api")
    asked = Result("get_api", str(case), DIFFERENT, SEEN, "", "2026-01-31", "d")

    write(folder, [asked], "eu-west-1")

    new = path.read_bytes()
    assert new.count(b"\n") == new.count(b"\r\n")
