"""
Tools that use boto3, unmodified and in process: Zappa and Cloud Custodian.

Each has its own tox environment. Its tests may not be skipped there.
"""

from __future__ import annotations

import json

import pytest

# The tools' own warnings do not matter here.
pytestmark = pytest.mark.filterwarnings("ignore")


# --- Zappa: `zappa update` with binary_support and cors ------------------------------


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
