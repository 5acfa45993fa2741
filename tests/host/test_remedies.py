"""
The remedies: each is given, and following it makes the call succeed.
"""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from apigw_mock import Backend, mock_apigw_updates, updates
from apigw_mock.apigateway.remedies import REMEDIES as REST
from apigw_mock.apigatewayv2 import (
    authorizer_refusals,
    domain_refusals,
    model_refusals,
    vpc_link_refusals,
)
from apigw_mock.apigatewayv2.remedies import REMEDIES as HTTP_WEBSOCKET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from apigw_mock.updates import Update

    Target = dict[str, Any]
    Make = Callable[[Backend], Target]

HEADER = "method.response.header."
PETS = {"DomainName": "pets.example"}
CERTIFIED: Any = {
    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/pets"
}
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
INVOKED = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FUNCTION}"
REQUEST = {
    "Name": "a",
    "AuthorizerType": "REQUEST",
    "AuthorizerUri": f"{INVOKED}/invocations",
}
VERSIONED = {**REQUEST, "AuthorizerPayloadFormatVersion": "2.0"}
JWT = {"Name": "a", "AuthorizerType": "JWT"}
MAPPED = {"ApiId": "{http}", "Stage": "dev"}
TOKEN = {"IdentitySource": ["$request.header.Authorization"]}
QUEUED = {"QueueUrl": "$request.body.q", "MessageBody": "b"}


@pytest.fixture
def backend(untouched: None) -> Iterator[Backend]:  # noqa: ARG001  # first up, last down
    with mock_apigw_updates() as backend:
        yield backend


class Case(NamedTuple):
    """
    A refused call and the advice that is given.

    Args:
        refusal: the class of the refusal.
        advice: the words before the colon.
        service: boto3's name of it.
        call: boto3's name of the operation.
        make: makes what the call needs, and returns its target.
        sent: the rest of the call's arguments.
    """

    refusal: str
    advice: str
    service: str
    call: str
    make: Make
    sent: dict[str, Any]


def rest(
    refusal: str, advice: str, call: str, make: Make, *operations: tuple[str, ...]
) -> Case:
    names = ("op", "path", "value", "from")
    sent = [dict(zip(names, one, strict=False)) for one in operations]
    given = {"patchOperations": sent}
    return Case(refusal, advice, "apigateway", call, make, given)


def put(refusal: str, advice: str, call: str, make: Make, **sent: Any) -> Case:
    return Case(refusal, advice, "apigateway", call, make, sent)


def v2(refusal: str, advice: str, call: str, make: Make, **sent: Any) -> Case:
    return Case(refusal, advice, "apigatewayv2", call, make, sent)


def response(backend: Backend) -> Target:
    return dict(backend.integration_response(headers=["Vary"]))


def undeclared(backend: Backend) -> Target:
    return dict(backend.integration_response())


def without_method_response(backend: Backend) -> Target:
    target = dict(backend.integration_response())
    backend.apigateway.delete_method_response(**target)
    return target


def mock(backend: Backend) -> Target:
    return dict(backend.integration())


def http(backend: Backend) -> Target:
    return dict(backend.integration(type="HTTP"))


def declaring(backend: Backend) -> Target:
    """
    Return an integration whose method declares the path parameter ``pet``.
    """
    method = {"requestParameters": {"method.request.path.pet": True}}
    return dict(backend.integration(type="HTTP", method=method))


def method_of(backend: Backend) -> Target:
    return dict(backend.integration())


def new_method(backend: Backend) -> Target:
    target = dict(backend.integration())
    return {**target, "httpMethod": "POST"}


def stage(backend: Backend) -> Target:
    return dict(backend.stage())


def api(backend: Backend) -> Target:
    return dict(backend.rest_api())


def gateway_response(backend: Backend) -> Target:
    return {**backend.rest_api(), "responseType": "DEFAULT_4XX"}


def validator(backend: Backend) -> Target:
    target = backend.rest_api()
    made = backend.apigateway.create_request_validator(**target, name="all")
    return {**target, "requestValidatorId": made["id"]}


def domain(backend: Backend) -> Target:
    return {"domainName": backend.domain_name()["domainName"]}


def plan(backend: Backend) -> Target:
    quota: Any = {"limit": 5, "period": "DAY"}
    return dict(backend.usage_plan(quota=quota))


def http_api(backend: Backend) -> Target:
    return dict(backend.http_api())


def http_integration(backend: Backend) -> Target:
    return dict(backend.http_api_integration())


def websocket_integration(backend: Backend) -> Target:
    return dict(backend.websocket_integration(IntegrationType="HTTP"))


def websocket_response(backend: Backend) -> Target:
    target = websocket_integration(backend)
    made = backend.apigatewayv2.create_integration_response(
        **target, IntegrationResponseKey="$default"
    )
    return {**target, "IntegrationResponseId": made["IntegrationResponseId"]}


def with_subtype(backend: Backend) -> Target:
    target = backend.http_api_integration(
        IntegrationSubtype="SQS-SendMessage",
        RequestParameters=QUEUED,
    )
    return dict(target)


def route(backend: Backend) -> Target:
    return dict(backend.http_route())


def http_stage(backend: Backend) -> Target:
    return dict(backend.http_stage())


def with_left_settings(backend: Backend) -> Target:
    """
    Return a stage that has the settings of a route that is deleted.
    """
    target, client = dict(backend.http_stage()), backend.apigatewayv2
    api: Any = {"ApiId": target["ApiId"]}
    made = client.create_route(**api, RouteKey="GET /cats")
    settings: Any = {"GET /cats": {"ThrottlingBurstLimit": 1}}
    client.update_stage(**target, RouteSettings=settings)
    client.delete_route(**api, RouteId=made["RouteId"])
    return target


def websocket_api(backend: Backend) -> Target:
    return dict(backend.websocket_api())


def no_target(_: Backend) -> Target:
    return {}


def v2_domain(backend: Backend) -> Target:
    backend.apigatewayv2.create_domain_name(
        **PETS, DomainNameConfigurations=[CERTIFIED]
    )
    return dict(PETS)


def old_domain(backend: Backend) -> Target:
    """
    Return a domain name with TLS 1.0, which only API Gateway v1 makes.
    """
    backend.apigateway.create_domain_name(
        domainName="pets.example",
        regionalCertificateArn=CERTIFIED["CertificateArn"],
        endpointConfiguration={"types": ["REGIONAL"]},
        securityPolicy="TLS_1_0",
    )
    return dict(PETS)


def on_context(backend: Backend) -> Target:
    """
    Return an authorizer whose identity source is not of the request.
    """
    api: Any = backend.http_api()
    made = backend.apigatewayv2.create_authorizer(
        **api, **VERSIONED, IdentitySource=["$context.stage"]
    )
    return {**api, "AuthorizerId": made["AuthorizerId"]}


def mapped_rest(backend: Backend) -> Target:
    """
    Return a domain name and a REST API without a stage.
    """
    return {**v2_domain(backend), "ApiId": backend.rest_api()["restApiId"]}


def auto_deployed(backend: Backend) -> Target:
    target = dict(backend.http_stage(AutoDeploy=True))
    backend.apigatewayv2.create_route(
        ApiId=target["ApiId"], RouteKey="$default", Target=_target(backend, target)
    )
    return target


def _target(backend: Backend, target: Target) -> str:
    made = backend.apigatewayv2.create_integration(
        ApiId=target["ApiId"],
        IntegrationType="HTTP_PROXY",
        IntegrationMethod="ANY",
        IntegrationUri="https://pets.example",
        PayloadFormatVersion="1.0",
    )
    return f"integrations/{made['IntegrationId']}"


RESPONSE, INTEGRATION = "update_integration_response", "update_integration"
VARY, PARAMETERS = f"/responseParameters/{HEADER}Vary", "/requestParameters/"
SLASH, PATH, WORD = 'a "/" in a name is written ~1', "the path is", "the word is"
QUOTES, OP = "a static value stands in single quotes", "the path takes"
TO_HEADER = f"{PARAMETERS}integration.request.header.x"
TO_PATH = f"{PARAMETERS}integration.request.path.pet"
STRATEGY = "/*/*/caching/unauthorizedCacheControlHeaderStrategy"
ABSENT = "it is not there yet"
DECLARE = "declare it in the method"
AUTHORIZER, CREATE_DOMAIN = "create_authorizer", "create_domain_name"
MAPPING, SOURCE, KEY = "create_api_mapping", "the source is", "the key is"

CASES = [
    # --- paths ---
    rest("InvalidPatchPath", SLASH, RESPONSE, response,
         ("add", "/responseTemplates/application/json", "{}")),
    rest("InvalidPatchPath", SLASH, RESPONSE, response,
         ("add", "/responseTemplate/application/json", "{}")),
    rest("InvalidPatchPath", PATH, RESPONSE, response,
         ("add", "/responseTemplate/application~1json", "{}")),
    rest("InvalidPatchPath", PATH, RESPONSE, response,
         ("replace", "/contentHandling", ""), ("replace", "/SelectionPattern", "5..")),
    rest("InvalidPatchPath", f"{OP} replace", RESPONSE, response,
         ("add", "/selectionPattern", "4..")),
    rest("InvalidPatchPath", "an empty value clears it", INTEGRATION, http,
         ("remove", "/contentHandling")),
    rest("UnsupportedPatchOp", f"{OP} replace", "update_method", method_of,
         ("add", "/apiKeyRequired", "true")),
    rest("InvalidPatchPath", f"{OP} replace", "update_gateway_response",
         gateway_response, ("add", "/statusCode", "404")),
    rest("PatchPathNotListed", PATH, "update_request_validator", validator,
         ("replace", "/validateRequestBoddy", "true")),
    rest("InvalidPathInput", PATH, "update_domain_name", domain,
         ("replace", "/SecurityPolicy", "TLS_1_2")),
    rest("InvalidStagePath", PATH, "update_stage", stage,
         ("replace", "description", "x")),
    rest("InvalidStagePath", PATH, "update_stage", stage,
         ("replace", "/*/*/logging/logLevel", "INFO")),
    rest("InvalidStagePath", SLASH, "update_stage", stage,
         ("replace", "/pets/dogs/GET/caching/enabled", "true")),
    rest("InvalidStageAdd", f"{OP} replace", "update_stage", stage,
         ("add", "/variables/a", "b")),
    rest("InvalidAccessLogPath", PATH, "update_stage", stage,
         ("replace", "/accessLogSettings/Format", "$context.requestId")),
    rest("CannotRemoveSetting", "an empty value clears it", "update_stage", stage,
         ("remove", "/description")),
    # --- what is not there ---
    rest("ParameterNotFound", ABSENT, RESPONSE, response, ("replace", VARY, "'x'")),
    rest("ContentTypeNotFound", ABSENT, RESPONSE, response,
         ("replace", "/responseTemplates/a~1b", "{}")),
    rest("MediaTypeNotFound", ABSENT, "update_rest_api", api,
         ("replace", "/binaryMediaTypes/a~1b", "a/b")),
    # --- words ---
    rest("InvalidInput", WORD, RESPONSE, response,
         ("add", VARY, "'a'"), ("Replace", "/selectionPattern", "4..")),
    put("InvalidInput", WORD, "put_integration", mock, type="mock"),
    rest("InvalidEnumValue", WORD, RESPONSE, response,
         ("replace", "/contentHandling", "convert-to-text")),
    rest("InvalidEnumValue", WORD, "update_method", method_of,
         ("replace", "/authorizationType", "iam")),
    rest("InvalidHttpMethod", WORD, INTEGRATION, http,
         ("replace", "/httpMethod", "get")),
    put("InvalidHttpMethod", WORD, "put_integration", mock,
        type="HTTP", integrationHttpMethod="post", uri="https://pets.example"),
    rest("InvalidEndpointType", WORD, "update_rest_api", api,
         ("replace", "/endpointConfiguration/types/EDGE", "regional")),
    rest("InvalidIpAddressType", WORD, "update_rest_api", api,
         ("replace", "/endpointConfiguration/ipAddressType", "dual-stack")),
    rest("InvalidSecurityPolicy", WORD, "update_rest_api", api,
         ("replace", "/securityPolicy", "tls-1-2")),
    rest("InvalidLogLevel", WORD, "update_stage", stage,
         ("replace", "/*/*/logging/loglevel", "ERRORS")),
    rest("InvalidHeaderStrategy", WORD, "update_stage", stage,
         ("replace", STRATEGY, "fail-with-403")),
    rest("InvalidCacheSize", WORD, "update_stage", stage,
         ("replace", "/cacheClusterSize", "13.50")),
    rest("InvalidQuotaPeriod", WORD, "update_usage_plan", plan,
         ("replace", "/quota/period", "week")),
    # --- mappings ---
    rest("InvalidMappings", QUOTES, RESPONSE, response, ("add", VARY, "Origin")),
    rest("InvalidMappings", QUOTES, RESPONSE, response,
         ("add", "/responseTemplates/a~1b", "{}"), ("add", VARY, '"Origin"')),
    rest("InvalidMappings", "it has no $", RESPONSE, response,
         ("add", VARY, "$context.requestId")),
    rest("InvalidMappings", "a header is named in full", RESPONSE, response,
         ("add", "/responseParameters/Vary", "'Origin'")),
    rest("InvalidMappings", f"{DECLARE} response first", RESPONSE, undeclared,
         ("add", VARY, "'Origin'")),
    rest("InvalidMappings", "make the method response first", RESPONSE,
         without_method_response, ("add", VARY, "'Origin'")),
    rest("InvalidMappings", f"{DECLARE} first", INTEGRATION, http,
         ("add", TO_HEADER, "method.request.header.x")),
    rest("InvalidMappings", f"{DECLARE} first", INTEGRATION, http,
         ("add", TO_HEADER, "method.request.multivalueheader.x")),
    rest("InvalidMappings", "encode the value", INTEGRATION, http,
         ("add", TO_PATH, "'a b/ü'")),
    put("InvalidMappings", QUOTES, "put_integration_response", response,
        responseParameters={f"{HEADER}Vary": "Origin"}),
    rest("InvalidCacheKey", f"{DECLARE} first", INTEGRATION, http,
         ("add", "/cacheKeyParameters/method.request.path.pet", "")),
    rest("LogFormatWithoutId", "with the request's id", "update_stage", stage,
         ("replace", "/accessLogSettings/format", "$context.status")),
    # --- HTTP and WebSocket APIs ---
    v2("InvalidSettingWord", WORD, INTEGRATION, http_integration,
       IntegrationMethod="get"),
    v2("UnsupportedPayloadVersion", "the version is", INTEGRATION, http_integration,
       PayloadFormatVersion="2"),
    v2("UnsupportedSubtype", "the subtype is", INTEGRATION, with_subtype,
       IntegrationSubtype="sqs-sendmessage", RequestParameters=QUEUED),
    v2("UnknownSubtypeParameter", "the parameter is", INTEGRATION, with_subtype,
       IntegrationSubtype="SQS-SendMessage",
       RequestParameters={"queueUrl": "$request.body.q", "MessageBody": "b"}),
    v2("UnsupportedCorsMethod", "write it GET", "update_api", http_api,
       CorsConfiguration={"AllowMethods": ["GETT", "PUT"]}),
    v2("InvalidOrigin", "write it https://pets.example", "update_api", http_api,
       CorsConfiguration={"AllowOrigins": ["pets.example"]}),
    v2("InvalidOrigin", "write it http://pets.example", "update_api", http_api,
       CorsConfiguration={"AllowOrigins": ["http://pets.example/"]}),
    v2("MissingPayloadVersion", "send one as well", "create_integration", http_api,
       IntegrationType="AWS_PROXY",
       IntegrationUri="arn:aws:lambda:us-east-1:123456789012:function:f"),
    v2("MissingPayloadVersion", "send one as well", "create_integration", http_api,
       IntegrationType="HTTP_PROXY", IntegrationMethod="GET",
       IntegrationUri="https://pets.example"),
    v2("MissingIntegrationMethod", "send one as well", "create_integration", http_api,
       IntegrationType="HTTP_PROXY", PayloadFormatVersion="1.0",
       IntegrationUri="https://pets.example"),
    v2("CredentialsFromAnywhere", "name the origins, or send", "update_api", http_api,
       CorsConfiguration={"AllowOrigins": ["*"], "AllowCredentials": True}),
    v2("DeploymentOfAutoDeploy", "switch AutoDeploy off with it", "update_stage",
       auto_deployed, DeploymentId="{deployment}"),
    v2("UnknownRouteOfSettings", "create the route first", "update_stage", http_stage,
       RouteSettings={"GET /cats": {"ThrottlingBurstLimit": 1}}),
    v2("UnknownRouteOfSettings", "delete what is left of a route that is gone",
       "update_stage", with_left_settings, RouteSettings={}),
    v2("LogFormatWithoutRequestId", "with the request's id", "update_stage", http_stage,
       AccessLogSettings={
           "Format": "$context.status",
           "DestinationArn": "arn:aws:logs:us-east-1:123456789012:log-group:a"}),
    v2("InvalidHttpRouteKey", "the key is", "update_route", route,
       RouteKey="get pets/"),
    v2("InvalidHttpRouteKey", "the key is", "update_route", route, RouteKey="/pets"),
    v2("MalformedTarget", "the target is", "update_route", route,
       Target="{integration}"),
    v2("InvalidRequestDestination", "name an action", INTEGRATION, http_integration,
       RequestParameters={"integration.request.header.x": "$request.header.y"}),
    v2("InvalidResponseDestination", "name an action", INTEGRATION, http_integration,
       ResponseParameters={"200": {"header.x": "a"}}),
    v2("InvalidMappingSource", "the source is", INTEGRATION, http_integration,
       RequestParameters={"append:header.x": "$method.request.header.y"}),
    v2("InvalidMappingSource", "a removal has the value ''", INTEGRATION,
       http_integration, RequestParameters={"remove:header.x": "x"}),
    v2("InvalidMappingExpression", QUOTES, INTEGRATION, websocket_integration,
       RequestParameters={"integration.request.header.x": "static"}),
    v2("InvalidMappingExpression", QUOTES, RESPONSE, websocket_response,
       ResponseParameters={"method.response.header.x": "static"}),
    # --- their authorizers ---
    v2("NoInvocationUri", "the URI is", AUTHORIZER, http_api,
       **{**VERSIONED, "AuthorizerUri": FUNCTION}, **TOKEN),
    v2("MissingAuthorizerVersion", "send 2.0 as well", AUTHORIZER, http_api,
       **REQUEST, **TOKEN),
    v2("SimpleResponsesNotForVersion", "send 2.0 as well", AUTHORIZER, http_api,
       **{**VERSIONED, "AuthorizerPayloadFormatVersion": "1.0"},
       **TOKEN, EnableSimpleResponses=True),
    v2("CacheWithoutIdentitySource", "name a source, or keep no results", AUTHORIZER,
       http_api, **VERSIONED, IdentitySource=[], AuthorizerResultTtlInSeconds=60),
    v2("InvalidHttpIdentitySource", SOURCE, AUTHORIZER, http_api, **VERSIONED,
       IdentitySource=["method.request.header.a", "$context.stage",
                       "stageVariables.b"]),
    v2("InvalidHttpIdentitySource", SOURCE, AUTHORIZER, http_api, **JWT,
       IdentitySource=["route.request.header.a"],
       JwtConfiguration={"Audience": ["a"], "Issuer": "https://pets.example"}),
    v2("InvalidWebsocketIdentitySource", SOURCE, AUTHORIZER, websocket_api, **REQUEST,
       IdentitySource=["$request.header.a, route.request.querystring.b",
                       "$stageVariables.c"]),
    v2("InvalidIssuer", "write it https://pets.example/a", AUTHORIZER, http_api, **JWT,
       **TOKEN, JwtConfiguration={"Audience": ["a"], "Issuer": "pets.example/a"}),
    v2("InvalidIssuer", "write it https://pets.example", AUTHORIZER, http_api, **JWT,
       **TOKEN, JwtConfiguration={"Audience": ["a"], "Issuer": "http://pets.example"}),
    # --- their models ---
    v2("UnlikelyModelName", "without other characters", "create_model", websocket_api,
       Name="pet-model", Schema="{}"),
    # --- their domain names ---
    v2("InvalidSettingWord", WORD, CREATE_DOMAIN, no_target, **PETS,
       DomainNameConfigurations=[{**CERTIFIED, "SecurityPolicy": "TLS-1-2"}]),
    v2("SecurityPolicyNotSupported", "v2 has only TLS 1.2", CREATE_DOMAIN, no_target,
       **PETS,
       DomainNameConfigurations=[{**CERTIFIED, "SecurityPolicy": "TLS_1_0"}]),
    v2("EndpointTypeNotSupported", "v2 has only regional ones", CREATE_DOMAIN,
       no_target, **PETS,
       DomainNameConfigurations=[{**CERTIFIED, "EndpointType": "EDGE"}]),
    v2("NotOnTls12", "upgrade it by API Gateway v1 first", "update_domain_name",
       old_domain, DomainNameConfigurations=[CERTIFIED]),
    v2("InvalidTruststoreUri", "the URI is", "update_domain_name", v2_domain,
       DomainNameConfigurations=[CERTIFIED],
       MutualTlsAuthentication={"TruststoreUri": "arn:aws:s3:::pets/a.pem"}),
    v2("InvalidTruststoreUri", "the URI is", "update_domain_name", v2_domain,
       DomainNameConfigurations=[CERTIFIED],
       MutualTlsAuthentication={"TruststoreUri": "pets/a.pem",
                                "TruststoreVersion": "1"}),
    v2("SlashAtEnd", KEY, MAPPING, v2_domain, **MAPPED, ApiMappingKey="a/b/"),
    v2("SlashAtEnd", KEY, MAPPING, v2_domain, **MAPPED, ApiMappingKey="/"),
    v2("StraySlash", KEY, MAPPING, v2_domain, **MAPPED, ApiMappingKey="/a//b"),
    v2("UnknownStageOfMapping", "create the stage first", MAPPING, v2_domain,
       **{**MAPPED, "Stage": "test"}),
]  # fmt: skip


def name_of(case: Case) -> str:
    return f"{case.refusal}, {case.advice}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_following_the_remedy_makes_the_call_succeed(
    case: Case, backend: Backend, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "apigw_mock.host.answer")
    client: Any = getattr(backend, case.service)
    target = case.make(backend)
    arguments = {**target, **_filled(case.sent, client, target)}
    with pytest.raises(ClientError):
        getattr(client, case.call)(**arguments)
    (record,) = caplog.records
    refused = newest()
    assert type(record.args[0]).__name__ == case.refusal  # type: ignore[index]
    assert refused.refusal
    words, _, advice = refused.refusal.remedy.partition(": ")
    assert words == case.advice

    follow(advice, client, refused)


def _filled(sent: dict[str, Any], client: Any, target: Target) -> dict[str, Any]:
    """
    Return what is sent, with the identifiers of what it names.
    """
    api = {"ApiId": target["ApiId"]} if "ApiId" in target else {}
    if sent.get("DeploymentId") == "{deployment}":
        return {"DeploymentId": client.create_deployment(**api)["DeploymentId"]}
    if sent.get("Target") == "{integration}":
        (made,) = client.get_integrations(**api)["Items"]
        return {"Target": made["IntegrationId"]}
    return {**sent, **_mapped(sent, client)}


def _mapped(sent: dict[str, Any], client: Any) -> dict[str, str]:
    """
    Return the identifier of a new API with the stage ``dev``, if a mapping is sent.
    """
    protocol = str(sent.get("ApiId", "")).strip("{}").upper()
    if not protocol:
        return {}
    expression: Any = {"RouteSelectionExpression": "$request.body.action"}
    more = expression if protocol == "WEBSOCKET" else {}
    api = client.create_api(Name="a", ProtocolType=protocol, **more)["ApiId"]
    client.create_stage(ApiId=api, StageName="dev")
    return {"ApiId": api}


def newest() -> Update:
    """
    Return the newest call in the journal.
    """
    *_, (_, call) = updates._journal  # noqa: SLF001  # has calls that no log has
    return call


def follow(advice: str, client: Any, refused: Update) -> None:
    """
    Make the refused call again as a remedy says.
    """
    again = getattr(client, xform_name(refused.operation))
    request = dict(refused.request)
    if advice.startswith("{"):
        assert refused.refusal
        (place,) = refused.refusal.parts
        request["patchOperations"] = list(request["patchOperations"])
        request["patchOperations"][place] = json.loads(advice)
    elif advice.startswith("boto3."):
        eval(advice, {"boto3": boto3.Session(region_name="us-east-1")})
    elif re.match(r"\w+\(", advice):
        eval(f"client.{advice}", {"client": client})
    else:
        request |= eval(f"dict({advice})")
    again(**refused.target, **request)


JWT_OF = {"Audience": ["a"], "Issuer": "https://pets.example"}
LONG, DEEP = f"/{'a' * 600}", "/a" * 13
LISTED = "the paths that take add: /responseParameters/{name}, "
NONE = [
    rest("InvalidPatchPath", "", RESPONSE, response, ("add", LONG, "a")),
    rest("InvalidPatchPath", LISTED, RESPONSE, response, ("add", DEEP, "a")),
    rest("InvalidPatchPath", LISTED, RESPONSE, response, ("add", "/nowhere", "a")),
    rest("InvalidPatchPath", "", RESPONSE, response, ("test", "/nowhere", "a")),
    rest("InvalidPatchPath", "", RESPONSE, response,
         ("copy", "/contentHandling", "a", "/selectionPattern")),
    rest("InvalidPatchPath", "", RESPONSE, response, ("remove", "/selectionPattern")),
    rest("PatchPathNotListed", "", "update_request_validator", validator,
         ("replace", "/nowhere", "true")),
    rest("InvalidStagePath", "", "update_stage", stage,
         ("replace", "/pets/GETT/cachin/enabled", "true")),
    rest("ParameterNotFound", "", RESPONSE, response, ("remove", VARY)),
    rest("InvalidInput", "", RESPONSE, response, ("frobnicate", VARY)),
    put("InvalidInput", "", "put_integration", mock, type="WEBSOCKET"),
    rest("InvalidEnumValue", "", RESPONSE, response,
         ("replace", "/contentHandling", "x")),
    rest("InvalidMappings", "", RESPONSE, response, ("add", VARY, "$contexts")),
    rest("InvalidMappings", "", RESPONSE, response,
         ("add", VARY, "integration.response.headers.X")),
    rest("InvalidMappings", "", RESPONSE, response,
         ("add", "/responseParameters/response.header.Vary", "'x'")),
    rest("InvalidMappings", "", "update_method", method_of,
         ("add", "/requestParameters/method.request.header.ä", "true")),
    put("InvalidMappings", "", "put_integration_response", response,
        responseParameters={"Vary": "'Origin'"}),
    rest("InvalidCacheKey", "", INTEGRATION, http,
         ("add", "/cacheKeyParameters/pet", "")),
    v2("InvalidSettingWord", "", INTEGRATION, http_integration,
       IntegrationMethod="FETCH"),
    v2("UnsupportedPayloadVersion", "", INTEGRATION, http_integration,
       PayloadFormatVersion="3"),
    v2("UnsupportedSubtype", "", INTEGRATION, with_subtype,
       IntegrationSubtype="Pets-Feed", RequestParameters=QUEUED),
    v2("UnknownSubtypeParameter", "", INTEGRATION, with_subtype,
       IntegrationSubtype="SQS-SendMessage", RequestParameters={**QUEUED, "Cat": "a"}),
    v2("UnsupportedCorsMethod", "", "update_api", http_api,
       CorsConfiguration={"AllowMethods": ["FEED"]}),
    v2("InvalidOrigin", "", "update_api", http_api,
       CorsConfiguration={"AllowOrigins": ["pets example"]}),
    v2("InvalidHttpRouteKey", "", "update_route", route, RouteKey="FEED /pets"),
    v2("InvalidHttpRouteKey", "", "update_route", route, RouteKey=" "),
    v2("MalformedTarget", "", "update_route", route, Target="a:b"),
    v2("InvalidRequestDestination", "", INTEGRATION, http_integration,
       RequestParameters={"pets": "$request.header.y"}),
    v2("InvalidResponseDestination", "", INTEGRATION, http_integration,
       ResponseParameters={"200": {"pets": "a"}}),
    v2("InvalidMappingSource", "", INTEGRATION, http_integration,
       RequestParameters={"append:header.x": "$pets.y"}),
    v2("InvalidMappingSource", "", INTEGRATION, http_integration,
       ResponseParameters={"200": {"append:header.x": "$pets.y"}}),
    v2("InvalidMappingExpression", "", INTEGRATION, websocket_integration,
       RequestParameters={"integration.request.header.x": "route.request.headers.x"}),
    v2("InvalidMappingExpression", "", INTEGRATION, websocket_integration,
       RequestParameters={"x": "'static'"}),
    v2("UnknownRouteOfSettings", "", "delete_route_settings", http_stage,
       RouteKey="GET /cats"),
    v2("NoInvocationUri", "", AUTHORIZER, http_api,
       **{**VERSIONED, "AuthorizerUri": "https://pets.example"}, **TOKEN),
    v2("NoInvocationUri", "", AUTHORIZER, http_api,
       **{**VERSIONED, "AuthorizerUri": FUNCTION.replace("us-east-1", "mars")},
       **TOKEN),
    v2("InvalidHttpIdentitySource", "", AUTHORIZER, http_api, **VERSIONED,
       IdentitySource=["Authorization"]),
    v2("InvalidHttpIdentitySource", "", AUTHORIZER, http_api, **JWT,
       IdentitySource=["$context.stage"], JwtConfiguration=JWT_OF),
    v2("InvalidHttpIdentitySource", "", "update_authorizer", on_context,
       AuthorizerType="JWT", JwtConfiguration=JWT_OF),
    v2("InvalidWebsocketIdentitySource", "", AUTHORIZER, websocket_api, **REQUEST,
       IdentitySource=["Authorization"]),
    v2("InvalidIssuer", "", AUTHORIZER, http_api, **JWT, **TOKEN,
       JwtConfiguration={"Audience": ["a"], "Issuer": "ftp://pets.example"}),
    v2("InvalidIssuer", "", AUTHORIZER, http_api, **JWT, **TOKEN,
       JwtConfiguration={"Audience": ["a"]}),
    v2("UnlikelyModelName", "", "create_model", websocket_api, Name="-", Schema="{}"),
    v2("InvalidSettingWord", "", CREATE_DOMAIN, no_target, **PETS,
       DomainNameConfigurations=[{**CERTIFIED, "SecurityPolicy": "SSL"}]),
    v2("InvalidTruststoreUri", "", CREATE_DOMAIN, no_target, **PETS,
       DomainNameConfigurations=[CERTIFIED],
       MutualTlsAuthentication={"TruststoreUri": "https://pets.example/a"}),
    v2("StraySlash", "", MAPPING, v2_domain, **MAPPED, ApiMappingKey="/a b"),
    v2("StraySlash", "", MAPPING, v2_domain, **{**MAPPED, "ApiId": "{websocket}"},
       ApiMappingKey="/a/b"),
    v2("UnknownStageOfMapping", "", MAPPING, v2_domain,
       **{**MAPPED, "Stage": "a.b"}),
    v2("UnknownStageOfMapping", "", MAPPING, mapped_rest, Stage="dev"),
]  # fmt: skip


@pytest.mark.parametrize("case", NONE, ids=name_of)
def test_where_no_remedy_is_plain_none_is_given(
    case: Case, backend: Backend, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "apigw_mock.host.answer")
    client: Any = getattr(backend, case.service)
    target = case.make(backend)
    with pytest.raises(ClientError):
        getattr(client, case.call)(**target, **_filled(case.sent, client, target))

    (record,) = caplog.records
    refusal = newest().refusal
    assert type(record.args[0]).__name__ == case.refusal  # type: ignore[index]
    assert refusal
    assert refusal.remedy.startswith(case.advice)
    assert bool(refusal.remedy) is bool(case.advice)


def test_every_remedy_helps_in_a_case() -> None:
    every = {
        kind.__name__ for remedy in (*REST, *HTTP_WEBSOCKET) for kind in remedy.refusals
    }

    assert {case.refusal for case in CASES} == every


# Refusals of authorizers, domain names, models and VPC links of v2 whose remedy depends
# on what the user wants, or on what only they know.
NONE_IS_PLAIN = {
    "AccessModeBesideMutualTls",
    "ApiMappingKeyTaken",
    "ApiMappingKeyTooLong",
    "AuthorizerNotForProtocol",
    "AuthorizerTtlOutOfRange",
    "DomainNameTaken",
    "DuplicateAuthorizerName",
    "DuplicateModelName",
    "InvalidApiMappingKey",
    "InvalidAuthorizerRole",
    "MappedStage",
    "MissingAudience",
    "MissingAuthorizerUri",
    "MissingJwtConfiguration",
    "MissingSchema",
    "MissingSubnets",
    "MixedProtocols",
    "ModelsNotForProtocol",
    "NotOneConfiguration",
    "NotOneIdentitySource",
    "NotRegional",
    "ReferencedAuthorizer",
    "ReferencedVpcLink",
    "SettingNotForAuthorizer",
    "SettingNotForProtocol",
    "TooManyAudiences",
    "TooManyAuthorizers",
    "TooManyDomainNames",
    "TooManyVpcLinks",
    "UnderscoreInDomainName",
    "UnknownApiMapping",
    "UnknownApiOfMapping",
    "UnknownAuthorizer",
    "UnknownDomainName",
    "UnknownModel",
    "UnknownVpcLink",
    "VersionWithoutTruststore",
}


@pytest.mark.parametrize(
    "module",
    [authorizer_refusals, domain_refusals, model_refusals, vpc_link_refusals],
    ids=lambda module: module.__name__.rpartition(".")[2],
)
def test_a_refusal_has_a_remedy_or_none_is_plain(module: ModuleType) -> None:
    own = {
        name
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__
    }
    helped = {case.refusal for case in CASES}

    assert own <= helped | NONE_IS_PLAIN
    assert not helped & NONE_IS_PLAIN
