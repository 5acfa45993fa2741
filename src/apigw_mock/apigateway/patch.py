"""
Patch operations: a document, operations and a table give a new document.

`jsonpatch` applies, the table decides. What API Gateway calls add, replace and
remove is translated to RFC 6902 here; where the two differ (values are text, add
takes a present key, replace may come without a value) a column of the row says how.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum, Flag, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from jsonpatch import JsonPatch
from jsonpointer import JsonPointer, JsonPointerException

from apigw_mock.apigateway.checks import fit
from apigw_mock.apigateway.refusals import (
    EmptyMapValue,
    InvalidPatchPath,
    ParameterNotFound,
    UnsupportedPatchOp,
)
from apigw_mock.apigateway.tables.printed import PRINTED
from apigw_mock.evidence import documented
from apigw_mock.locks import computed_once
from apigw_mock.refusal import ApigwError, Fault, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from apigw_mock.evidence import Evidence

    Around = Mapping[str, Any]
    Condition = Callable[[Around], bool]
    Check = Callable[[Any], None]
    Final = Callable[[Mapping[str, Any], Around], None]
    Complaint = Callable[["PatchTable", "Op", "Operation"], ApigwError]
    Touched = dict["Row", dict[str, None]]  # keys in the order in which they came

Document = dict[str, Any]


class Op(Flag):
    """
    What a row's path takes; ``move``, ``copy`` and ``test`` no row takes.
    """

    NONE = 0
    ADD = auto()
    REPLACE = auto()
    REMOVE = auto()


ADD, REPLACE, REMOVE = Op.ADD, Op.REPLACE, Op.REMOVE
OPS = {"add": ADD, "remove": REMOVE, "replace": REPLACE}  # as AWS lists them
_WORDS = PRINTED["patchOperations.op"]
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)


class Empty(Enum):
    """
    What a value that is missing, null or ``""`` does.
    """

    CLEARS = "an empty or missing value clears it"
    KEPT = '"" is kept, a missing value clears it'
    NULL = "an empty or missing value is stored, read back as null"
    REFUSED = "an empty or missing value is refused"
    READ = "read like any other text"


class Shape(Enum):
    """
    What a path leads to.
    """

    MEMBER = "a member"
    ENTRY = "an entry of a map"
    ITEM = "an item of a list, named by the path"
    VALUE = "an item of a list, named by the value"


@dataclass(frozen=True)
class Operation:
    """
    One patch operation as it was sent; what was not sent is None.
    """

    op: str | None
    path: str | None
    value: str | None = None

    @classmethod
    def sent(cls, item: Mapping[str, str]) -> Operation:
        """
        Return the operation that a request's JSON object says.
        """
        return cls(*map(item.get, ("op", "path", "value")))


def any_text(_: Any) -> None:
    """
    Accept every value.
    """


def text(value: str | None) -> str | None:
    return value


def capitals(value: str | None) -> str | None:
    """
    Read a word whose letter case does not matter.
    """
    return value and value.upper()


def none_for_a_dash(value: str | None) -> str | None:
    """
    Read a selection pattern: a dash stands for none.
    """
    return None if value == "-" else value


def boolean(value: str | None) -> bool:
    """
    Read a boolean as Java does: ``true`` in any letter case is true, all else false.
    """
    return value is not None and value.lower() == "true"


def integer(value: str | None) -> int | None:
    """
    Read an integer; a text that is none is None.
    """
    return int(value) if value and _INTEGER.fullmatch(value) else None


@dataclass(frozen=True, eq=False)
class Row:
    """
    One path of a resource: what it takes, and what AWS refuses on it.

    Args:
        path: ``/name`` of a member, or ``/name/{key}`` of the entries of a map.
        ops: those that the path takes.
        check: raises for a value that AWS refuses, operation by operation.
        key: raises for a key that AWS refuses.
        empty: what a missing or empty value does.
        read: what becomes of the value's text.
        absent: raised with the key when replace or remove finds none.
        suits: judges a member against what no other operation changes, given as for
            *final*; at once in a patch, at the end in a Put.
        final: judges what this call set, given as ``{key: value}``, and what is
            around the resource, once all operations are done. *Around* holds the
            finished document as ``document``.
        shape: what the path leads to; left out, its form says so.
        model: the member of Put's input whose words or pattern the value must fit.
        no_replace: where it holds, the path takes no replace after all.
        only_if: where it does not hold, the member is silently left out.
        drops: a list that loses what is removed from the map.
        shows_empty: an emptied map or list is shown, not left out.
        default: what a Put stores that leaves the member out.
        evidence: how it is known what the path takes.
        refusal: how it is known what AWS answers otherwise.
    """

    path: str
    ops: Op
    check: Check = any_text
    key: Check = any_text
    empty: Empty = Empty.READ
    read: Callable[[str | None], Any] = text
    absent: Callable[[str], ApigwError] = ParameterNotFound
    suits: Final | None = None
    final: Final | None = None
    shape: Shape | None = None
    model: str = ""
    no_replace: Condition | None = None
    only_if: Condition | None = None
    drops: str = ""
    shows_empty: bool = False
    default: Callable[[Around], Any] | None = None
    evidence: Evidence = field(kw_only=True)
    refusal: Evidence = field(kw_only=True)

    def __str__(self) -> str:
        return self.path

    @property
    def ground(self) -> Evidence:
        """
        How it is known what this row refuses.
        """
        return self.refusal

    @computed_once
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path[1:].split("/"))

    @property
    def name(self) -> str:
        return self.parts[0]

    @computed_once
    def leads_to(self) -> Shape:
        return self.shape or (Shape.ENTRY if "{" in self.path else Shape.MEMBER)

    @computed_once
    def finals(self) -> tuple[Final, ...]:
        """
        What judges the finished document.
        """
        return tuple(judge for judge in (self.suits, self.final) if judge)

    def matches(self, parts: Sequence[str]) -> bool:
        return len(parts) == len(self.parts) and all(
            mine.startswith("{") or mine == theirs
            for mine, theirs in zip(self.parts, parts, strict=True)
        )

    def takes(self, around: Around) -> Op:
        """
        Return the ops that the path takes on the resource at hand.
        """
        barred = self.no_replace is not None and self.no_replace(around)
        return self.ops & ~REPLACE if barred else self.ops

    def clears(self, value: Any) -> bool:
        """
        Whether *value*, as it was sent, leaves the member out.
        """
        if self.empty is Empty.KEPT:
            return self.read(value) is None
        return self.empty is Empty.CLEARS and not value

    def judge(self, value: Any, around: Around) -> None:
        """
        Raise if AWS refuses *value*.
        """
        if self.model:
            fit(value, self.model, around["members"][self.model])
        self.check(value)


def says_invalid_path(_: PatchTable, __: Op, operation: Operation) -> ApigwError:
    return InvalidPatchPath(operation.op or "", operation.path)


def lists_ops(_: PatchTable, taken: Op, operation: Operation) -> ApigwError:
    allowed = [word for word, op in OPS.items() if op & taken]
    return UnsupportedPatchOp(operation.op or "", operation.path, allowed)


@dataclass(frozen=True)
class PatchTable:
    """
    The paths of one resource.

    Args:
        resource: AWS's name of it, as in ``Update{resource}``.
        source: AWS's page on its paths.
        rows: by path.
        unsupported: what is raised for an op that a known path does not take. Given
            the table, the ops that the path takes, and the operation.
        unknown: likewise for a path that no row has; it takes no op.
        made_by: the verb of the call that makes one; its input has the enums.
    """

    resource: str
    source: str
    rows: tuple[Row, ...]
    unsupported: Complaint = says_invalid_path
    unknown: Complaint = says_invalid_path
    made_by: str = "Put"

    def row_for(
        self, operation: Operation, parts: Sequence[str], around: Around
    ) -> Row:
        """
        Return the row that takes *operation*.

        Raises:
            ApigwError: no row has the path, or its row does not take the op.
        """
        for row in self.rows:
            if row.matches(parts):
                taken = row.takes(around)
                if OPS.get(operation.op or "", Op.NONE) & taken:
                    return row
                with _refusing(row):
                    raise self.unsupported(self, taken, operation)
        raise self.unknown(self, Op.NONE, operation)


def op_faults(operations: Iterable[Operation], member: str) -> Iterator[Fault]:
    """
    Yield a fault for each op that the service model does not have, 1-based.

    Args:
        operations: as sent.
        member: what AWS calls the input, for instance ``updateMethodInput``.
    """
    for number, operation in enumerate(operations, start=1):
        where = f"{member}.patchOperations.{number}.member.op"
        if operation.op is None:
            yield Fault(None, where, "not be null")
        elif operation.op not in _WORDS:
            words = f"satisfy enum value set: [{', '.join(_WORDS)}]"
            yield Fault(operation.op, where, words)


def check_input(faults: Iterable[Fault]) -> None:
    """
    Raise one `InvalidInput` for all *faults*, if there are any.
    """
    if found := list(faults):
        raise InvalidInput(found)


def apply_patch(
    document: Document,
    operations: Sequence[Operation],
    table: PatchTable,
    around: Around,
) -> Document:
    """
    Return *document* after every operation, or raise and change nothing.

    Args:
        document: the resource as API Gateway shows it, for instance
            ``{"statusCode": "200", "responseParameters": {name: mapping}}``.
            Never modified.
        operations: applied in order; each sees the effect of those before it.
        table: the rows that say which path takes which op.
        around: what the rows' conditions, defaults and checks read of the resource's
            surroundings, by name, for instance ``{"declared": …}``; ``members`` holds
            the members of Put's input by their names in boto3, ``left_out`` the maps
            of which an import knows nothing: no key of theirs is absent.

    Raises:
        ApigwError: AWS refuses one of the operations, or the document they lead to.
    """
    result = deepcopy(document)  # once per call, not once per operation
    around = {**around, "document": result}
    touched: Touched = {}
    for operation in operations:
        parts = _parts(operation)
        row = table.row_for(operation, parts, around)
        step = Step(row, operation, parts, result, around)
        with _refusing(row):
            JsonPatch(_TRANSLATE[row.leads_to](step)).apply(result, in_place=True)
            if row.suits:
                row.suits(_left(result, row, [step.sets()]), around)
        touched.setdefault(row, {})[step.sets()] = None
    return _without_emptied(_finished(result, table, touched, around), touched)


def apply_put(document: Document, table: PatchTable, around: Around) -> Document:
    """
    Return a whole new *document*, judged and completed by the rows of its table.

    Args:
        document: as it was sent, without members that are null. Never modified.
        table: the rows that say what AWS refuses, here and in a patch.
        around: as for `apply_patch`.

    Raises:
        ApigwError: AWS refuses a value, a key or the document as a whole.
    """
    result = deepcopy(document)
    around = {**around, "document": result, "left_out": ()}  # it is whole
    for row in table.rows:
        with _refusing(row):
            _settle(row, result, around)
    touched: Touched = {row: dict.fromkeys(_keys(row, result)) for row in table.rows}
    return _finished(result, table, touched, around)


def completed(document: Document, table: PatchTable, around: Around) -> Document:
    """
    Return *document*, which nobody judges, as a Put of the same would have left it.

    Args:
        document: never modified.
        table: the rows that say what a Put gives and leaves out.
        around: what the rows' defaults hang on.
    """
    result = deepcopy(document)
    around = {**around, "document": result}
    for row in table.rows:
        _give(row, result, around)
    return _without_strange(result, table, around)


def _give(row: Row, document: Document, around: Around) -> None:
    if row.default and row.name not in document:
        given = row.default(around)
        document.update({} if given is None else {row.name: given})


def _settle(row: Row, document: Document, around: Around) -> None:
    """
    Judge what a Put gives for *row*, and give what it leaves out.
    """
    _give(row, document, around)
    holder = _holder(row, document)
    for key in _keys(row, document) if isinstance(holder, dict) else ():
        _settle_value(row, holder, key, around)
        if row.leads_to is Shape.ENTRY:
            row.key(key)


def _settle_value(row: Row, holder: dict[str, Any], key: str, around: Around) -> None:
    value = holder[key]
    nothing = value is None or value == ""
    if nothing and row.empty is Empty.REFUSED:
        raise EmptyMapValue(row.name, key)
    if nothing and row.empty is Empty.NULL:
        holder[key] = None
    elif row.clears(value):
        del holder[key]
    else:
        holder[key] = row.read(value) if isinstance(value, str | None) else value
        row.judge(holder[key], around)


def _finished(
    document: Document, table: PatchTable, touched: Touched, around: Around
) -> Document:
    """
    Return *document* after its final checks, without what is strange to it.
    """
    for row in (row for row in table.rows if row in touched):
        for judge in row.finals:
            with _refusing(row):
                judge(_left(document, row, touched[row]), around)
    return _without_strange(document, table, around)


def _without_strange(document: Document, table: PatchTable, around: Around) -> Document:
    """
    Leave out the members that a resource of this kind does not have.
    """
    for row in table.rows:
        if row.only_if and not row.only_if(around):
            document.pop(row.name, None)
    return document


def _without_emptied(document: Document, touched: Touched) -> Document:
    """
    Leave out what a patch has emptied.
    """
    for row in touched:
        shown = row.shows_empty or row.leads_to is Shape.MEMBER
        if not shown and not document.get(row.name):
            document.pop(row.name, None)
    return document


@contextmanager
def _refusing(row: Row) -> Iterator[None]:
    """
    Note *row* on a refusal, for whoever shows it.
    """
    try:
        yield
    except ApigwError as error:
        error.rule = row
        raise


NO_LEADING_SLASH = documented(
    "AWS CLI examples of update-integration; for the other operations inferred"
)


def _parts(operation: Operation) -> list[str]:
    """
    Return the unescaped segments of the path; a leading slash may be missing.
    """
    path = operation.path or ""
    try:
        return list(JsonPointer(path if path.startswith("/") else f"/{path}").parts)
    except JsonPointerException:  # a ~ that escapes nothing
        raise InvalidPatchPath(operation.op or "", operation.path) from None


class Step(NamedTuple):
    """
    One operation about to be applied to the document.
    """

    row: Row
    operation: Operation
    parts: list[str]
    document: Document
    around: Around

    def sets(self) -> str:
        """
        Return the member, key or item that the operation leaves behind.
        """
        renames = (self.row.leads_to, self.operation.op) == (Shape.ITEM, "replace")
        if renames or self.row.leads_to is Shape.VALUE:
            return self.operation.value or ""
        return self.parts[-1]

    @property
    def path(self) -> str:
        return str(JsonPointer.from_parts(self.parts).path)

    def value(self) -> Any:
        """
        Return what the row makes of the operation's value, or raise.
        """
        row, sent = self.row, self.operation.value
        if not sent and row.empty is Empty.REFUSED:
            raise EmptyMapValue(row.name, self.parts[-1])
        if not sent and row.empty is Empty.NULL:
            return None
        value = row.read(sent)
        row.judge(value, self.around)
        return value

    def may_be_there(self) -> bool:
        """
        Whether AWS may have what the document lacks, for an import left it out.
        """
        return self.row.name in self.around.get("left_out", ())

    def clears(self) -> bool:
        return self.operation.op == "remove" or self.row.clears(self.operation.value)


# Each of these returns what an operation means in the words of RFC 6902.
Rfc6902 = list[dict[str, Any]]


def _member(step: Step) -> Rfc6902:
    *above, name = step.parts
    holder = step.document.get(above[0], {}) if above else step.document
    if step.clears():
        return [{"op": "remove", "path": step.path}] if name in holder else []
    first = [] if holder or not above else [_add(f"/{above[0]}", {})]
    return [*first, _add(step.path, step.value())]


def _entry(step: Step) -> Rfc6902:
    name, key = step.row.name, step.parts[-1]
    there = key in step.document.get(name, {})
    if step.operation.op != "add" and not there and not step.may_be_there():
        raise step.row.absent(key)
    if step.operation.op == "remove":
        gone = [_remove(step.path)] if there else []
        return [*gone, *_dropped(step)]
    value = step.value()
    step.row.key(key)
    first = [] if name in step.document else [_add(f"/{name}", {})]
    return [*first, _add(step.path, value)]


def _dropped(step: Step) -> Rfc6902:
    name, items = step.row.drops, step.document.get(step.row.drops, [])
    found = step.parts[-1] in items
    return [_remove(f"/{name}/{items.index(step.parts[-1])}")] if found else []


def _item(step: Step) -> Rfc6902:
    item, instead = step.parts[-1], step.operation.value
    there = item in step.document.get(step.row.name, [])
    if there and step.operation.op == "replace" and instead in {None, "", item}:
        return []
    return _listed(step, item, instead)


def _by_value(step: Step) -> Rfc6902:
    return _listed(step, step.value(), None)


def _listed(step: Step, item: str, instead: str | None) -> Rfc6902:
    name, op = step.row.name, step.operation.op
    items = step.document.get(name, [])
    there = item in items
    if op != "add" and not there and not step.may_be_there():
        raise step.row.absent(item)
    goes = there and op != "add"
    gone = [_remove(f"/{name}/{items.index(item)}")] if goes else []
    new = {"add": [item], "replace": [instead or ""], "remove": []}[op or ""]
    first = [] if name in step.document else [_add(f"/{name}", [])]
    return [*first, *gone, *(_add(f"/{name}/-", i) for i in new if i not in items)]


def _add(path: str, value: Any) -> dict[str, Any]:
    return {"op": "add", "path": path, "value": value}


def _remove(path: str) -> dict[str, Any]:
    return {"op": "remove", "path": path}


_TRANSLATE: dict[Shape, Callable[[Step], Rfc6902]] = {
    Shape.MEMBER: _member,
    Shape.ENTRY: _entry,
    Shape.ITEM: _item,
    Shape.VALUE: _by_value,
}


def _holder(row: Row, document: Document) -> Any:
    """
    Return the map or list that the row's keys stand in.
    """
    flat = len(row.parts) == 1 and row.leads_to is Shape.MEMBER
    return document if flat else document.get(row.name, {})


def _keys(row: Row, document: Document) -> list[str]:
    """
    Return the row's keys that the document has.
    """
    holder = _holder(row, document)
    if row.leads_to is Shape.MEMBER:
        return [row.parts[-1]] if row.parts[-1] in holder else []
    return list(holder)


def _left(document: Document, row: Row, keys: Iterable[str]) -> dict[str, Any]:
    """
    Return what is left of the *keys* that a call has set.
    """
    holder = _holder(row, document)
    if holder is document:
        return {row.name: document.get(row.name)}
    if isinstance(holder, list):
        return {key: key for key in keys if key in holder}
    return {key: holder[key] for key in keys if key in holder}
