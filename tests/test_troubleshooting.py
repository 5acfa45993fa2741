"""
docs/troubleshooting.md has every message of the package that is not AWS's.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import PAGES, section

import apigw_mock
from apigw_mock import errors
from apigw_mock.refusal import ApigwError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE = "docs/troubleshooting.md"
TROUBLES = re.findall(r"^### `(.*)`$", PAGES[PAGE], flags=re.MULTILINE)
# Of pytest, botocore and moto.
THEIRS = {
    "fixture 'apigw_backend' not found",
    "NoRegionError: You must specify a region.",
    "NoCredentialsError: Unable to locate credentials",
    "ProfileNotFound: The config profile (…) could not be found",
    "TypeError: 'function' object does not support the context manager protocol",
    "NotImplementedError: The update_… action has not been implemented",
}
# The classes that a user meets, without AWS's refusals and what only groups others.
OWN = sorted(
    name
    for name in {*errors.__all__} - {"ApigwError", "NotAdmitted"}
    if not issubclass(kind := getattr(errors, name), ApigwError)
    or issubclass(kind, NotImplementedError)
    or kind.__module__ == "apigw_mock.errors"
)
# What raises an error of ours with its message as the first argument.
RAISERS = {
    "argparse.ArgumentTypeError",
    "CannotServe",
    "InvalidRegionName",
    "LookupError",
    "NoServer",
    "RuntimeError",
    "TypeError",
    "UnsupportedMoto",
    "fail",
    "pytest.UsageError",
    "pytest.fail",
}
# They hand on the message of another error.
HANDED_ON = {"apigw-mock serve: …", "apigw-mock updates: …", "apigw-mock rules: …", "…"}


PACKAGE = Path(apigw_mock.__file__).parent
# What they raise becomes AWS's answer, or does not leave them.
ENGINES = {"apigateway", "apigatewayv2", "velocity"}


@cache
def modules() -> dict[str, ast.Module]:
    """
    Return the package's modules by their paths.
    """
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def text_of(node: ast.AST | None, known: dict[str, str]) -> str:
    """
    Return a text of the code, with ``…`` for what is filled in.

    Args:
        node: a string, or an f-string.
        known: texts of names that are filled in.
    """
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(value, known) for value in node.values)
    if isinstance(node, ast.FormattedValue):
        return text_of(node.value, known)
    if isinstance(node, ast.Name):
        return known.get(node.id, "…")
    return str(getattr(node, "value", "")) if isinstance(node, ast.Constant) else "…"


@cache
def texts() -> list[str]:
    """
    Return every text in the package's code, those of an f-string in one.
    """
    nodes = chain.from_iterable(map(ast.walk, modules().values()))
    return [text_of(node, {}) for node in nodes]


def is_raiser(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    return ast.unparse(node.func) in RAISERS


def messages() -> Iterator[str]:
    """
    Yield each message that the package raises or fails with.
    """
    for path, module in modules().items():
        if path.partition("/")[0] in ENGINES:
            continue
        constants = assigned(module.body)
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef):
                nodes = [*ast.walk(function)]
                known = constants | assigned(nodes)
                yield from (
                    text_of(call.args[0], known)  # type: ignore[attr-defined]
                    for call in filter(is_raiser, nodes)
                )


def assigned(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """
    Return the texts to which names are set.
    """
    return {
        ast.unparse(one.targets[0]): text_of(one.value, {})
        for one in nodes
        if isinstance(one, ast.Assign)
    }


def covers(trouble: str, message: str) -> bool:
    """
    Whether a heading is about a message. ``…`` of a heading fits any text.
    """
    parts = map(re.escape, trouble.split("…"))
    return re.search(".*".join(parts), message, re.DOTALL) is not None


@pytest.mark.parametrize("message", sorted({*messages()} - HANDED_ON))
def test_each_message_has_its_remedy(message: str) -> None:
    assert [one for one in TROUBLES if one != "…" and covers(one, message)]


@pytest.mark.parametrize("name", OWN)
def test_each_error_and_warning_has_its_remedy(name: str) -> None:
    about = [one for one in TROUBLES if f"`{name}`" in section(PAGE, f"### `{one}`")]

    assert about


@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_trouble_has_a_cause_and_a_remedy(trouble: str) -> None:
    text = section(PAGE, f"### `{trouble}`")

    assert text.count("**Cause.**") == text.count("**Remedy.**") == 1


@pytest.mark.parametrize("trouble", sorted(set(TROUBLES) - THEIRS))
def test_each_trouble_is_a_message_of_the_package(trouble: str) -> None:
    there = [*texts(), *messages()]

    parts = [part.strip() for part in trouble.split("…")]
    assert [part for part in parts if not any(part in text for text in there)] == []


def test_the_troubles_of_others_are_there() -> None:
    assert set(TROUBLES) > THEIRS


def test_no_trouble_is_there_twice() -> None:
    assert sorted(set(TROUBLES)) == sorted(TROUBLES)
