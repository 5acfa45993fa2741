"""
How often API Gateway takes a call, and the waits that follow from it.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.host.ask.quotas import (
    EDGE,
    EVERY_CALL,
    QUOTAS,
    REGIONAL,
    CountingClock,
    Pace,
    RealClock,
    kind_of_api,
)


def waits(*calls: tuple[str, str, dict[str, Any]]) -> list[float]:
    clock = CountingClock()
    pace = Pace(clock)
    times = []
    for call in calls:
        pace.wait(*call)
        times.append(round(clock.now(), 3))
    return times


@pytest.mark.parametrize("quota", QUOTAS, ids=str)
def test_calls_of_one_operation_keep_their_distance(quota: Any) -> None:
    types = ["REGIONAL" if quota.of == REGIONAL else "EDGE"]
    request = {"endpointConfiguration": {"types": types}} if quota.of else {}
    call = (quota.service, quota.operation, request)

    assert waits(call, call) == [0, max(quota.interval, EVERY_CALL)]


def test_other_calls_go_on_meanwhile() -> None:
    edge = ("apigateway", "CreateRestApi", {})
    read = ("apigateway", "GetRestApi", {})
    regional = (*edge[:2], {"endpointConfiguration": {"types": ["REGIONAL"]}})

    assert waits(edge, read, regional, edge, regional) == [0, 0.1, 0.2, 30, 30.1]


def test_other_services_have_no_quota_here() -> None:
    role = ("iam", "CreateRole", {})

    assert waits(role, role) == [0, 0]


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        ({}, EDGE),
        ({"endpointConfiguration": {}}, EDGE),
        ({"endpointConfiguration": "x"}, EDGE),
        ({"endpointConfiguration": {"types": ["EDGE"]}}, EDGE),
        ({"endpointConfiguration": {"types": ["PRIVATE"]}}, REGIONAL),
        ({"parameters": {"endpointConfigurationTypes": "REGIONAL"}}, REGIONAL),
        ({"parameters": {}}, EDGE),
    ],
    ids=str,
)
def test_kind_of_api_is_known_by_the_request(
    request_: dict[str, Any], kind: str
) -> None:
    assert kind_of_api(request_) == kind


def test_wait_ends_when_the_check_raises() -> None:
    checked = []

    def check() -> None:
        checked.append(1)
        if len(checked) > 1:
            raise KeyboardInterrupt

    clock = RealClock(check)
    clock.SLICE = 0.001  # type: ignore[misc]  # of this clock alone
    before = clock.now()
    with pytest.raises(KeyboardInterrupt):
        clock.sleep(60)

    assert clock.now() - before < 30


def test_short_wait_is_over() -> None:
    RealClock(lambda: None).sleep(0.001)
