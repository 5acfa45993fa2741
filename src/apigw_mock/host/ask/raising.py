"""
Which lines of the list of rules could be raised to recorded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock import fidelity
from apigw_mock.evidence import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.host.ask.cases import Case, Folder
    from apigw_mock.listing import Answer, Line

_HOLE = re.compile(r"\\\{\w+\\\}")
_RECORDED = f"{Known.RECORDED.value}:"


class Raise(NamedTuple):
    """
    A fact that AWS's answer to a case confirms, and how it is known until now.
    """

    heading: str
    path: str
    said: str
    evidence: str

    def __str__(self) -> str:
        return f"{self.heading} {self.path}: {self.said} ({self.evidence})"


def raised_by(cases: Iterable[Case], folder: Folder) -> list[Raise]:
    """
    Return what *cases* confirm, each once. AWS answered as each of them expects.
    """
    lines = fidelity.lines()
    found = [one for case in cases for one in _of_case(case, folder, lines)]
    return list(dict.fromkeys(found))


def _of_case(case: Case, folder: Folder, lines: list[Line]) -> Iterator[Raise]:
    file = folder.load(case.file)
    name = f"{file['service']} {file['operation']}"
    for line in lines:
        if line.is_of(name) and _concerns(line, case):
            yield from _facts(line, case)


def _concerns(line: Line, case: Case) -> bool:
    """
    Whether a line is about what a case sends.
    """
    if line.accepts == case.row.get("rule") or line.path in case.row.get("rows", []):
        return True
    request = case.row["request"]
    operations = request.get("patchOperations")
    if isinstance(operations, list):
        paths = [one.get("path") for one in operations if isinstance(one, dict)]
        return any(line.takes_path(path) for path in paths if isinstance(path, str))
    return line.path in request


def _facts(line: Line, case: Case) -> Iterator[Raise]:
    if not case.is_refused:
        if not line.evidence.startswith(_RECORDED):
            yield Raise(
                line.heading, line.path, f"accepts {line.accepts}", line.evidence
            )
        return
    expected = case.expected
    text = f"{expected['status']} {expected['code']}: {expected['message']}"
    for answer in line.otherwise:
        if matches(answer, text) and not answer.evidence.startswith(_RECORDED):
            yield Raise(line.heading, line.path, answer.text, answer.evidence)


def matches(answer: Answer, text: str) -> bool:
    """
    Whether a refusal is an answer of a line, whose facts stand in braces.
    """
    pattern: Any = _HOLE.sub(".*", re.escape(answer.text))
    return re.fullmatch(pattern, text, re.DOTALL) is not None
