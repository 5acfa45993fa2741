"""
How a resource refuses a path or an op with the lists that AWS prints, word for word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import PatchPathNotListed
from apigw_mock.apigateway.rows import Op, Operation, Table, Wording
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError

    # By op: the paths in AWS's order, and how that is known.
    Lists = Mapping[Op, tuple[Sequence[str], Evidence]]


def listing(lists: Lists, otherwise: Evidence) -> Wording:
    """
    Return the wording that prints the list of the op.

    Args:
        lists: of the ops that some path takes.
        otherwise: how we know the answer to any other op, which has no list.
    """

    def refuse(_: Table[Any], __: Op, operation: Operation) -> ApigwError:
        allowed, _evidence = lists.get(operation.kind, ((), otherwise))
        return PatchPathNotListed(operation.op or "", operation.path, allowed)

    other = Sentence(refuse, otherwise)
    by_op = {op: Sentence(refuse, evidence) for op, (_, evidence) in lists.items()}
    return Wording(other, other, by_op)
