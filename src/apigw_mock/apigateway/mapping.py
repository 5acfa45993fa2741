"""
The mapping expressions of REST APIs: which keys and values a mapping may have.

Source: the API Gateway developer guide, request-response-data-mappings, and the
service model's text on IntegrationResponse.responseParameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    BadParameterName,
    InvalidMappings,
    NoMethodResponse,
    NotAnExpression,
    StaticValueNotEncoded,
    UndeclaredParameter,
)
from apigw_mock.jsonexpression import is_json_expression

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from apigw_mock.apigateway.refusals import Flaw

    Flaws = Iterator[Flaw]

_NAME = r"[a-zA-Z0-9._$-]+"
_NAMED = re.compile(_NAME)
_STATIC = re.compile(r"'.*'", re.DOTALL)
# A segment of a path, as RFC 3986 allows it.
_ENCODED = re.compile(r"(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*", re.ASCII)

_OF_ALL_VALUES = re.compile(r"(?<=^method\.request\.)multivalue")

METHOD_RESPONSE_HEADER = "method.response.header."


@dataclass(frozen=True)
class Sources:
    """
    The expressions that a mapping's value may be, besides static text.

    Args:
        prefixes: each is followed by a name.
        body: stands alone or before a JSON expression. Empty if the body is no source.
    """

    prefixes: tuple[str, ...]
    body: str = ""


_REQUEST = (
    "method.request.header.",
    "method.request.multivalueheader.",
    "method.request.multivaluequerystring.",
    "method.request.path.",
    "method.request.querystring.",
)
_ANYWHERE = ("stageVariables.", "context.")
FROM_BACKEND = Sources(
    (
        "integration.response.header.",
        "integration.response.multivalueheader.",
        *_ANYWHERE,
    ),
    "integration.response.body",
)
FROM_REQUEST = Sources((*_REQUEST, *_ANYWHERE), "method.request.body")

# Prefixes of the keys of the four maps.
_TO_HEADER = (METHOD_RESPONSE_HEADER,)
_PATH = "integration.request.path."
_TO_BACKEND = (
    "integration.request.header.",
    "integration.request.multivalueheader.",
    "integration.request.multivaluequerystring.",
    _PATH,
    "integration.request.querystring.",
)
_OF_REQUEST = (
    "method.request.header.",
    "method.request.path.",
    "method.request.querystring.",
)
_OF_GATEWAY = (
    "gatewayresponse.header.",
    "gatewayresponse.path.",
    "gatewayresponse.querystring.",
)


def check_response_mappings(
    mappings: Mapping[str, str], declared: Container[str] | None
) -> None:
    """
    Check that all *mappings* lead from a source or quoted text to a declared header.

    Args:
        mappings: ``{"method.response.header.X": "integration.response.header.Y"}``.
        declared: the parameters of the method response with the same status code, or
            None if there is no such method response.

    Raises:
        InvalidMappings: one item for each mapping that is refused.
    """

    def flaws(key: str, value: str) -> Flaws:
        # AWS checks the form first, then what it refers to.
        yield from key_flaws(key, _TO_HEADER)
        yield from expression_flaws(value)
        if declared is None:
            yield NoMethodResponse()
        elif key not in declared:
            yield UndeclaredParameter(key)

    _refuse(mappings, flaws)


def check_request_mappings(
    mappings: Mapping[str, str], declared: Container[str]
) -> None:
    """
    Check that all *mappings* lead from a declared source or quoted text to the backend.

    Args:
        mappings: ``{"integration.request.path.id": "method.request.path.petId"}``.
        declared: the request parameters of the method.

    Raises:
        InvalidMappings: one item for each mapping that is refused.
    """

    def flaws(key: str, value: str) -> Flaws:
        yield from key_flaws(key, _TO_BACKEND)
        yield from expression_flaws(value, FROM_REQUEST)
        # One declaration serves mappings of one value and of all values.
        single = _OF_ALL_VALUES.sub("", value)
        if value.startswith(_REQUEST) and single not in declared:
            yield UndeclaredParameter(value)
        is_static_path = key.startswith(_PATH) and _STATIC.fullmatch(value)
        if is_static_path and not _ENCODED.fullmatch(value, 1, len(value) - 1):
            yield StaticValueNotEncoded()

    _refuse(mappings, flaws)


def check_gateway_mappings(mappings: Mapping[str, str]) -> None:
    """
    Check that all *mappings* lead from the request, the context or quoted text.

    Raises:
        InvalidMappings: one item for each mapping that is refused.
    """

    def flaws(key: str, value: str) -> Flaws:
        yield from key_flaws(key, _OF_GATEWAY)
        yield from expression_flaws(value, FROM_REQUEST)

    _refuse(mappings, flaws)


def check_request_keys(given: Mapping[str, Any]) -> None:
    """
    Check that all keys name headers, query strings or path parameters of a request.

    Raises:
        InvalidMappings: one item for each key that is refused.
    """
    _refuse(given, lambda key, _: key_flaws(key, _OF_REQUEST))


def check_response_keys(given: Mapping[str, Any]) -> None:
    """
    Check that all keys name headers of a response.

    Raises:
        InvalidMappings: one item for each key that is refused.
    """
    _refuse(given, lambda key, _: key_flaws(key, _TO_HEADER))


def _refuse(given: Mapping[str, Any], flaws: Callable[[str, Any], Flaws]) -> None:
    """
    Raise an `InvalidMappings` with the first flaw of each mapping, if there are any.
    """
    found = {
        key: flaw for key, value in given.items() for flaw in [*flaws(key, value)][:1]
    }
    if found:
        refused = {key: given[key] for key in found}
        raise InvalidMappings(list(dict.fromkeys(found.values())), refused)


def key_flaws(key: str, prefixes: Sequence[str]) -> Flaws:
    """
    Yield what is wrong with a key, which must be one of *prefixes* and a name.
    """
    prefix = next((p for p in prefixes if key.startswith(p)), prefixes[0])
    yield from _named(key, prefix)


def _named(text: str, prefix: str) -> Flaws:
    if not text.startswith(prefix) or text == prefix:
        yield NotAnExpression(text)
    elif not _NAMED.fullmatch(text, len(prefix)):
        yield BadParameterName(_NAME)


def expression_flaws(value: str, sources: Sources = FROM_BACKEND) -> Flaws:
    """
    Yield what is wrong with the value of a mapping.
    """
    if _STATIC.fullmatch(value):
        return
    for prefix in sources.prefixes:
        if value.startswith(prefix):
            yield from _named(value, prefix)
            return
    if not _is_body(value, sources.body):
        yield NotAnExpression(value)


def _is_body(value: str, prefix: str) -> bool:
    rest = value.removeprefix(prefix)
    if rest == value or rest[:1] not in {"", ".", "["}:
        return False
    return not rest or is_json_expression(rest)
