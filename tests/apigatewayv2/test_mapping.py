"""
Grammars of parameter mappings: what the cases do not reach.
"""

from __future__ import annotations

import pytest

from apigw_mock.apigatewayv2.mapping import destinations, expressions


@pytest.mark.parametrize("value", ["$" * 20_000, "${" * 20_000, "{$request.header.a"])
def test_no_value_takes_long_to_judge(value: str) -> None:
    assert not expressions.is_source(value + "{", expressions.REQUEST)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("append:header.X-A", ("header", "x-a")),
        ("remove:QUERYSTRING.a", ("querystring", "a")),
        ("overwrite:Path", ("path", "")),
    ],
)
def test_a_destination_writes_to_a_place(key: str, place: tuple[str, str]) -> None:
    destination = destinations.request_destination(key)

    assert destination is not None
    assert destination.place == place
