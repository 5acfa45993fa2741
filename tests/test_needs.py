"""
Who is skipped says what is missing.
"""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parent


def test_every_skip_for_want_of_a_module_has_a_reason_of_its_own() -> None:
    calls = [
        (source.name, node)
        for source in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("importorskip")
    ]
    silent = [
        f"{name}:{call.lineno}"
        for name, call in calls
        if "reason" not in [keyword.arg for keyword in call.keywords]
    ]

    assert len(calls) > 10
    assert silent == []
