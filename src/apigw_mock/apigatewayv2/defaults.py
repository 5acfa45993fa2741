"""
What settings of an integration are if nobody has set them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2.kinds import on_websocket

if TYPE_CHECKING:
    from apigw_mock.apigatewayv2.kinds import Kind

LONGEST, LONGEST_ON_WEBSOCKET = 30_000, 29_000  # ms, of a timeout
_SELECTIONS = {
    "AWS": "${integration.response.body.errorMessage}",
    "HTTP": "${integration.response.statuscode}",
    "MOCK": "${integration.response.statuscode}",
}


def post_to_lambda(kind: Kind) -> str | None:
    return "POST" if kind.type in {"AWS", "AWS_PROXY"} else None


def pass_unmatched(_: Kind) -> str:
    return "WHEN_NO_MATCH"


def version_on_websocket(kind: Kind) -> str | None:
    return "1.0" if on_websocket(kind) else None


def longest_timeout(kind: Kind) -> int:
    return LONGEST_ON_WEBSOCKET if on_websocket(kind) else LONGEST


def response_selection(kind: Kind) -> str | None:
    return _SELECTIONS.get(kind.type or "") if on_websocket(kind) else None
