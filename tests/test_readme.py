"""
What README.md shows is what happens. (Its Python blocks are tests by themselves.)
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest
from answerers import NEWEST, SERVICES, answered_by
from pages import PAGES, ROOT, block, links
from shown import report_of, without_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

README = PAGES["README.md"]
LINES = 150


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= LINES


def test_the_failure_report_is_the_real_one(pytester: pytest.Pytester) -> None:
    source = block("README.md", "plain moto")
    ours = source.replace("from moto import mock_aws", "from apigw_mock import NAME")
    assert ours != source

    text = ours.replace("@mock_aws", "@NAME").replace("NAME", "mock_apigw_updates")
    shown = report_of(pytester, "test_pets", text)
    assert shown == without_ids(block("README.md", "failure report"))


def rows() -> Iterator[tuple[str, str, str]]:
    """
    Yield who answers, a service and the calls that the table names.
    """
    for line in re.findall(
        r"^\| (this package|moto|nobody)(.*)\|$", README, re.MULTILINE
    ):
        cells = line[1].split(" | ")[1:]
        yield from (
            (line[0], service, cell)
            for service, cell in zip(SERVICES, cells, strict=True)
        )


@NEWEST
@pytest.mark.parametrize(("who", "service", "cell"), [*rows()])
def test_the_table_says_who_answers(who: str, service: str, cell: str) -> None:
    named = re.findall(r"`([\w*]+)`", cell)
    calls = answered_by(who, service)

    if who != "this package":  # which answers what is not named
        assert {
            call for call in calls if not any(fnmatchcase(call, one) for one in named)
        } == set()
    assert [one for one in named if not any(fnmatchcase(x, one) for x in calls)] == []


@NEWEST
@pytest.mark.parametrize("service", SERVICES)
def test_the_table_names_no_call_of_another(service: str) -> None:
    """
    A pattern fits no call that somebody else answers.
    """
    wrong = [
        (who, pattern, call)
        for who, of, cell in rows()
        if of == service
        for pattern in re.findall(r"`([\w*]+)`", cell)
        for other in {"this package", "moto", "nobody"} - {who}
        for call in answered_by(other, service)
        if fnmatchcase(call, pattern)
    ]
    assert wrong == []


def test_it_names_files_that_exist() -> None:
    named = re.findall(r"`([\w/-]+\.(?:md|py)|docs|docs/[\w-]+)`", README)

    assert len(named) > 4
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_it_has_no_link_that_an_index_would_break() -> None:
    assert links(README) == []
