"""
Parameter mappings and selection expressions of WebSocket APIs: their checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.fields import boto3_name
from apigw_mock.apigatewayv2.mapping import expressions
from apigw_mock.apigatewayv2.refusals import InvalidExpression, InvalidMappingExpression

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigatewayv2.fields import Call
    from apigw_mock.apigatewayv2.rules.modelled import Check


def mapping_keys(name: str, accepts: Callable[[str], bool]) -> Check:
    """
    Return the check of each key of a map.
    """

    def check(call: Call[Any]) -> None:
        for key in call.change[name]:
            if not accepts(key):
                raise InvalidMappingExpression(key)

    return check


def mapping_values(name: str, accepts: Callable[[str], bool]) -> Check:
    """
    Return the check of each value of a map. ``""`` is accepted: it deletes its key.
    """

    def check(call: Call[Any]) -> None:
        for value in call.change[name].values():
            if value and not accepts(value):
                raise InvalidMappingExpression(value)

    return check


def selection_expression(name: str, grammar: expressions.Grammar) -> Check:
    """
    Return the check that a setting is a selection expression.
    """

    def check(call: Call[Any]) -> None:
        value = call.change[name]
        if not expressions.is_selection_expression(value, grammar):
            raise InvalidExpression(boto3_name(name), value)

    return check
