"""
The engine of patch operations, on a table of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apigw_mock.apigateway.checks import one_of
from apigw_mock.apigateway.patch import (
    ADD,
    REMOVE,
    REPLACE,
    Document,
    Empty,
    Operation,
    PatchTable,
    Row,
    Shape,
    apply_patch,
    apply_put,
    integer,
    lists_ops,
)
from apigw_mock.errors import (
    ApigwError,
    EmptyMapValue,
    InvalidEnumValue,
    InvalidPatchPath,
    ParameterNotFound,
    UnsupportedPatchOp,
)
from apigw_mock.evidence import inferred

EVERY = ADD | REPLACE | REMOVE
KNOWN: Any = {"evidence": inferred("a test"), "refusal": inferred("a test")}
COLOR = Row("/color", EVERY, check=one_of("color", "red"), empty=Empty.CLEARS, **KNOWN)
DEPTH = Row("/size/depth", REPLACE | REMOVE, read=integer, **KNOWN)
NAMES = Row("/names/{name}", EVERY, shape=Shape.ITEM, **KNOWN)
SCOPES = Row("/scopes", ADD | REMOVE, shape=Shape.VALUE, **KNOWN)
TAGS = Row("/tags/{tag}", EVERY, empty=Empty.REFUSED, drops="names", **KNOWN)
TABLE = PatchTable("Toy", "a test", (COLOR, DEPTH, NAMES, SCOPES, TAGS))


def patched(document: Document, *operations: Operation) -> Document:
    return apply_patch(document, operations, TABLE, {})


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ({}, Operation("add", "/color", "red"), {"color": "red"}),
        ({"color": "red"}, Operation("remove", "/color"), {}),
        ({}, Operation("remove", "/color"), {}),
        ({"color": "red"}, Operation("replace", "/color"), {}),
        ({}, Operation("replace", "/size/depth", "5"), {"size": {"depth": 5}}),
        (
            {"size": {"depth": 5, "width": 4}},
            Operation("remove", "/size/depth"),
            {"size": {"width": 4}},
        ),
        ({}, Operation("add", "/names/-"), {"names": ["-"]}),
        ({}, Operation("add", "/names/a~1b"), {"names": ["a/b"]}),
        ({"names": ["a"]}, Operation("add", "/names/a"), {"names": ["a"]}),
        (
            {"names": ["a", "b"]},
            Operation("replace", "/names/a", "c"),
            {"names": ["b", "c"]},
        ),
        (
            {"names": ["a", "b"]},
            Operation("replace", "/names/a", "b"),
            {"names": ["b"]},
        ),
        ({"names": ["a"]}, Operation("remove", "/names/a"), {}),
        ({}, Operation("add", "/scopes", "s"), {"scopes": ["s"]}),
        ({"scopes": ["s"]}, Operation("remove", "/scopes", "s"), {}),
        ({}, Operation("add", "/tags/~0a", "1"), {"tags": {"~a": "1"}}),
        (
            {"tags": {"a": "1"}, "names": ["a", "b"]},
            Operation("remove", "/tags/a"),
            {"names": ["b"]},
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, Operation) else "",
)
def test_an_operation_is_applied(
    before: Document, operation: Operation, after: Document
) -> None:
    assert patched(before, operation) == after


@pytest.mark.parametrize(
    ("operation", "refusal", "row"),
    [
        (Operation("add", "/color", "blue"), InvalidEnumValue, COLOR),
        (Operation("add", "/size/depth", "5"), InvalidPatchPath, DEPTH),
        (Operation("replace", "/names/a", "b"), ParameterNotFound, NAMES),
        (Operation("remove", "/scopes", "s"), ParameterNotFound, SCOPES),
        (Operation("remove", "/tags/a"), ParameterNotFound, TAGS),
        (Operation("add", "/tags/a", ""), EmptyMapValue, TAGS),
        (Operation("add", "/tags", "a"), InvalidPatchPath, None),
        (Operation("test", "/color", "red"), InvalidPatchPath, COLOR),
        (Operation("add", None), InvalidPatchPath, None),
        (Operation("add", "/color~", "red"), InvalidPatchPath, None),
    ],
    ids=lambda value: str(value) if isinstance(value, Operation) else "",
)
def test_a_refusal_names_its_row(
    operation: Operation, refusal: type[ApigwError], row: Row | None
) -> None:
    with pytest.raises(refusal) as caught:
        patched({}, operation)

    assert caught.value.rule is row


def test_a_refused_patch_leaves_the_document_alone() -> None:
    document = {"names": ["a"], "tags": {"a": "1"}}

    with pytest.raises(ParameterNotFound):
        patched(
            document, Operation("remove", "/tags/a"), Operation("remove", "/tags/b")
        )

    assert document == {"names": ["a"], "tags": {"a": "1"}}


def test_a_patch_shares_nothing_with_the_document() -> None:
    document = {"tags": {"a": "1"}}

    patched(document, Operation("add", "/tags/b", "2"))

    assert document == {"tags": {"a": "1"}}


def test_ops_that_a_path_takes_are_listed_as_aws_lists_them() -> None:
    table = PatchTable("Toy", "a test", (NAMES,), unsupported=lists_ops)

    with pytest.raises(UnsupportedPatchOp, match=r": \[add, remove, replace\]$"):
        apply_patch({}, [Operation("move", "/names/a")], table, {})


def test_a_condition_takes_replace_away() -> None:
    row = Row("/tags/{tag}", EVERY, no_replace=lambda around: around["frozen"], **KNOWN)
    table = PatchTable("Toy", "a test", (row,), unsupported=lists_ops)

    with pytest.raises(UnsupportedPatchOp, match=r": \[add, remove\]$"):
        apply_patch({}, [Operation("replace", "/tags/a")], table, {"frozen": True})


def test_final_checks_see_what_was_set_and_is_left() -> None:
    seen: list[Any] = []
    row = Row("/tags/{t}", EVERY, final=lambda now, _: seen.append(dict(now)), **KNOWN)
    operations = [
        Operation("add", "/tags/a", "1"),
        Operation("add", "/tags/b", "2"),
        Operation("remove", "/tags/a"),
    ]

    apply_patch({"tags": {"c": "3"}}, operations, PatchTable("T", "", (row,)), {})

    assert seen == [{"b": "2"}]


@pytest.mark.parametrize(
    ("row", "operation"),
    [
        (NAMES, Operation("add", "/names/b")),
        (NAMES, Operation("replace", "/names/a", "b")),
        (SCOPES, Operation("add", "/scopes", "b")),
    ],
)
def test_final_checks_see_the_items_that_were_set(
    row: Row, operation: Operation
) -> None:
    seen: list[Any] = []
    judged = replace(row, final=lambda now, _: seen.append(dict(now)))

    apply_patch(
        {row.name: ["a"]}, [operation], PatchTable("Toy", "a test", (judged,)), {}
    )

    assert seen == [{"b": "b"}]


def test_final_checks_see_the_finished_document() -> None:
    seen: list[Any] = []

    def note(_: Any, around: Any) -> None:
        seen.append(dict(around["document"]))

    first = Row("/a", REPLACE, final=note, **KNOWN)
    table = PatchTable("T", "", (first, Row("/b", REPLACE, **KNOWN)))

    apply_patch({}, [Operation("replace", f"/{n}", n) for n in "ab"], table, {})

    assert seen == [{"a": "a", "b": "b"}]


def test_a_put_judges_values_and_completes_the_document() -> None:
    default = Row("/name", REPLACE, default=lambda _: "none", **KNOWN)
    hidden = Row("/secret", REPLACE, only_if=lambda _: False, **KNOWN)
    table = PatchTable("Toy", "a test", (COLOR, TAGS, default, hidden))
    sent = {"color": "", "tags": {"a": "1"}, "secret": "x"}

    assert apply_put(sent, table, {}) == {"tags": {"a": "1"}, "name": "none"}
    assert sent == {"color": "", "tags": {"a": "1"}, "secret": "x"}


@pytest.mark.parametrize(
    "sent", [{"color": "blue"}, {"tags": {"a": None}}, {"tags": {"a": ""}}], ids=repr
)
def test_a_put_is_refused_by_the_rows_of_the_patch(sent: Document) -> None:
    with pytest.raises(ApigwError) as caught:
        apply_put(sent, TABLE, {})

    assert caught.value.rule in (COLOR, TAGS)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("", None),
        (None, None),
        ("5.0", None),
        ("0x5", None),
        ("\N{ARABIC-INDIC DIGIT FIVE}", None),
        (" 5", None),
        ("9" * 19, None),
    ],
)
def test_integers_are_read_as_ascii_digits(
    text: str | None, number: int | None
) -> None:
    assert integer(text) == number
