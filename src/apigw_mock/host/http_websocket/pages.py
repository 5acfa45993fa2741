"""
Pages of the lists of HTTP and WebSocket APIs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.host.rest.pages import page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request

_NUMBER = re.compile("[0-9]{1,9}")
_MOST = 500  # more than AWS's quotas allow of anything


def listed(
    things: Sequence[Any],
    request: Request,
    show: Callable[[Any], Document],
    key: str,
) -> Document:
    """
    Return the page that a list call asks for.

    Without ``MaxResults``, or with a text that is not a number, it has all there are:
    AWS's answer is not known.

    Args:
        things: all of them, in the order in which the call lists them.
        request: may have ``MaxResults`` and ``NextToken``.
        show: returns a thing as the page shows it.
        key: the member that tells a thing from the others.
    """
    sent = str(request.target.get("MaxResults", ""))
    limit = int(sent) if _NUMBER.fullmatch(sent) else _MOST
    wanted = {"limit": limit, "position": request.target.get("NextToken")}
    found = page(things, wanted, show, key)
    more = {"nextToken": found["position"]} if "position" in found else {}
    return {"items": found["item"], **more}
