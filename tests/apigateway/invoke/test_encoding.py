"""
What is answered can be sent as UTF-8.
"""

from __future__ import annotations

import pytest

from apigw_mock.apigateway.invoke.encoding import encodable


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("", ""),
        ("é€😀", "é€😀"),
        ("a\ud800b", "a\ufffdb"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("😀\ud83d", "😀\ufffd"),
    ],
    ids=ascii,
)
def test_half_a_pair_is_replaced(text: str, sent: str) -> None:
    assert encodable(text) == sent
