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


# --- Misuse: what no AWS answers --------------------------------------------------


@dataclass(eq=False)
class EscapedCall(RuntimeError):
    """
    A request that got past moto on its way to AWS, stopped inside a scope.

    Args:
        method: of the HTTP request, for instance ``GET``.
        url: of the HTTP request, without its query, which may hold credentials.
        operation: in boto3's words, for instance ``s3.list_buckets``; empty where no
            boto3 client made the request.
    """

    method: str
    url: str
    operation: str = ""

    def __str__(self) -> str:
        request = f"{self.method} {self.url}"
        return (
            f"{self.operation or request} got past moto and was stopped on its way to "
            f"AWS{f' ({request})' if self.operation else ''}. If its client or session "
            "was made before moto was imported, hand the client over with "
            "`apigw_backend.adopt(client)` (`backend.adopt(client)` in a `with` block) "
            "or make it inside the scope. If moto does not know this endpoint, name it "
            "in moto's passthrough setting to let it through."
        )


class UnsupportedMoto(RuntimeError):
    """
    The moto at hand cannot be extended: a part is missing, or it answers elsewhere.
    """


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
