"""
Authorizers: their facts, and the checks of what each type has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import authorizer_refusals as refusals
from apigw_mock.apigatewayv2.fields import Call, Facts, boto3_name
from apigw_mock.apigatewayv2.rules.uri import INVOCATION

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    Check = Callable[["AuthorizerCall"], None]


@dataclass(frozen=True, kw_only=True)
class AuthorizerFacts(Facts):
    """
    What is around an authorizer.

    Args:
        names: of the API's other authorizers.
        count: how many authorizers the API has.
        routes: keys of the routes that the authorizer guards.
    """

    names: Container[str]
    count: int
    routes: Sequence[str] = ()


AuthorizerCall = Call[AuthorizerFacts]

_ROLE = re.compile(r"arn:aws[\w-]*:iam::\d{12}:role/\S+")
ISSUER = re.compile(r"https://(?!:)[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_REGION = re.compile(r"[a-z]+(?:-[a-z]+)+-\d+|\$\{.*", re.DOTALL)  # or of the stage
TOKEN = re.compile(r"\$request\.(?:header|querystring)\.[^\s,]+")
ON_HTTP = re.compile(rf"{TOKEN.pattern}|\$(?:context|stageVariables)\.[^\s,]+")
ON_WEBSOCKET = re.compile(
    r"(?:route\.request\.(?:header|querystring)|context|stageVariables)\.[\w.-]+",
    re.ASCII,
)


# --- before it is made, and before it is deleted ----------------------------------


def fewer_than(quota: int) -> Check:
    """
    Return the check that the API has fewer authorizers than *quota*.
    """

    def check(call: AuthorizerCall) -> None:
        if call.facts.count >= quota:
            raise refusals.TooManyAuthorizers(quota)

    return check


def guards_no_route(call: AuthorizerCall) -> None:
    if call.facts.routes:
        raise refusals.ReferencedAuthorizer(call.document["name"], call.facts.routes)


# --- name and type ----------------------------------------------------------------


def unique_name(call: AuthorizerCall) -> None:
    name = call.change["name"]
    if name in call.facts.names:
        raise refusals.DuplicateAuthorizerName(name)


def request_type(call: AuthorizerCall) -> None:
    if call.kind.type != "REQUEST":
        raise refusals.AuthorizerNotForProtocol(call.kind.type)


def not_for_protocol(name: str) -> Check:
    """
    Return the check that refuses a setting that this protocol does not have.
    """

    def check(call: AuthorizerCall) -> None:
        raise refusals.SettingNotForProtocol(boto3_name(name), call.kind.protocol)

    return check


def only_for(wanted: str, name: str) -> Check:
    """
    Return the check that refuses a setting that only the *wanted* type has.
    """

    def check(_: AuthorizerCall) -> None:
        raise refusals.SettingNotForAuthorizer(boto3_name(name), wanted)

    return check


# --- the function of a REQUEST authorizer -----------------------------------------


def role(call: AuthorizerCall) -> None:
    arn = call.change["authorizerCredentialsArn"]
    if not _ROLE.fullmatch(arn):
        raise refusals.InvalidAuthorizerRole(arn)


def has_version(call: AuthorizerCall) -> None:
    if "authorizerPayloadFormatVersion" not in call.document:
        raise refusals.MissingAuthorizerVersion


def simple_version(call: AuthorizerCall) -> None:
    version = call.document.get("authorizerPayloadFormatVersion")
    if call.document.get("enableSimpleResponses") and version != "2.0":
        raise refusals.SimpleResponsesNotForVersion(version)


def ttl(call: AuthorizerCall) -> None:
    modelled = call.members["authorizerResultTtlInSeconds"]
    low, high = modelled.minimum or 0, modelled.maximum or 0
    given = call.change["authorizerResultTtlInSeconds"]
    if not low <= given <= high:
        raise refusals.AuthorizerTtlOutOfRange(low, high, given)


def cached_by_source(call: AuthorizerCall) -> None:
    seconds = call.document.get("authorizerResultTtlInSeconds", 0)
    if seconds > 0 and not call.document.get("identitySource"):
        raise refusals.CacheWithoutIdentitySource(seconds)


def has_uri(call: AuthorizerCall) -> None:
    if not call.document.get("authorizerUri"):
        raise refusals.MissingAuthorizerUri


def invocation(call: AuthorizerCall) -> None:
    uri = call.change["authorizerUri"]
    if not is_invocation(uri):
        raise refusals.NoInvocationUri(uri)


def is_invocation(uri: str) -> bool:
    """
    Whether a URI invokes a Lambda function in a region that may exist.
    """
    in_region = INVOCATION.fullmatch(uri) and _REGION.fullmatch(uri.split(":")[3])
    return in_region is not None


# --- identity sources -------------------------------------------------------------


def http_sources(call: AuthorizerCall) -> None:
    for source in call.document.get("identitySource", ()):
        if not ON_HTTP.fullmatch(source):
            raise refusals.InvalidHttpIdentitySource(source)


def websocket_sources(call: AuthorizerCall) -> None:
    """
    Accept expressions, also several with commas between them in one item.
    """
    for item in call.document.get("identitySource", ()):
        for source in map(str.strip, item.split(",")):
            if not ON_WEBSOCKET.fullmatch(source):
                raise refusals.InvalidWebsocketIdentitySource(source)


def one_source(call: AuthorizerCall) -> None:
    count = len(call.document.get("identitySource", ()))
    if count != 1:
        raise refusals.NotOneIdentitySource(count)


def token_source(call: AuthorizerCall) -> None:
    (source,) = call.document["identitySource"]
    if not TOKEN.fullmatch(source):
        raise refusals.InvalidHttpIdentitySource(source)


# --- the tokens of a JWT authorizer -----------------------------------------------


def has_configuration(call: AuthorizerCall) -> None:
    if "jwtConfiguration" not in {**call.document, **call.change}:
        raise refusals.MissingJwtConfiguration


def has_audience(call: AuthorizerCall) -> None:
    if not call.document.get("jwtConfiguration", {}).get("audience"):
        raise refusals.MissingAudience


def at_most_audiences(quota: int) -> Check:
    """
    Return the check that an authorizer accepts at most *quota* audiences.
    """

    def check(call: AuthorizerCall) -> None:
        count = len(call.document["jwtConfiguration"]["audience"])
        if count > quota:
            raise refusals.TooManyAudiences(count, quota)

    return check


def https_issuer(call: AuthorizerCall) -> None:
    issuer = call.document["jwtConfiguration"].get("issuer")
    if not ISSUER.fullmatch(issuer or ""):
        raise refusals.InvalidIssuer(issuer)
