"""
A deployment helper that throttles one method of a usage plan, and the mistakes that AWS
refuses.
"""

from __future__ import annotations

import pytest

SLOW = {"rateLimit": 5, "burstLimit": 10}  # requests a second, requests at once


def throttle(client, plan, stage, method, limits):
    """
    Limit the calls of one method, for instance ``/pets/GET``, for each API key.
    """
    place = f"{stage['restApiId']}:{stage['stageName']}"
    return client.update_usage_plan(
        **plan,
        patchOperations=[
            {
                "op": "replace",
                "path": f"/apiStages/{place}/throttle/{method}/{name}",
                "value": str(value),
            }
            for name, value in limits.items()
        ],
    )


@pytest.fixture
def stage(apigw_backend):
    return apigw_backend.stage()


@pytest.fixture
def plan(apigw_backend, stage):
    return apigw_backend.usage_plan(
        stage=stage, throttle={"rateLimit": 100, "burstLimit": 50}
    )


def test_the_method_is_throttled(apigw_backend, plan, stage):
    throttle(apigw_backend.apigateway, plan, stage, "/pets/GET", SLOW)

    shown = apigw_backend.apigateway.get_usage_plan(**plan)
    assert shown["apiStages"] == [
        {
            "apiId": stage["restApiId"],
            "stage": stage["stageName"],
            "throttle": {"/pets/GET": {"rateLimit": 5.0, "burstLimit": 10}},
        }
    ]
    assert shown["throttle"] == {"rateLimit": 100.0, "burstLimit": 50}


def test_words_are_refused(apigw_backend, plan, stage):
    client = apigw_backend.apigateway

    with pytest.raises(client.exceptions.BadRequestException):
        throttle(client, plan, stage, "/pets/GET", {"rateLimit": "fast"})

    assert "throttle" not in client.get_usage_plan(**plan)["apiStages"][0]


def test_a_plan_without_a_throttle_is_refused(apigw_backend, stage):
    client = apigw_backend.apigateway
    bare = apigw_backend.usage_plan(stage=stage)

    with pytest.raises(client.exceptions.BadRequestException):
        throttle(client, bare, stage, "/pets/GET", SLOW)
