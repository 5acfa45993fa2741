"""
Serverless plugins as a process of their own, unmodified, on the stage of an API.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from needs import SERVER
from npm import NEEDS_NODE, NODE, installed
from served import client_of

pytest.importorskip("flask", reason=SERVER)

SOURCES = Path(__file__).parent / "serverless"
DEPLOYED = "after:deploy:deploy"
FUNCTIONS = {
    "list": {"events": [{"http": {"method": "get", "path": "pets"}}]},
    "show": {
        "events": [
            {
                "http": {
                    "method": "get",
                    "path": "pets/{name}",
                    "caching": {"enabled": True, "ttlInSeconds": 60},
                    "throttling": {"maxRequestsPerSecond": 5},
                }
            }
        ]
    },
}
LIST, SHOW = "~1pets/GET", "~1pets~1{name}/GET"
DEFAULTS = {
    "metricsEnabled": False,
    "dataTraceEnabled": False,
    "throttlingBurstLimit": 5000,
    "throttlingRateLimit": 10000.0,
    "cachingEnabled": False,
    "cacheTtlInSeconds": 300,
    "cacheDataEncrypted": False,
    "requireAuthorizationForCacheControl": True,
    "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
}

pytestmark = [pytest.mark.once, NEEDS_NODE]


@pytest.fixture(scope="module")
def project(request: pytest.FixtureRequest) -> Path:
    return installed(request.config, SOURCES)


@pytest.fixture
def client(apigw_server: str) -> Any:
    return client_of(apigw_server, "apigateway")


@pytest.fixture
def api(client: Any) -> str:
    """
    Return the id of an API that is deployed to the stage dev.
    """
    api_id: str = client.create_rest_api(name="pets")["id"]
    (root,) = client.get_resources(restApiId=api_id)["items"]
    method = {"restApiId": api_id, "resourceId": root["id"], "httpMethod": "GET"}
    client.put_method(**method, authorizationType="NONE")
    client.put_integration(**method, type="MOCK")
    client.create_deployment(restApiId=api_id, stageName="dev")
    return api_id


@pytest.fixture
def run(project: Path, apigw_server: str, shell: dict[str, str], api: str) -> Any:
    """
    Return a function that runs hooks of a plugin, with ``custom`` of serverless.yml.
    """

    def run(plugin: str, *hooks: str, **custom: Any) -> str:
        job = {
            "plugin": plugin,
            "hooks": hooks,
            "service": {
                "provider": {
                    "name": "aws",
                    "region": "us-east-1",
                    "stage": "dev",
                    "compiledCloudFormationTemplate": {"Resources": {}},
                },
                "functions": FUNCTIONS,
                "custom": custom,
            },
            "outputs": {
                "RestApiIdForApigCaching": api,
                "RestApiIdForApigThrottling": api,
            },
        }
        done = subprocess.run(
            [str(NODE), "run.mjs", apigw_server, json.dumps(job)],
            check=False,
            capture_output=True,
            text=True,
            cwd=project,
            env={**shell, "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE": "1"},
            timeout=300,
        )
        return done.stdout + done.stderr

    return run


def test_apigateway_plugin_sets_binary_types(run: Any, client: Any, api: str) -> None:
    types = ["image/png", "application/vnd.pets+zip"]

    output = run(
        "serverless-apigateway-plugin", DEPLOYED, apigateway={"binaryTypes": types}
    )

    assert "API Gateway Configuring: End" in output
    assert client.get_rest_api(restApiId=api)["binaryMediaTypes"] == types
    assert len(client.get_deployments(restApiId=api)["items"]) == 2


CACHING = "serverless-api-gateway-caching"


def test_caching_plugin_sets_a_cache_and_takes_it_away(
    run: Any, client: Any, api: str
) -> None:
    caching = {"enabled": True, "clusterSize": "1.6", "ttlInSeconds": 120}

    output = run(CACHING, DEPLOYED, apiGatewayCaching=caching)

    assert "Done updating API Gateway cache settings" in output
    stage = client.get_stage(restApiId=api, stageName="dev")
    assert (stage["cacheClusterEnabled"], stage["cacheClusterSize"]) == (True, "1.6")
    every = {**DEFAULTS, "cacheTtlInSeconds": 120}
    show = {**every, "cachingEnabled": True, "cacheTtlInSeconds": 60}
    assert stage["methodSettings"] == {"*/*": every, LIST: every, SHOW: show}

    run(CACHING, DEPLOYED, apiGatewayCaching={"enabled": False})

    stage = client.get_stage(restApiId=api, stageName="dev")
    assert stage["cacheClusterEnabled"] is False
    assert stage["methodSettings"][SHOW] == {**show, "cachingEnabled": False}


def test_caching_plugin_is_refused_an_unknown_size(
    run: Any, client: Any, api: str
) -> None:
    output = run(
        CACHING, DEPLOYED, apiGatewayCaching={"enabled": True, "clusterSize": "2"}
    )

    assert (
        "Failed to update API Gateway cache settings: Invalid cacheClusterSize"
        in output
    )
    stage = client.get_stage(restApiId=api, stageName="dev")
    assert (stage["cacheClusterEnabled"], stage["methodSettings"]) == (False, {})


def test_throttling_plugin_sets_limits_and_resets_the_methods(
    run: Any, client: Any, api: str
) -> None:
    plugin = "serverless-api-gateway-throttling"
    limits = {"maxRequestsPerSecond": 100, "maxConcurrentRequests": 50}

    output = run(
        plugin, "after:aws:deploy:finalize:cleanup", apiGatewayThrottling=limits
    )

    assert "Done updating API Gateway REST API throttling settings" in output
    stage = client.get_stage(restApiId=api, stageName="dev")
    every = {**DEFAULTS, "throttlingRateLimit": 100.0, "throttlingBurstLimit": 50}
    show = {**every, "throttlingRateLimit": 5.0}
    assert stage["methodSettings"] == {"*/*": every, LIST: every, SHOW: show}

    output = run(
        plugin,
        "reset-all-endpoint-settings:resetEndpointSettings",
        apiGatewayThrottling=limits,
    )

    assert "Done resetting API Gateway endpoint settings" in output
    stage = client.get_stage(restApiId=api, stageName="dev")
    assert stage["methodSettings"] == {"*/*": every}
