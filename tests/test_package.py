"""
What the package declares, and what it uses.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points, files, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import apigw_mock

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "apigw-mock"
SOURCES = sorted(Path(apigw_mock.__file__).parent.rglob("*.py"))


def declared() -> dict[str, set[str]]:
    """
    Return what installing the package brings: distribution → its importable names.
    """
    lines = [line for line in requires(NAME) or [] if "extra ==" not in line]
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines]
    return {
        name: {file.parts[0].removesuffix(".py") for file in files(name) or []}
        for name in names
    }


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """
    Yield every node of *tree* but those that are there for type checkers.
    """
    for node in ast.iter_child_nodes(tree):
        if not ast.unparse(node).startswith("if TYPE_CHECKING:"):
            yield node
            yield from running(node)


def imported() -> set[str]:
    """
    Return the names from outside that the package's modules import when they run.
    """
    nodes = [
        node
        for source in SOURCES
        for node in running(ast.parse(source.read_text(encoding="utf-8")))
    ]
    plain = {
        alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    named = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    names = {name.split(".")[0] for name in plain | named}
    return names - sys.stdlib_module_names - {"apigw_mock"}


def test_everything_imported_is_declared() -> None:
    assert imported() <= set().union(*declared().values())


def test_everything_declared_is_imported() -> None:
    uses = imported()

    unused = {name for name, offers in declared().items() if not offers & uses}
    assert not unused


def test_version_is_that_of_the_distribution() -> None:
    assert apigw_mock.__version__ == version(NAME)


def test_public_names_resolve() -> None:
    names = {name for name in apigw_mock.__all__ if getattr(apigw_mock, name, None)}

    assert names == set(apigw_mock.__all__)


@pytest.mark.parametrize("name", apigw_mock.__all__)
def test_importing_a_public_name_reads_no_configuration(name: str) -> None:
    """
    moto of older releases does when it is imported, and fails.
    """
    users = {"AWS_PROFILE": "missing", "AWS_CONFIG_FILE": "missing"}
    program = (
        f"import os; before = dict(os.environ); from apigw_mock import {name};"
        " assert dict(os.environ) == before"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | users,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_pytest_finds_the_plugin() -> None:
    (plugin,) = entry_points(group="pytest11", name="apigw_mock")

    assert plugin.value == "apigw_mock.pytest_plugin"
