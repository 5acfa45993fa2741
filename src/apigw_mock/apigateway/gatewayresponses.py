"""
The gateway responses of an API: those it has changed, and what the others show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigateway.put import apply_put
from apigw_mock.apigateway.rows import Document, Facts
from apigw_mock.apigateway.tables.gateway_response import GATEWAY_RESPONSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.values import Members

_FOLLOWS = {"4": "DEFAULT_4XX", "5": "DEFAULT_5XX"}  # by the first digit
_IDENTITY = ("responseType", "defaultResponse")


def shown(
    response_type: str, own: Callable[[str], Document | None], members: Members
) -> Document:
    """
    Return what a Get shows of a type.

    Args:
        response_type: for instance ``ACCESS_DENIED``.
        own: the document of a type that the API has changed, or None. A type that
            it has not changed follows DEFAULT_4XX or DEFAULT_5XX, where changed.
        members: as for `apply_put`.
    """
    if document := own(response_type):
        return document
    bare = {"responseType": response_type, "defaultResponse": True}
    first = apply_put(bare, GATEWAY_RESPONSE, Facts(), members)
    followed = own(_FOLLOWS.get(first.get("statusCode", "")[:1], "")) or {}
    return {**first, **followed, **{name: first[name] for name in _IDENTITY}}
