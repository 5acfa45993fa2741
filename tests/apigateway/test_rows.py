"""
Operations, and what the tables of REST APIs say: no name in them leads nowhere.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest

from apigw_mock.apigateway.rows import (
    ADD,
    COPY,
    REMOVE,
    REPLACE,
    Facts,
    Op,
    Operation,
    Row,
    Rule,
    Table,
)
from apigw_mock.apigateway.values import Empty
from apigw_mock.host.rest.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = [resource.table for resource in RESOURCES]
ROWS = [
    pytest.param(table, row, id=f"{table.resource} {row.path}")
    for table in TABLES
    for row in table.rows
]


# --- Operations ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "operation"),
    [
        ({}, Operation(None, None)),
        ({"op": "add", "path": "/a"}, Operation("add", "/a", None, None)),
        (
            {"op": "copy", "path": "/a", "value": "", "from": "/b", "more": "x"},
            Operation("copy", "/a", "", "/b"),
        ),
    ],
)
def test_an_operation_is_what_was_sent(sent: Any, operation: Operation) -> None:
    assert Operation.sent(sent) == operation


@pytest.mark.parametrize(
    ("op", "kind"),
    [
        ("add", ADD),
        ("remove", REMOVE),
        ("replace", REPLACE),
        ("copy", COPY),
        ("move", Op.NONE),
        ("test", Op.NONE),
        ("Add", Op.NONE),
        (None, Op.NONE),
    ],
)
def test_an_operation_has_a_kind(op: str | None, kind: Op) -> None:
    assert Operation(op, "/a").kind is kind


# --- Tables -------------------------------------------------------------------------


def shown_by_aws(table: Table[Any]) -> set[str]:
    """
    Return the members of what Get answers, as the service model names them.
    """
    model = botocore.session.get_session().get_service_model("apigateway")
    shape: Any = model.operation_model(f"Get{table.resource}").output_shape
    return {
        member.serialization.get("name", name) for name, member in shape.members.items()
    }


def parents(row: Row[Any]) -> Iterator[str]:
    """
    Yield the places on the way to the row's own.
    """
    for depth in range(1, len(row.steps.parts)):
        yield row.steps.above(depth)


def test_a_row_has_at_most_ten_columns() -> None:
    assert len(fields(Row)) <= 10


def test_there_is_a_table_for_each_resource() -> None:
    assert len({table.resource for table in TABLES}) == len(TABLES) >= 5


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_row_is_complete(table: Table[Any], row: Row[Any]) -> None:
    refuses = row.value.empty is Empty.REFUSED
    holes = {*row.pattern.holes, *(["value"] if row.steps.by_value else [])}

    assert refuses is (row.value.nothing is not None)
    assert bool(row.ops & COPY) is (row.copies is not None)
    assert set(row.creates) <= set(parents(row))
    assert set(re.findall(r"\{(\w+)", row.into)) <= holes
    assert str(row) == row.path
    assert table.rows.index(row) >= 0


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.resource)
def test_a_table_names_only_what_its_rows_have(table: Table[Any]) -> None:
    paths = {row.path for row in table.rows}
    members = {row.member for row in table.rows}
    holes = {hole for row in table.rows for hole in row.pattern.holes}
    above = {place for row in table.rows for place in parents(row)}

    assert {path for rule in table.rules for path in rule.on} <= paths
    assert set(table.keys) <= holes
    assert {*table.drops, *table.drops.values()} <= members
    assert {*table.defaults, *table.derives, *table.applies} <= shown_by_aws(table)
    assert table.shown_empty <= above


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.resource)
def test_rows_stand_by_path(table: Table[Any]) -> None:
    paths = [row.path for row in table.rows]

    assert paths == sorted(paths)


@pytest.mark.parametrize(
    "rule",
    [pytest.param(rule, id=str(rule)) for table in TABLES for rule in table.rules],
)
def test_a_rule_lists_the_items_of_its_refusal(rule: Rule[Any]) -> None:
    lists = "items" in {field.name for field in fields(rule.refusal)}

    assert bool(rule.items) is lists


# --- Facts --------------------------------------------------------------------------


def kinds(of: type[Facts]) -> Iterator[type[Facts]]:
    """
    Yield the records of all resources.
    """
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


@pytest.mark.parametrize("kind", list(kinds(Facts)), ids=lambda kind: kind.__name__)
def test_facts_are_frozen_and_whole(kind: type[Facts]) -> None:
    own = set(fields(kind))

    assert {field.default for field in own} == {MISSING}
    assert {field.default_factory for field in own} == {MISSING}
    assert all(field.kw_only for field in own)
    assert kind.__dataclass_params__.frozen


def test_each_table_has_facts() -> None:
    assert {"IntegrationFacts", "MethodFacts"} <= {one.__name__ for one in kinds(Facts)}
