"""
The mapping expressions of REST APIs: what may stand on each side of a mapping.

Source: the API Gateway developer guide, request-response-data-mappings, and the
service model's text on IntegrationResponse.responseParameters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from apigw_mock.errors import InvalidMappings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_NAME = r"[a-zA-Z0-9._$-]+"
_NAMED = re.compile(_NAME)
_BAD_NAME = f"Parameter name should match the following regular expression: ^{_NAME}$"
_STATIC = re.compile(r"'.*'", re.DOTALL)

# What a response may be mapped from; the rest of the text is a name.
_RESPONSE_SOURCES = (
    "integration.response.header.",
    "integration.response.multivalueheader.",
    "stageVariables.",
    "context.",
)
_RESPONSE_BODY = "integration.response.body"
METHOD_RESPONSE_HEADER = "method.response.header."


def response_mappings(set_now: Mapping[str, str], around: Mapping[str, Any]) -> None:
    """
    Judge the response parameters that a call has set, as they are in the end.

    Args:
        set_now: ``{"method.response.header.X": "integration.response.header.Y"}``.
        around: ``declared`` holds the parameters of the method response of the same
            status code, or None where there is no method response.

    Raises:
        InvalidMappings: one item for each mapping that is refused.
    """
    declared = around["declared"]
    found = {
        key: item
        for key, value in set_now.items()
        for item in list(_response_faults(key, value, declared))[:1]
    }
    if found:
        refused = {key: set_now[key] for key in found}
        raise InvalidMappings(list(dict.fromkeys(found.values())), refused)


def _response_faults(
    key: str, value: str, declared: Collection[str] | None
) -> Iterator[str]:
    """
    Yield what is wrong with one mapping: its form first, then what it refers to.
    """
    yield from header_faults(key)
    yield from expression_faults(value)
    if declared is None:
        yield "No method response exists for method."
    elif key not in declared:
        yield f"Invalid mapping expression parameter specified: {key}"


def header_faults(key: str) -> Iterator[str]:
    """
    Yield what is wrong with a key that must name a header of a method response.
    """
    yield from _named(key, METHOD_RESPONSE_HEADER)


def _named(text: str, prefix: str) -> Iterator[str]:
    if not text.startswith(prefix) or text == prefix:
        yield f"Invalid mapping expression specified: {text}"
    elif not _NAMED.fullmatch(text, len(prefix)):
        yield _BAD_NAME


def expression_faults(value: str) -> Iterator[str]:
    """
    Yield what is wrong with a value that a response is to be mapped from.
    """
    if _STATIC.fullmatch(value):
        return
    for prefix in _RESPONSE_SOURCES:
        if value.startswith(prefix):
            yield from _named(value, prefix)
            return
    if not _is_body(value, _RESPONSE_BODY):
        yield f"Invalid mapping expression specified: {value}"


def _is_body(value: str, prefix: str) -> bool:
    rest = value.removeprefix(prefix)
    if rest == value or rest[:1] not in {"", ".", "["}:
        return False
    return not rest or is_json_expression(rest)


@lru_cache(maxsize=1024)
def is_json_expression(text: str) -> bool:
    """
    Return whether *text* is a JSONPath without its leading ``$``.
    """
    import jsonpath  # noqa: PLC0415  # takes 0.1 s; few calls need it

    try:
        jsonpath.compile(f"${text}")
    except (jsonpath.JSONPathError, RecursionError):
        return False
    return True
