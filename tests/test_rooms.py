"""
The direction in which the package's modules may import one another.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import apigw_mock

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(apigw_mock.__file__).parent
# An import leads to a later line, or stays in its room.
LINES = (
    {"__main__"},
    {"pytest_plugin", "cli"},
    {"__init__"},
    {"mock", "servers"},
    {"wrap", "backend", "fidelity"},
    {"host", "starting_points"},
    {"apigateway", "apigatewayv2"},
    {"jsonexpression"},
    {"jsonparser"},
    {"errors", "evidence", "environment", "javaregex", "updates"},
    {"bounded", "patchers"},
    {"locks", "undo"},
)
LINE_OF = {room: line for line, rooms in enumerate(LINES) for room in rooms}
# Import others in the body alone.
LAZY = ("pytest_plugin", "cli", "servers", "__init__")
HOSTS = {"moto", "boto3", "botocore"}
SOURCES = sorted(PACKAGE.rglob("*.py"))


def name_of(source: Path) -> str:
    return source.relative_to(PACKAGE).as_posix()


def room_of(source: Path) -> str:
    return source.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """
    Yield the dotted names that *nodes* import, ``from a import b`` as ``a.b``.
    """
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_rooms(names: Iterator[str]) -> set[str]:
    """
    Return the rooms of this package that *names* lead to.
    """
    own = [name.split(".")[1] for name in names if name.startswith("apigw_mock.")]
    return {name if name in LINE_OF else "__init__" for name in own}


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """
    Yield what runs when the module is imported: no bodies, nothing for type checkers.
    """
    for node in ast.iter_child_nodes(tree):
        later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if later or ast.unparse(node).startswith("if TYPE_CHECKING:"):
            continue
        yield node
        yield from at_import(node)


def test_every_module_has_a_room() -> None:
    rooms = {room_of(source) for source in SOURCES}

    assert rooms <= set(LINE_OF)


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_imports_keep_their_direction(source: Path) -> None:
    room = room_of(source)

    led_to = own_rooms(imports(ast.walk(ast.parse(source.read_text(encoding="utf-8")))))

    turned = {to for to in led_to - {room} if LINE_OF[to] <= LINE_OF[room]}
    assert not turned, f"{room} must not import {turned}"


@pytest.mark.parametrize(
    "source", [path for path in SOURCES if room_of(path) != "host"], ids=name_of
)
def test_host_alone_imports_moto_and_boto3(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))

    assert not {name.split(".")[0] for name in imports(ast.walk(tree))} & HOSTS


@pytest.mark.parametrize(
    "source", [path for path in SOURCES if room_of(path) in LAZY], ids=name_of
)
def test_lazy_modules_import_nothing_heavy(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))

    names = {name.split(".")[0] for name in imports(at_import(tree))}

    assert names <= {"pytest", "__future__", *sys.stdlib_module_names}
