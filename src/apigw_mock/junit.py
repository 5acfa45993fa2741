"""
The failure report's section in JUnit XML.

pytest writes a test's captured output there if ``junit_logging`` says so, by default
not. The section goes where the captured output goes, else into the properties of the
test case.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

_WITH_OUTPUT = frozenset({"all", "out-err", "system-out"})  # of junit_logging's words


class JUnitXml:
    """
    Gives pytest's writer the section, as captured output or as a property.

    The report has it only as long as the hook runs: other reporters do not show it
    twice.

    Args:
        config: of the process that writes the file. With xdist, workers write none.
        section: the name of the section.
    """

    def __init__(self, config: pytest.Config, section: str) -> None:
        self._section = section
        self._with_output = config.getini("junit_logging") in _WITH_OUTPUT
        # Of the tests that have not ended: pytest writes what the last phase has.
        self._texts: dict[Any, list[str]] = defaultdict(list)

    # A wrapper, so that it sees the text before it is coloured.
    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None]:
        """
        Run pytest's writer with the section in the report.
        """
        text = self._text_for(report)
        if not text:
            return (yield)
        name = "sections" if self._with_output else "user_properties"
        entry = (self._section, text)
        if self._with_output:
            head = f" {self._section} ".center(80, "-")  # as pytest writes its heads
            entry = (f"Captured stdout, {self._section}", f"{head}\n{text}\n")
        setattr(report, name, [*getattr(report, name), entry])
        try:
            return (yield)
        finally:
            left = [one for one in getattr(report, name) if one != entry]
            setattr(report, name, left)

    def _text_for(self, report: pytest.TestReport) -> str:
        """
        Return the section of a report, at the end of a test those of all its phases.
        """
        own = [text for name, text in report.sections if name == self._section]
        key = report.nodeid, getattr(report, "node", None)  # xdist's worker
        if own:
            self._texts[key] += own
        texts = self._texts.pop(key, []) if report.when == "teardown" else own
        return "\n".join(texts)
