"""
The language in the list of rules.
"""

from __future__ import annotations

from apigw_mock.velocity.bounds import BOUNDS
from apigw_mock.velocity.dispatch import TABLES
from apigw_mock.velocity.listing import FACTS, rows

ROWS = list(rows())


def test_every_method_is_there() -> None:
    said = " ".join(row.says for row in ROWS if row.table == "methods")
    methods = {row.name for one in TABLES.values() for row in one.rows}

    assert [name for name in methods if f"{name}(" not in said] == []


def test_methods_say_what_they_take() -> None:
    (of_texts, others) = [row for row in ROWS if row.name == "text"]

    assert "substring(integer), substring(integer, integer)" in of_texts.says
    assert "codePointAt(integer)" in others.says


def test_every_bound_and_fact_is_there() -> None:
    named = {row.name for row in ROWS}

    assert {bound.of for bound in BOUNDS} | {fact.name for fact in FACTS} <= named


def test_no_row_is_there_twice() -> None:
    assert len(set(ROWS)) == len(ROWS)
