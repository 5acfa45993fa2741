"""
API keys: the stages that they name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import StageNotFound
from apigw_mock.apigateway.rows import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.rows import Given


@dataclass(frozen=True, kw_only=True)
class ApiKeyFacts(Facts):
    """
    The surroundings of an API key.

    Args:
        has_stage: whether the account has an API with a stage, given both names.
    """

    has_stage: Callable[[str, str], bool]


ApiKeyCall = Call[ApiKeyFacts]

# Characters.
LONGEST_NAME, LONGEST_DESCRIPTION = 1024, 125_000


def fits_name(text: str | None) -> bool:
    return len(text or "") <= LONGEST_NAME


def fits_description(text: str | None) -> bool:
    return len(text or "") <= LONGEST_DESCRIPTION


def read_stage(text: str) -> str | None:
    """
    Return the text if it is an API and its stage: ``api/stage``.
    """
    api, slash, stage = text.partition("/")
    return text if api and slash and stage else None


def stage_of(key: Any) -> str:
    """
    Return ``api/stage`` of one of the stages that Create is sent, or of a patch's.
    """
    if isinstance(key, str):
        return key
    return f"{key.get('restApiId', '')}/{key.get('stageName', '')}"


def stage_keys(call: ApiKeyCall) -> list[str]:
    return list(dict.fromkeys(map(stage_of, call.document.get("stageKeys", ()))))


def known_stages(call: ApiKeyCall, given: Given) -> None:
    for api, _, stage in (stage_of(key).partition("/") for key in given.values()):
        if not call.facts.has_stage(api, stage):
            raise StageNotFound(stage)
