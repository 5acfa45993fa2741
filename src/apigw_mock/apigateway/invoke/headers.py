"""
Headers that API Gateway drops, renames or keeps for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from apigw_mock.evidence import inferred, recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from apigw_mock.evidence import Evidence

    Values = Sequence[str]

T = TypeVar("T")

AT_AWS = frozenset({"AWS", "AWS_PROXY"})
BY_HTTP = frozenset({"HTTP", "HTTP_PROXY"})
EVERY = frozenset({"MOCK", *AT_AWS, *BY_HTTP})


class Headers(NamedTuple):
    """
    A row: headers of which API Gateway does the same.

    Args:
        name: of the row.
        says: what API Gateway does with them.
        headers: in lower case; any letter case is meant.
        evidence: how that is known.
        types: of the integrations of which that holds.
    """

    name: str
    says: str
    headers: frozenset[str]
    evidence: Evidence
    types: frozenset[str] = EVERY


_REMAPPING = recorded("localstack TestApiGatewayHeaderRemapping")
_UNSENT = "no mapping, override or client sends them: they are left out without a word"
# fmt: off
DROPPED = Headers("request headers", "dropped when the request comes in", frozenset({
    "connection", "content-length", "content-md5", "expect", "max-forwards", "proxy-authenticate", "server", "te", "trailer",
    "transfer-encoding", "upgrade", "www-authenticate",
}), recorded("localstack TestApiGatewayHeaderRemapping: templates print them empty"))
NOT_PASSED = Headers("request headers of HTTP_PROXY", "the client's own are not passed on; a mapping may set them", frozenset({
    "content-encoding", "host",
}), _REMAPPING, frozenset({"HTTP_PROXY"}))
ILLEGAL = Headers("endpoint request headers", "no mapping or override may set them", frozenset({
    "content-length", "transfer-encoding", "x-amzn-apigateway-api-id", "x-amzn-trace-id",
}), inferred("recorded for HTTP and AWS: localstack TestApiGatewayHeaderRemapping; of those that begin with x-amzn reported: localstack's comments"))
ILLEGAL_AT_AWS = Headers("endpoint request headers of AWS and AWS_PROXY", "no mapping or override may set them either", frozenset({
    "authorization", "connection", "expect", "proxy-authenticate", "te",
}), _REMAPPING, AT_AWS)
UNSENT = Headers("endpoint request headers that are not sent", _UNSENT, frozenset({"expect", "proxy-authenticate", "te"}), _REMAPPING, frozenset({"HTTP", "HTTP_PROXY", "AWS"}))
UNSENT_TO_AWS = Headers("endpoint request headers that AWS is not sent", _UNSENT, frozenset({"referer"}), _REMAPPING, frozenset({"AWS"}))
UNSENT_BY_HTTP = Headers("endpoint request headers that HTTP does not send", _UNSENT, frozenset({"via"}), _REMAPPING, BY_HTTP)
REMAPPED = Headers("method response headers", "x-amzn-Remapped- comes before their names", frozenset({
    "connection", "content-length", "date", "server",
}), _REMAPPING)
REMAPPED_BY_MAPPINGS = Headers("method response headers of HTTP and AWS", "x-amzn-Remapped- comes before their names", frozenset({
    "authorization", "content-md5", "expect", "host", "max-forwards", "proxy-authenticate", "trailer", "upgrade", "user-agent",
    "www-authenticate",
}), _REMAPPING, frozenset({"HTTP", "AWS"}))
REMOVED = Headers("method response headers that nobody sees", "dropped", frozenset({"transfer-encoding"}), _REMAPPING)
REMOVED_BY_PROXY = Headers("method response headers of HTTP_PROXY", "dropped", frozenset({"content-encoding", "via"}), _REMAPPING, frozenset({"HTTP_PROXY"}))
KEPT = Headers("method response headers that stay", "they keep their names, as others do", frozenset({
    "accept", "accept-charset", "accept-encoding", "age", "content-encoding", "content-type", "pragma", "range", "referer", "te",
    "via", "warn",
}), _REMAPPING, frozenset({"HTTP", "AWS"}))
# fmt: on
ROWS = (
    DROPPED,
    NOT_PASSED,
    ILLEGAL,
    ILLEGAL_AT_AWS,
    UNSENT,
    UNSENT_TO_AWS,
    UNSENT_BY_HTTP,
    REMAPPED,
    REMAPPED_BY_MAPPINGS,
    REMOVED,
    REMOVED_BY_PROXY,
    KEPT,
)

_PREFIX = "x-amzn-Remapped-"
_LINE_ENDS = str.maketrans("\r\n", "  ")  # no HTTP header can have them


def without_dropped(headers: Mapping[str, T]) -> dict[str, T]:
    """
    Return the headers of a request that API Gateway keeps.
    """
    return _without(headers, (DROPPED,), "")


def passed_on(headers: Mapping[str, T]) -> dict[str, T]:
    """
    Return the client's headers that HTTP_PROXY passes on.
    """
    return _without(headers, (NOT_PASSED,), "HTTP_PROXY")


def sendable(headers: Mapping[str, T], kind: str) -> dict[str, T]:
    """
    Return the headers that an integration of a type sends.
    """
    return _without(headers, (UNSENT, UNSENT_TO_AWS, UNSENT_BY_HTTP), kind)


def illegal_in(headers: Iterable[str], kind: str) -> str | None:
    """
    Return the first header that nobody may set, if there is one.
    """
    names = _of((ILLEGAL, ILLEGAL_AT_AWS), kind)
    return next((name for name in headers if name.lower() in names), None)


def of_response(headers: Mapping[str, Values], kind: str = "") -> dict[str, list[str]]:
    """
    Return the headers of a method response as the client sees them.

    Args:
        headers: all values of each.
        kind: the type of the integration; empty for a gateway response.
    """
    remapped = _of((REMAPPED, REMAPPED_BY_MAPPINGS), kind)
    kept = _without(headers, (REMOVED, REMOVED_BY_PROXY), kind)
    return {
        _in_line(f"{_PREFIX if name.lower() in remapped else ''}{name}"): [
            _in_line(value) for value in values
        ]
        for name, values in kept.items()
    }


def merged(first: Mapping[str, T], later: Mapping[str, T]) -> dict[str, T]:
    """
    Return the headers of both. A later one replaces the same in another letter case.
    """
    replaced = {name.lower() for name in later}
    kept = {name: one for name, one in first.items() if name.lower() not in replaced}
    return {**kept, **later}


def value_in(headers: Mapping[str, Values], name: str) -> str:
    """
    Return the last value of a header in any letter case, or an empty text.
    """
    own = name.lower()
    found = (some[-1] for key, some in headers.items() if key.lower() == own and some)
    return next(found, "")


def _of(rows: Iterable[Headers], kind: str) -> set[str]:
    """
    Return the headers of the rows that hold of a type; of every type if it is empty.
    """
    some = (row.headers for row in rows if row.types == EVERY or kind in row.types)
    return {name for headers in some for name in headers}


def _without(
    headers: Mapping[str, T], rows: Iterable[Headers], kind: str
) -> dict[str, T]:
    left_out = _of(rows, kind)
    return {name: one for name, one in headers.items() if name.lower() not in left_out}


def _in_line(text: str) -> str:
    return text.translate(_LINE_ENDS)
