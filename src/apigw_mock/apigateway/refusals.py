"""
AWS's refusals of calls on REST APIs: one class for each sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from apigw_mock.refusal import (
    ApigwError,
    ConflictError,
    NotFoundError,
    mapping_error,
    no_mapping_expression,
    validation_result,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _shown(text: str | None) -> str:
    return "null" if text is None else text


# --- What does not exist, and what exists already ----------------------


@dataclass(eq=False)
class ResourceNotFound(NotFoundError):
    """
    There is no such API, or it has no such resource: AWS does not say which.
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
    The integration or the method has no response for this status code.
    """

    status_code: str

    def __str__(self) -> str:
        return "Invalid Response status code specified"


@dataclass(eq=False)
class GatewayResponseNotSet(NotFoundError):
    """
    The API has not set its own gateway response of this type.
    """

    response_type: str

    def __str__(self) -> str:
        return "Gateway response type not defined on api"


@dataclass(eq=False)
class MethodExists(ConflictError):
    """
    The method exists already: PutMethod only creates methods.
    """

    http_method: str

    def __str__(self) -> str:
        return "Method already exists for this resource"


@dataclass(eq=False)
class MethodResponseExists(ConflictError):
    """
    The method response exists already: PutMethodResponse only creates them.
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


# --- APIs --------------------------------------------------------------


@dataclass(eq=False)
class MediaTypeNotFound(NotFoundError):
    """
    A patch replaces or removes a binary media type that is not there.
    """

    media_type: str

    def __str__(self) -> str:
        return "Invalid binary media type specified"


@dataclass(eq=False)
class UnsupportedTypesOp(ApigwError):
    """
    An API's endpoint type can only be replaced. AWS's answer lists other ops.
    """

    path: str | None

    def __str__(self) -> str:
        return "Invalid patch operation specified. Must be 'add'|'remove'|'replace'"


@dataclass(eq=False)
class InvalidEndpointType(ApigwError):
    """
    No such endpoint type.
    """

    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return (
            "Invalid EndpointTypes specified. Valid options are"
            f" {','.join(self.allowed)}"
        )


@dataclass(eq=False)
class NoEndpointType(ApigwError):
    """
    An API must have an endpoint type.
    """

    def __str__(self) -> str:
        return "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."


@dataclass(eq=False)
class SeveralEndpointTypes(ApigwError):
    """
    An API has only one endpoint type.
    """

    types: Sequence[str]

    def __str__(self) -> str:
        return "Cannot create an api with multiple Endpoint Types."


@dataclass(eq=False)
class InvalidIpAddressType(ApigwError):
    """
    No such IP address type.
    """

    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return "ipAddressType must be either ipv4 or dualstack."


@dataclass(eq=False)
class PrivateNotDualstack(ApigwError):
    """
    A private API has both kinds of IP addresses.
    """

    def __str__(self) -> str:
        return "Only dualstack ipAddressType is supported for Private APIs."


@dataclass(eq=False)
class VpcEndpointsNotPrivate(ApigwError):
    """
    Only private APIs have VPC endpoints.
    """

    endpoint_ids: Sequence[str]

    def __str__(self) -> str:
        return "VPCEndpoints can only be specified with PRIVATE apis."


@dataclass(eq=False)
class InvalidCompressionSize(ApigwError):
    """
    The size is no integer, or out of bounds.
    """

    low: int
    high: int  # bytes
    value: int | None

    def __str__(self) -> str:
        return (
            "Invalid minimum compression size, must be between"
            f" {self.low} and {self.high}"
        )


@dataclass(eq=False)
class InvalidPolicy(ApigwError):
    """
    The text is not a resource policy.
    """

    policy: str | None

    def __str__(self) -> str:
        return (
            "Invalid policy document. Please check the policy syntax and ensure that"
            " Principals are valid."
        )


@dataclass(eq=False)
class InvalidSecurityPolicy(ApigwError):
    """
    No such security policy.
    """

    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return "Invalid security policy specified"


@dataclass(eq=False)
class EmptyApiName(ApigwError):
    """
    An API must have a name.
    """

    name: str | None

    def __str__(self) -> str:
        return "API name must not be empty"


@dataclass(eq=False)
class EmptyDescription(ApigwError):
    """
    A new API may lack a description, but it cannot be empty.
    """

    def __str__(self) -> str:
        return "Description cannot be an empty string"


# --- Imports -----------------------------------------------------------


@dataclass(eq=False)
class UnreadableDocumentation(ApigwError):
    """
    The text is not an OpenAPI document, so there is no documentation to import.
    """

    def __str__(self) -> str:
        return "Unable to build importer with provided input."


@dataclass(eq=False)
class UnknownImportMode(ApigwError):
    """
    A document is neither merged into an API nor put in its place.
    """

    mode: str

    def __str__(self) -> str:
        return 'Enumeration value of OpenAPI import mode must be "overwrite" or "merge"'


@dataclass(eq=False)
class UnknownImportOption(ApigwError):
    """
    A parameter of an import has a word that it does not take.
    """

    name: str
    value: str
    allowed: Sequence[str]

    def __str__(self) -> str:
        return (
            f"Invalid {self.name} specified. Must be one of:"
            f" [{', '.join(self.allowed)}]"
        )


# --- Resources ---------------------------------------------------------


@dataclass(eq=False)
class RootPathPart(ApigwError):
    """
    The root resource has no path part to change.
    """

    def __str__(self) -> str:
        return "Root resource cannot update its pathPart."


@dataclass(eq=False)
class RootParent(ApigwError):
    """
    The root resource cannot be moved.
    """

    def __str__(self) -> str:
        return "Root resource cannot update its parentId."


@dataclass(eq=False)
class RootStays(ApigwError):
    """
    The root resource cannot be deleted: its API can.
    """

    def __str__(self) -> str:
        return "Root resource cannot be deleted."


@dataclass(eq=False)
class InvalidPathPart(ApigwError):
    """
    The path part has a character that no path part has, or its braces do not match.
    """

    path_part: str | None

    def __str__(self) -> str:
        return (
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path"
            " variable and curly braces at the beginning and the end."
        )


@dataclass(eq=False)
class CyclicResources(ApigwError):
    """
    A resource cannot be moved below itself.
    """

    parent_id: str

    def __str__(self) -> str:
        return "Resources cannot be cyclical."


@dataclass(eq=False)
class PathPartTaken(ConflictError):
    """
    Another child of the parent has the path part.
    """

    path_part: str

    def __str__(self) -> str:
        return (
            "Another resource with the same parent already has this name:"
            f" {self.path_part}"
        )


@dataclass(eq=False)
class SecondPathVariable(ApigwError):
    """
    Another child of the parent is a path variable.
    """

    sibling: str

    def __str__(self) -> str:
        return (
            f"A sibling ({self.sibling}) of this resource already has a variable path"
            " part -- only one is allowed"
        )


@dataclass(eq=False)
class ChildOfGreedy(ApigwError):
    """
    A greedy path variable takes the rest of the path, so nothing can be below it.
    """

    greedy: str

    def __str__(self) -> str:
        return (
            "Cannot create a child of a resource with a greedy path variable:"
            f" {self.greedy}"
        )


# --- Stages ------------------------------------------------------------


@dataclass(eq=False)
class StageNotFound(NotFoundError):
    """
    The API has no such stage.
    """

    stage_name: str

    def __str__(self) -> str:
        return "Invalid stage identifier specified"


@dataclass(eq=False)
class StageExists(ConflictError):
    """
    The API has a stage with this name.
    """

    stage_name: str

    def __str__(self) -> str:
        return "Stage already exists"


@dataclass(eq=False)
class InvalidStagePath(ApigwError):
    """
    No member or method setting of a stage has the path. The answer has AWS's list.
    """

    path: str | None
    listed: str

    def __str__(self) -> str:
        return (
            "Invalid method setting path:"
            f" {_shown(self.path)}. Must be one of:"
            f" [{self.listed}]"
        )


@dataclass(eq=False)
class InvalidAccessLogPath(ApigwError):
    """
    Access logs have no such member, or it does not take this op.
    """

    path: str | None

    def __str__(self) -> str:
        return (
            "Invalid accessLogSettings path. Must be one of :"
            " [/accessLogSettings/destinationArn, /accessLogSettings/format]"
        )


@dataclass(eq=False)
class CannotRemoveSetting(ApigwError):
    """
    The path does not take remove, or nothing is there.
    """

    path: str

    def __str__(self) -> str:
        return (
            f"Cannot remove method setting {self.path} because there is no method"
            " setting for this method "
        )


@dataclass(eq=False)
class InvalidStageAdd(ApigwError):
    """
    The path does not take add.
    """

    path: str | None

    def __str__(self) -> str:
        return f"Invalid add operation with path: {self.path}"


@dataclass(eq=False)
class InvalidStageCopy(ApigwError):
    """
    A copy that is no promotion of a canary.
    """

    path: str | None
    source: str | None

    def __str__(self) -> str:
        return (
            f"Invalid copy operation with path: {_shown(self.path)} and from"
            f" {_shown(self.source)}. Valid copy:path are [/deploymentId, /variables]"
            " and valid copy:from are [/canarySettings/deploymentId,"
            " /canarySettings/stageVariableOverrides]"
        )


@dataclass(eq=False)
class NoCanary(ApigwError):
    """
    A promotion of a canary that does not exist.
    """

    source: str

    def __str__(self) -> str:
        return "Promotion not available. Canary does not exist."


@dataclass(eq=False)
class DeploymentMissing(ApigwError):
    """
    The API has no such deployment.
    """

    deployment_id: str | None

    def __str__(self) -> str:
        return "Deployment id does not exist"


@dataclass(eq=False)
class EmptyAccessLogValue(ApigwError):
    """
    Access logs cannot be cleared by an empty value: the whole can be removed.
    """

    member: str
    key: str

    def __str__(self) -> str:
        return "Access Log value must not be empty"


@dataclass(eq=False)
class InvalidLogDestination(ApigwError):
    """
    The destination is neither a log group nor a delivery stream.
    """

    arn: str

    def __str__(self) -> str:
        return (
            "Invalid ARN specified in the request. The ARN must be a valid CloudWatch"
            " Logs log group or Kinesis Data Firehose delivery stream ARN."
        )


@dataclass(eq=False)
class InvalidStreamName(ApigwError):
    """
    A delivery stream for access logs must have AWS's prefix.
    """

    stream: str

    def __str__(self) -> str:
        return (
            "Kinesis Firehose delivery stream name must begin with the characters"
            f" 'amazon-apigateway-': '{self.stream}'"
        )


@dataclass(eq=False)
class InvalidLogGroup(ApigwError):
    """
    The ARN of a log group has a character that no log group has.
    """

    arn: str

    def __str__(self) -> str:
        return (
            "Access log destination must only contain characters a-z, A-Z, 0-9, '_',"
            f" '-', '/', '.', ':' and '#': '{self.arn}'"
        )


@dataclass(eq=False)
class LogFormatWithoutId(ApigwError):
    """
    A format of access logs must have an identifier of the request.
    """

    log_format: str

    def __str__(self) -> str:
        return (
            "Access Log format must include either $context.requestId or"
            f" $context.extendedRequestId : '{self.log_format}'"
        )


@dataclass(eq=False)
class InvalidPercentTraffic(ApigwError):
    """
    The percentage is no number from 0 to 100.
    """

    low: float
    high: float
    value: float | None

    def __str__(self) -> str:
        return (
            "Invalid percentTraffic specified. Must be between"
            f" {self.low} and {self.high}"
        )


@dataclass(eq=False)
class InvalidTimeToLive(ApigwError):
    """
    The time to live of cached answers is out of bounds.
    """

    low: int
    high: int  # s
    value: int | None

    def __str__(self) -> str:
        return (
            "Invalid time-to-live setting, must be an integer no greater than"
            f" {self.high}"
        )


@dataclass(eq=False)
class InvalidBurstLimit(ApigwError):
    """
    The burst limit is no integer, or below -1.
    """

    low: int
    high: float
    value: int | None

    def __str__(self) -> str:
        return "Invalid throttling burst limit setting, must be an integer"


@dataclass(eq=False)
class InvalidRateLimit(ApigwError):
    """
    The rate limit is no number, or below -1.
    """

    low: int
    high: float
    value: float | None

    def __str__(self) -> str:
        return "Invalid throttling rate limit setting, must be a number"


@dataclass(eq=False)
class InvalidLogLevel(ApigwError):
    """
    No such log level.
    """

    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return f"Invalid log level setting, must be one of: [{', '.join(self.allowed)}]"


@dataclass(eq=False)
class InvalidHeaderStrategy(ApigwError):
    """
    No such strategy for a header that may not control the cache.
    """

    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return (
            "Invalid unauthorized cache control header strategy, must be one of:"
            f" [{', '.join(self.allowed)}]"
        )


@dataclass(eq=False)
class InvalidCacheSize(ApigwError):
    """
    No cache cluster has this size.
    """

    value: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        return "Invalid cacheClusterSize specified"


@dataclass(eq=False)
class InvalidStageName(ApigwError):
    """
    The name of a stage has a character that no name has.
    """

    stage_name: str

    def __str__(self) -> str:
        return "Stage name only allows a-zA-Z0-9_"


# --- Deployments -------------------------------------------------------


@dataclass(eq=False)
class DeploymentNotFound(NotFoundError):
    """
    The API has no such deployment.
    """

    deployment_id: str

    def __str__(self) -> str:
        return "Invalid Deployment identifier specified"


@dataclass(eq=False)
class DeploymentInUse(ApigwError):
    """
    A stage points to the deployment that is to be deleted.
    """

    deployment_id: str

    def __str__(self) -> str:
        return "Active stages pointing to this deployment must be moved or deleted"


@dataclass(eq=False)
class DocumentationVersionInUse(ApigwError):
    """
    A stage has the documentation version that is to be deleted.
    """

    version: str

    def __str__(self) -> str:
        return (
            "Cannot delete documentation version because there are API Stages "
            "associated with it."
        )


@dataclass(eq=False)
class NoMethods(ApigwError):
    """
    An API without methods cannot be deployed.
    """

    def __str__(self) -> str:
        return "The REST API doesn't contain any methods"


@dataclass(eq=False)
class NoIntegrations(ApigwError):
    """
    An API whose methods have no integrations cannot be deployed.
    """

    def __str__(self) -> str:
        return "No integration defined for method"


@dataclass(eq=False)
class NoPolicy(ApigwError):
    """
    A private API cannot be deployed without a resource policy.
    """

    def __str__(self) -> str:
        return "Private REST API doesn't have a resource policy attached to it"


@dataclass(eq=False)
class CanaryWithoutStage(ApigwError):
    """
    A canary deployment does not say of which stage.
    """

    stage_name: str | None

    def __str__(self) -> str:
        return (
            "Invalid deployment content specified.Non null and non empty stageName must"
            " be provided for canary deployment. Provided value is"
            f" {_shown(self.stage_name)}"
        )


@dataclass(eq=False)
class CanaryOfNoStage(ApigwError):
    """
    The stage of a canary deployment does not exist.
    """

    stage_name: str

    def __str__(self) -> str:
        return (
            f"Invalid deployment content specified.Stage {self.stage_name} must already"
            " be created before making a canary release deployment"
        )


# --- Documentation -----------------------------------------------------


@dataclass(eq=False)
class DocumentationPartNotFound(NotFoundError):
    """
    The API has no such documentation part.
    """

    part_id: str

    def __str__(self) -> str:
        return "Invalid Documentation part identifier specified"


@dataclass(eq=False)
class DocumentationPartExists(ConflictError):
    """
    The API has a documentation part for this location already.
    """

    location: Mapping[str, str]

    def __str__(self) -> str:
        named = ", ".join(f"{name} '{value}'" for name, value in self.location.items())
        return f"Documentation part already exists for the specified location: {named}."


@dataclass(eq=False)
class InvalidLocation(ApigwError):
    """
    A location has a member that its type does not have.
    """

    location_type: str
    barred: Sequence[str]

    def __str__(self) -> str:
        *first, last = self.barred
        listed = f"{', '.join(first)} or {last}" if first else last
        return f"[Location type: {self.location_type} cannot have {listed} defined.]"


@dataclass(eq=False)
class UnnamedLocation(ApigwError):
    """
    A location has no name, and its type must have one.
    """

    location_type: str

    def __str__(self) -> str:
        return f"[Location type: {self.location_type} must have name defined.]"


@dataclass(eq=False)
class EmptyProperties(ApigwError):
    """
    A documentation part must have content.
    """

    def __str__(self) -> str:
        return "Documentation part properties must be non-empty"


@dataclass(eq=False)
class InvalidProperties(ApigwError):
    """
    The content of a documentation part must be the text of a JSON object.
    """

    text: str | None

    def __str__(self) -> str:
        return "Invalid properties. Properties must be a valid JSON object"


@dataclass(eq=False)
class DocumentationVersionNotFound(NotFoundError):
    """
    The API has no such documentation version.
    """

    version: str

    def __str__(self) -> str:
        return "Invalid Documentation version specified"


@dataclass(eq=False)
class DocumentationVersionExists(ConflictError):
    """
    The API has a documentation version of this name already.
    """

    version: str

    def __str__(self) -> str:
        return "Documentation version already exists"


@dataclass(eq=False)
class EmptyDocumentationVersion(ApigwError):
    """
    A documentation version must have a name.
    """

    def __str__(self) -> str:
        return "Documentation version must be non-empty"


# --- Patch operations --------------------------------------------------


@dataclass(eq=False)
class InvalidPatchPath(ApigwError):
    """
    No row of the table takes this op on this path.
    """

    op: str
    path: str | None

    def __str__(self) -> str:
        return f"Invalid patch path {_shown(self.path)}"


@dataclass(eq=False)
class EmptyMapValue(ApigwError):
    """
    A map entry has no value.
    """

    map_name: str
    key: str

    def __str__(self) -> str:
        return f"Invalid null or empty value in {self.map_name}"


@dataclass(eq=False)
class UnsupportedPatchOp(ApigwError):
    """
    The path does not take this op. Some resources list the ops that it takes.
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
class PatchPathNotListed(ApigwError):
    """
    The path does not take this op. The answer lists the paths that do.
    """

    op: str
    path: str | None
    allowed: Sequence[str]

    def __str__(self) -> str:
        remedy = "Please choose supported operations"
        if self.allowed:
            remedy = f"Must be one of: [{', '.join(self.allowed)}]"
        path = _shown(self.path)
        return f"Invalid patch path  '{path}' specified for op '{self.op}'. {remedy}"


@dataclass(eq=False)
class InvalidEnumValue(ApigwError):
    """
    The patch value is not one of the member's words.
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
    The patch value does not match the member's pattern.
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
    The selection pattern is not a Java regular expression.
    """

    pattern: str

    def __str__(self) -> str:
        return "Invalid regex pattern specified"


@dataclass(eq=False)
class DuplicateSelectionPattern(ConflictError):
    """
    Another response of the integration has the same selection pattern.
    """

    pattern: str
    status_code: str  # of the other response

    def __str__(self) -> str:
        pattern = self.pattern or "default"
        return f"Integration response with selection pattern {pattern} already exists"


@dataclass(frozen=True)
class Flaw:
    """
    What is wrong with one mapping, an item of `InvalidMappings`.
    """


@dataclass(frozen=True)
class NotAnExpression(Flaw):
    """
    The text is neither a mappable name nor quoted text.
    """

    text: str

    def __str__(self) -> str:
        return no_mapping_expression(self.text)


@dataclass(frozen=True)
class UndeclaredParameter(Flaw):
    """
    The method or the method response does not declare the parameter.
    """

    name: str

    def __str__(self) -> str:
        return f"Invalid mapping expression parameter specified: {self.name}"


@dataclass(frozen=True)
class BadParameterName(Flaw):
    """
    The name has characters that no parameter may have.
    """

    pattern: str

    def __str__(self) -> str:
        return (
            "Parameter name should match the following regular expression:"
            f" ^{self.pattern}$"
        )


@dataclass(frozen=True)
class NoMethodResponse(Flaw):
    """
    The method has no response with this status code to declare the header.
    """

    def __str__(self) -> str:
        return "No method response exists for method."


@dataclass(frozen=True)
class StaticValueNotEncoded(Flaw):
    """
    Quoted text for a path has characters that must be encoded.
    """

    def __str__(self) -> str:
        # The blank at the end is AWS's.
        return "Static parameter value must be valid and encoded "


@dataclass(eq=False)
class InvalidContentType(ApigwError):
    """
    The key of a template or model is not a media type.
    """

    content_type: str

    def __str__(self) -> str:
        return validation_result(
            [f"Invalid content type specified: {self.content_type}"]
        )


@dataclass(eq=False)
class InvalidMappings(ApigwError):
    """
    Some mappings are malformed or name something undeclared. Each has one item.
    """

    items: Sequence[Flaw]
    mappings: dict[str, str] = field(default_factory=dict)  # the refused ones

    def __str__(self) -> str:
        return mapping_error(*map(str, self.items))


# --- Integrations ------------------------------------------------------


@dataclass(eq=False)
class InvalidCacheKey(ApigwError):
    """
    The method does not declare the cache key, and the integration does not map it.
    """

    name: str

    def __str__(self) -> str:
        return "Invalid cache key parameter specified"


@dataclass(eq=False)
class MissingHttpMethod(ApigwError):
    """
    An integration of this type needs the HTTP method of its backend.
    """

    integration_type: str

    def __str__(self) -> str:
        return "Enumeration value for HttpMethod must be non-empty"


@dataclass(eq=False)
class InvalidArn(ApigwError):
    """
    The value must be an ARN.
    """

    value: str

    def __str__(self) -> str:
        return "Invalid ARN specified in the request"


@dataclass(eq=False)
class InvalidIntegrationArn(ApigwError):
    """
    The URI of an AWS integration must be an API Gateway ARN, not another one.
    """

    uri: str

    def __str__(self) -> str:
        return "AWS ARN for integration must contain path or action"


@dataclass(eq=False)
class UnsupportedProxyService(ApigwError):
    """
    AWS_PROXY integrations do not support this service.
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
    An integration with this service needs credentials.
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
    The URI of an integration invokes something other than a Lambda function.
    """

    function: str

    def __str__(self) -> str:
        return "Invalid lambda function"


@dataclass(eq=False)
class InvalidTransferMode(ApigwError):
    """
    The response transfer mode does not fit the Lambda call in the URI.
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
    An integration with a VPC link of API Gateway v2 needs a target.
    """

    link_id: str

    def __str__(self) -> str:
        return f"IntegrationTarget is required for VpcLinkV2 {self.link_id}."


@dataclass(eq=False)
class MissingConnectionId(ApigwError):
    """
    A private integration needs a VPC link.
    """

    def __str__(self) -> str:
        return (
            "ConnectionId should be set to the vpcLinkId or stage variable on"
            " connection type VPC_LINK"
        )


# --- Methods -----------------------------------------------------------


@dataclass(eq=False)
class InvalidHttpMethod(ApigwError):
    """
    The word is not an HTTP method that API Gateway knows.
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
    The authorization type needs one of the API's authorizers.
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
    Only methods that a user pool authorizes may have authorization scopes.
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


# --- Authorizers -------------------------------------------------------


@dataclass(eq=False)
class AuthorizerNotFound(NotFoundError):
    """
    There is no such API, or it has no such authorizer: AWS does not say which.
    """

    authorizer_id: str

    def __str__(self) -> str:
        return "Invalid Authorizer identifier specified"


@dataclass(eq=False)
class AuthorizerInUse(ConflictError):
    """
    A method has the authorizer.
    """

    name: str
    path: str  # of the resource
    http_method: str

    def __str__(self) -> str:
        return (
            f"Cannot delete authorizer '{self.name}', is referenced in method:"
            f" {self.http_method}/{self.path}"
        )


@dataclass(eq=False)
class BlankAuthorizerName(ApigwError):
    """
    An authorizer must have a name.
    """

    name: str | None

    def __str__(self) -> str:
        return "Authorizer name cannot be blank"


@dataclass(eq=False)
class AuthorizerNameTaken(ApigwError):
    """
    Another authorizer of the API has this name.
    """

    name: str

    def __str__(self) -> str:
        return (
            f"Authorizer name must be unique. Authorizer {self.name} already exists"
            " in this RestApi."
        )


@dataclass(eq=False)
class InvalidResultTtl(ApigwError):
    """
    The time for which an authorizer's results are kept is no integer or out of bounds.
    """

    low: int
    high: int  # s
    value: int | None

    def __str__(self) -> str:
        return (
            "Authorizer result TTL outside allowable range. TTL must be between"
            f" {self.low} and {self.high} seconds."
        )


@dataclass(eq=False)
class InvalidAuthorizerUri(ApigwError):
    """
    The URI of a Lambda authorizer must invoke a Lambda function.
    """

    uri: str | None

    def __str__(self) -> str:
        return (
            f"Invalid Authorizer URI: {_shown(self.uri)}. Authorizer URI should be a"
            " valid API Gateway ARN that represents a Lambda function invocation."
        )


@dataclass(eq=False)
class NoIdentitySource(ApigwError):
    """
    An authorizer of this type needs to know where the token is.
    """

    authorizer_type: str

    def __str__(self) -> str:
        return "IdentitySource cannot be empty"


@dataclass(eq=False)
class InvalidIdentitySource(ApigwError):
    """
    An identity source of a REQUEST authorizer is not an expression.
    """

    source: str

    def __str__(self) -> str:
        return (
            f"Invalid request identity source expression: {self.source}. The sources"
            " must be separated by comma, and each source must be either a method"
            " request parameter, matching"
            " 'method.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable,"
            " matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter,"
            " matching 'context.[a-zA-Z0-9._-]+'."
        )


@dataclass(eq=False)
class NoUserPool(ApigwError):
    """
    A COGNITO_USER_POOLS authorizer needs a user pool.
    """

    def __str__(self) -> str:
        return "ProviderARNs cannot be empty"


@dataclass(eq=False)
class UserPoolNotFound(NotFoundError):
    """
    A patch removes a user pool that the authorizer does not have.
    """

    arn: str

    def __str__(self) -> str:
        return "Invalid provider ARN specified"


# --- Models ------------------------------------------------------------


@dataclass(eq=False)
class ModelNotFound(NotFoundError):
    """
    There is no such API, or it has no such model: AWS does not say which.
    """

    name: str

    def __str__(self) -> str:
        return f"Invalid model name specified: {self.name}"


@dataclass(eq=False)
class ModelExists(ConflictError):
    """
    The API has a model of this name already.
    """

    name: str

    def __str__(self) -> str:
        return "Model name already exists for this REST API"


@dataclass(eq=False)
class ModelInUse(ConflictError):
    """
    A method's request or response has the model.
    """

    name: str
    where: str  # "request" or "response"
    path: str  # of the resource
    http_method: str

    def __str__(self) -> str:
        return (
            f"Cannot delete model '{self.name}', is referenced in method {self.where}:"
            f" {self.path}/{self.http_method}"
        )


@dataclass(eq=False)
class EmptyModelName(ApigwError):
    """
    A model must have a name.
    """

    def __str__(self) -> str:
        return "Model name must be non-empty"


@dataclass(eq=False)
class InvalidModelName(ApigwError):
    """
    A model's name has letters and digits alone.
    """

    name: str

    def __str__(self) -> str:
        return f"Model name must be alphanumeric: {self.name}"


@dataclass(eq=False)
class EmptySchema(ApigwError):
    """
    A model must have a schema.
    """

    def __str__(self) -> str:
        return "Model schema must have at least 1 property or array items defined"


@dataclass(eq=False)
class InvalidSchema(ApigwError):
    """
    The text is not a JSON schema. The answer has one item for each flaw.
    """

    schema: str
    flaws: Sequence[str]  # where they are, as JSON pointers

    def __str__(self) -> str:
        said = validation_result(["Invalid model schema specified" for _ in self.flaws])
        return f"Invalid model specified: {said}"


# --- Request validators ------------------------------------------------


@dataclass(eq=False)
class InvalidApiIdentifier(ApigwError):
    """
    The account has no such API: AWS's answer to a new request validator.
    """

    api_id: str

    def __str__(self) -> str:
        return "Invalid REST API identifier specified"


@dataclass(eq=False)
class RequestValidatorNotFound(NotFoundError):
    """
    There is no such API, or it has no such validator: AWS does not say which.
    """

    request_validator_id: str

    def __str__(self) -> str:
        return "Invalid Request Validator identifier specified"


@dataclass(eq=False)
class RequestValidatorInUse(ConflictError):
    """
    A method has the request validator.
    """

    name: str
    path: str  # of the resource
    http_method: str

    def __str__(self) -> str:
        return (
            f"Cannot delete Request Validator '{self.name}', is referenced in method:"
            f" {self.http_method}/{self.path}"
        )


@dataclass(eq=False)
class BlankValidatorName(ApigwError):
    """
    A request validator must have a name.
    """

    name: str | None

    def __str__(self) -> str:
        return "Request Validator name cannot be blank"


# --- The account -------------------------------------------------------


@dataclass(eq=False)
class InvalidRoleArn(ApigwError):
    """
    The text is not the ARN of an IAM role.
    """

    role_arn: str | None

    def __str__(self) -> str:
        return "The role ARN is not well formed"


@dataclass(eq=False)
class UsagePlansStay(ApigwError):
    """
    An account cannot give up usage plans.
    """

    def __str__(self) -> str:
        return "Usage Plans cannot be disabled once enabled"


# --- Client certificates -----------------------------------------------


@dataclass(eq=False)
class ClientCertificateNotFound(NotFoundError):
    """
    The account has no such client certificate.
    """

    client_certificate_id: str

    def __str__(self) -> str:
        return "Invalid Client Certificate identifier specified"


@dataclass(eq=False)
class ClientCertificateInUse(ApigwError):
    """
    A stage has the client certificate that is to be deleted.
    """

    client_certificate_id: str

    def __str__(self) -> str:
        return f"Client certificate {self.client_certificate_id} is in use"


# --- VPC links ---------------------------------------------------------


@dataclass(eq=False)
class VpcLinkNotFound(NotFoundError):
    """
    The account has no such VPC link.
    """

    vpc_link_id: str

    def __str__(self) -> str:
        return "Invalid Vpc Link identifier specified"


@dataclass(eq=False)
class EmptyVpcLinkName(ApigwError):
    """
    A VPC link must have a name.
    """

    member: str
    key: str

    def __str__(self) -> str:
        return "Name cannot be empty"


@dataclass(eq=False)
class TargetArnsStay(ApigwError):
    """
    The targets of a VPC link cannot be changed.
    """

    op: str
    path: str | None

    def __str__(self) -> str:
        return "Target arns are not allowed to be changed/added."


@dataclass(eq=False)
class SeveralTargetArns(ApigwError):
    """
    A VPC link has one target.
    """

    target_arns: Sequence[str]

    def __str__(self) -> str:
        return "More than one target arn specified for vpc link."


@dataclass(eq=False)
class InvalidTargetArn(ApigwError):
    """
    The target of a VPC link is not an ARN.
    """

    target_arn: str

    def __str__(self) -> str:
        return f"Invalid ARN. ARN is not well formed {self.target_arn}"


@dataclass(eq=False)
class VpcLinkInUse(ApigwError):
    """
    Integrations of APIs that have a stage use the VPC link that is to be deleted.
    """

    vpc_link_id: str
    uses: Sequence[str]  # API, method, resource and stage, with colons between them

    def __str__(self) -> str:
        return (
            f"Cannot delete vpc link. Vpc link '{self.vpc_link_id}', is referenced in"
            f" [{', '.join(self.uses)}] in format of [RESTApiId:Method:Resource:Stage]."
        )


# --- Domain names ------------------------------------------------------


@dataclass(eq=False)
class InvalidPathInput(ApigwError):
    """
    A domain name has no such path, or the path does not take the op or the value.
    """

    path: str | None
    value: object = None

    def __str__(self) -> str:
        return f"{_shown(self.path)} Invalid request input"


@dataclass(eq=False)
class DomainNameNotFound(NotFoundError):
    """
    The account has no such domain name.
    """

    domain_name: str

    def __str__(self) -> str:
        return "Invalid domain name identifier specified"


@dataclass(eq=False)
class DomainNameExists(ApigwError):
    """
    The account has this domain name already.
    """

    domain_name: str

    def __str__(self) -> str:
        return "The domain name you provided already exists."


@dataclass(eq=False)
class CertificateOfOtherType(ApigwError):
    """
    A certificate is for an endpoint type that the domain name does not have.
    """

    endpoint_type: str
    active: str

    def __str__(self) -> str:
        return (
            f"Cannot import certificates for {self.endpoint_type} while {self.active}"
            " is active."
        )


@dataclass(eq=False)
class MutualTlsNeedsTls12(ApigwError):
    """
    Mutual TLS does not work with an older version of TLS.
    """

    security_policy: str | None

    def __str__(self) -> str:
        return "Mutual TLS authentication is only supported with TLS 1.2."


@dataclass(eq=False)
class MissingAccessMode(ApigwError):
    """
    The security policy needs an endpoint access mode.
    """

    security_policy: str

    def __str__(self) -> str:
        return "Endpoint access mode is required for the specified security policy"


# --- Base path mappings ------------------------------------------------


@dataclass(eq=False)
class BasePathMappingNotFound(NotFoundError):
    """
    The domain name has no mapping with this base path.
    """

    base_path: str

    def __str__(self) -> str:
        return "Invalid base path mapping identifier specified"


@dataclass(eq=False)
class BasePathExists(ConflictError):
    """
    The domain name has a mapping with this base path already.
    """

    base_path: str

    def __str__(self) -> str:
        return "Base path already exists for this domain name"


@dataclass(eq=False)
class SlashInBasePath(ApigwError):
    """
    A base path of API Gateway v1 has one level.
    """

    base_path: str

    def __str__(self) -> str:
        return (
            "API Gateway V1 doesn't support the slash character (/) in base path"
            " mappings. To create a multi-level base path mapping, use API Gateway V2."
        )


@dataclass(eq=False)
class InvalidBasePath(ApigwError):
    """
    The base path has characters that no base path may have.
    """

    base_path: str | None

    def __str__(self) -> str:
        return "Base path can only contain letters, numbers and one of $-_.+!*'()"


@dataclass(eq=False)
class UnknownMappedApi(ApigwError):
    """
    The account does not have the API that is mapped.
    """

    rest_api_id: str | None

    def __str__(self) -> str:
        return "Invalid REST API identifier specified"


@dataclass(eq=False)
class MixedApis(ApigwError):
    """
    The API is not a REST API, or the domain name is mapped to one that is not.
    """

    api_id: str

    def __str__(self) -> str:
        return (
            "Mixing of REST APIs and HTTP APIs on the same domain name can only be"
            " accomplished through API Gateway's V2 DomainName interface. Currently,"
            " WebSocket APIs can only be attached to a domain name with other WebSocket"
            " APIs. This must also occur through API Gateway's V2 DomainName interface."
        )


@dataclass(eq=False)
class UnknownMappedStage(ApigwError):
    """
    The API that is mapped does not have the stage.
    """

    stage: str

    def __str__(self) -> str:
        return "Invalid stage identifier specified"


@dataclass(eq=False)
class ApiMapped(ApigwError):
    """
    Base path mappings lead to the API that is to be deleted.
    """

    rest_api_id: str
    domain_names: Sequence[str]

    def __str__(self) -> str:
        return (
            f"Deleting RestApi {self.rest_api_id} failed. Please remove all base path"
            " mappings related to the RestApi in your domains:"
            f" {', '.join(self.domain_names)}"
        )


@dataclass(eq=False)
class StageMapped(ApigwError):
    """
    Base path mappings lead to the stage that is to be deleted.
    """

    stage_name: str
    domain_names: Sequence[str]

    def __str__(self) -> str:
        return (
            f"Deleting stage {self.stage_name} failed. Please remove all base path"
            " mappings related to the stage in your domains:"
            f" {', '.join(self.domain_names)}"
        )


# --- Usage plans and API keys --------------------------------------------


@dataclass(eq=False)
class ApiKeyNotFound(NotFoundError):
    """
    The account has no such API key.
    """

    key_id: str

    def __str__(self) -> str:
        return "Invalid API Key identifier specified"


@dataclass(eq=False)
class ApiKeyValueTaken(ConflictError):
    """
    Another API key of the account has this value.
    """

    value: str

    def __str__(self) -> str:
        return "API Key already exists"


@dataclass(eq=False)
class ApiKeyValueTooShort(ApigwError):
    """
    The value of an API key has too few characters.
    """

    value: str

    def __str__(self) -> str:
        return "API Key value should be at least 20 characters"


@dataclass(eq=False)
class ApiKeyValueTooLong(ApigwError):
    """
    The value of an API key has too many characters.
    """

    value: str

    def __str__(self) -> str:
        return "API Key value exceeds maximum size of 128 characters"


@dataclass(eq=False)
class ApiKeyNameTooLong(ApigwError):
    """
    The name of an API key has too many characters.
    """

    name: str

    def __str__(self) -> str:
        return "Invalid API Key name, can be at most 1024 characters."


@dataclass(eq=False)
class ApiKeyDescriptionTooLong(ApigwError):
    """
    The description of an API key has too many characters.
    """

    description: str

    def __str__(self) -> str:
        return "Invalid API Key description specified."


@dataclass(eq=False)
class InvalidStageKey(ApigwError):
    """
    The text is not an API and its stage, with a slash in between.
    """

    text: str | None

    def __str__(self) -> str:
        return "Invalid stage identifier specified"


@dataclass(eq=False)
class UsagePlanNotFound(NotFoundError):
    """
    The account has no such usage plan.
    """

    plan_id: str

    def __str__(self) -> str:
        return "Invalid Usage Plan ID specified"


@dataclass(eq=False)
class UsagePlanInUse(ApigwError):
    """
    A usage plan of a stage cannot be deleted.
    """

    plan_id: str
    api_id: str
    stage: str

    def __str__(self) -> str:
        return (
            f"Cannot delete Usage Plan {self.plan_id} because there are API Stages"
            f" associated with it, including {self.api_id}:{self.stage}"
        )


@dataclass(eq=False)
class EmptyUsagePlanName(ApigwError):
    """
    A usage plan has a name.
    """

    def __str__(self) -> str:
        return "Usage Plan name cannot be empty"


@dataclass(eq=False)
class InvalidApiStage(ApigwError):
    """
    The text is not an API and its stage, with a colon in between.
    """

    text: str | None

    def __str__(self) -> str:
        return "Invalid API Stage specified"


@dataclass(eq=False)
class UnnamedApiStage(ApigwError):
    """
    The API or the stage is left out. AWS does not fill its own sentence in.
    """

    api_id: str | None
    stage: str | None

    def __str__(self) -> str:
        return "Invalid API Stage {api: %s, stage: %s} specified for usageplan %s"


@dataclass(eq=False)
class ApiStageNotInPlan(NotFoundError):
    """
    The usage plan is not one of this stage.
    """

    api_id: str
    stage: str
    plan_id: str

    def __str__(self) -> str:
        return (
            f"Invalid API Stage {{api: {self.api_id}, stage: {self.stage}}} specified"
            f" for usageplan {self.plan_id}"
        )


@dataclass(eq=False)
class ApiStageNotFound(NotFoundError):
    """
    The account has no such API, or the API no such stage.
    """

    api_id: str
    stage: str

    def __str__(self) -> str:
        return f"API Stage not found: {self.api_id}:{self.stage}"


@dataclass(eq=False)
class HttpApiInUsagePlan(ApigwError):
    """
    HTTP APIs have no usage plans.
    """

    api_id: str

    def __str__(self) -> str:
        return "Usage plans are not allowed for HTTP Apis"


@dataclass(eq=False)
class InvalidThrottledMethod(ApigwError):
    """
    The key of a method's throttle is not a path and an HTTP method.
    """

    path: str
    method: str

    def __str__(self) -> str:
        method = f"{{resourcePath: {self.path},method: {self.method}}}"
        return f"Invalid method {method} specified"


@dataclass(eq=False)
class NoThrottleOfPlan(ApigwError):
    """
    Methods are throttled only where the usage plan itself is.
    """

    def __str__(self) -> str:
        return (
            "Can not define fine grain throttling if usage plan throttle is not"
            " defined."
        )


class NonNegativeError(ApigwError):
    """
    A limit of a usage plan or of a usage is not a number, or out of its bounds.
    """

    what: ClassVar[str]

    def __str__(self) -> str:
        return f"{self.what} must be a non-negative numeric"


@dataclass(eq=False)
class InvalidQuotaLimit(NonNegativeError):
    """
    A quota without a limit, or with one below 1. AWS's sentence is wrong about 0.
    """

    what = "Usage Plan quota limit"
    low: float
    high: float
    value: float | None


@dataclass(eq=False)
class InvalidQuotaOffset(NonNegativeError):
    """
    An offset of a quota that is not a number.
    """

    what = "Usage Plan quota offset"
    low: float
    high: float
    value: float | None


@dataclass(eq=False)
class InvalidPlanRate(NonNegativeError):
    """
    A rate that is not a number, or negative.
    """

    what = "Usage Plan throttle rate limit"
    low: float
    high: float
    value: float | None


@dataclass(eq=False)
class InvalidPlanBurst(NonNegativeError):
    """
    A burst that is not a number, or negative.
    """

    what = "Usage Plan throttle burst limit"
    low: float
    high: float
    value: float | None


@dataclass(eq=False)
class InvalidRemaining(NonNegativeError):
    """
    What remains of a quota is not a number, or negative.
    """

    what = "Usage quota remaining"
    low: float
    high: float
    value: float | None


@dataclass(eq=False)
class InvalidQuotaPeriod(ApigwError):
    """
    The quota of a usage plan has no period, or one that AWS does not know.
    """

    period: str | None

    def __str__(self) -> str:
        return (
            "Invalid Usage Plan quota period specified. Must be one of"
            " [DAY, WEEK, MONTH]"
        )


@dataclass(eq=False)
class QuotaOffsetOutOfRange(ApigwError):
    """
    The offset of a quota does not fit its period.
    """

    offset: int
    most: int
    period: str

    def __str__(self) -> str:
        return (
            f"Usage Plan quota offset must be between 0 and {self.most} inclusive in"
            f" the {self.period} period"
        )


@dataclass(eq=False)
class KeyNotInPlan(NotFoundError):
    """
    The usage plan does not have this API key.
    """

    key_id: str

    def __str__(self) -> str:
        return "Invalid Key identifier specified"


@dataclass(eq=False)
class UnsupportedKeyType(ApigwError):
    """
    A usage plan has API keys alone.
    """

    key_type: str

    def __str__(self) -> str:
        return f"Invalid key type specified: {self.key_type}"


@dataclass(eq=False)
class NoQuotaOfPlan(ApigwError):
    """
    Without a quota, nothing remains of it.
    """

    plan_id: str

    def __str__(self) -> str:
        return "Usage Plan does not have a quota"


@dataclass(eq=False)
class InvalidUsageDates(ApigwError):
    """
    The dates of a usage are not two days, in order and within a year.
    """

    start: str
    end: str

    def __str__(self) -> str:
        return "Invalid date range specified"
