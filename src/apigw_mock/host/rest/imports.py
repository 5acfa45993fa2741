"""
What moto's import of an OpenAPI document leaves behind, and what it leaves out.

An update of an imported object is judged by what the call sets: what moto did not
read from the document may be there on AWS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.apigateway.rows import Table

# By the resource, the members that the import does not read.
LEFT_OUT: Mapping[str, frozenset[str]] = {
    "GatewayResponse": frozenset({"responseParameters", "responseTemplates"}),
    "Integration": frozenset(
        {
            "cacheKeyParameters",
            "connectionId",
            "integrationTarget",
            "responseTransferMode",
        }
    ),
    "IntegrationResponse": frozenset(),
    "Method": frozenset({"requestModels", "requestParameters"}),
    "MethodResponse": frozenset({"responseModels", "responseParameters"}),
}


class AnyName:
    """
    What an import may have declared: every name.
    """

    def __contains__(self, name: object) -> bool:
        return True


def is_imported_method(method: Any) -> bool:
    """
    Whether moto's import made a method: it names no authorization type, Put must.
    """
    own: bool | None = vars(method).get("imported")
    return method.authorization_type is None if own is None else own


def is_imported(method: Any, thing: Any) -> bool:
    """
    Whether moto's import made an object below a method, whatever became of it since.
    """
    own = vars(thing)
    return is_imported_method(method) and own.get("imported", "beside" not in own)


def is_imported_api(api: Any) -> bool:
    """
    Whether an API has a method that moto's import made.
    """
    return any(
        is_imported_method(method)
        for resource in api.resources.values()
        for method in resource.resource_methods.values()
    )


def marked(thing: Any, *, imported: bool) -> Any:
    """
    Return *thing*, which takes the place of an object that moto's import made, or not.
    """
    vars(thing)["imported"] = imported
    return thing


def mend(resource: Any) -> None:
    """
    Give what moto's import left below a resource the form that a Put would have.

    A status code that the document has as a number is text, and the default response
    has no selection pattern.
    """
    for method in resource.resource_methods.values():
        if is_imported_method(method):
            method.method_responses = _by_text(method.method_responses)
            if method.method_integration:
                _mend_integration(method, method.method_integration)


def _mend_integration(method: Any, integration: Any) -> None:
    responses = _by_text(integration.integration_responses or {})
    for response in responses.values():
        if is_imported(method, response) and response.selection_pattern == "":
            response.selection_pattern = None
    if responses:
        integration.integration_responses = responses


def _by_text(responses: dict[Any, Any]) -> dict[str, Any]:
    if all(isinstance(status, str) for status in responses):
        return responses
    for response in responses.values():
        response.status_code = str(response.status_code)
    return {str(status): response for status, response in responses.items()}


def left_out(table: Table[Any], imported: Any) -> frozenset[str]:
    """
    Return what moto's import leaves out of a resource, if *imported* is true.
    """
    return LEFT_OUT[table.resource] if imported else frozenset()


def has_model(api: Any) -> Callable[[str], bool]:
    """
    Return whether an API has a model of a name, or may have: the import reads none.
    """
    return lambda name: (
        any(model.name == name for model in api.models.values()) or is_imported_api(api)
    )
