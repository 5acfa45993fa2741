"""
Patch operations: a document, operations and a table give a new document.

The table decides, `jsonpatch` applies. What API Gateway calls add, replace, remove and
copy becomes operations of RFC 6902 here. Where the two differ, a row says how.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from jsonpatch import JsonPatch
from jsonpointer import JsonPointer, JsonPointerException

from apigw_mock.apigateway.judging import drop_inapplicable, judge, key_of, refusing
from apigw_mock.apigateway.places import Item, Place, Step, locate
from apigw_mock.apigateway.rows import ADD, COPY, REMOVE, REPLACE, Call, F, Op
from apigw_mock.apigateway.values import Empty, is_nothing
from apigw_mock.locks import computed_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apigw_mock.apigateway.judging import Touched
    from apigw_mock.apigateway.rows import Document, Operation, Row, Table
    from apigw_mock.apigateway.values import Members

    Rfc6902 = list[dict[str, Any]]


def apply_patch(
    document: Document,
    operations: Sequence[Operation],
    table: Table[F],
    facts: F,
    members: Members,
) -> Document:
    """
    Return *document* after every operation, or raise and change nothing.

    Args:
        document: the resource as API Gateway shows it, for instance
            ``{"statusCode": "200", "responseParameters": {name: mapping}}``.
            Never modified.
        operations: applied in order; each sees the effect of those before it.
        table: which path takes which op, and what AWS refuses.
        facts: what the rules know of the resource's surroundings.
        members: of the input of the Put or Create that makes one, by name in boto3.

    Raises:
        ApigwError: AWS refuses one of the operations, or the document they lead to.
    """
    result = deepcopy(document)  # once per call, not once per operation
    call = Call(result, facts, members, operations, document)
    touched: Touched[F] = {}
    for operation in operations:
        change = find_change(operation, table, call)
        with refusing(change.row):
            JsonPatch(_in_rfc6902(change)).apply(result, in_place=True)
        places = [change.remaining()]
        judge(table, call, {change.row: places}, at_once=True)
        touched.setdefault(change.row, []).extend(places)
    judge(table, call, touched, at_once=False)
    drop_inapplicable(table, call)
    return _without_emptied(result, table, touched)


# --- The row of an operation -------------------------------------------------------


@dataclass(frozen=True)
class Change(Generic[F]):
    """
    One operation about to be applied to the document.

    Args:
        row: takes the operation.
        table: of the row.
        operation: as sent.
        parts: the unescaped segments of its path.
        holes: what stands in the holes of the row's path.
        call: with the document as the operations before it have left it.
    """

    row: Row[F]
    table: Table[F]
    operation: Operation
    parts: Sequence[str]
    holes: dict[str, Any]
    call: Call[F]

    @property
    def document(self) -> Document:
        return self.call.document

    @computed_once
    def steps(self) -> list[Step]:
        """
        The way to the place that the operation is about.
        """
        holes = self.table.read_keys(self.holes)
        if self.row.steps.by_value:
            holes["value"] = self.value()
        return self.row.steps.filled(holes)

    def place(self) -> Place:
        return locate(self.document, self.steps)

    def remaining(self) -> list[Step]:
        """
        Return the way to what the operation leaves behind.
        """
        *above, last = self.steps
        replaces = isinstance(last, Item) and self.operation.kind is REPLACE
        if replaces and not is_nothing(self.operation.value):
            last = Item(self.value())
        return [*above, last]

    def value(self) -> Any:
        """
        Return what the row makes of the operation's value, or raise.
        """
        sent, kind = self.operation.value, self.row.value
        if is_nothing(sent) and kind.empty is Empty.REFUSED and kind.nothing:
            raise kind.nothing.error(self.row.member, self.parts[-1])
        if is_nothing(sent) and kind.empty is Empty.NULL:
            return None
        return kind.read(sent, self.call.members)


def find_change(operation: Operation, table: Table[F], call: Call[F]) -> Change[F]:
    """
    Return *operation* with the row that takes it.

    Raises:
        ApigwError: no row has the path, or its row does not take the op.
    """
    parts = _parts(operation, table)
    known: tuple[Row[F], Op] | None = None
    for row in table.rows if parts else ():
        holes = row.pattern.match(parts)
        if holes is None:
            continue
        taken = row.takes(call)
        if operation.kind & taken:
            return Change(row, table, operation, parts, holes, call)
        known = known or (row, taken)
    if known is None:
        raise table.wording.unknown.error(table, Op.NONE, operation)
    row, taken = known
    with refusing(row):
        wording = row.wording or table.wording
        raise wording.unsupported.error(table, taken, operation)


def _parts(operation: Operation, table: Table[F]) -> list[str]:
    """
    Return the unescaped segments of the path, none where it is no path.
    """
    path = operation.path or ""
    if table.bare_paths and not path.startswith("/"):
        path = f"/{path}"
    try:
        return list(JsonPointer(path).parts)
    except JsonPointerException:  # no slash first, or a ~ that escapes nothing
        return []


# --- An operation as operations of RFC 6902 ------------------------------------------


def _in_rfc6902(change: Change[F]) -> Rfc6902:
    if change.operation.kind is COPY:
        return _copied(change)
    if change.row.steps.names_item:
        return _changed_list(change)
    return _changed_entry(change)


def _copied(change: Change[F]) -> Rfc6902:
    """
    Put what ``from`` names, over what is there where the row merges.
    """
    copies, source = change.row.copies, change.operation.source
    wording = change.row.wording or change.table.wording
    if not copies or source not in copies.sources:
        refusal = wording.no_copy or wording.unknown
        raise refusal.error(change.table, change.row.ops, change.operation)
    found = locate(change.document, JsonPointer(source).parts)
    if not found.exists:
        if wording.nothing_to_copy:
            raise wording.nothing_to_copy.error(
                change.table, change.row.ops, change.operation
            )
        return []
    value, place = found.value, change.place()
    if copies.merges and place.exists:
        value = {**place.value, **value}
    return _put_at(change, place, deepcopy(value))


def _changed_entry(change: Change[F]) -> Rfc6902:
    """
    Put, replace or take away a member or an entry of a map.
    """
    place = change.place()
    _check_presence(change, place)
    if change.operation.kind is REMOVE:
        return [*_taken_away(place), *_dropped(change)]
    if change.row.value.clears(change.operation.value):
        return _taken_away(place)
    value = change.value()
    change.table.judge_key(change.row, change.parts[-1])
    return _put_at(change, place, value)


def _changed_list(change: Change[F]) -> Rfc6902:
    """
    Add an item to a list, take it away, or put another in its place at the end.
    """
    place, steps, kind = change.place(), change.steps, change.operation.kind
    _check_presence(change, place)
    if kind is REMOVE:
        return _taken_away(place)
    if kind is ADD:
        change.table.judge_key(change.row, change.parts[-1])
        return [] if place.exists else _put_at(change, place, _wanted(steps[-1]))
    keeps = change.row.value.empty is Empty.KEEPS
    same = change.operation.value in {None, "", key_of(steps[-1])}
    return [] if keeps and same and place.exists else _replaced_item(change, place)


def _replaced_item(change: Change[F], place: Place) -> Rfc6902:
    """
    Take an item away and put the new one last, unless the rest of the list has it.
    """
    steps = change.remaining()
    new, gone = locate(change.document, steps), _taken_away(place)
    if new.exists and new.pointer != place.pointer:
        return gone
    change.table.judge_key(change.row, key_of(steps[-1]))
    if new.exists:
        new = Place(new.pointer[:-1], steps[-1:])
    return [*gone, *_put_at(change, new, _wanted(steps[-1]))]


def _wanted(step: Step) -> Any:
    return step.wanted if isinstance(step, Item) else step


def _check_presence(change: Change[F], place: Place) -> None:
    """
    Raise if the operation is about what is not there, and AWS says so.
    """
    row = change.row
    if place.exists or change.operation.kind is ADD or not row.absent:
        return
    if change.call.is_known(row.member):
        raise row.absent.error(key_of(change.steps[-1]))


def _taken_away(place: Place) -> Rfc6902:
    return [_operation("remove", place.pointer)] if place.exists else []


def _put_at(change: Change[F], place: Place, value: Any) -> Rfc6902:
    """
    Put *value* there, after the parents that are missing.
    """
    if place.exists:
        return [_operation("replace", place.pointer, value)]
    pointer, operations = list(place.pointer), []
    for step, below in zip(place.missing, place.missing[1:], strict=False):
        pointer.append(_new_key(step))
        empty: Any = [] if isinstance(below, Item) else {}
        parent = _parent(change, len(pointer), _wanted(step), empty)
        operations.append(_operation("add", pointer, parent))
    pointer.append(_new_key(place.missing[-1]))
    return [*operations, _operation("add", pointer, value)]


def _new_key(step: Step) -> str:
    return "-" if isinstance(step, Item) else step


def _parent(change: Change[F], depth: int, wanted: Any, empty: Any) -> Any:
    """
    Return what a parent that is missing starts with.
    """
    creates = change.row.creates.get(change.row.steps.above(depth))
    if creates:
        return creates(change.call)
    return dict(wanted) if isinstance(wanted, dict) else empty


def _dropped(change: Change[F]) -> Rfc6902:
    """
    Take what is removed from a map out of the list that goes with it.
    """
    name = change.table.drops.get(change.row.member, "")
    if name not in change.document:
        return []
    return _taken_away(locate(change.document, [name, Item(change.parts[-1])]))


def _operation(op: str, pointer: Sequence[str], value: Any = None) -> dict[str, Any]:
    said = {"op": op, "path": JsonPointer.from_parts(pointer).path}
    return said if op == "remove" else {**said, "value": value}


def _without_emptied(
    document: Document, table: Table[F], touched: Touched[F]
) -> Document:
    """
    Leave out the maps and lists that a patch has emptied.
    """
    for row in touched:
        shown = row.is_member or row.member in table.shown_empty
        if not shown and not document.get(row.member):
            document.pop(row.member, None)
    return document
