"""
What AWS answers when it refuses a call on an API itself, a stage or a deployment.

Each way to fail has a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from apigw_mock.refusal import ApigwError, ConflictError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

# --- APIs ------------------------------------------------


@dataclass(eq=False)
class UnknownProtocol(ApigwError):
    """
    There are two protocols.
    """

    value: str
    allowed: Sequence[str]

    def __str__(self) -> str:
        return f"Invalid protocol specified. Must be one of [{', '.join(self.allowed)}]"


@dataclass(eq=False)
class UnnamedApi(ApigwError):
    """
    The API has no name.
    """

    def __str__(self) -> str:
        return "Invalid API name specified"


@dataclass(eq=False)
class InvalidRouteSelection(ApigwError):
    """
    The route selection expression of a WebSocket API is missing, or is none.
    """

    expression: str | None

    def __str__(self) -> str:
        return "Invalid routeSelectionExpression"


@dataclass(eq=False)
class OtherRouteSelection(ApigwError):
    """
    HTTP APIs have only one route selection expression.
    """

    expression: str

    def __str__(self) -> str:
        return (
            "Route selection expression is currently limited to"
            ' "${request.method} ${request.path}"'
        )


@dataclass(eq=False)
class CorsNotForProtocol(ApigwError):
    """
    Only HTTP APIs have a CORS configuration.
    """

    protocol: str

    def __str__(self) -> str:
        return f"Cors is not supported for {self.protocol} protocolType"


@dataclass(eq=False)
class CredentialsFromAnywhere(ApigwError):
    """
    A CORS configuration that allows credentials must name its origins.
    """

    def __str__(self) -> str:
        return "allow-credentials is not supported if 'allow-origin' is *"


@dataclass(eq=False)
class UnsupportedCorsMethod(ApigwError):
    """
    CORS does not take this word as a method.
    """

    method: str

    def __str__(self) -> str:
        return f"Method {self.method} is not supported"


@dataclass(eq=False)
class InvalidOrigin(ApigwError):
    """
    CORS does not take this text as an origin.
    """

    origin: str

    def __str__(self) -> str:
        return f"Invalid format for origin {self.origin}"


@dataclass(eq=False)
class NumberOutOfRange(ApigwError):
    """
    A number is smaller or larger than the service model allows.
    """

    setting: str
    low: int
    high: int
    value: int

    def __str__(self) -> str:
        return (
            f"Invalid {self.setting} specified."
            f" Must be between {self.low} and {self.high}"
        )


@dataclass(eq=False)
class NotQuickCreated(ApigwError):
    """
    The call updates what quick create makes, and the API has none of it.
    """

    setting: str

    def __str__(self) -> str:
        return f"{self.setting} can only be updated for APIs created using quick create"


@dataclass(eq=False)
class MappedApi(ApigwError):
    """
    The call deletes an API that domain names are mapped to.
    """

    api_id: str

    def __str__(self) -> str:
        return (
            f"Deleting API {self.api_id} failed. Please remove all API mappings"
            " for the API from your custom domain names."
        )


# --- Stages ----------------------------------------------


@dataclass(eq=False)
class UnknownStage(NotFoundError):
    """
    The API has no such stage. AWS does not say its name.
    """

    stage_name: str

    def __str__(self) -> str:
        return "Invalid stage identifier specified"


@dataclass(eq=False)
class UnlikelyStageName(ApigwError):
    """
    The name of a stage has other characters, or none. A hyphen is accepted.
    """

    name: str

    def __str__(self) -> str:
        return "Stage name only allows a-zA-Z0-9_"


@dataclass(eq=False)
class StageNameTaken(ConflictError):
    """
    The API has a stage of this name.
    """

    name: str

    def __str__(self) -> str:
        return "Stage already exists"


@dataclass(eq=False)
class TooManyStages(ApigwError):
    """
    The API has as many stages as it can have.
    """

    code: ClassVar[str] = "TooManyRequestsException"
    status: ClassVar[int] = 429
    quota: int

    def __str__(self) -> str:
        return (
            "Maximum number of Stages for this API has been reached."
            " Please contact AWS if you need additional Stages."
        )


@dataclass(eq=False)
class ManagedStage(ApigwError):
    """
    The call deletes a stage that quick create made.
    """

    stage_name: str

    def __str__(self) -> str:
        return (
            f"Cannot delete Stage {self.stage_name}"
            " because it is managed by API Gateway"
        )


@dataclass(eq=False)
class DeploymentOfAutoDeploy(ApigwError):
    """
    The call points a stage to a deployment, and the stage deploys by itself.
    """

    deployment_id: str

    def __str__(self) -> str:
        return "Deployment ID cannot be set on this stage because AutoDeploy is enabled"


@dataclass(eq=False)
class UnknownRouteOfSettings(NotFoundError):
    """
    Route settings are for routes of the API. This key is of none.
    """

    key: str

    def __str__(self) -> str:
        return (
            f"Unable to find Route by key {self.key} within the provided RouteSettings"
        )


@dataclass(eq=False)
class NoExecutionLogs(ApigwError):
    """
    Only WebSocket APIs have execution logs.
    """

    protocol: str

    def __str__(self) -> str:
        return f"Execution logs are not supported on protocolType {self.protocol}"


@dataclass(eq=False)
class NegativeThrottle(ApigwError):
    """
    A throttle is below 0.
    """

    setting: str
    value: float

    def __str__(self) -> str:
        return f"Invalid {self.setting} specified. Must be greater than or equal to 0"


@dataclass(eq=False)
class NoLogGroup(ApigwError):
    """
    Access logs go to a log group. AWS prints the last part of the ARN.
    """

    destination: str

    def __str__(self) -> str:
        return (
            "Access log destination must only contain characters a-z, A-Z, 0-9, '_',"
            f" '-', '/', '.': '{self.destination}'"
        )


@dataclass(eq=False)
class LogFormatWithoutRequestId(ApigwError):
    """
    A format of access logs must have an identifier of the request.
    """

    log_format: str

    def __str__(self) -> str:
        return (
            "The following errors are found in Access Log Format: Access Log format"
            " must include either $context.requestId or $context.extendedRequestId"
            f" : '{self.log_format}'"
        )


# --- Deployments -----------------------------------------


@dataclass(eq=False)
class UnknownDeployment(NotFoundError):
    """
    The API has no such deployment.
    """

    deployment_id: str

    def __str__(self) -> str:
        return "Invalid deployment identifier specified"


@dataclass(eq=False)
class NoValidRoutes(ApigwError):
    """
    No route of the API has a target.
    """

    def __str__(self) -> str:
        return "Unable to deploy API because no valid routes exist in this API"


@dataclass(eq=False)
class ActiveDeployment(ApigwError):
    """
    The call deletes a deployment that a stage points to.
    """

    deployment_id: str

    def __str__(self) -> str:
        return "Active stages pointing to this deployment must be moved or deleted"


# --- Imports ---------------------------------------------


@dataclass(eq=False)
class ImportNotForProtocol(ApigwError):
    """
    The document would become a WebSocket API.
    """

    protocol: str

    def __str__(self) -> str:
        return f"Import is not supported for {self.protocol} Apis"
