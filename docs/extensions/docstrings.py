"""
Docstrings as the manual shows them.
"""

from __future__ import annotations

import inspect
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from apigw_mock import pytest_plugin

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Where a name leads that a docstring says without its module.
HOMES = ("apigw_mock", "apigw_mock.errors", "apigw_mock.mock", "apigw_mock.Update")


class Fixture(SphinxDirective):
    """
    Show a fixture of the plugin: its name, and what its docstring says.

    autodoc shows the arguments of a fixture, which nobody passes. Put it into a block
    ``eval-rst``, for docstrings are not Markdown.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        fixture: Any = getattr(pytest_plugin, name)
        said = inspect.getdoc(fixture) or ""
        lines = [f".. py:data:: {name}", ""]
        lines += [f"   {line}" for line in said.splitlines()]
        return self.parse_text_to_nodes(
            StringList([*lines, ""], source=pytest_plugin.__file__)
        )


def find(
    app: Sphinx, env: BuildEnvironment, node: Any, shown: nodes.Element
) -> nodes.reference | None:
    """
    Return a link to a name of ours that stands without its module.
    """
    if node.get("refdomain") != "py":
        return None
    name = node["reftarget"].rpartition(".")[2]
    known = env.domains.python_domain.objects
    for full in (f"{home}.{name}" for home in HOMES):
        if full in known:
            return env.domains.python_domain.resolve_xref(
                env, node["refdoc"], app.builder, "obj", full, node, shown
            )
    return None


def name_fields(
    _app: Sphinx, _what: str, _name: str, shown: Any, _options: Any, lines: list[str]
) -> None:
    """
    Call the arguments of a record or an error *Fields*: users read them.
    """
    if is_dataclass(shown) or (inspect.isclass(shown) and issubclass(shown, Exception)):
        lines[:] = ["Fields:" if line == "Args:" else line for line in lines]


def setup(app: Sphinx) -> dict[str, bool]:
    """
    Register the directive ``fixture``, and the search for names.
    """
    app.add_directive("fixture", Fixture)
    app.connect("missing-reference", find)
    app.connect("autodoc-process-docstring", name_fields, priority=100)
    return {"parallel_read_safe": True}
