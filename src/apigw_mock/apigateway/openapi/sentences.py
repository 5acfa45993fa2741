"""
What an import of a REST API warns of, and which errors it finds.
"""

from __future__ import annotations

from dataclasses import dataclass

from apigw_mock.evidence import inferred, reported
from apigw_mock.openapi.sentences import Error, Finding

# fmt: off
_FAMILY = "the text is unseen; it is worded as those on resources and integrations"
# fmt: on


# --- Errors: what a single call refuses ---------------------------------------------


@dataclass(frozen=True)
class ResourceRefused(Error):
    """
    CreateResource refuses a part of the path.
    """

    evidence = reported(
        "serverless/blog#629, serverless/components#319, aws/developer-portal#424"
    )
    path: str
    refusal: str

    def __str__(self) -> str:
        return f"Unable to create resource at path '{self.path}': {self.refusal}"


@dataclass(frozen=True)
class DuplicateMethod(Error):
    """
    Two paths lead to the same resource, and both have the method.
    """

    evidence = reported("aws/serverless-application-model#3385")
    method: str
    path: str

    def __str__(self) -> str:
        return f"Duplicate method '{self.method}' on resource at path '{self.path}'"


@dataclass(frozen=True)
class MethodRefused(Error):
    """
    PutMethod refuses the operation.
    """

    evidence = inferred(_FAMILY)
    method: str
    path: str
    refusal: str

    def __str__(self) -> str:
        where = f"on resource at path '{self.path}'"
        return f"Unable to put method '{self.method}' {where}: {self.refusal}"


@dataclass(frozen=True)
class OnMethodRefused(Error):
    """
    A call refuses a part of the operation.
    """

    evidence = reported(
        "of integrations many, for instance aws/aws-sam-cli-pipeline-init-templates#1;"
        " of integration responses amazon-archives/aws-apigateway-importer#209; of"
        " method responses inferred"
    )
    part: str
    method: str
    path: str
    refusal: str

    def __str__(self) -> str:
        return (
            f"Unable to put {self.part} on '{self.method}' for resource at path"
            f" '{self.path}': {self.refusal}"
        )


@dataclass(frozen=True)
class ModelRefused(Error):
    """
    CreateModel refuses a schema or its name.
    """

    evidence = reported("api-platform/api-platform#3193, of a name; else inferred")
    name: str
    refusal: str

    def __str__(self) -> str:
        return f"Unable to create model for '{self.name}': {self.refusal}"


@dataclass(frozen=True)
class PartRefused(Error):
    """
    A call refuses an authorizer, a request validator, or another part of the API.
    """

    evidence = inferred("the text is unseen; it is worded as that on models")
    part: str
    name: str
    refusal: str

    def __str__(self) -> str:
        return f"Unable to create {self.part} for '{self.name}': {self.refusal}"


# --- Warnings: what is left out -----------------------------------------------------


@dataclass(frozen=True)
class UnsupportedResponseModel(Finding):
    """
    The schema of a response is one that cannot become a model.
    """

    evidence = reported(
        "aws/aws-cdk#24844, of allOf and the like; of texts and numbers documented as"
        " not supported: developer guide, api-gateway-known-issues"
    )
    kind: str
    status_code: str
    method: str
    path: str

    def __str__(self) -> str:
        return (
            f"Unsupported model type '{self.kind}' in {self.status_code} response to"
            f" method '{self.method} {self.path}'. Ignoring."
        )


@dataclass(frozen=True)
class UnsupportedRequestModel(Finding):
    """
    The schema of a request is one that cannot become a model.
    """

    evidence = reported(
        "aws-cloudformation/cloudformation-coverage-roadmap#1579, of allOf and the"
        " like; of texts and numbers inferred"
    )
    method: str
    path: str

    def __str__(self) -> str:
        return (
            "Unsupported model type 'Content' in request schema for"
            f" '{self.method} {self.path}'. Ignoring."
        )


@dataclass(frozen=True)
class MissingModel(Finding):
    """
    A document of Swagger 2.0 refers to a schema that it does not have.
    """

    evidence = reported("amazon-archives/aws-apigateway-importer#194")
    name: str

    def __str__(self) -> str:
        return f"Reference to model '{self.name}' not found. Ignoring."


@dataclass(frozen=True)
class IncompleteAuthorizer(Finding):
    """
    A security scheme says its authorization type, and has no authorizer.
    """

    evidence = reported("amazon-archives/aws-apigateway-importer#187")
    name: str

    def __str__(self) -> str:
        return (
            f"Unable to create authorizer from security definition: '{self.name}'."
            " Extension x-amazon-apigateway-authorizer is required. Any methods with"
            f" security: '{self.name}' will not be created. If this security definition"
            " is not a custom authorizer, remove the x-amazon-apigateway-authtype"
            " extension and it will be ignored."
        )
