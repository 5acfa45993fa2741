"""
Base path mappings: their facts, and the checks of their members.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import (
    BasePathExists,
    MixedApis,
    SlashInBasePath,
    UnknownMappedApi,
    UnknownMappedStage,
)
from apigw_mock.apigateway.rows import Call, Facts
from apigw_mock.refusal import MutualTlsNeedsRegionalApi

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container

    from apigw_mock.apigateway.rows import Given

NONE = "(none)"  # AWS's word for the empty base path
_SPELLINGS = ("", NONE, "%28none%29")
_BASE_PATH = re.compile(r"[\w$.+!*'()/-]+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class MappingFacts(Facts):
    """
    The surroundings of a base path mapping.

    Args:
        taken: the base paths of the domain name.
        stages_of: returns the names of an API's stages, None if there is no such API.
        is_regional: whether an API of the account has a regional endpoint alone.
        has_mutual_tls: whether the domain name has mutual TLS.
        of_v2: the identifiers of the account's HTTP and WebSocket APIs.
        others: the identifiers of the APIs that the other mappings lead to.
    """

    taken: Container[str]
    stages_of: Callable[[str], Container[str] | None]
    is_regional: Callable[[str], bool]
    has_mutual_tls: bool
    of_v2: Container[str]
    others: Collection[str]


MappingCall = Call[MappingFacts]


def spelled(text: str) -> str:
    """
    Return a base path as AWS prints it.
    """
    return NONE if text in _SPELLINGS else text


def read(text: str) -> str | None:
    """
    Return a base path as AWS prints it, or None if it has other characters.
    """
    word = spelled(text)
    return word if _BASE_PATH.fullmatch(word) else None


def one_level(call: MappingCall, _: Given) -> None:
    base_path = call.document["basePath"]
    if "/" in base_path:
        raise SlashInBasePath(base_path)


def free_path(call: MappingCall, _: Given) -> None:
    base_path = call.document["basePath"]
    is_own = base_path == call.before.get("basePath")
    if not is_own and base_path in call.facts.taken:
        raise BasePathExists(base_path)


def rest_alone(call: MappingCall, _: Given) -> None:
    """
    Check that neither this mapping nor another one leads to an API of v2.
    """
    api_id, of_v2 = call.document["restApiId"], call.facts.of_v2
    is_rest = call.facts.stages_of(api_id) is not None
    mixes = is_rest and any(one in of_v2 for one in call.facts.others)
    if mixes or api_id in of_v2:
        raise MixedApis(api_id)


def not_of_v2(call: MappingCall, _: Given) -> None:
    """
    Check that the mapping does not lead to an API of v2; another one may.
    """
    api_id = call.document["restApiId"]
    if api_id in call.facts.of_v2:
        raise MixedApis(api_id)


def known_api(call: MappingCall, _: Given) -> None:
    api_id = call.document["restApiId"]
    if call.facts.stages_of(api_id) is None:
        raise UnknownMappedApi(api_id)


def known_stage(call: MappingCall, _: Given) -> None:
    stage = call.document.get("stage")
    stages = call.facts.stages_of(call.document["restApiId"])
    if stage and stage not in (stages or ()):
        raise UnknownMappedStage(stage)


def regional_if_mutual_tls(call: MappingCall, _: Given) -> None:
    api_id = call.document["restApiId"]
    if call.facts.has_mutual_tls and not call.facts.is_regional(api_id):
        raise MutualTlsNeedsRegionalApi(api_id)
