"""
How usage plans are found, read and written.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import complete
from apigw_mock.apigateway.rules import usage_plan as rules
from apigw_mock.apigateway.rules.usage_plan import PlanFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.usage_plan import USAGE_PLAN
from apigw_mock.host.rest import lookups
from apigw_mock.host.rest.documents import document_of
from apigw_mock.host.rest.record import Resource, with_tags, without_empty_tags
from apigw_mock.host.rest.store import BESIDE, Store, models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.routes import Target

STORE = Store(
    models.UsagePlan,
    (),  # only backends make plans
    {
        "id": "id",
        "name": "name",
        "description": "description",
        "apiStages": "api_stages",
        "throttle": "throttle",
        "quota": "quota",
        "productCode": "product_code",
        "tags": "tags",
    },
)
# moto's own updates store numbers as texts, in maps that must be there.
_NUMBERS = {"limit": int, "offset": int, "rateLimit": float, "burstLimit": int}
_LIMITS = {"quota": rules.new_quota, "throttle": rules.new_throttle}
_NO_FACTS = PlanFacts(has_stage=lambda _, __: True, is_http=lambda _: False)


def read(plan: Any, _: Target) -> Document:
    """
    Return the document of a plan, also of one that moto itself made or updated.
    """
    shown = {n: value for n, value in document_of(plan).items() if value != ""}
    for name, new in _LIMITS.items():
        if limits := shown.pop(name, None):
            shown[name] = {**new(plan), **dict(_converted(limits))}
    return shown if BESIDE in vars(plan) else complete(shown, USAGE_PLAN, _NO_FACTS)


def _converted(limits: Document) -> Iterator[tuple[str, Any]]:
    """
    Yield the limits, without those that are texts which are no numbers.
    """
    for name, value in limits.items():
        with suppress(ValueError):
            yield name, _NUMBERS.get(name, str)(value)


def facts_of(backend: Any, _: Target) -> PlanFacts:
    return PlanFacts(
        has_stage=partial(lookups.has_stage, backend),
        is_http=partial(lookups.is_http, backend),
    )


def write(backend: Any, _: Target, document: Document, old: Any) -> Target:
    made = old or backend.create_usage_plan({"name": document["name"]})
    limits = {name: document.get(name, {}) for name in _LIMITS}
    changed = {**document, **limits, "id": made.id}
    if "quota" not in document:
        for key in lookups.keys_of_plan(backend, made.id).values():
            vars(key).pop("remaining", None)
    backend.usage_plans[made.id] = STORE.make(changed, made)
    return {"usagePlanId": made.id}


def every(backend: Any, target: Target) -> Iterable[Any]:
    """
    Return the plans, or those with the API key that the call names. Newest first.
    """
    key_id = target.get("keyId")
    return [
        plan
        for plan in reversed(list(backend.usage_plans.values()))
        if key_id is None or key_id in lookups.keys_of_plan(backend, plan.id)
    ]


def delete(backend: Any, target: Target) -> None:
    """
    Delete a plan that has no stages, but for those that moto has deleted.
    """
    plan = lookups.find_usage_plan(backend, target)
    for stage in read(plan, target)["apiStages"]:
        named = stage.get("apiId"), stage.get("stage")
        if lookups.has_stage(backend, *named):
            raise existence.USAGE_PLAN_UNUSED.error(plan.id, *named)
    del backend.usage_plans[plan.id]
    backend.usage_plan_keys.pop(plan.id, None)


USAGE_PLANS = Resource(
    USAGE_PLAN,
    find=lookups.find_usage_plan,
    read=read,
    settled=with_tags,
    in_list=without_empty_tags,
    check_parent=lambda _, __: None,
    facts=facts_of,
    write=write,
    delete=delete,
    show=read,
    every=every,
    status=(200, 202),
)
