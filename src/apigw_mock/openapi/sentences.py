"""
AWS's sentences about documents, and how each is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from apigw_mock.evidence import inferred, recorded, reported
from apigw_mock.refusal import (
    Demand,
    ImportRefused,
    ImportWarned,
    InvalidOpenApiInput,
    RequestTooLarge,
)

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence

# fmt: off
SHORT = Demand(RequestTooLarge, inferred("botocore's service model has the limit, AWS's answer is unseen; it is the answer to any body that is too long"), "a document of at most 6 MB")
READABLE = Demand(InvalidOpenApiInput, recorded("localstack test_import_rest_api_with_invalid_content, for texts that are neither JSON nor YAML; smithy-lang/smithy#985 and aws/aws-cli#8191 report it for OpenAPI 3.1; for HTTP APIs, other versions, and documents beyond a bound it is inferred"), "a document in JSON or YAML, of a version that is imported")
REFUSED = Demand(ImportRefused, reported("serverless/components#319, for REST APIs: one line for each error; for HTTP APIs inferred"), "a document without errors")
WARNED = Demand(ImportWarned, recorded("hashicorp/terraform-provider-aws, acceptance tests of v1 and v2: the outcome; the sentence is reported by moto"), "a document without warnings, if the call says so")
# fmt: on


@dataclass(frozen=True)
class Finding:
    """
    One line of what an import finds wrong with a document.

    Attributes:
        evidence: how it is known that AWS says so.
        listed: where AWS lists it, in words.
    """

    evidence: ClassVar[Evidence]
    listed: ClassVar[str] = "listed in Warnings"


_PARSER = inferred(
    "hashicorp/terraform-provider-aws, acceptance test failOnWarnings of v1, has the"
    " outcome; the sentence is in the form of swagger-parser's"
)


@dataclass(frozen=True)
class UnexpectedAttribute(Finding):
    """
    OpenAPI does not have this key.
    """

    evidence = _PARSER
    attribute: str

    def __str__(self) -> str:
        return f"Parse issue: attribute {self.attribute} is unexpected"


@dataclass(frozen=True)
class WrongTypeOfAttribute(Finding):
    """
    A map or a list stands where OpenAPI has something else, or the other way.
    """

    evidence = inferred(
        "AWS's answer is unseen; the sentence is in the form of swagger-parser's"
    )
    attribute: str
    wanted: str

    def __str__(self) -> str:
        return f"Parse issue: attribute {self.attribute} is not of type `{self.wanted}`"


@dataclass(frozen=True)
class MissingReference(Finding):
    """
    A reference leads to nothing in the document.
    """

    evidence = reported(
        "moto's copy of AWS's sentence for ReimportApi; the acceptance test"
        " failOnWarnings of v2, hashicorp/terraform-provider-aws, has the outcome"
    )
    attribute: str

    def __str__(self) -> str:
        return f"Parse issue: attribute {self.attribute} is missing"


@dataclass(frozen=True)
class PathWithoutSlash(Finding):
    """
    A key of ``paths`` does not start with a slash. It is imported all the same.
    """

    evidence = reported(
        "aws/serverless-application-model#2297, for an HTTP API; for REST APIs"
        " inferred: the parser is the same"
    )
    key: str

    def __str__(self) -> str:
        return f"Parse issue: attribute paths. Resource {self.key} should start with /"


# --- What both kinds of API say of what is read --------------------------------------


@dataclass(frozen=True)
class WrongParameterFormat(Finding):
    """
    A mapping of an integration is not a text. It is left out.
    """

    evidence = recorded(
        "localstack test_import_with_integer_http_status_code, of requestParameters;"
        " of responseParameters inferred"
    )
    mappings: str
    name: str
    path: str
    method: str
    value: str

    def __str__(self) -> str:
        return (
            f"Invalid format for '{self.mappings}'. Expected type string for property"
            f" '{self.name}' of resource '{self.path}' and method '{self.method}' but"
            f" got '{self.value}'"
        )


@dataclass(frozen=True)
class UnknownIntegrationType(Finding):
    """
    An integration has no type, or one that its API does not have. It is left out.
    """

    evidence = reported("awsdocs/amazon-api-gateway-developer-guide#65, of no type")
    type: str | None
    operation: str

    def __str__(self) -> str:
        said = "null" if self.type is None else self.type
        return f"Unknown integration type '{said}' for '{self.operation}'. Ignoring."


@dataclass(frozen=True)
class Error(Finding):
    """
    A finding for which a document is refused.
    """

    listed = "listed in the refusal"


@dataclass(frozen=True)
class SettingRefused(Error):
    """
    The call that creates an API refuses a setting of it.
    """

    evidence = inferred(
        "the text is unseen; it is that of CreateRestApi or CreateApi alone"
    )
    refusal: str

    def __str__(self) -> str:
        return self.refusal
