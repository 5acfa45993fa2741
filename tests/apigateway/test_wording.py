"""
In which words families of resources refuse a path or an op.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from toys import KNOWN, OF_OPS, OF_PATHS, Refused, row, toy

from apigw_mock.apigateway.refusals import (
    InvalidPatchPath,
    PatchPathNotListed,
    UnsupportedPatchOp,
)
from apigw_mock.apigateway.rows import (
    ADD,
    COPY,
    EVERY,
    REMOVE,
    REPLACE,
    Op,
    Operation,
    Wording,
)
from apigw_mock.apigateway.wording import naming_ops, naming_paths, terse
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from apigw_mock.refusal import ApigwError

TOY = toy(row("/color", EVERY))


def said(wording: Wording, operation: Operation, taken: Op | None) -> ApigwError:
    """
    Return the refusal of an operation on a path that takes other ops, or is unknown.
    """
    is_known = taken is not None
    sentence = wording.sentence(operation.kind, is_known=is_known)
    return sentence.error(TOY, taken or Op.NONE, operation)


@pytest.mark.parametrize("op", ["add", "remove", "replace", "copy", "move", None])
@pytest.mark.parametrize("path", ["/color", "color", "", "/a~1b", None])
def test_terse_resources_name_the_path(op: str | None, path: str | None) -> None:
    unknown = said(terse(OF_PATHS, OF_OPS), Operation(op, path), None)
    unsupported = said(terse(OF_PATHS, OF_OPS), Operation(op, path), EVERY)

    assert type(unknown) is type(unsupported) is InvalidPatchPath
    shown = "null" if path is None else path
    assert str(unknown) == str(unsupported) == f"Invalid patch path {shown}"
    assert (unknown.evidence, unsupported.evidence) == (OF_PATHS, OF_OPS)


@pytest.mark.parametrize(
    ("taken", "listed"),
    [
        (Op.NONE, ""),
        (REPLACE, "replace"),
        (REPLACE | ADD, "add, replace"),
        (EVERY, "add, remove, replace"),
        (REPLACE | COPY, "replace, copy"),
    ],
    ids=str,
)
def test_others_list_the_ops_that_the_path_takes(taken: Op, listed: str) -> None:
    refusal = said(naming_ops(OF_PATHS, OF_OPS), Operation("test", "/color"), taken)

    assert type(refusal) is UnsupportedPatchOp
    assert str(refusal).endswith(f"specified. Must be one of: [{listed}]")
    assert refusal.evidence is OF_OPS


def test_others_name_a_path_that_they_do_not_know() -> None:
    refusal = said(naming_ops(OF_PATHS, OF_OPS), Operation("add", "/other"), None)

    assert str(refusal) == "Invalid patch path /other"
    assert refusal.evidence is OF_PATHS


@pytest.mark.parametrize(
    ("operation", "text"),
    [
        (("add", "/x"), "'/x' specified for op 'add'. Must be one of: [/tags, /words]"),
        (
            ("replace", None),
            "'null' specified for op 'replace'. Must be one of: [/size]",
        ),
        (
            ("remove", "/tags"),
            "'/tags' specified for op 'remove'. Please choose supported operations",
        ),
        (
            ("move", "/x"),
            "'/x' specified for op 'move'. Please choose supported operations",
        ),
    ],
    ids=str,
)
@pytest.mark.parametrize("taken", [None, EVERY], ids=["unknown", "known"])
def test_others_list_the_paths_that_take_the_op(
    operation: tuple[str, str | None], text: str, taken: Op | None
) -> None:
    rows = (
        row("/size", REPLACE),
        row("/tags", ADD),
        row("/words", ADD),
        row("/words", ADD),
    )
    wording = naming_paths(OF_PATHS, OF_OPS)
    sentence = wording.sentence(Operation(*operation).kind, is_known=taken is not None)

    refusal = sentence.error(toy(*rows), taken or Op.NONE, Operation(*operation))

    assert type(refusal) is PatchPathNotListed
    assert str(refusal) == f"Invalid patch path  {text}"
    assert refusal.evidence is (OF_PATHS if taken is None else OF_OPS)


def test_the_paths_may_be_listed_in_aws_s_own_order() -> None:
    paths = ("/words", "/absent", "/size")
    wording = naming_paths(OF_PATHS, OF_OPS, order=paths)
    rows = (row("/size", ADD), row("/tags", ADD), row("/words", ADD))

    refusal = wording.unknown.error(toy(*rows), Op.NONE, Operation("add", "/x"))

    assert str(refusal).endswith("Must be one of: [/words, /size, /tags]")


@pytest.mark.parametrize("taken", [None, EVERY], ids=["unknown", "known"])
@pytest.mark.parametrize(
    ("op", "own"), [("remove", True), ("copy", True), ("add", False), ("test", False)]
)
def test_an_op_may_have_a_sentence_of_its_own(
    op: str,
    own: bool,  # noqa: FBT001
    taken: Op | None,
) -> None:
    sentence = Sentence(lambda *_: Refused("own"), KNOWN)
    general = terse(OF_PATHS, OF_OPS)
    by_op = {REMOVE: sentence, COPY: sentence}
    wording = Wording(general.unknown, general.unsupported, by_op)

    refusal = said(wording, Operation(op, "/color"), taken)

    assert isinstance(refusal, Refused) is own
    assert (refusal.evidence is KNOWN) is own
