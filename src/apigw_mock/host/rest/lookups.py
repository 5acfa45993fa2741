"""
Look up the objects that a URL of a REST API names, step by step.

Each step that fails raises AWS's own error; moto's errors differ.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import MethodNotFound
from apigw_mock.apigateway.tables import existence
from apigw_mock.host import state
from apigw_mock.host.rest.imports import mend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.host.routes import Target
    from apigw_mock.refusal import Demand


def find_api(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target["restApiId"])
    if not api:
        raise existence.API.error(backend.account_id, target["restApiId"])
    return api


def find_stage(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target["restApiId"])
    stage = api and api.stages.get(target["stageName"])
    if not stage:
        raise existence.STAGE.error(target["stageName"])
    return stage


def check_free_stage(backend: Any, target: Target) -> None:
    api = find_api(backend, target)
    check_stage_name(target["stageName"])
    if target["stageName"] in api.stages:
        raise existence.NO_STAGE.error(target["stageName"])


def check_stage_name(name: str) -> None:
    if not re.fullmatch(r"\w+", name, re.ASCII):
        raise existence.STAGE_NAME.error(name)


def find_deployment(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target["restApiId"])
    deployment = api and api.deployments.get(target["deploymentId"])
    if not deployment:
        raise existence.DEPLOYMENT.error(target["deploymentId"])
    return deployment


def find_resource(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target["restApiId"])
    resource = api and api.resources.get(target["resourceId"])
    if not resource:
        raise existence.RESOURCE.error(target["restApiId"], target["resourceId"])
    mend(resource)
    return resource


def find_parent(backend: Any, target: Target) -> Any:
    """
    Return the resource below which one is to be made.
    """
    return find_resource(backend, {**target, "resourceId": target["parentId"]})


def find_method(backend: Any, target: Target) -> Any:
    method = find_resource(backend, target).resource_methods.get(target["httpMethod"])
    if not method:
        raise existence.METHOD.error(target["httpMethod"])
    return method


def find_integration(backend: Any, target: Target) -> Any:
    integration = find_method(backend, target).method_integration
    if not integration:
        raise existence.INTEGRATION.error(target["httpMethod"])
    return integration


def find_method_response(backend: Any, target: Target) -> Any:
    method = find_method(backend, target)
    return _of_status(method.method_responses, target, existence.METHOD_RESPONSE)


def find_integration_response(backend: Any, target: Target) -> Any:
    integration = find_integration(backend, target)
    responses = integration.integration_responses or {}
    return _of_status(responses, target, existence.INTEGRATION_RESPONSE)


def _of_status(responses: Mapping[str, Any], target: Target, demand: Demand) -> Any:
    response = responses.get(target["statusCode"])
    if not response:
        raise demand.error(target["statusCode"])
    return response


def find_usage_plan(backend: Any, target: Target) -> Any:
    plan = backend.usage_plans.get(target["usagePlanId"])
    if not plan:
        raise existence.USAGE_PLAN.error(target["usagePlanId"])
    return plan


def find_api_key(backend: Any, key_id: str) -> Any:
    key = backend.keys.get(key_id)
    if not key:
        raise existence.API_KEY.error(key_id)
    return key


def has_stage(backend: Any, api_id: str, stage: str) -> bool:
    """
    Whether an API that may have usage plans has a stage: also a WebSocket API.
    """
    v2 = state.v2_apis(backend.account_id, backend.region_name)
    api: Any = backend.apis.get(api_id) or v2.get(api_id)
    return bool(api) and stage in api.stages


def is_http(backend: Any, api_id: str) -> bool:
    apis = state.v2_apis(backend.account_id, backend.region_name)
    return api_id in apis and apis[api_id].protocol_type == "HTTP"


# --- The maps that hold the objects --------------------------------------------------


def methods_of(backend: Any, target: Target) -> dict[str, Any]:
    methods: dict[str, Any] = find_resource(backend, target).resource_methods
    return methods


def method_responses_of(backend: Any, target: Target) -> dict[str, Any]:
    responses: dict[str, Any] = find_method(backend, target).method_responses
    return responses


def integration_responses_of(backend: Any, target: Target) -> dict[str, Any]:
    integration = find_integration(backend, target)
    if integration.integration_responses is None:
        integration.integration_responses = {}
    responses: dict[str, Any] = integration.integration_responses
    return responses


def documentation_parts_of(backend: Any, target: Target) -> dict[str, Any]:
    return _of_api(backend, target, "documentation_parts")


def documentation_versions_of(backend: Any, target: Target) -> dict[str, Any]:
    return _of_api(backend, target, "documentation_versions")


def _of_api(backend: Any, target: Target, name: str) -> dict[str, Any]:
    """
    Return a map that moto's APIs do not have, from the API's attribute *name*.
    """
    things: dict[str, Any] = vars(find_api(backend, target)).setdefault(name, {})
    return things


def keys_of_plan(backend: Any, plan_id: str) -> dict[str, Any]:
    """
    Return moto's objects of the API keys in a usage plan, by their ids.

    moto's own DeleteApiKey leaves a key in its plans.
    """
    keys = backend.usage_plan_keys.get(plan_id, {})
    return {one: keys[one] for one in keys if one in backend.keys}


def gateway_responses_of(backend: Any, target: Target) -> dict[str, Any]:
    responses: dict[str, Any] = find_api(backend, target).gateway_responses
    return responses


def integration_to_delete(backend: Any, target: Target) -> None:
    """
    Raise unless the method has an integration.

    A Delete answers in the same words where the method itself is missing.
    """
    try:
        find_integration(backend, target)
    except MethodNotFound:
        raise existence.METHOD_OF_INTEGRATION.error(target["httpMethod"]) from None
