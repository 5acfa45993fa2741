"""
Usage plans, API keys and usage in a real account: lists, dates, moto's own objects.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import moto.apigateway.urls
import pytest
from botocore.exceptions import ClientError
from calls import replace, without_metadata
from moto import mock_aws

from apigw_mock import mock_apigw_updates
from apigw_mock.host.rest import usage as host_usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

REGION = "us-east-1"
DAILY: Any = {"limit": 10, "period": "DAY"}
VALUE = "a-value-of-an-api-key"


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates(region_name=REGION) as backend:
        yield backend


# --- Pages ----------------------------------------------------------------------------


def test_api_keys_come_in_pages(backend: Backend) -> None:
    client = backend.apigateway
    ids = [backend.api_key(name=name)["apiKey"] for name in "abc"]

    first = client.get_api_keys(limit=2)
    second = client.get_api_keys(limit=2, position=first["position"])

    assert [one["id"] for one in first["items"] + second["items"]] == ids[::-1]
    assert "position" not in second


def test_usage_plans_come_in_pages(backend: Backend) -> None:
    client = backend.apigateway
    ids = [backend.usage_plan(name=name)["usagePlanId"] for name in "abc"]

    first = client.get_usage_plans(limit=2)
    second = client.get_usage_plans(limit=2, position=first["position"])

    assert [one["id"] for one in first["items"] + second["items"]] == ids[::-1]
    assert "position" not in second


def test_keys_of_a_plan_and_their_usage_come_in_pages(backend: Backend) -> None:
    client: Any = backend.apigateway
    plan = backend.usage_plan(quota=DAILY)
    days = {"startDate": "2026-01-31", "endDate": "2026-02-01"}
    ids = [backend.api_key(usage_plan=plan)["apiKey"] for _ in "abc"]

    first = client.get_usage_plan_keys(**plan, limit=2)
    second = client.get_usage_plan_keys(**plan, limit=2, position=first["position"])
    used = client.get_usage(**plan, **days, limit=2)
    rest = client.get_usage(**plan, **days, limit=2, position=used["position"])

    assert [one["id"] for one in first["items"] + second["items"]] == ids[::-1]
    assert (len(used["items"]), len(rest["items"])) == (2, 1)
    assert {*used["items"], *rest["items"]} == {*ids}
    assert "position" not in rest


# --- Dates ----------------------------------------------------------------------------


def test_the_date_of_a_key_changes_with_an_update(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = backend.apigateway
    target = backend.api_key()
    made = client.get_api_key(**target)
    now = made["createdDate"].timestamp() + 60
    monkeypatch.setattr("time.time", lambda: now)

    same = client.update_api_key(**target, patchOperations=[])
    named = client.update_api_key(**target, **replace("/name", "pets"))

    assert same["lastUpdatedDate"] == made["lastUpdatedDate"]
    assert named["createdDate"] == made["createdDate"]
    assert named["lastUpdatedDate"].timestamp() == now


@pytest.mark.parametrize(
    ("period", "last", "following"),
    [
        ("DAY", "2026-03-11", "2026-03-12"),
        ("WEEK", "2026-03-15", "2026-03-16"),
        ("MONTH", "2026-03-31", "2026-04-01"),
    ],
)
def test_what_remains_holds_until_the_period_ends(
    backend: Backend,
    monkeypatch: pytest.MonkeyPatch,
    period: Any,
    last: str,
    following: str,
) -> None:
    client = backend.apigateway
    plan = backend.usage_plan(quota={"limit": 10, "period": period})
    key = backend.api_key(usage_plan=plan)["apiKey"]
    monkeypatch.setattr(host_usage, "today", lambda: date(2026, 3, 11))

    def remaining(day: str) -> int:
        used = client.get_usage(**plan, startDate=day, endDate=day)
        return used["items"][key][0][1]

    made = client.update_usage(**plan, keyId=key, **replace("/remaining", "3"))

    assert made["startDate"] == made["endDate"] == "2026-03-11"
    assert [remaining(day) for day in ("2026-03-11", last)] == [3, 3]
    assert [remaining(day) for day in ("2026-03-10", following)] == [10, 10]


def test_an_update_of_usage_is_of_today(backend: Backend) -> None:
    plan = backend.usage_plan(quota=DAILY)
    key = backend.api_key(usage_plan=plan)["apiKey"]
    before = datetime.now(timezone.utc).date()

    used = backend.apigateway.update_usage(**plan, keyId=key, patchOperations=[])

    after = datetime.now(timezone.utc).date()
    assert before <= date.fromisoformat(used["startDate"]) <= after
    assert after - before <= timedelta(1)


def test_each_plan_of_a_key_has_a_usage_of_its_own(backend: Backend) -> None:
    client: Any = backend.apigateway
    plans = [backend.usage_plan(quota=DAILY) for _ in "ab"]
    key = backend.api_key(usage_plan=plans[0])["apiKey"]
    client.create_usage_plan_key(**plans[1], keyId=key, keyType="API_KEY")

    client.update_usage(**plans[0], keyId=key, **replace("/remaining", "3"))
    others = client.update_usage(**plans[1], keyId=key, patchOperations=[])
    client.delete_usage_plan_key(**plans[0], keyId=key)
    client.create_usage_plan_key(**plans[0], keyId=key, keyType="API_KEY")
    anew = client.update_usage(**plans[0], keyId=key, patchOperations=[])

    assert others["items"] == {key: [[0, 10]]}
    assert anew["items"] == {key: [[0, 10]]}


# --- Where they are -------------------------------------------------------------------


def test_regions_have_plans_and_keys_of_their_own_until_a_reset(
    backend: Backend,
) -> None:
    plan = backend.usage_plan(quota=DAILY)
    backend.api_key(usage_plan=plan)

    other: Any = boto3.client("apigateway", "eu-west-1")
    assert other.get_usage_plans()["items"] == []
    assert other.get_api_keys()["items"] == []
    backend.reset()
    client = backend.apigateway
    assert client.get_usage_plans()["items"] == []
    assert client.get_api_keys()["items"] == []
    assert client.get_usage_plan_keys(**plan)["items"] == []


def test_a_scope_inside_mock_aws_takes_the_urls_of_usage_away() -> None:
    days = {"startDate": "2026-01-31", "endDate": "2026-01-31"}
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        before = dict(moto.apigateway.urls.url_paths)
        with mock_apigw_updates() as backend:
            plan = backend.usage_plan(quota=DAILY)
            inside = client.get_usage(**plan, **days)["items"]
        after = dict(moto.apigateway.urls.url_paths)
        with pytest.raises(ClientError) as refused:
            client.get_usage(**plan, **days)

    assert inside == {}
    assert after == before
    assert "Not yet implemented" in str(refused.value)


# --- What moto made before the scope, and what it does after it -----------------------


def test_what_moto_made_is_shown_and_updated_as_on_aws() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        stage = {"restApiId": "a", "stageName": "b"}
        key = client.create_api_key(name="", description="", stageKeys=[stage])["id"]
        plan = client.create_usage_plan(name="gold", quota=DAILY)["id"]
        add = {"op": "add", "path": "/quota/offset", "value": "0"}
        rate = {"op": "add", "path": "/throttle/rateLimit", "value": "2"}
        client.update_usage_plan(usagePlanId=plan, patchOperations=[add, rate])
        client.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
        with mock_apigw_updates():
            found = without_metadata(client.get_usage_plan(usagePlanId=plan))
            of_plan = client.get_usage_plan_keys(usagePlanId=plan)["items"]
            read = without_metadata(client.get_api_key(apiKey=key))
            used = client.update_usage(
                usagePlanId=plan, keyId=key, **replace("/remaining", "3")
            )
            client.update_usage_plan(usagePlanId=plan, **replace("/quota/limit", "5"))
        after = client.get_usage_plan(usagePlanId=plan)

    assert found["quota"] == {"limit": 10, "offset": 0, "period": "DAY"}
    assert found["throttle"]["rateLimit"] == 2.0
    assert (found["apiStages"], found["tags"]) == ([], {})
    assert [one["id"] for one in of_plan] == [key]
    assert (read["stageKeys"], read["enabled"]) == (["a/b"], False)
    assert {"name", "description", "value"}.isdisjoint(read)
    assert used["items"] == {key: [[0, 3]]}
    assert after["quota"]["limit"] == 5


def test_after_the_scope_moto_updates_what_the_scope_made() -> None:
    limit = {"op": "add", "path": "/quota/limit", "value": "5"}
    rate = {"op": "add", "path": "/throttle/rateLimit", "value": "2"}
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        with mock_apigw_updates() as backend:
            plan, key = backend.usage_plan(), backend.api_key(enabled=True)
        client.update_usage_plan(**plan, patchOperations=[limit, rate])
        client.update_api_key(**key, **replace("/name", "pets"))
        after = client.get_api_key(**key)
        with mock_apigw_updates():
            found = client.get_usage_plan(**plan)

    assert (after["name"], after["enabled"]) == ("pets", True)
    assert found["quota"] == {"limit": 5, "offset": 0}
    assert found["throttle"] == {"burstLimit": 0, "rateLimit": 2.0}


def test_a_key_that_moto_deleted_is_in_no_plan() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        with mock_apigw_updates() as backend:
            plan = backend.usage_plan(quota=DAILY)
            key = backend.api_key(usage_plan=plan)
        client.delete_api_key(**key)
        with mock_apigw_updates():
            keys = client.get_usage_plan_keys(**plan)["items"]
            used = client.get_usage(
                **plan, startDate="2026-01-31", endDate="2026-01-31"
            )["items"]

    assert (keys, used) == ([], {})


# --- What is shown --------------------------------------------------------------------


def test_the_log_does_not_have_the_value_of_a_key(backend: Backend) -> None:
    target = backend.api_key(value=VALUE)

    backend.apigateway.update_api_key(**target, **replace("/name", "pets"))

    assert backend.updates[-1].changed["name"] == ("apigw-mock", "pets")
    assert VALUE not in repr([backend.updates[-1].before, backend.updates[-1].after])


def test_no_answer_has_a_null(backend: Backend) -> None:
    client: Any = backend.apigateway
    bodies: list[Any] = []
    client.meta.events.register(
        "before-parse.apigateway.*",
        lambda response_dict, **_: bodies.append(response_dict["body"]),
    )
    plan = {"usagePlanId": client.create_usage_plan(name="gold", quota=DAILY)["id"]}
    key = client.create_api_key()["id"]
    client.create_usage_plan_key(**plan, keyId=key, keyType="API_KEY")
    client.get_usage_plan(**plan)
    client.get_api_key(apiKey=key)
    client.get_usage_plan_key(**plan, keyId=key)
    client.update_usage(**plan, keyId=key, patchOperations=[])

    sent = [json.loads(body) for body in bodies]
    assert len(sent) == 7
    assert [one for one in sent if None in one.values()] == []


def test_what_remains_goes_with_its_quota(backend: Backend) -> None:
    client = backend.apigateway
    plan = backend.usage_plan(quota={"limit": 10, "period": "MONTH"})
    key = backend.api_key(usage_plan=plan)["apiKey"]
    client.update_usage(**plan, keyId=key, **replace("/remaining", "3"))
    client.update_usage_plan(
        **plan, patchOperations=[{"op": "remove", "path": "/quota"}]
    )
    again = {"/quota/limit": "7", "/quota/period": "MONTH"}
    operations: Any = [
        {"op": "replace", "path": path, "value": value} for path, value in again.items()
    ]
    client.update_usage_plan(**plan, patchOperations=operations)

    used = client.update_usage(**plan, keyId=key, patchOperations=[])
    assert used["items"] == {key: [[0, 7]]}


@pytest.mark.parametrize("limit", ["abc", "5.5"])
def test_a_quota_that_moto_made_a_text_breaks_no_call(limit: str) -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        quota = {"limit": 10, "period": "DAY"}
        target = {"usagePlanId": client.create_usage_plan(name="a", quota=quota)["id"]}
        with suppress(ClientError, ValueError):
            client.update_usage_plan(**target, **replace("/quota/limit", limit))
        with mock_apigw_updates():
            client.get_usage_plans()
            mended = client.update_usage_plan(**target, **replace("/quota/limit", "5"))
            client.delete_usage_plan(**target)

    assert mended["quota"]["limit"] == 5


@pytest.mark.parametrize("stage", [{}, {"apiId": "a"}])
def test_a_plan_that_moto_made_of_half_a_stage_is_deleted(stage: Any) -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        made = client.create_usage_plan(name="pets", apiStages=[stage])
        with mock_apigw_updates():
            client.delete_usage_plan(usagePlanId=made["id"])

            assert client.get_usage_plans()["items"] == []


def test_a_plan_that_does_not_exist_has_no_keys_of_moto_s() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        key = client.create_api_key(name="pets")["id"]
        client.create_usage_plan_key(usagePlanId="absent", keyId=key, keyType="API_KEY")
        with mock_apigw_updates():
            assert client.get_usage_plan_keys(usagePlanId="absent")["items"] == []


def test_a_key_of_a_plan_that_does_not_exist_is_not_made(backend: Backend) -> None:
    client = backend.apigateway
    with pytest.raises(client.exceptions.NotFoundException):
        backend.api_key(usage_plan={"usagePlanId": "absent"})

    assert client.get_api_keys()["items"] == []
