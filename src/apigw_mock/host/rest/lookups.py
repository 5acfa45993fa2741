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
from apigw_mock.host.ids import steady_id
from apigw_mock.host.rest import mapped
from apigw_mock.host.rest.imports import mend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.host.rest.mapped import DomainMapping
    from apigw_mock.host.routes import Target
    from apigw_mock.refusal import Demand

# Attributes of an API and of a backend, which moto's do not have.
DOCUMENTATION_PARTS = "documentation_parts"
DOCUMENTATION_VERSIONS = "documentation_versions"
CLIENT_CERTIFICATES = "client_certificates"


def find_api(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target["restApiId"])
    if not api:
        raise existence.API.error(backend.account_id, target["restApiId"])
    return api


def find_domain_name(backend: Any, target: Target) -> Any:
    """
    Return moto's object of a domain name. A call names a private one with its id too.
    """
    domain = domain_names_of(backend).get(target["domainName"])
    if not domain:
        raise existence.DOMAIN_NAME.error(target["domainName"])
    if target.get("domainNameId") != id_of_domain_name(backend, domain):
        raise existence.DOMAIN_NAME_ID.error(target["domainName"])
    return domain


def domain_names_of(backend: Any) -> dict[str, Any]:
    """
    Return moto's objects of the domain names that either service made.
    """
    of_v2 = state.v2_domain_names(backend.account_id, backend.region_name)
    return {**of_v2, **backend.domain_names}


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


def id_of_domain_name(backend: Any, domain: Any) -> str | None:
    """
    Return the id of a private domain name, None of any other.

    moto's own have none. What a call gets as their id is always the same.
    """
    own: str | None = vars(domain).get("domain_name_id")
    endpoints = getattr(
        domain, "endpoint_configuration", None
    )  # moto's own of v2 have none
    types = (endpoints or {}).get("types") or ()
    if own or "PRIVATE" not in types:
        return own
    return steady_id(10, backend, domain.domain_name)


def domains_of(backend: Any, api_id: str, *stages: str) -> list[str]:
    """
    Return the domain names with a mapping to an API, or to one of its *stages*.
    """
    found = (
        name
        for name, one in mapped.every(backend)
        if one.api_id == api_id and (not stages or one.stage in stages)
    )
    return list(dict.fromkeys(found))


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


def of_api(backend: Any, target: Target, kind: str) -> Mapping[str, Any]:
    return things_in(find_api(backend, target), kind)


def things_in(holder: Any, kind: str) -> Mapping[str, Any]:
    """
    Return the things of a kind in an API or a backend, which moto's may lack.
    """
    things: Mapping[str, Any] = getattr(holder, kind, {})
    return things


def keep_in(holder: Any, kind: str, key: str, thing: Any) -> None:
    vars(holder).setdefault(kind, {})[key] = thing


def find_in_api(
    backend: Any, target: Target, kind: str, name: str, demand: Demand
) -> Any:
    """
    Return the thing that the URL names, or raise as the demand says.
    """
    api = backend.apis.get(target["restApiId"])
    thing = api and things_in(api, kind).get(target[name])
    if not thing:
        raise demand.error(target[name])
    return thing


def keep_in_api(backend: Any, target: Target, kind: str, key: str, thing: Any) -> None:
    keep_in(find_api(backend, target), kind, key, thing)


def mappings_of(backend: Any, target: Target) -> dict[str, DomainMapping]:
    """
    Return the mappings of a domain name by the base paths that AWS prints.
    """
    find_domain_name(backend, target)
    mappings = mapped.of_domain(backend, target["domainName"])
    return {mapping.base_path: mapping for mapping in mappings}


def keys_of_plan(backend: Any, plan_id: str) -> dict[str, Any]:
    """
    Return moto's objects of the API keys in a usage plan, by their ids.

    moto's own calls leave keys in plans and plans of keys that are gone.
    """
    is_known = plan_id in backend.usage_plans
    keys = backend.usage_plan_keys.get(plan_id, {}) if is_known else {}
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
