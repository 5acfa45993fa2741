"""
What a document becomes: the arguments of the calls that make an API.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from apigw_mock.openapi.findings import Findings

if TYPE_CHECKING:
    from apigw_mock.openapi.document import Document


@dataclass
class Method:
    """
    What becomes of one operation.

    Args:
        http_method: for instance ``GET``.
        arguments: of PutMethod, without the ids of the authorizer and the validator.
        authorizer, validator: their names. None if it has none.
        responses: the arguments of PutMethodResponse, by status code.
        integration: the arguments of PutIntegration; None without an integration.
        integration_responses: of PutIntegrationResponse, with their status codes.
    """

    http_method: str
    arguments: Document
    authorizer: str | None = None
    validator: str | None = None
    responses: dict[str, Document] = field(default_factory=dict)
    integration: Document | None = None
    integration_responses: list[Document] = field(default_factory=list)


@dataclass
class Path:
    """
    One path of the document and its methods, by their names.
    """

    parts: tuple[str, ...]
    methods: dict[str, Method] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"/{'/'.join(self.parts)}"


@dataclass
class Calls:
    """
    What becomes of a document.

    Args:
        settings: the arguments of CreateRestApi.
        models, validators, authorizers: the arguments of the call that makes each, by
            name.
        gateway_responses: the arguments of PutGatewayResponse, by response type.
        paths: in the document's order.
        parts: the arguments of CreateDocumentationPart. None if the call says that
            the documentation is left out.
        findings: what was found while the document was read.
    """

    settings: Document = field(default_factory=dict)
    models: dict[str, Document] = field(default_factory=dict)
    validators: dict[str, Document] = field(default_factory=dict)
    authorizers: dict[str, Document] = field(default_factory=dict)
    gateway_responses: dict[str, Document] = field(default_factory=dict)
    paths: list[Path] = field(default_factory=list)
    parts: list[Document] | None = None
    findings: Findings = field(default_factory=Findings)
