"""
Headers that API Gateway drops, renames or keeps for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from apigw_mock.evidence import inferred, recorded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.evidence import Evidence

T = TypeVar("T")


class Headers(NamedTuple):
    """
    A row: headers of which API Gateway does the same.

    Args:
        name: of the row.
        says: what API Gateway does with them.
        headers: in lower case; any letter case is meant.
        evidence: how that is known.
    """

    name: str
    says: str
    headers: frozenset[str]
    evidence: Evidence


_REMAPPING = recorded("localstack TestApiGatewayHeaderRemapping")
# fmt: off
DROPPED = Headers("request headers", "dropped when the request comes in", frozenset({
    "connection", "content-length", "content-md5", "expect", "max-forwards", "proxy-authenticate", "server", "te", "trailer",
    "transfer-encoding", "upgrade", "www-authenticate",
}), recorded("localstack TestApiGatewayHeaderRemapping: templates print them empty"))
ILLEGAL = Headers("endpoint request headers", "no mapping or override may set them", frozenset({
    "content-length", "transfer-encoding", "x-amzn-apigateway-api-id", "x-amzn-trace-id",
}), inferred("recorded for HTTP and AWS: localstack TestApiGatewayHeaderRemapping; of those that begin with x-amzn reported: localstack's comments"))
REMAPPED = Headers("method response headers", "x-amzn-Remapped- comes before their names", frozenset({
    "connection", "content-length", "date", "server",
}), _REMAPPING)
REMOVED = Headers("method response headers that nobody sees", "dropped", frozenset({"transfer-encoding"}), _REMAPPING)
# fmt: on
ROWS = (DROPPED, ILLEGAL, REMAPPED, REMOVED)

_LINE_ENDS = str.maketrans("\r\n", "  ")  # no HTTP header can have them


def without_dropped(headers: Mapping[str, T]) -> dict[str, T]:
    """
    Return the headers of a request that API Gateway keeps.
    """
    return {
        name: value
        for name, value in headers.items()
        if name.lower() not in DROPPED.headers
    }


def illegal_in(headers: Mapping[str, object]) -> str | None:
    """
    Return the first header that nobody may set, if there is one.
    """
    return next((name for name in headers if name.lower() in ILLEGAL.headers), None)


def of_response(headers: Mapping[str, str]) -> dict[str, str]:
    """
    Return the headers of a method response as the client sees them.
    """
    return {
        _renamed(name).translate(_LINE_ENDS): value.translate(_LINE_ENDS)
        for name, value in headers.items()
        if name.lower() not in REMOVED.headers
    }


def merged(first: Mapping[str, T], later: Mapping[str, T]) -> dict[str, T]:
    """
    Return the headers of both. A later one replaces the same in another letter case.
    """
    replaced = {name.lower() for name in later}
    kept = {name: one for name, one in first.items() if name.lower() not in replaced}
    return {**kept, **later}


def _renamed(name: str) -> str:
    return f"x-amzn-Remapped-{name}" if name.lower() in REMAPPED.headers else name
