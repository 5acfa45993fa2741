"""
What a URL of REST APIs names, looked up step by step.

Each step has its own sentence, and they differ from moto's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.refusals import MethodNotFound
from apigw_mock.apigateway.tables import existence
from apigw_mock.host.answer import segments
from apigw_mock.host.imports import mend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.refusal import Demand


class Target(NamedTuple):
    """
    What a request's URL names, however much of it there is.
    """

    api: str
    resource: str = ""
    method: str = ""
    status_code: str = ""

    @property
    def response_type(self) -> str:
        """
        Of a gateway response, which stands where others have the resource.
        """
        return self.resource


def target_of(request: Any) -> Target:
    """
    Return what the URL names: every second segment of it is an identifier.

    ``/restapis/{id}/resources/{id}/methods/{method}/integration/responses/{code}``
    has one segment beside them, which may be an identifier anywhere else.
    """
    path = segments(request)
    if path[_BESIDE : _BESIDE + 1] == ["integration"]:
        del path[_BESIDE]
    return Target(*path[1::2])


_BESIDE = 6


def find_api(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target.api)
    if not api:
        raise existence.API.error(backend.account_id, target.api)
    return api


def find_resource(backend: Any, target: Target) -> Any:
    api = backend.apis.get(target.api)
    resource = api and api.resources.get(target.resource)
    if not resource:
        raise existence.RESOURCE.error(target.api, target.resource)
    mend(resource)
    return resource


def find_method(backend: Any, target: Target) -> Any:
    method = find_resource(backend, target).resource_methods.get(target.method)
    if not method:
        raise existence.METHOD.error(target.method)
    return method


def find_integration(backend: Any, target: Target) -> Any:
    integration = find_method(backend, target).method_integration
    if not integration:
        raise existence.INTEGRATION.error(target.method)
    return integration


def find_method_response(backend: Any, target: Target) -> Any:
    method = find_method(backend, target)
    return _of_status(method.method_responses, target, existence.METHOD_RESPONSE)


def find_integration_response(backend: Any, target: Target) -> Any:
    integration = find_integration(backend, target)
    responses = integration.integration_responses or {}
    return _of_status(responses, target, existence.INTEGRATION_RESPONSE)


def _of_status(responses: Mapping[str, Any], target: Target, demand: Demand) -> Any:
    response = responses.get(target.status_code)
    if not response:
        raise demand.error(target.status_code)
    return response


# --- The maps that hold them: where to put a new one and take an old one from --------


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


def gateway_responses_of(backend: Any, target: Target) -> dict[str, Any]:
    responses: dict[str, Any] = find_api(backend, target).gateway_responses
    return responses


# --- What a Delete takes away --------------------------------------------------------


def delete_method(backend: Any, target: Target) -> None:
    find_method(backend, target)
    del methods_of(backend, target)[target.method]


def delete_integration(backend: Any, target: Target) -> None:
    _integration_to_delete(backend, target)
    find_method(backend, target).method_integration = None


def delete_method_response(backend: Any, target: Target) -> None:
    find_method_response(backend, target)
    del method_responses_of(backend, target)[target.status_code]


def delete_integration_response(backend: Any, target: Target) -> None:
    _integration_to_delete(backend, target)
    find_integration_response(backend, target)
    del integration_responses_of(backend, target)[target.status_code]


def _integration_to_delete(backend: Any, target: Target) -> None:
    """
    Raise unless there is an integration; a Delete says so of a missing method, too.
    """
    try:
        find_integration(backend, target)
    except MethodNotFound:
        raise existence.METHOD_OF_INTEGRATION.error(target.method) from None


def delete_gateway_response(backend: Any, target: Target) -> None:
    responses = gateway_responses_of(backend, target)
    if target.response_type not in responses:
        raise existence.GATEWAY_RESPONSE.error(target.response_type)
    del responses[target.response_type]
