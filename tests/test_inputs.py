"""
What is demanded of every request: each fault has a demand, with its evidence.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import apigw_mock
from apigw_mock import errors, inputs

HOST = Path(apigw_mock.__file__).parent / "host"
READERS = [HOST / "requests.py", HOST / "server" / "calls.py"]
# What a reader raises that is no answer: its caller catches it.
OWN = {"ValueError"}


@pytest.mark.parametrize(
    "refusal",
    [
        *errors.NotSerializable.__subclasses__(),
        errors.UnknownUrl,
        errors.UnknownRegion,
        errors.RequestTooLarge,
        errors.InvalidInput,
        errors.InvalidRequestInput,
    ],
    ids=lambda refusal: refusal.__name__,
)
def test_every_fault_of_a_request_has_evidence(refusal: type) -> None:
    (evidence,) = (one.evidence for one in inputs.DEMANDS if one.refusal is refusal)

    assert evidence.source


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.stem)
def test_readers_refuse_by_demands_alone(reader: Path) -> None:
    nodes = list(ast.walk(ast.parse(reader.read_text(encoding="utf-8"))))
    raised = [node.exc.func for node in nodes if isinstance(node, ast.Raise)]
    heads = {ast.unparse(getattr(func, "value", func)) for func in raised}

    demands = {name for name in vars(inputs) if name.isupper()}
    assert heads
    assert heads - demands - {"wrong_type"} - OWN == set()


@pytest.mark.parametrize(
    ("value", "wanted", "sentence"),
    [
        (True, "string", "class java.lang.Boolean can not be converted to an String"),
        ("1", "integer", "class java.lang.String can not be converted to an Integer"),
        ({}, "string", "Start of structure or map found where not expected."),
        ([], "map", "Start of list found where not expected."),
        ("a", "map", "Expected map or null"),
    ],
)
def test_a_value_of_another_type_is_named(
    value: object, wanted: str, sentence: str
) -> None:
    error = inputs.wrong_type(value, wanted)

    assert (error.code, str(error)) == ("SerializationException", sentence)
    assert error.evidence
    assert error.rule in inputs.DEMANDS
