"""
What the tests need: pytester, and the Python blocks of README.md and docs as tests.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent
# Its blocks are parts of files: tests/test_adding_a_resource.py puts them there.
NO_TESTS = ["docs/adding-a-resource.md", "docs/fidelity.md", "docs/fidelity/*"]

if find_spec("sybil"):
    from sybil import Example, Sybil
    from sybil.parsers.markdown import CodeBlockParser

    # No cache is left behind, and what hypothesis would sum up takes half a second.
    ARGUMENTS = ("-pno:cacheprovider", "-pno:hypothesispytest", "-pno:asyncio")

    def import_once(_namespace: dict[str, object]) -> None:
        """
        Import moto before pytester notes what is imported. It unloads the rest.
        """
        import apigw_mock.mock  # noqa: F401, PLC0415  # not while pytest starts

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
        patterns=["README.md", "docs/*.md", "docs/*/*.md"],
        excludes=NO_TESTS,
        fixtures=["pytester"],
        setup=import_once,
    ).pytest()

else:  # an environment that has what the package needs, no more

    class Page(pytest.File):
        """
        README.md or a page of docs, skipped.
        """

        def collect(self) -> list[pytest.Item]:
            reason = f"{self.path.relative_to(ROOT).as_posix()} needs sybil: tox"
            raise pytest.skip.Exception(reason, allow_module_level=True)

    def pytest_collect_file(
        file_path: Path, parent: pytest.Collector
    ) -> pytest.File | None:
        """
        Skip the blocks of pages with a reason, for pytest knows no Markdown.
        """
        if file_path.suffix != ".md" or ROOT not in file_path.parents:
            return None
        shown = file_path.relative_to(ROOT).as_posix()
        if shown != "README.md" and not shown.startswith("docs/"):
            return None
        if any(file_path.match(pattern) for pattern in NO_TESTS):
            return None
        return Page.from_parent(parent, path=file_path)
