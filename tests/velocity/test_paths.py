"""
What JSONPath's cases in ``tests/cases/velocity.json`` do not show.
"""

from __future__ import annotations

import pytest

from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.paths import MISSING, parse
from apigw_mock.velocity.work import Work

DOCUMENT = {"pets": [{"n": "Rex", "age": 3}, {"n": "Tom"}], "a": {"b": None}}


@pytest.mark.parametrize(
    ("path", "is_definite"),
    [
        ("$", True),
        ("$.a.b", True),
        ("$.pets[0].n", True),
        ("$['a','pets']", True),
        ("$['a','pets'].b", False),
        ("$.pets[0,1]", False),
        ("$.pets[0:1]", False),
        ("$.pets[*]", False),
        ("$..n", False),
        ("$.pets[?(@.n)]", False),
    ],
)
def test_a_definite_path_leads_to_one_value(path: str, is_definite: bool) -> None:  # noqa: FBT001
    assert parse(path).is_definite is is_definite


def test_null_is_not_missing() -> None:
    work = Work()

    assert parse("$.a.b").find(DOCUMENT, work) is None
    assert parse("$.a.c").find(DOCUMENT, work) is MISSING


def test_a_long_path_is_not_kept() -> None:
    path = "$" + ".a" * 400

    assert parse(path) is not parse(path)
    assert parse("$.a") is parse("$.a")


def test_a_regular_expression_that_is_not_java_s_matches_nothing() -> None:
    path = parse("$.pets[?(@.n =~ /(?P<n>R)ex/)].n")

    assert path.find(DOCUMENT, Work()) == []


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$.pets[?(@.n =~ /^REX$/ims)].age", [3]),
        ("$.pets[?(@.n == 'a]b')]", []),
        ("$.pets[?(@.n != ')')].n", ["Rex", "Tom"]),
        ("$.pets[?((@.age > 1) && (@.age < 5))].n", ["Rex"]),
        ("$.pets[?(@.n == $.pets[1].n)].n", ["Tom"]),
        ("$..[?(@.age)].n", ["Rex"]),
        ('$["p\\"ets"]', MISSING),
    ],
)
def test_filters(path: str, found: object) -> None:
    assert parse(path).find(DOCUMENT, Work()) == found


@pytest.mark.parametrize(
    "path",
    [
        "$.pets[?(length(@.n) > 2)]",
        "$.pets[?(@.n | @.age)]",
        "$.pets[?(match(@, 'a'))]",
    ],
)
def test_what_only_the_library_knows_is_refused(path: str) -> None:
    with pytest.raises(TemplateFault, match="Not a filter"):
        parse(path)
