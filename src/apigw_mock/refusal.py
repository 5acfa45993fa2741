"""
Refusals: what both kinds of API answer, and how a refusal says how it is known.

The fields of a refusal are the facts, ``str()`` is AWS's sentence, ``code`` and
``status`` are what a client finds in ``ClientError.response``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apigw_mock.evidence import Evidence


class ApigwError(Exception):
    """
    A call that API Gateway refuses.
    """

    code: ClassVar[str] = "BadRequestException"
    status: ClassVar[int] = 400
    # What refused, and how it is known that AWS does: the log and the report show both.
    rule: object = None
    evidence: Evidence | None = None


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


@dataclass(frozen=True)
class Sentence:
    """
    One of AWS's refusals, and how it is known that AWS answers so.

    Args:
        refusal: makes the error from the facts of a call.
        evidence: of the sentence, its code and its status.
        members: of a patched document, which the refusal is given behind the facts.
    """

    refusal: Callable[..., ApigwError]
    evidence: Evidence
    members: tuple[str, ...] = field(default=(), kw_only=True)

    def error(self, *facts: object) -> ApigwError:
        """
        Return the refusal with these facts, for the caller to raise.
        """
        error = self.refusal(*facts)
        error.evidence = self.evidence
        return error


@dataclass(frozen=True)
class Demand(Sentence):
    """
    What must be there, or must not yet be, for a call to have something to work on.

    Args:
        name: what must hold, as a sentence.
        verbs: of the calls that demand it, say ``Put``. Left out, all do.
    """

    name: str
    verbs: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

    def error(self, *facts: object) -> ApigwError:
        error = super().error(*facts)
        error.rule = self
        return error


# --- Both kinds of API: what is wrong with the request itself ---------------------


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__ (cpython#99856)
class UnknownUrl(ApigwError):
    """
    No operation of API Gateway has this method and URL.
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
    The body of the request is longer than API Gateway reads.
    """

    code: ClassVar[str] = "RequestEntityTooLargeException"
    status: ClassVar[int] = 413
    limit: int  # bytes

    def __str__(self) -> str:
        return f"Request must be smaller than {self.limit} bytes"


class NotSerializable(ApigwError):
    """
    The body holds no JSON object, or JSON of another type than the service model says.
    """

    code: ClassVar[str] = "SerializationException"


@dataclass(eq=False)
class UnreadableBody(NotSerializable):
    """
    The body is no JSON in UTF-8.
    """

    def __str__(self) -> str:
        return "Unexpected content in the request body"


@dataclass(eq=False)
class UnfinishedBody(NotSerializable):
    """
    The body is shorter than the request says.
    """

    def __str__(self) -> str:
        return "Unexpected end of the request body"


@dataclass(eq=False)
class NotAnObject(NotSerializable):
    """
    The body is JSON of another type than an object.
    """

    def __str__(self) -> str:
        return "Expected a JSON object as the request body"


@dataclass(eq=False)
class NotConvertible(NotSerializable):
    """
    A text, a number or a boolean where the model has another of these.
    """

    java: str  # the service's word for what was sent
    wanted: str

    def __str__(self) -> str:
        return f"{self.java} can not be converted to an {self.wanted}"


@dataclass(eq=False)
class UnexpectedStart(NotSerializable):
    """
    A map or a list where the model has something else.
    """

    what: str

    def __str__(self) -> str:
        return f"Start of {self.what} found where not expected."


@dataclass(eq=False)
class NotAContainer(NotSerializable):
    """
    A text, a number or a boolean where the model has a map, a list or a structure.
    """

    wanted: str

    def __str__(self) -> str:
        return f"Expected {self.wanted} or null"


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


@dataclass(eq=False)
class InvalidRequestInput(ApigwError):
    """
    A Put came with a body of no length at all; ``{}`` is one.
    """

    def __str__(self) -> str:
        return "Invalid request input"


# --- Both kinds of API: what they refer to -----------------------------------------


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
    A URI that must be a fully-qualified URL is none.
    """

    uri: str | None

    def __str__(self) -> str:
        return "Invalid HTTP endpoint specified for URI"


@dataclass(eq=False)
class TimeoutOutOfRange(ApigwError):
    """
    A timeout that is no number, or that the kind of API does not allow.
    """

    low: int  # ms
    high: int  # ms
    value: int | None  # ms; None where a text is no number

    def __str__(self) -> str:
        return f"Timeout should be between {self.low} ms and {self.high} ms"


@dataclass(eq=False)
class InvalidIntegrationUri(ApigwError):
    """
    No URI, or one that does not lead where the type does.
    """

    uri: str | None

    def __str__(self) -> str:
        return "Invalid integration URI specified"


# --- Both kinds of API: parameter mappings ---


def validation_result(items: Sequence[str]) -> str:
    """
    Return the wrapper in which API Gateway lists what its validators found.
    """
    return f"Validation Result: warnings : [], errors : [{', '.join(items)}]"


def mapping_error(*items: str) -> str:
    """
    Return AWS's sentence about parameter mappings.
    """
    return f"Invalid mapping expression specified: {validation_result(items)}"


def no_mapping_expression(text: str) -> str:
    return f"Invalid mapping expression specified: {text}"
