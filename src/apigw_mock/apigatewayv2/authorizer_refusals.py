"""
What AWS answers when it refuses a call on an authorizer.

Each way to fail has a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from apigw_mock.refusal import ApigwError, ConflictError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(eq=False)
class UnknownAuthorizer(NotFoundError):
    """
    The API has no such authorizer.
    """

    authorizer_id: str

    def __str__(self) -> str:
        return f"Invalid Authorizer identifier specified {self.authorizer_id}"


@dataclass(eq=False)
class TooManyAuthorizers(ApigwError):
    """
    The API has as many authorizers as it can have. AWS's code is that of conflicts.
    """

    code: ClassVar[str] = "ConflictException"
    status: ClassVar[int] = 429
    quota: int

    def __str__(self) -> str:
        return (
            "Maximum number of Authorizers for this API has been reached."
            " Please contact AWS if you need additional Authorizers."
        )


@dataclass(eq=False)
class DuplicateAuthorizerName(ApigwError):
    """
    Another authorizer of the API has this name. AWS speaks of a RestApi.
    """

    name: str

    def __str__(self) -> str:
        return (
            f"Authorizer name must be unique. Authorizer {self.name} already exists"
            " in this RestApi."
        )


@dataclass(eq=False)
class ReferencedAuthorizer(ConflictError):
    """
    The call deletes an authorizer that a route has. The sentence names the first one.
    """

    name: str
    route_keys: Sequence[str]

    def __str__(self) -> str:
        return (
            f"Cannot delete authorizer '{self.name}', is referenced in route:"
            f" {', '.join(self.route_keys[:1])}"
        )


@dataclass(eq=False)
class AuthorizerNotForProtocol(ApigwError):
    """
    A WebSocket API takes only REQUEST authorizers.
    """

    authorizer_type: str | None

    def __str__(self) -> str:
        return (
            "Invalid authorizer type. Only REQUEST authorizer type is supported on"
            " WEBSOCKET protocol Apis."
        )


@dataclass(eq=False)
class SettingNotForProtocol(ApigwError):
    """
    Authorizers of WebSocket APIs do not have this setting.
    """

    setting: str
    protocol: str

    def __str__(self) -> str:
        return f"{self.setting} cannot be set for {self.protocol} protocol Apis."


@dataclass(eq=False)
class SettingNotForAuthorizer(ApigwError):
    """
    Only authorizers of another type have this setting.
    """

    setting: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.setting} is only supported for {self.wanted} authorizers"


@dataclass(eq=False)
class MissingAuthorizerUri(ApigwError):
    """
    A REQUEST authorizer does not say which function it invokes.
    """

    def __str__(self) -> str:
        return "AuthorizerUri is a required field in an Authorizer"


@dataclass(eq=False)
class NoInvocationUri(ApigwError):
    """
    The URI of a REQUEST authorizer does not invoke a Lambda function.
    """

    uri: str

    def __str__(self) -> str:
        return (
            f"Invalid Authorizer URI: {self.uri}. Authorizer URI should be a valid API"
            " Gateway ARN that represents a Lambda function invocation."
        )


@dataclass(eq=False)
class InvalidAuthorizerRole(ApigwError):
    """
    The credentials of a REQUEST authorizer are not a role.
    """

    arn: str

    def __str__(self) -> str:
        return "Invalid role ARN"


@dataclass(eq=False)
class MissingAuthorizerVersion(ApigwError):
    """
    A REQUEST authorizer of an HTTP API has no payload format version.
    """

    def __str__(self) -> str:
        return (
            "AuthorizerPayloadFormatVersion is a required parameter for REQUEST"
            " authorizer"
        )


@dataclass(eq=False)
class SimpleResponsesNotForVersion(ApigwError):
    """
    Functions answer simply only in payload format version 2.0.
    """

    version: str | None

    def __str__(self) -> str:
        return (
            "EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion"
            ' "2.0".'
        )


@dataclass(eq=False)
class AuthorizerTtlOutOfRange(ApigwError):
    """
    Results are kept for too long, or for less than no time.
    """

    low: int  # s
    high: int  # s
    value: int  # s

    def __str__(self) -> str:
        return (
            "Authorizer result TTL outside allowable range. TTL must be between"
            f" {self.low} and {self.high} seconds."
        )


@dataclass(eq=False)
class CacheWithoutIdentitySource(ApigwError):
    """
    Results are kept, and nothing says for which identity.
    """

    ttl: int  # s

    def __str__(self) -> str:
        return (
            "Identity source must be set if authorizer caching is enabled"
            " (TTL is greater than 0)"
        )


@dataclass(eq=False)
class InvalidHttpIdentitySource(ApigwError):
    """
    An identity source of an HTTP API is not an expression on the request or the stage.
    """

    source: str

    def __str__(self) -> str:
        return (
            f"Invalid identity source expression: {self.source}. The source must be a"
            " request header, request querystring, stage variable or context parameter"
        )


@dataclass(eq=False)
class InvalidWebsocketIdentitySource(ApigwError):
    """
    An identity source of a WebSocket API is not an expression on the request or stage.
    """

    source: str

    def __str__(self) -> str:
        return (
            f"Invalid request identity source expression: {self.source}. The sources"
            " must be separated by comma, and each source must be either a request"
            " parameter, matching 'route.request.querystring|header.[a-zA-Z0-9._-]+',"
            " or a stage variable, matching 'stageVariables.[a-zA-Z0-9._-]+', or a"
            " context parameter, matching 'context.[a-zA-Z0-9._-]+'"
        )


@dataclass(eq=False)
class NotOneIdentitySource(ApigwError):
    """
    A JWT authorizer takes the token from one place.
    """

    count: int

    def __str__(self) -> str:
        return "IdentitySource list must have exactly 1 item for JWT Authorizer"


@dataclass(eq=False)
class MissingJwtConfiguration(ApigwError):
    """
    A JWT authorizer has no configuration.
    """

    def __str__(self) -> str:
        return "JwtConfiguration must not be null for JWT Authorizer"


@dataclass(eq=False)
class MissingAudience(ApigwError):
    """
    A JWT authorizer accepts no audience.
    """

    def __str__(self) -> str:
        return "Audience list must have at least 1 item for JWT Authorizer"


@dataclass(eq=False)
class TooManyAudiences(ApigwError):
    """
    A JWT authorizer accepts more audiences than it can.
    """

    count: int
    quota: int

    def __str__(self) -> str:
        return f"Invalid Audience specified. Length must be between 1 and {self.quota}"


@dataclass(eq=False)
class InvalidIssuer(ApigwError):
    """
    The issuer of a JWT authorizer is not an HTTPS URL.
    """

    issuer: str | None

    def __str__(self) -> str:
        return "Invalid issuer: Issuer is not a valid URL for JWT Authorizer"
