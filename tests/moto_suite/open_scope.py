"""
A pytest plugin: each of moto's own tests runs with a scope of ours open around it.

Where AWS contradicts moto's tests, they stand on ``contradictions.json`` and fail::

    {"aws": what AWS answers, "evidence": how that is known, "source": from where,
     "failure": text of the failure that it leads to, "tests": node ids}

A test on the list that passes, that fails in another way or that moto does not have is
an error.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

LIST = Path(__file__).with_name("contradictions.json")
CONTRADICTIONS: dict[str, dict[str, Any]] = {
    test: contradiction
    for contradiction in json.loads(LIST.read_text(encoding="utf-8"))
    for test in contradiction["tests"]
}


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
    if unknown := CONTRADICTIONS.keys() - tests:
        raise pytest.UsageError(f"moto has no such test: {sorted(unknown)}")
    for test, contradiction in CONTRADICTIONS.items():
        reason = "AWS: {aws} ({evidence}: {source})".format(**contradiction)
        tests[test].add_marker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    Let a test on the list fail for good where it fails in another way than listed.
    """
    report = yield
    listed = CONTRADICTIONS.get(item.nodeid)
    if listed and report.skipped and listed["failure"] not in report.longreprtext:
        report.outcome = "failed"
        del report.wasxfail
    return report
