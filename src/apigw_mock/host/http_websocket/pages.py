"""
Pages of the lists that Get calls answer.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apigw_mock.apigatewayv2.fields import Document
    from apigw_mock.host.requests import Request

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def page(
    things: Iterable[Any], request: Request, show: Callable[[Any], Document]
) -> Document:
    """
    Return the page that a call asks for, with the token of the next.

    A call without ``MaxResults`` is answered with all. A ``MaxResults`` that is no
    number from 1, and a token that is none of ours, count as not sent: AWS's answer
    is not known.
    """
    listed = list(things)
    sent = request.target.get("MaxResults") or ""
    limit = int(sent) if _NUMBER.fullmatch(sent) else len(listed)
    start = _start(request.target.get("NextToken") or "")
    end = start + limit
    shown: Document = {"items": list(map(show, listed[start:end]))}
    if end < len(listed):
        shown["nextToken"] = base64.urlsafe_b64encode(str(end).encode()).decode()
    return shown


def _start(token: str) -> int:
    try:
        text = base64.urlsafe_b64decode(token).decode()
    except ValueError:  # neither base64 nor UTF-8
        return 0
    return int(text) if _NUMBER.fullmatch(text) else 0
