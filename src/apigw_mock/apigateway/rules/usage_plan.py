"""
Usage plans: their stages, throttles and quotas.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    ApiStageNotFound,
    HttpApiInUsagePlan,
    InvalidQuotaLimit,
    InvalidQuotaPeriod,
    InvalidThrottledMethod,
    NoThrottleOfPlan,
    QuotaOffsetOutOfRange,
    UnnamedApiStage,
)
from apigw_mock.apigateway.rows import Call, Facts
from apigw_mock.apigateway.values import HTTP_METHODS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.apigateway.rows import Document, Given

    Pair = dict[str, str]  # of the names of an API and its stage


@dataclass(frozen=True, kw_only=True)
class PlanFacts(Facts):
    """
    The surroundings of a usage plan.

    Args:
        has_stage: whether the account has an API with a stage, given both names.
        is_http: whether an API is an HTTP API, given its id.
    """

    has_stage: Callable[[str, str], bool]
    is_http: Callable[[str], bool]


PlanCall = Call[PlanFacts]

LEAVES = ("burstLimit", "rateLimit")
PERIODS = {"DAY": 0, "WEEK": 6, "MONTH": 27}  # and the highest offset of each
MOST = 2**31 - 1


# --- How texts are read ---------------------------------------------------------------


def read_pair(text: str) -> Pair | None:
    """
    Return the API and the stage of ``api:stage``, or None. AWS ignores a third part.
    """
    api, stage, *_ = [*text.split(":"), ""]
    return {"apiId": api, "stage": stage} if stage else None


def read_path(text: str) -> str:
    """
    Return the path of a resource, which may lack its first slash in a patch.
    """
    return text if text.startswith(("/", "*")) else f"/{text}"


def read_throttle(text: str) -> dict[str, Document] | None:
    """
    Return the throttles of methods that a JSON text has, or None.
    """
    try:
        read = json.loads(text)
        return {key: _limits(value) for key, value in read.items()}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _limits(value: Any) -> Document:
    limits = {**new_throttle(), **{name: value[name] for name in value}}
    burst, rate = (limits.pop(name) for name in LEAVES)
    if limits or isinstance(burst, bool) or isinstance(rate, bool):
        raise ValueError(value)
    if int(burst) != burst or not (0 <= burst <= MOST and 0 <= rate < float("inf")):
        raise ValueError(value)
    return {"burstLimit": int(burst), "rateLimit": float(rate)}


# --- What a parent starts with --------------------------------------------------------


def new_throttle(_: object = None) -> Document:
    return {"burstLimit": 0, "rateLimit": 0.0}


def new_quota(_: object) -> Document:
    return {"offset": 0}


def stages(call: PlanCall) -> list[Document]:
    """
    Return the plan's stages, each once, without throttles that Create left empty.
    """
    found: dict[tuple[str, str], Document] = {}
    for one in call.document.get("apiStages", ()):
        shown = {name: one[name] for name in one if one[name] != {}}
        found.setdefault((one.get("apiId"), one.get("stage")), shown)
    return list(found.values())


# --- Checks ---------------------------------------------------------------------------


def _pairs(given: Given) -> Iterator[tuple[str, str]]:
    for one in given.values():
        yield one.get("apiId"), one.get("stage")


def named_stages(_: PlanCall, given: Given) -> None:
    for api, stage in _pairs(given):
        if not stage or api in (None, ""):
            raise UnnamedApiStage(api, stage)


def no_http(call: PlanCall, given: Given) -> None:
    for api, _ in _pairs(given):
        if call.facts.is_http(api):
            raise HttpApiInUsagePlan(api)


def known_stages(call: PlanCall, given: Given) -> None:
    for api, stage in _pairs(given):
        if not call.facts.has_stage(api, stage):
            raise ApiStageNotFound(api, stage)


def _throttled(call: PlanCall) -> Iterator[str]:
    """
    Yield the keys of the methods that are throttled, for instance ``/pets/GET``.
    """
    for stage in call.document["apiStages"]:
        yield from stage.get("throttle", ())


def methods(call: PlanCall, _: Given) -> None:
    for key in _throttled(call):
        path, slash, method = key.rpartition("/")
        if not slash:
            raise InvalidThrottledMethod(key, "")
        if not path.startswith("/") or method not in HTTP_METHODS:
            raise InvalidThrottledMethod(path, method)


def throttle_of_plan(call: PlanCall, _: Given) -> None:
    if "throttle" not in call.document and any(_throttled(call)):
        raise NoThrottleOfPlan


def limit_of_quota(call: PlanCall, _: Given) -> None:
    if "limit" not in call.document.get("quota", {"limit": 1}):
        raise InvalidQuotaLimit(1, MOST, None)


def period_of_quota(call: PlanCall, _: Given) -> None:
    if "period" not in call.document.get("quota", {"period": "DAY"}):
        raise InvalidQuotaPeriod(None)


def offset_in_period(call: PlanCall, _: Given) -> None:
    quota = call.document.get("quota")
    if quota and not 0 <= quota["offset"] <= PERIODS[quota["period"]]:
        raise QuotaOffsetOutOfRange(
            quota["offset"], PERIODS[quota["period"]], quota["period"]
        )
