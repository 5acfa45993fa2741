"""
A deployment helper that promotes a canary, and the mistakes that AWS refuses.
"""

from __future__ import annotations

import pytest


def start_canary(client, target, deployment_id, percent="10"):
    """
    Send *percent* of the stage's traffic to another deployment.
    """
    values = {"deploymentId": deployment_id, "percentTraffic": percent}
    client.update_stage(
        **target,
        patchOperations=[
            {"op": "replace", "path": f"/canarySettings/{name}", "value": value}
            for name, value in values.items()
        ],
    )


def promote_canary(client, target):
    """
    Give the stage what its canary has, and end the canary: all of it or nothing.
    """
    copies = {
        "/deploymentId": "/canarySettings/deploymentId",
        "/variables": "/canarySettings/stageVariableOverrides",
    }
    client.update_stage(
        **target,
        patchOperations=[
            *({"op": "copy", "path": to, "from": of} for to, of in copies.items()),
            {"op": "remove", "path": "/canarySettings"},
        ],
    )


@pytest.fixture
def prod(apigw_backend):
    return apigw_backend.stage(
        stage_name="prod", variables={"table": "pets", "log": "error"}
    )


@pytest.fixture
def newer(apigw_backend, prod):
    made = apigw_backend.apigateway.create_deployment(restApiId=prod["restApiId"])
    return made["id"]


def test_the_canary_is_started(apigw_backend, prod, newer):
    before = apigw_backend.apigateway.get_stage(**prod)

    start_canary(apigw_backend.apigateway, prod, newer)

    stage = apigw_backend.apigateway.get_stage(**prod)
    assert stage["deploymentId"] == before["deploymentId"]
    assert stage["canarySettings"]["deploymentId"] == newer
    assert stage["canarySettings"]["percentTraffic"] == 10.0


def test_the_canary_is_promoted(apigw_backend, prod, newer):
    client = apigw_backend.apigateway
    start_canary(client, prod, newer)
    override = "/canarySettings/stageVariableOverrides/table"
    operation = {"op": "replace", "path": override, "value": "pets-v2"}
    client.update_stage(**prod, patchOperations=[operation])

    promote_canary(client, prod)

    stage = client.get_stage(**prod)
    assert stage["deploymentId"] == newer
    assert stage["variables"] == {"table": "pets-v2", "log": "error"}
    assert "canarySettings" not in stage


def test_a_deployment_that_is_not_there_is_refused(apigw_backend, prod):
    client = apigw_backend.apigateway

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        start_canary(client, prod, "absent")

    assert "Deployment id does not exist" in str(refusal.value)
    assert "canarySettings" not in client.get_stage(**prod)


def test_more_than_all_traffic_is_refused(apigw_backend, prod, newer):
    client = apigw_backend.apigateway

    with pytest.raises(client.exceptions.BadRequestException):
        start_canary(client, prod, newer, percent="110")


def test_add_is_refused(apigw_backend, prod, newer):
    client = apigw_backend.apigateway
    path = "/canarySettings/deploymentId"

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        client.update_stage(
            **prod, patchOperations=[{"op": "add", "path": path, "value": newer}]
        )

    assert refusal.value.response["Error"]["Message"] == (
        f"Invalid add operation with path: {path}"
    )
