"""
Integration responses: their facts, and the checks of the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.fields import Call, Facts
from apigw_mock.apigatewayv2.mapping import websocket
from apigw_mock.apigatewayv2.refusals import DuplicateResponseKey, InvalidExpression

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, kw_only=True)
class IntegrationResponseFacts(Facts):
    """
    What is around an integration response.

    Args:
        keys: of the integration's other responses.
    """

    keys: Container[str | None]


ResponseCall = Call[IntegrationResponseFacts]


def response_key(call: ResponseCall) -> None:
    key: Any = call.document.get("integrationResponseKey")
    if key is None or not websocket.is_integration_response_key(key):
        raise InvalidExpression("IntegrationResponseKey", key)


def unique_response_key(call: ResponseCall) -> None:
    key = call.document["integrationResponseKey"]
    if key in call.facts.keys:
        raise DuplicateResponseKey(key)
