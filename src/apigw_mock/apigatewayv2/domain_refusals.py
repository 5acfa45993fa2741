"""
What AWS answers when it refuses a call on a domain name or an API mapping.

Each way to fail has a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from apigw_mock.refusal import ApigwError, ConflictError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

# --- Domain names ----------------------------------------


@dataclass(eq=False)
class UnknownDomainName(NotFoundError):
    """
    The account has no such public domain name.
    """

    domain_name: str

    def __str__(self) -> str:
        return "Invalid domain name identifier specified"


@dataclass(eq=False)
class NotRegional(ApigwError):
    """
    The domain name has an endpoint type other than REGIONAL.
    """

    domain_name: str
    endpoint_types: Sequence[str]

    def __str__(self) -> str:
        return (
            "Only REGIONAL domain names can be managed through the API Gateway V2 API."
            " For EDGE domain names, please use the API Gateway V1 API. Also note that"
            " only REST APIs can be attached to EDGE domain names."
        )


@dataclass(eq=False)
class NotOnTls12(ApigwError):
    """
    The call changes a domain name with TLS 1.0, or maps it.
    """

    domain_name: str

    def __str__(self) -> str:
        return (
            "Only REGIONAL domain names with a security policy of TLS 1.2 can be"
            " managed through the API Gateway V2 API. For TLS 1.0 domain names, please"
            " use the API Gateway V1 API to upgrade your security policy to TLS 1.2."
            " Currently, only REST APIs can be attached to a domain name with a"
            " security policy of TLS 1.0."
        )


@dataclass(eq=False)
class UnderscoreInDomainName(ApigwError):
    """
    A domain name has no underscore.
    """

    domain_name: str

    def __str__(self) -> str:
        return "Domain names cannot contain an underscore character"


@dataclass(eq=False)
class DomainNameTaken(ApigwError):
    """
    The account has the domain name already.
    """

    domain_name: str

    def __str__(self) -> str:
        return "The domain name you provided already exists"


@dataclass(eq=False)
class TooManyDomainNames(ApigwError):
    """
    The account has as many public domain names in the region as it can have.
    """

    code: ClassVar[str] = "TooManyRequestsException"
    status: ClassVar[int] = 429
    quota: int

    def __str__(self) -> str:
        return (
            "Maximum number of Domain Names for this account has been reached."
            " Please contact AWS if you need additional Domain Names."
        )


@dataclass(eq=False)
class NotOneConfiguration(ApigwError):
    """
    The call does not have exactly one configuration.
    """

    count: int

    def __str__(self) -> str:
        return "Invalid input. Expected one domain name configuration"


@dataclass(eq=False)
class SecurityPolicyNotSupported(ApigwError):
    """
    API Gateway v2 gives no domain name this security policy.
    """

    security_policy: str

    def __str__(self) -> str:
        return f"{self.security_policy} is not supported for APIGatewayV2 domainName."


@dataclass(eq=False)
class EndpointTypeNotSupported(ApigwError):
    """
    API Gateway v2 gives no domain name this endpoint type.
    """

    endpoint_type: str

    def __str__(self) -> str:
        return (
            f"{self.endpoint_type} endpoint type is not supported for APIGatewayV2"
            " domainName"
        )


@dataclass(eq=False)
class InvalidTruststoreUri(ApigwError):
    """
    The URI of the truststore does not name an object of S3.
    """

    uri: str

    def __str__(self) -> str:
        return f"Invalid TruststoreUri specified: {self.uri}"


@dataclass(eq=False)
class VersionWithoutTruststore(ApigwError):
    """
    The call gives the version of a truststore, and there is no truststore.
    """

    version: str

    def __str__(self) -> str:
        return "TruststoreUri must be specified if TruststoreVersion is specified"


@dataclass(eq=False)
class AccessModeBesideMutualTls(ApigwError):
    """
    The call gives mutual TLS to a domain name with an endpoint access mode.
    """

    truststore_uri: str

    def __str__(self) -> str:
        return "/endpointAccessMode Invalid request input"


# --- API mappings ----------------------------------------


@dataclass(eq=False)
class UnknownApiMapping(NotFoundError):
    """
    The domain name has no such mapping.
    """

    api_mapping_id: str

    def __str__(self) -> str:
        return f"Invalid ApiMapping identifier specified {self.api_mapping_id}"


@dataclass(eq=False)
class SlashAtEnd(ApigwError):
    """
    The key of a mapping ends with a slash.
    """

    key: str

    def __str__(self) -> str:
        return "API mapping key should not end with a '/'."


@dataclass(eq=False)
class StraySlash(ApigwError):
    """
    The key of a mapping starts with a slash or has two in a row.
    """

    key: str

    def __str__(self) -> str:
        return "API mapping key should not start with a '/' or have consecutive '/'s."


@dataclass(eq=False)
class InvalidApiMappingKey(ApigwError):
    """
    The key of a mapping has a character that no key has.
    """

    key: str

    def __str__(self) -> str:
        return (
            "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),"
        )


@dataclass(eq=False)
class ApiMappingKeyTooLong(ApigwError):
    """
    The key of a mapping has more characters than it can have.
    """

    limit: int  # characters; a key may have as many
    key: str

    def __str__(self) -> str:
        return f"ApiMapping key length must be under {self.limit} characters."


@dataclass(eq=False)
class UnknownApiOfMapping(ApigwError):
    """
    The account does not have the API that is mapped.
    """

    api_id: str | None

    def __str__(self) -> str:
        return f"Invalid API identifier specified: {self.api_id or 'null'}"


@dataclass(eq=False)
class UnknownStageOfMapping(ApigwError):
    """
    The API that is mapped does not have the stage.
    """

    stage: str | None

    def __str__(self) -> str:
        return "Invalid stage identifier specified"


@dataclass(eq=False)
class MixedProtocols(ApigwError):
    """
    The domain name is mapped to APIs that cannot share it with this one.
    """

    protocol: str

    def __str__(self) -> str:
        return (
            "Currently, WebSocket APIs can only be attached to a domain name with other"
            " WebSocket APIs."
        )


@dataclass(eq=False)
class ApiMappingKeyTaken(ConflictError):
    """
    Another mapping of the domain name has this key.
    """

    key: str

    def __str__(self) -> str:
        return "ApiMapping key already exists for this domain name"


@dataclass(eq=False)
class MappedStage(ApigwError):
    """
    The call deletes a stage that domain names are mapped to.
    """

    stage_name: str

    def __str__(self) -> str:
        return (
            f"Deleting stage {self.stage_name} failed. Please remove all API mappings"
            " for the stage from your custom domain names."
        )
