"""
The arguments that starting points fill in: the least that AWS accepts, by type.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigatewayv2.subtypes import SUBTYPES
from apigw_mock.apigatewayv2.subtypes import VERSION as SUBTYPE_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    Arguments = dict[str, Any]
    # Returns boto3's names of an operation's arguments, given service and operation.
    NamesOf = Callable[[str, str], Iterable[str]]

_URL = "https://example.com/pets"
_FUNCTION = "arn:aws:lambda:{region}:{account}:function:pets"
_INVOCATION = (
    "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/"
    f"{_FUNCTION}/invocations"
)
WEBSOCKET_API = {
    "ProtocolType": "WEBSOCKET",
    "RouteSelectionExpression": "$request.body.action",
}
_LISTENER = (
    "arn:aws:elasticloadbalancing:{region}:{account}:listener/app/pets/"
    "50dc6c495c0c9188/f2f7dc8efc522ab2"
)
_STREAMED = (
    "arn:aws:apigateway:{region}:lambda:path/2021-11-15/functions/"
    f"{_FUNCTION}/response-streaming-invocations"
)
_OPEN_TO_ALL = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "execute-api:Invoke",
            "Resource": "execute-api:/*",
        },
    }
)
_CERTIFICATE = "arn:aws:acm:{region}:{account}:certificate/pets"
_ROLE = "arn:aws:iam::{account}:role/pets"
_HEADER = "method.response.header."

_REST_FUNCTION = {"uri": _INVOCATION, "integrationHttpMethod": "POST"}
_REST_URL = {"uri": _URL, "integrationHttpMethod": "GET"}
_REST: dict[str, Arguments] = {
    "AWS": _REST_FUNCTION,
    "AWS_PROXY": _REST_FUNCTION,
    "HTTP": _REST_URL,
    "HTTP_PROXY": _REST_URL,
    # Without it, an invocation fails.
    "MOCK": {"requestTemplates": {"application/json": '{"statusCode": 200}'}},
}
_V2_URL = {"IntegrationUri": _URL, "IntegrationMethod": "GET"}
_HTTP = {
    "AWS_PROXY": {"IntegrationUri": _FUNCTION, "PayloadFormatVersion": "2.0"},
    "HTTP_PROXY": {**_V2_URL, "PayloadFormatVersion": "1.0"},
}
_WEBSOCKET = {
    "AWS": {"IntegrationUri": _INVOCATION, "IntegrationMethod": "POST"},
    "AWS_PROXY": {"IntegrationUri": _INVOCATION},
    "HTTP": _V2_URL,
    "HTTP_PROXY": _V2_URL,
}
_ROUTE_KEYS = {"HTTP": "GET /pets", "WEBSOCKET": "$connect"}
_REQUEST = {"Name": "pets", "AuthorizerType": "REQUEST", "AuthorizerUri": _INVOCATION}
_AUTHORIZERS: dict[tuple[str, str | None], Arguments] = {
    ("HTTP", "JWT"): {
        "Name": "pets",
        "AuthorizerType": "JWT",
        "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": {"Audience": ["pets"], "Issuer": "https://pets.example"},
    },
    ("HTTP", "CUSTOM"): {
        **_REQUEST,
        "AuthorizerPayloadFormatVersion": "2.0",
        "IdentitySource": ["$request.header.Authorization"],
    },
    ("WEBSOCKET", "CUSTOM"): {
        **_REQUEST,
        "IdentitySource": ["route.request.header.Authorization"],
    },
}


class Where(NamedTuple):
    """
    The region and account of a starting point.
    """

    region: str
    account: str


def named(given: Mapping[str, Any]) -> Arguments:
    """
    Return the arguments of what needs a name alone: an API, a usage plan, an API key.
    """
    return over({"name": "apigw-mock"}, given)


def deployed_api(given: Mapping[str, Any]) -> Arguments:
    """
    Return the arguments of ``create_rest_api`` for an API that can be deployed.
    """
    # Whatever was given as the configuration, botocore judges its form.
    is_private = "PRIVATE" in str(given.get("endpointConfiguration"))
    return {**({"policy": _OPEN_TO_ALL} if is_private else {}), **given}


def domain_name(
    where: Where, given: Mapping[str, Any], taken: Container[str]
) -> Arguments:
    """
    Return the arguments of ``create_domain_name``. The endpoint is EDGE by default.

    Args:
        where: a certificate for EDGE is in us-east-1, any other in this region.
        given: replaces what is filled in; None leaves one out.
        taken: the domain names that are there.
    """
    # Whatever was given as the configuration, botocore judges its form.
    types = str(given.get("endpointConfiguration"))
    is_regional, is_private = "REGIONAL" in types, "PRIVATE" in types
    more = {"domainName": next(name for name in _domain_names() if name not in taken)}
    if is_regional:
        more["regionalCertificateArn"] = _CERTIFICATE
    if "EDGE" in types or not (is_regional or is_private):
        more["certificateArn"] = _CERTIFICATE.replace("{region}", "us-east-1")
    elif is_private:
        more["certificateArn"] = _CERTIFICATE
    is_newer = str(given.get("securityPolicy")).startswith("SecurityPolicy_")
    if is_newer and not is_private:
        more["endpointAccessMode"] = "STRICT"
    return _filled(where, more, given)


def _domain_names() -> Iterator[str]:
    yield "pets.example.com"
    yield from (f"pets-{number}.example.com" for number in count(2))


def usage_plan(given: Mapping[str, Any], stage: Any) -> Arguments:
    """
    Return the arguments of ``create_usage_plan``.

    Raises:
        TypeError: *stage* is neither None nor the names of a stage.
    """
    if stage is None:
        return named(given)
    names = _target(stage, "stage", ("restApiId", "stageName"))
    pair = {"apiId": names["restApiId"], "stage": names["stageName"]}
    return named({**given, "apiStages": [*(given.get("apiStages") or ()), pair]})


def plan_of_key(usage_plan: Any) -> Arguments:
    """
    Return the argument that names the plan of a new key; empty if it has none.

    Raises:
        TypeError: *usage_plan* is neither None nor the name of a plan.
    """
    if usage_plan is None:
        return {}
    return _target(usage_plan, "usage_plan", ("usagePlanId",))


def _target(given: Any, builder: str, names: tuple[str, ...]) -> Arguments:
    if not isinstance(given, Mapping) or {*given} != {*names}:
        remedy = (
            f"pass what the builder returns, for instance {builder}=backend.{builder}()"
        )
        raise TypeError(f"{builder} is {given!r}: {remedy}.")
    return dict(given)


def rest_integration(where: Where, given: Mapping[str, Any]) -> Arguments:
    """
    Return the arguments of ``put_integration``. The type is MOCK by default.

    A *given* argument replaces one that is filled in; None leaves it out.
    """
    kind = given.get("type", "MOCK")
    more = dict(_REST.get(kind, {}))
    if kind == "AWS" and ":lambda:" not in (given.get("uri") or more["uri"]):
        more["credentials"] = _ROLE
    if kind == "AWS_PROXY" and given.get("responseTransferMode") == "STREAM":
        more["uri"] = _STREAMED
    return _filled(where, {"type": kind, **more}, given)


def http_api_integration(where: Where, given: Mapping[str, Any]) -> Arguments:
    """
    Return the arguments of ``create_integration`` on an HTTP API.

    The type is AWS_PROXY by default, but HTTP_PROXY for a VPC link.
    """
    kind = given.get("IntegrationType", "AWS_PROXY")
    if subtype := given.get("IntegrationSubtype"):
        more = _of_subtype(subtype)
    elif given.get("ConnectionType") == "VPC_LINK":
        more = {**_HTTP["HTTP_PROXY"], "IntegrationUri": _LISTENER}
        more["ConnectionId"] = "vpclink"
        kind = given.get("IntegrationType", "HTTP_PROXY")
    else:
        more = _HTTP.get(kind, {})
    return _filled(where, {"IntegrationType": kind, **more}, given)


def websocket_integration(where: Where, given: Mapping[str, Any]) -> Arguments:
    """
    Return the arguments of ``create_integration`` on a WebSocket API.

    The type is AWS_PROXY by default.
    """
    kind = given.get("IntegrationType", "AWS_PROXY")
    return _filled(where, {"IntegrationType": kind, **_WEBSOCKET.get(kind, {})}, given)


def route(
    protocol: str, given: Mapping[str, Any], made: Mapping[str, Any]
) -> Arguments:
    """
    Return the arguments of ``create_route``.

    Args:
        protocol: of the API.
        given: takes the place of what is filled in.
        made: the integration and the authorizer that were made for the route.
    """
    return over({"RouteKey": _ROUTE_KEYS[protocol], **made}, given)


def authorizer(where: Where, protocol: str, given: Mapping[str, Any]) -> Arguments:
    """
    Return the arguments of ``create_authorizer``, none if a route needs no authorizer.

    Args:
        where: the region and account.
        protocol: of the API.
        given: the arguments of ``create_route``. It may name an authorizer.
    """
    kind = protocol, given.get("AuthorizationType")
    if "AuthorizerId" in given or kind not in _AUTHORIZERS:
        return {}
    return _filled(where, _AUTHORIZERS[kind], {})


def _of_subtype(name: str) -> Arguments:
    """
    Return the arguments that a subtype needs, for instance ``SQS-SendMessage``.
    """
    required = sorted(SUBTYPES[name].required) if name in SUBTYPES else ()
    return {
        "CredentialsArn": _ROLE,
        "PayloadFormatVersion": SUBTYPE_VERSION,
        "RequestParameters": {one: f"$request.body.{one}" for one in required},
    }


def _filled(
    where: Where, defaults: Mapping[str, Any], given: Mapping[str, Any]
) -> Arguments:
    """
    Return *given* over *defaults*, with the region and the account put into these.
    """
    placed = {
        name: value.format(**where._asdict()) if isinstance(value, str) else value
        for name, value in defaults.items()
    }
    return over(placed, given)


def over(defaults: Mapping[str, Any], given: Mapping[str, Any]) -> Arguments:
    """
    Return *given* over *defaults*, without what is None.
    """
    both = {**defaults, **given}
    return {name: value for name, value in both.items() if value is not None}


def declared(headers: Iterable[str] | None) -> Arguments:
    """
    Return the arguments of ``put_method_response`` that declare *headers*, if any.

    Raises:
        TypeError: it is not a list of names, or a name has the prefix of a mapping.
    """
    remedy = "pass a list of names, for instance ['Vary']"
    if isinstance(headers, str | bytes) or not isinstance(headers or (), Iterable):
        raise TypeError(f"headers is {headers!r}: {remedy}.")
    names = list(headers or ())
    for header in names:
        if not isinstance(header, str):
            raise TypeError(f"headers has {header!r}: {remedy}.")
        if header.startswith(_HEADER):
            raise TypeError(f"headers has {header!r}: leave out {_HEADER!r}.")
    parameters = {f"{_HEADER}{header}": False for header in names}
    return {"responseParameters": parameters} if parameters else {}


# --- Keywords that belong elsewhere -----------------------------------------------


class Keywords(NamedTuple):
    """
    The keywords of a builder, and where other words belong.

    Args:
        service: boto3's name of it, for instance ``apigateway``.
        operation: the builder takes its arguments, for instance ``PutIntegration``.
        own: the builder's own keywords. A keyword that is a map of arguments has the
            name of their operation, any other has ``""``.
        elsewhere: what to use in place of a word that the builder does not take.
    """

    service: str
    operation: str
    own: Mapping[str, str]
    elsewhere: Mapping[str, str]


_MADE = {"restApiId", "resourceId", "deploymentId", "ApiId"}
_FILLED_IN = {*_MADE, "httpMethod", "statusCode", "stageName", "StageName"}
_INTEGRATION = {"path": "", "http_method": "", "method": "PutMethod"}
_RESPONSE = {
    "status_code": "",
    "headers": "",
    "response": "PutIntegrationResponse",
    "method_response": "PutMethodResponse",
}
_AWS_WORDS = {"httpMethod": "http_method=…", "pathPart": "path=…"}
_V2 = Keywords("apigatewayv2", "CreateIntegration", {"api": "CreateApi"}, {})
_V2_API = Keywords("apigatewayv2", "CreateApi", {}, {})
_V2_ROUTE = Keywords(
    "apigatewayv2",
    "CreateRoute",
    {"api": "CreateApi", "integration": "CreateIntegration"},
    {},
)
# What makes an API of the other protocol.
_PROTOCOLS = {
    "http_api": {"WEBSOCKET": "websocket_api"},
    "http_api_integration": {"WEBSOCKET": "websocket_integration"},
    "http_route": {"WEBSOCKET": "websocket_route"},
    "http_stage": {"WEBSOCKET": "websocket_api"},
    "websocket_api": {"HTTP": "http_api"},
    "websocket_integration": {"HTTP": "http_api_integration"},
    "websocket_route": {"HTTP": "http_route"},
}
KEYWORDS = {
    "rest_api": Keywords("apigateway", "CreateRestApi", {}, {}),
    "domain_name": Keywords("apigateway", "CreateDomainName", {}, {}),
    "usage_plan": Keywords("apigateway", "CreateUsagePlan", {"stage": ""}, {}),
    "api_key": Keywords("apigateway", "CreateApiKey", {"usage_plan": ""}, {}),
    "stage": Keywords(
        "apigateway",
        "CreateStage",
        {"stage_name": "", "api": "CreateRestApi", "deployment": "CreateDeployment"},
        {"stageName": "stage_name=…"},
    ),
    "integration": Keywords(
        "apigateway",
        "PutIntegration",
        _INTEGRATION,
        {**_AWS_WORDS, **{one: f"integration_response({one}=…)" for one in _RESPONSE}},
    ),
    "integration_response": Keywords(
        "apigateway",
        "PutIntegration",
        {**_INTEGRATION, **_RESPONSE},
        {**_AWS_WORDS, "statusCode": "status_code=…"},
    ),
    "http_api": _V2_API,
    "websocket_api": _V2_API,
    "http_stage": Keywords(
        "apigatewayv2",
        "CreateStage",
        {"stage_name": "", "api": "CreateApi"},
        {"StageName": "stage_name=…"},
    ),
    "http_api_integration": _V2,
    "websocket_integration": _V2,
    "http_route": _V2_ROUTE,
    "websocket_route": _V2_ROUTE,
}


def check_keywords(builder: str, given: Mapping[str, Any], names_of: NamesOf) -> None:
    """
    Raise a TypeError with the remedy if *builder* does not take what is *given*.

    It looks at the keywords and at the words in the builder's maps.
    """
    row = KEYWORDS[builder]
    takes = {*row.own, *names_of(row.service, row.operation)} - _FILLED_IN
    for name in given:
        if name not in takes:
            remedy = _remedy(name, takes, row, names_of)
            raise TypeError(f"{builder}() has no keyword {name!r}: {remedy}.")
    for place, operation in row.own.items():
        names = {*names_of(row.service, operation)} if operation else set()
        for name in _foreign(place, given.get(place), names - _FILLED_IN):
            remedy = _remedy(name, takes, row, names_of)
            word = f"{place}={{{name!r}: …}}"
            raise TypeError(f"{builder}() takes no {word}: {remedy}.")


def check_protocol(builder: str, api: Mapping[str, Any]) -> None:
    """
    Raise a TypeError with the remedy if another builder makes such an *api*.
    """
    protocol = api["ProtocolType"]
    right = _PROTOCOLS[builder].get(protocol)
    if right:
        raise TypeError(f"{builder}() makes no {protocol} API: use {right}(…).")


def check_target(
    builder: str, integration: Mapping[str, Any] | None, route: Mapping[str, Any]
) -> None:
    """
    Raise a TypeError with the remedy if a route has two targets.
    """
    if "Target" in route and integration is not None:
        raise TypeError(
            f"{builder}() makes no integration where Target is given: leave out"
            " Target or integration."
        )


def _foreign(place: str, given: Any, names: set[str]) -> list[str]:
    """
    Return the words of a *given* map that are not in *names*.

    Without *names*, the keyword is not a map and has no such words.
    """
    if not names or given is None:
        return []
    if not isinstance(given, Mapping):
        remedy = f"pass a map, for instance {place}={{{min(names)!r}: …}}"
        raise TypeError(f"{place} is {given!r}: {remedy}.")
    return [name for name in given if name not in names]


def _remedy(name: str, takes: set[str], row: Keywords, names_of: NamesOf) -> str:
    if name in _MADE:
        return "it makes its own"
    ways = {word: [f"{word}=…"] for word in takes}
    for place, operation in row.own.items():
        words = {*names_of(row.service, operation)} if operation else set()
        for word in words - _FILLED_IN:
            ways.setdefault(word, []).append(f"{place}={{{word!r}: …}}")
    ways.update({word: [way] for word, way in row.elsewhere.items()})
    closest = get_close_matches(name, ways, n=1)
    if not closest:
        return f"it has {', '.join(sorted(takes))}"
    return f"write {' or '.join(ways[closest[0]])}"
