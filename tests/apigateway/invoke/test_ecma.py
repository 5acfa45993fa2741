"""
Patterns of ECMA 262 mean in Java what they mean there.
"""

from __future__ import annotations

import pytest

from apigw_mock.apigateway.invoke.ecma import java_pattern
from apigw_mock.javamatch import java_matches

MATCHES = [
    ("[^[]+", "ab"),
    ("[a[^]+", "a[^"),
    ("[^]*", "a\n"),
    ("[&&a]+", "&a"),
    (r"[\b]", "\b"),
    (r"[\]]", "]"),
    (r"\$\[", "$["),
    ("a$", "a"),
    ("[$]", "$"),
]


@pytest.mark.parametrize(("pattern", "text"), MATCHES)
def test_it_matches(pattern: str, text: str) -> None:
    assert java_matches(java_pattern(pattern), text)


@pytest.mark.parametrize(
    ("pattern", "text"), [("[]", "a"), ("[^[]", "["), ("a$", "a\n")]
)
def test_it_does_not_match(pattern: str, text: str) -> None:
    assert not java_matches(java_pattern(pattern), text)
