"""
What AWS answers when it refuses: one class each.

The fields are the facts, ``str()`` is the sentence that AWS sends, ``code`` and
``status`` are what a client finds in ``ClientError.response``. Rules raise these;
the host turns them into HTTP answers, which boto3 raises as `ClientError`. A test meets
only the rest: `EscapedCall`, `NeedsAiomoto`, `InvalidRegionName`, `NotMocked`,
`UnsupportedMoto` and
`DroppedSettingWarning`.
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
    A request that got past moto on its way to AWS, stopped inside a scope; or one of a
    backend's clients, stopped outside.

    Args:
        method: of the HTTP request, for instance ``GET``.
        url: of the HTTP request, without its query and userinfo, which may hold
            credentials.
        operation: in boto3's words, for instance ``s3.list_buckets``; empty where no
            boto3 client made the request.
        in_scope: whether it was stopped inside.
    """

    method: str
    url: str
    operation: str = ""
    in_scope: bool = True

    def __str__(self) -> str:
        request = f"{self.method} {self.url}"
        if not self.in_scope:
            return (
                f"{self.operation} was stopped on its way to AWS ({request}): no scope "
                "is open, and this client is a backend's. Use it inside the scope; a "
                "fixture keeps that open with `yield backend` in place of `return "
                "backend`."
            )
        return (
            f"{self.operation or request} got past moto and was stopped on its way to "
            f"AWS{f' ({request})' if self.operation else ''}. If its client or session "
            "was made before moto was imported, hand the client over with "
            "`apigw_backend.adopt(client)` (`backend.adopt(client)` in a `with` block) "
            "or make it inside the scope. If moto does not know this endpoint, name it "
            "in moto's passthrough setting to let it through."
        )


@dataclass(eq=False)
class NeedsAiomoto(TypeError):
    """
    A client of aiobotocore inside a scope, where aiomoto does not answer it.

    Args:
        operation: what it called, in boto3's words, for instance ``s3.list_buckets``;
            empty where it was to be adopted.
    """

    operation: str = ""

    def __str__(self) -> str:
        what = f"{self.operation} was called by" if self.operation else "This is"
        return (
            f"{what} a client of aiobotocore, which needs aiomoto beside apigw_mock: "
            "make the client and its calls in `with aiomoto.mock_aws():`, around the "
            "scope or inside it."
        )


class InvalidRegionName(TypeError):
    """
    A ``region_name`` that is no text, or a region without API Gateway.
    """


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


def not_convertible(value: object, wanted: str = "") -> NotSerializable:
    """
    Return the refusal of a JSON value where the model has another type.

    Args:
        value: as JSON was read, not None.
        wanted: the service's word for what it expects, for instance ``String``. A
            map or a list is refused without it.
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


# --- Both kinds of API: what is wrong with a request over HTTP ---------------------


class NotAdmitted(ApigwError):
    """
    The server answers nobody like this: no answer of AWS's at all.
    """

    code: ClassVar[str] = "AccessDeniedException"
    status: ClassVar[int] = 403


@dataclass(eq=False)
class ForeignHost(NotAdmitted):
    """
    The request was sent to a name that is not the server's: DNS may have been rebound.
    """

    host: str

    def __str__(self) -> str:
        return (
            f"This server does not answer to Host {self.host!r}. If that is a name of "
            "its own, start it with `apigw-mock serve --allow-host NAME`; for "
            "apigw_server, put the name into the ini option apigw_allow_host."
        )


@dataclass(eq=False)
class ForeignPage(NotAdmitted):
    """
    A page of another origin has sent the request: any page in a browser may try.

    Args:
        header: the one that says so, for instance ``Origin: https://pets.example``.
    """

    header: str

    def __str__(self) -> str:
        return (
            f"A page of another origin sent this request ({self.header}), and none may "
            "read or change what is mocked here. `--allow-host` is for names of this "
            "server, not for pages."
        )


@dataclass(eq=False)
class ClosedRecorder(NotAdmitted):
    """
    moto's recorder would write to this machine, and send requests from it.
    """

    def __str__(self) -> str:
        return (
            "moto's recorder is closed here: it writes a file where the server runs, "
            "and sends requests to a host that the caller chooses."
        )


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
class UnknownRegion(ApigwError):
    """
    The request is signed for a region that does not exist.

    Reported of several services, with this sentence: Kong/insomnia#713 for the APIs
    behind API Gateway. Code and status are those of the services that speak JSON.
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

    Inferred: the answer that AWS's services share; API Gateway's own is unseen.
    """

    code: ClassVar[str] = "RequestEntityTooLargeException"
    status: ClassVar[int] = 413
    limit: int  # bytes

    def __str__(self) -> str:
        return f"Request must be smaller than {self.limit} bytes"


@dataclass(eq=False)
class NotMocked(ApigwError, NotImplementedError):
    """
    An operation that AWS has, and moto has not: no answer of AWS's at all.

    In process it is raised as it is; over HTTP it is an answer as others are.
    """

    code: ClassVar[str] = "NotImplementedException"
    operation: str

    def __str__(self) -> str:
        return (
            f"{self.operation} is not implemented by moto, so it cannot be mocked. "
            "Nothing is wrong with the call."
        )


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


# --- REST APIs: what is not there, and what is already there ----------------------


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
class MethodResponseExists(ConflictError):
    """
    PutMethodResponse makes method responses; it does not change them.
    """

    status_code: str

    def __str__(self) -> str:
        return "Response already exists for this resource"


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


def mapping_error(*items: str) -> str:
    """
    Return AWS's sentence about parameter mappings.
    """
    return f"Invalid mapping expression specified: {validation_result(items)}"


# Items of that sentence.


def no_mapping_expression(text: str) -> str:
    return f"Invalid mapping expression specified: {text}"


def undeclared_parameter(name: str) -> str:
    return f"Invalid mapping expression parameter specified: {name}"


def bad_parameter_name(pattern: str) -> str:
    return f"Parameter name should match the following regular expression: ^{pattern}$"


NO_METHOD_RESPONSE = "No method response exists for method."
NOT_ENCODED = "Static parameter value must be valid and encoded "  # AWS's blank


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
        return mapping_error(*self.items)


# --- REST APIs: integrations ------------------------------------------------------


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
class InvalidIntegrationUri(ApigwError):
    """
    No URI, or one that does not lead where the type does.
    """

    uri: str | None

    def __str__(self) -> str:
        return "Invalid integration URI specified"


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
    status: ClassVar[int] = 403
    credentials: str

    def __str__(self) -> str:
        return "Cross-account pass role is not allowed."


@dataclass(eq=False)
class InvalidFunction(ApigwError):
    """
    The URI of an integration invokes what is no Lambda function.
    """

    function: str

    def __str__(self) -> str:
        return "Invalid lambda function"


@dataclass(eq=False)
class InvalidTransferMode(ApigwError):
    """
    The response transfer mode contradicts the call that the URI makes to Lambda.
    """

    mode: str
    call: str  # of Lambda's API

    def __str__(self) -> str:
        return (
            "Invalid ResponseTransferMode. Cannot use ResponseTransferMode"
            f" {self.mode} for Lambda functions invoked by {self.call} for AWS_PROXY"
            " integrations."
        )


@dataclass(eq=False)
class MissingIntegrationTarget(ApigwError):
    """
    A VPC link that API Gateway v2 made does not say where it leads.
    """

    link_id: str

    def __str__(self) -> str:
        return f"IntegrationTarget is required for VpcLinkV2 {self.link_id}."


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


@dataclass(eq=False)
class MissingRouteKey(ApigwError):
    """
    An empty route key.
    """

    def __str__(self) -> str:
        return "Route key is required"


@dataclass(eq=False)
class InvalidHttpRouteKey(ApigwError):
    """
    A route key of an HTTP API that is neither a method and a path nor ``$default``.
    """

    key: str

    def __str__(self) -> str:
        return (
            "The provided route key is not formatted properly for HTTP protocol."
            ' Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"'
        )


@dataclass(eq=False)
class UnknownIntegration(NotFoundError):
    """
    The API has no such integration.
    """

    integration_id: str

    def __str__(self) -> str:
        return f"Invalid Integration identifier specified {self.integration_id}"


@dataclass(eq=False)
class UnknownIntegrationResponse(NotFoundError):
    """
    The integration has no such response.
    """

    integration_response_id: str

    def __str__(self) -> str:
        identifier = self.integration_response_id
        return f"Invalid IntegrationResponse identifier specified {identifier}"


@dataclass(eq=False)
class TooManyIntegrations(ApigwError):
    """
    The API is full.
    """

    code: ClassVar[str] = "TooManyRequestsException"
    status: ClassVar[int] = 429
    quota: int

    def __str__(self) -> str:
        return (
            "Maximum number of Integrations for this API has been reached."
            " Please contact AWS if you need additional Integrations."
        )


@dataclass(eq=False)
class IntegrationInUse(ConflictError):
    """
    Routes lead to the integration that was to be deleted.
    """

    route_ids: Sequence[str]

    def __str__(self) -> str:
        return (
            "Cannot delete Integration because it is referenced by the following"
            f" Routes with Ids: [{', '.join(self.route_ids)}]"
        )


@dataclass(eq=False)
class ManagedIntegration(ApigwError):
    """
    An integration that quick create made was to be deleted.
    """

    integration_id: str

    def __str__(self) -> str:
        return (
            f"Cannot delete Integration {self.integration_id}"
            " because it is managed by API Gateway"
        )


@dataclass(eq=False)
class ResponsesNotSupported(ApigwError):
    """
    An HTTP API has no integration responses.
    """

    protocol: str

    def __str__(self) -> str:
        return (
            "IntegrationResponses are currently not supported for this API protocol"
            " type. This is because the API may only be configured with proxy"
            " integration at this time."
        )


@dataclass(eq=False)
class DuplicateResponseKey(ConflictError):
    """
    Another response of the integration has this key.
    """

    key: str

    def __str__(self) -> str:
        return f"IntegrationResponse with key {self.key} already exists"


# --- HTTP and WebSocket APIs: one setting of an integration -----------------------


@dataclass(eq=False)
class UnknownWord(ApigwError):
    """
    A word outside the enum of the service model.
    """

    setting: str
    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        words = ", ".join(self.allowed)
        return f"Invalid {self.setting} specified. Must be one of [{words}]"


@dataclass(eq=False)
class LengthOutOfRange(ApigwError):
    """
    Text shorter or longer than the service model allows, in characters.
    """

    setting: str
    low: int
    high: int
    value: str

    def __str__(self) -> str:
        return (
            f"Invalid {self.setting} specified."
            f" Length must be between {self.low} and {self.high}"
        )


@dataclass(eq=False)
class InvalidExpression(ApigwError):
    """
    A key or an expression that the setting does not take.
    """

    setting: str
    value: str | None

    def __str__(self) -> str:
        value = "null" if self.value is None else self.value
        return f"Invalid {self.setting} specified: {value}"


@dataclass(eq=False)
class TypeNotForProtocol(ApigwError):
    """
    An HTTP API takes proxy integrations alone.
    """

    integration_type: str

    def __str__(self) -> str:
        return (
            "Currently, an API with a protocol type of HTTP may only be associated"
            " with proxy integrations (AWS_PROXY, HTTP_PROXY)"
        )


@dataclass(eq=False)
class MissingIntegrationMethod(ApigwError):
    """
    An HTTP integration without its method; AWS drops the underscore of the type.
    """

    integration_type: str

    def __str__(self) -> str:
        return (
            "HttpMethod parameter method must be specified for integrationType"
            f" {self.integration_type.replace('_', '')}"
        )


@dataclass(eq=False)
class MissingPayloadVersion(ApigwError):
    """
    An integration of an HTTP API without a payload format version.
    """

    integration_type: str

    def __str__(self) -> str:
        return "PayloadFormatVersion is a required parameter for integration"


@dataclass(eq=False)
class UnsupportedPayloadVersion(ApigwError):
    """
    No such payload format version for Lambda functions.
    """

    version: str

    def __str__(self) -> str:
        return f"Unsupported PayloadFormatVersion: {self.version}"


@dataclass(eq=False)
class PayloadVersionNotForType(ApigwError):
    """
    A payload format version that integrations of this type do not have.
    """

    version: str
    integration_type: str

    def __str__(self) -> str:
        return (
            f"PayloadFormatVersion {self.version} is not supported for integration"
            f" of type {self.integration_type}"
        )


@dataclass(eq=False)
class InvalidPrivateUri(ApigwError):
    """
    A private integration of an HTTP API that leads to no listener and no service.
    """

    uri: str | None

    def __str__(self) -> str:
        return (
            "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN"
            " or a valid Cloud Map service ARN."
        )


@dataclass(eq=False)
class ForeignPrivateUri(ApigwError):
    """
    The listener or service of a private integration belongs to another account.
    """

    uri: str
    account_id: str  # of the API

    def __str__(self) -> str:
        return (
            "For VpcLink VPC_LINK, the resource of the integration uri"
            " must be owned by the same account"
        )


@dataclass(eq=False)
class UriOnMock(ApigwError):
    """
    A MOCK integration leads nowhere.
    """

    uri: str

    def __str__(self) -> str:
        return "Integration URI is not supported for MOCK integrations"


@dataclass(eq=False)
class UriWithSubtype(ApigwError):
    """
    The subtype says where the integration leads; the sentence's end is inferred.
    """

    uri: str
    subtype: str

    def __str__(self) -> str:
        return (
            "URI should not be specified for AWS_PROXY integration"
            f" with Subtype: {self.subtype}"
        )


@dataclass(eq=False)
class MissingVpcLinkId(ApigwError):
    """
    A private integration that names no VPC link.
    """

    connection_type: str

    def __str__(self) -> str:
        return (
            "ConnectionId must be set to vpcLinkId for ConnectionType"
            f" {self.connection_type}"
        )


@dataclass(eq=False)
class LinkNotForProtocol(ApigwError):
    """
    A VPC link for HTTP APIs on a WebSocket API, which takes those of REST APIs alone.

    That AWS refuses it is recorded, its sentence is not.
    """

    link_id: str

    def __str__(self) -> str:
        return f"Invalid ConnectionId specified: {self.link_id}"


@dataclass(eq=False)
class InvalidCredentials(ApigwError):
    """
    Neither a role nor the sign for the caller's identity.
    """

    arn: str

    def __str__(self) -> str:
        return "Invalid CredentialsArn specified"


# --- HTTP and WebSocket APIs: subtypes --------------------------------------------


@dataclass(eq=False)
class SubtypeNotForType(ApigwError):
    """
    A subtype on another integration than AWS_PROXY.
    """

    subtype: str
    integration_type: str

    def __str__(self) -> str:
        return "IntegrationSubtype is only supported for AWS_PROXY integrations"


@dataclass(eq=False)
class UnsupportedSubtype(ApigwError):
    """
    No such subtype, or not in this payload format version: AWS does not say which.
    """

    subtype: str
    version: str | None

    def __str__(self) -> str:
        return f"Operation: {self.subtype} is not supported."


@dataclass(eq=False)
class MissingSubtypeRole(ApigwError):
    """
    A subtype without credentials.
    """

    subtype: str

    def __str__(self) -> str:
        return (
            "Role ARN must be specified for AWS integration configuration"
            f" with Subtype: {self.subtype}"
        )


@dataclass(eq=False)
class MissingSubtypeParameters(ApigwError):
    """
    Required parameters left out of the call; the sentence lists all that are required.
    """

    subtype: str
    required: Sequence[str]
    missing: Sequence[str]

    def __str__(self) -> str:
        return (
            f"Operation: {self.subtype} requires enabling passthrough, or defining all"
            " of the following parameters in the parameter mapping:"
            f" [{', '.join(self.required)}]"
        )


def selection_error(item: str) -> str:
    """
    Return AWS's sentence about a subtype's parameter; it says selection expression.
    """
    return f"Invalid selection expression specified: {validation_result([item])}"


@dataclass(eq=False)
class UnknownSubtypeParameter(ApigwError):
    """
    The subtype has no parameter of this name; letter case counts.
    """

    name: str
    subtype: str

    def __str__(self) -> str:
        return (
            f"Parameter: {self.name} does not fit schema for Operation: {self.subtype}."
        )


@dataclass(eq=False)
class EmptySubtypeParameter(ApigwError):
    """
    A parameter of a subtype was to be set to nothing.
    """

    name: str

    def __str__(self) -> str:
        return selection_error("Mapping expression missing source or destination")


@dataclass(eq=False)
class InvalidSelectionSource(ApigwError):
    """
    The value of a subtype's parameter is neither a source nor static text.
    """

    name: str
    value: str

    def __str__(self) -> str:
        return selection_error(
            f"Invalid source: {self.value} specified for destination: {self.name}"
        )


# --- HTTP and WebSocket APIs: parameter mappings ----------------------------------


@dataclass(eq=False)
class InvalidRequestDestination(ApigwError):
    """
    A key of RequestParameters that names no action on a part of a request.
    """

    key: str

    def __str__(self) -> str:
        return mapping_error(
            f"Invalid Request Actioned Parameter destination specified: {self.key}"
        )


@dataclass(eq=False)
class InvalidResponseDestination(ApigwError):
    """
    A key of ResponseParameters that names no action on a part of a response.
    """

    key: str

    def __str__(self) -> str:
        return mapping_error(
            f"Invalid Response Actioned Parameter destination specified: {self.key}"
        )


@dataclass(eq=False)
class InvalidStatusCode(ApigwError):
    """
    A status code for which an HTTP API cannot map responses.
    """

    status_code: str

    def __str__(self) -> str:
        return mapping_error(f"Status Code {self.status_code} is not valid.")


@dataclass(eq=False)
class RestrictedHeader(ApigwError):
    """
    A header that API Gateway keeps for itself.
    """

    name: str

    def __str__(self) -> str:
        return mapping_error(f"Operations on header {self.name} are restricted")


@dataclass(eq=False)
class DuplicateDestination(ApigwError):
    """
    Two mappings to one destination, in another letter case or by another action.
    """

    key: str

    def __str__(self) -> str:
        return mapping_error(f"Duplicate destination specified: {self.key}")


@dataclass(eq=False)
class InvalidMappingSource(ApigwError):
    """
    The value of a mapping is neither a source nor static text.
    """

    key: str
    value: str

    def __str__(self) -> str:
        return mapping_error(
            f"Invalid source: {self.value} specified for destination: {self.key}"
        )


@dataclass(eq=False)
class InvalidMappingExpression(ApigwError):
    """
    A key or a value that a WebSocket API's mapping does not take.
    """

    expression: str

    def __str__(self) -> str:
        return mapping_error(no_mapping_expression(self.expression))


# --- What AWS takes and drops -----------------------------------------------------


class DroppedSettingWarning(UserWarning):
    """
    AWS takes this setting without a word and does not keep it.

    Args:
        setting: as boto3 names it, for instance ``TlsConfig``.
        reason: why AWS drops it.
        page: the URL of AWS's page about it.
    """

    def __init__(self, setting: str, reason: str, page: str) -> None:
        super().__init__(setting, reason, page)
        self.setting = setting
        self.reason = reason
        self.page = page

    def __str__(self) -> str:
        return f"API Gateway drops {self.setting}: {self.reason} (see {self.page})"


__all__ = sorted(  # noqa: PLE0605  # every refusal and warning is public
    name
    for name, value in globals().items()
    if isinstance(value, type) and issubclass(value, Exception | Warning)
)
