"""
The gateway responses of an API: its own, and the defaults of all other types.
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
    Return what Get shows for a type.

    Args:
        response_type: for instance ``ACCESS_DENIED``.
        own: returns the API's own document for a type, or None. A type without one
            shows the API's own DEFAULT_4XX or DEFAULT_5XX, if there is one.
        members: as for `apply_put`.
    """
    if document := own(response_type):
        return document
    bare = {"responseType": response_type, "defaultResponse": True}
    first = apply_put(bare, GATEWAY_RESPONSE, Facts(), members)
    followed = own(_FOLLOWS.get(first.get("statusCode", "")[:1], "")) or {}
    return {**first, **followed, **{name: first[name] for name in _IDENTITY}}
