"""
Remedies for refused calls on HTTP and WebSocket APIs, by the refusals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2 import api_refusals, refusals
from apigw_mock.apigatewayv2.mapping import destinations, expressions
from apigw_mock.apigatewayv2.rules.api import METHODS, is_origin
from apigw_mock.apigatewayv2.rules.route_key import is_http_route_key
from apigw_mock.apigatewayv2.subtypes import SUBTYPES
from apigw_mock.remedy import Remedy, as_call, as_settings, right_word

if TYPE_CHECKING:
    from apigw_mock.remedy import Refused

# A key or source as REST APIs write it, before the part and its name.
_AS_IN_REST = re.compile(r"\$?(?:(?:integration|method)\.)?(?:request|response)\.")
_ID = re.compile(r"(?:[a-z]+/)?([A-Za-z0-9]+)")


# --- Words -------------------------------------------------------------------------


def word_of_list(error: refusals.InvalidSettingWord, refused: Refused) -> str:
    word = right_word(error.value, error.allowed)
    if not word or refused.request.get(error.setting) != error.value:
        return ""
    return f"the word is: {as_settings(**{error.setting: word})}"


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
    Remedy((refusals.InvalidHttpRouteKey,), route_key),
    Remedy((refusals.MalformedTarget,), route_target),
    Remedy((refusals.InvalidRequestDestination,), request_destination),
    Remedy((refusals.InvalidResponseDestination,), response_destination),
    Remedy((refusals.InvalidMappingSource,), source),
    Remedy((refusals.InvalidMappingExpression,), quotes),
)
