"""
Authorizers, models and VPC links of HTTP and WebSocket APIs: what no case shows.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from calls import without_metadata
from moto import mock_aws
from moto.apigatewayv2.models import apigatewayv2_backends

from apigw_mock import mock_apigw_updates
from apigw_mock.errors import NotMocked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.backend import Backend

JWT = {
    "AuthorizerType": "JWT",
    "IdentitySource": ["$request.header.Authorization"],
    "JwtConfiguration": {"Audience": ["pets"], "Issuer": "https://pets.example"},
    "Name": "tokens",
}
FUNCTION = {
    "AuthorizerPayloadFormatVersion": "2.0",
    "AuthorizerType": "REQUEST",
    "AuthorizerUri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
    "/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
}
LINK = {"Name": "pets", "SubnetIds": ["subnet-1"]}
AUTOMATIC = "Automatic deployment triggered by changes to the Api configuration"


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


@pytest.fixture
def client(backend: Backend) -> Any:
    return backend.apigatewayv2


@pytest.fixture
def authorizer(backend: Backend) -> dict[str, str]:
    api = dict(backend.http_api())
    made = backend.apigatewayv2.create_authorizer(**api, **JWT)
    return {**api, "AuthorizerId": made["AuthorizerId"]}


@pytest.fixture
def model(backend: Backend) -> dict[str, str]:
    api = dict(backend.websocket_api())
    sent = {"Name": "Pet", "Schema": "{}"}
    made = backend.apigatewayv2.create_model(**api, **sent)
    return {**api, "ModelId": made["ModelId"]}


@pytest.fixture
def link(client: Any) -> dict[str, str]:
    return {"VpcLinkId": client.create_vpc_link(**LINK)["VpcLinkId"]}


# --- deployments --------------------------------------------------------------------


@pytest.fixture
def automatic(client: Any) -> str:
    """
    Return the id of an API with a stage that deploys by itself.
    """
    made = client.create_api(Name="a", ProtocolType="HTTP", Target="https://a.example")
    return str(made["ApiId"])


def deployments(client: Any, api: str) -> int:
    return len(client.get_deployments(ApiId=api)["Items"])


def test_an_update_of_an_authorizer_that_no_route_has_deploys_the_api(
    client: Any, automatic: str
) -> None:
    made = client.create_authorizer(ApiId=automatic, **JWT)
    before = deployments(client, automatic)
    target = {"ApiId": automatic, "AuthorizerId": made["AuthorizerId"]}

    client.update_authorizer(**target, Name="renamed")

    *_, newest = client.get_deployments(ApiId=automatic)["Items"]
    assert deployments(client, automatic) == before + 1
    assert newest["Description"] == AUTOMATIC


def test_a_new_authorizer_and_a_refused_update_deploy_nothing(
    client: Any, automatic: str
) -> None:
    before = deployments(client, automatic)

    made = client.create_authorizer(ApiId=automatic, **JWT)
    target = {"ApiId": automatic, "AuthorizerId": made["AuthorizerId"]}
    with pytest.raises(client.exceptions.BadRequestException):
        client.update_authorizer(**target, JwtConfiguration={"Audience": []})
    client.delete_authorizer(**target)

    assert deployments(client, automatic) == before


def test_a_route_stays_as_it_is_where_its_authorizer_becomes_another_type(
    client: Any, authorizer: dict[str, str]
) -> None:
    api = {"ApiId": authorizer["ApiId"]}
    client.create_route(
        **authorizer,
        RouteKey="GET /pets",
        AuthorizationType="JWT",
        AuthorizationScopes=["pets"],
    )
    before = client.get_routes(**api)["Items"]

    client.update_authorizer(**authorizer, **FUNCTION)

    assert client.get_routes(**api)["Items"] == before


# --- ids, dates, tags ---------------------------------------------------------------


def test_ids_are_as_long_as_awss(
    authorizer: dict[str, str], model: dict[str, str], link: dict[str, str]
) -> None:
    ids = [authorizer["AuthorizerId"], model["ModelId"], link["VpcLinkId"]]

    assert [one for one in ids if not re.fullmatch("[a-z0-9]{6}", one)] == []


def test_a_vpc_link_has_the_date_in_utc(client: Any, link: dict[str, str]) -> None:
    made = client.get_vpc_link(**link)["CreatedDate"]

    age = datetime.now(tz=timezone.utc) - made
    assert abs(age) < timedelta(minutes=5)


def test_moto_s_calls_on_tags_find_a_vpc_link(
    client: Any, link: dict[str, str]
) -> None:
    arn = f"arn:aws:apigateway:us-east-1::/vpclinks/{link['VpcLinkId']}"
    client.tag_resource(ResourceArn=arn, Tags={"a": "1", "b": "2"})
    client.untag_resource(ResourceArn=arn, TagKeys=["b"])

    assert client.update_vpc_link(**link, Name="toys")["Tags"] == {"a": "1"}
    assert client.get_tags(ResourceArn=arn)["Tags"] == {"a": "1"}
    client.delete_vpc_link(**link)
    assert client.get_tags(ResourceArn=arn)["Tags"] == {}


def test_a_vpc_link_leaves_no_tags_under_the_id_that_moto_gave(client: Any) -> None:
    made = client.create_vpc_link(**LINK, Tags={"a": "1"})

    tagger = apigatewayv2_backends["123456789012"]["us-east-1"].tagger
    arn = f"arn:aws:apigateway:us-east-1::/vpclinks/{made['VpcLinkId']}"
    assert [name for name, tags in tagger.tags.items() if tags] == [arn]


# --- lists --------------------------------------------------------------------------


def test_authorizers_come_in_pages(client: Any, authorizer: dict[str, str]) -> None:
    api = {"ApiId": authorizer["ApiId"]}
    client.create_authorizer(**api, **{**JWT, "Name": "others"})

    first = client.get_authorizers(**api, MaxResults="1")
    second = client.get_authorizers(**api, NextToken=first["NextToken"])

    names = [one["Name"] for one in [*first["Items"], *second["Items"]]]
    assert names == ["tokens", "others"]
    assert "NextToken" not in second


def test_models_come_in_pages(client: Any, model: dict[str, str]) -> None:
    api = {"ApiId": model["ApiId"]}
    client.create_model(**api, Name="Toy", Schema="{}")

    first = client.get_models(**api, MaxResults="1")
    second = client.get_models(**api, NextToken=first["NextToken"])

    names = [one["Name"] for one in [*first["Items"], *second["Items"]]]
    assert names == ["Pet", "Toy"]


def test_an_account_without_vpc_links_lists_none(client: Any) -> None:
    assert client.get_vpc_links()["Items"] == []


def test_links_of_another_region_do_not_count(link: dict[str, str]) -> None:
    other = boto3.client("apigatewayv2", "eu-west-1")

    assert other.get_vpc_links()["Items"] == []
    with pytest.raises(other.exceptions.NotFoundException):
        other.get_vpc_link(**link)


# --- what moto lacks ---------------------------------------------------------------


def test_nobody_answers_the_template_of_a_model(
    client: Any, model: dict[str, str]
) -> None:
    with pytest.raises(NotMocked, match="GetModelTemplate"):
        client.get_model_template(**model)


# --- what moto made -----------------------------------------------------------------


@pytest.fixture
def outside() -> Iterator[Any]:
    """
    Yield a client of plain moto.
    """
    with mock_aws():
        yield boto3.client("apigatewayv2", "us-east-1")


def test_an_authorizer_that_moto_made_is_shown_as_aws_shows_one(outside: Any) -> None:
    api = {"ApiId": outside.create_api(Name="a", ProtocolType="HTTP")["ApiId"]}
    made = outside.create_authorizer(
        **api,
        AuthorizerType="REQUEST",
        AuthorizerPayloadFormatVersion="2.0",
        IdentitySource=[],
        JwtConfiguration={"Audience": ["a"]},
        Name="a",
    )
    target = {**api, "AuthorizerId": made["AuthorizerId"]}

    with mock_apigw_updates():
        shown = without_metadata(outside.get_authorizer(**target))
        changed = outside.update_authorizer(**target, Name="b")

    assert shown == {
        "AuthorizerId": made["AuthorizerId"],
        "AuthorizerPayloadFormatVersion": "2.0",
        "AuthorizerType": "REQUEST",
        "Name": "a",
    }
    assert without_metadata(changed) == {**shown, "Name": "b"}


def test_an_authorizer_that_moto_made_must_be_whole_where_an_update_says_so(
    outside: Any,
) -> None:
    api = {"ApiId": outside.create_api(Name="a", ProtocolType="HTTP")["ApiId"]}
    sent = {"AuthorizerType": "JWT", "IdentitySource": [], "Name": "a"}
    made = outside.create_authorizer(**api, **sent)
    target = {**api, "AuthorizerId": made["AuthorizerId"]}

    with (
        mock_apigw_updates(),
        pytest.raises(outside.exceptions.BadRequestException, match="IdentitySource"),
    ):
        outside.update_authorizer(**target, AuthorizerType="JWT")


def test_a_model_that_moto_made_is_updated(outside: Any) -> None:
    api = {
        "ApiId": outside.create_api(
            Name="a",
            ProtocolType="WEBSOCKET",
            RouteSelectionExpression="$request.body.action",
        )["ApiId"]
    }
    made = outside.create_model(**api, Name="p-m", Schema="{}")
    target = {**api, "ModelId": made["ModelId"]}

    with mock_apigw_updates():
        changed = outside.update_model(**target, Description="old")

    assert without_metadata(changed) == {
        "Description": "old",
        "ModelId": made["ModelId"],
        "Name": "p-m",
        "Schema": "{}",
    }


def test_a_model_that_moto_made_is_shown_as_aws_shows_one(outside: Any) -> None:
    api = {
        "ApiId": outside.create_api(
            Name="a",
            ProtocolType="WEBSOCKET",
            RouteSelectionExpression="$request.body.action",
        )["ApiId"]
    }
    sent = {"ContentType": "", "Description": "", "Name": "Pet", "Schema": ""}
    made = outside.create_model(**api, **sent)
    target = {**api, "ModelId": made["ModelId"]}

    with mock_apigw_updates():
        shown = without_metadata(outside.get_model(**target))
        listed = outside.get_models(**api)["Items"]
        changed = without_metadata(outside.update_model(**target))

    assert shown == {"ModelId": made["ModelId"], "Name": "Pet", "Schema": ""}
    assert (listed, changed) == ([shown], shown)


def test_a_vpc_link_that_moto_made_is_updated_and_deleted(outside: Any) -> None:
    made = outside.create_vpc_link(**LINK)
    target = {"VpcLinkId": made["VpcLinkId"]}

    with mock_apigw_updates():
        changed = outside.update_vpc_link(**target, Name="toys")
        outside.delete_vpc_link(**target)

    assert (changed["Name"], changed["SecurityGroupIds"]) == ("toys", [])
    assert changed["VpcLinkStatus"] == "AVAILABLE"
    assert outside.get_vpc_links()["Items"] == []


def test_moto_reads_what_was_made_in_a_scope(outside: Any) -> None:
    with mock_apigw_updates():
        api = {"ApiId": outside.create_api(Name="a", ProtocolType="HTTP")["ApiId"]}
        made = outside.create_authorizer(**api, **JWT)
        link = outside.create_vpc_link(**LINK)

    target = {**api, "AuthorizerId": made["AuthorizerId"]}
    assert without_metadata(outside.get_authorizer(**target)) == {
        **JWT,
        "AuthorizerId": made["AuthorizerId"],
    }
    assert outside.get_vpc_link(VpcLinkId=link["VpcLinkId"])["Name"] == "pets"


def test_a_route_that_moto_made_holds_its_authorizer(outside: Any) -> None:
    api = {"ApiId": outside.create_api(Name="a", ProtocolType="HTTP")["ApiId"]}
    made = outside.create_authorizer(**api, **JWT)
    target = {**api, "AuthorizerId": made["AuthorizerId"]}
    outside.create_route(**target, RouteKey="GET /none")  # it has no authorization
    held = outside.create_route(**target, RouteKey="GET /a", AuthorizationType="JWT")

    with mock_apigw_updates():
        with pytest.raises(outside.exceptions.ConflictException, match=r": GET /a$"):
            outside.delete_authorizer(**target)
        outside.delete_route(**api, RouteId=held["RouteId"])
        outside.delete_authorizer(**target)

    assert outside.get_routes(**api)["Items"]


def test_an_update_leaves_the_stored_authorizer_as_it_was(
    client: Any, authorizer: dict[str, str]
) -> None:
    apis = apigatewayv2_backends["123456789012"]["us-east-1"].apis
    stored = apis[authorizer["ApiId"]].authorizers[authorizer["AuthorizerId"]]

    client.update_authorizer(**authorizer, JwtConfiguration={"Audience": ["toys"]})

    assert stored.jwt_config["audience"] == ["pets"]
