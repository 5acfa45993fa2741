"""
Models of WebSocket APIs: their facts, and the checks of name and schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import model_refusals as refusals
from apigw_mock.apigatewayv2.fields import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, kw_only=True)
class ModelFacts(Facts):
    """
    What is around a model.

    Args:
        names: of the API's other models.
    """

    names: Container[str]


ModelCall = Call[ModelFacts]

_NAME = re.compile(r"[a-zA-Z0-9]+")


def of_websocket(call: ModelCall) -> None:
    if call.kind.protocol != "WEBSOCKET":
        raise refusals.ModelsNotForProtocol(call.kind.protocol)


def alphanumeric_name(call: ModelCall) -> None:
    name = call.change["name"]
    if not _NAME.fullmatch(name):
        raise refusals.UnlikelyModelName(name)


def unique_name(call: ModelCall) -> None:
    name = call.change["name"]
    if name in call.facts.names:
        raise refusals.DuplicateModelName(name)


def has_schema(call: ModelCall) -> None:
    if "schema" not in call.change:
        raise refusals.MissingSchema
