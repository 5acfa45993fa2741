"""
Integrations: their facts, and the checks of type and settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import refusals
from apigw_mock.apigatewayv2.fields import Call, Facts
from apigw_mock.refusal import TimeoutOutOfRange

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    Check = Callable[["IntegrationCall"], None]


@dataclass(frozen=True, kw_only=True)
class IntegrationFacts(Facts):
    """
    What is around an integration.

    Args:
        account_id: of the API's owner.
        count: how many integrations the API has.
        routes: ids of the routes that lead to the integration.
        v2_links: ids of the account's VPC links for HTTP APIs.
    """

    account_id: str
    count: int
    routes: Sequence[str]
    v2_links: Container[str]


IntegrationCall = Call[IntegrationFacts]


# --- before it is made, and before it is deleted ----------------------------------


def fewer_than(quota: int) -> Check:
    """
    Return the check that the API has fewer integrations than *quota*.
    """

    def check(call: IntegrationCall) -> None:
        if call.facts.count >= quota:
            raise refusals.TooManyIntegrations(quota)

    return check


def not_managed(call: IntegrationCall) -> None:
    if call.document.get("apiGatewayManaged"):
        raise refusals.ManagedIntegration(call.document["integrationId"])


def led_to_by_no_route(call: IntegrationCall) -> None:
    if call.facts.routes:
        raise refusals.IntegrationInUse(call.facts.routes)


# --- type, method, version, timeout -----------------------------------------------


def proxy_type(call: IntegrationCall) -> None:
    """
    Accept AWS_PROXY and HTTP_PROXY.
    """
    integration_type = call.kind.type
    if integration_type not in {"AWS_PROXY", "HTTP_PROXY"}:
        raise refusals.TypeNotForProtocol(str(integration_type))


def has_method(call: IntegrationCall) -> None:
    if not call.document.get("integrationMethod"):
        raise refusals.MissingIntegrationMethod(str(call.kind.type))


def has_version(call: IntegrationCall) -> None:
    if "payloadFormatVersion" not in call.document:
        raise refusals.MissingPayloadVersion(str(call.kind.type))


def version(*supported: str) -> Check:
    """
    Return the check that the payload format version is one of these.
    """

    def check(call: IntegrationCall) -> None:
        given = call.document.get("payloadFormatVersion")
        if given is not None and given not in supported:
            raise refusals.UnsupportedPayloadVersion(given)

    return check


def version_of_http_proxy(call: IntegrationCall) -> None:
    given = call.document.get("payloadFormatVersion")
    if given not in {None, "1.0"}:
        raise refusals.PayloadVersionNotForType(str(given), str(call.kind.type))


def timeout(high: int | None = None) -> Check:
    """
    Return the check of a timeout: it is in the model's bounds, and at most *high* ms.
    """

    def check(call: IntegrationCall) -> None:
        modelled = call.members["timeoutInMillis"]
        low, top = modelled.minimum or 0, high or modelled.maximum or 0
        given = call.change["timeoutInMillis"]
        if not low <= given <= top:
            raise TimeoutOutOfRange(low, top, given)

    return check


# --- connection and credentials ---------------------------------------------------

_ARN = r"arn:aws[\w-]*"
_ROLE = re.compile(
    rf"{_ARN}:iam::\d{{12}}:role/.+"
    rf"|{_ARN}:iam::\*:user/\*"  # the caller's identity
    rf"|{_ARN}:iam:::user/"  # the same, as AWS's page prints it
)


def has_connection_id(call: IntegrationCall) -> None:
    if "connectionId" not in call.document:
        raise refusals.MissingVpcLinkId(str(call.kind.connection))


def link_of_rest_apis(call: IntegrationCall) -> None:
    link = call.document["connectionId"]
    if link in call.facts.v2_links:
        raise refusals.LinkNotForProtocol(link)


def role_or_caller(call: IntegrationCall) -> None:
    arn = call.change["credentialsArn"]
    if not _ROLE.fullmatch(arn):
        raise refusals.InvalidCredentials(arn)
