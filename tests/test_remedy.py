"""
Remedies: the words that are meant, and how an advice is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apigw_mock.errors import ApigwError, InvalidPatchPath, InvalidRegex
from apigw_mock.remedy import (
    LONGEST,
    Refused,
    Remedy,
    as_call,
    as_operation,
    as_settings,
    right_word,
)
from apigw_mock.remedy import remedy_of as first_of

if TYPE_CHECKING:
    from collections.abc import Sequence

TYPES = ("NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS", "JWT")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("none", "NONE"),
        ("aws-iam", "AWS_IAM"),
        ("cognito user pools", "COGNITO_USER_POOLS"),
        ("CUSTM", "CUSTOM"),
        ("iam", "AWS_IAM"),
        ("pools", "COGNITO_USER_POOLS"),
        ("NONE", ""),
        ("LAMBDA", ""),
        ("", ""),
        (None, ""),
        ("N" * 101, ""),
    ],
)
def test_a_slip_is_told_from_another_word(text: str | None, word: str) -> None:
    assert right_word(text, TYPES) == word


@pytest.mark.parametrize("words", [(), ("A_B", "C_B")], ids=["none", "two endings"])
def test_without_a_single_right_word_there_is_none(words: Sequence[str]) -> None:
    assert right_word("b", words) == ""


def test_advice_is_python_as_boto3_takes_it() -> None:
    call = as_call("update_method", restApiId="a", patchOperations=[{"op": "add"}])

    assert call == "update_method(restApiId='a', patchOperations=[{'op': 'add'}])"
    assert (
        as_settings(AutoDeploy=False, Name="a'b") == """AutoDeploy=False, Name="a'b\""""
    )


def test_an_operation_is_json_as_the_report_shows_it() -> None:
    assert as_operation({"op": "add", "value": "é"}) == '{"op": "add", "value": "é"}'


def of(error: ApigwError, *remedies: Remedy) -> str:
    return first_of(remedies, Refused(error, "UpdateMethod", {}, {}, ()))


def test_the_first_remedy_that_fits_is_given() -> None:
    other = Remedy((InvalidRegex,), lambda *_: "other")
    silent = Remedy((InvalidPatchPath,), lambda *_: "")
    long = Remedy((InvalidPatchPath,), lambda *_: "a" * (LONGEST + 1))
    first = Remedy((InvalidRegex, InvalidPatchPath), lambda *_: "first")
    second = Remedy((InvalidPatchPath,), lambda *_: "second")
    error = InvalidPatchPath("add", "/a")

    assert of(error, other, silent, long, first, second) == "first"
    assert of(error, other, silent, long) == ""
