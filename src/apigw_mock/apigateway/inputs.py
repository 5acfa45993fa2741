"""
Checks of a patch against the service model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.printed import PRINTED
from apigw_mock.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.apigateway.rows import Operation

_WORDS = PRINTED["patchOperations.op"]


def op_faults(operations: Iterable[Operation], member: str) -> Iterator[Fault]:
    """
    Yield a fault for each op that is missing or not in the service model.

    Args:
        operations: as sent. AWS counts them from 1.
        member: AWS's name of the input, for instance ``updateMethodInput``.
    """
    for number, operation in enumerate(operations, start=1):
        where = f"{member}.patchOperations.{number}.member.op"
        if operation.op is None:
            yield Fault(None, where, "not be null")
        elif operation.op not in _WORDS:
            words = f"satisfy enum value set: [{', '.join(_WORDS)}]"
            yield Fault(operation.op, where, words)
