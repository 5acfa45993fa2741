"""
What the service model forbids of a patch.
"""

from __future__ import annotations

import pytest

from apigw_mock.apigateway.inputs import op_faults
from apigw_mock.apigateway.rows import Operation
from apigw_mock.refusal import Fault

WORDS = "[add, remove, move, test, replace, copy]"


@pytest.mark.parametrize("op", ["add", "remove", "move", "test", "replace", "copy"])
def test_an_op_of_the_model_is_no_fault(op: str) -> None:
    assert list(op_faults([Operation(op, "/a")], "updateToyInput")) == []


def test_every_other_op_is_a_fault_with_its_number() -> None:
    operations = [Operation(op, None) for op in ("add", "Add", None, "")]
    where = "updateToyInput.patchOperations.{}.member.op"

    assert list(op_faults(operations, "updateToyInput")) == [
        Fault("Add", where.format(2), f"satisfy enum value set: {WORDS}"),
        Fault(None, where.format(3), "not be null"),
        Fault("", where.format(4), f"satisfy enum value set: {WORDS}"),
    ]
