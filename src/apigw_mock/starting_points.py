"""
What the builders of starting points fill in: the least that AWS takes, by type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigatewayv2.tables.subtypes import SUBTYPES
from apigw_mock.apigatewayv2.tables.subtypes import VERSION as SUBTYPE_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    Arguments = dict[str, Any]

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
_ROLE = "arn:aws:iam::{account}:role/pets"

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
    return _filled(where, {"type": kind, **_REST.get(kind, {})}, given)


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
