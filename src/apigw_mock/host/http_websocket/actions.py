"""
HTTP and WebSocket APIs: our actions, by the names that moto gives them.
"""

from __future__ import annotations

from typing import Any

from apigw_mock.host.http_websocket.api import create_api
from apigw_mock.host.http_websocket.integration import (
    create_integration,
    delete_integration,
    get_integration,
    get_integrations,
    update_integration,
)
from apigw_mock.host.http_websocket.integration_response import (
    create_integration_response,
    delete_integration_response,
    get_integration_response,
    get_integration_responses,
    update_integration_response,
)
from apigw_mock.host.http_websocket.route import (
    create_route,
    delete_route,
    delete_route_request_parameter,
    get_route,
    get_routes,
    update_route,
)
from apigw_mock.host.http_websocket.route_response import (
    create_route_response,
    delete_route_response,
    get_route_response,
    get_route_responses,
    update_route_response,
)
from apigw_mock.host.logged import actions

_HANDLERS = (
    create_api,
    create_integration,
    create_integration_response,
    delete_integration,
    delete_integration_response,
    get_integration,
    get_integration_response,
    get_integration_responses,
    get_integrations,
    update_integration,
    update_integration_response,
    create_route,
    create_route_response,
    delete_route,
    delete_route_request_parameter,
    delete_route_response,
    get_route,
    get_route_response,
    get_route_responses,
    get_routes,
    update_route,
    update_route_response,
)


def _backend_of(original: Any) -> Any:
    return original.apigatewayv2_backend


ACTIONS = actions(
    "apigatewayv2", _backend_of, {handler.__name__: handler for handler in _HANDLERS}
)
