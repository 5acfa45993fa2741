"""
What the tests need: pytester, and the Python blocks of README.md as tests.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]

if find_spec("sybil"):
    from sybil import Example, Sybil
    from sybil.parsers.markdown import CodeBlockParser

    # No cache is left behind, and what hypothesis would sum up takes half a second.
    ARGUMENTS = ("-pno:cacheprovider", "-pno:hypothesispytest", "-pno:asyncio")

    def run_block(example: Example) -> None:
        """
        Run pytest on a block that holds tests, and any other as a script.
        """
        pytester = example.namespace["pytester"]
        if "def test_" in example.parsed:
            pytester.makepyfile(test_block=example.parsed)
            # In this process, where moto is imported: that takes longer than a block.
            result = pytester.runpytest_inprocess(*ARGUMENTS)
        else:
            result = pytester.runpython(pytester.makepyfile(block=example.parsed))
        assert result.ret == 0, f"{result.outlines}\n{result.errlines}"

    pytest_collect_file = Sybil(
        parsers=[CodeBlockParser("python", run_block)],
        patterns=["README.md"],
        fixtures=["pytester"],
    ).pytest()

else:  # an environment that has what the package needs, no more

    class Readme(pytest.File):
        """
        README.md, skipped.
        """

        def collect(self) -> list[pytest.Item]:
            reason = "README.md needs sybil: tox"
            raise pytest.skip.Exception(reason, allow_module_level=True)

    def pytest_collect_file(
        file_path: Path, parent: pytest.Collector
    ) -> pytest.File | None:
        """
        Skip the README's blocks with a reason, for pytest knows no Markdown.
        """
        if file_path.name != "README.md":
            return None
        return Readme.from_parent(parent, path=file_path)
