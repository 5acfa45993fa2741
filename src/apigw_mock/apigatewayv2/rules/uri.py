"""
The URI of an integration: the checks of its form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import refusals
from apigw_mock.refusal import ApigwError, InvalidHttpEndpoint, InvalidIntegrationUri

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigatewayv2.rules.integration import Check, IntegrationCall

_ARN = r"arn:aws[\w-]*"
_NAMED = r"(?:[^\s:/{}]|\$\{[^{}]*\})+"  # a part of an ARN, or ${stageVariables.name}
FUNCTION = re.compile(
    rf"{_ARN}:lambda:{_NAMED}:{_NAMED}:function:{_NAMED}(?::{_NAMED})?"
)
INVOCATION = re.compile(
    rf"{_ARN}:apigateway:{_NAMED}:lambda:path/2015-03-31/functions/"
    rf"(?:{FUNCTION.pattern}|\$\{{[^{{}}]*\}})/invocations"
)
_SERVICE = re.compile(rf"{_ARN}:apigateway:[^:]+:[^:]+:(?:path|action)/.+")
_URL = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_PRIVATE = re.compile(
    rf"{_ARN}:elasticloadbalancing:[^:]+:\d{{12}}:listener/(?:app|net)(?:/[^/?]+){{3}}"
    rf"|{_ARN}:servicediscovery:[^:]+:\d{{12}}:service/[^/?]+(?:\?.*)?"
)


def leads_to(
    *forms: re.Pattern[str], refusal: Callable[[str | None], ApigwError]
) -> Check:
    """
    Return the check that the URI has one of these forms.
    """

    def check(call: IntegrationCall) -> None:
        if not any(form.fullmatch(_uri(call)) for form in forms):
            raise refusal(call.document.get("integrationUri"))

    return check


def _uri(call: IntegrationCall) -> str:
    return str(call.document.get("integrationUri", ""))


def no_function(uri: str | None) -> ApigwError:
    """
    Return the refusal of a URI that does not lead to a function.
    """
    return InvalidIntegrationUri(uri) if uri else refusals.MissingIntegrationUri()


function = leads_to(FUNCTION, INVOCATION, refusal=no_function)
invocation = leads_to(INVOCATION, refusal=no_function)
service_action = leads_to(_SERVICE, refusal=InvalidIntegrationUri)
url = leads_to(_URL, refusal=InvalidHttpEndpoint)
listener_or_service = leads_to(_PRIVATE, refusal=refusals.InvalidPrivateUri)


def same_account(call: IntegrationCall) -> None:
    if _uri(call).split(":")[4] != call.facts.account_id:
        raise refusals.ForeignPrivateUri(_uri(call), call.facts.account_id)


def no_uri_on_mock(call: IntegrationCall) -> None:
    raise refusals.UriOnMock(call.change["integrationUri"])
