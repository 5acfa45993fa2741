"""
JSON expressions: what is one, for REST and WebSocket APIs and for HTTP APIs.
"""

from __future__ import annotations

import pytest

from apigw_mock.jsonexpression import is_json_expression

PLAIN = [
    ".a",
    ".a.b",
    ".a['b c']",
    "['x..y']",
    "['?']",
    ".a[*].b",
    "[0]",
    ".a.length()",
]
SEARCHING = [
    "..a",
    ".a..b",
    "[?(@.a=='b')]",
    ".a[0, ?@.b]",
    ".a[\t?@.b]",
    ".a[?@.b =~ /[[x]&&y]+/i]",
    f".a[?@.b{' || @.b' * 100}]",
    f".a[{'?@.b || !(@.c), ' * 1_000}0]",
    f".a{'[?(@.b' * 40}{')]' * 40}",
]
NONE = [
    ".$default.length()",
    ".a[1e4]",
    ".a[?@.b==1e400]",
    ".a[?@.b =~ /[/]",
    f".a[{'9' * 5_000}]",
    f".a{'[?(@.a' * 500}",
    f".a{'[?(@.a' * 500}{')]' * 500}",
    f".a[?{'!' * 500}@.a]",
    f".a[?@.b{' || @.b' * 500}]",
    ".a]])[0]",
    "[,]",
    # Additions of the parser's own.
    ".a | $.b",
    ".a & $.b",
    ".a.~b",
    ".a[~]",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_expressions_are_taken_everywhere(text: str) -> None:
    assert is_json_expression(text)
    assert is_json_expression(text, plain=True)


@pytest.mark.parametrize("text", SEARCHING)
def test_descent_and_filter_are_not_plain(text: str) -> None:
    assert is_json_expression(text)
    assert not is_json_expression(text, plain=True)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_json_expression(text: str) -> None:
    assert not is_json_expression(text)
    assert not is_json_expression(text, plain=True)
