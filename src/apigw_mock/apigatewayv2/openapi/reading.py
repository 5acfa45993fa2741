"""
Read a document as the calls that import it as an HTTP API.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.openapi import tables
from apigw_mock.apigatewayv2.openapi.authorizers import authorizers_of, guards_of
from apigw_mock.apigatewayv2.openapi.plan import Plan, Route
from apigw_mock.apigatewayv2.openapi.sentences import (
    BASEPATH,
    MALFORMED,
    IgnoredPart,
    IgnoredSchemas,
    NoText,
    UnsupportedType,
)
from apigw_mock.openapi.base_path import IGNORE, WORDS, prefix_of, with_prefix
from apigw_mock.openapi.document import (
    METHODS,
    list_of,
    map_of,
    reference_of,
    text_of,
)
from apigw_mock.openapi.values import boolean

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from apigw_mock.apigatewayv2.openapi.plan import Guard
    from apigw_mock.openapi.document import OpenApi
    from apigw_mock.openapi.findings import Findings

    Body = dict[str, Any]

INTEGRATION = "x-amazon-apigateway-integration"
DEFAULT = "$default"
_TYPES = ("AWS_PROXY", "HTTP_PROXY")
# The parts of an operation that HTTP APIs do not have.
_IGNORED = ("parameters", "requestBody")
_ENDPOINT = "x-amazon-apigateway-endpoint-configuration"


def basepath_of(word: Any) -> str:
    """
    Return what a call says of the base path. By default, it is ignored.

    Raises:
        InvalidSettingWord: it is another word.
    """
    said = IGNORE if word is None else str(word)
    if said not in WORDS:
        raise BASEPATH.error("Basepath", said, WORDS)
    return said


def plan_of(document: OpenApi, basepath: str, unnamed: str, findings: Findings) -> Plan:
    """
    Return the calls that import a document. What is wrong with it joins *findings*.

    Args:
        document: of OpenAPI 3.0.
        basepath: ``ignore``, ``prepend`` or ``split``.
        unnamed: the name of an API whose document has no title.
        findings: of the import.

    Raises:
        MalformedIntegration: a field of an integration is not of its type.
    """
    root = document.root
    if map_of(root.get("components")).get("schemas"):
        findings.info.append(IgnoredSchemas(len(root["components"]["schemas"])))
    authorizers, signed = authorizers_of(document)
    known = {*authorizers, *signed}
    routes = _Routes(document, prefix_of(document, basepath), known, findings)
    return Plan(
        api=_api(document, unnamed),
        tags=_tags(root),
        authorizers=authorizers,
        signed=signed,
        routes=list(routes.read()),
    )


def _api(document: OpenApi, unnamed: str) -> Body:
    root = document.root
    info, _ = tables.read(tables.INFO, map_of(root.get("info")))
    cors, _ = tables.read(tables.CORS, map_of(root.get("x-amazon-apigateway-cors")))
    settings = {"name": unnamed, **info}
    if cors:
        settings["corsConfiguration"] = cors
    for server in map(map_of, list_of(root.get("servers"))):
        switch = boolean(map_of(server.get(_ENDPOINT)).get("disableExecuteApiEndpoint"))
        if switch is not None:
            settings["disableExecuteApiEndpoint"] = switch
    return settings


def _tags(root: Body) -> dict[str, str] | None:
    """
    Return the tags of the API, or None if the document has no list of tags.
    """
    if not isinstance(root.get("tags"), list):
        return None
    tags = map(map_of, root["tags"])
    return {
        name: text_of(tag.get("x-amazon-apigateway-tag-value")) or ""
        for tag in tags
        if (name := text_of(tag.get("name")))
    }


class _Routes:
    """
    Reads the routes of a document.
    """

    def __init__(
        self, document: OpenApi, prefix: str, known: Container[str], findings: Findings
    ) -> None:
        self._document, self._prefix, self._findings = document, prefix, findings
        self._known = known
        self._guards = guards_of(document.root.get("security"), known)

    def read(self) -> Iterator[Route]:
        for path, item in map_of(self._document.root.get("paths")).items():
            if not path.startswith("x-"):
                yield from self._of_path(path, self._document.resolved_map(item))

    def _of_path(self, path: str, item: Body) -> Iterator[Route]:
        for word, operation in item.items():
            if word in METHODS and isinstance(operation, dict):
                yield self._route(path, METHODS[word], item, operation)

    def _route(self, path: str, method: str, item: Body, operation: Body) -> Route:
        key = self._key(path, method, operation)
        self._note_ignored(key, item, operation)
        extension = operation.get(INTEGRATION)
        shared = reference_of(extension)
        return Route(
            key=key,
            operation_name=text_of(operation.get("operationId")),
            integration=self._integration(path, key, extension),
            shared=shared,
            guards=self._guards_of(operation),
        )

    def _key(self, path: str, method: str, operation: Body) -> str:
        is_default = boolean(operation.get("isDefaultRoute")) or path == DEFAULT
        if method == "ANY" and is_default:
            return DEFAULT
        whole = path if path.startswith("/") else f"/{path}"
        return f"{method} {with_prefix(self._prefix, whole)}"

    def _integration(self, path: str, key: str, written: Any) -> Body | None:
        if written is None:
            return None
        extension = self._document.resolved_map(written)
        settings, malformed = tables.read(tables.INTEGRATION, extension)
        if malformed:
            raise MALFORMED.error(path)
        word = settings.get("integrationType")
        if word not in _TYPES:
            self._findings.warnings.append(UnsupportedType(word, key))
            return None
        self._note_no_texts(key, extension)
        return settings

    def _note_no_texts(self, route: str, extension: Body) -> None:
        """
        Note the values of parameters that are no texts. They are left out.
        """
        is_default = route == DEFAULT
        method, _, path = (f"ANY {DEFAULT}" if is_default else route).partition(" ")
        responses = map_of(extension.get("responseParameters")).values()
        mapped = [("requestParameters", map_of(extension.get("requestParameters")))]
        mapped += [("responseParameters", map_of(one)) for one in responses]
        for setting, parameters in mapped:
            for key, value in parameters.items():
                if not isinstance(value, str):
                    found = NoText(setting, key, path, method, json.dumps(value))
                    self._findings.warnings.append(found)

    def _note_ignored(self, key: str, item: Body, operation: Body) -> None:
        for part in _IGNORED:
            if operation.get(part) or item.get(part):
                self._findings.info.append(IgnoredPart(part, key))

    def _guards_of(self, operation: Body) -> list[Guard]:
        """
        Return what an operation is guarded by: without a word of its own, as the root.
        """
        if "security" not in operation:
            return self._guards
        return guards_of(operation["security"], self._known)
