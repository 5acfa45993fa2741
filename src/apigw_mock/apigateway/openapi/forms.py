"""
Where Swagger 2.0 and OpenAPI 3.0 have the same thing in different places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.openapi import sources
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.document import list_of, map_of, reference_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.openapi.document import Document, OpenApi

JSON = "application/json"
_ENDPOINT = "x-amazon-apigateway-endpoint-configuration"

# fmt: off
CONSTRUCTS = (
    Construct("paths.{path}.{method}.consumes, produces", "the content type of a model in Swagger 2.0: application/json if the list has it or is missing, else the first one; those of the operation, else of the document", sources.IMPORTER),
)
# fmt: on


def schemas_of(document: OpenApi) -> Document:
    """
    Return the named schemas of a document.
    """
    if document.is_swagger:
        return map_of(document.root.get("definitions"))
    return map_of(map_of(document.root.get("components")).get("schemas"))


def schemes_of(document: OpenApi) -> Document:
    """
    Return the security schemes of a document.
    """
    if document.is_swagger:
        return map_of(document.root.get("securityDefinitions"))
    return map_of(map_of(document.root.get("components")).get("securitySchemes"))


def schemes_place(document: OpenApi) -> str:
    return (
        "securityDefinitions" if document.is_swagger else "components.securitySchemes"
    )


def endpoint_configuration(document: OpenApi) -> Any:
    """
    Return what a document says about the endpoint of its API, None for nothing.
    """
    if document.is_swagger:
        return document.root.get(_ENDPOINT)
    servers = map(map_of, list_of(document.root.get("servers")))
    said = (one[_ENDPOINT] for one in servers if _ENDPOINT in one)
    return next(said, None)


def model_name(document: OpenApi, schema: Any) -> str | None:
    """
    Return the name of the schema that *schema* refers to, None if it refers to none.
    """
    prefix = "#/definitions/" if document.is_swagger else "#/components/schemas/"
    reference = reference_of(schema) or ""
    name = reference.removeprefix(prefix) if reference.startswith(prefix) else None
    return None if name is None or "/" in name else name


def request_schemas(
    document: OpenApi, operation: Document, parameters: list[Document]
) -> Iterator[tuple[str, Any]]:
    """
    Yield the schema of each content type of a request's body.
    """
    if not document.is_swagger:
        body = document.resolved_map(operation.get("requestBody"))
        yield from _by_content_type(body)
        return
    bodies = (one for one in parameters if one.get("in") == "body")
    for body in bodies:
        yield _content_type(document, operation, "consumes"), body.get("schema")


def response_schemas(
    document: OpenApi, operation: Document, response: Document
) -> Iterator[tuple[str, Any]]:
    """
    Yield the schema of each content type of a response.
    """
    if not document.is_swagger:
        yield from _by_content_type(response)
    elif "schema" in response:
        yield _content_type(document, operation, "produces"), response["schema"]


def _by_content_type(holder: Document) -> Iterator[tuple[str, Any]]:
    for content_type, media in map_of(holder.get("content")).items():
        if "schema" in map_of(media):
            yield content_type, media["schema"]


def _content_type(document: OpenApi, operation: Document, name: str) -> str:
    listed = list_of(operation.get(name)) or list_of(document.root.get(name))
    kinds = [one for one in listed if isinstance(one, str)]
    return JSON if JSON in kinds or not kinds else kinds[0]
