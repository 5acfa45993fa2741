"""
Look up what a URL of HTTP and WebSocket APIs names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.tables import existence

if TYPE_CHECKING:
    from apigw_mock.host.requests import Request


def is_managed(stored: Any) -> bool:
    """
    Whether quick create made it.
    """
    return bool(getattr(stored, "api_gateway_managed", False))


def find_api(backend: Any, request: Request) -> Any:
    api_id = request.target["ApiId"]
    if api_id not in backend.apis:
        raise existence.API.error(backend.account_id, api_id)
    return backend.apis[api_id]


def find_integration(backend: Any, request: Request) -> tuple[Any, Any]:
    api, integration_id = find_api(backend, request), request.target["IntegrationId"]
    if integration_id not in api.integrations:
        raise existence.INTEGRATION.error(integration_id)
    return api, api.integrations[integration_id]


def find_stage(backend: Any, request: Request) -> tuple[Any, Any]:
    api, name = find_api(backend, request), request.target["StageName"]
    if name not in api.stages:
        raise existence.STAGE.error(name)
    return api, api.stages[name]


def find_deployment(backend: Any, request: Request) -> tuple[Any, Any]:
    api, deployment_id = find_api(backend, request), request.target["DeploymentId"]
    deployments = deployments_of(api)
    if deployment_id not in deployments:
        raise existence.DEPLOYMENT.error(deployment_id)
    return api, deployments[deployment_id]


def deployments_of(api: Any) -> dict[str, Any]:
    """
    Return the deployments of an API by their ids. moto has none: its API keeps them.
    """
    deployments: dict[str, Any] = vars(api).setdefault("deployments", {})
    return deployments


def find_websocket_integration(backend: Any, request: Request) -> tuple[Any, Any]:
    api, parent = find_integration(backend, request)
    if api.protocol_type != "WEBSOCKET":
        raise existence.WEBSOCKET.error(api.protocol_type)
    return api, parent


def find_response(backend: Any, request: Request) -> tuple[Any, Any, Any]:
    api, parent = find_websocket_integration(backend, request)
    response_id = request.target["IntegrationResponseId"]
    if response_id not in parent.responses:
        raise existence.INTEGRATION_RESPONSE.error(response_id)
    return api, parent, parent.responses[response_id]


def find_route(backend: Any, request: Request) -> tuple[Any, Any]:
    api, route_id = find_api(backend, request), request.target["RouteId"]
    if route_id not in api.routes:
        raise existence.ROUTE.error(route_id)
    return api, api.routes[route_id]


def find_websocket_route(backend: Any, request: Request) -> tuple[Any, Any]:
    api, parent = find_route(backend, request)
    if api.protocol_type != "WEBSOCKET":
        raise existence.ROUTE_ON_WEBSOCKET.error(api.protocol_type)
    return api, parent


def find_route_response(backend: Any, request: Request) -> tuple[Any, Any, Any]:
    api, parent = find_websocket_route(backend, request)
    response_id = request.target["RouteResponseId"]
    if response_id not in parent.route_responses:
        raise existence.ROUTE_RESPONSE.error(response_id)
    return api, parent, parent.route_responses[response_id]


def find_authorizer(backend: Any, request: Request) -> tuple[Any, Any]:
    api, authorizer_id = find_api(backend, request), request.target["AuthorizerId"]
    if authorizer_id not in api.authorizers:
        raise existence.AUTHORIZER.error(authorizer_id)
    return api, api.authorizers[authorizer_id]


def find_model(backend: Any, request: Request) -> tuple[Any, Any]:
    api, model_id = find_api(backend, request), request.target["ModelId"]
    if model_id not in api.models:
        raise existence.MODEL.error(model_id)
    return api, api.models[model_id]


def find_vpc_link(backend: Any, request: Request) -> Any:
    link_id = request.target["VpcLinkId"]
    if link_id not in backend.vpc_links:
        raise existence.VPC_LINK.error(link_id)
    return backend.vpc_links[link_id]
