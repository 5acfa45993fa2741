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
    of_operation = [line for line in lines if line.is_of(name)]
    own = [line for line in of_operation if _concerns(line, case)]
    # A sentence on what the URL names, or on no known path, is on a line of its own.
    facts = [*_facts(own, case)] or [*_facts(of_operation, case, is_refusal=True)]
    yield from (fact for fact in facts if not fact.evidence.startswith(_RECORDED))


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


def _facts(
    lines: list[Line], case: Case, *, is_refusal: bool = False
) -> Iterator[Raise]:
    """
    Yield what AWS's answer says of *lines*. With *is_refusal*, only what it refuses.
    """
    if not case.is_refused:
        for line in [] if is_refusal else lines:
            said = f"accepts {line.accepts}"
            yield Raise(line.heading, line.path, said, line.evidence)
        return
    expected = case.expected
    text = f"{expected['status']} {expected['code']}: {expected['message']}"
    for line in lines:
        for answer in line.otherwise:
            if matches(answer, text):
                yield Raise(line.heading, line.path, answer.text, answer.evidence)


def matches(answer: Answer, text: str) -> bool:
    """
    Whether a refusal is an answer of a line, whose facts stand in braces.
    """
    pattern: Any = _HOLE.sub(".*", re.escape(answer.text))
    return re.fullmatch(pattern, text, re.DOTALL) is not None
