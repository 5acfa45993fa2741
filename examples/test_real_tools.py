"""
Tools that use boto3, unmodified and in process: Zappa, Chalice, Cloud Custodian.

Each has its own tox environment. Its tests may not be skipped there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from botocore.exceptions import ClientError

# The tools' own warnings do not matter here.
pytestmark = pytest.mark.filterwarnings("ignore")


# --- Zappa: what `zappa deploy`, `update` and `undeploy` do to the REST API ----------


@pytest.fixture
def zappa(apigw_backend):
    core = pytest.importorskip("zappa.core", reason="needs Zappa: tox -e zappa")
    return core.Zappa(aws_region=apigw_backend.region_name)


@pytest.fixture
def preflight(apigw_backend):
    return apigw_backend.integration(http_method="OPTIONS")


def test_zappa_adds_binary_support(apigw_backend, zappa, preflight):
    zappa.add_binary_support(preflight["restApiId"], cors=True)

    shown = apigw_backend.apigateway.get_integration(**preflight)
    assert shown["contentHandling"] == "CONVERT_TO_TEXT"


def test_zappa_removes_binary_support(apigw_backend, zappa, preflight):
    before = apigw_backend.apigateway.get_integration(**preflight)
    zappa.add_binary_support(preflight["restApiId"], cors=True)

    zappa.remove_binary_support(preflight["restApiId"], cors=True)

    shown = apigw_backend.apigateway.get_integration(**preflight)
    assert "contentHandling" not in shown
    assert shown.keys() == before.keys()


def test_zappa_leaves_other_methods_alone(apigw_backend, zappa):
    target = apigw_backend.integration(http_method="POST")

    zappa.add_binary_support(target["restApiId"], cors=True)

    assert "contentHandling" not in apigw_backend.apigateway.get_integration(**target)


@pytest.fixture
def api(apigw_backend, zappa):
    """
    Return the id of an API named pets, as `zappa deploy` has deployed it.
    """
    target = apigw_backend.integration(http_method="GET")
    name = {"op": "replace", "path": "/name", "value": "pets"}
    api_id = target["restApiId"]
    apigw_backend.apigateway.update_rest_api(restApiId=api_id, patchOperations=[name])
    zappa.deploy_api_gateway(api_id, "dev", variables={"table": "cats"})
    return api_id


def settings(backend, api_id):
    stage = backend.apigateway.get_stage(restApiId=api_id, stageName="dev")
    return stage["methodSettings"]["*/*"]


def test_zappa_makes_every_type_binary_and_takes_it_back(apigw_backend, zappa, api):
    client = apigw_backend.apigateway

    zappa.add_binary_support(api)
    assert client.get_rest_api(restApiId=api)["binaryMediaTypes"] == ["*/*"]

    zappa.remove_binary_support(api)
    assert "binaryMediaTypes" not in client.get_rest_api(restApiId=api)


def test_zappa_sets_compression_and_takes_it_back(apigw_backend, zappa, api):
    client = apigw_backend.apigateway

    zappa.add_api_compression(api, 0)
    assert client.get_rest_api(restApiId=api)["minimumCompressionSize"] == 0

    zappa.remove_api_compression(api)
    assert "minimumCompressionSize" not in client.get_rest_api(restApiId=api)


def test_zappa_is_refused_a_compression_beyond_the_limit(apigw_backend, zappa, api):
    client = apigw_backend.apigateway

    with pytest.raises(client.exceptions.BadRequestException, match="10485760"):
        zappa.add_api_compression(api, 10 * 1024 * 1024 + 1)

    assert "minimumCompressionSize" not in client.get_rest_api(restApiId=api)


def test_zappa_deploys_a_stage(apigw_backend, api):
    stage = apigw_backend.apigateway.get_stage(restApiId=api, stageName="dev")

    assert stage["variables"] == {"table": "cats"}
    assert (stage["cacheClusterEnabled"], stage["cacheClusterSize"]) == (False, "0.5")
    assert stage["methodSettings"]["*/*"] == {
        "metricsEnabled": False,
        "loggingLevel": "OFF",
        "dataTraceEnabled": False,
        "throttlingBurstLimit": 5000,
        "throttlingRateLimit": 10000.0,
        "cachingEnabled": False,
        "cacheTtlInSeconds": 300,
        "cacheDataEncrypted": False,
        "requireAuthorizationForCacheControl": True,
        "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
    }


def test_zappa_configures_the_logs_of_a_stage(apigw_backend, zappa, api):
    before = settings(apigw_backend, api)

    zappa.update_stage_config(
        "pets",
        "dev",
        cloudwatch_log_level="INFO",
        cloudwatch_data_trace=True,
        cloudwatch_metrics_enabled=True,
    )

    assert settings(apigw_backend, api) == {
        **before,
        "loggingLevel": "INFO",
        "dataTraceEnabled": True,
        "metricsEnabled": True,
    }


def test_zappa_deploys_again_and_the_stage_keeps_its_settings(
    apigw_backend, zappa, api
):
    client = apigw_backend.apigateway
    before = client.get_stage(restApiId=api, stageName="dev")
    throttled = {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "7"}
    client.update_stage(restApiId=api, stageName="dev", patchOperations=[throttled])

    zappa.deploy_api_gateway(api, "dev", cloudwatch_log_level="ERROR")

    after = client.get_stage(restApiId=api, stageName="dev")
    assert after["deploymentId"] != before["deploymentId"]
    assert after["variables"] == {"table": "cats"}
    assert settings(apigw_backend, api)["throttlingBurstLimit"] == 7
    assert settings(apigw_backend, api)["loggingLevel"] == "ERROR"


def test_zappa_undeploys_the_api_by_its_name(apigw_backend, zappa, api):
    other = apigw_backend.integration()["restApiId"]
    before = apigw_backend.apigateway.get_rest_apis()["items"]

    zappa.undeploy_api_gateway("pets")

    left = apigw_backend.apigateway.get_rest_apis()["items"]
    assert {one["id"] for one in before} == {api, other}
    assert [one["id"] for one in left] == [other]


# --- Chalice: `chalice deploy`, once more with other settings, and `chalice delete` ---

APP = """
from chalice import Chalice, CognitoUserPoolAuthorizer, IAMAuthorizer

app = Chalice(app_name="pets")
POOL = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_pets"
owners = CognitoUserPoolAuthorizer("owners", provider_arns=[POOL], scopes=["pets/all"])


@app.route("/pets/{name}", cors=True, api_key_required=True)
def show(name):
    return {"name": name}


@app.route("/pets/{name}", methods=["PUT"], authorizer=owners)
def keep(name):
    return {"name": name}


@app.route("/owners", authorizer=IAMAuthorizer())
def list_owners():
    return []
"""


ORIGIN = "/responseParameters/method.response.header.Access-Control-Allow-Origin"


@pytest.fixture
def chalice(apigw_backend, monkeypatch, tmp_path):
    """
    Return the deployers of a Chalice project, as its command line makes them.
    """
    reason = "needs Chalice: tox -e chalice"
    cli = pytest.importorskip("chalice.cli.factory", reason=reason)
    monkeypatch.setenv("AWS_DEFAULT_REGION", apigw_backend.region_name)
    monkeypatch.setattr(sys, "path", [*sys.path])  # Chalice adds the project's folder
    (tmp_path / ".chalice").mkdir()
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    yield cli.CLIFactory(str(tmp_path))
    sys.modules.pop("app", None)  # the project's


def configured(chalice, settings):
    """
    Write the project's configuration, and return it with a session and a silent UI.
    """
    config = {"version": "2.0", "app_name": "pets", "stages": {"dev": settings}}
    file = Path(chalice.project_dir) / ".chalice" / "config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    session = chalice.create_botocore_session()
    return chalice.create_config_obj("dev"), session, Mock()


def deploy(chalice, settings):
    config, session, ui = configured(chalice, settings)
    chalice.create_default_deployer(session, config, ui).deploy(config, "dev")


def deployed(backend):
    """
    Return the only API and the only stage that are there.
    """
    (api,) = backend.apigateway.get_rest_apis()["items"]
    (stage,) = backend.apigateway.get_stages(restApiId=api["id"])["item"]
    return api, stage


def methods_at(backend, api, path):
    resources = backend.apigateway.get_resources(restApiId=api["id"], embed=["methods"])
    return next(
        one["resourceMethods"] for one in resources["items"] if one["path"] == path
    )


def preflight_of(backend, path):
    """
    Return what names the OPTIONS method of a path.
    """
    api, _ = deployed(backend)
    resources = backend.apigateway.get_resources(restApiId=api["id"])["items"]
    (resource,) = (one["id"] for one in resources if one["path"] == path)
    return {"restApiId": api["id"], "resourceId": resource, "httpMethod": "OPTIONS"}


def add(path, value):
    return {"op": "add", "path": path, "value": value}


def test_chalice_deploys_an_api(apigw_backend, chalice):
    deploy(chalice, {"minimum_compression_size": 1024, "xray": True})

    api, stage = deployed(apigw_backend)
    assert api["name"] == "pets"
    assert api["minimumCompressionSize"] == 1024
    assert (stage["stageName"], stage["tracingEnabled"]) == ("api", True)


def test_chalice_imports_its_own_document(apigw_backend, chalice):
    deploy(chalice, {})

    api, _ = deployed(apigw_backend)
    pets = methods_at(apigw_backend, api, "/pets/{name}")
    owners = methods_at(apigw_backend, api, "/owners")
    authorizers = apigw_backend.apigateway.get_authorizers(restApiId=api["id"])
    assert "application/octet-stream" in api["binaryMediaTypes"]
    assert sorted(pets) == ["GET", "OPTIONS", "PUT"]
    assert pets["GET"]["apiKeyRequired"] is True
    assert pets["GET"]["methodIntegration"]["type"] == "AWS_PROXY"
    assert pets["PUT"]["authorizerId"] == authorizers["items"][0]["id"]
    assert pets["PUT"]["authorizationScopes"] == ["pets/all"]
    assert owners["GET"]["authorizationType"] == "AWS_IAM"


def test_preflight_that_chalice_imported_is_updated(apigw_backend, chalice):
    deploy(chalice, {})
    preflight = preflight_of(apigw_backend, "/pets/{name}")

    apigw_backend.apigateway.update_integration_response(
        **preflight,
        statusCode="200",
        patchOperations=[add(ORIGIN, "'https://pets.example'")],
    )

    answer = apigw_backend.invoke(**preflight)
    assert answer.headers["Access-Control-Allow-Origin"] == ["https://pets.example"]


def test_update_knows_what_the_document_of_chalice_declares(apigw_backend, chalice):
    deploy(chalice, {})
    preflight = preflight_of(apigw_backend, "/pets/{name}")
    undeclared = add("/responseParameters/method.response.header.X-Pet", "'a'")

    with pytest.raises(ClientError, match="Invalid mapping expression"):
        apigw_backend.apigateway.update_integration_response(
            **preflight, statusCode="200", patchOperations=[undeclared]
        )


def test_chalice_deploys_again_with_other_settings(apigw_backend, chalice):
    deploy(chalice, {"minimum_compression_size": 1024})
    before, first = deployed(apigw_backend)

    deploy(chalice, {"api_gateway_endpoint_type": "REGIONAL"})

    after, second = deployed(apigw_backend)
    assert after["id"] == before["id"]
    assert "minimumCompressionSize" not in after
    assert before["endpointConfiguration"]["types"] == ["EDGE"]
    assert after["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert second["deploymentId"] != first["deploymentId"]
    # Chalice imports with the mode overwrite, so the compression was gone before.
    assert apigw_backend.updates[-1].changed == {
        "endpointConfiguration/types": (["EDGE"], ["REGIONAL"]),
    }


def test_chalice_deletes_the_api(apigw_backend, chalice):
    deploy(chalice, {})
    deployed(apigw_backend)

    config, session, ui = configured(chalice, {})
    chalice.create_deletion_deployer(session, ui).deploy(config, "dev")

    assert apigw_backend.apigateway.get_rest_apis()["items"] == []


# --- Cloud Custodian: policies as its own documentation prints them ------------------

ENFORCE_TIMEOUT = {
    "name": "enforce-timeout-on-api-integration",
    "resource": "rest-resource",
    "filters": [{"type": "rest-integration", "key": "timeoutInMillis", "value": 29000}],
    "actions": [
        {
            "type": "update-integration",
            "patch": [{"op": "replace", "path": "/timeoutInMillis", "value": "3000"}],
        }
    ],
}
ENFORCE_IAM = {
    "name": "enforce-iam-permissions-on-api",
    "resource": "rest-resource",
    "filters": [
        {
            "type": "rest-method",
            "key": "authorizationType",
            "value": "NONE",
            "op": "eq",
        }
    ],
    "actions": [
        {
            "type": "update-method",
            "patch": [
                {"op": "replace", "path": "/authorizationType", "value": "AWS_IAM"}
            ],
        }
    ],
}


@pytest.fixture
def custodian(apigw_backend, monkeypatch, tmp_path):
    """
    Return Cloud Custodian's command. It takes a policy and returns its exit code.
    """
    cli = pytest.importorskip("c7n.cli", reason="needs Cloud Custodian: tox -e c7n")
    monkeypatch.setenv("HOME", str(tmp_path))

    def run(policy):
        file = tmp_path / "policy.json"
        file.write_text(json.dumps({"policies": [policy]}), encoding="utf-8")
        places = ["--output-dir", str(tmp_path), "--region", apigw_backend.region_name]
        arguments = ["custodian", "run", "--cache-period", "0", *places, str(file)]
        monkeypatch.setattr("sys.argv", arguments)
        try:
            cli.main()
        except SystemExit as ended:
            return ended.code
        return 0

    return run


def test_custodian_updates_integrations_that_match(apigw_backend, custodian):
    slow = apigw_backend.integration(path="slow", timeoutInMillis=29000)
    fast = apigw_backend.integration(path="fast", timeoutInMillis=1000)

    assert custodian(ENFORCE_TIMEOUT) == 0

    client = apigw_backend.apigateway
    assert client.get_integration(**slow)["timeoutInMillis"] == 3000
    assert client.get_integration(**fast)["timeoutInMillis"] == 1000


def test_custodian_updates_methods_that_match(apigw_backend, custodian):
    target = apigw_backend.integration()

    assert custodian(ENFORCE_IAM) == 0

    shown = apigw_backend.apigateway.get_method(**target)
    assert shown["authorizationType"] == "AWS_IAM"
    assert shown["methodIntegration"]["type"] == "MOCK"


def test_custodian_is_refused_a_time_out_beyond_the_limit(
    apigw_backend, custodian, caplog
):
    slow = apigw_backend.integration(timeoutInMillis=29000)
    operation = {"op": "replace", "path": "/timeoutInMillis", "value": "29001"}
    action = {"type": "update-integration", "patch": [operation]}

    assert custodian({**ENFORCE_TIMEOUT, "actions": [action]}) == 2

    assert "Timeout should be between 50 ms and 29000 ms" in caplog.text
    shown = apigw_backend.apigateway.get_integration(**slow)
    assert shown["timeoutInMillis"] == 29000


def test_custodian_is_refused_an_op_that_the_path_does_not_take(
    apigw_backend, custodian, caplog
):
    apigw_backend.integration()
    operation = {"op": "remove", "path": "/authorizationType"}
    action = {"type": "update-method", "patch": [operation]}

    assert custodian({**ENFORCE_IAM, "actions": [action]}) == 2

    assert "BadRequestException" in caplog.text
