"""
What came of asking, by operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from askable import accepted, folder_of, refused

from apigw_mock.host.ask.journal import DIFFERENT, EQUAL, FAILED, Result
from apigw_mock.host.ask.plan import Choice, planned
from apigw_mock.host.ask.summary import details_of, text_of

if TYPE_CHECKING:
    from pathlib import Path


def results(**outcomes: tuple[str, Any, str]) -> dict[tuple[str, str], Result]:
    return {
        ("pets", case): Result("pets", case, *outcome, "2026-01-31", "d")
        for case, outcome in outcomes.items()
    }


def test_outcomes_are_counted(tmp_path: Path) -> None:
    rows = (
        *map(accepted, ("a", "b", "c", "d")),
        refused("e", given=["api", "role"]),
    )
    folder = folder_of(tmp_path, *rows)
    plan = planned(folder, Choice())
    asked = results(
        a=(EQUAL, None, ""), b=(DIFFERENT, {}, ""), c=(FAILED, None, "no answer")
    )

    head, row, why, total, *rest = text_of(plan, asked, folder)

    assert head.split() == [
        "operation",
        "asked",
        "equal",
        "different",
        "failed",
        "not",
        "asked",
    ]
    assert row.split() == ["apigateway", "UpdateRestApi", "3", "1", "1", "1", "2"]
    assert why == "       1 it makes roles in IAM (--with roles)"
    assert total.split() == ["all", "3", "1", "1", "1", "2"]
    assert rest == [
        "1 case is left out:",
        "       1 it makes roles in IAM (--with roles)",
    ]


def test_what_is_not_equal_is_shown(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, *map(accepted, ("a", "b", "c", "d")))
    asked = results(
        a=(EQUAL, None, "its map of tags aside"),
        b=(DIFFERENT, {"status": 200}, ""),
        c=(FAILED, None, "no answer"),
    )

    shown = list(details_of(planned(folder, Choice()), asked))

    assert shown == [
        "pets: b: different",
        f"  expected {accepted()['expected']}",
        "  seen     {'status': 200}",
        "pets: c: failed",
        "  no answer",
    ]
