"""
Security schemes, which become authorizers, and what the operations say of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.openapi import sources
from apigw_mock.apigateway.openapi.forms import schemes_of, schemes_place
from apigw_mock.apigateway.openapi.members import (
    Extension,
    Malformed,
    Member,
    mapping,
    number,
    text,
    texts,
    word,
)
from apigw_mock.apigateway.openapi.sentences import IncompleteAuthorizer, PartRefused
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.document import list_of, map_of, text_of
from apigw_mock.openapi.sentences import WrongTypeOfAttribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apigw_mock.openapi.document import Document, OpenApi
    from apigw_mock.openapi.findings import Findings

_AUTHORIZER = "x-amazon-apigateway-authorizer"
_AUTH_TYPE = "x-amazon-apigateway-authtype"
_AUTH = "x-amazon-apigateway-auth"
_API_KEY = "x-api-key"
_BY_TYPE = {"COGNITO_USER_POOLS": "COGNITO_USER_POOLS"}

# fmt: off
AUTHORIZER = Extension("components.securitySchemes.{name}.x-amazon-apigateway-authorizer", "CreateAuthorizer", (
    Member("type", "type", word, sources.PETSTORE),
    Member("authorizerUri", "authorizerUri", text, sources.PETSTORE),
    Member("authorizerCredentials", "authorizerCredentials", text, sources.PETSTORE),
    Member("identitySource", "identitySource", text, recorded("localstack test_import_with_global_api_key_authorizer; documented: developer guide, api-gateway-swagger-extensions-authorizer")),
    Member("identityValidationExpression", "identityValidationExpression", text, sources.PETSTORE),
    Member("authorizerResultTtlInSeconds", "authorizerResultTtlInSeconds", number, sources.PETSTORE),
    Member("providerARNs", "providerARNs", texts, sources.COGNITO),
))
CONSTRUCTS = (
    Construct("components.securitySchemes.{name}", "with the authtype and the authorizer of API Gateway an authorizer, used or not: components.securitySchemes, in Swagger 2.0 securityDefinitions; its name is the key", sources.PETSTORE, (PartRefused,)),
    Construct("components.securitySchemes.{name}.x-amazon-apigateway-authtype", "authType of CreateAuthorizer; with awsSigv4 the authorization type AWS_IAM of the methods", recorded("localstack test_import_swagger_api; awsSigv4 documented: developer guide, api-gateway-swagger-extensions-authtype"), (IncompleteAuthorizer,)),
    Construct("components.securitySchemes.{name}.name", "identitySource of an authorizer of the type TOKEN or COGNITO_USER_POOLS: the request's header of this name", recorded("localstack test_import_swagger_api, test_import_with_cognito_auth_identity_source")),
    *AUTHORIZER.constructs,
    Construct("components.securitySchemes.{name}: an API key in the header x-api-key", "apiKeyRequired of the methods that name it", recorded("localstack test_import_with_global_api_key_authorizer")),
    Construct("components.securitySchemes.{name}: an authorizer without x-amazon-apigateway-authtype", "left out", reported("pulumi/pulumi-aws-apigateway#10")),
    Construct("components.securitySchemes.{name}: oauth2, http, openIdConnect", "left out", sources.KNOWN_ISSUES),
    Construct("paths.{path}.{method}.security", "the authorization type CUSTOM or COGNITO_USER_POOLS with the authorizer, AWS_IAM, or apiKeyRequired; several apply together, of several authorizers the first", recorded("localstack test_import_swagger_api, test_import_with_cognito_auth_identity_source; of several inferred: aws-apigateway-importer")),
    Construct("paths.{path}.{method}.security: scopes", "authorizationScopes of PutMethod", sources.COGNITO),
    Construct("paths.{path}.{method}.security: []", "no authorization, whatever the document says", inferred("OpenAPI says so; AWS's behavior is unseen")),
    Construct("security", "that of the operations without their own, with its scopes", recorded("localstack test_import_with_global_api_key_authorizer, test_import_with_cognito_auth_identity_source; the developer guide says that it is not used")),
    Construct("paths.{path}.{method}.x-amazon-apigateway-auth.type", "authorizationType of PutMethod, in capitals", documented("developer guide, api-gateway-swagger-extensions-auth")),
)
# fmt: on


@dataclass(frozen=True)
class Scheme:
    """
    What a security scheme does for the methods that name it.

    Args:
        authorization_type: empty if it authorizes nobody.
        authorizer: the name of its authorizer; empty without one.
        is_api_key: whether the methods need an API key.
        is_incomplete: whether it should have an authorizer and has none.
    """

    authorization_type: str = ""
    authorizer: str = ""
    is_api_key: bool = False
    is_incomplete: bool = False


class Security:
    """
    The security of a document.

    Attributes:
        authorizers: the arguments of CreateAuthorizer, by name.
    """

    def __init__(self, document: OpenApi, findings: Findings) -> None:
        self._findings = findings
        self._place = schemes_place(document)
        self._root = document.root.get("security")
        self.authorizers: dict[str, Document] = {}
        self._schemes = {
            name: self._scheme(name, document.resolved_map(one))
            for name, one in schemes_of(document).items()
        }

    def _scheme(self, name: str, scheme: Document) -> Scheme:
        if scheme.get("type") != "apiKey":
            return Scheme()
        said = text_of(scheme.get(_AUTH_TYPE))
        if said is None:
            is_key = _is_api_key(scheme) and _AUTHORIZER not in scheme
            return Scheme(is_api_key=is_key)
        if _AUTHORIZER in scheme:
            return self._with_authorizer(name, scheme, said)
        if said.lower().startswith("aws"):
            return Scheme(authorization_type="AWS_IAM")
        self._findings.warnings.append(IncompleteAuthorizer(name))
        return Scheme(is_incomplete=True)

    def _with_authorizer(self, name: str, scheme: Document, said: str) -> Scheme:
        given = scheme[_AUTHORIZER]
        try:
            arguments = AUTHORIZER.arguments(mapping(given))
        except Malformed as error:
            place = f"{self._place}.{name}.{_AUTHORIZER}"
            self._findings.warnings.append(WrongTypeOfAttribute(place, error.wanted))
            return Scheme(is_incomplete=True)
        kind = arguments.get("type", "")
        if kind != "REQUEST":
            source = f"method.request.header.{text_of(scheme.get('name'))}"
            arguments["identitySource"] = source
        self.authorizers[name] = {**arguments, "name": name, "authType": said}
        return Scheme(_BY_TYPE.get(kind, "CUSTOM"), name)

    def of(self, operation: Mapping[str, Any]) -> Secured | None:
        """
        Return what secures an operation. None if no method is made for it.
        """
        named = list(self._named(operation.get("security", self._root)))
        if any(scheme.is_incomplete for scheme, _ in named):
            return None
        authorizing = (one for one in named if one[0].authorization_type)
        scheme, scopes = next(authorizing, (Scheme(), []))
        kind = scheme.authorization_type or "NONE"
        own = text_of(map_of(operation.get(_AUTH)).get("type"))
        return Secured(
            authorization_type=own.upper() if own else kind,
            authorizer=scheme.authorizer,
            scopes=scopes,
            needs_key=any(one.is_api_key for one, _ in named),
        )

    def _named(self, security: Any) -> Iterator[tuple[Scheme, list[str]]]:
        for requirement in map(map_of, list_of(security)):
            for name, scopes in requirement.items():
                if name in self._schemes:
                    said = [one for one in list_of(scopes) if isinstance(one, str)]
                    yield self._schemes[name], said


@dataclass(frozen=True)
class Secured:
    """
    What secures an operation.
    """

    authorization_type: str
    authorizer: str
    scopes: list[str]
    needs_key: bool


def _is_api_key(scheme: Document) -> bool:
    name = text_of(scheme.get("name")) or ""
    return scheme.get("in") == "header" and name.lower() == _API_KEY
