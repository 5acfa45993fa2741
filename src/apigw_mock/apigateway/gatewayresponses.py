"""
The gateway responses of an API: those it has changed, and what the others show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.patch import Document, apply_put
from apigw_mock.apigateway.tables.gateway_response import FOLLOWS, GATEWAY_RESPONSE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def unchanged(response_type: str, around: Mapping[str, Any]) -> Document:
    """
    Return the gateway response that every API has of this type at first.

    Args:
        response_type: for instance ``ACCESS_DENIED``.
        around: as for `apply_put`.
    """
    bare = {"responseType": response_type, "defaultResponse": True}
    return apply_put(bare, GATEWAY_RESPONSE, around)


def shown(
    response_type: str,
    own: Callable[[str], Document | None],
    around: Mapping[str, Any],
) -> Document:
    """
    Return what a Get shows of a type.

    Args:
        response_type: for instance ``ACCESS_DENIED``.
        own: the document of a type that the API has changed, or None. A type that
            it has not changed follows DEFAULT_4XX or DEFAULT_5XX, where changed.
        around: as for `apply_put`.
    """
    if document := own(response_type):
        return document
    first = unchanged(response_type, around)
    followed = own(FOLLOWS.get(first.get("statusCode", "")[:1], "")) or {}
    return {**first, **followed, **{name: first[name] for name in _IDENTITY}}


_IDENTITY = ("responseType", "defaultResponse")
