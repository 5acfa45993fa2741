"""
APIs, stages and deployments of HTTP and WebSocket APIs: what no single case shows.
"""

from __future__ import annotations

import re
import time
import warnings
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import moto.apigateway.urls
import moto.apigatewayv2.urls
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.apigatewayv2.models import apigatewayv2_backends
from pages import PAGES

from apigw_mock import mock_apigw_updates
from apigw_mock.host.urls import added_v2_urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.backend import Backend

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pets"
ROLE = "arn:aws:iam::123456789012:role/pets"


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


@pytest.fixture
def client(backend: Backend) -> Any:
    return backend.apigatewayv2


@pytest.fixture
def quick(client: Any) -> str:
    made = client.create_api(
        Name="a", ProtocolType="HTTP", Target="https://example.com"
    )
    return str(made["ApiId"])


def http_api(client: Any, **settings: Any) -> str:
    made = client.create_api(Name="a", ProtocolType="HTTP", **settings)
    return str(made["ApiId"])


# --- quick create -------------------------------------------------------------------


def test_a_target_changes_the_integration_of_quick_create(
    client: Any, quick: str
) -> None:
    (before,) = client.get_integrations(ApiId=quick)["Items"]
    client.update_api(ApiId=quick, Target=FUNCTION, CredentialsArn=ROLE)

    (after,) = client.get_integrations(ApiId=quick)["Items"]
    assert after == {
        **before,
        "CredentialsArn": ROLE,
        "IntegrationMethod": "POST",
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": FUNCTION,
        "PayloadFormatVersion": "2.0",
    }
    assert after["ApiGatewayManaged"]


def test_a_route_key_changes_the_route_of_quick_create(client: Any, quick: str) -> None:
    (before,) = client.get_routes(ApiId=quick)["Items"]
    client.update_api(ApiId=quick, RouteKey="GET /pets")

    (after,) = client.get_routes(ApiId=quick)["Items"]
    assert after == {**before, "RouteKey": "GET /pets"}


def test_a_route_of_quick_create_that_is_gone_gets_no_key(
    client: Any, quick: str
) -> None:
    (route,) = client.get_routes(ApiId=quick)["Items"]
    client.delete_route(ApiId=quick, RouteId=route["RouteId"])

    with pytest.raises(client.exceptions.BadRequestException, match="RouteKey can"):
        client.update_api(ApiId=quick, RouteKey="GET /pets")


def test_a_refused_call_drops_nothing(client: Any, quick: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(client.exceptions.BadRequestException, match="endpoint"):
            client.update_api(ApiId=quick, Target="pets", CredentialsArn=ROLE)


def test_a_refused_target_changes_nothing(client: Any, quick: str) -> None:
    before = client.get_integrations(ApiId=quick)["Items"]
    with pytest.raises(client.exceptions.BadRequestException, match="HTTP endpoint"):
        client.update_api(ApiId=quick, Target="pets", Name="b", RouteKey="GET /pets")

    assert client.get_integrations(ApiId=quick)["Items"] == before
    assert client.get_api(ApiId=quick)["Name"] == "a"
    assert client.get_routes(ApiId=quick)["Items"][0]["RouteKey"] == "$default"


def test_credentials_alone_keep_the_target(client: Any) -> None:
    api = http_api(client, Target=FUNCTION)
    client.update_api(ApiId=api, CredentialsArn=ROLE)

    (found,) = client.get_integrations(ApiId=api)["Items"]
    assert (found["CredentialsArn"], found["IntegrationUri"]) == (ROLE, FUNCTION)


def test_a_route_key_that_another_route_has_changes_nothing(
    client: Any, quick: str
) -> None:
    client.create_route(ApiId=quick, RouteKey="GET /pets")
    with pytest.raises(client.exceptions.ConflictException, match="already exists"):
        client.update_api(ApiId=quick, Target=FUNCTION, Name="b", RouteKey="GET /pets")

    assert client.get_api(ApiId=quick)["Name"] == "a"
    (integration,) = client.get_integrations(ApiId=quick)["Items"]
    assert integration["IntegrationUri"] == "https://example.com"
    keys = [route["RouteKey"] for route in client.get_routes(ApiId=quick)["Items"]]
    assert sorted(keys) == ["$default", "GET /pets"]


# --- automatic deployments --------------------------------------------------------


def deployed(client: Any, api: str) -> Any:
    """
    Return the ids of an API's automatic deployments, and its stage.
    """
    made = client.get_deployments(ApiId=api)["Items"]
    (stage,) = client.get_stages(ApiId=api)["Items"]
    return [one["DeploymentId"] for one in made if one["AutoDeployed"]], stage


DOCUMENT = """
openapi: 3.0.1
info: {title: pets, version: "1"}
paths:
  /pets:
    get:
      x-amazon-apigateway-integration:
        type: HTTP_PROXY
        httpMethod: ANY
        uri: https://example.com
        payloadFormatVersion: "1.0"
"""
DEPLOYING: dict[str, dict[str, Any]] = {
    "update_api": {},
    "reimport_api": {"Body": DOCUMENT},
    "create_route": {"RouteKey": "GET /cats"},
    "update_route": {},
    "delete_route": {},
    "update_integration": {"Description": "x"},
    "update_authorizer": {"Name": "x"},
}


def test_the_manual_names_the_calls_that_deploy() -> None:
    (said,) = re.findall(
        r"- after each (.*?) on", PAGES["docs/how-to/http-api.md"], re.DOTALL
    )

    assert re.findall(r"`(\w+)`", said) == [*DEPLOYING]


@pytest.mark.parametrize(("call", "settings"), DEPLOYING.items(), ids=DEPLOYING)
def test_a_change_of_an_api_deploys_it(
    client: Any, quick: str, call: str, settings: Any
) -> None:
    (integration,) = client.get_integrations(ApiId=quick)["Items"]
    route = client.create_route(ApiId=quick, RouteKey="GET /pets")
    authorizer = client.create_authorizer(
        ApiId=quick,
        Name="jwt",
        AuthorizerType="JWT",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": "https://pets.example", "Audience": ["pets"]},
    )
    before, _ = deployed(client, quick)
    named = {
        "update_integration": {"IntegrationId": integration["IntegrationId"]},
        "update_route": {"RouteId": route["RouteId"]},
        "delete_route": {"RouteId": route["RouteId"]},
        "update_authorizer": {"AuthorizerId": authorizer["AuthorizerId"]},
    }
    getattr(client, call)(ApiId=quick, **named.get(call, {}), **settings)

    after, stage = deployed(client, quick)
    assert len(after) == len(before) + 1
    assert stage["DeploymentId"] == after[-1]
    assert stage["LastDeploymentStatusMessage"] == (
        f"Successfully deployed stage with deployment ID '{after[-1]}'"
    )


def test_other_changes_deploy_nothing(client: Any, quick: str) -> None:
    before = deployed(client, quick)
    made = client.create_integration(
        ApiId=quick,
        IntegrationType="HTTP_PROXY",
        IntegrationMethod="ANY",
        IntegrationUri="https://example.com",
        PayloadFormatVersion="1.0",
    )
    client.delete_integration(ApiId=quick, IntegrationId=made["IntegrationId"])
    client.create_api(Name="b", ProtocolType="HTTP")

    assert deployed(client, quick) == before


def test_a_new_stage_takes_a_deployment_with_auto_deploy(
    client: Any, quick: str
) -> None:
    ((made,), _) = deployed(client, quick)
    stage = client.create_stage(
        ApiId=quick, StageName="v1", AutoDeploy=True, DeploymentId=made
    )

    assert stage["DeploymentId"] == made
    settled = client.get_stage(ApiId=quick, StageName="v1")
    assert settled["DeploymentId"] not in {made, None}


def test_a_refused_change_deploys_nothing(client: Any, quick: str) -> None:
    before = deployed(client, quick)
    with pytest.raises(client.exceptions.ConflictException):
        client.create_route(ApiId=quick, RouteKey="$default")

    assert deployed(client, quick) == before


def test_without_a_route_that_leads_anywhere_nothing_is_deployed(
    client: Any, quick: str
) -> None:
    before, _ = deployed(client, quick)
    (route,) = client.get_routes(ApiId=quick)["Items"]
    client.delete_route(ApiId=quick, RouteId=route["RouteId"])

    after, stage = deployed(client, quick)
    assert after == before
    assert stage["DeploymentId"] == before[-1]
    assert stage["LastDeploymentStatusMessage"] == (
        "Deployment attempt failed: Unable to deploy API because no valid routes exist"
        " in this API"
    )


# --- lists ------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["get_apis", "get_stages", "get_deployments"])
def test_a_list_comes_in_pages(client: Any, quick: str, call: str) -> None:
    for number in range(4):
        http_api(client)
        client.create_stage(ApiId=quick, StageName=f"s{number}")
        client.create_deployment(ApiId=quick)
    named = {} if call == "get_apis" else {"ApiId": quick}
    whole = getattr(client, call)(**named)

    pages = [getattr(client, call)(**named, MaxResults="2")]
    while "NextToken" in pages[-1]:
        token = pages[-1]["NextToken"]
        page = getattr(client, call)(**named, MaxResults="2", NextToken=token)
        pages.append(page)

    assert [len(page["Items"]) for page in pages] == [2, 2, 1]
    assert [one for page in pages for one in page["Items"]] == whole["Items"]
    assert "NextToken" not in whole


@pytest.mark.parametrize(
    "sent", [{"MaxResults": "0"}, {"MaxResults": "x"}, {"NextToken": "x"}]
)
def test_a_page_that_is_none_counts_as_not_sent(client: Any, sent: Any) -> None:
    http_api(client)

    assert len(client.get_apis(**sent)["Items"]) == 1


def test_a_foreign_token_counts_as_not_sent(client: Any) -> None:
    http_api(client)

    assert len(client.get_apis(NextToken="eHg=")["Items"]) == 1


# --- ids, dates, endpoints -----------------------------------------------------------


def test_ids_have_the_lengths_of_aws(client: Any, quick: str) -> None:
    deployment = client.create_deployment(ApiId=quick)["DeploymentId"]
    (integration,) = client.get_integrations(ApiId=quick)["Items"]
    (route,) = client.get_routes(ApiId=quick)["Items"]

    assert re.fullmatch("[a-z0-9]{10}", quick)
    assert re.fullmatch("[a-z0-9]{6}", deployment)
    assert re.fullmatch("[a-z0-9]{7}", integration["IntegrationId"])
    assert re.fullmatch("[a-z0-9]{7}", route["RouteId"])


def test_dates_are_utc(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        api = client.create_api(
            Name="a", ProtocolType="HTTP", Target="https://example.com"
        )
        stage = client.create_stage(ApiId=api["ApiId"], StageName="v1")
        deployment = client.create_deployment(ApiId=api["ApiId"])
    finally:
        monkeypatch.undo()
        time.tzset()

    now = datetime.now(tz=timezone.utc)
    for answer in (api, stage, deployment):
        assert abs(answer["CreatedDate"] - now) < timedelta(minutes=5)
    assert abs(stage["LastUpdatedDate"] - now) < timedelta(minutes=5)


def test_an_update_moves_the_date_of_a_stage(backend: Backend, client: Any) -> None:
    api = http_api(client)
    made = client.create_stage(ApiId=api, StageName="v1")
    (stage,) = backends(backend).apis[api].stages.values()
    hour: Any = 3600.0 if isinstance(stage.created, float) else timedelta(hours=1)
    stage.created = stage.updated = stage.created - hour
    changed = client.update_stage(ApiId=api, StageName="v1")

    assert changed["LastUpdatedDate"] >= made["LastUpdatedDate"]
    assert changed["CreatedDate"] < changed["LastUpdatedDate"]


def backends(backend: Backend) -> Any:
    sts = backend.client("sts").get_caller_identity()
    return apigatewayv2_backends[sts["Account"]]["us-east-1"]


@pytest.mark.usefixtures("backend")
def test_an_endpoint_in_china_has_its_own_domain() -> None:
    client = boto3.client("apigatewayv2", "cn-north-1")
    made = client.create_api(Name="a", ProtocolType="HTTP")

    assert made["ApiEndpoint"] == (
        f"https://{made['ApiId']}.execute-api.cn-north-1.amazonaws.com.cn"
    )


def test_two_regions_have_their_own_apis(client: Any) -> None:
    http_api(client)
    other = boto3.client("apigatewayv2", "eu-west-1")

    assert other.get_apis()["Items"] == []


# --- moto's own uses ----------------------------------------------------------------


def test_moto_s_calls_on_tags_find_an_api(client: Any) -> None:
    api = http_api(client, Tags={"a": "1"})
    arn = f"arn:aws:apigateway:us-east-1::/apis/{api}"
    client.tag_resource(ResourceArn=arn, Tags={"b": "2"})
    client.untag_resource(ResourceArn=arn, TagKeys=["a"])

    assert client.get_tags(ResourceArn=arn)["Tags"] == {"b": "2"}
    assert client.get_api(ApiId=api)["Tags"] == {"b": "2"}
    assert client.update_api(ApiId=api, Name="b")["Tags"] == {"b": "2"}


def test_moto_s_calls_on_tags_find_a_stage(client: Any) -> None:
    api = http_api(client)
    client.create_stage(ApiId=api, StageName="v1", Tags={"a": "1"})
    arn = f"arn:aws:apigateway:us-east-1::/apis/{api}/stages/v1"
    client.tag_resource(ResourceArn=arn, Tags={"b": "2"})
    client.untag_resource(ResourceArn=arn, TagKeys=["a"])

    assert client.get_tags(ResourceArn=arn)["Tags"] == {"b": "2"}
    assert client.get_stage(ApiId=api, StageName="v1")["Tags"] == {"b": "2"}


def test_what_is_deleted_has_no_tags(client: Any) -> None:
    api = http_api(client, Tags={"a": "1"})
    arn = f"arn:aws:apigateway:us-east-1::/apis/{api}"
    for name in ("v1", "v2"):
        client.create_stage(ApiId=api, StageName=name, Tags={"a": "1"})
    client.delete_stage(ApiId=api, StageName="v1")
    gone = client.get_tags(ResourceArn=f"{arn}/stages/v1")["Tags"]
    client.delete_api(ApiId=api)

    assert gone == {}
    assert client.get_tags(ResourceArn=arn)["Tags"] == {}
    assert client.get_tags(ResourceArn=f"{arn}/stages/v2")["Tags"] == {}


@pytest.mark.parametrize(
    ("imported", "shown"),
    [
        ("{allowHeaders: null, allowMethods: [GET]}", {"AllowMethods": ["GET"]}),
        ("{allowHeaders: [1], maxAge: 5}", {"MaxAge": 5}),
        ("{allowHeaders: Content-Type, allowOrigins: ['*']}", {"AllowOrigins": ["*"]}),
        ("true", None),
    ],
)
def test_cors_imported_outside_the_scope_is_shown_as_far_as_it_is_one(
    imported: str, shown: Any
) -> None:
    body = (
        'openapi: "3.0.1"\ninfo: {title: pets, version: "1"}\npaths: {}\n'
        f"x-amazon-apigateway-cors: {imported}\n"
    )
    with mock_aws():
        client = boto3.client("apigatewayv2", "us-east-1")
        api = http_api(client)
        with suppress(AttributeError):  # botocore's, on moto's own answer
            client.reimport_api(ApiId=api, Body=body)
        with mock_apigw_updates():
            seen = [client.get_api(ApiId=api), *client.get_apis()["Items"]]
            changed = client.update_api(ApiId=api, Description="x")

    configured = [one.get("CorsConfiguration") for one in (*seen, changed)]
    assert configured == [shown, shown, shown]


def test_a_reimported_api_is_shown_with_the_defaults(client: Any) -> None:
    body = 'openapi: "3.0.1"\ninfo: {title: pets, version: "1"}\npaths: {}\n'
    api = http_api(client)
    client.reimport_api(ApiId=api, Body=body)

    shown = client.get_api(ApiId=api)
    assert (shown["Name"], shown["Version"]) == ("pets", "1")
    assert shown["IpAddressType"] == "ipv4"
    assert client.update_api(ApiId=api, Description="x")["Description"] == "x"


def test_a_stage_made_outside_the_scope_is_updated() -> None:
    with mock_aws():
        client = boto3.client("apigatewayv2", "us-east-1")
        api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
        client.create_stage(
            ApiId=api,
            StageName="v1",
            DefaultRouteSettings={"ThrottlingBurstLimit": 5},
            Tags={"a": "1"},
        )
        arn = f"arn:aws:apigateway:us-east-1::/apis/{api}/stages/v1"
        client.tag_resource(ResourceArn=arn, Tags={"b": "2"})
        with mock_apigw_updates():
            shown = client.update_stage(
                ApiId=api, StageName="v1", StageVariables={"a": "1"}
            )
            assert client.get_deployments(ApiId=api)["Items"] == []
        assert client.get_stage(ApiId=api, StageName="v1")["StageVariables"] == {
            "a": "1"
        }

    assert shown["Tags"] == {"a": "1", "b": "2"}
    assert shown["DefaultRouteSettings"] == {
        "DetailedMetricsEnabled": False,
        "ThrottlingBurstLimit": 5,
    }


def test_children_survive_an_update_of_their_api(client: Any, quick: str) -> None:
    client.update_api(ApiId=quick, Name="b")

    assert len(client.get_integrations(ApiId=quick)["Items"]) == 1
    assert len(client.get_routes(ApiId=quick)["Items"]) == 1
    assert len(client.get_stages(ApiId=quick)["Items"]) == 1


# --- URLs ---------------------------------------------------------------------------


def test_what_moto_has_no_v2_urls_of_is_all_that_is_added() -> None:
    stage = "{0}/v2/apis/(?P<apiId>[^/]+)/stages/(?P<stageName>[^/]+)"

    assert list(added_v2_urls()) == [
        "{0}/v2/apis/(?P<apiId>[^/]+)/deployments/?$",
        "{0}/v2/apis/(?P<apiId>[^/]+)/deployments/(?P<deploymentId>[^/]+)/?$",
        f"{stage}/accesslogsettings/?$",
        f"{stage}/cache/authorizers/?$",
        f"{stage}/routesettings/(?P<routeKey>[^/]+)/?$",
    ]


def test_moto_s_tables_have_the_urls_only_in_a_scope() -> None:
    tables = moto.apigateway.urls, moto.apigatewayv2.urls
    before = [dict(table.url_paths) for table in tables]
    with mock_apigw_updates():
        inside = [
            added_v2_urls().items() <= table.url_paths.items() for table in tables
        ]

    assert inside == [True, True]
    assert [table.url_paths for table in tables] == before


def test_outside_a_scope_moto_answers_as_before() -> None:
    with mock_aws():
        client = boto3.client("apigatewayv2", "us-east-1")
        api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
        with mock_apigw_updates():
            client.get_deployments(ApiId=api)
        with pytest.raises(ClientError, match="Not yet implemented"):
            client.get_deployments(ApiId=api)
