"""
The request of an invocation: what templates and mappings see of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.headers import value_in, without_dropped
from apigw_mock.evidence import inferred, recorded
from apigw_mock.locks import computed_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Values = dict[str, list[str]]

# fmt: off
FACTS = (
    Fact("path", "the path that was asked for. A path that does not fit the resource is no fault, and has no parameters", recorded("localstack TestApigatewayTestInvoke")),
    Fact("no path", "the resource's own path. Its parameters are their names in braces", recorded("localstack TestApigatewayTestInvoke")),
    Fact("path parameters", "the decoded segments; those of {proxy+} take the rest of the path, without a slash at its end", recorded("localstack test_lambda_aws_proxy_integration")),
    Fact("query string", "decoded; + is a blank. A broken escape stays as it is", recorded("localstack test_lambda_aws_proxy_integration; of broken escapes inferred")),
    Fact("headers", "those of multiValueHeaders, and those of headers that are not among them", inferred("AWS does not say what it does with a header in both")),
)
# fmt: on


@dataclass(frozen=True)
class Request:
    """
    A request to a method.

    Args:
        method: the HTTP method, for instance ``GET``.
        resource_path: the resource's, for instance ``/pets/{id}``.
        path_with_query: what was asked for, or empty for the resource's own path.
        sent_headers: all values of each header, by the names that were sent.
        body: as it was sent; it may be empty.
        stage_variables: by their names.
    """

    method: str
    resource_path: str
    path_with_query: str = ""
    sent_headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    body: bytes = b""
    stage_variables: Mapping[str, str] = field(default_factory=dict)

    @computed_once
    def path(self) -> str:
        """
        The path that was asked for, as it was sent.
        """
        return self.path_with_query.partition("?")[0] or self.resource_path

    @computed_once
    def text(self) -> str:
        """
        The body as text, with U+FFFD for what is not UTF-8.
        """
        return self.body.decode("utf-8", "replace")

    @computed_once
    def query(self) -> Values:
        """
        All values of each parameter of the query string, in the order that was sent.
        """
        return query_in(self.path_with_query.partition("?")[2])

    @computed_once
    def parameters(self) -> dict[str, str]:
        """
        The parameters of the path; none if the path does not fit the resource.
        """
        return path_parameters(self.resource_path, self.path)

    @computed_once
    def headers(self) -> Values:
        """
        All values of each header, without those that API Gateway drops at once.
        """
        values = {name: [*values] for name, values in self.sent_headers.items()}
        return without_dropped({name: sent for name, sent in values.items() if sent})

    def header(self, name: str) -> str:
        """
        Return the last value of a header in any letter case, or an empty text.
        """
        return value_in(self.headers, name)


def query_in(text: str) -> Values:
    """
    Return all values of each parameter of a query string.
    """
    values: Values = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return values


def with_more(
    query: Mapping[str, Iterable[str]], more: Mapping[str, Iterable[str]]
) -> Values:
    """
    Return the parameters of both. One that is in both has the values of both.
    """
    values = {name: [*several] for name, several in query.items()}
    for name, several in more.items():
        values.setdefault(name, []).extend(several)
    return values


def path_parameters(template: str, path: str) -> dict[str, str]:
    """
    Return the decoded values of a template's holes; none if the path does not fit.

    Args:
        template: for instance ``/pets/{id}/{proxy+}``.
        path: as it was sent.
    """
    wanted, given = _segments(template), _segments(path)
    if wanted and wanted[-1].endswith("+}") and len(given) > len(wanted):
        last = len(wanted) - 1
        given = [*given[:last], "/".join(given[last:])]
    if len(given) != len(wanted):
        return {}
    pairs = [*zip(wanted, given, strict=True)]
    if not all(_fits(part, segment) for part, segment in pairs):
        return {}
    return {
        part[1:-1].removesuffix("+"): unquote(segment)
        for part, segment in pairs
        if _is_hole(part)
    }


def _segments(path: str) -> list[str]:
    return path.removesuffix("/").split("/")


def _is_hole(part: str) -> bool:
    return part.startswith("{") and part.endswith("}")


def _fits(part: str, segment: str) -> bool:
    return bool(segment) if _is_hole(part) else part == segment


def last_values(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """
    Return the last value of each name.
    """
    return {name: several[-1] for name, several in values.items()}


def merged_headers(
    single: Mapping[str, str], multiple: Mapping[str, Iterable[str]]
) -> Values:
    """
    Return all values of each header of a test invocation.

    Args:
        single: its ``headers``.
        multiple: its ``multiValueHeaders``, which count where both have a header.
    """
    values = {name: [*several] for name, several in multiple.items()}
    known = {name.lower() for name in values}
    more = {n: [value] for n, value in single.items() if n.lower() not in known}
    return {**more, **values}
