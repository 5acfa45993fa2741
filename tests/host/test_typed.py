"""
JSON types of what moto's own actions are sent.
"""

from __future__ import annotations

from datetime import datetime, timezone
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from json_types import Sender, of_another_type, of_its_type

from apigw_mock import mock_apigw_updates, updates
from apigw_mock.host import typed
from apigw_mock.host.logged import note_unjudged
from apigw_mock.host.model import Member, body_members, input_members
from apigw_mock.host.requests import Request, check_types
from apigw_mock.host.routes import routes
from apigw_mock.report import UNJUDGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

SERVICES = {"APIGatewayResponse": "apigateway", "ApiGatewayV2Response": "apigatewayv2"}
# Service and name of each action of moto's own that is behind the check.
ACTIONS = [
    (SERVICES[one.owner.__name__], one.name)
    for one in typed.replacements()
    if one.name != "put_rest_api"  # its body is a document of the user's
]
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/pets"
each_action = pytest.mark.parametrize(("service", "action"), ACTIONS)


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


def operation_of(action: str) -> str:
    return "".join(word.title() for word in action.split("_"))


def members_of(service: str, action: str) -> dict[str, Member]:
    return dict(body_members(service, operation_of(action)))


def test_all_that_write_are_checked() -> None:
    some = {
        ("apigateway", "tag_resource"),
    }

    assert some <= set(ACTIONS)
    assert all(members_of(*one) for one in ACTIONS)


@each_action
def test_no_member_takes_another_json_type(
    service: str, action: str, backend: Backend
) -> None:
    sender, codes = Sender(backend, service), set()
    members = input_members(service, operation_of(action)).items()
    named = {name: "absent" for name, member in members if member.location == "uri"}
    for wire, member in members_of(service, action).items():
        for value in of_another_type(member):
            with pytest.raises(ClientError) as refused:
                sender.send(action, {wire: value}, **named)
            codes.add(refused.value.response["Error"]["Code"])

    assert codes == {"SerializationException"}


@each_action
def test_each_member_takes_its_own_json_type(service: str, action: str) -> None:
    members = members_of(service, action)
    body = {name: of_its_type(member) for name, member in members.items()}

    assert check_types(body, members) == body


@pytest.mark.parametrize("service", ["apigateway", "apigatewayv2"])
@pytest.mark.parametrize("body", [[], None, "a"], ids=repr)
def test_what_is_no_object_is_refused(
    service: str, body: Any, backend: Backend
) -> None:
    name = {"apigateway": "name", "apigatewayv2": "Name"}[service]
    with pytest.raises(ClientError, match="SerializationException"):
        Sender(backend, service).send("create_vpc_link", body, **{name: "a"})


def test_a_refused_update_changes_nothing(backend: Backend) -> None:
    client, sender = backend.apigatewayv2, Sender(backend, "apigatewayv2")
    api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
    before, number = client.get_apis()["Items"], updates.number_of_newest()

    with pytest.raises(ClientError, match="Start of list found where not expected"):
        sender.send("update_api", {"name": "b", "corsConfiguration": ["*"]}, ApiId=api)

    assert client.get_apis()["Items"] == before
    assert updates.report_since(number).splitlines()[:3] == [
        f"UpdateApi  ApiId={api}",
        '  Name = "b"',
        '  CorsConfiguration = ["*"]',
    ]


def test_numbers_and_times_are_taken(backend: Backend) -> None:
    uploaded = datetime(2026, 1, 1, tzinfo=timezone.utc)
    domain = backend.apigatewayv2.create_domain_name(
        DomainName="example.com",
        DomainNameConfigurations=[
            {"CertificateArn": CERTIFICATE, "CertificateUploadDate": uploaded}
        ],
    )
    api = backend.apigatewayv2.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
    limits: Any = {"ThrottlingRateLimit": 1.5, "ThrottlingBurstLimit": 2}
    stage = backend.apigatewayv2.create_stage(
        ApiId=api, StageName="a", DefaultRouteSettings=limits
    )

    (configuration,) = domain["DomainNameConfigurations"]
    assert configuration["CertificateArn"] == CERTIFICATE
    assert limits.items() <= stage["DefaultRouteSettings"].items()


def test_a_text_that_is_no_time_is_refused(backend: Backend) -> None:
    body = {
        "domainName": "example.com",
        "domainNameConfigurations": [{"certificateUploadDate": "soon"}],
    }

    with pytest.raises(ClientError, match="SerializationException"):
        Sender(backend, "apigatewayv2").send("create_domain_name", body, DomainName="a")
    assert backend.apigatewayv2.get_domain_names()["Items"] == []


DOCUMENT = """
openapi: 3.0.0
info: {title: pets, version: "1", description: all}
tags: [{name: pets}]
paths:
  /pets:
    get: {responses: {}}
"""


def test_a_document_is_taken(backend: Backend) -> None:
    client = backend.apigateway
    imported = client.import_rest_api(body=DOCUMENT)
    put = client.put_rest_api(restApiId=imported["id"], mode="merge", body=DOCUMENT)

    assert (imported["name"], put["name"]) == ("pets", "pets")


def test_a_call_of_moto_s_own_is_shown_as_one_that_nothing_judged(
    backend: Backend,
) -> None:
    number, stage = updates.number_of_newest(), backend.stage()
    path = f"/restapis/{stage['restApiId']}/stages/{stage['stageName']}"
    arn = f"arn:aws:apigateway:us-east-1::{path}"
    backend.apigateway.tag_resource(resourceArn=arn, tags={"a": "b"})

    assert backend.updates == []
    assert updates.report_since(number).splitlines() == [
        f"TagResource  resourceArn={arn}  ({UNJUDGED})"
    ]


def test_an_update_of_moto_s_own_is_logged_as_one_that_nothing_judged(
    backend: Backend,
) -> None:
    """
    moto has none so far: note one as if it had.
    """
    every = routes("apigatewayv2")
    (route,) = (one for one in every if one.operation == "UpdateVpcLink")
    original = SimpleNamespace(body=b'{"name": "c"}')
    note_unjudged(Request(route, {"VpcLinkId": "a"}, original))

    (update,) = backend.updates
    assert (update.operation, update.judged) == ("UpdateVpcLink", False)
    assert (update.target, update.request) == ({"VpcLinkId": "a"}, {"Name": "c"})
    assert (update.before, update.after, update.changed) == (None, None, {})


def test_what_has_a_wrong_type_is_refused_and_not_noted_as_answered(
    backend: Backend,
) -> None:
    number = updates.number_of_newest()
    with pytest.raises(ClientError):
        Sender(backend, "apigateway").send(
            "tag_resource", [], resourceArn="arn:aws:apigateway:us-east-1::/a", tags={}
        )

    assert UNJUDGED not in updates.report_since(number)
