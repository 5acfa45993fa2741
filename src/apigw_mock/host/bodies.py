"""
Let bodies through that are not UTF-8. moto itself breaks off when it decodes them.

A document may be sent in another encoding. Whoever reads the body refuses it.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock.host.guard import Replacement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def replacements() -> Iterator[Replacement]:
    """
    Yield the replacements that keep bytes which are no text.
    """
    kinds: tuple[Any, ...] = (APIGatewayResponse, ApiGatewayV2Response)
    for kind in kinds:
        own = vars(kind).get("setup_class")
        yield Replacement(kind, "setup_class", setting_up(kind, own))


@cache
def setting_up(kind: Any, own: Callable[..., None] | None) -> Callable[..., None]:
    """
    Return moto's reader of a request, but keep a body that is no text.

    Cached, so that the short way knows whether somebody has replaced it.

    Args:
        kind: the class of moto's actions.
        own: the reader of this class, None for that of its base.
    """

    def setup_class(
        response: Any, request: Any, full_url: str, headers: Any, **more: Any
    ) -> None:
        read = partial(own, response) if own else super(kind, response).setup_class
        try:
            read(request, full_url, headers, **more)
        except UnicodeDecodeError:
            body = response.body  # a second reading of a file would find nothing
            read(request, full_url, headers, use_raw_body=True)
            response.body = body

    return setup_class
