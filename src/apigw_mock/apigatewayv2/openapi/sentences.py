"""
What AWS says of a document that becomes an HTTP API, and how each sentence is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from apigw_mock.apigatewayv2.refusals import InvalidSettingWord
from apigw_mock.evidence import inferred, reported
from apigw_mock.openapi.sentences import (
    Error,
    Finding,
    UnknownIntegrationType,
    WrongParameterFormat,
)
from apigw_mock.refusal import Demand, MalformedIntegration

_IGNORED = inferred(
    "API Gateway developer guide, http-api-open-api: it is ignored and listed in"
    " ImportInfo; AWS's sentence is unseen"
)

# fmt: off
BASEPATH = Demand(InvalidSettingWord, inferred("botocore's service model names the words; AWS's sentence is unseen"), "a word for the base path")
MALFORMED = Demand(MalformedIntegration, reported("localstack/localstack#4619 and swagger-api/swagger-codegen#10450, for REST APIs; for HTTP APIs inferred"), "an integration whose fields have their types")
# fmt: on


@dataclass(frozen=True)
class IgnoredPart(Finding):
    """
    A part of an operation that HTTP APIs do not have. It stands in ImportInfo.
    """

    listed = "listed in ImportInfo"
    evidence = _IGNORED
    part: str
    route: str

    def __str__(self) -> str:
        return (
            f"{self.part} is not supported for HTTP APIs in '{self.route}'. Ignoring."
        )


@dataclass(frozen=True)
class IgnoredSchemas(Finding):
    """
    Schemas, which HTTP APIs do not have. They stand in ImportInfo.
    """

    listed = "listed in ImportInfo"
    evidence = _IGNORED
    count: int

    def __str__(self) -> str:
        return "components.schemas is not supported for HTTP APIs. Ignoring."


class UnsupportedType(UnknownIntegrationType):
    """
    An integration has no type, or one that HTTP APIs do not have. It is left out.
    """

    evidence = inferred(
        "API Gateway developer guide, http-api-open-api: warned of, not created; the"
        " sentence is the one of REST APIs, awsdocs/amazon-api-gateway-developer-guide"
        "#65"
    )


@dataclass(frozen=True)
class RefusedIntegration(Finding):
    """
    CreateIntegration refuses the integration. It is left out, the route is not.
    """

    evidence = reported(
        "users' transcripts of import-api, for PayloadFormatVersion and URIs; for other"
        " settings inferred"
    )
    refusal: str

    def __str__(self) -> str:
        return self.refusal


@dataclass(frozen=True)
class RefusedAuthorizer(Finding):
    """
    CreateAuthorizer refuses the authorizer. It is left out, its routes are open.
    """

    evidence = reported(
        "a user's report of 2025, for an issuer that does not answer: the API deploys"
        " broken; with the sentence of CreateAuthorizer inferred"
    )
    name: str
    refusal: str

    def __str__(self) -> str:
        return f"Unable to create Authorizer '{self.name}': {self.refusal}"


@dataclass(frozen=True)
class RefusedRoute(Error):
    """
    CreateRoute refuses the route.
    """

    evidence = inferred(
        "AWS's answer is unseen; worded as for the resources of REST APIs"
    )
    key: str
    refusal: str

    def __str__(self) -> str:
        return f"Unable to create route '{self.key}': {self.refusal}"


class NoText(WrongParameterFormat):
    """
    A value of a map of parameters is not a text. The entry is left out.
    """

    evidence = inferred(
        "recorded for requestParameters of REST APIs: localstack's tests of import; for"
        " HTTP APIs unseen"
    )
