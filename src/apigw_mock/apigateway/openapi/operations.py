"""
Paths and operations, which become resources, methods and method responses.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.openapi import integrations, sources
from apigw_mock.apigateway.openapi.calls import Method, Path
from apigw_mock.apigateway.openapi.forms import request_schemas, response_schemas
from apigw_mock.apigateway.openapi.integrations import read_integration
from apigw_mock.apigateway.openapi.schemas import UnsupportedSchema
from apigw_mock.apigateway.openapi.sentences import (
    DuplicateMethod,
    MethodRefused,
    MissingModel,
    OnMethodRefused,
    ResourceRefused,
    UnsupportedRequestModel,
    UnsupportedResponseModel,
)
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.document import METHODS, list_of, map_of, text_of
from apigw_mock.openapi.sentences import (
    READABLE,
    MissingReference,
    PathWithoutSlash,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.apigateway.openapi.schemas import Models
    from apigw_mock.apigateway.openapi.security import Secured, Security
    from apigw_mock.openapi.document import Document, OpenApi
    from apigw_mock.openapi.findings import Findings
    from apigw_mock.openapi.sentences import Finding

_VALIDATOR = "x-amazon-apigateway-request-validator"
# Where the parameters of a method stand, by OpenAPI's words.
_PLACES = {"query": "querystring", "header": "header", "path": "path"}
_MOST = 1_000_000  # values of all calls; a document of 6 MB has fewer
_STATUS = re.compile(r"[1-5]\d\d", re.ASCII)
_VARIABLE = re.compile(r"\{([^{}+]+)\}")

# fmt: off
CONSTRUCTS = (
    Construct("paths.{path}", "a resource for each part of the path; those that the document does not list have no methods", recorded("localstack test_import_rest_apis_with_base_path_swagger, test_import_rest_api_with_base_path_oas30"), (ResourceRefused,)),
    Construct("paths.{path}: a slash at the end", "the same resource as without", reported("aws/serverless-application-model#3385"), (DuplicateMethod,)),
    Construct("paths.{path}: no slash at the beginning", "the same resource as with one, and a warning", reported("aws/serverless-application-model#2297, of an HTTP API; the parser is the same"), (PathWithoutSlash,)),
    Construct("paths.{path}: an operation", "a method: get, put, post, delete, options, head, patch", recorded("localstack test_import_swagger_api; put, delete, head and patch documented: developer guide, import-edge-optimized-api"), (MethodRefused,)),
    Construct("paths.{path}.trace", "a method that PutMethod refuses", inferred("PutMethod does not take it; AWS's behavior is unseen")),
    Construct("paths.{path}.x-amazon-apigateway-any-method", "the method ANY", recorded("localstack test_import_with_global_api_key_authorizer")),
    Construct("paths.{path}.parameters", "parameters of each of its operations, which may have others of the same name and place", sources.PARSER),
    Construct("paths.{path}.$ref", "what it leads to", sources.PARSER),
    Construct("paths.{path}.summary, description, servers, x-…", "left out", sources.PARSER),
    Construct("paths.{path}.{method}.operationId", "operationName of PutMethod", sources.COGNITO),
    Construct("paths.{path}.{method}.tags, summary, description, deprecated, externalDocs, callbacks, servers", "left out", recorded("localstack test_import_swagger_api, of tags, summary and description; of the others inferred")),
    Construct("paths.{path}.{method}.x-amazon-apigateway-request-validator", "requestValidatorId of PutMethod: that of the validator with this name", documented("developer guide, api-gateway-swagger-extensions-request-validator; that an unknown name is refused is inferred")),
    Construct("x-amazon-apigateway-request-validator", "that of the operations without their own", recorded("localstack test_import_with_circular_models_and_request_validation")),
    Construct("paths.{path}.{method}.parameters: in query, header, path", "requestParameters of PutMethod; the value is required, false if it is missing", recorded("localstack test_import_swagger_api, of query and path; header documented: developer guide, api-gateway-request-validation-sample-api-swagger")),
    Construct("paths.{path}.{method}.parameters: the variable at the end of the path", "a required parameter, even if it is not declared", recorded("localstack test_import_swagger_api, test_import_and_validate_rest_api; that variables further up and greedy ones must be declared is inferred")),
    Construct("paths.{path}.{method}.parameters: in cookie, formData", "left out", sources.LOCALSTACK),
    Construct("paths.{path}.{method}.parameters: default, enum, format, schema, style, explode, …", "left out", sources.KNOWN_ISSUES),
    Construct("paths.{path}.{method}.parameters: in body", "requestModels of PutMethod, with the model that it refers to", sources.PETSTORE),
    Construct("paths.{path}.{method}.requestBody.content.{content type}.schema", "requestModels of PutMethod, one for each content type", recorded("localstack test_import_with_circular_models_and_request_validation, of application/json; of others inferred"), (UnsupportedRequestModel,)),
    Construct("paths.{path}.{method}.requestBody.required, description", "left out", recorded("localstack test_import_with_circular_models_and_request_validation")),
    Construct("paths.{path}.{method}.responses.{status code}", "a method response", recorded("localstack test_import_swagger_api; numbers: test_import_with_integer_http_status_code; none: test_import_rest_api"), (OnMethodRefused,)),
    Construct("paths.{path}.{method}.responses.default, 4XX", "left out", sources.IMPORTER),
    Construct("paths.{path}.{method}.responses.{status code}.headers", "responseParameters of PutMethodResponse, none of them required", sources.PETSTORE),
    Construct("paths.{path}.{method}.responses.{status code}.schema", "responseModels of PutMethodResponse, with the model that it refers to", sources.PETSTORE),
    Construct("paths.{path}.{method}.responses.{status code}.content.{content type}.schema", "responseModels of PutMethodResponse, one for each content type", recorded("localstack test_import_with_circular_models, of application/json; of others inferred"), (UnsupportedResponseModel,)),
    Construct("paths.{path}.{method}.responses.{status code}.description, links", "left out", sources.PETSTORE),
    Construct("$ref", "what it leads to, of parameters, request bodies, responses and headers", reported("aws/aws-sdk#468, of responses; of the others OpenAPI says so, and the parser keeps to it"), (MissingReference, MissingModel)),
    *integrations.CONSTRUCTS,
)
# fmt: on


class Place(NamedTuple):
    """
    The method and the path of an operation.
    """

    method: str
    path: str

    def __str__(self) -> str:
        return " ".join(self)


@dataclass(frozen=True)
class Operations:
    """
    Reads the operations of a document.
    """

    document: OpenApi
    models: Models
    security: Security
    findings: Findings

    def read(self, prefix: str) -> list[Path]:
        """
        Return what the paths of the document become.

        Args:
            prefix: stands before each path.

        Raises:
            InvalidOpenApiInput: references make too much of the document.
        """
        paths: dict[tuple[str, ...], Path] = {}
        size = 0
        for key, item in map_of(self.document.root.get("paths")).items():
            if key.startswith("x-"):
                continue
            path = Path(parts_of(prefix, key))
            known = paths.setdefault(path.parts, path)
            for method in self._methods(self.document.resolved_map(item), path):
                if method.http_method in known.methods:
                    error = DuplicateMethod(method.http_method, str(path))
                    self.findings.errors.append(error)
                else:
                    known.methods[method.http_method] = method
                size += _entries(vars(method))
                if size + len(self.findings.warnings) > _MOST:
                    raise READABLE.error()
        return list(paths.values())

    def _methods(self, item: Document, path: Path) -> Iterator[Method]:
        for key, operation in item.items():
            if key in METHODS and isinstance(operation, dict):
                secured = self.security.of(operation)
                if secured is not None:
                    yield self._method(item, path, key, secured)

    def _method(self, item: Document, path: Path, key: str, secured: Secured) -> Method:
        operation = item[key]
        parameters = self._parameters(item, operation)
        method = Method(
            METHODS[key],
            {
                "authorizationType": secured.authorization_type,
                "apiKeyRequired": secured.needs_key,
            },
            authorizer=secured.authorizer or None,
            validator=text_of(
                operation.get(_VALIDATOR, self.document.root.get(_VALIDATOR))
            ),
        )
        place = Place(method.http_method, str(path))
        bodies = request_schemas(self.document, operation, parameters)
        method.arguments |= _there(
            authorizationScopes=secured.scopes,
            operationName=text_of(operation.get("operationId")),
            requestParameters=_request_parameters(parameters, path),
            requestModels=self._models(
                bodies, str(place), lambda _: UnsupportedRequestModel(*place)
            ),
        )
        method.responses = dict(self._responses(operation, place))
        given = operation.get(integrations.EXTENSION)
        if given is not None:
            read_integration(given, method, str(path), self.findings)
        return method

    def _parameters(self, item: Document, operation: Document) -> list[Document]:
        """
        Return the parameters of an operation, after those of its path.
        """
        found: dict[tuple[str, str], Document] = {}
        for holder in (item, operation):
            for sent in list_of(holder.get("parameters")):
                one = self.document.resolved_map(sent)
                key = text_of(one.get("name")), text_of(one.get("in"))
                if key[1] is not None:
                    found[key[0] or "", key[1]] = one
        return list(found.values())

    def _responses(
        self, operation: Document, place: Place
    ) -> Iterator[tuple[str, Document]]:
        for status, sent in map_of(operation.get("responses")).items():
            if _STATUS.fullmatch(status):
                response = self.document.resolved_map(sent)
                names = map_of(response.get("headers"))
                headers = {f"method.response.header.{name}": False for name in names}
                models = self._models(
                    response_schemas(self.document, operation, response),
                    f"{place} {status}",
                    partial(_unsupported, place, status),
                )
                yield status, _there(responseParameters=headers, responseModels=models)

    def _models(
        self,
        schemas: Iterable[tuple[str, Any]],
        place: str,
        unsupported: Callable[[str], Finding],
    ) -> dict[str, str]:
        """
        Return the names of the models for schemas, by content type.
        """
        found: dict[str, str] = {}
        for kind, schema in schemas:
            with self._warning(unsupported):
                name = self.models.named(schema, f"{place} {kind}")
                found |= {kind: name} if name else {}
        return found

    @contextmanager
    def _warning(self, unsupported: Callable[[str], Finding]) -> Iterator[None]:
        try:
            yield
        except UnsupportedSchema as error:
            self.findings.warnings.append(unsupported(error.kind))


def parts_of(prefix: str, key: str) -> tuple[str, ...]:
    """
    Return the parts of a path. A slash at its end does not count.
    """
    path = f"{prefix}/{key.removeprefix('/')}".rstrip("/")
    return tuple(path.split("/")[1:])


def _unsupported(place: Place, status: str, kind: str) -> Finding:
    return UnsupportedResponseModel(kind, status, *place)


def _request_parameters(parameters: list[Document], path: Path) -> dict[str, bool]:
    found = {}
    for one in parameters:
        place = _PLACES.get(one["in"]) if isinstance(one["in"], str) else None
        name = text_of(one.get("name"))
        if place and name:
            found[f"method.request.{place}.{name}"] = one.get("required") is True
    variable = _VARIABLE.fullmatch(path.parts[-1]) if path.parts else None
    if variable:
        found[f"method.request.path.{variable[1]}"] = True
    return found


def _entries(value: Any) -> int:
    """
    Return the number of values in maps and lists.
    """
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return 1
    return sum(map(_entries, value))


def _there(**arguments: Any) -> Document:
    """
    Return the arguments that are not empty.
    """
    return {name: value for name, value in arguments.items() if value}
