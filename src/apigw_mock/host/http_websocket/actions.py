"""
HTTP and WebSocket APIs: our actions, by the names that moto gives them.
"""

from __future__ import annotations

from typing import Any

from apigw_mock.host.http_websocket.api import (
    create_api,
    delete_api,
    delete_cors_configuration,
    get_api,
    get_apis,
    update_api,
)
from apigw_mock.host.http_websocket.api_mapping import (
    create_api_mapping,
    delete_api_mapping,
    get_api_mapping,
    get_api_mappings,
    update_api_mapping,
)
from apigw_mock.host.http_websocket.authorizer import (
    create_authorizer,
    delete_authorizer,
    get_authorizer,
    get_authorizers,
    update_authorizer,
)
from apigw_mock.host.http_websocket.deployment import (
    create_deployment,
    delete_deployment,
    get_deployment,
    get_deployments,
    update_deployment,
)
from apigw_mock.host.http_websocket.domain_name import (
    create_domain_name,
    delete_domain_name,
    get_domain_name,
    get_domain_names,
    update_domain_name,
)
from apigw_mock.host.http_websocket.imports import import_api, reimport_api
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
from apigw_mock.host.http_websocket.model import (
    create_model,
    delete_model,
    get_model,
    get_models,
    update_model,
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
from apigw_mock.host.http_websocket.stage import (
    create_stage,
    delete_access_log_settings,
    delete_route_settings,
    delete_stage,
    get_stage,
    get_stages,
    reset_authorizers_cache,
    update_stage,
)
from apigw_mock.host.http_websocket.tags import (
    get_tags,
    tag_resource,
    untag_resource,
)
from apigw_mock.host.http_websocket.vpc_link import (
    create_vpc_link,
    delete_vpc_link,
    get_vpc_link,
    get_vpc_links,
    update_vpc_link,
)
from apigw_mock.host.logged import actions

_HANDLERS = (
    create_api,
    create_api_mapping,
    create_authorizer,
    create_deployment,
    create_domain_name,
    create_integration,
    create_integration_response,
    create_model,
    create_route,
    create_route_response,
    create_stage,
    create_vpc_link,
    delete_access_log_settings,
    delete_api,
    delete_api_mapping,
    delete_authorizer,
    delete_cors_configuration,
    delete_deployment,
    delete_domain_name,
    delete_integration,
    delete_integration_response,
    delete_model,
    delete_route,
    delete_route_request_parameter,
    delete_route_response,
    delete_route_settings,
    delete_stage,
    delete_vpc_link,
    get_api,
    get_api_mapping,
    get_api_mappings,
    get_apis,
    get_authorizer,
    get_authorizers,
    get_deployment,
    get_deployments,
    get_domain_name,
    get_domain_names,
    get_integration,
    get_integration_response,
    get_integration_responses,
    get_integrations,
    get_model,
    get_models,
    get_route,
    get_route_response,
    get_route_responses,
    get_routes,
    get_stage,
    get_stages,
    get_tags,
    get_vpc_link,
    get_vpc_links,
    import_api,
    reimport_api,
    reset_authorizers_cache,
    tag_resource,
    untag_resource,
    update_api,
    update_api_mapping,
    update_authorizer,
    update_deployment,
    update_domain_name,
    update_integration,
    update_integration_response,
    update_model,
    update_route,
    update_route_response,
    update_stage,
    update_vpc_link,
)


def _backend_of(original: Any) -> Any:
    return original.apigatewayv2_backend


ACTIONS = actions(
    "apigatewayv2", _backend_of, {handler.__name__: handler for handler in _HANDLERS}
)
