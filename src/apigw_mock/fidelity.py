"""
What is accepted, what AWS answers otherwise, and how we know: the tables as text.

Everything here is read off the rows, rules and fields themselves: their checks say in
the first line of their docstring what they accept, and the errors that these name say
what AWS answers. A new row shows up without a line of code here.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import pkgutil
from dataclasses import replace
from importlib import import_module
from itertools import groupby
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

from apigw_mock.apigateway import tables
from apigw_mock.apigateway.checks import fit
from apigw_mock.apigateway.patch import (
    ADD,
    NO_LEADING_SLASH,
    REMOVE,
    REPLACE,
    Empty,
    Op,
    Operation,
    PatchTable,
    Row,
    Shape,
    any_text,
    text,
)
from apigw_mock.apigateway.tables.sources import PAGES
from apigw_mock.apigatewayv2 import listing as http_and_websocket
from apigw_mock.errors import (
    ApigwError,
    EmptyMapValue,
    InvalidInput,
)
from apigw_mock.evidence import Known
from apigw_mock.host.model import faults_of, input_members
from apigw_mock.listing import Line, answer_of, first_line, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.apigateway.patch import Check
    from apigw_mock.host.model import Member

T = TypeVar("T")

_V1 = "apigateway"
_VALUE = "{value}"  # no word of any enum, and in no pattern
_EVERY = ADD | REPLACE | REMOVE
_WORDS = {ADD: "add", REPLACE: "replace", REMOVE: "remove"}


def lines() -> list[Line]:
    """
    Return every path and rule of every table.
    """
    patched = list(patch_tables())
    put = [table for table in patched if table.made_by == "Put"]
    return [
        *(line for table in patched for line in _patch_lines(table)),
        *(line for table in put for line in _put_lines(table)),
        *http_and_websocket.lines(),
    ]


def find(operation: str | None, path: str | None) -> list[Line]:
    """
    Return the lines of an operation, and of a path; None stands for all.

    Args:
        operation: in any spelling, for instance ``update-integration`` or
            ``apigatewayv2.UpdateIntegration``.
        path: as tables write it or as a patch has it, for instance
            ``/responseTemplates/application~1json``; or the name of a setting.

    Raises:
        LookupError: there is none; the message says what there is.
    """
    every = lines()
    found = [line for line in every if operation is None or line.is_of(operation)]
    if not found:
        raise LookupError(f"no operation {operation}. There are: {_operations(every)}")
    taken = [line for line in found if path is None or line.takes_path(path)]
    if not taken:
        there = ", ".join(dict.fromkeys(line.path for line in found))
        raise LookupError(f"no rule on {path}. There are: {there}")
    return taken


def _operations(every: Iterable[Line]) -> str:
    return ", ".join(
        dict.fromkeys(
            f"{line.service}.{name}"
            for line in every
            for name in line.operation.split(", ")
        )
    )


# --- REST APIs --------------------------------------------------------------------


def patch_tables() -> Iterator[PatchTable]:
    """
    Yield the tables of all patchable resources, by the names of their modules.
    """
    for module in pkgutil.iter_modules(tables.__path__, f"{tables.__name__}."):
        named = vars(import_module(module.name)).values()
        yield from (table for table in named if isinstance(table, PatchTable))


def _patch_lines(table: PatchTable) -> Iterator[Line]:
    for row in table.rows:
        yield Line(
            service=_V1,
            operation=f"Update{table.resource}",
            path=row.path,
            ops=tuple(word for op, word in _WORDS.items() if op & row.ops),
            accepts="; ".join(_accepted(table, row)),
            otherwise=_answers(_refusals(table, row)),
            evidence=str(row.evidence),
            refusal=str(row.refusal),
            source=table.source,
            takes_path=_path_matcher(row),
        )


def _answers(refusals: Iterable[ApigwError]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(answer_of, refusals)))


def _put_lines(table: PatchTable) -> Iterator[Line]:
    """
    Yield what the rows of an update say of the Put that they judge as well.
    """
    put = f"Put{table.resource}"
    for row, line in zip(table.rows, _patch_lines(table), strict=True):
        yield replace(
            line,
            operation=put,
            ops=(),
            accepts="; ".join(_demands(table, row)),
            otherwise=_answers(_refusals_of_put(table, row)),
            source=f"{PAGES}API_{put}.html",
            rows_of=line.operation,
        )


def _path_matcher(row: Row) -> Callable[[str], bool]:
    """
    Return the test of whether a path leads to the row, or begins the row's own.
    """

    def takes(path: str) -> bool:
        parts = path.lstrip("/").split("/")
        return row.matches(parts) or row.parts[: len(parts)] == tuple(parts)

    return takes


def _accepted(table: PatchTable, row: Row) -> Iterator[str]:
    """
    Yield what each part of the row demands of a patch, in words.
    """
    if row.ops is Op.NONE:
        yield "no operation"
        return
    yield from _demands(table, row)
    if row.read is not text:
        yield f"read as {_in_words(row.read)}"
    if row.no_replace is not None:
        yield f"no replace where it {_in_words(row.no_replace)}"


def _demands(table: PatchTable, row: Row) -> Iterator[str]:
    """
    Yield what each part of the row demands, whatever the call.
    """
    silent = row.check is any_text and (row.key is not any_text or row.finals)
    if row.model:
        yield _model_accepts(_member(table, row))
    elif not silent:
        yield first_line(row.check)
    if row.key is not any_text:
        yield f"key: {first_line(row.key)}"
    yield from map(first_line, row.finals)
    if row.empty is not Empty.READ:
        yield row.empty.value


def _member(table: PatchTable, row: Row) -> Member:
    return input_members(_V1, f"{table.made_by}{table.resource}")[row.model]


def _model_accepts(member: Member) -> str:
    return f"one of {', '.join(member.enum)}" if member.enum else member.pattern


def _in_words(condition: Any) -> str:
    return str(condition.__name__).replace("_", " ")


def _refusals(table: PatchTable, row: Row) -> Iterator[ApigwError]:
    """
    Yield what AWS answers to any other patch on the row's path, one of each kind.
    """
    if row.ops != _EVERY:
        yield table.unsupported(table, row.ops, Operation("{op}", row.path))
    if row.leads_to is not Shape.MEMBER and row.ops & (REPLACE | REMOVE):
        yield row.absent("{key}")
    if row.model:
        yield _model_refuses(row.model, _member(table, row))
    yield from _refusals_of_value(row)


def _refusals_of_put(table: PatchTable, row: Row) -> Iterator[ApigwError]:
    if row.model:
        named, where = {row.model: _member(table, row)}, f"put{table.resource}Input."
        yield InvalidInput(list(faults_of({row.model: _VALUE}, named, where)))
    yield from _refusals_of_value(row)


def _refusals_of_value(row: Row) -> Iterator[ApigwError]:
    if row.empty is Empty.REFUSED:
        yield EmptyMapValue(row.name, "{key}")
    for check in (row.key, row.check):
        yield from _refused_by(check)
    for judge in row.finals:
        yield from map(sample, errors_of(judge))


def _refused_by(check: Check) -> Iterator[ApigwError]:
    """
    Yield the refusal of `_VALUE`, which every check of a value refuses.
    """
    try:
        check(_VALUE)
    except ApigwError as error:
        yield error


def _model_refuses(name: str, member: Member) -> ApigwError:
    try:
        fit(_VALUE, name, member)
    except ApigwError as error:
        return error
    raise ValueError(f"the service model takes anything for {name}")


# --- what a check says ------------------------------------------------------------


def errors_of(check: Any) -> list[type[ApigwError]]:
    """
    Return the errors that a check names, itself or through ours that it calls.
    """
    found: dict[type[ApigwError], None] = {}
    seen: set[FunctionType] = set()
    waiting = [check]
    while waiting:
        function = inspect.unwrap(waiting.pop(0))
        if not isinstance(function, FunctionType) or function in seen:
            continue
        seen.add(function)
        named = list(_named(function))
        found.update(dict.fromkeys(filter(_is_refusal, named)))
        waiting.extend(one for one in named if _is_ours(one))
    return list(found)


def _named(function: FunctionType) -> Iterator[Any]:
    """
    Yield the globals that a function names, and what it holds of the one around it.
    """
    for code in _codes(function.__code__):
        for name in code.co_names:
            yield function.__globals__.get(name)
    yield from (cell.cell_contents for cell in function.__closure__ or ())


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _is_refusal(named: Any) -> bool:
    return (
        isinstance(named, type)
        and issubclass(named, ApigwError)
        and dataclasses.is_dataclass(named)
    )


def _is_ours(named: Any) -> bool:
    return str(getattr(named, "__module__", "")).startswith("apigw_mock.")


# --- how it is shown --------------------------------------------------------------

_BOLD, _PATH, _GOOD, _BAD, _FAINT = "1", "36", "32", "31", "2"


def as_json(shown: Iterable[Line]) -> str:
    """
    Return the lines for tools, one object each.
    """
    rows = [line.as_dict() for line in shown]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_text(shown: Iterable[Line], *, colour: bool) -> str:
    """
    Return the lines for a reader in a terminal.
    """
    paint = _painted if colour else _plain_text
    blocks = []
    for heading, group in groupby(shown, _heading):
        blocks.append(paint(heading, _BOLD))
        blocks.extend("\n".join(_text(line, paint)) for line in group)
    return "\n\n".join(blocks) + "\n"


def _heading(line: Line) -> str:
    return line.heading


def _text(line: Line, paint: Callable[[str, str], str]) -> Iterator[str]:
    yield f"  {paint(line.path, _PATH)}  {', '.join(line.ops)}".rstrip()
    yield f"    accepts    {paint(line.accepts, _GOOD)}"
    for answer in line.otherwise:
        yield f"    otherwise  {paint(answer, _BAD)}"
    yield f"    evidence   {paint(line.evidence, _FAINT)}"
    if line.refusal != line.evidence:
        yield f"    refusal    {paint(line.refusal, _FAINT)}"


def _painted(text: str, style: str) -> str:
    return f"\033[{style}m{text}\033[0m"


def _plain_text(text: str, _style: str) -> str:
    return text


# --- docs/fidelity.md -------------------------------------------------------------

COMMAND = "python -m apigw_mock rules --markdown > docs/fidelity.md"
_PAGE = """\
# Fidelity

What this package accepts, what AWS answers otherwise, and how we know. The page is
generated from the tables that decide: `{command}`.

What a call does to the control plane is answered as AWS answers it. What an integration
does with a request or a backend's answer (pattern matching, templates, conversion) is
not simulated.

A REST API's patch path without its leading slash is taken as if it had one
({slash}).

What a Put accepts stands under the paths of the update whose rows judge it; how it is
known is said of the row.

Words in braces stand for what the call holds. How a fact is known:

| word | meaning |
|---|---|
{words}
"""
_MEANINGS = {
    Known.RECORDED: "AWS's own answer was written down",
    Known.DOCUMENTED: "AWS's documentation or service model says so",
    Known.REPORTED: "others say that AWS answers so",
    Known.INFERRED: "follows from facts of the other kinds",
}


def page() -> str:
    """
    Return ``docs/fidelity.md``.
    """
    words = "\n".join(
        f"| {known.value} | {text} |" for known, text in _MEANINGS.items()
    )
    sections = [_PAGE.format(command=COMMAND, slash=NO_LEADING_SLASH, words=words)]
    for heading, group in groupby(lines(), _heading):
        sections.append(_section(heading, list(group)))
    return "\n".join(sections)


def _section(heading: str, shown: list[Line]) -> str:
    source = shown[0].source
    head = [f"## {heading}", "", f"AWS's page: <{source}>", ""]
    columns = ["path or setting", "takes", "accepts", "AWS answers otherwise", "known"]
    table = [_cells(columns), _cells(["---"] * len(columns))]
    return "\n".join([*head, *table, *map(_table_row, shown), ""])


def _table_row(line: Line) -> str:
    answers = "<br>".join(f"`{answer}`" for answer in line.otherwise)
    known = [line.evidence]
    if line.refusal != line.evidence:
        known.append(f"refusal {line.refusal}")
    takes = ", ".join(line.ops)
    return _cells([f"`{line.path}`", takes, line.accepts, answers, "<br>".join(known)])


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in texts)} |"
