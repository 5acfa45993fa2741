"""
An OpenAPI document that has been read: its version, and what its references lead to.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from jsonpointer import JsonPointer, JsonPointerException

Document = dict[str, Any]

SWAGGER = "2.0"
OPENAPI = "3.0"
# What stands in a path item, by the method that it becomes.
METHODS = {
    "x-amazon-apigateway-any-method": "ANY",
    "delete": "DELETE",
    "get": "GET",
    "head": "HEAD",
    "options": "OPTIONS",
    "patch": "PATCH",
    "post": "POST",
    "put": "PUT",
    "trace": "TRACE",
}
_LONGEST = 16  # references, from one to the next
_INDEX = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


class UnresolvedReference(Exception):
    """
    A reference leads to nothing in the document, or to itself.
    """

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def version_of(root: Any) -> str | None:
    """
    Return ``2.0`` or ``3.0``, or None if AWS imports no such document.
    """
    if not isinstance(root, dict):
        return None
    if str(root.get("swagger")) == SWAGGER:
        return SWAGGER
    said = str(root.get("openapi"))
    return OPENAPI if said == OPENAPI or said.startswith(f"{OPENAPI}.") else None


@dataclass(frozen=True)
class OpenApi:
    """
    A document of a version that AWS imports.

    Args:
        root: only to be read. Parts may occur several times in it.
        version: ``2.0`` or ``3.0``.
    """

    root: Document
    version: str

    @property
    def is_swagger(self) -> bool:
        return self.version == SWAGGER

    def resolved(self, value: Any) -> Any:
        """
        Return *value*, or what its ``$ref`` leads to, from one reference to the next.

        Only the value itself is looked at, not what is in it.

        Raises:
            UnresolvedReference: a reference leads to nothing; or the first one leads
                in a circle, or through too many.
        """
        first = reference_of(value)
        for _ in range(_LONGEST):
            reference = reference_of(value)
            if not reference:
                return value
            value = self.find(reference)
        raise UnresolvedReference(str(first))

    def resolved_map(self, value: Any) -> Document:
        """
        Return a map, or what it refers to. Empty for anything else, and for no target.
        """
        try:
            return map_of(self.resolved(value))
        except UnresolvedReference:  # the structure's check warns of it
            return {}

    def find(self, reference: str) -> Any:
        """
        Return what a reference leads to, for instance ``#/components/schemas/Pet``.

        Raises:
            UnresolvedReference: it leads to nothing in the document.
        """
        prefix, _, pointer = reference.partition("#")
        found = None if prefix else _at(self.root, unquote(pointer))
        if not isinstance(found, dict | list):
            raise UnresolvedReference(reference)
        return found


def name_of_untitled() -> str:
    """
    Return the name of an API whose document has no title.
    """
    return time.strftime("Imported on %Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _at(value: Any, pointer: str) -> Any:
    """
    Return what a JSON pointer leads to, or None.

    jsonpointer's own search puts the whole document into its error.
    """
    try:
        parts = JsonPointer(pointer).parts
    except JsonPointerException:
        return None
    for part in parts:
        if isinstance(value, list) and _INDEX.fullmatch(part):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def reference_of(value: Any) -> str | None:
    """
    Return the ``$ref`` of a map, or None.
    """
    reference = value.get("$ref") if isinstance(value, dict) else None
    return reference if isinstance(reference, str) else None


def map_of(value: Any) -> Document:
    """
    Return a map, or an empty one in place of anything else.
    """
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """
    Return a list, or an empty one in place of anything else.
    """
    return value if isinstance(value, list) else []


def text_of(value: Any) -> str | None:
    """
    Return a text, number or boolean as the text that JSON has for it. None for others.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else None
