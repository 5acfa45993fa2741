"""
What an import of a REST API reads, leaves out and refuses, as lines of the list of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.apigateway.openapi import (
    forms,
    integrations,
    operations,
    options,
    schemas,
    security,
    sentences,
    settings,
)
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGES
from apigw_mock.listing import Answer, Line, answer_of, sample
from apigw_mock.openapi.constructs import lines_of
from apigw_mock.openapi.sentences import READABLE, REFUSED, SHORT, WARNED, Finding
from apigw_mock.openapi.structure import FINDINGS, SILENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.openapi.constructs import Construct
    from apigw_mock.refusal import Demand, Sentence

_SERVICE = "apigateway"
IMPORT, PUT, PARTS = "ImportRestApi", "PutRestApi", "ImportDocumentationParts"
BOTH = f"{IMPORT}, {PUT}"
_DEMANDS: dict[str, tuple[Demand, ...]] = {
    IMPORT: (SHORT, READABLE, options.WORDS),
    PUT: (SHORT, READABLE, options.WORDS, existence.API),
    PARTS: (SHORT, options.DOCUMENTATION, options.WORDS, existence.API),
}
_CONSTRUCTS: dict[str, tuple[Construct, ...]] = {
    BOTH: (
        *options.OF_ALL,
        *settings.CONSTRUCTS,
        *operations.CONSTRUCTS,
        *forms.CONSTRUCTS,
        *schemas.CONSTRUCTS,
        *security.CONSTRUCTS,
    ),
    IMPORT: options.OF_IMPORT,
    PUT: options.OF_PUT,
    PARTS: (*options.OF_PARTS, *settings.PART.constructs),
}


class Listed(NamedTuple):
    """
    A kind of finding, as the list of rules shows it.
    """

    kind: str
    finding: type[Finding]

    @property
    def path(self) -> str:
        return f"{self.kind}: {self.finding.__name__}"


def findings() -> Iterator[Listed]:
    """
    Yield what an import may find, errors first.
    """
    yield from (Listed("error", one) for one in sentences.ERRORS)
    yield from (Listed("warning", one) for one in (*sentences.WARNINGS, *FINDINGS))


def lines() -> Iterator[Line]:
    """
    Yield the lines of the three calls.
    """
    for operation in (BOTH, IMPORT, PUT, PARTS):
        source = f"{PAGES}API_{operation.split(',', maxsplit=1)[0]}.html"
        yield from _demand_lines(operation, source)
        yield from lines_of(_CONSTRUCTS[operation], _SERVICE, operation, source)
        if operation == BOTH:
            yield from _finding_lines(source)


def _demand_lines(operation: str, source: str) -> Iterator[Line]:
    for demand in _DEMANDS.get(operation, ()):
        answers = (answer_of(sample(demand.refusal), demand.evidence),)
        yield _line(operation, "(request)", demand.name, answers, source)


def _finding_lines(source: str) -> Iterator[Line]:
    """
    Yield a line for each finding, and one for each sentence that lists them.
    """
    listing: tuple[tuple[str, str, Sentence], ...] = (
        ("(errors)", "a document without errors", REFUSED),
        ("(warnings)", "a document without warnings, if it fails on these", WARNED),
        ("{integration}", "values of the JSON types that they have", integrations.MALFORMED),
    )
    for path, accepts, said in listing:
        answers = (answer_of(sample(said.refusal), said.evidence),)
        yield _line(BOTH, path, accepts, answers, source)
    for listed in findings():
        shown = sample(listed.finding)
        answer = Answer(f"{listed.kind}: {shown}", str(listed.finding.evidence))
        accepts = _otherwise(listed.finding)
        yield _line(BOTH, listed.path, accepts, (answer,), source)
    for keyword, evidence in SILENT.items():
        said = f"what OpenAPI's schema refuses by {keyword} is taken without a warning"
        yield _line(BOTH, f"(schema) {keyword}", said, (), source, str(evidence))


def _otherwise(finding: type[Finding]) -> str:
    """
    Return what a finding is about, in words: the first line of its docstring.
    """
    said = (finding.__doc__ or "").strip().partition("\n")[0].removesuffix(".")
    return f"not that: {said[:1].lower()}{said[1:]}"


def _line(
    operation: str,
    path: str,
    accepts: str,
    answers: Iterable[Answer],
    source: str,
    evidence: str = "",
) -> Line:
    every = tuple(answers)
    return Line(
        service=_SERVICE,
        operation=operation,
        path=path,
        ops=(),
        accepts=accepts,
        otherwise=every,
        evidence=evidence or every[0].evidence,
        source=source,
        takes_path=lambda asked: asked.lower() in path.lower(),
    )
