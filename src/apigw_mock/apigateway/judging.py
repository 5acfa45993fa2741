"""
The rules of a table over what a call has given.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.places import Item, Step, locate
from apigw_mock.refusal import ApigwError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.apigateway.rows import Call, Document, F, Row, Rule, Table

    # By row, the places that a call has given, in the order in which they came.
    Touched = dict[Row[F], list[list[Step]]]


@contextmanager
def refusing(by: Row[F] | Rule[F]) -> Iterator[None]:
    """
    Note the row or rule that refuses, for whoever shows it.
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
    Return if the rules accept what the call has given on the rows *touched*.

    Args:
        table: of the rules.
        call: with the document as it is now.
        touched: the rows, with the places that the call has given on each.
        at_once: whether those rules judge that do so after an operation, or those
            that see the finished document. Left out, all do.

    Raises:
        ApigwError: the refusal of the first rule that does not.
    """
    paths = {row.path for row in touched}
    for rule in table.rules:
        if at_once in {None, rule.at_once} and not paths.isdisjoint(rule.on):
            with refusing(rule):
                rule.check(call, _given(rule, call.document, touched))


def _given(rule: Rule[F], document: Document, touched: Touched[F]) -> dict[str, Any]:
    """
    Return what is left of what the call has given on the rule's rows.
    """
    return {
        key: value
        for row, places in touched.items()
        if row.path in rule.on
        for key, value in _remaining(row, document, places)
    }


def _remaining(
    row: Row[F], document: Document, places: Iterable[list[Step]]
) -> Iterator[tuple[str, Any]]:
    for steps in places:
        place = locate(document, steps)
        if place.exists or row.is_member:
            yield key_of(steps[-1]), place.value if place.exists else None


def key_of(step: Step) -> str:
    """
    Return what names the last step of a place: a member, a key or an item.
    """
    wanted = step.wanted if isinstance(step, Item) else step
    return wanted if isinstance(wanted, str) else str(wanted)


def drop_inapplicable(table: Table[F], call: Call[F]) -> None:
    """
    Leave out the members that a resource of this kind does not have.
    """
    for name, applies in table.applies.items():
        if name in call.document and not applies(call):
            del call.document[name]
