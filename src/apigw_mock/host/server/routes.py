"""
Which operation a request means: URLs and methods of botocore's service models.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from apigw_mock.host.model import service_model

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = re.compile(r"\{[^}]+\}")


@dataclass(frozen=True)
class Route:
    """
    One operation and the requests that mean it.

    Args:
        operation: for instance ``UpdateIntegrationResponse``.
        method: of HTTP.
        path: matches the URL's path as it is on the wire.
        query: parameters that the URL must have, for instance ``mode=import``.
        raw_body: whether the body is a document of its own, say OpenAPI in YAML.
    """

    operation: str
    method: str
    path: re.Pattern[str]
    query: frozenset[tuple[str, str]]
    raw_body: bool

    @property
    def has_json(self) -> bool:
        return self.method in {"PATCH", "POST", "PUT"} and not self.raw_body


@cache
def routes() -> tuple[Route, ...]:
    """
    Return the routes of both services, the most particular first.
    """
    found = [*_routes("apigateway"), *_routes("apigatewayv2")]
    return tuple(sorted(found, key=lambda route: -len(route.query)))


def find_route(method: str, path: str, query: str) -> Route | None:
    """
    Return the route of a request, or None where AWS has no such operation.

    Args:
        method: of HTTP.
        path: of the URL as it is on the wire, for instance ``/tags/arn%3Aaws...``.
        query: of the URL, without the question mark.
    """
    sent = set(parse_qsl(query, keep_blank_values=True))
    for route in routes():
        if (
            route.method == method
            and route.path.fullmatch(path)
            and route.query <= sent
        ):
            return route
    return None


def _routes(service: str) -> Iterator[Route]:
    model = service_model(service)
    for name, operation in model["operations"].items():
        path, _, query = operation["http"]["requestUri"].partition("?")
        pieces = map(re.escape, _LABEL.split(path.rstrip("/")))
        yield Route(
            operation=name,
            method=operation["http"]["method"],
            path=re.compile("[^/]+".join(pieces) + "/?"),
            query=frozenset(parse_qsl(query)),
            raw_body=_has_raw_body(operation, model["shapes"]),
        )


def _has_raw_body(operation: dict[str, Any], shapes: dict[str, Any]) -> bool:
    shape = shapes[operation["input"]["shape"]] if "input" in operation else {}
    payload = shape.get("payload")
    if payload is None:
        return False
    return bool(shapes[shape["members"][payload]["shape"]]["type"] == "blob")
