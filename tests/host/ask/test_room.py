"""
What asks AWS is for contributors: the plugin and the scope never import it.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import apigw_mock

PACKAGE = Path(apigw_mock.__file__).parent
ROOM = PACKAGE / "host" / "ask"
USE = """
import sys
import apigw_mock.cli, apigw_mock.fidelity, apigw_mock.pytest_plugin

with apigw_mock.mock_apigw_updates() as backend:
    backend.apigateway.update_rest_api(restApiId=backend.rest_api()["restApiId"])
print([name for name in sys.modules if name.startswith("apigw_mock.host.ask")])
"""


def imported(source: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    plain = {
        alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return plain | {
        f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_nothing_else_imports_it() -> None:
    others = [one for one in PACKAGE.rglob("*.py") if ROOM not in one.parents]
    importing = {
        str(one)
        for one in others
        if any(name.startswith("apigw_mock.host.ask") for name in imported(one))
    }

    assert importing == set()


def test_it_knows_nothing_of_moto_and_the_tests() -> None:
    names = {name.split(".")[0] for one in ROOM.glob("*.py") for name in imported(one)}
    outside = names - sys.stdlib_module_names

    assert outside == {"apigw_mock", "boto3", "botocore", "jmespath"}


def test_using_the_package_does_not_load_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", USE], capture_output=True, text=True, check=False
    )

    assert done.stdout == "[]\n", done.stderr
