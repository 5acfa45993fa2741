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


# What the service calls the types of JSON.
_JAVA_TYPES: dict[type, str] = {
    bool: "class java.lang.Boolean",
    int: "class com.amazon.coral.value.json.numbers.TruncatingBigNumber",
    float: "class com.amazon.coral.value.json.numbers.TruncatingBigNumber",
    str: "class java.lang.String",
}
_STARTS: dict[type, str] = {
    dict: "Start of structure or map found where not expected.",
    list: "Start of list found where not expected.",
}


def not_convertible(value: object, wanted: str) -> NotSerializable:
    """
    Return the refusal of a JSON value where the model has another type.

    Args:
        value: as JSON was read, not None.
        wanted: the service's word for what it expects, for instance ``String``.
    """
    if type(value) in _STARTS:
        return NotSerializable(_STARTS[type(value)])
    java = _JAVA_TYPES[type(value)]
    return NotSerializable(f"{java} can not be converted to an {wanted}")


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


# --- REST APIs: what is not there, and what is already there ----------------------


@dataclass(eq=False)
class ApiNotFound(NotFoundError):
    """
    No such API.
    """

    account_id: str
    rest_api_id: str

    def __str__(self) -> str:
        return f"Invalid API identifier specified {self.account_id}:{self.rest_api_id}"


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
class GatewayResponseNotSet(NotFoundError):
    """
    The API has no gateway response of its own of this type.
    """

    response_type: str

    def __str__(self) -> str:
        return "Gateway response type not defined on api"


@dataclass(eq=False)
class MethodExists(ConflictError):
    """
    PutMethod makes methods; it does not change them.
    """

    http_method: str

    def __str__(self) -> str:
        return "Method already exists for this resource"


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
class UnsupportedPatchOp(ApigwError):
    """
    The path takes other ops than this one; some resources name them.
    """

    op: str
    path: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return (
            "Invalid patch operation specified. Must be one of:"
            f" [{', '.join(self.allowed)}]"
        )


@dataclass(eq=False)
class InvalidEnumValue(ApigwError):
    """
    A word that is none of those the member takes, as a patch value.
    """

    what: str
    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return (
            f"Invalid {self.what} specified. Must be one of:"
            f" [{', '.join(self.allowed)}]"
        )


@dataclass(eq=False)
class InvalidPatternValue(ApigwError):
    """
    A text that does not match the member's pattern, as a patch value.
    """

    what: str
    value: str | None
    pattern: str

    def __str__(self) -> str:
        return (
            f"Invalid {self.what} specified. Must satisfy regular expression pattern:"
            f" {self.pattern}"
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


# --- REST APIs: integrations ------------------------------------------------------


@dataclass(eq=False)
class InvalidTimeout(ApigwError):
    """
    A time-out that is no number, or out of bounds.
    """

    value: int | None  # ms; None where the text is no number
    minimum: int  # ms
    maximum: int  # ms

    def __str__(self) -> str:
        return f"Timeout should be between {self.minimum} ms and {self.maximum} ms"


@dataclass(eq=False)
class InvalidCacheKey(ApigwError):
    """
    A cache key that is neither declared by the method nor mapped by the integration.
    """

    name: str

    def __str__(self) -> str:
        return "Invalid cache key parameter specified"


@dataclass(eq=False)
class MissingHttpMethod(ApigwError):
    """
    The integration's type needs the HTTP method of its backend.
    """

    integration_type: str

    def __str__(self) -> str:
        return "Enumeration value for HttpMethod must be non-empty"


@dataclass(eq=False)
class MissingUri(ApigwError):
    """
    The integration's type needs a URI.
    """

    integration_type: str

    def __str__(self) -> str:
        return "Invalid integration URI specified"


@dataclass(eq=False)
class InvalidHttpEndpoint(ApigwError):
    """
    The URI of an HTTP integration is no http or https URL.
    """

    uri: str

    def __str__(self) -> str:
        return "Invalid HTTP endpoint specified for URI"


@dataclass(eq=False)
class InvalidArn(ApigwError):
    """
    A text that must be an ARN is none.
    """

    value: str

    def __str__(self) -> str:
        return "Invalid ARN specified in the request"


@dataclass(eq=False)
class InvalidIntegrationArn(ApigwError):
    """
    The URI of an AWS integration is an ARN, but not one of API Gateway's own.
    """

    uri: str

    def __str__(self) -> str:
        return "AWS ARN for integration must contain path or action"


@dataclass(eq=False)
class UnsupportedProxyService(ApigwError):
    """
    An AWS_PROXY integration of a service that can't be one.
    """

    uri: str

    def __str__(self) -> str:
        return (
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function"
            " and Firehose stream invocations."
        )


@dataclass(eq=False)
class MissingRole(ApigwError):
    """
    An AWS integration of a service that needs credentials has none.
    """

    uri: str

    def __str__(self) -> str:
        return "Role ARN must be specified for AWS integrations"


@dataclass(eq=False)
class CrossAccountRole(ApigwError):
    """
    The credentials belong to another account.
    """

    code: ClassVar[str] = "AccessDeniedException"
    credentials: str

    def __str__(self) -> str:
        return "Cross-account pass role is not allowed."


@dataclass(eq=False)
class MissingConnectionId(ApigwError):
    """
    A private integration without its VPC link.
    """

    def __str__(self) -> str:
        return (
            "ConnectionId should be set to the vpcLinkId or stage variable on"
            " connection type VPC_LINK"
        )


# --- REST APIs: methods -----------------------------------------------------------


@dataclass(eq=False)
class InvalidHttpMethod(ApigwError):
    """
    A word that is no HTTP method to API Gateway.
    """

    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return (
            f"Invalid HttpMethod specified. Valid options are {','.join(self.allowed)}"
        )


@dataclass(eq=False)
class InvalidAuthorizer(ApigwError):
    """
    The authorization type needs an authorizer of the API.
    """

    authorization_type: str
    authorizer_id: str | None

    def __str__(self) -> str:
        return (
            "Invalid authorizer ID specified. Setting the authorization type to CUSTOM"
            " or COGNITO_USER_POOLS requires a valid authorizer."
        )


@dataclass(eq=False)
class UnsupportedScopes(ApigwError):
    """
    Authorization scopes on a method that no user pool authorizes.
    """

    authorization_type: str | None
    scopes: Sequence[str]

    def __str__(self) -> str:
        return (
            "Invalid Method authorization type specified. Authorization Scopes are"
            " only valid for COGNITO_USER_POOLS authorization type"
        )


@dataclass(eq=False)
class InvalidRequestValidator(ApigwError):
    """
    The API has no such request validator.
    """

    request_validator_id: str

    def __str__(self) -> str:
        return "Invalid Request Validator identifier specified"


@dataclass(eq=False)
class InvalidModel(ApigwError):
    """
    The API has no model of this name.
    """

    name: str

    def __str__(self) -> str:
        return f"Invalid model identifier specified: {self.name}"


@dataclass(eq=False)
class DuplicateParameterName(ApigwError):
    """
    Two request parameters of a method share a name.
    """

    name: str

    def __str__(self) -> str:
        return "Parameter names must be unique across querystring, header and path"


# --- HTTP and WebSocket APIs ------------------------------------------------------


__all__ = sorted(  # noqa: PLE0605  # every refusal and warning is public
    name
    for name, value in globals().items()
    if isinstance(value, type) and issubclass(value, Exception | Warning)
)
