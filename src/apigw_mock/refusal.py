"""
AWS's refusals that both kinds of API share, and how each carries its evidence.

The fields of a refusal are the facts and ``str()`` is AWS's sentence. A client finds
``code`` and ``status`` in ``ClientError.response``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apigw_mock.evidence import Evidence


class ApigwError(Exception):
    """
    A call that API Gateway refuses.
    """

    code: ClassVar[str] = "BadRequestException"
    status: ClassVar[int] = 400
    # The row or rule that refused, and how we know it. The log and report show both.
    rule: object = None
    evidence: Evidence | None = None
    # What was judged: a Case of REST APIs, a Call of others. Remedies read it.
    case: Any = None


class NotFoundError(ApigwError):
    """
    Something that the call names does not exist.
    """

    code: ClassVar[str] = "NotFoundException"
    status: ClassVar[int] = 404


class ConflictError(ApigwError):
    """
    The call conflicts with something that exists.
    """

    code: ClassVar[str] = "ConflictException"
    status: ClassVar[int] = 409


@dataclass(frozen=True)
class Sentence:
    """
    One of AWS's refusals, and how we know it.

    Args:
        refusal: makes the error from the facts of a call.
        evidence: for the sentence, its code and its status.
        members: members of the patched document. The refusal takes their values after
            the facts.
    """

    refusal: Callable[..., ApigwError]
    evidence: Evidence
    members: tuple[str, ...] = field(default=(), kw_only=True)

    def error(self, *facts: object) -> ApigwError:
        """
        Return the error with these facts, for the caller to raise.
        """
        error = self.refusal(*facts)
        error.evidence = self.evidence
        return error


@dataclass(frozen=True)
class Demand(Sentence):
    """
    What a call requires before it is judged: for instance that its API exists.

    Args:
        name: what is required, in words.
        verbs: of the calls that require it, for instance ``Put``. Empty for all calls.
    """

    name: str
    verbs: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

    def on(self, *verbs: str) -> Demand:
        """
        Return what the calls with these verbs demand.
        """
        return replace(self, verbs=verbs)

    def error(self, *facts: object) -> ApigwError:
        error = super().error(*facts)
        error.rule = self
        return error


# --- Both kinds of API: what is wrong with the request itself ---------------------


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__ (cpython#99856)
class UnknownUrl(ApigwError):
    """
    API Gateway has no operation with this method and URL.
    """

    code: ClassVar[str] = "MissingAuthenticationTokenException"
    status: ClassVar[int] = 403
    method: str
    path: str

    def __str__(self) -> str:
        return "Missing Authentication Token"


@dataclass(eq=False)
class UnknownRegion(ApigwError):
    """
    The request is signed for a region that does not exist.
    """

    code: ClassVar[str] = "InvalidSignatureException"
    status: ClassVar[int] = 403
    region: str

    def __str__(self) -> str:
        return f"Credential should be scoped to a valid region, not '{self.region}'."


@dataclass(eq=False)
class RequestTooLarge(ApigwError):
    """
    The body of the request is longer than API Gateway accepts.
    """

    code: ClassVar[str] = "RequestEntityTooLargeException"
    status: ClassVar[int] = 413
    limit: int  # bytes

    def __str__(self) -> str:
        return f"Request must be smaller than {self.limit} bytes"


class NotSerializable(ApigwError):
    """
    The body is not a JSON object, or a value in it has the wrong JSON type.
    """

    code: ClassVar[str] = "SerializationException"


@dataclass(eq=False)
class UnreadableBody(NotSerializable):
    """
    The body is not JSON in UTF-8.
    """

    def __str__(self) -> str:
        return "Unexpected content in the request body"


@dataclass(eq=False)
class UnfinishedBody(NotSerializable):
    """
    The body ends before the request says it does.
    """

    def __str__(self) -> str:
        return "Unexpected end of the request body"


@dataclass(eq=False)
class NotAnObject(NotSerializable):
    """
    The body is JSON, but not an object.
    """

    def __str__(self) -> str:
        return "Expected a JSON object as the request body"


@dataclass(eq=False)
class NotConvertible(NotSerializable):
    """
    A string, a number or a boolean stands where the model has another of these.
    """

    java: str  # AWS's Java class of the value that was sent
    wanted: str

    def __str__(self) -> str:
        return f"{self.java} can not be converted to an {self.wanted}"


@dataclass(eq=False)
class UnexpectedStart(NotSerializable):
    """
    A map or a list stands where the model has something else.
    """

    what: str

    def __str__(self) -> str:
        return f"Start of {self.what} found where not expected."


@dataclass(eq=False)
class NotAContainer(NotSerializable):
    """
    A scalar stands where the model has a map, a list or a structure.
    """

    wanted: str

    def __str__(self) -> str:
        return f"Expected {self.wanted} or null"


@dataclass(frozen=True)
class Fault:
    """
    One violation of the service model: the value, the member and the constraint.
    """

    value: str | None
    member: str
    constraint: str

    def __str__(self) -> str:
        value = "null" if self.value is None else f"'{self.value}'"
        return (
            f"Value {value} at '{self.member}' failed to satisfy constraint:"
            f" Member must {self.constraint}"
        )


@dataclass(eq=False)
class InvalidInput(ApigwError):
    """
    The input violates the service model. The answer lists all violations.
    """

    code: ClassVar[str] = "ValidationException"
    faults: Sequence[Fault]

    def __str__(self) -> str:
        count = len(self.faults)
        errors = "error" if count == 1 else "errors"
        listed = "; ".join(map(str, self.faults))
        return f"{count} validation {errors} detected: {listed}"


@dataclass(eq=False)
class InvalidRequestInput(ApigwError):
    """
    A Put has no body. ``{}`` would be one.
    """

    def __str__(self) -> str:
        return "Invalid request input"


# --- Both kinds of API: imports of OpenAPI documents --------------------------------


@dataclass(eq=False)
class InvalidOpenApiInput(ApigwError):
    """
    The text is not an OpenAPI document that API Gateway can read.
    """

    def __str__(self) -> str:
        return "Invalid OpenAPI input."


@dataclass(eq=False)
class ImportRefused(ApigwError):
    """
    The document has errors. The answer lists them, and nothing was imported.
    """

    errors: Sequence[str]

    def __str__(self) -> str:
        return _listed("Errors found during import:", self.errors)


@dataclass(eq=False)
class ImportWarned(ApigwError):
    """
    The import has warnings, and the call says that it fails on these.
    """

    warnings: Sequence[str]

    def __str__(self) -> str:
        return _listed("Warnings found during import:", self.warnings)


@dataclass(eq=False)
class MalformedIntegration(ApigwError):
    """
    A field of an integration has a map or a list where it has something else.
    """

    path: str

    def __str__(self) -> str:
        return (
            "Unable to parse API definition because of a malformed integration at path"
            f" {self.path}."
        )


def _listed(heading: str, lines: Sequence[str]) -> str:
    return "".join((heading, *(f"\n\t{line}" for line in lines)))


# --- Both kinds of API: APIs and integrations ---------------------------------------


@dataclass(eq=False)
class ApiNotFound(NotFoundError):
    """
    The account has no such API.
    """

    account_id: str
    api_id: str

    def __str__(self) -> str:
        return f"Invalid API identifier specified {self.account_id}:{self.api_id}"


@dataclass(eq=False)
class InvalidHttpEndpoint(ApigwError):
    """
    The URI must be a fully qualified URL.
    """

    uri: str | None

    def __str__(self) -> str:
        return "Invalid HTTP endpoint specified for URI"


@dataclass(eq=False)
class TimeoutOutOfRange(ApigwError):
    """
    The timeout is not a number, or this kind of API does not allow it.
    """

    low: int  # ms
    high: int  # ms
    value: int | None  # ms; None if the text was not a number

    def __str__(self) -> str:
        return f"Timeout should be between {self.low} ms and {self.high} ms"


@dataclass(eq=False)
class InvalidIntegrationUri(ApigwError):
    """
    There is no URI, or it does not suit the integration type.
    """

    uri: str | None

    def __str__(self) -> str:
        return "Invalid integration URI specified"


# --- Both kinds of API: stages ---


@dataclass(eq=False)
class InvalidVariableName(ApigwError):
    """
    The name of a stage variable has a character that no name has.
    """

    name: str

    def __str__(self) -> str:
        return (
            f"Invalid stage variable name: {self.name}. Please use names with only word"
            " characters."
        )


@dataclass(eq=False)
class InvalidVariableValue(ApigwError):
    """
    The value of a stage variable has a character that no value has.
    """

    name: str

    def __str__(self) -> str:
        return (
            f"Invalid stage variable value of key {self.name}.  Please use values with"
            " alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?',"
            " '&', '=', and ','."
        )


# --- Both kinds of API: domain names ---


@dataclass(eq=False)
class EmptyDomainName(ApigwError):
    """
    A domain name must not be empty.
    """

    def __str__(self) -> str:
        return "No Domain Name specified"


@dataclass(eq=False)
class MissingCertificate(ApigwError):
    """
    An endpoint type of a domain name needs a certificate.
    """

    endpoint_type: str

    def __str__(self) -> str:
        return (
            "A certificate was not provided for the endpoint type"
            f" {self.endpoint_type}."
        )


@dataclass(eq=False)
class CertificateElsewhere(ApigwError):
    """
    A certificate is not in the region where the endpoint type needs it.
    """

    arn: str
    region: str

    def __str__(self) -> str:
        return (
            f"Invalid certificate ARN: {self.arn}. Certificate must be in"
            f" '{self.region}'."
        )


@dataclass(eq=False)
class MutualTlsNeedsRegionalApi(ApigwError):
    """
    The domain name has mutual TLS, and the API that is mapped is not regional.
    """

    api_id: str

    def __str__(self) -> str:
        return "Mutual TLS authentication is supported for Regional APIs only"


# --- Both kinds of API: parameter mappings ---


def validation_result(items: Sequence[str]) -> str:
    """
    Return the sentence in which API Gateway lists the errors of its validators.
    """
    return f"Validation Result: warnings : [], errors : [{', '.join(items)}]"


def mapping_error(*items: str) -> str:
    """
    Return AWS's sentence about parameter mappings.
    """
    return f"Invalid mapping expression specified: {validation_result(items)}"


def no_mapping_expression(text: str) -> str:
    return f"Invalid mapping expression specified: {text}"
