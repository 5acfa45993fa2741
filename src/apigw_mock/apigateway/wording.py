"""
How resources refuse a path or an op: one function for each wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import InvalidPatchPath, UnsupportedPatchOp
from apigw_mock.apigateway.rows import OPS, Op, Operation, Table, Wording
from apigw_mock.refusal import ApigwError, Sentence

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence


def names_path(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
    return InvalidPatchPath(operation.op or "", operation.path)


def lists_ops(_: Table[Any], taken: Op, operation: Operation) -> ApigwError:
    allowed = [word for word, op in OPS.items() if op & taken]
    return UnsupportedPatchOp(operation.op or "", operation.path, allowed)


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
