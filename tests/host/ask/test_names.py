"""
What ``{name}`` stands for in a case.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.host.ask.names import fill, named, surroundings, unnamed

NAMES = {"api": "a1b2", "account": "123456789012", "partition": "aws"}


@pytest.mark.parametrize(
    ("value", "filled"),
    [
        ("{api}", "a1b2"),
        ("arn:{partition}:x:{account}", "arn:aws:x:123456789012"),
        ("/pets/{pet}/{proxy+}", "/pets/{pet}/{proxy+}"),
        (["{api}", 1, None], ["a1b2", 1, None]),
        ({"{api}": {"b": "{api}"}}, {"a1b2": {"b": "a1b2"}}),
    ],
    ids=str,
)
def test_names_are_filled_in(value: Any, filled: Any) -> None:
    assert fill(value, NAMES) == filled


@pytest.mark.parametrize(
    "expected",
    [
        {"id": "{api}", "arn": "arn:{partition}:x", "awsome": True},
        {"{api}": ["{api}", {"a": "of {api}"}]},
        {"message": "no {pet} in {api}", "status": 404},
        ["{api}", "{api}"],
    ],
    ids=str,
)
def test_right_answer_is_named_as_expected(expected: Any) -> None:
    assert named(fill(expected, NAMES), expected, NAMES) == expected


@pytest.mark.parametrize(
    ("actual", "expected", "shown"),
    [
        ("a1b3", "{api}", "a1b3"),
        ({"a": "a1b2", "b": 1}, {"a": "{api}", "b": 2}, {"a": "{api}", "b": 1}),
        ({"a": "a1b2", "b": 1}, {"a": "{api}"}, {"a": "{api}", "b": 1}),
        ({"a": "a1b2"}, {"b": "{api}"}, {"a": "a1b2"}),
        (["a1b2", "x"], ["{api}"], ["{api}", "x"]),
        (["a1b2"], ["{api}", "{api}"], ["{api}"]),
        ("a1b2", ["{api}"], "a1b2"),
        (None, {"a": "{api}"}, None),
    ],
    ids=str,
)
def test_wrong_answer_is_shown_as_it_is(actual: Any, expected: Any, shown: Any) -> None:
    assert named(actual, expected, NAMES) == shown
    assert shown != expected


def test_what_is_shown_has_no_values_of_names() -> None:
    shown = unnamed([{"id": "a1b2"}, "x"], {"api": "a1b2", "none": "", "number": 1})

    assert shown == '[{"id": "{api}"}, "x"]'


def test_name_within_a_random_identifier_is_no_name() -> None:
    names = {"stage": "dev", "mapping": "xdev1y", "link": "dev-1"}
    shown = unnamed(["dev", "xdev1y", "mydev", "dev-1", "a:dev/dev"], names)

    assert shown == ('["{stage}", "{mapping}", "mydev", "{link}", "a:{stage}/{stage}"]')


@pytest.mark.parametrize(
    ("partition", "region", "others"),
    [
        ("aws", "us-east-1", ("eu-west-1", "aws-cn", "cn-north-1")),
        ("aws", "eu-west-1", ("us-east-1", "aws-cn", "cn-north-1")),
        ("aws", "ap-south-1", ("us-east-1", "aws-cn", "cn-north-1")),
        ("aws-cn", "cn-north-1", ("cn-northwest-1", "aws", "us-east-1")),
        ("aws-us-gov", "us-gov-west-1", ("us-gov-east-1", "aws", "us-east-1")),
    ],
)
def test_other_places_are_not_the_callers(
    partition: str, region: str, others: tuple[str, str, str]
) -> None:
    identity = {"Account": "1", "Arn": f"arn:{partition}:iam::1:user/u"}
    known = surroundings(identity, region, "run")

    assert (known["partition"], known["region"]) == (partition, region)
    names = ("other_region", "foreign_partition", "foreign_region")
    assert tuple(known[name] for name in names) == others


@pytest.mark.parametrize("account", ["111122223333", "123456789012"])
def test_other_account_is_not_the_callers(account: str) -> None:
    identity = {"Account": account, "Arn": "arn:aws:iam::1:user/u"}
    known = surroundings(identity, "us-east-1", "run")

    assert known["account"] == account
    assert known["other_account"] not in {account, ""}
