"""
Does a file of cases cover every row of a table: accepted, refused, a value refused?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jsonpointer import JsonPointer, JsonPointerException

from apigw_mock.apigateway.rows import EVERY, OPS, Op, Row
from apigw_mock.apigateway.values import Number, Parsed, Text, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cases_runner import Case

    from apigw_mock.apigateway.rows import Table


class Tried(NamedTuple):
    """
    One operation of a case, and the outcome of its call.
    """

    path: str
    op: str
    accepted: bool
    lone: bool  # the call has no other operation


def gaps(table: Table[Any], cases: Iterable[Case]) -> list[str]:
    """
    Return what no case covers, as lines: ``replace /uri is never accepted by itself``.
    """
    tried = {one for case in cases for one in _tried(table, case)}
    paths = dict.fromkeys(row.path for row in table.rows)  # some stand in several rows
    return [line for path in paths for line in _gaps_of(table, path, tried)]


def _ops(table: Table[Any]) -> dict[str, Op]:
    """
    Return the ops that cases must try on each row. copy counts if some row takes it.
    """
    taken = EVERY
    for row in table.rows:
        taken |= row.ops
    return {word: op for word, op in OPS.items() if op & taken}


def _tried(table: Table[Any], case: Case) -> Iterator[Tried]:
    operations = case.row["request"].get("patchOperations") or []
    accepted = "code" not in case.expected
    for operation in operations:
        for row in table.rows:
            if row.pattern.match(_parts(operation)) is not None:
                lone = len(operations) == 1
                yield Tried(row.path, str(operation.get("op")), accepted, lone)


def _parts(operation: dict[str, Any]) -> list[str]:
    try:
        return list(JsonPointer(operation.get("path")).parts)
    except (JsonPointerException, TypeError):
        return []


def _gaps_of(table: Table[Any], path: str, tried: set[Tried]) -> Iterator[str]:
    rows = [row for row in table.rows if row.path == path]
    taken = {op for op, flag in OPS.items() if any(flag & row.ops for row in rows)}
    for op in _ops(table):
        outcome = "accepted by itself" if op in taken else "refused"
        if Tried(path, op, accepted=op in taken, lone=True) not in tried:
            yield f"{op} {path} is never {outcome}"
    refused = {one.op for one in tried if one.path == path and not one.accepted}
    if not refused:
        yield f"{path} is never refused"
    judges = any(_judges(table, row) for row in rows)
    if judges and not refused & (taken - {"remove"} or taken):
        yield f"no value of {path} is ever refused"


def _judges(table: Table[Any], row: Row[Any]) -> bool:
    value = row.value
    is_bounded = isinstance(value, Number) and value.otherwise
    return bool(
        any(row.path in rule.on for rule in table.rules)
        or isinstance(value, Parsed | Text | Word)
        or is_bounded
        or value.nothing
    )
