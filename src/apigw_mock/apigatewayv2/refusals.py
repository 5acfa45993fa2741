"""
AWS's sentences about HTTP and WebSocket APIs: one class each.
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


# --- One setting of an integration -----------------------


@dataclass(eq=False)
class InvalidSettingWord(ApigwError):
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
class MissingIntegrationUri(InvalidIntegrationUri):
    """
    An integration that leads to a function without saying to which.
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


# --- Subtypes --------------------------------------------


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


@dataclass(eq=False)
class StaticObject(InvalidSelectionSource):
    """
    The value of a subtype's parameter is a JSON object that holds no block ``${…}``.
    """


# --- Parameter mappings ----------------------------------


@dataclass(eq=False)
class InvalidRequestDestination(ApigwError):
    """
    A key of RequestParameters without a known action on a part of a request.
    """

    key: str

    def __str__(self) -> str:
        return mapping_error(
            f"Invalid Request Actioned Parameter destination specified: {self.key}"
        )


@dataclass(eq=False)
class MalformedRequestDestination(InvalidRequestDestination):
    """
    An action that the part of the request does not take, or not under this name.
    """


@dataclass(eq=False)
class InvalidResponseDestination(ApigwError):
    """
    A key of ResponseParameters without a known action on a part of a response.
    """

    key: str

    def __str__(self) -> str:
        return mapping_error(
            f"Invalid Response Actioned Parameter destination specified: {self.key}"
        )


@dataclass(eq=False)
class MalformedResponseDestination(InvalidResponseDestination):
    """
    An action that the part of the response does not take, or not under this name.
    """


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
