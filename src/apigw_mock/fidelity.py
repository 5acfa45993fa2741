"""
The tables as text: what is accepted, what AWS answers otherwise, and how we know.

All text comes from the rows, rules and fields, the docstrings of their checks and the
errors that they name. A new row shows up without a change here.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.accepted import accepted, demanded, keys_of, words_of
from apigw_mock.apigateway.invoke import listing as invocations
from apigw_mock.apigateway.openapi import listing as imports
from apigw_mock.apigateway.rows import EVERY, OPS, Op, Operation
from apigw_mock.apigateway.tables.deployment import JUDGES_OF_CREATE
from apigw_mock.apigateway.tables.existence import READS
from apigw_mock.apigateway.tables.sources import NO_LEADING_SLASH, PAGES
from apigw_mock.apigateway.values import EXAMPLE, Word
from apigw_mock.apigatewayv2 import listing as http_and_websocket
from apigw_mock.errors import (
    ApigwError,
    InvalidInput,
)
from apigw_mock.evidence import Known
from apigw_mock.host.model import faults_of
from apigw_mock.host.rest.actions import HANDLERS
from apigw_mock.host.rest.record import members_of
from apigw_mock.host.rest.resources import RESOURCES
from apigw_mock.inputs import DEMANDS, INPUT_FITS_MODEL
from apigw_mock.listing import Answer, Line, answer_of, demand_line, sample
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from apigw_mock.apigateway.rows import Row, Table
    from apigw_mock.apigateway.rows import Rule as PatchRule
    from apigw_mock.evidence import Evidence
    from apigw_mock.host.model import Member
    from apigw_mock.refusal import Demand

    Answers = Iterator["Answer"]

_V1, _V2 = SERVICES = ("apigateway", "apigatewayv2")
_AND = " and "
_BOTH = f"{_V1}{_AND}{_V2}"
_KINDS = {_V1: "REST APIs", _V2: "HTTP and WebSocket APIs", _BOTH: "All APIs"}
_EVERY_CALL = "every call"
_OTHERS = "(any other path)"


def lines() -> list[Line]:
    """
    Return every path and rule of every table, those of an operation together.
    """
    sections: dict[str, list[Line]] = {}
    for line in chain(
        _lines_of_every_call(), _rest_lines(), http_and_websocket.lines()
    ):
        sections.setdefault(line.heading, []).append(line)
    return [*chain.from_iterable(sections.values())]


def find(
    operation: str | None, path: str | None, *, service: str | None = None
) -> list[Line]:
    """
    Return the lines of an operation and a path. None stands for all.

    Args:
        operation: in any spelling, for instance ``update-integration`` or
            ``apigatewayv2.UpdateIntegration``.
        path: as in a table or a patch, for instance
            ``/responseTemplates/application~1json``; or the name of a setting.
        service: ``apigateway`` or ``apigatewayv2``.

    Raises:
        LookupError: no line matches; the message lists what there is.
    """
    every = [line for line in lines() if service in {None, *line.service.split(_AND)}]
    found = [line for line in every if operation is None or line.is_of(operation)]
    if not found:
        names = [f"{one.service}.{one.name}" for one in operations(every)]
        there = ", ".join(name for name in names if not name.endswith(_EVERY_CALL))
        raise LookupError(f"no operation {operation}. There are: {there}")
    taken = [line for line in found if path is None or line.takes_path(path)]
    if not taken:
        raise LookupError(f"no rule on {path}. There are: {_paths(found)}")
    return taken


def _paths(found: Iterable[Line]) -> str:
    """
    Return the paths and settings that there are, those of each service by themselves.
    """
    paths: dict[str, dict[str, None]] = {}
    for line in found:
        paths.setdefault(line.service, {})[line.path] = None
    said = [f"{', '.join(those)} ({service})" for service, those in paths.items()]
    return "; ".join(said)


class Counted(NamedTuple):
    """
    An operation in the list of operations, and how many rules it has.
    """

    service: str
    name: str
    rules: int


def operations(found: Iterable[Line]) -> list[Counted]:
    """
    Return the operations that *found* is about, by service and alphabet, updates first.
    """
    counts = Counter(
        (line.service, name) for line in found for name in line.operation.split(", ")
    )
    every = (Counted(*one, rules) for one, rules in counts.items())
    return sorted(every, key=_place)


def _place(operation: Counted) -> tuple[int, bool, str]:
    service = list(_KINDS).index(operation.service)
    return service, not operation.name.startswith("Update"), operation.name


def _lines_of_every_call() -> Iterator[Line]:
    source = f"{PAGES}CommonErrors.html"
    for demand in DEMANDS:
        yield demand_line(_BOTH, _EVERY_CALL, demand, source, path="(request)")


# --- REST APIs --------------------------------------------------------------------


def _rest_lines() -> Iterator[Line]:
    patched = sorted(RESOURCES, key=lambda resource: resource.name)
    for resource in patched:
        yield from _patch_lines(resource.table)
    for resource in patched:
        if f"{resource.table.made_by.lower()}_{resource.name}" in HANDLERS:
            yield from _made_lines(resource.table)
    for resource in patched:
        yield from _call_lines(resource.table, "Get")
    for operation, demands in READS.items():
        yield from (_demand_line(operation, demand) for demand in demands)
    yield from imports.lines()
    yield from invocations.lines()
    for resource in patched:
        if resource.delete:
            yield from _call_lines(resource.table, "Delete")


def _patch_lines(table: Table[Any]) -> Iterator[Line]:
    """
    Yield the lines of an update: its demands, its paths, then its rules.
    """
    operation, members = f"Update{table.resource}", members_of(table)
    yield from _call_lines(table, "Update", table.source)
    for row in table.rows:
        yield Line(
            service=_V1,
            operation=operation,
            path=row.path,
            ops=words_of(row.ops),
            accepts=accepted(table, row, members),
            otherwise=_distinct(_refusals(table, row, members)),
            evidence=str(row.evidence),
            source=table.source,
            takes_path=_path_matcher(row),
        )
    unknown = table.wording.unknown
    yield Line(
        service=_V1,
        operation=operation,
        path=_OTHERS,
        ops=(),
        accepts="no operation",
        otherwise=_distinct(_worded(table, None)),
        evidence=str(unknown.evidence),
        source=table.source,
        takes_path=lambda _: False,
    )
    yield from _rule_lines(table, operation, table.source)


def _made_lines(table: Table[Any]) -> Iterator[Line]:
    """
    Yield the lines of a Put or Create, which is judged by the tables of updates.
    """
    operation = f"{table.made_by}{table.resource}"
    source = f"{PAGES}API_{operation}.html"
    for judge in (table, *JUDGES_OF_CREATE.get(operation, ())):
        made_by = _without_other_spellings(judge)
        lines = [
            *(_call_lines(table, table.made_by) if judge is table else ()),
            *_made_row_lines(made_by, operation, source, members_of(judge)),
            *_rule_lines(made_by, operation, source),
        ]
        yield from (replace(line, rows_of=f"Update{judge.resource}") for line in lines)


def _made_row_lines(
    table: Table[Any], operation: str, source: str, members: Mapping[str, Member]
) -> Iterator[Line]:
    for row in table.rows:
        yield Line(
            service=_V1,
            operation=operation,
            path=row.path,
            ops=(),
            accepts=demanded(table, row, members),
            otherwise=_distinct(_refusals_of_made(table, row, members)),
            evidence=str(row.evidence),
            source=source,
            takes_path=_path_matcher(row),
        )


def _without_other_spellings(table: Table[Any]) -> Table[Any]:
    """
    Return a table without the rows that only spell the path of another row differently.
    """
    paths = {row.path for row in table.rows}
    return replace(
        table, rows=tuple(row for row in table.rows if row.into not in paths)
    )


def _call_lines(table: Table[Any], verb: str, source: str = "") -> Iterator[Line]:
    """
    Yield what a call demands before anything else is looked at.
    """
    for demand in table.demands:
        if not demand.verbs or verb in demand.verbs:
            line = _demand_line(f"{verb}{table.resource}", demand)
            yield replace(line, source=source or line.source)


def _demand_line(operation: str, demand: Demand) -> Line:
    return demand_line(_V1, operation, demand, f"{PAGES}API_{operation}.html")


def _rule_lines(table: Table[Any], operation: str, source: str) -> Iterator[Line]:
    by_path = {row.path: row for row in table.rows}
    for rule in table.rules:
        on = [path for path in rule.on if path in by_path]
        yield Line(
            service=_V1,
            operation=operation,
            path=", ".join(on),
            ops=(),
            accepts=rule.name,
            otherwise=_distinct(_refusals_of_rule(rule)),
            evidence=str(rule.evidence),
            source=source,
            takes_path=_any_of(_path_matcher(by_path[path]) for path in on),
        )


def _any_of(tests: Iterable[Callable[[str], bool]]) -> Callable[[str], bool]:
    every = list(tests)
    return lambda path: any(test(path) for test in every)


def _distinct(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple(dict.fromkeys(answers))


def _path_matcher(row: Row[Any]) -> Callable[[str], bool]:
    """
    Return a test of whether a path matches the row's, or is its beginning.
    """

    def takes(path: str) -> bool:
        parts = path.lstrip("/").split("/")
        known = row.pattern.match(parts) is not None
        return known or list(row.pattern.parts[: len(parts)]) == parts

    return takes


def _refusals(
    table: Table[Any], row: Row[Any], members: Mapping[str, Member]
) -> Answers:
    """
    Yield AWS's answers to other patches on the row's path, one of each kind.
    """
    if row.ops & EVERY != EVERY or row.copies:
        yield from _worded(table, row)
    answered = (row.absent, row.copies and row.copies.absent, *row.creates.values())
    for sentence in answered:
        if isinstance(sentence, Sentence):
            yield _example(sentence.refusal, sentence.evidence)
    yield from _refusals_of_key(table, row)
    for refusal, evidence in row.value.refusals(members):
        yield answer_of(refusal, evidence)


def _refusals_of_made(
    table: Table[Any], row: Row[Any], members: Mapping[str, Member]
) -> Answers:
    yield from _refusals_of_key(table, row)
    value = row.value
    if isinstance(value, Word) and value.name:
        where = f"{table.made_by.lower()}{table.resource}Input."
        named = {value.name: members[value.name]}
        faults = list(faults_of({value.name: EXAMPLE}, named, where))
        yield answer_of(InvalidInput(faults), INPUT_FITS_MODEL.evidence)
    else:
        for refusal, evidence in value.refusals(members):
            yield answer_of(refusal, evidence)


def _refusals_of_key(table: Table[Any], row: Row[Any]) -> Answers:
    for _, key in keys_of(table, row):
        if key.otherwise:
            yield answer_of(key.otherwise.error(EXAMPLE), key.otherwise.evidence)
    if nothing := row.value.nothing:
        yield answer_of(nothing.error(row.member, "{key}"), nothing.evidence)


def _refusals_of_rule(rule: PatchRule[Any]) -> Answers:
    if not rule.items:
        yield _example(rule.refusal, rule.evidence)
    for flaw, evidence in rule.items.items():
        yield answer_of(rule.refusal([sample(flaw)]), evidence)


def _worded(table: Table[Any], row: Row[Any] | None) -> Answers:
    """
    Yield AWS's answer to each op that the row does not take.

    A copy may be refused on a row that takes it, so its answer is always there. Without
    a row: the answers on an unknown path.
    """
    taken = row.ops & ~Op.COPY if row else Op.NONE
    wording = (row and row.wording) or table.wording
    for word, op in OPS.items():
        if not op & taken:
            sentence = wording.sentence(op, is_known=row is not None)
            path = row.path if row else "{path}"
            operation = Operation(word, path, source="{from}")
            refusal = sentence.error(table, taken, operation)
            of_one_op = op in wording.by_op
            shown = refusal if of_one_op else _of_any_op(refusal)
            yield answer_of(shown, sentence.evidence)


def _of_any_op(refusal: ApigwError) -> ApigwError:
    if not dataclasses.is_dataclass(refusal) or not hasattr(refusal, "op"):
        return refusal
    return replace(refusal, op="{op}")


def _example(refusal: Callable[..., ApigwError], evidence: Evidence) -> Answer:
    return answer_of(sample(refusal), evidence)


# --- Formats ----------------------------------------------------------------------

_BOLD, _PATH, _GOOD, _BAD, _FAINT = "1", "36", "32", "31", "2"


def as_json(shown: Iterable[Line]) -> str:
    """
    Return the lines for tools, one object each.
    """
    return _json([line.as_dict() for line in shown])


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def overview_as_json(counted: Iterable[Counted]) -> str:
    """
    Return the list of operations for tools, one object each.
    """
    return _json([one._asdict() for one in counted])


def overview_as_text(counted: Iterable[Counted], *, colour: bool) -> str:
    """
    Return the list of operations for a reader in a terminal, a line each.
    """
    paint = _painted if colour else _plain_text
    blocks = []
    for service, group in groupby(counted, lambda one: one.service):
        named = f"{_KINDS[service]} ({service})"
        rows = [f"  {paint(f'{one.name:38}', _PATH)} {one.rules:5}" for one in group]
        blocks.append("\n".join((f"{paint(f'{named:40}', _BOLD)} rules", *rows)))
    return "\n\n".join((*blocks, _MORE)) + "\n"


_MORE = """\
`apigw-mock rules UpdateIntegration` prints the rules of one operation, with
`--service` those of one service, with `--path` those on one path or setting.
`apigw-mock rules --all` prints all."""


def as_text(shown: Iterable[Line], *, colour: bool) -> str:
    """
    Return the lines for a reader in a terminal.
    """
    paint = _painted if colour else _plain_text
    blocks = []
    for heading, group in groupby(shown, _heading_of_kind):
        blocks.append(paint(heading, _BOLD))
        blocks.extend("\n".join(_text(line, paint)) for line in group)
    return "\n\n".join(blocks) + "\n"


def _heading(line: Line) -> str:
    return line.heading


def _heading_of_kind(line: Line) -> str:
    return f"{_KINDS[line.service]}: {line.heading}"


def on_services(shown: Iterable[Line]) -> str:
    """
    Return how to choose between the services of the lines. Empty for only one.
    """
    counts = Counter(line.service for line in shown if line.service in SERVICES)
    if len(counts) < len(SERVICES):
        return ""
    said = (
        f"--service {service} prints the {number} rules of {_KINDS[service]} alone"
        for service, number in counts.items()
    )
    return f"{'; '.join(said)}.\n"


def _text(line: Line, paint: Callable[[str, str], str]) -> Iterator[str]:
    yield f"  {paint(line.path, _PATH)}  {', '.join(line.ops)}".rstrip()
    yield f"    accepts    {paint(line.accepts, _GOOD)}"
    if line.evidence not in {answer.evidence for answer in line.otherwise}:
        yield f"               {paint(line.evidence, _FAINT)}"
    for answer in line.otherwise:
        yield f"    otherwise  {paint(answer.text, _BAD)}"
        yield f"               {paint(answer.evidence, _FAINT)}"


def _painted(text: str, style: str) -> str:
    return f"\033[{style}m{text}\033[0m"


def _plain_text(text: str, _style: str) -> str:
    return text


# --- docs/fidelity.md -------------------------------------------------------------

COMMAND = "python -m apigw_mock rules --markdown > docs/fidelity.md"
_PAGE = """\
# Fidelity

What this package accepts, what AWS answers otherwise, and how we know. This page is
generated from the tables that judge the calls: `{command}`.

Calls to the control plane are answered as AWS answers them. What a method does with a
request is only simulated by TestInvokeMethod. What the integration calls is a stub.

A patch path of {bare} may lack its leading slash
({slash}).

The rows of an update judge the Put or Create of the same resource, too. The section of
a Put or Create lists these rows' paths and their evidence.

Words in braces stand for values of the call. How a fact is known:

| word | meaning |
|---|---|
{words}

## How much is recorded

A fact is what a rule accepts, or one of AWS's answers otherwise. An update's rows count
again for the Put or Create that they judge.

{shares}
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
    bare = _without_slash()
    every = lines()
    head = _PAGE.format(
        command=COMMAND,
        bare=bare,
        slash=NO_LEADING_SLASH,
        words=words,
        shares="\n".join(_share_rows(shares(every))),
    )
    sections = [head]
    for heading, group in groupby(every, _heading):
        sections.append(_section(heading, list(group)))
    return "\n".join(sections)


class Share(NamedTuple):
    """
    How the facts of an operation are known.

    Args:
        service: boto3's name of it.
        name: AWS's name of the operation.
        facts: how many facts are known in each way.
    """

    service: str
    name: str
    facts: Counter[str]


def shares(found: Iterable[Line]) -> list[Share]:
    """
    Return how the facts of each operation are known, by service and alphabet.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for line in found:
        for name in line.operation.split(", "):
            facts = counts.setdefault((line.service, name), Counter())
            facts.update(map(_word_of, _evidence_of(line)))
    every = [Share(*operation, facts) for operation, facts in counts.items()]
    return sorted(every, key=lambda one: _place(Counted(one.service, one.name, 0)))


def _evidence_of(line: Line) -> set[tuple[str, str]]:
    """
    Return the facts of a line, each with the evidence.
    """
    answers = {(answer.text, answer.evidence) for answer in line.otherwise}
    return {("", line.evidence), *answers}


def _word_of(fact: tuple[str, str]) -> str:
    return fact[1].partition(":")[0]


def _share_rows(found: list[Share]) -> Iterator[str]:
    """
    Yield the lines of the table of shares, the sums first.
    """
    words = [known.value for known in Known]
    yield _cells(["", "facts", *words])
    yield _cells(["---", *["--:"] * (len(words) + 1)])
    kinds = [(_KINDS[service], [service]) for service in SERVICES]
    for named, services in (("all operations", [*_KINDS]), *kinds):
        of_kind = [one.facts for one in found if one.service in services]
        yield _share_row(f"**{named}**", sum(of_kind, Counter()), words)
    for share in found:
        yield _share_row(f"{share.service} {share.name}", share.facts, words)


def _share_row(name: str, facts: Counter[str], words: list[str]) -> str:
    total = facts.total()
    parts = [f"{facts[word] / total:.0%}" if facts[word] else "" for word in words]
    return _cells([name, str(total), *parts])


def _without_slash() -> str:
    """
    Return the names of the updates whose paths may lack the leading slash.
    """
    tables = (resource.table for resource in RESOURCES)
    *names, last = sorted(f"Update{one.resource}" for one in tables if one.bare_paths)
    return f"{', '.join(names)} and {last}"


def _section(heading: str, shown: list[Line]) -> str:
    source = shown[0].source
    head = [f"## {heading}", "", f"AWS's page: <{source}>", ""]
    columns = [
        "path or setting",
        "takes",
        "accepts",
        "known",
        "AWS answers otherwise, and how that is known",
    ]
    table = [_cells(columns), _cells(["---"] * len(columns))]
    return "\n".join([*head, *table, *map(_table_row, shown), ""])


def _table_row(line: Line) -> str:
    answers = "<br>".join(
        f"`{answer.text}` ({answer.evidence})" for answer in line.otherwise
    )
    takes = ", ".join(line.ops)
    return _cells([f"`{line.path}`", takes, line.accepts, line.evidence, answers])


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in texts)} |"
