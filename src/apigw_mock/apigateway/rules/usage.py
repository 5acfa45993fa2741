"""
Usage: what remains of a quota, and on which days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import NoQuotaOfPlan
from apigw_mock.apigateway.rows import Call, Facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apigw_mock.apigateway.rows import Given

    # Of a usage plan: its limit, offset and period.
    Quota = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class UsageFacts(Facts):
    """
    The surroundings of a usage.

    Args:
        plan_id: the usage plan.
        has_quota: whether the usage plan has a quota.
    """

    plan_id: str
    has_quota: bool


@dataclass(frozen=True)
class Remaining:
    """
    What an update said remains of a quota.

    Args:
        requests: their number.
        since: the day of the update. It holds until the end of the quota's period.
    """

    requests: int
    since: date


_MOST_DAYS = 366


def has_quota(call: Call[UsageFacts], _: Given) -> None:
    if not call.facts.has_quota:
        raise NoQuotaOfPlan(call.facts.plan_id)


def read_days(start: str, end: str) -> tuple[date, date] | None:
    """
    Return the first and the last day, or None unless they are a year or less.
    """
    try:
        first, last = _read_day(start), _read_day(end)
    except ValueError:
        return None
    is_range = timedelta() <= last - first < timedelta(_MOST_DAYS)
    return (first, last) if is_range else None


def _read_day(text: str) -> date:
    # Newer releases of Python read 20260131, too.
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return date.fromisoformat(text)


def daily(
    quota: Quota, said: Remaining | None, first: date, last: date
) -> Iterator[list[int]]:
    """
    Yield the requests used and remaining on each day. Nothing counts calls.
    """
    for number in range((last - first).days + 1):
        yield [0, remaining(quota, said, first + timedelta(number))]


def remaining(quota: Quota, said: Remaining | None, day: date) -> int:
    """
    Return how many requests remain of a quota on a day.
    """
    whole: int = quota["limit"] - quota.get("offset", 0)
    if said is None or day < said.since:
        return max(whole, 0)
    same = _period(quota, day) == _period(quota, said.since)
    return said.requests if same else max(whole, 0)


def _period(quota: Quota, day: date) -> tuple[int, ...]:
    """
    Return what the days of one period of a quota have in common.
    """
    period = quota.get("period")  # a quota that moto made may lack it
    if period == "WEEK":
        return day.isocalendar()[:2]
    if period == "MONTH":
        return day.year, day.month
    return (day.toordinal(),)
