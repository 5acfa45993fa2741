"""
Objects that moto imported from an OpenAPI document.

moto's import does not read the whole document. AWS may have what moto did not read, so
an update of an imported object is judged only by what the call sets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.host.rest import default_models

if TYPE_CHECKING:
    from collections.abc import Callable


class AnyName:
    """
    A container of every name: the import does not tell which ones are declared.
    """

    def __contains__(self, name: object) -> bool:
        return True


def is_imported_method(method: Any) -> bool:
    """
    Whether moto's import made a method.

    Put requires an authorization type; the import sets none.
    """
    own: bool | None = vars(method).get("imported")
    return method.authorization_type is None if own is None else own


def is_imported(method: Any, thing: Any) -> bool:
    """
    Whether moto's import made a child of a method, even if it was updated since.
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
    Return *thing*, marked as the replacement of an imported object or of another.
    """
    vars(thing)["imported"] = imported
    return thing


def mend(resource: Any) -> None:
    """
    Give the imported children of a resource the form that a Put gives them.

    Status codes that are numbers become strings. The default response loses its empty
    selection pattern.
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


def left_out(members: frozenset[str], imported: Any) -> frozenset[str]:
    """
    Return the *members* that moto's import does not read; none unless *imported*.
    """
    return members if imported else frozenset()


def has_model(api: Any) -> Callable[[str], bool]:
    """
    Return a test of whether an API has, or may have, a model of a name.

    moto's import does not read models, so an imported API may have any.
    """
    return lambda name: default_models.has_model(api, name) or is_imported_api(api)
