"""
Find the operation and the arguments of a URL.

botocore's service models have all that is needed: the ``requestUri`` of each operation,
and which members of its input go into it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, unquote

from botocore import xform_name

from apigw_mock.host.model import input_members, payload_of, service_model
from apigw_mock.locks import computed_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from apigw_mock.host.model import Member

# What a URL names, by boto3's names: identifiers and query parameters.
Target = Mapping[str, Any]

SERVICES = ("apigateway", "apigatewayv2")

LABEL = re.compile(r"\{([^{}+]+)(\+?)\}")  # {proxy+} is greedy: it takes all the rest


@dataclass(frozen=True)
class Route:
    """
    One operation and the requests that mean it.

    Args:
        service: ``apigateway`` or ``apigatewayv2``.
        operation: for instance ``UpdateIntegrationResponse``.
        method: the HTTP method.
        path: the template of the URL's path, for instance ``/restapis/{restapi_id}``.
        query: parameters that the URL must have, for instance ``mode=import``.
    """

    service: str
    operation: str
    method: str
    path: str
    query: frozenset[tuple[str, str]]

    @computed_once
    def action(self) -> str:
        """
        The operation in boto3's and moto's spelling: ``update_integration_response``.
        """
        return xform_name(self.operation)

    @computed_once
    def payload(self) -> str:
        """
        The argument that is the whole body, say OpenAPI in YAML. Empty for JSON.
        """
        return payload_of(self.service, self.operation)

    @property
    def has_json(self) -> bool:
        return self.method in {"PATCH", "POST", "PUT"} and not self.payload

    @computed_once
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.split("/"))

    @computed_once
    def literals(self) -> frozenset[tuple[int, str]]:
        """
        The fixed segments, each with its position.
        """
        return frozenset(
            (place, part)
            for place, part in enumerate(self.parts)
            if not LABEL.fullmatch(part)
        )

    @property
    def is_greedy(self) -> bool:
        return self.parts[-1].endswith("+}")

    @computed_once
    def arguments(self) -> Mapping[str, Member]:
        """
        The members of the input that stand in the URL, by their names in boto3.
        """
        members = input_members(self.service, self.operation).items()
        places = {"uri", "querystring"}
        return {name: member for name, member in members if member.location in places}

    @computed_once
    def labels(self) -> Mapping[str, slice]:
        """
        The arguments in the path, each with its segments.
        """
        stands = self.arguments.items()
        names = {one.wire: name for name, one in stands if one.location == "uri"}
        found = ((place, LABEL.match(part)) for place, part in enumerate(self.parts))
        return {
            names[label[1]]: slice(place, None if label[2] else place + 1)
            for place, label in found
            if label
        }

    @computed_once
    def parameters(self) -> Mapping[str, Member]:
        """
        The arguments in the query.
        """
        labels = self.labels
        return {name: one for name, one in self.arguments.items() if name not in labels}

    @computed_once
    def required(self) -> frozenset[str]:
        """
        The parameters that the query must have, by their names on the wire.
        """
        return frozenset(one.wire for one in self.parameters.values() if one.required)

    def target(self, path: str, query: str) -> Target:
        """
        Return what a URL of this operation names.

        Args:
            path: as on the wire, so that ``%2F`` does not end a segment.
            query: as on the wire, without the question mark.
        """
        parts = path.split("/") if self.is_greedy else _parts(path)
        target = {
            name: unquote("/".join(parts[place])) for name, place in self.labels.items()
        }
        if not query:
            return target
        sent = parse_qs(query, keep_blank_values=True)
        return {**target, **dict(_read_query(sent, self.parameters, dict(self.query)))}


@cache
def routes(service: str) -> tuple[Route, ...]:
    """
    Return the routes of a service, the most specific first.
    """
    operations = service_model(service)["operations"].items()
    found = [_route(service, name, described["http"]) for name, described in operations]
    return tuple(sorted(found, key=_particular, reverse=True))


def _route(service: str, operation: str, http: Mapping[str, str]) -> Route:
    path, _, query = http["requestUri"].partition("?")
    fixed = frozenset(parse_qsl(query, keep_blank_values=True))
    return Route(service, operation, http["method"], path.removesuffix("/"), fixed)


def _particular(route: Route) -> tuple[int, int]:
    return len(route.literals), len(route.query)


@cache
def _index(service: str) -> Mapping[tuple[str, int], Sequence[Route]]:
    """
    Return the routes by method and number of segments, 0 for the greedy ones.
    """
    index = defaultdict(list)
    for route in routes(service):
        index[route.method, 0 if route.is_greedy else len(route.parts)].append(route)
    return dict(index)


@lru_cache(maxsize=256)  # a call asks twice, and tests repeat their calls
def find_route(
    method: str, path: str, query: str = "", services: tuple[str, ...] = SERVICES
) -> Route | None:
    """
    Return the route of a request, or None if AWS has no such operation.

    Args:
        method: the HTTP method.
        path: the URL's path as on the wire, for instance ``/tags/arn%3Aaws...``.
        query: the URL's query, without the question mark.
        services: the services to search.
    """
    # Of a parameter that occurs twice, the last one tells the operation (boto3#615).
    sent = dict(parse_qsl(query, keep_blank_values=True)).items()
    parts = _parts(path)
    segments = frozenset(enumerate(parts))
    candidates = chain.from_iterable(
        _index(service).get((method, count), ())
        for service in services
        for count in (len(parts), 0)
    )
    for route in candidates:
        named = parts[1 : len(route.parts)]  # an identifier is never empty
        is_named = len(parts) >= len(route.parts) and all(named)
        if is_named and route.literals <= segments and route.query <= sent:
            return route
    return None


def _parts(path: str) -> list[str]:
    return path.removesuffix("/").split("/")  # the first one is empty


# --- Parameters of a query --------------------------------------------------------


def _read_query(
    sent: Mapping[str, list[str]],
    parameters: Mapping[str, Member],
    fixed: Mapping[str, str],
) -> Iterator[tuple[str, Any]]:
    """
    Yield the arguments in a query. Values that cannot be read are left out.

    Args:
        sent: all texts of each parameter, by its name on the wire.
        parameters: what the operation takes, by boto3's names. A map takes all
            parameters that no other argument takes.
        fixed: parameters that the operation's URL must have. They are no arguments.
    """
    named = {*fixed, *(one.wire for one in parameters.values())}
    rest = {name: texts[0] for name, texts in sent.items() if name not in named}
    for name, member in parameters.items():
        texts = sent.get(member.wire)
        value = rest if member.type == "map" else texts and _read_texts(texts, member)
        if value not in (None, {}):
            yield name, value


def _read_texts(texts: Sequence[str], member: Member) -> Any:
    if member.type == "list":
        return list(texts)
    return _OF_TEXT.get(member.type, str)(texts[0])


def _integer(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None


def _boolean(text: str) -> bool:
    return text.lower() == "true"


_OF_TEXT: dict[str, Callable[[str], Any]] = {"integer": _integer, "boolean": _boolean}
