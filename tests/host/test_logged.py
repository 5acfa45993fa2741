"""
Update calls that note themselves.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.apigateway.rules.model import DEFAULT_MODELS
from apigw_mock.apigatewayv2.tables import existence
from apigw_mock.errors import DroppedSettingWarning
from apigw_mock.host.logged import LoggedCall
from apigw_mock.host.requests import read_request
from apigw_mock.updates import (
    Refusal,
    Update,
    Updates,
    number_of_newest,
    report_since,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.usefixtures("untouched")

ORIGIN = "/responseParameters/method.response.header.Origin"


@pytest.fixture
def backend(untouched: None) -> Iterator[Backend]:  # noqa: ARG001  # first up, last down
    with mock_apigw_updates() as backend:
        yield backend


def add_origin(backend: Backend, value: str = "'*'") -> dict[str, Any]:
    """
    Update a new integration response and return its target.
    """
    target = backend.integration_response(headers=["Origin"])
    operation = {"op": "add", "path": ORIGIN, "value": value}
    backend.apigateway.update_integration_response(
        **target, patchOperations=[operation]
    )
    return dict(target)


def test_an_update_of_a_rest_api_is_noted_as_boto3_names_it(backend: Backend) -> None:
    target = add_origin(backend)

    (update,) = backend.updates
    assert update.operation == "UpdateIntegrationResponse"
    assert update.target == target
    operation = {"op": "add", "path": ORIGIN, "value": "'*'"}
    assert update.request == {"patchOperations": [operation]}
    assert update.before == {"statusCode": "200"}
    assert update.after == backend_state(backend, target)
    assert update.changed == {ORIGIN[1:]: (None, "'*'")}
    assert update.refusal is None
    assert update.page.endswith("patch-operations.html#UpdateIntegrationResponse-Patch")


def backend_state(backend: Backend, target: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = backend.apigateway.get_integration_response(**target)
    del answer["ResponseMetadata"]
    return answer


def test_an_update_of_an_http_api_is_noted_as_boto3_names_it(backend: Backend) -> None:
    target = backend.http_api_integration()
    backend.apigatewayv2.update_integration(**target, TimeoutInMillis=5000)

    (update,) = backend.updates
    stored = backend.apigatewayv2.get_integration(**target)
    del stored["ResponseMetadata"]
    assert (update.operation, update.target) == ("UpdateIntegration", dict(target))
    assert update.request == {"TimeoutInMillis": 5000}
    assert update.changed == {"TimeoutInMillis": (30000, 5000)}
    assert update.after == stored


def test_the_inner_members_of_tls_config_are_named_too(backend: Backend) -> None:
    target = backend.http_api_integration(ConnectionType="VPC_LINK")
    config = {"ServerNameToVerify": "example.com"}
    backend.apigatewayv2.update_integration(**target, TlsConfig=config)

    changed = {"TlsConfig/ServerNameToVerify": (None, "example.com")}
    assert backend.updates[-1].changed == changed
    assert backend.updates[-1].request == {"TlsConfig": config}


def test_an_update_of_an_integration_response_v2_is_noted(backend: Backend) -> None:
    client = backend.apigatewayv2
    integration = backend.websocket_integration(IntegrationType="MOCK")
    made = client.create_integration_response(
        **integration, IntegrationResponseKey="$default"
    )
    target = {**integration, "IntegrationResponseId": made["IntegrationResponseId"]}
    client.update_integration_response(
        **target, ContentHandlingStrategy="CONVERT_TO_TEXT"
    )

    (update,) = backend.updates
    assert update.target == target
    assert update.changed == {"ContentHandlingStrategy": (None, "CONVERT_TO_TEXT")}


def integration(backend: Backend) -> tuple[str, dict[str, Any]]:
    target = backend.integration_response()
    del target["statusCode"]  # type: ignore[misc]  # what is left names its parent
    return "update_integration", dict(target)


def method(backend: Backend) -> tuple[str, dict[str, Any]]:
    return "update_method", integration(backend)[1]


def method_response(backend: Backend) -> tuple[str, dict[str, Any]]:
    return "update_method_response", dict(backend.integration_response())


def gateway_response(backend: Backend) -> tuple[str, dict[str, Any]]:
    api = backend.integration()["restApiId"]
    target = {"restApiId": api, "responseType": "UNAUTHORIZED"}
    return "update_gateway_response", target


def rest_api(backend: Backend) -> tuple[str, dict[str, Any]]:
    return "update_rest_api", dict(backend.rest_api())


def stage(backend: Backend) -> tuple[str, dict[str, Any]]:
    return "update_stage", dict(backend.stage())


def deployment(backend: Backend) -> tuple[str, dict[str, Any]]:
    target = backend.stage()
    made = backend.apigateway.get_stage(**target)["deploymentId"]
    named = {"restApiId": target["restApiId"], "deploymentId": made}
    return "update_deployment", named


def resource(backend: Backend) -> tuple[str, dict[str, Any]]:
    target = dict(backend.integration())
    del target["httpMethod"]
    return "update_resource", target


def model(backend: Backend) -> tuple[str, dict[str, Any]]:
    return "update_model", {**backend.rest_api(), "modelName": "Error"}


def request_validator(backend: Backend) -> tuple[str, dict[str, Any]]:
    target = backend.rest_api()
    made = backend.apigateway.create_request_validator(**target, name="all")
    return "update_request_validator", {**target, "requestValidatorId": made["id"]}


def authorizer(backend: Backend) -> tuple[str, dict[str, Any]]:
    target = backend.rest_api()
    pool = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a"
    made = backend.apigateway.create_authorizer(
        **target,
        name="pool",
        type="COGNITO_USER_POOLS",
        providerARNs=[pool],
        identitySource="method.request.header.Authorization",
    )
    return "update_authorizer", {**target, "authorizerId": made["id"]}


def documentation_part(backend: Backend) -> tuple[str, dict[str, Any]]:
    target = backend.rest_api()
    made = backend.apigateway.create_documentation_part(
        **target, location={"type": "API"}, properties="{}"
    )
    return "update_documentation_part", {**target, "documentationPartId": made["id"]}


def documentation_version(backend: Backend) -> tuple[str, dict[str, Any]]:
    target = {**backend.rest_api(), "documentationVersion": "v1"}
    backend.apigateway.create_documentation_version(**target)
    return "update_documentation_version", target


@pytest.mark.parametrize(
    ("make", "operation", "changed"),
    [
        (
            integration,
            {"op": "replace", "path": "/timeoutInMillis", "value": "5000"},
            {"timeoutInMillis": (29000, 5000)},
        ),
        (
            method,
            {"op": "replace", "path": "/apiKeyRequired", "value": "true"},
            {"apiKeyRequired": (False, True)},
        ),
        (
            method_response,
            {"op": "add", "path": "/responseModels/text~1css", "value": "Empty"},
            {"responseModels/text~1css": (None, "Empty")},
        ),
        (
            gateway_response,
            {"op": "replace", "path": "/statusCode", "value": "403"},
            {"statusCode": ("401", "403"), "defaultResponse": (True, False)},
        ),
        (
            rest_api,
            {"op": "add", "path": "/binaryMediaTypes/*~1*"},
            {"binaryMediaTypes": (None, ["*/*"])},
        ),
        (
            stage,
            {"op": "replace", "path": "/variables/alias", "value": "v2"},
            {"variables/alias": (None, "v2")},
        ),
        (
            deployment,
            {"op": "replace", "path": "/description", "value": "first"},
            {"description": (None, "first")},
        ),
        (
            resource,
            {"op": "replace", "path": "/pathPart", "value": "dogs"},
            {"path": ("/pets", "/dogs"), "pathPart": ("pets", "dogs")},
        ),
        (
            model,
            {"op": "replace", "path": "/schema", "value": "{}"},
            {"schema": (DEFAULT_MODELS["Error"]["schema"], "{}")},
        ),
        (
            request_validator,
            {"op": "replace", "path": "/validateRequestBody", "value": "true"},
            {"validateRequestBody": (False, True)},
        ),
        (
            authorizer,
            {"op": "replace", "path": "/authorizerResultTtlInSeconds", "value": "0"},
            {"authorizerResultTtlInSeconds": (None, 0)},
        ),
        (
            documentation_part,
            {"op": "replace", "path": "/properties", "value": '{"description": "a"}'},
            {"properties": ("{}", '{"description": "a"}')},
        ),
        (
            documentation_version,
            {"op": "replace", "path": "/description", "value": "first"},
            {"description": (None, "first")},
        ),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_each_update_of_a_rest_api_is_noted_with_what_it_changed_alone(
    backend: Backend,
    make: Callable[[Backend], tuple[str, dict[str, Any]]],
    operation: dict[str, str],
    changed: dict[str, Any],
) -> None:
    name, target = make(backend)
    getattr(backend.apigateway, name)(**target, patchOperations=[operation])

    (update,) = backend.updates
    # A stage's date may differ, too: by a second, or not at all.
    shown = {n: v for n, v in update.changed.items() if n != "lastUpdatedDate"}
    assert update.target == target
    assert shown == changed


def test_a_refused_update_is_noted_with_the_row_that_refused(backend: Backend) -> None:
    with pytest.raises(ClientError):
        add_origin(backend, "*")

    (update,) = backend.updates
    assert update.refusal is not None
    assert update.refusal.rule.startswith("/responseParameters/{name}: mappings ")
    assert update.refusal.evidence.startswith("reported: ")
    assert str(update.refusal) == (
        "400 BadRequestException: Invalid mapping expression specified: Validation "
        "Result: warnings : [], errors : [Invalid mapping expression specified: *]"
    )
    assert update.before == update.after == {"statusCode": "200"}


def test_a_path_that_no_row_has_is_noted_with_its_evidence(backend: Backend) -> None:
    target = backend.integration_response()
    operation = {"op": "add", "path": "/nowhere"}
    with pytest.raises(ClientError):
        backend.apigateway.update_integration_response(
            **target, patchOperations=[operation]
        )

    (update,) = backend.updates
    assert update.refusal is not None
    assert update.refusal.rule == ""
    assert update.refusal.evidence.startswith("inferred: ")
    assert f"\n  known: {update.refusal.evidence}, see {update.page}" in str(update)


def test_a_refused_update_of_v2_is_noted_with_the_rule_that_refused(
    backend: Backend,
) -> None:
    target = backend.http_api_integration()
    with pytest.raises(ClientError):
        backend.apigatewayv2.update_integration(**target, TimeoutInMillis=30001)

    refusal = backend.updates[-1].refusal
    assert refusal is not None
    assert refusal.rule.startswith("timeoutInMillis: ")
    assert refusal.evidence


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("badaction:header.x", "recorded: "),
        ("append:path", "inferred: recorded by LocalStack"),
    ],
    ids=["no action", "no action of this target"],
)
def test_each_fault_of_a_mapping_is_noted_with_its_own_evidence(
    backend: Backend, key: str, known: str
) -> None:
    target = backend.http_api_integration()
    with pytest.raises(ClientError):
        backend.apigatewayv2.update_integration(**target, RequestParameters={key: "x"})

    refusal = backend.updates[-1].refusal
    assert refusal is not None
    assert refusal.rule == "requestParameters: A request mapping has a destination"
    assert refusal.evidence.startswith(known)


def test_an_update_of_what_is_not_there_is_noted_without_state(
    backend: Backend,
) -> None:
    with pytest.raises(ClientError):
        backend.apigatewayv2.update_integration(ApiId="a", IntegrationId="b")

    (update,) = backend.updates
    assert (update.before, update.after, update.changed) == (None, None, {})
    assert update.refusal is not None
    assert re.fullmatch(r"\S*test_logged.py:\d+ in test_\w+", update.refusal.at)
    assert replace(update.refusal, at="") == Refusal(
        "NotFoundException",
        404,
        "Invalid API identifier specified 123456789012:a",
        rule="The account has the API",
        evidence=str(existence.API.evidence),
        accepts="The account has the API",
    )


def test_a_body_that_is_no_json_is_noted_as_nothing(backend: Backend) -> None:
    target = backend.http_api_integration()
    client = backend.client("apigatewayv2")

    def garble(request: Any, **_: Any) -> None:
        request.data = b"{"

    client.meta.events.register("before-sign", garble)
    with pytest.raises(ClientError):
        client.update_integration(**target, Description="x")

    (update,) = backend.updates
    assert update.request == {}
    assert update.refusal is not None
    assert update.refusal.code == "SerializationException"


def test_a_body_of_many_levels_is_noted_as_far_as_anyone_reads(
    backend: Backend,
) -> None:
    target = backend.http_api_integration()
    client = backend.client("apigatewayv2")

    def deepen(request: Any, **_: Any) -> None:
        request.data = b'{"x":' + b"[" * 900 + b"]" * 900 + b"}"

    client.meta.events.register("before-sign", deepen)
    client.update_integration(**target, Description="x")

    (update,) = backend.updates
    assert "[…]" in repr(update.request).replace("'", "")
    assert Updates.from_json(backend.updates.as_json()) == backend.updates


def test_what_only_reads_puts_or_deletes_is_not_noted(backend: Backend) -> None:
    target = backend.http_api_integration()
    backend.apigatewayv2.get_integration(**target)
    backend.apigatewayv2.delete_integration(**target)
    with pytest.raises(ClientError):
        backend.apigatewayv2.delete_integration(**target)

    assert backend.updates == []


def test_a_setting_that_is_dropped_shows_in_the_request_alone(
    backend: Backend,
) -> None:
    target = backend.http_api_integration()
    with pytest.warns(DroppedSettingWarning):
        backend.apigatewayv2.update_integration(**target, PassthroughBehavior="NEVER")

    (update,) = backend.updates
    assert update.request == {"PassthroughBehavior": "NEVER"}
    assert update.changed == {}


@pytest.mark.filterwarnings("error::apigw_mock.errors.DroppedSettingWarning")
def test_a_call_that_ends_in_a_warning_as_error_had_no_answer_to_note(
    backend: Backend,
) -> None:
    target = backend.http_api_integration()
    with pytest.raises(DroppedSettingWarning):
        backend.apigatewayv2.update_integration(**target, PassthroughBehavior="NEVER")

    assert backend.updates == []


def test_the_log_keeps_what_was_true_at_its_time(backend: Backend) -> None:
    target = backend.http_api_integration(RequestParameters={"overwrite:path": "/a"})
    for path in ("/b", "/c"):
        backend.apigatewayv2.update_integration(
            **target, RequestParameters={"overwrite:path": path}
        )

    changed = [update.changed for update in backend.updates]
    name = "RequestParameters/overwrite:path"
    assert changed == [{name: ("/a", "/b")}, {name: ("/b", "/c")}]


def test_who_writes_into_the_log_does_not_change_what_is_stored(
    backend: Backend,
) -> None:
    target = add_origin(backend)
    stored = backend_state(backend, target)
    after: Any = backend.updates[0].after
    after["responseParameters"].clear()

    assert backend_state(backend, target) == stored


def test_calls_of_any_client_in_the_scope_are_noted(backend: Backend) -> None:
    target = backend.http_api_integration()
    theirs = boto3.client("apigatewayv2", region_name="us-east-1")
    theirs.update_integration(**target, Description="x")

    assert backend.updates[0].changed == {"Description": (None, "x")}


# --- Names of resources that are still to come ------------------------------------


def noted(
    service: str, line: str, sent: dict[str, Any], shown: dict[str, Any]
) -> Update:
    """
    Return what the log has of a call: method and URL, the body, the answer.
    """
    method, _, url = line.partition(" ")
    original = SimpleNamespace(
        method=method, uri=f"https://host{url}", body=json.dumps(sent)
    )
    return LoggedCall(read_request(service, original)).noted(shown, shown, None)


PATCH = {"patchOperations": [{"op": "replace", "path": "/a", "value": "b"}]}


@pytest.mark.parametrize(
    ("line", "operation", "target"),
    [
        ("PATCH /account", "UpdateAccount", {}),
        (
            "PATCH /usageplans/a/keys/b/usage",
            "UpdateUsage",
            {"usagePlanId": "a", "keyId": "b"},
        ),
        (
            "PATCH /domainnames/a.example?domainNameId=b",
            "UpdateDomainName",
            {"domainName": "a.example", "domainNameId": "b"},
        ),
    ],
)
def test_what_nothing_makes_is_noted_with_its_target(
    line: str, operation: str, target: dict[str, str]
) -> None:
    update = noted("apigateway", line, PATCH, {})

    assert (update.operation, update.target) == (operation, target)
    assert update.request == PATCH


def test_usage_is_shown_as_boto3_names_it() -> None:
    line, usage = "PATCH /usageplans/a/keys/b/usage", [[0, 10], [5, 5]]

    update = noted("apigateway", line, PATCH, {"values": {"b": usage}})

    assert update.after == {"items": {"b": usage}}


def test_inner_members_have_boto3_s_names_and_keys_their_own() -> None:
    sent = {
        "defaultRouteSettings": {"throttlingRateLimit": 0.5},
        "routeSettings": {"get /pets": {"detailedMetricsEnabled": True}, "x": None},
        "stageVariables": {"someName": "a"},
        "unknown": {"someName": 1},
    }

    update = noted("apigatewayv2", "PATCH /v2/apis/a/stages/b", sent, sent)

    assert update.target == {"ApiId": "a", "StageName": "b"}
    assert update.request == update.after
    assert update.request == {
        "DefaultRouteSettings": {"ThrottlingRateLimit": 0.5},
        "RouteSettings": {"get /pets": {"DetailedMetricsEnabled": True}, "x": None},
        "StageVariables": {"someName": "a"},
        "Unknown": {"someName": 1},
    }


def test_members_of_objects_in_lists_have_boto3_s_names() -> None:
    sent = {"domainNameConfigurations": [{"certificateArn": "a"}, "no object"]}

    update = noted("apigatewayv2", "PATCH /v2/domainnames/a.example", sent, {})

    configurations = [{"CertificateArn": "a"}, "no object"]
    assert update.request == {"DomainNameConfigurations": configurations}


def test_what_is_no_list_or_object_is_noted_as_it_was_sent() -> None:
    sent = {"domainNameConfigurations": 5, "mutualTlsAuthentication": ["a"]}

    update = noted("apigatewayv2", "PATCH /v2/domainnames/a.example", sent, {})

    assert update.request == {
        "DomainNameConfigurations": 5,
        "MutualTlsAuthentication": ["a"],
    }


def test_a_parameter_of_the_query_that_is_no_text_is_of_the_request() -> None:
    line = "PUT /v2/apis/a?basepath=split&failOnWarnings=true"

    update = noted("apigatewayv2", line, {"body": "{}"}, {})

    assert update.target == {"ApiId": "a", "Basepath": "split"}
    assert update.request == {"FailOnWarnings": True, "Body": "{}"}


def test_the_report_names_the_inner_members_of_a_refused_create(
    backend: Backend,
) -> None:
    number = number_of_newest()
    with pytest.raises(ClientError):
        backend.apigatewayv2.create_api(
            Name="pets",
            ProtocolType="HTTP",
            Target="no URL",
            CorsConfiguration={"AllowOrigins": ["*"]},
        )

    assert 'CorsConfiguration = {"AllowOrigins": ["*"]}' in report_since(number)
