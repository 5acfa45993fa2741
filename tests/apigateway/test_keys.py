"""
What the holes of paths take.
"""

from __future__ import annotations

import pytest
from toys import KNOWN, Refused, row, says, toy

from apigw_mock.apigateway.keys import media_type
from apigw_mock.apigateway.refusals import InvalidContentType
from apigw_mock.apigateway.rows import ADD, Key


@pytest.mark.parametrize(
    "text",
    [
        "application/json",
        "application/vnd.api+json",
        "image/*",
        "*/*",
        "application/json; charset=utf-8",
        "application/json;charset=utf-8 ; version=1",
        'text/plain; title="a; b"',
        "text/plain; title=",
        "a/b  ",
    ],
)
def test_a_media_type_is_taken(text: str) -> None:
    assert media_type(KNOWN).takes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123",
        "application",
        "/json",
        "application/",
        "a/b/c",
        "a b/c",
        "a/b;",
        "ä/b",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    key = media_type(KNOWN)

    with pytest.raises(InvalidContentType) as caught:
        toy(keys={"type": key}).judge_keys({"type": text})

    assert str(caught.value) == (
        "Validation Result: warnings : [],"
        f" errors : [Invalid content type specified: {text}]"
    )
    assert caught.value.evidence is KNOWN
    assert not key.takes(text)


def number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


NUMBER = Key(accepts="a number", otherwise=says("{0} is none"), read=number)
VERB = Key(accepts="a method", test=str.isupper)
TOY = toy(row("/{number}/{verb}", ADD), keys={"number": NUMBER, "verb": VERB})


@pytest.mark.parametrize(
    ("holes", "known"),
    [
        ({"verb": "GET"}, True),
        ({"verb": "get"}, False),
        ({"verb": ""}, False),
        ({"number": "one"}, True),
        ({"number": "one", "verb": "get"}, False),
        ({"other": "get"}, True),
        ({}, True),
    ],
    ids=str,
)
def test_a_key_without_a_sentence_decides_which_path_it_is(
    holes: dict[str, str],
    known: bool,  # noqa: FBT001
) -> None:
    assert TOY.knows(holes) is known


def test_a_key_that_stands_for_nothing_makes_its_path_unknown() -> None:
    table = toy(keys={"number": Key(accepts="a number", read=number)})

    assert table.knows({"number": "1"})
    assert not table.knows({"number": "one"})


def test_keys_are_read() -> None:
    assert TOY.read_keys({"number": "1", "verb": "GET", "other": "x"}) == {
        "number": 1,
        "verb": "GET",
        "other": "x",
    }


def test_a_key_that_stands_for_nothing_is_refused_where_it_is_read() -> None:
    with pytest.raises(Refused, match=r"^one is none$") as caught:
        TOY.read_keys({"number": "one"})

    assert caught.value.evidence is KNOWN


def test_keys_without_a_sentence_are_not_judged_again() -> None:
    TOY.judge_keys({"number": "1", "verb": "get", "other": ""})

    with pytest.raises(Refused, match=r"^ is none$"):
        TOY.judge_keys({"number": ""})
