"""
TestInvokeMethod in moto: what it reads, and what it leaves alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from apigw_mock import mock_apigw_updates
from apigw_mock.apigateway.invoke import run
from apigw_mock.errors import IntegrationNotMocked, TemplateWarning
from apigw_mock.updates import report_since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


def answering(backend: Backend, template: str, **more: Any) -> Any:
    templates = {"application/json": template}
    response = {"responseTemplates": templates}
    return backend.integration_response(response=response, **more)


def test_the_method_runs_outside_the_lock(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, invoke = backend.integration_response(), run.invoke
    other = backend.client("apigateway")

    def while_another_updates(*args: Any) -> Any:
        work = partial(other.update_integration_response, patchOperations=[])
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(work, **target).result(timeout=60)
        return invoke(*args)

    monkeypatch.setattr(run, "invoke", while_another_updates)

    assert backend.invoke(**target).status == 200


@pytest.mark.parametrize("kind", ["HTTP", "HTTP_PROXY", "AWS", "AWS_PROXY"])
def test_other_integrations_say_so(backend: Backend, kind: str) -> None:
    target = backend.integration(type=kind)

    with pytest.raises(IntegrationNotMocked) as not_mocked:
        backend.invoke(**target)

    assert isinstance(not_mocked.value, NotImplementedError)
    assert str(not_mocked.value).startswith(
        f"The method has an integration of type {kind} with "
    )


def test_a_validator_judges_before_an_integration_is_called(backend: Backend) -> None:
    client = backend.apigateway
    target = backend.integration(
        type="HTTP",
        method={"requestParameters": {"method.request.querystring.a": True}},
    )
    validator = client.create_request_validator(
        restApiId=target["restApiId"], name="a", validateRequestParameters=True
    )
    operation = {
        "op": "replace",
        "path": "/requestValidatorId",
        "value": validator["id"],
    }
    client.update_method(**target, patchOperations=[operation])  # type: ignore[list-item]  # boto3-stubs want a literal

    assert backend.invoke(**target).json() == {
        "message": "Missing required request parameters: [a]"
    }
    with pytest.raises(IntegrationNotMocked):
        backend.invoke(**target, query={"a": "1"})


def test_a_deleted_validator_judges_nothing(backend: Backend) -> None:
    import moto.apigateway.models  # noqa: PLC0415

    target = answering(backend, "a")
    moto_s: Any = moto.apigateway.models.apigateway_backends
    for regions in moto_s.values():
        for one in regions.values():
            resource = one.apis[target["restApiId"]].resources[target["resourceId"]]
            resource.resource_methods["GET"].request_validator_id = "gone"

    assert backend.invoke(**target).text == "a"


def test_a_warning_names_what_prints_nothing(backend: Backend) -> None:
    target = answering(backend, "a\n$input.none('b')")

    with pytest.warns(TemplateWarning, match="none") as warned:
        answer = backend.invoke(**target)

    assert answer.text == "a\n"
    assert [one.filename for one in warned] == [__file__]


def test_a_warning_that_is_an_error_is_raised(backend: Backend) -> None:
    target = answering(backend, "$input.none('b')")

    with warnings.catch_warnings():
        warnings.simplefilter("error", TemplateWarning)
        with pytest.raises(TemplateWarning):
            backend.invoke(**target)


def test_the_report_says_what_is_wrong_with_a_template(backend: Backend) -> None:
    target = answering(backend, "#if(")

    answer = backend.invoke(**target)

    assert answer.status == 500
    assert "Unable to transform response" in answer.log
    assert "\n  cause: " in report_since(0)


def test_the_log_of_updates_is_one_of_updates(backend: Backend) -> None:
    target = backend.integration_response()

    backend.invoke(**target)

    assert backend.updates == []


def test_an_update_is_seen_at_once(backend: Backend) -> None:
    target = backend.integration_response()
    path = "/responseTemplates/application~1json"
    operation: Any = {"op": "add", "path": path, "value": "now"}

    before = backend.invoke(**target).text
    backend.apigateway.update_integration_response(
        **target, patchOperations=[operation]
    )

    assert (before, backend.invoke(**target).text) == ("", "now")


def test_an_invocation_changes_nothing(backend: Backend) -> None:
    target = answering(backend, "#set($context.requestOverride.path.a = 1)a")
    api = target["restApiId"]
    before = backend.apigateway.get_resources(restApiId=api, embed=["methods"])

    backend.invoke(**target)
    after = backend.apigateway.get_resources(restApiId=api, embed=["methods"])

    assert after["items"] == before["items"]


def test_the_caller_is_that_of_the_call(backend: Backend) -> None:
    names = ("accountId", "userArn", "userAgent", "accessKey")
    shown = ", ".join(f'"{name}": "$context.identity.{name}"' for name in names)
    target = answering(backend, f"{{{shown}}}")

    identity = backend.invoke(**target).json()

    account = backend.client("sts").get_caller_identity()["Account"]
    assert identity["accountId"] == account
    assert identity["userArn"] == f"arn:aws:iam::{account}:root"
    assert "Boto" in identity["userAgent"]
    assert identity["accessKey"]


def test_the_template_language_is_imported_for_invocations_alone() -> None:
    program = (
        "import sys; from apigw_mock import mock_apigw_updates\n"
        "with mock_apigw_updates() as backend:\n"
        "    target = backend.integration_response()\n"
        "    before = 'apigw_mock.velocity.template' in sys.modules\n"
        "    backend.invoke(**target)\n"
        "    print(before, 'apigw_mock.velocity.template' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )

    assert done.stdout == "False True\n"


# --- What moto's import takes -------------------------------------------------------

LEAST = {"uri": "https://pets.example", "httpMethod": "GET", "passthroughBehavior": ""}
ODD: dict[str, Any] = {
    "an unknown type": {"type": "pet"},
    "no responses": {"type": "mock"},
    "an unknown behavior": {
        "type": "mock",
        "passthroughBehavior": "pet",
        "responses": {"default": {"statusCode": "200"}},
    },
    "odd templates": {
        "type": "mock",
        "requestTemplates": {"application/json": None},
        "responses": {
            "default": {"statusCode": "200", "responseTemplates": {"a": None}}
        },
    },
    "odd mappings": {
        "type": "mock",
        "requestParameters": {"a": "b", "integration.request.pet.c": True},
        "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "responses": {"default": {"statusCode": "200", "responseParameters": {"a": 1}}},
    },
    "an odd status code": {
        "type": "mock",
        "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "responses": {"default": {"statusCode": "2xx"}},
    },
    "an odd pattern": {
        "type": "mock",
        "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "responses": {"(": {"statusCode": "200"}, "[0-9": {"statusCode": "404"}},
    },
}


@pytest.mark.parametrize("integration", ODD.values(), ids=ODD.keys())
def test_an_import_of_moto_s_is_no_fault(integration: dict[str, Any]) -> None:
    document = {
        "openapi": "3.0.1",
        "info": {"title": "pets", "version": "1", "description": "a"},
        "paths": {
            "/pets": {
                "get": {
                    "responses": {"200": {"description": "a"}},
                    "x-amazon-apigateway-integration": {**LEAST, **integration},
                }
            }
        },
    }
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        made = client.import_rest_api(body=json.dumps(document).encode())
        items = client.get_resources(restApiId=made["id"])["items"]
        (resource,) = (one["id"] for one in items if one["path"] == "/pets")
        with mock_apigw_updates(region_name="us-east-1") as backend:
            try:
                answer = backend.invoke(
                    restApiId=made["id"], resourceId=resource, httpMethod="GET"
                )
            except (IntegrationNotMocked, ClientError):
                return
    assert answer.status in {200, 500}
