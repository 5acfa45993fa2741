"""
What a row accepts, in words: for the list of rules and for the failure report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.rows import OPS, Op
from apigw_mock.apigateway.values import Empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.apigateway.rows import Key, Row, Table
    from apigw_mock.apigateway.values import Members

EVERY_VALUE = "every value"


def words_of(ops: Op) -> tuple[str, ...]:
    """
    Return AWS's words for *ops*, in AWS's order.
    """
    return tuple(word for word, op in OPS.items() if op & ops)


def accepted(table: Table[Any], row: Row[Any], members: Members) -> str:
    """
    Return what the row requires of a patch.
    """
    return "; ".join(_accepted(table, row, members)) or EVERY_VALUE


def demanded(table: Table[Any], row: Row[Any], members: Members) -> str:
    """
    Return what the row requires of a patch, a Put and a Create.
    """
    return "; ".join(_demanded(table, row, members)) or EVERY_VALUE


def keys_of(table: Table[Any], row: Row[Any]) -> list[tuple[str, Key]]:
    """
    Return what the holes of the row's path take, with the name of each hole.
    """
    return [
        (hole, table.keys[hole]) for hole in row.pattern.holes if hole in table.keys
    ]


def _accepted(table: Table[Any], row: Row[Any], members: Members) -> Iterator[str]:
    yield from _demanded(table, row, members)
    for op, condition in row.when.items():
        words = condition.__name__.replace("_", " ")
        subject = "it " if words.startswith("is ") else ""
        yield f"{words_of(op)[0]} only where {subject}{words}"
    if row.copies:
        merges = ", merged over what is there" if row.copies.merges else ""
        yield f"copy from {', '.join(row.copies.sources)}{merges}"


def _demanded(table: Table[Any], row: Row[Any], members: Members) -> Iterator[str]:
    if accepts := row.value.accepts(members):
        yield accepts
    for hole, key in keys_of(table, row):
        yield f"{'key' if hole == row.last_hole else hole}: {key.accepts}"
    if row.value.empty is not Empty.READ:
        yield row.value.empty.value
