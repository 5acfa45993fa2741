"""
What settings of an API, a stage or an integration are if nobody has set them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.kinds import on_http, on_websocket

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


# --- of APIs and stages ---

API_KEY_SELECTION = "$request.header.x-api-key"
ROUTE_SELECTION = "$request.method $request.path"


def switched_off(_: Kind) -> bool:
    return False


def ipv4(_: Kind) -> str:
    return "ipv4"


def api_key_selection(_: Kind) -> str:
    return API_KEY_SELECTION


def route_selection(kind: Kind) -> str | None:
    return ROUTE_SELECTION if on_http(kind) else None


def empty_map(_: Kind) -> dict[str, Any]:
    return {}


def default_route_settings(kind: Kind) -> dict[str, Any]:
    if on_websocket(kind):
        return {
            "dataTraceEnabled": False,
            "detailedMetricsEnabled": False,
            "loggingLevel": "OFF",
        }
    return {"detailedMetricsEnabled": False}


# --- of domain names and API mappings ---

CONFIGURATION = {
    "endpointType": "REGIONAL",
    "ipAddressType": "ipv4",
    "securityPolicy": "TLS_1_2",
}


def by_api_mapping(_: Kind) -> str:
    return "API_MAPPING_ONLY"


def root(_: Kind) -> str:
    return ""
