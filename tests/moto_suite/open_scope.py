"""
A pytest plugin: each of moto's own tests runs with a scope of ours open around it.

Where AWS contradicts moto's test, the test stands in ``contradictions.json`` and must
fail. An entry is ``{"test": node id, "aws": what AWS answers, "evidence": …, "source":
…}``; one that names no test is an error, and so is one whose test passes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = Path(__file__).with_name("contradictions.json")


@pytest.fixture(autouse=True)
def _open_scope() -> Iterator[None]:
    with mock_apigw_updates():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Demand of every test on the list that it fails.

    Raises:
        pytest.UsageError: the list names a test that moto does not have.
    """
    tests = {item.nodeid: item for item in items}
    listed = {entry["test"]: entry for entry in contradictions()}
    if unknown := listed.keys() - tests:
        raise pytest.UsageError(f"moto has no such test: {sorted(unknown)}")
    for name, entry in listed.items():
        reason = f"AWS: {entry['aws']} ({entry['evidence']}: {entry['source']})"
        tests[name].add_marker(pytest.mark.xfail(reason=reason, strict=True))


def contradictions() -> list[dict[str, Any]]:
    return list(json.loads(LIST.read_text(encoding="utf-8")))
