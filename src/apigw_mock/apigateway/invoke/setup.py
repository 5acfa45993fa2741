"""
A method with all that its invocation reads around it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apigw_mock.apigateway.rows import Document


def map_in(value: Any) -> dict[str, Any]:
    """
    Return a map, empty if the *value* is none: an import of moto's takes anything.
    """
    return value if isinstance(value, dict) else {}


def texts_in(value: Any) -> dict[str, str | None]:
    """
    Return the texts of a map, and its nulls, without what else an import may have.
    """
    of_text = (str, type(None))
    return {
        name: one for name, one in map_in(value).items() if isinstance(one, of_text)
    }


@dataclass(frozen=True, kw_only=True)
class Caller:
    """
    Who makes a test invocation.

    Args:
        account: its id.
        arn: of the user.
        access_key: its id.
        user_agent: of the client.
    """

    account: str
    arn: str
    access_key: str
    user_agent: str


@dataclass(frozen=True, kw_only=True)
class Setup:
    """
    The state that an invocation reads. Nothing in it is modified.

    Args:
        api_id: of the REST API.
        resource_id: of the resource.
        resource_path: for instance ``/pets/{id}``.
        method: as GetMethod shows it, with its integration and responses.
        validator: as GetRequestValidator shows it; empty if the method has none.
        models: the schema of each model of the API, by the model's name.
        gateway_responses: the API's own, by their types.
        binary_media_types: the API's, for instance ``image/*``.
        caller: who makes the invocation.
    """

    api_id: str
    resource_id: str
    resource_path: str
    method: Document
    caller: Caller
    validator: Document = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    gateway_responses: Mapping[str, Document] = field(default_factory=dict)
    binary_media_types: Sequence[str] = ()

    @property
    def integration(self) -> Document:
        document: Document = self.method["methodIntegration"]
        return document

    @property
    def kind(self) -> str:
        """
        The type of the integration, for instance ``AWS_PROXY``.
        """
        return str(self.integration.get("type", ""))

    def of_method(self, member: str) -> dict[str, Any]:
        """
        Return a map of the method, empty if it has none.
        """
        return map_in(self.method.get(member))

    def of_integration(self, member: str) -> dict[str, Any]:
        """
        Return a map of the integration, empty if it has none.
        """
        return map_in(self.integration.get(member))
