"""
API mappings: their facts, and the checks of keys, APIs and stages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigatewayv2 import domain_refusals as refusals
from apigw_mock.apigatewayv2.fields import Call, Facts
from apigw_mock.apigatewayv2.kinds import REST, on_websocket
from apigw_mock.refusal import MutualTlsNeedsRegionalApi

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container

    Check = Callable[["MappingCall"], None]

KEY = re.compile(r"[\w$.+!*'(),/-]*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class MappingFacts(Facts):
    """
    What is around an API mapping.

    Args:
        keys: of the domain name's other mappings.
        protocols: of the APIs that these lead to.
        stages: of the API that is mapped, None if there is no such API.
        has_mutual_tls: whether the domain name has mutual TLS.
        is_regional: whether the API is an HTTP or WebSocket API, or a REST API with a
            regional endpoint alone.
    """

    keys: Container[str]
    protocols: Collection[str]
    stages: Container[str] | None
    has_mutual_tls: bool
    is_regional: bool


MappingCall = Call[MappingFacts]


# --- the key ----------------------------------------------------------------------


def no_slash_at_end(call: MappingCall) -> None:
    key = call.change["apiMappingKey"]
    if key.endswith("/"):
        raise refusals.SlashAtEnd(key)


def single_slashes(call: MappingCall) -> None:
    key = call.change["apiMappingKey"]
    if key.startswith("/") or "//" in key:
        raise refusals.StraySlash(key)


def not_blank(call: MappingCall) -> None:
    key = call.change["apiMappingKey"]
    if key and not key.strip():
        raise refusals.StraySlash(key)


def key_characters(call: MappingCall) -> None:
    key = call.document["apiMappingKey"]
    if not KEY.fullmatch(key):
        raise refusals.InvalidApiMappingKey(key)


def one_level(call: MappingCall) -> None:
    """
    Check that the key of a WebSocket API has no slash.
    """
    key = call.document["apiMappingKey"]
    if "/" in key:
        raise refusals.InvalidApiMappingKey(key)


def at_most(limit: int) -> Check:
    """
    Return the check that a key has at most *limit* characters.
    """

    def check(call: MappingCall) -> None:
        key = call.document["apiMappingKey"]
        if len(key) > limit:
            raise refusals.ApiMappingKeyTooLong(limit, key)

    return check


def new_key(call: MappingCall) -> None:
    key = call.document["apiMappingKey"]
    if key in call.facts.keys:
        raise refusals.ApiMappingKeyTaken(key)


# --- what it leads to -------------------------------------------------------------


def known_api(call: MappingCall) -> None:
    if call.facts.stages is None:
        raise refusals.UnknownApiOfMapping(call.change.get("apiId"))


def known_stage(call: MappingCall) -> None:
    """
    Check the stage. Only a mapping that API Gateway v1 made to a REST API has none.
    """
    stage = call.document.get("stage")
    is_open = stage is None and call.before is not None and call.kind.protocol == REST
    if not is_open and stage not in (call.facts.stages or ()):
        raise refusals.UnknownStageOfMapping(stage)


def same_protocols(call: MappingCall) -> None:
    is_websocket = on_websocket(call.kind)
    if any((one == "WEBSOCKET") != is_websocket for one in call.facts.protocols):
        raise refusals.MixedProtocols(call.kind.protocol)


def regional_if_mutual_tls(call: MappingCall) -> None:
    if call.facts.has_mutual_tls and not call.facts.is_regional:
        raise MutualTlsNeedsRegionalApi(call.change["apiId"])
