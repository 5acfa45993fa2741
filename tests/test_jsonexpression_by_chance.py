"""
JSON expressions of any kind: each has a verdict.
"""

from __future__ import annotations

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import given
from hypothesis import strategies as st

from apigw_mock.jsonexpression import is_json_expression


@given(st.text("a0.[]()?@'\"=~/*|&,: 1e-", max_size=20))
def test_every_text_has_a_verdict(text: str) -> None:
    assert is_json_expression(text) in {True, False}
