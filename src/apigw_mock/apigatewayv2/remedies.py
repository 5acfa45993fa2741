"""
Remedies for refused calls on HTTP and WebSocket APIs, by the refusals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2 import (
    api_refusals,
    authorizer_refusals,
    domain_refusals,
    model_refusals,
    refusals,
)
from apigw_mock.apigatewayv2.kinds import REST, on_websocket
from apigw_mock.apigatewayv2.mapping import destinations, expressions
from apigw_mock.apigatewayv2.rules import api_mapping, authorizer, domain_name
from apigw_mock.apigatewayv2.rules.api import METHODS, is_origin
from apigw_mock.apigatewayv2.rules.route_key import is_http_route_key
from apigw_mock.apigatewayv2.rules.uri import FUNCTION
from apigw_mock.apigatewayv2.subtypes import SUBTYPES
from apigw_mock.remedy import Remedy, as_call, as_settings, right_word

if TYPE_CHECKING:
    from apigw_mock.remedy import Refused

# A key or source as REST APIs write it, before the part and its name.
_AS_IN_REST = re.compile(r"\$?(?:(?:integration|method)\.)?(?:request|response)\.")
_ID = re.compile(r"(?:[a-z]+/)?([A-Za-z0-9]+)")
# The beginning of an identity source, in the words of any kind of API.
_OF_REQUEST = re.compile(r"\$?(?:(?:method|route)\.)?(?=request\.)|\$")
_OF_S3 = re.compile(r"arn:[\w-]+:s3:::")
_STAGE = re.compile(r"[\w-]+|\$default", re.ASCII)
_NOT_IN_NAMES = re.compile(r"[^a-zA-Z0-9]+")


# --- Words -------------------------------------------------------------------------


def word_of_list(error: refusals.InvalidSettingWord, refused: Refused) -> str:
    word, words = right_word(error.value, error.allowed), "the word is"
    if word and refused.request.get(error.setting) == error.value:
        return f"{words}: {as_settings(**{error.setting: word})}"
    configurations = refused.request.get("DomainNameConfigurations", ())
    if word and any(one.get(error.setting) == error.value for one in configurations):
        return _configured(words, refused, **{error.setting: word})
    return ""


def payload_version(error: refusals.UnsupportedPayloadVersion, refused: Refused) -> str:
    version = f"{error.version}.0"
    if version not in {"1.0", "2.0"} or "PayloadFormatVersion" not in refused.request:
        return ""
    return f"the version is: {as_settings(PayloadFormatVersion=version)}"


def subtype(error: refusals.UnsupportedSubtype, _: Refused) -> str:
    word = right_word(error.subtype, SUBTYPES)
    return f"the subtype is: {as_settings(IntegrationSubtype=word)}" if word else ""


def subtype_parameter(error: refusals.UnknownSubtypeParameter, refused: Refused) -> str:
    name = right_word(error.name, SUBTYPES[error.subtype].parameters)
    return _mapped("the parameter is", refused, error.name, name) if name else ""


def cors_method(error: api_refusals.UnsupportedCorsMethod, refused: Refused) -> str:
    word = right_word(error.method, METHODS)
    return _in_cors("AllowMethods", error.method, word, refused)


def cors_origin(error: api_refusals.InvalidOrigin, refused: Refused) -> str:
    origin = error.origin.rstrip("/")
    origin = origin if "://" in origin else f"https://{origin}"
    right = origin if is_origin(origin) else ""
    return _in_cors("AllowOrigins", error.origin, right, refused)


def _in_cors(name: str, sent: str, right: str, refused: Refused) -> str:
    """
    Return the CORS configuration with one item of a list as it should be.
    """
    cors = refused.request["CorsConfiguration"]
    items = [right if item == sent else item for item in cors[name]]
    if not right:
        return ""
    return f"write it {right}: {as_settings(CorsConfiguration={**cors, name: items})}"


# --- What is missing ---------------------------------------------------------------


def payload_version_of_type(error: refusals.MissingPayloadVersion, _: Refused) -> str:
    version = "2.0" if error.integration_type == "AWS_PROXY" else "1.0"
    return f"send one as well: {as_settings(PayloadFormatVersion=version)}"


def method_of_type(error: refusals.MissingIntegrationMethod, _: Refused) -> str:
    method = "POST" if error.integration_type.startswith("AWS") else "ANY"
    return f"send one as well: {as_settings(IntegrationMethod=method)}"


def no_credentials(_: api_refusals.CredentialsFromAnywhere, refused: Refused) -> str:
    sent = refused.request.get("CorsConfiguration", {})
    cors = {**sent, "AllowCredentials": False}
    return f"name the origins, or send: {as_settings(CorsConfiguration=cors)}"


def no_auto_deploy(error: api_refusals.DeploymentOfAutoDeploy, _: Refused) -> str:
    sent = as_settings(DeploymentId=error.deployment_id, AutoDeploy=False)
    return f"switch AutoDeploy off with it: {sent}"


def route_of_settings(
    error: api_refusals.UnknownRouteOfSettings, refused: Refused
) -> str:
    """
    Create the route first, or delete its settings if the call does not name them.
    """
    target, key = refused.target, {"RouteKey": error.key}
    if "RouteKey" in target:  # it is the call that deletes settings
        return ""
    if error.key not in refused.request.get("RouteSettings", {}):
        call = as_call("delete_route_settings", **target, **key)
        return f"delete what is left of a route that is gone: {call}"
    call = as_call("create_route", ApiId=target["ApiId"], **key)
    return f"create the route first: {call}"


def log_the_id(error: api_refusals.LogFormatWithoutRequestId, refused: Refused) -> str:
    sent = refused.request.get("AccessLogSettings", {})
    settings = {**sent, "Format": f"{error.log_format} $context.requestId"}
    return f"with the request's id: {as_settings(AccessLogSettings=settings)}"


# --- Authorizers -------------------------------------------------------------------


def invocation(error: authorizer_refusals.NoInvocationUri, _: Refused) -> str:
    """
    Make the URI that invokes a function out of the function's ARN.
    """
    arn = error.uri
    if not FUNCTION.fullmatch(arn):
        return ""
    partition, region = arn.split(":")[1:4:2]
    path = f"path/2015-03-31/functions/{arn}/invocations"
    uri = f"arn:{partition}:apigateway:{region}:lambda:{path}"
    if not authorizer.is_invocation(uri):
        return ""
    return f"the URI is: {as_settings(AuthorizerUri=uri)}"


def authorizer_version(_: Any, __: Refused) -> str:
    return f"send 2.0 as well: {as_settings(AuthorizerPayloadFormatVersion='2.0')}"


def no_cache(_: authorizer_refusals.CacheWithoutIdentitySource, __: Refused) -> str:
    sent = as_settings(AuthorizerResultTtlInSeconds=0)
    return f"name a source, or keep no results: {sent}"


def http_sources(
    error: authorizer_refusals.InvalidHttpIdentitySource, refused: Refused
) -> str:
    is_jwt = error.case.kind.type == "JWT"
    form = authorizer.TOKEN if is_jwt else authorizer.ON_HTTP
    return _identity("$", "$", form, refused)


def websocket_sources(
    _: authorizer_refusals.InvalidWebsocketIdentitySource, refused: Refused
) -> str:
    return _identity("route.", "", authorizer.ON_WEBSOCKET, refused)


def _identity(
    of_request: str, of_others: str, form: re.Pattern[str], refused: Refused
) -> str:
    """
    Return the identity sources as this kind of API writes them.
    """
    items = refused.request.get("IdentitySource", ())
    sent = [one.strip() for item in items for one in item.split(",")]
    bare = [_OF_REQUEST.sub("", one, count=1) for one in sent]
    sources = [
        f"{of_request if one.startswith('request.') else of_others}{one}"
        for one in bare
    ]
    if not sources or not all(map(form.fullmatch, sources)):
        return ""
    return f"the source is: {as_settings(IdentitySource=sources)}"


def https_issuer(error: authorizer_refusals.InvalidIssuer, refused: Refused) -> str:
    sent = refused.request.get("JwtConfiguration", {})
    issuer = f"https://{(error.issuer or '').removeprefix('http://')}"
    is_right = "://" not in issuer[8:] and authorizer.ISSUER.fullmatch(issuer)
    if not is_right or "Issuer" not in sent:
        return ""
    configuration = {**sent, "Issuer": issuer}
    return f"write it {issuer}: {as_settings(JwtConfiguration=configuration)}"


# --- Models ------------------------------------------------------------------------


def model_name(error: model_refusals.UnlikelyModelName, _: Refused) -> str:
    name = _NOT_IN_NAMES.sub("", error.name)
    return f"without other characters: {as_settings(Name=name)}" if name else ""


# --- Domain names and their mappings -----------------------------------------------


def newer_tls(_: domain_refusals.SecurityPolicyNotSupported, refused: Refused) -> str:
    return _configured("v2 has only TLS 1.2", refused, SecurityPolicy="TLS_1_2")


def regional(_: domain_refusals.EndpointTypeNotSupported, refused: Refused) -> str:
    return _configured("v2 has only regional ones", refused, EndpointType="REGIONAL")


def _configured(words: str, refused: Refused, **members: str) -> str:
    (sent,) = refused.request["DomainNameConfigurations"]
    configurations = [{**sent, **members}]
    return f"{words}: {as_settings(DomainNameConfigurations=configurations)}"


def upgrade_tls(error: domain_refusals.NotOnTls12, _: Refused) -> str:
    operation = {"op": "replace", "path": "/securityPolicy", "value": "TLS_1_2"}
    sent = {"domainName": error.domain_name, "patchOperations": [operation]}
    call = as_call("boto3.client('apigateway').update_domain_name", **sent)
    return f"upgrade it by API Gateway v1 first: {call}"


def truststore(error: domain_refusals.InvalidTruststoreUri, refused: Refused) -> str:
    uri = f"s3://{_OF_S3.sub('', error.uri, count=1)}"
    if "://" in error.uri or not domain_name.TRUSTSTORE.fullmatch(uri):
        return ""
    sent = {**refused.request["MutualTlsAuthentication"], "TruststoreUri": uri}
    return f"the URI is: {as_settings(MutualTlsAuthentication=sent)}"


def mapping_key(error: Any, _: Refused) -> str:
    key = "/".join(filter(None, error.key.strip().split("/")))
    has_levels = "/" in key and on_websocket(error.case.kind)
    if has_levels or not api_mapping.KEY.fullmatch(key):
        return ""
    return f"the key is: {as_settings(ApiMappingKey=key)}"


def stage_of_mapping(
    error: domain_refusals.UnknownStageOfMapping, refused: Refused
) -> str:
    """
    Create the stage first. That of a REST API needs more than its name.
    """
    case, name = error.case, error.stage or ""
    sent = refused.request.get("Stage")
    if case.kind.protocol == REST or sent != name or not _STAGE.fullmatch(name):
        return ""
    call = as_call("create_stage", ApiId=case.document["apiId"], StageName=name)
    return f"create the stage first: {call}"


# --- Routes ------------------------------------------------------------------------


def route_key(error: refusals.InvalidHttpRouteKey, _: Refused) -> str:
    *method, path = error.key.split() or [""]
    key = f"{' '.join(method).upper() or 'ANY'} /{path.strip('/')}"
    if not path or not is_http_route_key(key):
        return ""
    return f"the key is: {as_settings(RouteKey=key)}"


def route_target(error: refusals.MalformedTarget, _: Refused) -> str:
    found = _ID.fullmatch(error.target)
    target = f"integrations/{found[1]}" if found else ""
    return f"the target is: {as_settings(Target=target)}" if target else ""


# --- Mappings ----------------------------------------------------------------------


def request_destination(error: Any, refused: Refused) -> str:
    key = _with_action(error.key)
    if not destinations.request_destination(key):
        return ""
    return _mapped("name an action", refused, error.key, key)


def response_destination(error: Any, refused: Refused) -> str:
    key, sent = _with_action(error.key), refused.request.get("ResponseParameters", {})
    if not destinations.response_destination(key):
        return ""
    fixed = {status: _renamed(pairs, error.key, key) for status, pairs in sent.items()}
    return f"name an action: {as_settings(ResponseParameters=fixed)}"


def _with_action(key: str) -> str:
    """
    Return *key* with the action that replaces what is there.
    """
    return f"overwrite:{_AS_IN_REST.sub('', key, count=1)}"


def source(error: refusals.InvalidMappingSource, refused: Refused) -> str:
    """
    Write a source of REST APIs as HTTP APIs write it, and a removal's value as ``''``.
    """
    maps = refused.request.get("RequestParameters", {})
    if maps.get(error.key) != error.value:
        return ""
    if error.key.startswith("remove:"):
        return _with_value("a removal has the value ''", refused, error.key, "''")
    value = f"$request.{_AS_IN_REST.sub('', error.value, count=1)}"
    if not expressions.is_source(value, expressions.REQUEST):
        return ""
    return _with_value("the source is", refused, error.key, value)


def quotes(error: refusals.InvalidMappingExpression, refused: Refused) -> str:
    """
    Quote a static value of a WebSocket API.
    """
    text = error.expression
    if "." in text or text.startswith("$"):
        return ""  # it may be meant as a source
    for name in ("RequestParameters", "ResponseParameters"):
        pairs = refused.request.get(name, {})
        if text in pairs.values():
            static = f"'{text.strip(chr(34) + chr(39))}'"
            fixed = {key: static if v == text else v for key, v in pairs.items()}
            words = "a static value stands in single quotes"
            return f"{words}: {as_settings(**{name: fixed})}"
    return ""


def _mapped(words: str, refused: Refused, key: str, right: str) -> str:
    """
    Return *words* and the request's mappings, with *right* in place of *key*.
    """
    pairs = _renamed(refused.request.get("RequestParameters", {}), key, right)
    return f"{words}: {as_settings(RequestParameters=pairs)}"


def _with_value(words: str, refused: Refused, key: str, value: str) -> str:
    pairs = {**refused.request["RequestParameters"], key: value}
    return f"{words}: {as_settings(RequestParameters=pairs)}"


def _renamed(pairs: dict[str, str], key: str, right: str) -> dict[str, str]:
    return {right if name == key else name: value for name, value in pairs.items()}


REMEDIES = (
    Remedy((refusals.InvalidSettingWord,), word_of_list),
    Remedy((refusals.UnsupportedPayloadVersion,), payload_version),
    Remedy((refusals.UnsupportedSubtype,), subtype),
    Remedy((refusals.UnknownSubtypeParameter,), subtype_parameter),
    Remedy((api_refusals.UnsupportedCorsMethod,), cors_method),
    Remedy((api_refusals.InvalidOrigin,), cors_origin),
    Remedy((refusals.MissingPayloadVersion,), payload_version_of_type),
    Remedy((refusals.MissingIntegrationMethod,), method_of_type),
    Remedy((api_refusals.CredentialsFromAnywhere,), no_credentials),
    Remedy((api_refusals.DeploymentOfAutoDeploy,), no_auto_deploy),
    Remedy((api_refusals.UnknownRouteOfSettings,), route_of_settings),
    Remedy((api_refusals.LogFormatWithoutRequestId,), log_the_id),
    Remedy((authorizer_refusals.NoInvocationUri,), invocation),
    Remedy(
        (
            authorizer_refusals.MissingAuthorizerVersion,
            authorizer_refusals.SimpleResponsesNotForVersion,
        ),
        authorizer_version,
    ),
    Remedy((authorizer_refusals.CacheWithoutIdentitySource,), no_cache),
    Remedy((authorizer_refusals.InvalidHttpIdentitySource,), http_sources),
    Remedy((authorizer_refusals.InvalidWebsocketIdentitySource,), websocket_sources),
    Remedy((authorizer_refusals.InvalidIssuer,), https_issuer),
    Remedy((model_refusals.UnlikelyModelName,), model_name),
    Remedy((domain_refusals.SecurityPolicyNotSupported,), newer_tls),
    Remedy((domain_refusals.EndpointTypeNotSupported,), regional),
    Remedy((domain_refusals.NotOnTls12,), upgrade_tls),
    Remedy((domain_refusals.InvalidTruststoreUri,), truststore),
    Remedy((domain_refusals.SlashAtEnd, domain_refusals.StraySlash), mapping_key),
    Remedy((domain_refusals.UnknownStageOfMapping,), stage_of_mapping),
    Remedy((refusals.InvalidHttpRouteKey,), route_key),
    Remedy((refusals.MalformedTarget,), route_target),
    Remedy((refusals.InvalidRequestDestination,), request_destination),
    Remedy((refusals.InvalidResponseDestination,), response_destination),
    Remedy((refusals.InvalidMappingSource,), source),
    Remedy((refusals.InvalidMappingExpression,), quotes),
)
