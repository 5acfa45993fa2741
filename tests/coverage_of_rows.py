"""
Does a file of cases show every row of a table: accepted, refused, a value refused?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jsonpointer import JsonPointer, JsonPointerException

from apigw_mock.apigateway.patch import OPS, Row, any_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cases_runner import Case

    from apigw_mock.apigateway.patch import PatchTable


class Tried(NamedTuple):
    """
    One operation of a case, and what became of the call.
    """

    row: Row
    op: str
    accepted: bool
    lone: bool  # no other operation can be to blame


def gaps(table: PatchTable, cases: Iterable[Case]) -> list[str]:
    """
    Return what no case shows, one line each: ``replace /uri is never accepted``.
    """
    tried = {one for case in cases for one in _tried(table, case)}
    return [line for row in table.rows for line in _gaps_of(row, tried)]


def _tried(table: PatchTable, case: Case) -> Iterator[Tried]:
    operations = case.row["request"].get("patchOperations") or []
    accepted = "answer" in case.expected
    for operation in operations:
        for row in table.rows:
            if row.matches(_parts(operation)):
                lone = len(operations) == 1
                yield Tried(row, str(operation.get("op")), accepted, lone)


def _parts(operation: dict[str, Any]) -> list[str]:
    try:
        return list(JsonPointer(operation.get("path")).parts)
    except (JsonPointerException, TypeError):
        return []


def _gaps_of(row: Row, tried: set[Tried]) -> Iterator[str]:
    for op, flag in OPS.items():
        if flag & row.ops and Tried(row, op, accepted=True, lone=True) not in tried:
            yield f"{op} {row.path} is never accepted by itself"
        if (
            not flag & row.ops
            and Tried(row, op, accepted=False, lone=True) not in tried
        ):
            yield f"{op} {row.path} is never refused"
    refused = {one.op for one in tried if one.row is row and not one.accepted}
    if not refused:
        yield f"{row.path} is never refused"
    taken = {op for op, flag in OPS.items() if flag & row.ops}
    if _judges(row) and not refused & taken - {"remove"}:
        yield f"no value of {row.path} is ever refused"


def _judges(row: Row) -> bool:
    return bool(row.model or row.finals or row.check is not any_text)
