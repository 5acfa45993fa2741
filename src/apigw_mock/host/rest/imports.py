"""
Methods that moto's own import made, outside a scope, of an OpenAPI document.

Inside a scope, imports make what the single calls make.
"""

from __future__ import annotations

from typing import Any


def mend(resource: Any) -> None:
    """
    Give the imported children of a resource the form that a Put gives them.

    Status codes that are numbers become strings. The default response loses its empty
    selection pattern.
    """
    for method in resource.resource_methods.values():
        # Put requires an authorization type; moto's import sets none.
        if method.authorization_type is None:
            method.method_responses = _by_text(method.method_responses)
            if method.method_integration:
                _mend_integration(method.method_integration)


def _mend_integration(integration: Any) -> None:
    responses = _by_text(integration.integration_responses or {})
    for response in responses.values():
        if response.selection_pattern == "" and "beside" not in vars(response):
            response.selection_pattern = None
    if responses:
        integration.integration_responses = responses


def _by_text(responses: dict[Any, Any]) -> dict[str, Any]:
    if all(isinstance(status, str) for status in responses):
        return responses
    for response in responses.values():
        response.status_code = str(response.status_code)
    return {str(status): response for status, response in responses.items()}
