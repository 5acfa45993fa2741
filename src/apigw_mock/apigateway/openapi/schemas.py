"""
Schemas of a document, which become models.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.openapi import sources
from apigw_mock.apigateway.openapi.forms import JSON, model_name, schemas_of
from apigw_mock.apigateway.openapi.sentences import ModelRefused
from apigw_mock.evidence import inferred, recorded, reported
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.document import map_of, text_of

if TYPE_CHECKING:
    from apigw_mock.openapi.document import Document, OpenApi

_NESTED = ("allOf", "anyOf", "oneOf")  # lists of schemas
_NAMED = ("properties", "patternProperties", "definitions")  # maps of schemas
_INNER = ("items", "additionalProperties", "not")  # schemas
# What API Gateway does not support, or does not know.
_DROPPED = frozenset(
    (
        *("default", "deprecated", "discriminator", "example", "exclusiveMinimum"),
        *("externalDocs", "nullable", "readOnly", "writeOnly", "xml"),
    )
)

# fmt: off
_MADE = reported("aws/aws-sdk#468: with failOnWarnings, of objects and arrays; that a schema which several operations refer to becomes one model is inferred")
CONSTRUCTS = (
    Construct("components.schemas.{name}", "a model, used or not: components.schemas, in Swagger 2.0 definitions; its content type is application/json", sources.PETSTORE, (ModelRefused,)),
    Construct("components.schemas.{name}.description", "the description of the model; it stays in its schema as well", recorded("localstack test_import_with_circular_models")),
    Construct("components.schemas.{name}.title, type, properties, required, enum, items, format, minItems", "part of the model's schema, and so is what JSON schema has beside these", recorded("localstack test_import_swagger_api, test_import_with_circular_models")),
    Construct("components.schemas.{name}.$ref", "in the model's schema the URL of the model that it names, at any depth", recorded("localstack test_import_swagger_api, test_import_with_circular_models")),
    Construct("components.schemas.{name}.default, deprecated, discriminator, example, exclusiveMinimum, externalDocs, nullable, readOnly, writeOnly, xml, x-…", "left out", inferred("developer guide, api-gateway-known-issues: not supported; whether they are dropped or refused is unseen")),
    Construct("(inline schema)", "for an object or an array a model that is named MODEL and six digits; for allOf, anyOf and oneOf none, with a warning", _MADE),
    Construct("(inline schema).type: string, number, integer, boolean", "no model, with a warning", inferred("developer guide, api-gateway-known-issues: not supported; whether AWS warns of it is unseen")),
    Construct("(no schemas)", "ImportRestApi makes no models at all, not even Empty and Error", recorded("localstack test_import_and_validate_rest_api")),
)
# fmt: on


@dataclass
class Models:
    """
    The models of a document, and those that its inline schemas become.

    Args:
        document: the document.
        home: what the URL of each model begins with.
        made: the arguments of CreateModel, by the model's name.
    """

    document: OpenApi
    home: str
    made: dict[str, Document] = field(default_factory=dict)
    _inline: dict[int, str] = field(default_factory=dict)  # names, by the schema's id

    def __post_init__(self) -> None:
        for name, schema in schemas_of(self.document).items():
            self.made[name] = self._arguments(name, schema)

    def named(self, schema: Any, place: str) -> str | None:
        """
        Return the name of the model for a schema. An inline one is made.

        Args:
            schema: refers to one, or is inline.
            place: tells the inline schemas of a document from one another.

        Returns:
            None if there is no schema, or the one that it refers to is not there.

        Raises:
            UnsupportedSchema: it cannot become a model.
        """
        name = model_name(self.document, schema)
        if name is not None:
            return name if name in self.made else None
        inline = self.document.resolved_map(schema)
        kind = kind_of(inline)
        if kind not in _MODELS:
            raise UnsupportedSchema(kind)
        return self._make(inline, place) if kind else None

    def _make(self, schema: Document, place: str) -> str:
        if id(schema) in self._inline:  # several references lead to it
            return self._inline[id(schema)]
        name = f"MODEL{hashlib.sha256(place.encode()).hexdigest()[:6]}"
        while name in self.made:  # a schema of the document's own has the name
            name = f"MODEL{hashlib.sha256(name.encode()).hexdigest()[:6]}"
        self.made[name] = self._arguments(name, schema)
        self._inline[id(schema)] = name
        return name

    def _arguments(self, name: str, schema: Any) -> Document:
        described = text_of(map_of(schema).get("description"))
        arguments = {
            "name": name,
            "contentType": JSON,
            "schema": json.dumps(self._rewritten(schema), separators=(",", ":")),
        }
        return {**arguments, "description": described} if described else arguments

    def _rewritten(self, schema: Any) -> Any:
        """
        Return a schema as the model has it.
        """
        if not isinstance(schema, dict):
            return schema
        name = model_name(self.document, schema)
        if name is not None:
            return {"$ref": f"{self.home}{name}"}
        return {
            key: self._inside(key, value)
            for key, value in schema.items()
            if key not in _DROPPED and not key.startswith("x-")
        }

    def _inside(self, key: str, value: Any) -> Any:
        if key in _INNER and isinstance(value, dict):
            return self._rewritten(value)
        if key in (*_NESTED, *_INNER) and isinstance(value, list):
            return [self._rewritten(one) for one in value]
        if key in _NAMED and isinstance(value, dict):
            return {name: self._rewritten(one) for name, one in value.items()}
        return value


class UnsupportedSchema(Exception):
    """
    An inline schema cannot become a model.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


_MODELS = ("", "ObjectSchema", "ArraySchema")


def kind_of(schema: Document) -> str:
    """
    Return the parser's class of a schema, empty for a schema that says nothing.
    """
    if any(name in schema for name in _NESTED):
        return "ComposedSchema"
    kind = schema.get("type")
    if isinstance(kind, str) and kind:
        return f"{kind[:1].upper()}{kind[1:]}Schema"
    if "items" in schema:
        return "ArraySchema"
    return "ObjectSchema" if "properties" in schema else ""
