"""
Checks of words and lengths: the service model has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.fields import boto3_name
from apigw_mock.apigatewayv2.refusals import InvalidSettingWord, LengthOutOfRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigatewayv2.fields import Call, Document, Modelled

    Check = Callable[[Call[Any]], None]


def one_of_the_words(name: str, *words: str) -> Check:
    """
    Return the check that a setting is one of *words*; left out, of the model's enum.

    A setting that AWS drops is judged, too.
    """

    def check(call: Call[Any]) -> None:
        value = call.change.get(name, call.document.get(name))
        allowed = words or call.members[name].enum
        if value not in allowed:
            raise InvalidSettingWord(boto3_name(name), value, allowed)

    return check


def length(name: str) -> Check:
    """
    Return the check that a text has a length that the model allows.
    """

    def check(call: Call[Any]) -> None:
        _check_length(name, call.change[name], call.members[name])

    return check


def required_length(name: str) -> Check:
    """
    Return the check of ``length`` for a text that counts as empty if it is left out.
    """

    def check(call: Call[Any]) -> None:
        _check_length(name, call.change.get(name, ""), call.members[name])

    return check


def member_lengths(name: str) -> Check:
    """
    Return the check that each text of a structure has a length that the model allows.
    """

    def check(call: Call[Any]) -> None:
        members = call.members[name].members
        for member, text in call.change[name].items():
            _check_length(member, text, members[member])

    return check


def item_lengths(name: str) -> Check:
    """
    Return the check that each text of a list has a length that the model allows.
    """

    def check(call: Call[Any]) -> None:
        modelled: Any = call.members[name].value
        for text in call.change[name]:
            _check_length(name, text, modelled)

    return check


def value_lengths(name: str) -> Check:
    """
    Return the check that each text of a map has a length that the model allows.

    An empty text is accepted: it deletes a key, or it is a value of its own.
    """

    def check(call: Call[Any]) -> None:
        for value in call.change[name].values():
            _check_lengths_in(name, value, call.members[name].value)

    return check


def _check_lengths_in(
    name: str, value: str | Document, modelled: Modelled | None
) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _check_lengths_in(name, inner, modelled and modelled.value)
    elif value and modelled:
        _check_length(name, value, modelled)


def _check_length(name: str, text: str, modelled: Modelled) -> None:
    low, high = modelled.minimum or 0, modelled.maximum
    if high is not None and not low <= len(text) <= high:
        raise LengthOutOfRange(boto3_name(name), low, high, text)
