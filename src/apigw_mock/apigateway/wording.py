"""
How resources refuse a path or an op: one function for each wording.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    InvalidPatchPath,
    InvalidPathInput,
    PatchPathNotListed,
    UnsupportedPatchOp,
)
from apigw_mock.apigateway.rows import OPS, Op, Operation, Table, Wording
from apigw_mock.refusal import ApigwError, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from apigw_mock.evidence import Evidence


def names_path(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return InvalidPatchPath(operation.op or "", operation.path)


def lists_ops(_: Table[Any], taken: Op, operation: Operation) -> ApigwError:
    allowed = [word for word, op in OPS.items() if op & taken]
    return UnsupportedPatchOp(operation.op or "", operation.path, allowed)


def lists_paths(
    table: Table[Any], _: Op, operation: Operation, *, order: Sequence[str] = ()
) -> ApigwError:
    takes = {row.path: None for row in table.rows if operation.kind & row.ops}
    first = [path for path in order if path in takes]
    allowed = list(dict.fromkeys([*first, *takes]))
    return PatchPathNotListed(operation.op or "", operation.path, allowed)


def terse(unknown: Evidence, unsupported: Evidence) -> Wording:
    """
    Return the wording that only names the path, whatever is wrong.
    """
    return Wording(Sentence(names_path, unknown), Sentence(names_path, unsupported))


def naming_ops(unknown: Evidence, unsupported: Evidence) -> Wording:
    """
    Return the wording that lists the ops of a known path.
    """
    return Wording(Sentence(names_path, unknown), Sentence(lists_ops, unsupported))


def with_unsupported(
    wording: Wording, refusal: Callable[..., ApigwError], evidence: Evidence
) -> Wording:
    """
    Return *wording* with another sentence for an op that a known path does not take.
    """
    return replace(wording, unsupported=Sentence(refusal, evidence))


def naming_paths(
    unknown: Evidence, unsupported: Evidence, order: Sequence[str] = ()
) -> Wording:
    """
    Return the wording that lists the paths that take the op.

    Args:
        unknown: how we know the answer to an unknown path.
        unsupported: the same for an op that a known path does not take.
        order: the paths that AWS lists first. The others follow in the table's order.
    """
    lists = partial(lists_paths, order=order)
    return Wording(Sentence(lists, unknown), Sentence(lists, unsupported))


def without(hidden: Container[str], wording: Wording) -> Wording:
    """
    Return *wording* that never lists the paths *hidden*, although rows take them.
    """

    def hiding(sentence: Sentence) -> Sentence:
        def refuse(table: Table[Any], taken: Op, operation: Operation) -> ApigwError:
            listed = tuple(row for row in table.rows if row.path not in hidden)
            return sentence.refusal(replace(table, rows=listed), taken, operation)

        return replace(sentence, refusal=refuse)

    unknown, unsupported = map(hiding, (wording.unknown, wording.unsupported))
    return replace(wording, unknown=unknown, unsupported=unsupported)


def names_input(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return InvalidPathInput(operation.path)


def refusing_input(unknown: Evidence, unsupported: Evidence) -> Wording:
    """
    Return the wording that calls a path invalid input, whatever is wrong.
    """
    return Wording(Sentence(names_input, unknown), Sentence(names_input, unsupported))
