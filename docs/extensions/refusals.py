"""
A table of AWS's refusals, from the classes of ``apigw_mock.errors``.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from apigw_mock import errors
from apigw_mock.refusal import ApigwError, ConflictError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

OWN = "apigw_mock.errors"
FAMILIES = {ApigwError, NotFoundError, ConflictError}  # the page shows them by itself


class Refusals(SphinxDirective):
    """
    List the refusals: the class, AWS's status and code, and when AWS refuses.
    """

    def run(self) -> list[nodes.Node]:
        return [table(("class, status and code", "when"), map(row_of, refusals()))]


def refusals() -> list[type[ApigwError]]:
    """
    Return AWS's refusals, those of both kinds of API, by name.
    """
    kinds = [getattr(errors, name) for name in errors.__all__]
    return [
        kind
        for kind in kinds
        if issubclass(kind, ApigwError)
        and kind.__module__ != OWN
        and kind not in FAMILIES
    ]


def row_of(kind: type[ApigwError]) -> nodes.row:
    when = (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
    return row(
        [nodes.literal("", kind.__name__), nodes.Text(f"{kind.status} {kind.code}")],
        [nodes.Text(when.replace("`", ""))],
    )


def row(*cells: list[nodes.Node]) -> nodes.row:
    """
    Return a line of a table. Each text of a cell has a line of its own.
    """
    return nodes.row(
        "",
        *(
            nodes.entry("", *(nodes.paragraph("", "", text) for text in cell))
            for cell in cells
        ),
    )


def table(head: tuple[str, ...], rows: Iterable[nodes.row]) -> nodes.table:
    group = nodes.tgroup(cols=len(head))
    group.extend(nodes.colspec(colwidth=1) for _ in head)
    group += nodes.thead("", row(*([nodes.Text(name)] for name in head)))
    group += nodes.tbody("", *rows)
    return nodes.table("", group, classes=["colwidths-auto"])


def setup(app: Sphinx) -> dict[str, bool]:
    """
    Register the directive ``refusals``.
    """
    app.add_directive("refusals", Refusals)
    return {"parallel_read_safe": True}
