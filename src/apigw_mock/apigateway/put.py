"""
Put and Create: judge a whole new document by the rows and rules of the patch.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.judging import (
    drop_emptied,
    judge,
    refusing,
    settle_members,
)
from apigw_mock.apigateway.places import Item, Step, Steps
from apigw_mock.apigateway.rows import Call, Case, F
from apigw_mock.apigateway.values import Empty, is_nothing
from apigw_mock.refusal import ApigwError, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.apigateway.judging import Touched
    from apigw_mock.apigateway.rows import Document, Row, Table
    from apigw_mock.apigateway.values import Members


def apply_put(
    document: Document, table: Table[F], facts: F, members: Members
) -> Document:
    """
    Check a new *document* against its table and return it with AWS's defaults.

    Args:
        document: as it was sent, without members that are null. Never modified.
        table: what AWS refuses, as in a patch, and its defaults.
        facts: what the rules know of the resource's surroundings.
        members: the members of the call's input, by their names in boto3.

    Raises:
        ApigwError: AWS refuses a value, a key or the whole document.
    """
    call = Call(deepcopy(document), facts, members)
    fill_defaults(table, call)
    try:
        for row in table.rows:
            with refusing(row):
                _validate(row, table, call)
        judge(table, call, _given(table, call.document))
    except ApigwError as error:
        error.case = Case(table, call)
        raise
    settle_members(table, call)
    if table.made_by == "Create":  # AWS shows what a Put sends, even if it is empty
        for row in table.rows:
            drop_emptied(call.document, row, row.steps.parts, table.shown_empty)
    return call.document


def complete(document: Document, table: Table[F], facts: F) -> Document:
    """
    Return *document* as a Put would have stored it, without any check.

    Args:
        document: never modified.
        table: its defaults are filled in and inapplicable members are left out.
        facts: what the defaults read.
    """
    call = Call(deepcopy(document), facts, {})
    fill_defaults(table, call)
    settle_members(table, call)
    return call.document


def fill_defaults(table: Table[F], call: Call[F]) -> None:
    """
    Store AWS's default for each member that the document leaves out.

    A parent that is there gets what a patch would create it with.
    """
    for name, default in table.defaults.items():
        given = None if name in call.document else default(call)
        if given is not None:
            call.document[name] = given
    for row in table.rows:
        for place, parent in row.creates.items():
            if not isinstance(parent, Sentence):
                _fill_parents(place, parent, call)


def _fill_parents(place: str, first: Callable[[Call[F]], Any], call: Call[F]) -> None:
    for pointer, holder in list(Steps(place).found_in(call.document)):
        if isinstance(holder, dict) and isinstance(holder[pointer[-1]], dict):
            holder[pointer[-1]] = {**deepcopy(first(call)), **holder[pointer[-1]]}


def _validate(row: Row[F], table: Table[F], call: Call[F]) -> None:
    """
    Check and convert what a Put sets on *row*.
    """
    for pointer, holder in list(row.steps.found_in(call.document)):
        if isinstance(holder, dict):
            _validate_value(row, holder, pointer[-1], call)
            table.judge_keys(row.steps.holes_in(pointer))


def _validate_value(
    row: Row[F], holder: dict[str, Any], key: str, call: Call[F]
) -> None:
    value, kind = holder[key], row.value
    if is_nothing(value) and kind.empty is Empty.REFUSED and kind.nothing:
        raise kind.nothing.error(row.member, key)
    if is_nothing(value) and kind.empty is Empty.NULL:
        holder[key] = None
    elif kind.clears(value):
        del holder[key]
    else:
        holder[key] = kind.take(value, call.members)


def _given(table: Table[F], document: Document) -> Touched[F]:
    return {row: list(_places(row, document)) for row in table.rows}


def _places(row: Row[F], document: Document) -> Iterator[list[Step]]:
    if row.is_member:
        yield list(row.steps.parts)
        return
    for pointer, holder in row.steps.found_in(document):
        listed = isinstance(holder, list)
        last = Item(holder[int(pointer[-1])]) if listed else pointer[-1]
        yield [*pointer[:-1], last]
