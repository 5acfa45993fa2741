"""
What becomes of the text of a patch value, and which texts are refused.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from toys import KNOWN, Refused, says

from apigw_mock.apigateway.refusals import (
    InvalidEnumValue,
    InvalidHttpMethod,
    InvalidPatternValue,
    InvalidRegex,
)
from apigw_mock.apigateway.values import (
    HTTP_METHODS,
    Boolean,
    Empty,
    Integer,
    Number,
    Parsed,
    Text,
    Value,
    Word,
    http_method,
    invalid_http_method,
    is_nothing,
    java_regex,
)
from apigw_mock.evidence import inferred
from apigw_mock.refusal import ApigwError, Sentence

# What a service model says of two members.
MEMBERS: Any = {
    "contentHandling": SimpleNamespace(enum=("TEXT", "BINARY"), pattern=""),
    "statusCode": SimpleNamespace(enum=(), pattern=r"[1-5]\d\d"),
}
NOT_IN_BOUNDS = says("{0} to {1}, not {2}")
UNSEEN = inferred("unseen")
NOT_A_STATUS = (
    "Invalid status code specified."
    r" Must satisfy regular expression pattern: [1-5]\d\d"
)


def split(text: str) -> dict[str, str] | None:
    api, _, stage = text.partition(":")
    return {"api": api, "stage": stage} if stage else None


BOUNDED = Integer(low=0, high=10, otherwise=NOT_IN_BOUNDS)
RATE = Number(low=0, otherwise=NOT_IN_BOUNDS)
HANDLING = Word(name="contentHandling", evidence=UNSEEN)
STATUS = Word(name="statusCode", evidence=UNSEEN)
TYPE = Word(
    what="kind of type", words=("NONE", "AWS_IAM"), in_capitals=True, evidence=UNSEEN
)
SHORT = Text(
    what="up to 3", test=lambda text: len(text or "") < 4, otherwise=says("{}")
)
REGEX = java_regex(Sentence(InvalidRegex, UNSEEN), as_none="-", empty=Empty.KEPT)
STAGE = Parsed(what="an API and a stage", parse=split, otherwise=says("{}"))


@pytest.mark.parametrize(
    ("value", "text", "read"),
    [
        (Value(), "a", "a"),
        (Value(), "", ""),
        (Value(), None, None),
        (Boolean(), "true", True),
        (Boolean(), "True", True),
        (Boolean(), "TRUE", True),
        (Boolean(), " true", False),
        (Boolean(), "yes", False),
        (Boolean(), "", False),
        (Boolean(), None, False),
        (Integer(), "5", 5),
        (Integer(), "-5", -5),
        (Integer(), "+5", 5),
        (Integer(), "005", 5),
        (Integer(), "", None),
        (Integer(), None, None),
        (Integer(), "5.0", None),
        (Integer(), "0x5", None),
        (Integer(), "\N{ARABIC-INDIC DIGIT FIVE}", None),
        (Integer(), " 5", None),
        (Integer(), "9" * 19, None),
        (BOUNDED, "0", 0),
        (BOUNDED, "10", 10),
        (Number(), "5", 5.0),
        (Number(), "-2.50", -2.5),
        (Number(), ".5", 0.5),
        (Number(), "5.", 5.0),
        (Number(), "", None),
        (Number(), ".", None),
        (Number(), "1e3", None),
        (Number(), "NaN", None),
        (Number(), "Infinity", None),
        (Number(), "9" * 19, None),
        (Number(), "1.5f", None),
        (RATE, "0", 0.0),
        (RATE, "10000.000000", 10000.0),
        (HANDLING, "TEXT", "TEXT"),
        (STATUS, "404", "404"),
        (TYPE, "aws_iam", "AWS_IAM"),
        (SHORT, "abc", "abc"),
        (SHORT, None, None),
        (REGEX, r"\d", r"\d"),
        (REGEX, "", ""),
        (REGEX, "-", None),
        (STAGE, "a:s", {"api": "a", "stage": "s"}),
        (http_method(UNSEEN), "ANY", "ANY"),
    ],
)
def test_a_text_is_read(value: Value, text: str | None, read: Any) -> None:
    found = value.read(text, MEMBERS)

    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(
    ("value", "text", "refusal", "sentence"),
    [
        (BOUNDED, "11", Refused, "0 to 10, not 11"),
        (BOUNDED, "-1", Refused, "0 to 10, not -1"),
        (BOUNDED, "ten", Refused, "0 to 10, not None"),
        (BOUNDED, None, Refused, "0 to 10, not None"),
        (RATE, "-0.1", Refused, "0 to inf, not -0.1"),
        (
            HANDLING,
            "text",
            InvalidEnumValue,
            "Invalid content handling specified. Must be one of: [TEXT, BINARY]",
        ),
        (
            HANDLING,
            None,
            InvalidEnumValue,
            "Invalid content handling specified. Must be one of: [TEXT, BINARY]",
        ),
        (
            STATUS,
            "600",
            InvalidPatternValue,
            NOT_A_STATUS,
        ),
        (
            STATUS,
            None,
            InvalidPatternValue,
            NOT_A_STATUS,
        ),
        (
            TYPE,
            "other",
            InvalidEnumValue,
            "Invalid kind of type specified. Must be one of: [NONE, AWS_IAM]",
        ),
        (
            http_method(UNSEEN),
            "get",
            InvalidHttpMethod,
            "Invalid HttpMethod specified. Valid options are " + ",".join(HTTP_METHODS),
        ),
        (SHORT, "abcd", Refused, "abcd"),
        (REGEX, "(", InvalidRegex, "Invalid regex pattern specified"),
        (STAGE, "a", Refused, "a"),
        (STAGE, None, Refused, "None"),
    ],
)
def test_a_text_is_refused(
    value: Value, text: str | None, refusal: type[ApigwError], sentence: str
) -> None:
    with pytest.raises(refusal) as caught:
        value.read(text, MEMBERS)

    assert str(caught.value) == sentence
    assert caught.value.evidence in (KNOWN, UNSEEN)


def test_a_method_in_a_url_is_refused_in_the_same_words() -> None:
    with pytest.raises(InvalidHttpMethod) as caught:
        http_method(UNSEEN).read("get", {})

    assert str(invalid_http_method("get")) == str(caught.value)


@pytest.mark.parametrize(
    ("value", "given", "stored"),
    [
        (Boolean(), True, True),
        (Boolean(), "true", True),
        (Integer(), 5, 5),
        (Integer(), "5", 5),
        (BOUNDED, 10, 10),
        (Number(), 1.5, 1.5),
        (TYPE, "none", "NONE"),
        (STAGE, {"api": "a"}, {"api": "a"}),
        (STAGE, "a:s", {"api": "a", "stage": "s"}),
        (Value(), None, None),
    ],
)
def test_a_put_stores_what_has_its_type(value: Value, given: Any, stored: Any) -> None:
    assert value.take(given, MEMBERS) == stored


def test_a_put_is_judged_by_the_same_bounds() -> None:
    with pytest.raises(Refused, match="0 to 10, not 11"):
        BOUNDED.take(11, MEMBERS)


@pytest.mark.parametrize(
    ("empty", "sent", "clears"),
    [
        (Empty.CLEARS, "", True),
        (Empty.CLEARS, None, True),
        (Empty.CLEARS, "a", False),
        (Empty.CLEARS, False, False),
        (Empty.KEPT, "", False),
        (Empty.KEPT, None, True),
        (Empty.READ, "", False),
        (Empty.READ, None, False),
        (Empty.NULL, None, False),
        (Empty.KEEPS, None, False),
        (Empty.REFUSED, None, False),
    ],
)
def test_some_empty_values_clear(
    empty: Empty,
    sent: Any,
    clears: bool,  # noqa: FBT001
) -> None:
    assert Value(empty=empty).clears(sent) is clears


def test_a_text_that_stands_for_none_clears_as_none_does() -> None:
    assert REGEX.clears("-")
    assert not REGEX.clears("")
    assert not SHORT.clears("-")


@pytest.mark.parametrize(
    ("value", "nothing"),
    [(None, True), ("", True), (False, False), (0, False), ({}, False), (" ", False)],
)
def test_nothing_is_null_or_empty_text(value: Any, nothing: bool) -> None:  # noqa: FBT001
    assert is_nothing(value) is nothing


@pytest.mark.parametrize(
    ("value", "accepts", "refusals"),
    [
        (Value(), "", []),
        (Boolean(), "a boolean, true in any letter case", []),
        (Integer(), "an integer", []),
        (BOUNDED, "an integer, 0 or more, 10 or less", ["0 to 10, not None"]),
        (RATE, "a number, 0 or more", ["0 to inf, not None"]),
        (
            HANDLING,
            "one of TEXT, BINARY",
            ["Invalid content handling specified. Must be one of: [TEXT, BINARY]"],
        ),
        (
            STATUS,
            r"[1-5]\d\d",
            [NOT_A_STATUS],
        ),
        (
            TYPE,
            "one of NONE, AWS_IAM, in any letter case",
            ["Invalid kind of type specified. Must be one of: [NONE, AWS_IAM]"],
        ),
        (SHORT, "up to 3", ["{value}"]),
        (
            REGEX,
            "a Java regular expression; '-' stands for no value",
            ["Invalid regex pattern specified"],
        ),
        (STAGE, "an API and a stage", ["{value}"]),
    ],
)
def test_a_value_says_what_it_accepts_and_refuses(
    value: Value, accepts: str, refusals: list[str]
) -> None:
    assert value.accepts(MEMBERS) == accepts
    assert [str(refusal) for refusal, _ in value.refusals(MEMBERS)] == refusals


def test_a_pattern_that_takes_the_example_has_no_refusal() -> None:
    members: Any = {"any": SimpleNamespace(enum=(), pattern=".*")}

    assert list(Word(name="any", evidence=UNSEEN).refusals(members)) == []
