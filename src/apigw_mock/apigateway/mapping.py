"""
The mapping expressions of REST APIs: what may stand on each side of a mapping.

Source: the API Gateway developer guide, request-response-data-mappings, and the
service model's text on IntegrationResponse.responseParameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    NO_METHOD_RESPONSE,
    NOT_ENCODED,
    InvalidMappings,
    bad_parameter_name,
    undeclared_parameter,
)
from apigw_mock.jsonexpression import is_json_expression
from apigw_mock.refusal import no_mapping_expression

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

_NAME = r"[a-zA-Z0-9._$-]+"
_NAMED = re.compile(_NAME)
_STATIC = re.compile(r"'.*'", re.DOTALL)
# A segment of a path, RFC 3986.
_ENCODED = re.compile(r"(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*", re.ASCII)

_OF_ALL_VALUES = re.compile(r"(?<=^method\.request\.)multivalue")

METHOD_RESPONSE_HEADER = "method.response.header."


@dataclass(frozen=True)
class Sources:
    """
    What one side of a mapping takes, besides static text.

    Args:
        prefixes: the rest of the text is a name.
        body: stands alone or before a JSON expression; empty where no body is taken.
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

# The keys of the four maps.
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


def response_mappings(set_now: Mapping[str, str], around: Mapping[str, Any]) -> None:
    """
    Accept mappings of sources or quoted text to declared headers.

    Args:
        set_now: ``{"method.response.header.X": "integration.response.header.Y"}``.
        around: ``declared`` holds the parameters of the method response of the same
            status code, or None where there is no method response.

    Raises:
        InvalidMappings: one item for each mapping that is refused.
    """
    declared = around["declared"]
    _refuse(set_now, lambda key, value: _response_faults(key, value, declared))


def _response_faults(
    key: str, value: str, declared: Collection[str] | None
) -> Iterator[str]:
    """
    Yield what is wrong with one mapping: its form first, then what it refers to.
    """
    yield from key_faults(key, _TO_HEADER)
    yield from expression_faults(value)
    if declared is None:
        yield NO_METHOD_RESPONSE
    elif key not in declared:
        yield undeclared_parameter(key)


def request_mappings(set_now: Mapping[str, str], around: Mapping[str, Any]) -> None:
    """
    Accept mappings of declared sources or quoted text to the backend's request.

    Args:
        set_now: ``{"integration.request.path.id": "method.request.path.petId"}``.
        around: ``declared`` holds the request parameters of the method.

    Raises:
        InvalidMappings: one item for each mapping that is refused.
    """
    declared = around["declared"]
    _refuse(set_now, lambda key, value: _request_faults(key, value, declared))


def _request_faults(key: str, value: str, declared: Collection[str]) -> Iterator[str]:
    yield from key_faults(key, _TO_BACKEND)
    yield from expression_faults(value, FROM_REQUEST)
    # A parameter is declared once, whether all its values are wanted or one.
    single = _OF_ALL_VALUES.sub("", value)
    if value.startswith(_REQUEST) and single not in declared:
        yield undeclared_parameter(value)
    is_static_path = key.startswith(_PATH) and _STATIC.fullmatch(value)
    if is_static_path and not _ENCODED.fullmatch(value, 1, len(value) - 1):
        yield NOT_ENCODED


def gateway_mappings(set_now: Mapping[str, str], _: Mapping[str, Any]) -> None:
    """
    Accept mappings of the request, the context or quoted text.
    """

    def faults(key: str, value: str) -> Iterator[str]:
        yield from key_faults(key, _OF_GATEWAY)
        yield from expression_faults(value, FROM_REQUEST)

    _refuse(set_now, faults)


def request_keys(set_now: Mapping[str, Any], _: Mapping[str, Any]) -> None:
    """
    Accept names of headers, query strings and path parameters.
    """
    _refuse(set_now, lambda key, _: key_faults(key, _OF_REQUEST))


def response_keys(set_now: Mapping[str, Any], _: Mapping[str, Any]) -> None:
    """
    Accept names of headers of the response.
    """
    _refuse(set_now, lambda key, _: key_faults(key, _TO_HEADER))


def _refuse(
    set_now: Mapping[str, Any], faults: Callable[[str, Any], Iterator[str]]
) -> None:
    """
    Raise one `InvalidMappings` with the first fault of each mapping, if any has one.
    """
    found = {
        key: item
        for key, value in set_now.items()
        for item in [*faults(key, value)][:1]
    }
    if found:
        refused = {key: set_now[key] for key in found}
        raise InvalidMappings(list(dict.fromkeys(found.values())), refused)


def key_faults(key: str, prefixes: Sequence[str]) -> Iterator[str]:
    """
    Yield what is wrong with a key that must be one of *prefixes* and a name.
    """
    prefix = next((p for p in prefixes if key.startswith(p)), prefixes[0])
    yield from _named(key, prefix)


def _named(text: str, prefix: str) -> Iterator[str]:
    if not text.startswith(prefix) or text == prefix:
        yield no_mapping_expression(text)
    elif not _NAMED.fullmatch(text, len(prefix)):
        yield bad_parameter_name(_NAME)


def expression_faults(value: str, sources: Sources = FROM_BACKEND) -> Iterator[str]:
    """
    Yield what is wrong with a value that something is to be mapped from.
    """
    if _STATIC.fullmatch(value):
        return
    for prefix in sources.prefixes:
        if value.startswith(prefix):
            yield from _named(value, prefix)
            return
    if not _is_body(value, sources.body):
        yield no_mapping_expression(value)


def _is_body(value: str, prefix: str) -> bool:
    rest = value.removeprefix(prefix)
    if rest == value or rest[:1] not in {"", ".", "["}:
        return False
    return not rest or is_json_expression(rest)
