"""
A pytest plugin: print the processor time that the bodies of the tests take.

With ``SCOPE=1`` each runs inside a scope, which it opens and closes. Left out are those
tests of moto's that AWS contradicts: inside a scope, they stop before their end.
"""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Generator

SUITE = Path(__file__).parent.parent / "tests" / "moto_suite"
CONTRADICTED = {
    test
    for one in json.loads((SUITE / "contradictions.json").read_text(encoding="utf-8"))
    for test in one["tests"]
}

spent: list[float] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if item.nodeid not in CONTRADICTED]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Generator[None, object, object]:
    start = process_time()
    with mock_apigw_updates() if "SCOPE" in os.environ else nullcontext():
        answer = yield
    spent.append(process_time() - start)
    return answer


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"processor time: {sum(spent)}")
