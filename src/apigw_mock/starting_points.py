"""
What the builders of starting points fill in: the least that AWS takes, by type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigatewayv2.subtypes import SUBTYPES
from apigw_mock.apigatewayv2.subtypes import VERSION as SUBTYPE_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    Arguments = dict[str, Any]
    # Of a service and its operation: the names of what boto3 takes.
    NamesOf = Callable[[str, str], Iterable[str]]

_URL = "https://example.com/pets"
_FUNCTION = "arn:aws:lambda:{region}:{account}:function:pets"
_INVOCATION = (
    "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/"
    f"{_FUNCTION}/invocations"
)
_LISTENER = (
    "arn:aws:elasticloadbalancing:{region}:{account}:listener/app/pets/"
    "50dc6c495c0c9188/f2f7dc8efc522ab2"
)
_STREAMED = (
    "arn:aws:apigateway:{region}:lambda:path/2021-11-15/functions/"
    f"{_FUNCTION}/response-streaming-invocations"
)
_ROLE = "arn:aws:iam::{account}:role/pets"
_HEADER = "method.response.header."

_REST_FUNCTION = {"uri": _INVOCATION, "integrationHttpMethod": "POST"}
_REST_URL = {"uri": _URL, "integrationHttpMethod": "GET"}
_REST = {
    "AWS": _REST_FUNCTION,
    "AWS_PROXY": _REST_FUNCTION,
    "HTTP": _REST_URL,
    "HTTP_PROXY": _REST_URL,
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


class Where(NamedTuple):
    """
    Where a starting point is made.
    """

    region: str
    account: str


def rest_integration(where: Where, given: Mapping[str, Any]) -> Arguments:
    """
    Return the arguments of ``put_integration``; MOCK where no type is *given*.

    What is given goes before what is filled in, and None leaves it out.
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
    Return the arguments of ``create_integration`` on an HTTP API; AWS_PROXY where no
    type is *given*.
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
    Return the arguments of ``create_integration`` on a WebSocket API; AWS_PROXY where
    no type is *given*.
    """
    kind = given.get("IntegrationType", "AWS_PROXY")
    return _filled(where, {"IntegrationType": kind, **_WEBSOCKET.get(kind, {})}, given)


def _of_subtype(name: str) -> Arguments:
    """
    Return what every integration of a subtype needs, say of ``SQS-SendMessage``.
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
    placed = {
        name: value.format(**where._asdict()) if isinstance(value, str) else value
        for name, value in defaults.items()
    }
    both = {**placed, **given}
    return {name: value for name, value in both.items() if value is not None}


def declared(headers: Iterable[str] | None) -> Arguments:
    """
    Return the arguments of ``put_method_response`` that declare *headers*, if any.

    Raises:
        TypeError: it is no list of names, or one has the whole name of a mapping.
    """
    remedy = "pass a list of names, say ['Vary']"
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


# --- Words that belong elsewhere --------------------------------------------------


class Keywords(NamedTuple):
    """
    What a builder takes by keyword, and where other words belong.

    Args:
        service: boto3's name of it, for instance ``apigateway``.
        operation: whose arguments it takes, for instance ``PutIntegration``.
        own: its own, with the operation whose arguments are put into them, if any.
        elsewhere: what to say for words that it does not take.
    """

    service: str
    operation: str
    own: Mapping[str, str]
    elsewhere: Mapping[str, str]


_MADE = {"restApiId", "resourceId", "ApiId"}
_FILLED_IN = {*_MADE, "httpMethod", "statusCode"}
_INTEGRATION = {"path": "", "http_method": "", "method": "PutMethod"}
_RESPONSE = {
    "status_code": "",
    "headers": "",
    "response": "PutIntegrationResponse",
    "method_response": "PutMethodResponse",
}
_AWS_WORDS = {"httpMethod": "http_method=…", "pathPart": "path=…"}
_V2 = Keywords("apigatewayv2", "CreateIntegration", {"api": "CreateApi"}, {})
_PROTOCOLS = {"HTTP": "http_api_integration", "WEBSOCKET": "websocket_integration"}
KEYWORDS = {
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
    "http_api_integration": _V2,
    "websocket_integration": _V2,
}


def check_keywords(builder: str, given: Mapping[str, Any], names_of: NamesOf) -> None:
    """
    Raise a TypeError with the remedy for a keyword that *builder* does not take, or
    a word in one of its maps.
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
    Raise a TypeError with the remedy for an *api* that another builder makes.
    """
    protocol = api["ProtocolType"]
    right = _PROTOCOLS.get(protocol, builder)
    if right != builder:
        raise TypeError(f"{builder}() makes no {protocol} API: say {right}(…).")


def _foreign(place: str, given: Any, names: set[str]) -> list[str]:
    """
    Return the words of a *given* map which are none of *names*, if it takes any.
    """
    if not names or given is None:
        return []
    if not isinstance(given, Mapping):
        remedy = f"pass a map, say {place}={{{min(names)!r}: …}}"
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
    return f"say {' or '.join(ways[closest[0]])}"
