"""
How usage is found, read and written. moto has none: the keys in a plan keep it.
"""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from apigw_mock.apigateway.rules import usage as rules
from apigw_mock.apigateway.rules.usage import Remaining, UsageFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.usage import USAGE
from apigw_mock.host.pages import page
from apigw_mock.host.rest import lookups, usage_plan
from apigw_mock.host.rest.record import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.apigateway.rules.usage import Quota
    from apigw_mock.host.routes import Target


class Usage(NamedTuple):
    """
    What a call asks for.

    Args:
        keys: moto's objects of keys in a plan.
        quota: of the plan; None if it has none.
        first, last: the days.
    """

    keys: list[Any]
    quota: Quota | None
    first: date
    last: date


def today() -> date:
    return datetime.now(timezone.utc).date()


def find(backend: Any, target: Target) -> Usage:
    """
    Return the usage of one key or of all keys in a plan. An update has that of today.
    """
    plan = lookups.find_usage_plan(backend, target)
    keys = _keys(lookups.keys_of_plan(backend, plan.id), target.get("keyId"))
    now = today().isoformat()
    start, end = target.get("startDate", now), target.get("endDate", now)
    days = rules.read_days(start, end)
    if days is None:
        raise existence.USAGE_DATES.error(start, end)
    return Usage(keys, _quota_of(plan), *days)


def _keys(keys: Mapping[str, Any], key_id: str | None) -> list[Any]:
    if key_id is None:
        return list(keys.values())
    if key_id not in keys:
        raise existence.KEY_OF_USAGE.error(key_id)
    return [keys[key_id]]


def _quota_of(plan: Any) -> Quota | None:
    quota: Quota = usage_plan.read(plan, {}).get("quota", {})
    return quota if "limit" in quota else None


def read(usage: Usage, _: Target) -> Document:
    """
    Return the document that an update changes: what remains of the quota.
    """
    if usage.quota is None:
        return {}
    said = _said(usage.keys[0])
    return {"remaining": rules.remaining(usage.quota, said, usage.last)}


def _said(key: Any) -> Remaining | None:
    said: Remaining | None = vars(key).get("remaining")
    return said


def facts_of(backend: Any, target: Target) -> UsageFacts:
    plan = lookups.find_usage_plan(backend, target)
    return UsageFacts(plan_id=plan.id, has_quota=_quota_of(plan) is not None)


def write(backend: Any, target: Target, document: Document, old: Usage) -> None:
    (key,) = old.keys
    new = object.__new__(type(key))  # copy() would leave something on moto's class
    remaining = Remaining(document["remaining"], today())
    vars(new).update(vars(key), remaining=remaining)
    backend.usage_plan_keys[target["usagePlanId"]][key.id] = new


def show(usage: Usage, target: Target) -> Document:
    """
    Return a page of the keys, each with its days. Without a quota, there is nothing.
    """
    days = {"startDate": usage.first.isoformat(), "endDate": usage.last.isoformat()}
    shown = {"usagePlanId": target["usagePlanId"], **days}
    quota = usage.quota
    if quota is None:
        return {**shown, "values": {}}

    def used(key: Any) -> Document:
        said = _said(key)
        return {
            "id": key.id,
            "days": list(rules.daily(quota, said, usage.first, usage.last)),
        }

    found = page(usage.keys, target, used, "id")
    items = found.pop("item")
    return {**shown, **found, "values": {one["id"]: one["days"] for one in items}}


USAGES = Resource(USAGE, find=find, read=read, facts=facts_of, write=write, show=show)
