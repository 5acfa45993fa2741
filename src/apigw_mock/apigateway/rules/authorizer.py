"""
Authorizers: their facts, their defaults and the checks across their members.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import (
    AuthorizerNameTaken,
    CrossAccountRole,
    InvalidArn,
    InvalidAuthorizerUri,
    InvalidEnumValue,
    InvalidIdentitySource,
    NoIdentitySource,
    NoUserPool,
)
from apigw_mock.apigateway.rows import Call, Facts
from apigw_mock.refusal import InvalidRequestInput

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from apigw_mock.apigateway.rows import Given


@dataclass(frozen=True, kw_only=True)
class AuthorizerFacts(Facts):
    """
    The surroundings of an authorizer.

    Args:
        names: of the API's other authorizers.
        account_id: the account of the caller.
        has_region: whether a partition, for instance ``aws-cn``, has a region.
    """

    names: Container[str]
    account_id: str
    has_region: Callable[[str, str], bool]


AuthorizerCall = Call[AuthorizerFacts]

TYPES = ("TOKEN", "REQUEST", "COGNITO_USER_POOLS", "JWT")
LONGEST = 3600  # s, of the time for which results are kept
_WITH_LAMBDA = ("TOKEN", "REQUEST")
_WITH_TOKEN = ("TOKEN", "COGNITO_USER_POOLS")
_AUTH_TYPES = {
    "TOKEN": "custom",
    "REQUEST": "custom",
    "COGNITO_USER_POOLS": "cognito_user_pools",
}


def type_of(call: AuthorizerCall) -> str:
    kind: str = call.document.get("type") or ""
    return kind


def auth_type(call: AuthorizerCall) -> str | None:
    return _AUTH_TYPES.get(type_of(call))


def has_user_pools(call: AuthorizerCall) -> bool:
    return type_of(call) == "COGNITO_USER_POOLS"


def takes_credentials(call: AuthorizerCall) -> bool:
    # Create ignores the credentials of a user pool's authorizer, Update stores them.
    return bool(call.before) or not has_user_pools(call)


def no_type(value: str | None, words: Sequence[str]) -> InvalidEnumValue:
    listed = [word for word in words if word != "JWT"]  # younger than the sentence
    return InvalidEnumValue("authorizer type", value, listed)


def no_pool(*_: object) -> NoUserPool:
    return NoUserPool()


def is_not_blank(text: str | None) -> bool:
    return bool((text or "").strip())


def free_name(call: AuthorizerCall, given: Given) -> None:
    if given["name"] in call.facts.names:
        raise AuthorizerNameTaken(given["name"])


def jwt_configured(call: AuthorizerCall, _: Given) -> None:
    if type_of(call) == "JWT" and not call.document.get("jwtConfiguration"):
        raise InvalidRequestInput


# --- URIs and credentials ------------------------------------------------------------

# One recorded URI has blanks after "path/".
_INVOCATION = re.compile(
    r"arn:(aws[a-z-]*):apigateway:([a-zA-Z0-9-]+):lambda:path/\s*/?\d{4}-\d\d-\d\d"
    r"/functions/\S+/invocations",
    re.ASCII,
)
_ARN = re.compile(r"arn:aws[a-z-]*:")


def lambda_uri(call: AuthorizerCall, _: Given) -> None:
    uri = call.document.get("authorizerUri")
    found = _INVOCATION.fullmatch(uri or "")
    is_placed = found and call.facts.has_region(found[1], found[2])
    if type_of(call) in _WITH_LAMBDA and not is_placed:
        raise InvalidAuthorizerUri(uri)


def credentials_are_an_arn(call: AuthorizerCall, given: Given) -> None:
    credentials = given["authorizerCredentials"]
    if credentials and takes_credentials(call) and not _ARN.match(credentials):
        raise InvalidArn(credentials)


def credentials_are_own(call: AuthorizerCall, given: Given) -> None:
    credentials = given["authorizerCredentials"]
    account = (credentials or "").split(":")[4:5]
    if credentials and takes_credentials(call) and account != [call.facts.account_id]:
        raise CrossAccountRole(credentials)


# --- Identity sources and user pools -------------------------------------------------

_SOURCE = re.compile(
    r"(?:method\.request\.(?:querystring|header)|stageVariables|context)"
    r"\.[a-zA-Z0-9._-]+"
)


def token_source(call: AuthorizerCall, _: Given) -> None:
    if type_of(call) in _WITH_TOKEN and not call.document.get("identitySource"):
        raise NoIdentitySource(type_of(call))


def cached_source(call: AuthorizerCall, _: Given) -> None:
    is_cached = call.document.get("authorizerResultTtlInSeconds") != 0
    lacks = not call.document.get("identitySource")
    if type_of(call) == "REQUEST" and is_cached and lacks:
        raise InvalidRequestInput


def request_sources(call: AuthorizerCall, _: Given) -> None:
    sources = call.document.get("identitySource")
    for source in sources.split(",") if sources and type_of(call) == "REQUEST" else ():
        if not _SOURCE.fullmatch(source.strip()):
            raise InvalidIdentitySource(source.strip())


def some_user_pool(call: AuthorizerCall, _: Given) -> None:
    pools = call.document.get("providerARNs")
    if has_user_pools(call) and not (pools and all(pools)):
        raise NoUserPool
