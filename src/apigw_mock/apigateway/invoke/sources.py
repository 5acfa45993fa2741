"""
What the value of a mapping yields when a method runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.invoke.failures import (
    BAD_REQUEST_JSON,
    BAD_RESPONSE_JSON,
)
from apigw_mock.evidence import documented, inferred, reported
from apigw_mock.locks import computed_once
from apigw_mock.strictjson import read_json
from apigw_mock.velocity import paths
from apigw_mock.velocity.faults import Exceeded, TemplateFault
from apigw_mock.velocity.printing import json_of
from apigw_mock.velocity.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from apigw_mock.apigateway.invoke.failures import Failure
    from apigw_mock.apigateway.invoke.request import Request
    from apigw_mock.evidence import Evidence

    Value = str | list[str] | None

_PARTS = 4  # integration, request, header, name
_FILTER = 500  # steps to parse a filter
_IN_MESSAGE = (".errorMessage.", ".errorMessage[")
_OPENS = ("{", "[", '"', "'")  # a body that does not begin so is text


@dataclass(frozen=True)
class Body:
    """
    A body of which mappings take parts.

    Args:
        text: not empty.
        otherwise: the failure if it begins as JSON, and is not JSON.
        is_error: whether it is a function's error, whose message may be JSON.
        found: the parts that were taken, by their paths.
    """

    text: str
    otherwise: Failure = BAD_REQUEST_JSON
    is_error: bool = False
    found: dict[str, str | None] = field(default_factory=dict)

    @computed_once
    def read(self) -> tuple[Any] | None:
        """
        The document of the body, or its text if it does not begin as JSON. None if it
        does, and is not JSON.
        """
        if not self.text.startswith(_OPENS):
            return (self.text,)
        try:
            return (read_json(self.text),)
        except (ValueError, RecursionError):
            return None

    def part(self, path: str, work: Work) -> str | None:
        """
        Return the part that a JSON expression selects; all of it if that is empty.

        Texts are bare, maps and lists are JSON.

        Raises:
            Failed: the body begins as JSON, and is not JSON.
            Exceeded: there is no *work* left.
        """
        if not path:
            return self.text
        if self.read is None:
            raise self.otherwise.error()
        if path not in self.found:
            self.found[path] = _selected(self._document_for(path), path, work)
        return self.found[path]

    @computed_once
    def opened(self) -> Any:
        """
        The document of a function's error, with the JSON that its message is.
        """
        (document,) = self.read or (None,)
        return _opened(document)

    def _document_for(self, path: str) -> Any:
        (document,) = self.read or (None,)
        is_in_message = self.is_error and path.startswith(_IN_MESSAGE)
        return self.opened if is_in_message else document


@dataclass(frozen=True)
class Surroundings:
    """
    What mappings read.

    Args:
        request: to the method.
        context: the values of ``$context``, nested.
        headers: those that the endpoint answered.
        body: the one that the endpoint answered.
        is_error: whether that is a function's error.
        work: is left for all of the mappings together.
    """

    request: Request
    context: Mapping[str, Any]
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    body: str = ""
    is_error: bool = False
    work: Work = field(default_factory=Work)

    @computed_once
    def of_request(self) -> Body:
        """
        The body of the request.
        """
        return Body(self.request.text or "{}")

    @computed_once
    def of_endpoint(self) -> Body:
        """
        The body that the endpoint answered.
        """
        return Body(self.body or "{}", BAD_RESPONSE_JSON, self.is_error)


class Source(NamedTuple):
    """
    A row: one kind of source.

    Args:
        prefix: the expression begins with it; the rest is a name.
        says: what it yields, in words. Nothing is mapped if it yields nothing.
        read: returns the value, of the surroundings and the name.
        evidence: how that is known.
    """

    prefix: str
    says: str
    read: Callable[[Surroundings, str], Value]
    evidence: Evidence


def _last(values: Mapping[str, list[str]], name: str) -> str | None:
    return values[name][-1] if name in values else None


def _all_values(around: Surroundings, name: str) -> Value:
    values = around.request.query.get(name)
    return values[0] if values and len(values) == 1 else values


def _all_of_header(around: Surroundings, name: str) -> Value:
    values = around.request.headers.get(name)
    return ",".join(values) if values else None


def _of_endpoint(around: Surroundings, name: str) -> Value:
    own = name.lower()
    found = (values for key, values in around.headers.items() if key.lower() == own)
    values = next(found, None)
    return ",".join(values) if values else None


def _of_context(around: Surroundings, name: str) -> Value:
    value: Any = around.context
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else None


def _opened(document: Any) -> Any:
    """
    Return a function's error with the JSON that its message is, if it is JSON.
    """
    if not isinstance(document, dict):
        return document
    try:
        return {**document, "errorMessage": read_json(document["errorMessage"])}
    except (KeyError, TypeError, ValueError, RecursionError):
        return document


def _selected(document: Any, path: str, work: Work) -> str | None:
    work.spend(len(path) + _FILTER * path.count("?"))
    try:
        found = paths.parse(f"${path}").find(document, work)
    except Exceeded:
        raise
    except TemplateFault:  # not a path
        return None
    if found is None or found is paths.MISSING:
        return None
    return found if isinstance(found, str) else json_of(found, work)


_MAPPED = reported("localstack's parameter mappings")
_BODY = documented(
    "developer guide, request-response-data-mappings; of other bodies reported: localstack's parameter mappings"
)
# fmt: off
SOURCES = (
    Source("method.request.path.", "the decoded segment", lambda around, name: around.request.parameters.get(name), _MAPPED),
    Source("method.request.querystring.", "the last value", lambda around, name: _last(around.request.query, name), _MAPPED),
    Source("method.request.multivaluequerystring.", "the value, or a list of several", _all_values, _MAPPED),
    Source("method.request.header.", "the last value; the letter case counts", lambda around, name: _last(around.request.headers, name), _MAPPED),
    Source("method.request.multivalueheader.", "the values, with commas between them", _all_of_header, _MAPPED),
    Source("method.request.body", "the body, {} if it is empty; with a JSON expression, a part of it", lambda around, path: around.of_request.part(path, around.work), _BODY),
    Source("integration.response.header.", "the value, in any letter case; several with commas between them", _of_endpoint, _MAPPED),
    Source("integration.response.multivalueheader.", "as integration.response.header", _of_endpoint, _MAPPED),
    Source("integration.response.body", "as method.request.body; {} of a MOCK integration; errorMessage of a function's error is read first, if it is JSON", lambda around, path: around.of_endpoint.part(path, around.work), _BODY),
    Source("context.", "the variable, if it is text", _of_context, _MAPPED),
    Source("stageVariables.", "the variable that was sent", lambda around, name: around.request.stage_variables.get(name), inferred("TestInvokeMethod has no stage")),
)
# fmt: on


def value_of(expression: str, around: Surroundings) -> Value:
    """
    Return what an expression yields, or None if its source is not there.

    Args:
        expression: the value of a mapping, for instance ``method.request.path.id``.
        around: what it reads.

    Raises:
        Failed: the body of which it takes a part is not JSON.
        Exceeded: all mappings together take too much work.
    """
    if expression[:1] == expression[-1:] == "'":
        return expression[1:-1]
    for source in SOURCES:
        if expression.startswith(source.prefix):
            return source.read(around, expression.removeprefix(source.prefix))
    return None


def destinations(mappings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """
    Yield the kind, the name and the source of each mapping.

    Args:
        mappings: ``{"integration.request.path.id": "method.request.path.petId"}``. What
            has another form is left out: an import of moto's takes anything.
    """
    for key, expression in mappings.items():
        parts = key.split(".", 3)
        if len(parts) == _PARTS:
            yield parts[2].removeprefix("multivalue"), parts[3], str(expression)


def as_text(value: Any) -> str:
    """
    Return a value as the text of a header: the items of a list with commas.
    """
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
