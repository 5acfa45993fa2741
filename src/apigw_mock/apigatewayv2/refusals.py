"""
What AWS answers when it refuses a call on an HTTP or WebSocket API.

Each way to fail has a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from apigw_mock.refusal import (
    ApigwError,
    ConflictError,
    InvalidIntegrationUri,
    NotFoundError,
    mapping_error,
    no_mapping_expression,
    validation_result,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(eq=False)
class MissingRouteKey(ApigwError):
    """
    The route key is empty.
    """

    def __str__(self) -> str:
        return "Route key is required"


@dataclass(eq=False)
class InvalidHttpRouteKey(ApigwError):
    """
    The route key of an HTTP API is neither a method and a path nor ``$default``.
    """

    key: str

    def __str__(self) -> str:
        return (
            "The provided route key is not formatted properly for HTTP protocol."
            ' Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"'
        )


@dataclass(eq=False)
class DuplicateRouteKey(ConflictError):
    """
    Another route of the API has this key.
    """

    key: str

    def __str__(self) -> str:
        return f"Route with key {self.key} already exists for this API"


@dataclass(eq=False)
class ConflictingRouteKey(ConflictError):
    """
    A path variable has another name at the same place in the key of another route.
    """

    key: str
    other: str

    def __str__(self) -> str:
        return (
            f'The provided route key "{self.key}" has a conflicting variable on the'
            f' same hierarchical level as "{self.other}"'
        )


@dataclass(eq=False)
class ManagedRouteKey(ApigwError):
    """
    The call changes the key of the route that quick create made.
    """

    route_id: str | None

    def __str__(self) -> str:
        return "The route key of a managed route cannot be changed"


@dataclass(eq=False)
class TooManyRoutes(ApigwError):
    """
    The API has as many routes as it can have.
    """

    code: ClassVar[str] = "TooManyRequestsException"
    status: ClassVar[int] = 429
    quota: int

    def __str__(self) -> str:
        return (
            "Maximum number of Routes for this API has been reached."
            " Please contact AWS if you need additional Routes."
        )


@dataclass(eq=False)
class TooManyScopes(ApigwError):
    """
    A route has more authorization scopes than it can have.
    """

    count: int
    quota: int

    def __str__(self) -> str:
        return (
            "Invalid AuthorizationScopes specified."
            f" Length must be between 0 and {self.quota}"
        )


@dataclass(eq=False)
class ApiKeyNotForProtocol(ApigwError):
    """
    Routes of HTTP APIs do not require an API key.
    """

    route_id: str | None  # None if the call creates the route

    def __str__(self) -> str:
        return (
            "ApiKeyRequired is not currently supported for HTTP APIs."
            f" Please set ApiKeyRequired to false for route {self.route_id or 'null'}"
        )


@dataclass(eq=False)
class MalformedTarget(ApigwError):
    """
    The target of a route is not ``integrations/`` and an identifier.
    """

    target: str
    route_id: str | None  # None if the call creates the route

    def __str__(self) -> str:
        return (
            f"Unexpected or malformed target in route {self.route_id or 'null'}."
            " Correct format should be integrations/<integration_id>."
        )


@dataclass(eq=False)
class ScopesWithoutJwt(ApigwError):
    """
    Only routes with JWT authorization have scopes.
    """

    authorization_type: str

    def __str__(self) -> str:
        return (
            "Invalid Route authorization type specified. Authorization Scopes are only"
            " valid for COGNITO_USER_POOLS and JWT authorization types"
        )


@dataclass(eq=False)
class NoJwtAuthorizer(ApigwError):
    """
    JWT authorization names no JWT authorizer of the API.
    """

    authorizer_id: str | None

    def __str__(self) -> str:
        return (
            "Invalid authorizer ID specified. Setting the authorization type to JWT"
            " requires a valid JWT authorizer."
        )


@dataclass(eq=False)
class NoCustomAuthorizer(ApigwError):
    """
    CUSTOM authorization names no REQUEST authorizer of the API.
    """

    authorizer_id: str | None

    def __str__(self) -> str:
        return (
            "Invalid authorizer ID specified. Setting the authorization type to CUSTOM"
            " or COGNITO_USER_POOLS requires a valid authorizer."
        )


@dataclass(eq=False)
class AuthorizerWithoutType(ApigwError):
    """
    An update sends an authorizer without the type of authorization.
    """

    authorizer_id: str

    def __str__(self) -> str:
        return "Unable to update route. Authorizer type is invalid or null."


@dataclass(eq=False)
class AuthorizationNotOnConnect(ApigwError):
    """
    Only the route ``$connect`` of a WebSocket API has authorization.
    """

    key: str

    def __str__(self) -> str:
        return "Currently, authorization is restricted to the $connect route only"


@dataclass(eq=False)
class ParametersNotOnConnect(ApigwError):
    """
    Only the route ``$connect`` of a WebSocket API has request parameters.
    """

    key: str

    def __str__(self) -> str:
        return (
            "Request parameters are only supported for the $connect route in WEBSOCKET"
            " APIs"
        )


@dataclass(eq=False)
class UnknownRoute(NotFoundError):
    """
    The API has no such route.
    """

    route_id: str

    def __str__(self) -> str:
        return f"Invalid Route identifier specified {self.route_id}"


@dataclass(eq=False)
class UnknownRequestParameter(NotFoundError):
    """
    The route has no such request parameter.
    """

    key: str

    def __str__(self) -> str:
        return f"Invalid RequestParameter identifier specified {self.key}"


@dataclass(eq=False)
class UnknownRouteResponse(NotFoundError):
    """
    The route has no such response.
    """

    route_response_id: str

    def __str__(self) -> str:
        identifier = self.route_response_id
        return f"Invalid RouteResponse identifier specified {identifier}"


@dataclass(eq=False)
class RouteResponsesNotSupported(ApigwError):
    """
    An HTTP API has no route responses.
    """

    protocol: str

    def __str__(self) -> str:
        return (
            "RouteResponses are currently not supported for this API protocol type."
            " This is because the API may only be configured with proxy integration at"
            " this time."
        )


@dataclass(eq=False)
class InvalidRouteResponseKey(ApigwError):
    """
    The key of a route response is not ``$default``.
    """

    key: str | None

    def __str__(self) -> str:
        return (
            "Currently, only $default is supported as a RouteResponseKey. The creation"
            " of the RouteResponse with a key of $default will indicate to API Gateway"
            " that this Route is intended to handle two-way communication."
        )


@dataclass(eq=False)
class DuplicateRouteResponseKey(ConflictError):
    """
    Another response of the route has this key.
    """

    key: str

    def __str__(self) -> str:
        return f"RouteResponse with RouteResponseKey {self.key} already exists"


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
    The API has as many integrations as it can have.
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
    The call deletes an integration that routes lead to.
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
    The call deletes an integration that quick create made.
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


# --- One setting of an integration -----------------------


@dataclass(eq=False)
class InvalidSettingWord(ApigwError):
    """
    The service model does not list this word for the setting.
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
    A text is shorter or longer than the service model allows, in characters.
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
    The setting does not take this key or expression.
    """

    setting: str
    value: str | None

    def __str__(self) -> str:
        value = "null" if self.value is None else self.value
        return f"Invalid {self.setting} specified: {value}"


@dataclass(eq=False)
class TypeNotForProtocol(ApigwError):
    """
    An HTTP API takes only proxy integrations.
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
    An HTTP integration has no method. AWS drops the underscore of the type.
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
    An integration of an HTTP API has no payload format version.
    """

    integration_type: str

    def __str__(self) -> str:
        return "PayloadFormatVersion is a required parameter for integration"


@dataclass(eq=False)
class UnsupportedPayloadVersion(ApigwError):
    """
    Lambda functions do not take this payload format version.
    """

    version: str

    def __str__(self) -> str:
        return f"Unsupported PayloadFormatVersion: {self.version}"


@dataclass(eq=False)
class PayloadVersionNotForType(ApigwError):
    """
    Integrations of this type do not have this payload format version.
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
    A private integration of an HTTP API must lead to a listener or a service.
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
class MissingIntegrationUri(InvalidIntegrationUri):
    """
    The integration leads to a function and does not say which.
    """

    uri: str | None = None


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
    The subtype says where the integration leads, so there must be no URI.
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
    A private integration must name its VPC link.
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
    The VPC link is one for HTTP APIs. A WebSocket API takes those of REST APIs.
    """

    link_id: str

    def __str__(self) -> str:
        return f"Invalid ConnectionId specified: {self.link_id}"


@dataclass(eq=False)
class InvalidCredentials(ApigwError):
    """
    The ARN must name a role, or stand for the caller's identity.
    """

    arn: str

    def __str__(self) -> str:
        return "Invalid CredentialsArn specified"


# --- Subtypes --------------------------------------------


@dataclass(eq=False)
class SubtypeNotForType(ApigwError):
    """
    Only AWS_PROXY integrations have a subtype.
    """

    subtype: str
    integration_type: str

    def __str__(self) -> str:
        return "IntegrationSubtype is only supported for AWS_PROXY integrations"


@dataclass(eq=False)
class UnsupportedSubtype(ApigwError):
    """
    The subtype does not exist, or not in this payload format version.
    """

    subtype: str
    version: str | None

    def __str__(self) -> str:
        return f"Operation: {self.subtype} is not supported."


@dataclass(eq=False)
class MissingSubtypeRole(ApigwError):
    """
    An integration with a subtype must have credentials.
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
    The call leaves out required parameters. The sentence lists all required ones.
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
    Return AWS's sentence about a subtype's parameter: it says *selection*.
    """
    return f"Invalid selection expression specified: {validation_result([item])}"


@dataclass(eq=False)
class UnknownSubtypeParameter(ApigwError):
    """
    The subtype has no parameter of this name. Letter case counts.
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
    The call sets a parameter of a subtype to an empty text.
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


@dataclass(eq=False)
class StaticObject(InvalidSelectionSource):
    """
    The value of a subtype's parameter is a JSON object without a block ``${…}``.
    """


# --- Parameter mappings ----------------------------------


@dataclass(eq=False)
class InvalidRequestDestination(ApigwError):
    """
    A key of RequestParameters does not name an action on a part of a request.
    """

    key: str

    def __str__(self) -> str:
        return mapping_error(
            f"Invalid Request Actioned Parameter destination specified: {self.key}"
        )


@dataclass(eq=False)
class MalformedRequestDestination(InvalidRequestDestination):
    """
    The part of the request does not take this action, or not with this name.
    """


@dataclass(eq=False)
class InvalidResponseDestination(ApigwError):
    """
    A key of ResponseParameters does not name an action on a part of a response.
    """

    key: str

    def __str__(self) -> str:
        return mapping_error(
            f"Invalid Response Actioned Parameter destination specified: {self.key}"
        )


@dataclass(eq=False)
class MalformedResponseDestination(InvalidResponseDestination):
    """
    The part of the response does not take this action, or not with this name.
    """


@dataclass(eq=False)
class InvalidStatusCode(ApigwError):
    """
    An HTTP API cannot map responses with this status code.
    """

    status_code: str

    def __str__(self) -> str:
        return mapping_error(f"Status Code {self.status_code} is not valid.")


@dataclass(eq=False)
class RestrictedHeader(ApigwError):
    """
    API Gateway keeps this header for itself.
    """

    name: str

    def __str__(self) -> str:
        return mapping_error(f"Operations on header {self.name} are restricted")


@dataclass(eq=False)
class DuplicateDestination(ApigwError):
    """
    Two mappings write to one destination. Letter case and action do not count.
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
    A mapping of a WebSocket API does not take this key or value.
    """

    expression: str

    def __str__(self) -> str:
        return mapping_error(no_mapping_expression(self.expression))
