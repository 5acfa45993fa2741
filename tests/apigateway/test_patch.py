"""
The engine of patch operations, on tables of invented resources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from toys import (
    FILLED,
    KNOWN,
    OF_OPS,
    OF_PATHS,
    TERSE,
    Refused,
    patched,
    row,
    says,
    toy,
)

from apigw_mock.apigateway.refusals import InvalidPatchPath, UnsupportedPatchOp
from apigw_mock.apigateway.rows import (
    ADD,
    COPY,
    EVERY,
    REMOVE,
    REPLACE,
    Call,
    Copies,
    Facts,
    Key,
    Op,
    Row,
    Table,
    Wording,
)
from apigw_mock.apigateway.values import (
    Boolean,
    Empty,
    Integer,
    Number,
    Parsed,
    Value,
    Word,
)
from apigw_mock.apigateway.wording import naming_ops

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document, Operation
    from apigw_mock.refusal import ApigwError

ABSENT = says("{0} is absent")

COLOR = row("/color", EVERY, Word(words=("red",), evidence=KNOWN, empty=Empty.CLEARS))
DEPTH = row("/size/depth", REPLACE | REMOVE, Integer())
NOTE = row("/note", REPLACE, Value(empty=Empty.KEPT))
FLAGS = row("/flags/{flag}", EVERY, Boolean())
TAGS = row("/tags/{tag}", EVERY, FILLED, absent=ABSENT)
TEXTS = row("/texts/{type}", EVERY, Value(empty=Empty.NULL), absent=ABSENT)
NAMES = row("/names/{name}", EVERY, FILLED, into="/names/[{name}]", absent=ABSENT)
KEYS = row(
    "/keys/{key}",
    EVERY,
    Value(empty=Empty.KEEPS),
    into="/keys/[{key}]",
    absent=ABSENT,
)
SCOPES = row("/scopes", ADD | REMOVE, FILLED, into="/scopes/[{value}]", absent=ABSENT)
SIMPLE = toy(
    COLOR, DEPTH, NOTE, FLAGS, TAGS, TEXTS, NAMES, KEYS, SCOPES, drops={"tags": "names"}
)


# --- Members, maps and lists --------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ({}, ("add", "/color", "red"), {"color": "red"}),
        ({"color": "blue"}, ("add", "/color", "red"), {"color": "red"}),
        ({}, ("replace", "/color", "red"), {"color": "red"}),
        ({"color": "red"}, ("remove", "/color"), {}),
        ({"color": "red"}, ("remove", "/color", "needless"), {}),
        ({}, ("remove", "/color"), {}),
        ({"color": "red"}, ("replace", "/color"), {}),
        ({"color": "red"}, ("replace", "/color", ""), {}),
        ({"note": "a"}, ("replace", "/note", ""), {"note": ""}),
        ({"note": "a"}, ("replace", "/note"), {}),
        ({}, ("add", "/flags/a", "TRUE"), {"flags": {"a": True}}),
        ({}, ("add", "/flags/a"), {"flags": {"a": False}}),
        ({}, ("replace", "/flags/a", "no"), {"flags": {"a": False}}),
        ({}, ("add", "/tags/a", "1"), {"tags": {"a": "1"}}),
        ({}, ("add", "/tags/~0a~1b", "1"), {"tags": {"~a/b": "1"}}),
        ({"tags": {"a": "1"}}, ("add", "/tags/a", "2"), {"tags": {"a": "2"}}),
        ({"tags": {"a": "1"}}, ("replace", "/tags/a", "2"), {"tags": {"a": "2"}}),
        (
            {"tags": {"a": "1", "b": "2"}},
            ("remove", "/tags/a"),
            {"tags": {"b": "2"}},
        ),
        ({}, ("add", "/texts/a"), {"texts": {"a": None}}),
        ({"texts": {"a": "1"}}, ("replace", "/texts/a", ""), {"texts": {"a": None}}),
    ],
    ids=str,
)
def test_a_member_or_an_entry_is_changed(
    before: Document, operation: tuple[str, ...], after: Document
) -> None:
    assert patched(SIMPLE, before, operation) == after


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ({}, ("replace", "/size/depth", "5"), {"size": {"depth": 5}}),
        (
            {"size": {"depth": 5, "width": 4}},
            ("remove", "/size/depth"),
            {"size": {"width": 4}},
        ),
        ({}, ("remove", "/size/depth"), {}),
    ],
    ids=str,
)
def test_a_member_of_a_member_is_changed(
    before: Document, operation: tuple[str, ...], after: Document
) -> None:
    assert patched(SIMPLE, before, operation) == after


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ({}, ("add", "/names/-"), {"names": ["-"]}),
        ({}, ("add", "/names/0"), {"names": ["0"]}),
        ({}, ("add", "/names/a~1b"), {"names": ["a/b"]}),
        ({}, ("add", "/names/a", "ignored"), {"names": ["a"]}),
        ({"names": ["a"]}, ("add", "/names/a"), {"names": ["a"]}),
        (
            {"names": ["a", "b"]},
            ("replace", "/names/a", "c"),
            {"names": ["b", "c"]},
        ),
        (
            {"names": ["a", "b"]},
            ("replace", "/names/a", "a"),
            {"names": ["b", "a"]},
        ),
        ({"names": ["a", "b"]}, ("replace", "/names/a", "b"), {"names": ["b"]}),
        ({"names": ["a", "b"]}, ("remove", "/names/a"), {"names": ["b"]}),
        ({"names": ["a", "b"]}, ("remove", "/names/a", "b"), {"names": ["b"]}),
        ({}, ("add", "/scopes", "s"), {"scopes": ["s"]}),
        ({"scopes": ["s"]}, ("add", "/scopes", "s"), {"scopes": ["s"]}),
        ({"scopes": ["s", "t"]}, ("remove", "/scopes", "s"), {"scopes": ["t"]}),
    ],
    ids=str,
)
def test_an_item_of_a_list_is_changed(
    before: Document, operation: tuple[str, ...], after: Document
) -> None:
    assert patched(SIMPLE, before, operation) == after


@pytest.mark.parametrize(
    ("operation", "after"),
    [
        (("replace", "/keys/a"), ["a", "b"]),
        (("replace", "/keys/a", ""), ["a", "b"]),
        (("replace", "/keys/a", "a"), ["a", "b"]),
        (("replace", "/keys/a", "b"), ["b"]),
        (("replace", "/keys/a", "c"), ["b", "c"]),
    ],
    ids=str,
)
def test_an_item_may_keep_its_place_without_another(
    operation: tuple[str, ...], after: list[str]
) -> None:
    assert patched(SIMPLE, {"keys": ["a", "b"]}, operation) == {"keys": after}


def test_replace_of_an_item_that_may_be_absent_adds_it() -> None:
    table = toy(row("/names/{name}", EVERY, into="/names/[{name}]"))

    assert patched(table, {}, ("replace", "/names/a", "b")) == {"names": ["b"]}
    assert patched(table, {}, ("remove", "/names/a")) == {}


def test_what_goes_with_an_entry_goes_from_its_list() -> None:
    document = {"tags": {"a": "1", "b": "2"}, "names": ["a", "b"]}

    assert patched(
        SIMPLE, document, ("replace", "/tags/a", "2"), ("remove", "/tags/b")
    ) == {"tags": {"a": "2"}, "names": ["a"]}


# --- All or nothing, in their order -------------------------------------------------


def test_each_operation_sees_those_before_it() -> None:
    operations = [
        ("add", "/tags/a", "1"),
        ("replace", "/tags/a", "2"),
        ("remove", "/tags/a"),
        ("add", "/tags/a", "3"),
    ]

    assert patched(SIMPLE, {}, *operations) == {"tags": {"a": "3"}}


def test_no_operation_changes_nothing() -> None:
    assert patched(SIMPLE, {"tags": {}, "names": []}) == {"tags": {}, "names": []}


def test_a_refused_patch_leaves_the_document_alone() -> None:
    document = {"names": ["a"], "tags": {"a": "1"}}

    with pytest.raises(Refused):
        patched(SIMPLE, document, ("remove", "/tags/a"), ("remove", "/tags/b"))

    assert document == {"names": ["a"], "tags": {"a": "1"}}


def test_a_patch_shares_nothing_with_the_document() -> None:
    document: Document = {"tags": {"a": "1"}}

    patched(SIMPLE, document, ("add", "/tags/b", "2"))

    assert document == {"tags": {"a": "1"}}


# --- Refusals -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "sentence", "by"),
    [
        (("add", "/color", "blue"), "Invalid color specified.", COLOR),
        (("replace", "/names/a", "b"), "a is absent", NAMES),
        (("remove", "/scopes", "s"), "s is absent", SCOPES),
        (("remove", "/tags/a"), "a is absent", TAGS),
        (("replace", "/texts/a", "1"), "a is absent", TEXTS),
        (("add", "/tags/a", ""), "tags of a is empty", TAGS),
        (("add", "/tags/a"), "tags of a is empty", TAGS),
        (("add", "/scopes"), "scopes of scopes is empty", SCOPES),
        (("replace", "/keys/a", "b"), "a is absent", KEYS),
    ],
    ids=str,
)
def test_a_refusal_names_its_row(
    operation: tuple[str, ...], sentence: str, by: Row[Any]
) -> None:
    coloured = Word(what="color", words=("red",), evidence=KNOWN)
    by_name = {COLOR: row("/color", EVERY, coloured)}
    table = toy(*(by_name.get(one, one) for one in SIMPLE.rows))

    with pytest.raises(Exception, match=sentence) as caught:
        patched(table, {}, operation)

    refusal: Any = caught.value
    assert (refusal.rule, refusal.evidence) == (by_name.get(by, by), KNOWN)


@pytest.mark.parametrize("value", [None, ""])
def test_replace_of_an_item_by_nothing_is_refused(value: str | None) -> None:
    with pytest.raises(Refused, match="names of a is empty"):
        patched(SIMPLE, {"names": ["a"]}, ("replace", "/names/a", value))


@pytest.mark.parametrize(
    ("operation", "by", "evidence"),
    [
        (("add", "/size/depth", "5"), DEPTH, OF_OPS),
        (("test", "/color", "red"), COLOR, OF_OPS),
        (("move", "/tags/a", None, "/tags/b"), TAGS, OF_OPS),
        (("copy", "/tags/a", None, "/tags/b"), TAGS, OF_OPS),
        (("replace", "/scopes", "s"), SCOPES, OF_OPS),
        (("add", "/tags", "a"), None, OF_PATHS),
        (("add", "/tags/a/b", "a"), None, OF_PATHS),
        (("add", "/other", "a"), None, OF_PATHS),
        (("add", "/", "a"), None, OF_PATHS),
        (("add", "", "a"), None, OF_PATHS),
        (("add", "color", "red"), None, OF_PATHS),
        (("add", "/color~", "red"), None, OF_PATHS),
        (("add", None), None, OF_PATHS),
        ((None, "/other"), None, OF_PATHS),
    ],
    ids=str,
)
def test_a_path_or_op_that_no_row_has_is_refused(
    operation: tuple[str | None, ...], by: Row[Any] | None, evidence: object
) -> None:
    with pytest.raises(InvalidPatchPath) as caught:
        patched(SIMPLE, {}, operation)

    path = "null" if operation[1] is None else operation[1]
    assert str(caught.value) == f"Invalid patch path {path}"
    assert (caught.value.rule, caught.value.evidence) == (by, evidence)


def test_a_path_may_lack_its_slash_where_the_table_says_so() -> None:
    table = toy(TAGS, bare_paths=KNOWN)

    assert patched(table, {}, ("add", "tags/a", "1")) == {"tags": {"a": "1"}}


@pytest.mark.parametrize("path", [None, "", "other", "tags~/a"])
def test_a_bare_path_is_named_as_it_was_sent(path: str | None) -> None:
    said = "null" if path is None else path

    with pytest.raises(InvalidPatchPath, match=f"^Invalid patch path {said}$"):
        patched(toy(TAGS, bare_paths=KNOWN), {}, ("add", path, "1"))


def test_a_sentence_may_name_members_of_the_document() -> None:
    absent = says("{0} of {1} is absent", members=("id",))
    table = toy(row("/tags/{tag}", REMOVE, absent=absent))

    with pytest.raises(Refused, match=r"^a of toy1 is absent$"):
        patched(table, {"id": "toy1"}, ("remove", "/tags/a"))


# --- Rows that share a path, conditions ---------------------------------------------

BY_OPS = toy(
    row("/color", REPLACE),
    row("/color", REMOVE, into="/paint"),
    row("/{other}", REMOVE, into="/others/{other}"),
    wording=naming_ops(OF_PATHS, OF_OPS),
)


def test_rows_on_one_path_share_its_ops() -> None:
    document: Document = {"paint": {"color": "red"}}

    changed = patched(
        BY_OPS, document, ("replace", "/color", "red"), ("remove", "/color")
    )

    assert changed == {"color": "red"}
    with pytest.raises(UnsupportedPatchOp, match=r"\[remove, replace\]$"):
        patched(BY_OPS, document, ("add", "/color", "red"))


def test_an_op_that_a_path_does_not_take_may_be_one_of_a_hole() -> None:
    table = toy(row("/color", REPLACE), row("/{other}", REMOVE, into="/rest/{other}"))

    assert patched(table, {"rest": {"color": 1, "a": 2}}, ("remove", "/color")) == {
        "rest": {"a": 2}
    }


def test_ops_that_a_path_takes_are_listed_as_aws_lists_them() -> None:
    table = toy(TAGS, wording=naming_ops(OF_PATHS, OF_OPS))

    with pytest.raises(UnsupportedPatchOp, match=r": \[add, remove, replace\]$"):
        patched(table, {}, ("move", "/tags/a"))


def is_soft(call: Call[Facts]) -> bool:
    return not call.document.get("hard")


def test_a_condition_bars_an_op() -> None:
    table = toy(
        row("/color", EVERY, when={REPLACE: is_soft, REMOVE: is_soft}),
        row("/hard", REPLACE, Boolean()),
        wording=naming_ops(OF_PATHS, OF_OPS),
    )

    assert patched(table, {}, ("replace", "/color", "red")) == {"color": "red"}
    with pytest.raises(UnsupportedPatchOp, match=r": \[add\]$"):
        patched(table, {"hard": True}, ("replace", "/color", "red"))
    with pytest.raises(UnsupportedPatchOp, match=r": \[add\]$"):
        patched(table, {}, ("replace", "/hard", "true"), ("remove", "/color"))


def test_a_row_may_refuse_in_words_of_its_own() -> None:
    own = Wording(TERSE.unknown, says("of the log"))
    table = toy(row("/log/format", REPLACE), row("/log/{_}", Op.NONE, wording=own))

    with pytest.raises(Refused, match=r"^of the log$") as caught:
        patched(table, {}, ("replace", "/log/other", "x"))

    assert (caught.value.rule, caught.value.evidence) == (table.rows[1], KNOWN)


# --- Nested places ------------------------------------------------------------------


def setting(name: str, member: str, value: Value) -> Row[Any]:
    """
    Return the row of a method's setting; its key is made of two segments.
    """
    return row(
        f"/{{resource}}/{{verb}}/{name}",
        REPLACE,
        value,
        into=f"/settings/{{resource}}~1{{verb}}/{member}",
        creates={"/settings/{resource}~1{verb}": like_all},
    )


def like_all(call: Call[Facts]) -> Document:
    """
    Return what a method's settings start with: those of all methods, if there are any.
    """
    every = {"burst": 5000, "rate": 10000.0, "trace": False}
    found: Document = call.document.get("settings", {}).get("*/*", every)
    return found


def escaped(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1")


STAGE = toy(
    row("/{resource}/{verb}", REMOVE, into="/settings/{resource}~1{verb}"),
    setting("logging/dataTrace", "trace", Boolean()),
    setting("throttling/burstLimit", "burst", Integer()),
    setting("throttling/rateLimit", "rate", Number()),
    keys={
        "resource": Key(accepts="a path, as it is escaped", read=escaped),
        "verb": Key(accepts="a method", test=lambda verb: verb in {"*", "GET"}),
    },
    shown_empty=frozenset({"/settings"}),
)


def test_a_key_is_made_of_two_segments_and_a_member_is_renamed() -> None:
    assert patched(STAGE, {}, ("replace", "/*/*/logging/dataTrace", "true")) == {
        "settings": {"*/*": {"burst": 5000, "rate": 10000.0, "trace": True}}
    }


def test_a_key_is_read_from_its_segment() -> None:
    changed = patched(STAGE, {}, ("replace", "/~1pets/GET/throttling/burstLimit", "7"))

    assert list(changed["settings"]) == ["~1pets/GET"]


def test_a_parent_starts_from_what_is_there() -> None:
    operations = [
        ("replace", "/*/*/throttling/burstLimit", "123"),
        ("replace", "/test/GET/throttling/rateLimit", "1.5"),
        ("replace", "/*/*/throttling/burstLimit", "100"),
        ("replace", "/test/GET/logging/dataTrace", "true"),
    ]

    assert patched(STAGE, {}, *operations) == {
        "settings": {
            "*/*": {"burst": 100, "rate": 10000.0, "trace": False},
            "test/GET": {"burst": 123, "rate": 1.5, "trace": True},
        }
    }


def test_an_entry_that_is_an_object_is_removed_whole() -> None:
    document: Document = {"settings": {"*/*": {"trace": True}}}

    assert patched(STAGE, document, ("remove", "/*/*")) == {"settings": {}}
    assert patched(
        STAGE, document, ("remove", "/*/*"), ("replace", "/*/*/logging/dataTrace", "")
    ) == {"settings": {"*/*": {"burst": 5000, "rate": 10000.0, "trace": False}}}


@pytest.mark.parametrize(
    "path", ["/*/FOO/logging/dataTrace", "/*/get/logging/dataTrace"]
)
def test_a_key_without_a_sentence_makes_its_path_unknown(path: str) -> None:
    with pytest.raises(InvalidPatchPath) as caught:
        patched(STAGE, {}, ("replace", path, "true"))

    assert (caught.value.rule, caught.value.evidence) == (None, OF_PATHS)


def test_parents_of_parents_are_made() -> None:
    table = toy(row("/a/{b}/{c}/d", ADD, into="/a/{b}/[{c}]/{b}"))

    assert patched(table, {}, ("add", "/a/x/y/d", "1")) == {"a": {"x": [{"x": "1"}]}}


def test_a_parent_may_bring_the_parents_below_it() -> None:
    made: Document = {"on": True, "names": {"a": "1"}}
    table = toy(row("/canary/names/{n}", ADD, creates={"/canary": lambda _: made}))

    assert patched(table, {}, ("add", "/canary/names/b", "2")) == {
        "canary": {"on": True, "names": {"a": "1", "b": "2"}}
    }
    assert made == {"on": True, "names": {"a": "1"}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"plan": {"limits": {"a": 1}}}, {}),
        ({"plan": {"limits": {"a": 1, "b": 2}}}, {"plan": {"limits": {"b": 2}}}),
        ({"plan": {"limits": {"a": 1}, "on": True}}, {"plan": {"on": True}}),
        ({"plan": {"limits": {}}}, {}),
        ({"plan": {}}, {}),
        ({}, {}),
    ],
    ids=str,
)
def test_what_a_patch_has_emptied_is_left_out(
    before: Document, after: Document
) -> None:
    table = toy(row("/plan/limits/{name}", REMOVE))

    assert patched(table, before, ("remove", "/plan/limits/a")) == after


@pytest.mark.parametrize(
    ("shown", "after"),
    [
        ("/plan", {"plan": {}}),
        ("/plan/limits", {"plan": {"limits": {}}}),
        ("/other", {}),
    ],
)
def test_what_is_shown_empty_stays(shown: str, after: Document) -> None:
    table = toy(row("/plan/limits/{name}", REMOVE), shown_empty=frozenset({shown}))
    document = {"plan": {"limits": {"a": 1}}}

    assert patched(table, document, ("remove", "/plan/limits/a")) == after


def test_a_list_is_left_out_once_its_last_item_is_gone() -> None:
    shown = frozenset({"/keys"})
    table = toy(*SIMPLE.rows, shown_empty=shown)
    document = {"names": ["a"], "keys": ["a"], "scopes": ["a"]}
    operations = [
        ("remove", "/names/a"),
        ("remove", "/keys/a"),
        ("remove", "/scopes", "a"),
    ]

    assert patched(table, document, *operations) == {"keys": []}


def test_an_empty_value_that_stays_is_not_left_out() -> None:
    document: Document = {"note": "a", "count": 1}
    table = toy(NOTE, row("/count", REPLACE, Integer()))

    assert patched(
        table, document, ("replace", "/note", ""), ("replace", "/count", "0")
    ) == {"note": "", "count": 0}


# --- Lists by number, lists of objects ----------------------------------------------


def test_a_segment_may_play_no_part() -> None:
    table = toy(row("/types/{_}", REPLACE, into="/types/0"))
    operations = [
        ("replace", "/types/0", "EDGE"),
        ("replace", "/types/EDGE", "PRIVATE"),
    ]

    assert patched(table, {"types": ["REGIONAL"]}, *operations) == {
        "types": ["PRIVATE"]
    }


def test_the_first_item_of_a_list_that_is_missing_is_made() -> None:
    table = toy(
        row("/types/{_}", REPLACE, into="/types/0", creates={"/types": lambda _: []})
    )

    assert patched(table, {}, ("replace", "/types/0", "EDGE")) == {"types": ["EDGE"]}


def api_stage(text: str) -> dict[str, str] | None:
    api, _, stage = text.partition(":")
    return {"apiId": api, "stage": stage} if stage else None


NO_STAGE = says("{0} is no stage")
NOT_IN_PLAN = says("{0[apiId]}:{0[stage]} is not in {1}", members=("id",))
LIMITS = "/apiStages/{stage}/throttle/{path...}/{method}"
OF_METHOD = "/apiStages/[{stage}]/throttle/{path}~1{method}"
FIRST: dict[str, Any] = {
    "/apiStages/[{stage}]": NOT_IN_PLAN,
    OF_METHOD: lambda _: {"rateLimit": 0.0, "burstLimit": 0},
}
PLAN = toy(
    row(
        "/apiStages",
        ADD | REMOVE,
        Parsed(what="an API and a stage", parse=api_stage, otherwise=NO_STAGE),
        into="/apiStages/[{value}]",
        absent=NOT_IN_PLAN,
    ),
    row(
        f"{LIMITS}/rateLimit",
        ADD,
        Number(),
        into=f"{OF_METHOD}/rateLimit",
        creates=FIRST,
    ),
    row(
        f"{LIMITS}/burstLimit",
        ADD,
        Integer(),
        into=f"{OF_METHOD}/burstLimit",
        creates=FIRST,
    ),
    row(LIMITS, REMOVE, into=OF_METHOD),
    keys={
        "stage": Key(accepts="api:stage", otherwise=NO_STAGE, read=api_stage),
        "path": Key(accepts="a path", read=lambda path: f"/{path.lstrip('/')}"),
        "method": Key(
            accepts="a method", otherwise=says("{0} is no method"), test=str.isupper
        ),
    },
    shown_empty=frozenset({"/apiStages"}),
)
EMPTY_PLAN: Document = {"id": "p", "apiStages": []}
IN_PLAN: Document = {"id": "p", "apiStages": [{"apiId": "a", "stage": "s"}]}


def test_an_item_that_is_an_object_is_named_by_the_value() -> None:
    add, remove = (("add", "/apiStages", "a:s"), ("remove", "/apiStages", "a:s"))

    assert patched(PLAN, EMPTY_PLAN, add) == IN_PLAN
    assert patched(PLAN, IN_PLAN, add) == IN_PLAN
    assert patched(PLAN, IN_PLAN, remove) == EMPTY_PLAN
    assert patched(PLAN, {"id": "p"}, add) == IN_PLAN


def test_an_object_is_the_same_whatever_else_it_has() -> None:
    throttled = {"apiId": "a", "stage": "s", "throttle": {"/pets/GET": {}}}
    document: Document = {"id": "p", "apiStages": [throttled]}

    assert patched(PLAN, document, ("add", "/apiStages", "a:s")) == document
    assert patched(PLAN, document, ("remove", "/apiStages", "a:s")) == EMPTY_PLAN


@pytest.mark.parametrize(
    "path", ["~1pets/GET", "/pets/GET", "pets/GET"], ids=["escaped", "doubled", "bare"]
)
def test_a_place_below_an_item_is_made(path: str) -> None:
    below = f"/apiStages/a:s/throttle/{path}"

    assert patched(
        PLAN,
        IN_PLAN,
        ("add", f"{below}/rateLimit", "5"),
        ("add", f"{below}/burstLimit", "1"),
    ) == {
        "id": "p",
        "apiStages": [
            {
                "apiId": "a",
                "stage": "s",
                "throttle": {"/pets/GET": {"rateLimit": 5.0, "burstLimit": 1}},
            }
        ],
    }


def test_what_a_parent_is_made_with_is_for_one_alone() -> None:
    changed = patched(
        PLAN,
        IN_PLAN,
        ("add", "/apiStages/a:s/throttle/~1a~1b/GET/burstLimit", "1"),
        ("add", "/apiStages/a:s/throttle//b/c/PUT/rateLimit", "2"),
    )

    assert changed["apiStages"][0]["throttle"] == {
        "/a/b/GET": {"rateLimit": 0.0, "burstLimit": 1},
        "/b/c/PUT": {"rateLimit": 2.0, "burstLimit": 0},
    }


def test_a_place_below_an_item_is_removed() -> None:
    limits = {"/pets/GET": {"rateLimit": 5.0}, "/pets/PUT": {"rateLimit": 6.0}}
    stage = {"apiId": "a", "stage": "s", "throttle": limits}
    document: Document = {"id": "p", "apiStages": [stage]}
    get, put = (f"/apiStages/a:s/throttle/~1pets/{verb}" for verb in ("GET", "PUT"))

    changed = patched(PLAN, document, ("remove", get))
    emptied = patched(PLAN, document, ("remove", get), ("remove", put))

    assert changed["apiStages"][0]["throttle"] == {"/pets/PUT": {"rateLimit": 6.0}}
    assert emptied == IN_PLAN


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (("add", "/apiStages", "as"), "as is no stage"),
        (("remove", "/apiStages"), "None is no stage"),
        (("remove", "/apiStages", "b:s"), "b:s is not in p"),
        (("add", "/apiStages/as/throttle/~1a/GET/rateLimit", "5"), "as is no stage"),
        (("remove", "/apiStages/as/throttle/~1a/GET"), "as is no stage"),
        (("add", "/apiStages/b:s/throttle/~1a/GET/rateLimit", "5"), "b:s is not in p"),
        (("add", "/apiStages/a:s/throttle/~1a/get/rateLimit", "5"), "get is no method"),
    ],
    ids=str,
)
def test_an_item_that_is_none_is_refused(
    operation: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Refused, match=f"^{sentence}$") as caught:
        patched(PLAN, IN_PLAN, operation)

    assert caught.value.evidence == KNOWN


def test_an_object_without_a_maker_has_the_members_that_name_it() -> None:
    table = toy(
        row("/stages/{stage}/on", ADD, Boolean(), into="/stages/[{stage}]/on"),
        keys={"stage": PLAN.keys["stage"]},
    )
    operations = [("add", "/stages/a:s/on", "true"), ("add", "/stages/b:s/on", "true")]

    assert patched(table, {}, *operations) == {
        "stages": [
            {"apiId": "a", "stage": "s", "on": True},
            {"apiId": "b", "stage": "s", "on": True},
        ]
    }


# --- Keys ---------------------------------------------------------------------------

SHORT = Key(
    accepts="up to three letters",
    otherwise=says("{0} is too long"),
    test=lambda text: len(text) <= 3,
)


@pytest.mark.parametrize(
    ("path", "into"),
    [
        ("/tags/{key}", ""),
        ("/names/{key}", "/names/[{key}]"),
        ("/tags/{key}/of/{other}", "/tags/{key}/{other}"),
        ("/at/{key}/name", "/names/{key}"),
    ],
)
def test_keys_are_judged_where_something_is_put(path: str, into: str) -> None:
    table = toy(row(path, EVERY, into=into), keys={"key": SHORT})
    longer = path.replace("{key}", "long")

    with pytest.raises(Refused, match=r"^long is too long$") as caught:
        patched(table, {}, ("add", longer, "1"))

    assert caught.value.rule is table.rows[0]
    assert patched(table, {}, ("remove", longer)) == {}


def test_the_key_that_takes_the_place_of_another_is_judged() -> None:
    table = toy(row("/n/{key}", EVERY, into="/n/[{key}]"), keys={"key": SHORT})
    document: Document = {"n": ["long", "a"]}

    assert patched(table, document, ("replace", "/n/long", "b")) == {"n": ["a", "b"]}
    with pytest.raises(Refused, match=r"^longer is too long$"):
        patched(table, document, ("replace", "/n/a", "longer"))


def test_the_value_is_judged_before_the_key() -> None:
    table = toy(row("/tags/{key}", ADD, FILLED), keys={"key": SHORT})

    with pytest.raises(Refused, match="empty"):
        patched(table, {}, ("add", "/tags/long", ""))


# --- Copies -------------------------------------------------------------------------

NO_COPY = says("no copy to {2.path} from {2.source}")
NO_CANARY = says("no canary for {0}")


def first(call: Call[Facts]) -> Document:
    return {"version": call.document["version"], "percent": 0.0}


CANARY = toy(
    row(
        "/version",
        REPLACE | COPY,
        copies=Copies(("/canary/version", "/other"), absent=NO_CANARY),
    ),
    row(
        "/names",
        COPY,
        copies=Copies(("/canary/names",), merges=True, absent=NO_CANARY),
    ),
    row("/whole", COPY, copies=Copies(("/names",))),
    row("/canary/version", REPLACE, creates={"/canary": first}),
    row("/names/{name}", REPLACE),
    wording=Wording(TERSE.unknown, TERSE.unsupported, by_op={COPY: NO_COPY}),
)


def test_a_member_is_copied() -> None:
    document: Document = {"version": "1", "canary": {"version": "2"}}
    copy = ("copy", "/version", None, "/canary/version")

    assert patched(CANARY, document, copy) == {
        "version": "2",
        "canary": {"version": "2"},
    }


def test_a_copy_sees_the_operations_before_it() -> None:
    replace = ("replace", "/canary/version", "2")
    copy = ("copy", "/version", None, "/canary/version")

    assert patched(CANARY, {"version": "1"}, replace, copy) == {
        "version": "2",
        "canary": {"version": "2", "percent": 0.0},
    }


def test_a_copied_map_is_merged_over_the_one_that_is_there() -> None:
    document: Document = {
        "names": {"a": "1", "b": "2"},
        "canary": {"names": {"a": "3"}},
    }
    copy = ("copy", "/names", None, "/canary/names")

    assert patched(CANARY, document, copy)["names"] == {"a": "3", "b": "2"}
    del document["names"]
    assert patched(CANARY, document, copy)["names"] == {"a": "3"}


def test_a_copied_map_takes_the_place_of_another() -> None:
    document: Document = {"names": {"a": "1"}, "whole": {"b": "2"}}

    changed = patched(CANARY, document, ("copy", "/whole", None, "/names"))

    assert changed["whole"] == {"a": "1"}


def test_a_copy_shares_nothing_with_its_source() -> None:
    operations = [("copy", "/whole", None, "/names"), ("replace", "/names/a", "2")]

    assert patched(CANARY, {"names": {"a": "1"}}, *operations) == {
        "names": {"a": "2"},
        "whole": {"a": "1"},
    }


@pytest.mark.parametrize(
    "operation",
    [
        ("copy", "/names", None, "/canary/names"),
        ("copy", "/version", None, "/other"),
        ("copy", "/whole", None, "/names"),
    ],
    ids=str,
)
def test_a_copy_of_what_its_parent_lacks_changes_nothing(
    operation: tuple[str | None, ...],
) -> None:
    document: Document = {"canary": {"version": "2"}}

    assert patched(CANARY, document, operation) == document


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (
            ("copy", "/version", None, "/canary/names"),
            "no copy to /version from /canary/names",
        ),
        (("copy", "/version"), "no copy to /version from None"),
        (("copy", "/names/a", None, "/x"), "no copy to /names/a from /x"),
        (("copy", "/nowhere", None, "/x"), "no copy to /nowhere from /x"),
        (
            ("copy", "/version", None, "/canary/version"),
            "no canary for /canary/version",
        ),
        (("copy", "/names", None, "/canary/names"), "no canary for /canary/names"),
    ],
    ids=str,
)
def test_a_copy_is_refused(operation: tuple[str | None, ...], sentence: str) -> None:
    with pytest.raises(Refused, match=f"^{sentence}$") as caught:
        patched(CANARY, {}, operation)

    assert caught.value.evidence == KNOWN


def test_a_copy_from_elsewhere_is_refused_as_any_op_that_is_not_taken() -> None:
    table = toy(row("/version", COPY, copies=Copies(("/canary/version",))))

    with pytest.raises(InvalidPatchPath) as caught:
        patched(table, {}, ("copy", "/version", None, "/elsewhere"))

    assert (caught.value.rule, caught.value.evidence) == (table.rows[0], OF_OPS)


def test_a_row_that_does_not_say_what_may_be_copied_copies_nothing() -> None:
    with pytest.raises(InvalidPatchPath):
        patched(toy(row("/version", COPY)), {}, ("copy", "/version", None, "/version"))


# --- Words of a single op -----------------------------------------------------------


def test_an_op_may_have_words_of_its_own() -> None:
    removed = says("cannot remove {2.path}")
    wording = Wording(TERSE.unknown, TERSE.unsupported, by_op={REMOVE: removed})
    table = toy(row("/color", REPLACE), wording=wording)

    assert said_by(table, ("remove", "/color")) == "cannot remove /color"
    assert said_by(table, ("remove", "/other")) == "cannot remove /other"
    assert said_by(table, ("add", "/color")) == "Invalid patch path /color"


def said_by(table: Table[Any], operation: tuple[str, ...]) -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # the sentence is asked for
        patched(table, {}, operation)
    return str(caught.value)


def test_words_are_given_the_table_and_the_ops_of_the_path() -> None:
    def listing(table: Table[Any], taken: Op, operation: Operation) -> ApigwError:
        paths = [one.path for one in table.rows if one.ops & operation.kind]
        return Refused(f"{operation.op} takes {paths}, not {taken}")

    sentence = says("")
    wording = Wording(*[type(sentence)(listing, KNOWN)] * 2)
    table = toy(row("/a", REPLACE), row("/b", REPLACE | ADD), wording=wording)

    assert said_by(table, ("add", "/a")) == f"add takes ['/b'], not {REPLACE}"
    assert said_by(table, ("test", "/c")) == f"test takes [], not {Op.NONE}"
