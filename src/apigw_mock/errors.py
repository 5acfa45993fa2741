"""
What AWS answers when it refuses: one class each.

The fields are the facts, ``str()`` is the sentence that AWS sends, ``code`` and
``status`` are what a client finds in ``ClientError.response``. Rules raise these;
the host turns them into HTTP answers, so that no test ever has to catch one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class ApigwError(Exception):
    """
    A call that API Gateway refuses.
    """

    code: ClassVar[str] = "BadRequestException"
    status: ClassVar[int] = 400
    rule: object = None  # the row that refused; the log and the failure report show it


class NotFoundError(ApigwError):
    """
    Something that the call names is not there.
    """

    code: ClassVar[str] = "NotFoundException"
    status: ClassVar[int] = 404


class ConflictError(ApigwError):
    """
    The call contradicts what is there.
    """

    code: ClassVar[str] = "ConflictException"
    status: ClassVar[int] = 409


# --- Both kinds of API: what is wrong with the request itself ---------------------


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__ (cpython#99856)
class NotSerializable(ApigwError):
    """
    The request holds JSON of another type than the service model says.
    """

    code: ClassVar[str] = "SerializationException"
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Fault:
    """
    One breach of the service model: the value, the member, the broken constraint.
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
    Breaches of the service model, all of them in one answer.
    """

    code: ClassVar[str] = "ValidationException"
    faults: Sequence[Fault]

    def __str__(self) -> str:
        count = len(self.faults)
        errors = "error" if count == 1 else "errors"
        listed = "; ".join(map(str, self.faults))
        return f"{count} validation {errors} detected: {listed}"


# --- Both kinds of API: what is wrong with a request over HTTP ---------------------


@dataclass(eq=False)
class UnknownUrl(ApigwError):
    """
    No operation of API Gateway has this method and URL.

    Inferred: what AWS's API Gateway answers to any URL that leads nowhere.
    """

    code: ClassVar[str] = "MissingAuthenticationTokenException"
    status: ClassVar[int] = 403
    method: str
    path: str

    def __str__(self) -> str:
        return "Missing Authentication Token"


@dataclass(eq=False)
class RequestTooLarge(ApigwError):
    """
    The body of the request is longer than API Gateway reads.

    Inferred: the answer that AWS's services share; API Gateway's own is unseen.
    """

    code: ClassVar[str] = "RequestEntityTooLargeException"
    status: ClassVar[int] = 413
    limit: int  # bytes

    def __str__(self) -> str:
        return f"Request must be smaller than {self.limit} bytes"


@dataclass(eq=False)
class NotMocked(ApigwError):
    """
    An operation that AWS has, and moto has not: no answer of AWS's at all.
    """

    code: ClassVar[str] = "NotImplementedException"
    operation: str

    def __str__(self) -> str:
        return f"{self.operation} is not implemented by moto, so it cannot be mocked"


@dataclass(eq=False)
class HostFailed(ApigwError):
    """
    moto broke over the request: no answer of AWS's at all.
    """

    code: ClassVar[str] = "MotoFailureException"
    operation: str
    cause: str

    def __str__(self) -> str:
        return f"moto failed to answer {self.operation}: {self.cause}"


# --- REST APIs: what is not there -------------------------------------------------


@dataclass(eq=False)
class ResourceNotFound(NotFoundError):
    """
    No such API, or no such resource in it: AWS does not say which.
    """

    rest_api_id: str
    resource_id: str

    def __str__(self) -> str:
        return "Invalid Resource identifier specified"


@dataclass(eq=False)
class MethodNotFound(NotFoundError):
    """
    The resource has no such method.
    """

    http_method: str

    def __str__(self) -> str:
        return "Invalid Method identifier specified"


@dataclass(eq=False)
class IntegrationNotFound(NotFoundError):
    """
    The method has no integration.
    """

    http_method: str

    def __str__(self) -> str:
        return "Invalid Integration identifier specified"


@dataclass(eq=False)
class StatusCodeNotFound(NotFoundError):
    """
    The integration, or the method, has no response for this status code.
    """

    status_code: str

    def __str__(self) -> str:
        return "Invalid Response status code specified"


@dataclass(eq=False)
class ParameterNotFound(NotFoundError):
    """
    A patch replaces or removes a parameter that is not there.
    """

    name: str

    def __str__(self) -> str:
        return "Invalid parameter name specified"


@dataclass(eq=False)
class ContentTypeNotFound(NotFoundError):
    """
    A patch replaces or removes a template or model that is not there.
    """

    content_type: str

    def __str__(self) -> str:
        return "Content-Type specified was not found"


# --- REST APIs: patch operations --------------------------------------------------


@dataclass(eq=False)
class InvalidPatchPath(ApigwError):
    """
    No row of the table takes this op on this path.
    """

    op: str
    path: str | None

    def __str__(self) -> str:
        return f"Invalid patch path {'null' if self.path is None else self.path}"


@dataclass(eq=False)
class EmptyMapValue(ApigwError):
    """
    A map entry was to be set to nothing.
    """

    map_name: str
    key: str

    def __str__(self) -> str:
        return f"Invalid null or empty value in {self.map_name}"


@dataclass(eq=False)
class InvalidContentHandling(ApigwError):
    """
    A word outside the enum, as a patch value.
    """

    value: str
    allowed: Sequence[str]

    def __str__(self) -> str:
        return (
            "Invalid content handling specified. Must be one of:"
            f" [{', '.join(self.allowed)}]"
        )


@dataclass(eq=False)
class InvalidRegex(ApigwError):
    """
    A selection pattern that is no Java regular expression.
    """

    pattern: str

    def __str__(self) -> str:
        return "Invalid regex pattern specified"


@dataclass(eq=False)
class DuplicateSelectionPattern(ConflictError):
    """
    Another response of the integration has this selection pattern.
    """

    pattern: str
    status_code: str  # of the other response

    def __str__(self) -> str:
        pattern = self.pattern or "default"
        return f"Integration response with selection pattern {pattern} already exists"


def validation_result(items: Sequence[str]) -> str:
    """
    Return the wrapper in which API Gateway lists what its validators found.
    """
    return f"Validation Result: warnings : [], errors : [{', '.join(items)}]"


@dataclass(eq=False)
class InvalidContentType(ApigwError):
    """
    The key of a template that is no media type.
    """

    content_type: str

    def __str__(self) -> str:
        return validation_result(
            [f"Invalid content type specified: {self.content_type}"]
        )


@dataclass(eq=False)
class InvalidMappings(ApigwError):
    """
    Mappings that are none, or that name what is not declared; one item each.
    """

    items: Sequence[str]
    mappings: dict[str, str] = field(default_factory=dict)  # those refused

    def __str__(self) -> str:
        return f"Invalid mapping expression specified: {validation_result(self.items)}"


# --- HTTP and WebSocket APIs ------------------------------------------------------


__all__ = sorted(  # noqa: PLE0605  # every refusal and warning is public
    name
    for name, value in globals().items()
    if isinstance(value, type) and issubclass(value, Exception | Warning)
)
