"""
Pages of the lists that Get calls answer.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.requests import Request
    from apigw_mock.host.routes import Target

_POSITION = re.compile(r"([1-9][0-9]{0,8}):(.*)", re.DOTALL)
_NUMBER = re.compile("-?[0-9]{1,9}")
_DEFAULT, _MOST = 25, 500  # items of a page: the documentation of each list call


def page(
    things: Sequence[Any], target: Target, show: Callable[[Any], Document], key: str
) -> dict[str, Any]:
    """
    Return the page that a call asks for, with the position of the next.

    Args:
        things: all of them, in the order in which the call lists them.
        target: has the call's ``limit`` and ``position``, if they were sent. A limit
            out of bounds counts as the nearest bound, an unknown position as the
            start: AWS's answer is not known.
        show: returns a thing as the page shows it. It is called for few of them.
        key: the member that tells a thing from the others.
    """
    sent = target.get("limit")
    limit = _DEFAULT if sent is None else min(max(sent, 1), _MOST)
    start = _start(things, target.get("position") or "", lambda one: show(one)[key])
    shown = list(map(show, things[start : start + limit]))
    end = start + len(shown)
    if end >= len(things):
        return {"item": shown}
    return {"position": _position(end, shown[-1][key]), "item": shown}


def listed(
    things: Sequence[Any],
    request: Request,
    show: Callable[[Any], Document],
    key: str,
) -> Document:
    """
    Return the page that a list call of HTTP and WebSocket APIs asks for.

    Without ``MaxResults``, or with a text that is not a number, it has at most 500:
    AWS's number is not known.

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


def _position(end: int, last: str) -> str:
    return base64.urlsafe_b64encode(f"{end}:{last}".encode()).decode()


def _start(things: Sequence[Any], position: str, key_of: Callable[[Any], str]) -> int:
    """
    Return the index after the last thing of the page before, even if that is gone.
    """
    try:
        read = _POSITION.fullmatch(base64.urlsafe_b64decode(position).decode())
    except ValueError:  # neither base64 nor UTF-8
        read = None
    if not read:
        return 0
    end, last = int(read[1]), read[2]
    if end <= len(things) and key_of(things[end - 1]) == last:
        return end
    found = (n for n, thing in enumerate(things) if key_of(thing) == last)
    return next(found, end - 2) + 1
