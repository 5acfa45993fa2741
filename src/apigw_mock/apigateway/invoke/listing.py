"""
The tables of an invocation as lines of the list of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.apigateway.invoke import (
    calling,
    content,
    event,
    functions,
    gateway,
    headers,
    overrides,
    request,
    run,
    select,
    templates,
    uri,
    validate,
)
from apigw_mock.apigateway.invoke.context import VARIABLES
from apigw_mock.apigateway.invoke.defaults import DEFAULTS
from apigw_mock.apigateway.invoke.facts import PAGE, Fact
from apigw_mock.apigateway.invoke.failures import FAILURES, GATEWAY_TYPES
from apigw_mock.apigateway.invoke.log import LINES
from apigw_mock.apigateway.invoke.proxy import CHECKS
from apigw_mock.apigateway.invoke.proxy import FACTS as PROXY
from apigw_mock.apigateway.invoke.reasons import REASONS
from apigw_mock.apigateway.invoke.sources import SOURCES
from apigw_mock.listing import Answer, Line
from apigw_mock.velocity import listing as language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.apigateway.invoke.failures import Failure
    from apigw_mock.evidence import Evidence

OPERATION = "TestInvokeMethod"


class ListedRow(NamedTuple):
    """
    A row of any of the tables, as the list of rules shows it.

    Args:
        table: what the table is about.
        name: of the row in it.
        says: what API Gateway does.
        evidence: how that is known.
        otherwise: the answer and the log's line if it fails.
    """

    table: str
    name: str
    says: str
    evidence: Evidence
    otherwise: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.table}: {self.name}"


def rows() -> Iterator[ListedRow]:
    """
    Yield every row of every table, in the order of the steps.
    """
    yield from _facts("step", run.STEPS)
    yield from _facts("request", request.FACTS)
    yield from (_header_row(row) for row in headers.ROWS)
    yield from _facts("validator", validate.FACTS)
    for reason in REASONS:
        said = f"the reason is: {reason.sentence}"
        yield ListedRow("model", reason.keyword, said, reason.evidence)
    for source in SOURCES:
        yield ListedRow("source", source.prefix, source.says, source.evidence)
    for passing in templates.PASSING:
        name = passing.behavior
        yield ListedRow("passthroughBehavior", name, passing.says, passing.evidence)
    yield from _facts("template", templates.FACTS)
    for variable in VARIABLES:
        yield ListedRow("$context", variable.name, variable.says, variable.evidence)
    yield from _facts("override", overrides.FACTS)
    yield from _facts("integration", calling.FACTS)
    yield from _facts("uri", uri.FACTS)
    for default in DEFAULTS:
        yield ListedRow("default header", default.name, default.says, default.evidence)
    for one in content.CONVERSIONS:
        yield ListedRow("contentHandling", one.name, one.becomes.says, one.evidence)
    yield from _facts("contentHandling", content.FACTS)
    yield from _facts("function", functions.FACTS)
    yield from _facts("event of AWS_PROXY", event.FACTS)
    for check in CHECKS:
        said = f"must be {check.says}"
        yield ListedRow("result of AWS_PROXY", check.name, said, check.evidence)
    yield from _facts("result of AWS_PROXY", PROXY)
    yield from _facts("selection", select.FACTS)
    yield from map(_failure_row, FAILURES)
    for kind in GATEWAY_TYPES:
        said = f"{kind.status} with the header x-amzn-ErrorType: {kind.error}"
        yield ListedRow("gateway response", kind.name, said, kind.evidence)
    yield from _facts("gateway response", gateway.FACTS)
    yield from (ListedRow("log", row.name, row.text, row.evidence) for row in LINES)


def _facts(table: str, facts: Iterable[Fact]) -> Iterator[ListedRow]:
    return (ListedRow(table, fact.name, fact.says, fact.evidence) for fact in facts)


def _header_row(row: headers.Headers) -> ListedRow:
    names = ", ".join(sorted(row.headers))
    return ListedRow("header", row.name, f"{row.says}: {names}", row.evidence)


def _failure_row(row: Failure) -> ListedRow:
    answered = (f"{row.status} {row.type.error}: {row.message}", f"log: {row.log}")
    return ListedRow("failure", row.name, row.name, row.evidence, answered)


def lines() -> Iterator[Line]:
    """
    Yield the rows, and those of the template language, as lines of the list of rules.
    """
    of_language = (ListedRow(*row) for row in language.rows())
    for row in (*rows(), *of_language):
        yield Line(
            service="apigateway",
            operation=OPERATION,
            path=row.table if row.table == "failure" else row.path,
            ops=(),
            accepts=row.says,
            otherwise=tuple(Answer(text, str(row.evidence)) for text in row.otherwise),
            evidence=str(row.evidence),
            source=PAGE,
            takes_path=_taker(row),
        )


def _taker(row: ListedRow) -> Callable[[str], bool]:
    """
    Return a test of whether a word of the user's names a row or its table.
    """
    known = {row.table.lower(), row.name.lower(), row.path.lower()}
    return lambda path: path.lower() in known
