"""
Patch operations: apply them to a document, as the table of its resource says.

The table decides, `jsonpatch` applies. This module turns API Gateway's add, replace,
remove and copy into operations of RFC 6902. Where the two differ, a row says how.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NoReturn

from jsonpatch import JsonPatch
from jsonpointer import JsonPointer, JsonPointerException

from apigw_mock.apigateway.judging import (
    drop_emptied,
    judge,
    key_of,
    refusing,
    settle_members,
)
from apigw_mock.apigateway.places import Item, Place, Step, locate
from apigw_mock.apigateway.refusals import InvalidMappings
from apigw_mock.apigateway.rows import (
    ADD,
    COPY,
    REMOVE,
    REPLACE,
    Call,
    Case,
    F,
    Op,
    Rule,
)
from apigw_mock.apigateway.values import Empty, is_nothing
from apigw_mock.locks import computed_once
from apigw_mock.refusal import ApigwError, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
        members: the input members of the resource's Put or Create, by name in boto3.

    Raises:
        ApigwError: AWS refuses one of the operations or the finished document.
    """
    result = deepcopy(document)  # once per call, not once per operation
    call = Call(result, facts, members, operations, document)
    done: list[Row[F]] = []
    try:
        return _patched(call, table, done)
    except ApigwError as error:
        error.case = Case(table, call, _refused_places(error, call, table, done))
        raise


def _patched(call: Call[F], table: Table[F], done: list[Row[F]]) -> Document:
    """
    Apply the operations, note the row of each that is accepted, and judge the result.
    """
    touched: Touched[F] = {}
    for operation in call.operations:
        change = find_change(operation, table, call)
        with refusing(change.row):
            JsonPatch(_in_rfc6902(change)).apply(call.document, in_place=True)
        places = [change.remaining()]
        judge(table, call, {change.row: places}, at_once=True)
        touched.setdefault(change.row, []).extend(places)
        done.append(change.row)
    judge(table, call, touched, at_once=False)
    settle_members(table, call)
    return _without_emptied(call.document, table, touched)


def _refused_places(
    error: ApigwError, call: Call[F], table: Table[F], done: Sequence[Row[F]]
) -> tuple[int, ...]:
    """
    Return the positions of the operations that a refusal is about.

    If a rule refused the finished document, they are those on the rule's paths, or on
    the mappings that it names.
    """
    if len(done) < len(call.operations):
        return (len(done),)
    on = error.rule.on if isinstance(error.rule, Rule) else ()
    judged = [place for place, row in enumerate(done) if row.path in on]
    if isinstance(error, InvalidMappings):
        keys = {one: _parts(call.operations[one], table)[-1] for one in judged}
        return tuple(one for one in judged if keys[one] in error.mappings)
    return tuple(judged)


# --- The row of an operation -------------------------------------------------------


@dataclass(frozen=True)
class Change(Generic[F]):
    """
    An operation that is about to be applied, with the row that takes it.

    Args:
        row: takes the operation.
        table: has the row.
        operation: as sent.
        parts: the unescaped segments of its path.
        holes: what stands in the holes of the row's path.
        call: its document is as the operations before this one left it.
    """

    row: Row[F]
    table: Table[F]
    operation: Operation
    parts: Sequence[str]
    holes: dict[str, str]
    call: Call[F]

    @property
    def document(self) -> Document:
        return self.call.document

    @computed_once
    def steps(self) -> list[Step]:
        """
        The steps to the place that the operation changes.
        """
        holes = self.table.read_keys(self.holes)
        if self.row.steps.by_value:
            holes["value"] = self.value()
        return self.row.steps.filled(holes)

    def place(self) -> Place:
        return locate(self.document, self.steps)

    def remaining(self) -> list[Step]:
        """
        Return the steps to the same place after the operation.

        A replaced item of a list is found by its new value.
        """
        *above, last = self.steps
        if isinstance(last, Item) and self.operation.kind is REPLACE:
            last = Item(self.value())
        return [*above, last]

    def value(self) -> Any:
        """
        Return the operation's value as the row reads it.

        Raises:
            ApigwError: AWS refuses the value.
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
        ApigwError: no row has the path, or none of its rows takes the op.
    """
    parts = _parts(operation, table)
    known: list[Row[F]] = []
    for row in table.rows if parts else ():
        holes = row.pattern.match(parts)
        if holes is None or not table.knows(holes):
            continue
        if operation.kind & row.takes(call):
            return Change(row, table, operation, parts, holes, call)
        known.append(row)
    if known:
        _refuse_op(operation, table, known, call)
    unknown = table.wording.sentence(operation.kind, is_known=False)
    raise unknown.error(table, Op.NONE, operation)


def _refuse_op(
    operation: Operation, table: Table[F], known: Sequence[Row[F]], call: Call[F]
) -> NoReturn:
    """
    Raise the refusal of an op that none of a path's *known* rows takes.
    """
    first, taken = known[0], Op.NONE
    for row in known:
        taken |= row.takes(call) if row.path == first.path else Op.NONE
    wording = first.wording or table.wording
    with refusing(first):
        sentence = wording.sentence(operation.kind, is_known=True)
        raise sentence.error(table, taken, operation)


def _parts(operation: Operation, table: Table[F]) -> list[str]:
    """
    Return the unescaped segments of the path, or none if it is not a JSON pointer.
    """
    path = operation.path or ""
    if table.bare_paths and not path.startswith("/"):
        path = f"/{path}"
    try:
        return list(JsonPointer(path).parts)
    except JsonPointerException:  # no leading slash, or a ~ that escapes nothing
        return []


# --- Operations of API Gateway as operations of RFC 6902 -----------------------------


def _in_rfc6902(change: Change[F]) -> Rfc6902:
    if change.operation.kind is COPY:
        return _copied(change)
    if change.row.steps.names_item:
        return _changed_list(change)
    return _changed_entry(change)


def _copied(change: Change[F]) -> Rfc6902:
    """
    Copy what ``from`` names. If the row merges, keep other keys of the target.
    """
    copies, source = change.row.copies, change.operation.source
    if not copies or source not in copies.sources:
        wording = change.row.wording or change.table.wording
        refusal = wording.sentence(COPY, is_known=True)
        raise refusal.error(change.table, change.row.ops, change.operation)
    found = locate(change.document, JsonPointer(source).parts)
    if not found.exists:
        if copies.absent and found.missing[1:]:
            raise copies.absent.error(source)
        return []
    value, place = found.value, change.place()
    if copies.merges and place.exists:
        value = {**place.value, **value}
    return _put_at(change, place, deepcopy(value))


def _changed_entry(change: Change[F]) -> Rfc6902:
    """
    Add, replace or remove a member or an entry of a map.
    """
    place = change.place()
    _check_presence(change, place)
    if change.operation.kind is REMOVE:
        return [*_taken_away(place), *_dropped(change)]
    if change.row.value.clears(change.operation.value):
        return _taken_away(place)
    value = change.value()
    change.table.judge_keys(change.holes)
    return _put_at(change, place, value)


def _changed_list(change: Change[F]) -> Rfc6902:
    """
    Add, replace or remove an item of a list. A replaced item moves to the end.
    """
    place, kind = change.place(), change.operation.kind
    _check_presence(change, place)
    if kind is REMOVE:
        return _taken_away(place)
    if kind is REPLACE:
        return _replaced_item(change, place)
    change.table.judge_keys(change.holes)
    return [] if place.exists else _put_at(change, place, _wanted(change.steps[-1]))


def _replaced_item(change: Change[F], place: Place) -> Rfc6902:
    """
    Remove an item and append the new one, unless the list already has the new one.

    On some rows an item stays in its place if nothing, or the item itself, replaces it.
    """
    may_stay, steps = change.row.value.empty is Empty.KEEPS, change.remaining()
    if may_stay and is_nothing(change.operation.value):
        return []
    new, gone = locate(change.document, steps), _taken_away(place)
    if new.exists and new.pointer != place.pointer:
        return gone
    if new.exists and may_stay:
        return []
    change.table.judge_keys(change.holes | {change.row.last_hole: key_of(steps[-1])})
    if new.exists:
        new = Place(new.pointer[:-1], steps[-1:])
    return [*gone, *_put_at(change, new, _wanted(steps[-1]))]


def _wanted(step: Step) -> Any:
    return step.wanted if isinstance(step, Item) else step


def _check_presence(change: Change[F], place: Place) -> None:
    """
    Raise if replace or remove finds nothing and AWS refuses that.
    """
    row = change.row
    if place.exists or change.operation.kind is ADD:
        return
    if change.operation.kind is REMOVE:
        _creator(change, place.missing)
    if row.absent:
        raise change.call.refusal(row.absent, _wanted(change.steps[-1]))


def _taken_away(place: Place) -> Rfc6902:
    return [_operation("remove", place.pointer)] if place.exists else []


def _put_at(change: Change[F], place: Place, value: Any) -> Rfc6902:
    """
    Put *value* at the place, and create the parents that are missing.
    """
    if place.exists:
        return [_operation("replace", place.pointer, value)]
    first, *below = place.missing
    pointer = [*place.pointer, "-" if isinstance(first, Item) else first]
    if below:
        parent = _parent(change, place.missing)
        inner = _put_at(change, locate(parent, below), value)
        value = JsonPatch(inner).apply(parent, in_place=True)
    return [_operation("add", pointer, value)]


def _parent(change: Change[F], missing: Sequence[Step]) -> Any:
    """
    Return the initial content of the parent that the first of *missing* names.
    """
    creates, wanted = _creator(change, missing), _wanted(missing[0])
    if creates:
        return deepcopy(creates(change.call))
    if isinstance(wanted, dict):
        return dict(wanted)
    return [] if isinstance(missing[1], Item) else {}


def _creator(
    change: Change[F], missing: Sequence[Step]
) -> Callable[[Call[F]], Any] | None:
    """
    Return what makes the parent that the first of *missing* names, if the row says so.

    Raises:
        ApigwError: AWS refuses that the parent is missing.
    """
    steps = change.row.steps
    place = steps.above(len(steps.parts) - len(missing) + 1)
    creates = change.row.creates.get(place)
    if isinstance(creates, Sentence):
        raise change.call.refusal(creates, _wanted(missing[0]))
    return creates


def _dropped(change: Change[F]) -> Rfc6902:
    """
    Remove the key from the list that depends on the map, if there is one.
    """
    name = change.table.drops.get(change.row.member, "")
    if name not in change.document:
        return []
    item = Item(key_of(change.steps[-1]))
    return _taken_away(locate(change.document, [name, item]))


def _operation(op: str, pointer: Sequence[str], value: Any = None) -> dict[str, Any]:
    said = {"op": op, "path": JsonPointer.from_parts(pointer).path}
    return said if op == "remove" else {**said, "value": value}


def _without_emptied(
    document: Document, table: Table[F], touched: Touched[F]
) -> Document:
    """
    Delete the maps and lists that a patch emptied, unless AWS shows them empty.
    """
    for row, places in touched.items():
        for steps in places:
            drop_emptied(document, row, steps, table.shown_empty)
    return document
