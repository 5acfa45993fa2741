"""
Apply the rules of a table to what a call sets.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from jsonpatch import JsonPatch
from jsonpointer import JsonPointer, escape

from apigw_mock.apigateway.places import Item, Step, locate
from apigw_mock.refusal import ApigwError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from apigw_mock.apigateway.rows import Call, Document, F, Row, Rule, Table

    # The places that a call sets, by row, in the order of the operations.
    Touched = dict[Row[F], list[list[Step]]]


@contextmanager
def refusing(by: Row[F] | Rule[F]) -> Iterator[None]:
    """
    Note on a refusal the row or rule that it came from, for the failure report.
    """
    try:
        yield
    except ApigwError as error:
        error.rule = error.rule or by
        error.evidence = error.evidence or by.evidence_of(error)
        raise


def judge(
    table: Table[F], call: Call[F], touched: Touched[F], *, at_once: bool | None = None
) -> None:
    """
    Check what the call sets on the rows *touched*, rule by rule.

    Args:
        table: has the rules.
        call: with the document as it is now.
        touched: the rows, with the places that the call sets on each.
        at_once: True for the rules that judge after each operation, False for those
            that judge the finished document, None for all.

    Raises:
        ApigwError: the refusal of the first rule that does not accept.
    """
    paths = {row.path for row in touched}
    for rule in table.rules:
        is_due = at_once is None or at_once is rule.at_once
        if is_due and not paths.isdisjoint(rule.on):
            with refusing(rule):
                rule.check(call, _given(rule, call.document, touched))


def _given(rule: Rule[F], document: Document, touched: Touched[F]) -> dict[str, Any]:
    """
    Return what the call set on the rule's rows and is still in the document.
    """
    name = _key if len(rule.on) == 1 else _pointer
    return {
        name(row, steps): value
        for row, places in touched.items()
        if row.path in rule.on
        for steps, value in _remaining(row, document, places)
    }


def _remaining(
    row: Row[F], document: Document, places: Iterable[list[Step]]
) -> Iterator[tuple[list[Step], Any]]:
    for steps in places:
        place = locate(document, steps)
        if place.exists or row.is_member:
            yield steps, place.value if place.exists else None


def _key(row: Row[F], steps: Sequence[Step]) -> str:
    """
    Return the key of a place in a rule's one map, or its pointer if there are several.
    """
    return _pointer(row, steps) if row.steps.branches else key_of(steps[-1])


def _pointer(_: Row[F], steps: Sequence[Step]) -> str:
    return "".join(f"/{escape(key_of(step))}" for step in steps)


def key_of(step: Step) -> str:
    """
    Return the last step of a place as text: a member, a key or an item.
    """
    wanted = step.wanted if isinstance(step, Item) else step
    return wanted if isinstance(wanted, str) else str(wanted)


def settle_members(table: Table[F], call: Call[F]) -> None:
    """
    Set the members that AWS derives from others, and drop those that do not apply.
    """
    for name, derive in table.derives.items():
        if (value := derive(call)) is not None:
            call.document[name] = value
    for name, applies in table.applies.items():
        if name in call.document and not applies(call):
            del call.document[name]


def drop_emptied(
    document: Document, row: Row[F], steps: Sequence[Step], shown: Container[str]
) -> None:
    """
    Delete the maps and lists above a place of *row* that are empty.

    Args:
        document: modified.
        row: leads to the place.
        steps: to the place, which need not exist.
        shown: places of the maps and lists that AWS shows even when empty.
    """
    for depth in range(len(steps) - 1, 0, -1):
        parent = locate(document, steps[:depth])
        if parent.exists and (parent.value or row.steps.above(depth) in shown):
            return
        if parent.exists:
            path = JsonPointer.from_parts(parent.pointer).path
            JsonPatch([{"op": "remove", "path": path}]).apply(document, in_place=True)
