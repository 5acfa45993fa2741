"""
A deployment helper that opens an HTTP API to a site and deploys it, and the mistakes
that AWS refuses.
"""

from __future__ import annotations

import pytest


def open_to(client, api_id, origin):
    """
    Let pages of *origin* call the API. Other members of its CORS settings stay.
    """
    cors = {"AllowOrigins": [origin]}
    return client.update_api(ApiId=api_id, CorsConfiguration=cors)


def deploy_by_itself(client, stage):
    """
    Have each change of the API deployed.
    """
    return client.update_stage(**stage, AutoDeploy=True)


@pytest.fixture
def stage(apigw_backend):
    return apigw_backend.http_stage(
        api={"CorsConfiguration": {"AllowMethods": ["GET"], "MaxAge": 300}}
    )


def test_the_api_is_opened(apigw_backend, stage):
    client = apigw_backend.apigatewayv2

    open_to(client, stage["ApiId"], "https://pets.example")

    assert client.get_api(ApiId=stage["ApiId"])["CorsConfiguration"] == {
        "AllowMethods": ["GET"],
        "AllowOrigins": ["https://pets.example"],
        "MaxAge": 300,
    }


def test_the_change_is_deployed(apigw_backend, stage):
    client = apigw_backend.apigatewayv2
    deploy_by_itself(client, stage)
    before = client.get_stage(**stage)["DeploymentId"]

    open_to(client, stage["ApiId"], "https://pets.example")

    assert client.get_stage(**stage)["DeploymentId"] != before


def test_credentials_for_everyone_are_refused(apigw_backend, stage):
    client, api = apigw_backend.apigatewayv2, stage["ApiId"]
    open_to(client, api, "https://pets.example")
    client.update_api(ApiId=api, CorsConfiguration={"AllowCredentials": True})

    with pytest.raises(client.exceptions.BadRequestException):
        open_to(client, api, "*")

    cors = client.get_api(ApiId=api)["CorsConfiguration"]
    assert cors["AllowOrigins"] == ["https://pets.example"]


def test_an_origin_without_a_scheme_is_refused(apigw_backend, stage):
    client = apigw_backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException):
        open_to(client, stage["ApiId"], "pets.example")


def test_a_deployment_beside_auto_deploy_is_refused(apigw_backend, stage):
    client = apigw_backend.apigatewayv2
    deployment = client.create_deployment(ApiId=stage["ApiId"])["DeploymentId"]
    deploy_by_itself(client, stage)

    with pytest.raises(client.exceptions.BadRequestException) as refusal:
        client.update_stage(**stage, DeploymentId=deployment)

    assert refusal.value.response["Error"]["Message"].startswith(
        "Deployment ID cannot be set on this stage because AutoDeploy is enabled"
    )
