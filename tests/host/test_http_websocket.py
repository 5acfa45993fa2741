"""
Actions on moto's objects: what the cases do not reach.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from calls import without_metadata
from json_types import Sender, of_another_type
from moto import mock_aws
from moto.apigatewayv2.models import apigatewayv2_backends

from apigw_mock import mock_apigw_updates
from apigw_mock.apigatewayv2.kinds import AUTHORIZATIONS
from apigw_mock.apigatewayv2.rules.api import PROTOCOLS
from apigw_mock.apigatewayv2.rules.stage import LEVELS
from apigw_mock.errors import DroppedSettingWarning, MissingTargetWarning
from apigw_mock.host.model import body_members, input_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
ROLE = "arn:aws:iam::123456789012:role/r"
OPENAPI = """
openapi: 3.0.1
info: {title: pets, version: "1"}
paths:
  /pets:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://example.com
        payloadFormatVersion: 1.0
"""


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


@pytest.fixture
def response(backend: Backend) -> dict[str, str]:
    client = backend.apigatewayv2
    target = websocket_integration(client)
    made = client.create_integration_response(
        **target, IntegrationResponseKey="$default"
    )
    return {**target, "IntegrationResponseId": made["IntegrationResponseId"]}


def websocket_integration(client: Any) -> dict[str, str]:
    api = client.create_api(
        Name="a",
        ProtocolType="WEBSOCKET",
        RouteSelectionExpression="$request.body.action",
    )["ApiId"]
    made = client.create_integration(ApiId=api, IntegrationType="MOCK")
    return {"ApiId": api, "IntegrationId": made["IntegrationId"]}


# --- quick create -----------------------------------------------------------------


def test_a_url_as_target_makes_a_managed_http_proxy(backend: Backend) -> None:
    client = backend.apigatewayv2

    api = client.create_api(Name="a", ProtocolType="HTTP", Target="https://example.com")
    (made,) = client.get_integrations(ApiId=api["ApiId"])["Items"]

    del made["IntegrationId"]
    assert made == {
        "ApiGatewayManaged": True,
        "ConnectionType": "INTERNET",
        "IntegrationMethod": "ANY",
        "IntegrationType": "HTTP_PROXY",
        "IntegrationUri": "https://example.com",
        "PayloadFormatVersion": "1.0",
        "TimeoutInMillis": 30000,
    }


def test_a_function_as_target_makes_a_managed_aws_proxy(backend: Backend) -> None:
    client = backend.apigatewayv2

    api = client.create_api(
        Name="a", ProtocolType="HTTP", Target=FUNCTION, CredentialsArn=ROLE
    )
    (made,) = client.get_integrations(ApiId=api["ApiId"])["Items"]

    del made["IntegrationId"]
    assert made == {
        "ApiGatewayManaged": True,
        "ConnectionType": "INTERNET",
        "CredentialsArn": ROLE,
        "IntegrationMethod": "POST",
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": FUNCTION,
        "PayloadFormatVersion": "2.0",
        "TimeoutInMillis": 30000,
    }


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ({}, "$default"),
        ({"RouteKey": "GET /pets"}, "GET /pets"),
        ({"RouteKey": "ANY /pets/{proxy+}"}, "ANY /pets/{proxy+}"),
    ],
    ids=["none", "one", "greedy"],
)
def test_quick_create_makes_a_managed_route(
    backend: Backend, sent: dict[str, str], key: str
) -> None:
    client = backend.apigatewayv2
    api = client.create_api(Name="a", ProtocolType="HTTP", Target=FUNCTION, **sent)

    (route,) = client.get_routes(ApiId=api["ApiId"])["Items"]
    (made,) = client.get_integrations(ApiId=api["ApiId"])["Items"]

    assert route["RouteKey"] == key
    assert route["Target"] == f"integrations/{made['IntegrationId']}"
    assert route["ApiGatewayManaged"] is True


def test_quick_create_makes_a_managed_stage_that_deploys(backend: Backend) -> None:
    client = backend.apigatewayv2
    api = client.create_api(Name="a", ProtocolType="HTTP", Target=FUNCTION)

    (stage,) = client.get_stages(ApiId=api["ApiId"])["Items"]

    assert stage["StageName"] == "$default"
    assert stage["AutoDeploy"] is True
    assert stage["ApiGatewayManaged"] is True


def test_a_bad_target_makes_no_api(backend: Backend) -> None:
    client = backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException):
        client.create_api(Name="a", ProtocolType="HTTP", Target="example.com")

    assert client.get_apis()["Items"] == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [("Target", FUNCTION), ("RouteKey", "GET /"), ("CredentialsArn", ROLE)],
)
def test_quick_create_is_dropped_on_a_websocket_api(
    backend: Backend, setting: str, value: str
) -> None:
    client = backend.apigatewayv2

    with pytest.warns(DroppedSettingWarning, match=f"{setting}: .* for HTTP APIs"):
        api = client.create_api(
            Name="a",
            ProtocolType="WEBSOCKET",
            RouteSelectionExpression="$request.body.action",
            **{setting: value},
        )

    assert client.get_integrations(ApiId=api["ApiId"])["Items"] == []


def test_credentials_are_dropped_where_the_target_is_a_url(backend: Backend) -> None:
    client = backend.apigatewayv2

    with pytest.warns(DroppedSettingWarning, match="CredentialsArn: .* functions"):
        api = client.create_api(
            Name="a",
            ProtocolType="HTTP",
            Target="https://example.com",
            CredentialsArn=ROLE,
        )

    (made,) = client.get_integrations(ApiId=api["ApiId"])["Items"]
    assert "CredentialsArn" not in made


def test_an_unknown_protocol_is_refused_as_moto_does(backend: Backend) -> None:
    client = backend.apigatewayv2

    with pytest.raises(ClientError, match="Invalid protocol specified"):
        client.create_api(Name="a", ProtocolType="SOAP", Target=FUNCTION)


def test_a_bad_route_key_leaves_nothing_behind(backend: Backend) -> None:
    client = backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException, match="route key"):
        client.create_api(Name="a", ProtocolType="HTTP", Target=FUNCTION, RouteKey="/")

    assert client.get_apis()["Items"] == []


# --- Routes -----------------------------------------------------------------------


def test_a_target_that_does_not_exist_warns_at_the_line(backend: Backend) -> None:
    route = backend.http_route()

    with pytest.warns(MissingTargetWarning, match="integrations/nosuch") as seen:
        backend.apigatewayv2.update_route(**route, Target="integrations/nosuch")

    assert [one.filename for one in seen] == [__file__]
    assert seen[0].message.target == "integrations/nosuch"


@pytest.mark.filterwarnings("error::apigw_mock.errors.MissingTargetWarning")
def test_a_warning_that_is_an_error_stores_nothing(backend: Backend) -> None:
    client, route = backend.apigatewayv2, backend.http_route()
    before = client.get_routes(ApiId=route["ApiId"])["Items"]
    nowhere = {"ApiId": route["ApiId"], "Target": "integrations/nosuch"}

    with pytest.raises(MissingTargetWarning):
        client.create_route(**nowhere, RouteKey="GET /toys")
    with pytest.raises(MissingTargetWarning):
        client.update_route(**{**route, **nowhere})

    assert client.get_routes(ApiId=route["ApiId"])["Items"] == before


@pytest.mark.filterwarnings("error::apigw_mock.errors.MissingTargetWarning")
def test_a_target_that_exists_or_is_not_sent_warns_not(backend: Backend) -> None:
    client, route = backend.apigatewayv2, backend.http_route()
    client.update_route(**route, Target=client.get_route(**route)["Target"])

    client.update_route(**route, OperationName="pets")


@pytest.mark.parametrize("target", ["http_route", "websocket_route"])
def test_ids_of_routes_are_as_long_as_awss(backend: Backend, target: str) -> None:
    route = getattr(backend, target)()

    assert re.fullmatch("[0-9a-z]{7}", route["RouteId"])


def test_the_id_of_a_route_response_is_as_long_as_awss(backend: Backend) -> None:
    made = backend.apigatewayv2.create_route_response(
        **backend.websocket_route(), RouteResponseKey="$default"
    )

    assert re.fullmatch("[0-9a-z]{6}", made["RouteResponseId"])


def test_a_route_that_moto_made_is_shown_as_aws_shows_one() -> None:
    with mock_aws():
        client = boto3.client("apigatewayv2", region_name="us-east-1")
        api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
        made = client.create_route(
            ApiId=api, RouteKey="GET /", AuthorizerId="a", OperationName=""
        )
        with mock_apigw_updates():
            shown = client.get_route(ApiId=api, RouteId=made["RouteId"])
            changed = client.update_route(
                ApiId=api, RouteId=made["RouteId"], OperationName="all"
            )

    own = {"ApiKeyRequired": False, "AuthorizationType": "NONE", "RouteKey": "GET /"}
    own["RouteId"] = made["RouteId"]
    del shown["ResponseMetadata"], changed["ResponseMetadata"]
    assert shown == own
    assert changed == {**own, "OperationName": "all"}


@pytest.mark.filterwarnings("error::apigw_mock.errors.MissingTargetWarning")
def test_a_route_of_motos_import_is_updated(backend: Backend) -> None:
    client = backend.apigatewayv2
    api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
    client.reimport_api(ApiId=api, Body=OPENAPI)
    (route,) = client.get_routes(ApiId=api)["Items"]
    (integration,) = client.get_integrations(ApiId=api)["Items"]
    sent = {name: route[name] for name in route if name != "RouteId"}

    answer = client.update_route(
        ApiId=api, RouteId=route["RouteId"], **{**sent, "RouteKey": "PUT /pets"}
    )

    assert route["Target"] == f"integrations/{integration['IntegrationId']}"
    del answer["ResponseMetadata"]
    assert answer == {**route, "RouteKey": "PUT /pets"}


def test_a_managed_route_stays_managed(backend: Backend) -> None:
    client = backend.apigatewayv2
    api = client.create_api(Name="a", ProtocolType="HTTP", Target=FUNCTION)["ApiId"]
    (route,) = client.get_routes(ApiId=api)["Items"]

    client.update_route(ApiId=api, RouteId=route["RouteId"], OperationName="all")

    (shown,) = client.get_routes(ApiId=api)["Items"]
    assert shown == {**route, "OperationName": "all"}


def test_moto_reads_a_route_that_was_made_in_a_scope() -> None:
    with mock_aws():
        client = boto3.client("apigatewayv2", region_name="us-east-1")
        api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
        with mock_apigw_updates():
            made = client.create_route(ApiId=api, RouteKey="GET /")
        shown = client.get_route(ApiId=api, RouteId=made["RouteId"])

    assert (shown["RouteKey"], shown["RequestParameters"]) == ("GET /", {})


# --- JSON of another type than the service model says, on CreateApi ---------------

MEMBERS = body_members("apigatewayv2", "CreateApi")


@pytest.mark.parametrize("protocol", ["HTTP", "WEBSOCKET"])
@pytest.mark.parametrize("member", MEMBERS)
def test_no_member_of_an_api_takes_another_json_type(
    backend: Backend, member: str, protocol: str
) -> None:
    sender = Sender(backend, "apigatewayv2")
    base = {"name": "a", "protocolType": protocol, "target": FUNCTION}
    codes = set()
    for value in of_another_type(MEMBERS[member]):
        with pytest.raises(ClientError) as refused:
            sender.send("create_api", {**base, member: value})
        codes.add(refused.value.response["Error"]["Code"])

    assert codes == {"SerializationException"}
    assert backend.apigatewayv2.get_apis()["Items"] == []


def test_null_is_as_if_it_were_not_sent(backend: Backend) -> None:
    body = {**dict.fromkeys(MEMBERS), "name": "a", "protocolType": "HTTP"}
    body |= {"corsConfiguration": {"maxAge": None}, "tags": {"a": None}}
    api = Sender(backend, "apigatewayv2").send("create_api", body)

    shown = backend.apigatewayv2.get_api(ApiId=api["ApiId"])
    assert (shown["Name"], shown["Tags"]) == ("a", {})


def test_of_a_number_the_integer_is_kept(backend: Backend) -> None:
    cors = {"maxAge": 1.5, "allowOrigins": ["*"]}
    body = {"name": "a", "protocolType": "HTTP", "corsConfiguration": cors}
    api = Sender(backend, "apigatewayv2").send("create_api", body)
    (stored,) = apigatewayv2_backends["123456789012"]["us-east-1"].apis.values()

    assert api["CorsConfiguration"]["MaxAge"] == 1
    assert stored.to_json()["corsConfiguration"]["maxAge"] == 1


# --- what moto made ---------------------------------------------------------------


def test_an_imported_integration_is_shown_and_updated(backend: Backend) -> None:
    client = backend.apigatewayv2
    api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
    client.reimport_api(ApiId=api, Body=OPENAPI)
    (made,) = client.get_integrations(ApiId=api)["Items"]

    updated = client.update_integration(
        ApiId=api, IntegrationId=made["IntegrationId"], IntegrationMethod="POST"
    )

    assert made["IntegrationType"] == "HTTP_PROXY"
    assert made["PayloadFormatVersion"] == "1.0"
    assert without_metadata(updated) == {**made, "IntegrationMethod": "POST"}


def test_an_integration_made_outside_the_scope_gets_its_defaults() -> None:
    with mock_aws(), mock_apigw_updates() as backend:
        client = backend.apigatewayv2
        api = client.create_api(
            Name="a",
            ProtocolType="WEBSOCKET",
            RouteSelectionExpression="$request.body.action",
        )["ApiId"]
        made_by_moto(api)

        (made,) = client.get_integrations(ApiId=api)["Items"]

    del made["IntegrationId"]
    assert made == {
        "ConnectionType": "INTERNET",
        "PassthroughBehavior": "WHEN_NO_MATCH",
        "PayloadFormatVersion": "1.0",
        "TimeoutInMillis": 29000,
    }


def made_by_moto(api_id: str) -> None:
    api = apigatewayv2_backends["123456789012"]["us-east-1"].apis[api_id]
    api.create_integration(
        connection_type=None,
        description=None,
        integration_method=None,
        integration_type=None,
        integration_uri=None,
    )


# --- integration responses --------------------------------------------------------


def test_responses_are_listed(backend: Backend, response: dict[str, str]) -> None:
    target = {name: response[name] for name in ("ApiId", "IntegrationId")}

    listed = backend.apigatewayv2.get_integration_responses(**target)["Items"]

    shown = backend.apigatewayv2.get_integration_response(**response)
    assert listed == [without_metadata(shown)]


def test_a_response_is_deleted(backend: Backend, response: dict[str, str]) -> None:
    client = backend.apigatewayv2

    answer = client.delete_integration_response(**response)

    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 204
    with pytest.raises(client.exceptions.NotFoundException):
        client.get_integration_response(**response)


def test_responses_survive_an_update_of_their_integration(
    backend: Backend, response: dict[str, str]
) -> None:
    client = backend.apigatewayv2
    target = {name: response[name] for name in ("ApiId", "IntegrationId")}

    client.update_integration(**target, Description="x")

    assert client.get_integration_response(**response)


@pytest.mark.parametrize(
    "operation", ["get_integration_responses", "get_integration_response"]
)
def test_an_http_api_has_no_responses(backend: Backend, operation: str) -> None:
    client = backend.apigatewayv2
    target = dict(backend.http_api_integration())
    if operation == "get_integration_response":
        target["IntegrationResponseId"] = "x"

    with pytest.raises(client.exceptions.BadRequestException, match="not supported"):
        getattr(client, operation)(**target)


# --- state ------------------------------------------------------------------------


def test_an_update_leaves_the_stored_object_as_it_was(backend: Backend) -> None:
    target = backend.http_api_integration()
    api = apigatewayv2_backends["123456789012"]["us-east-1"].apis[target["ApiId"]]
    stored = api.integrations[target["IntegrationId"]]
    before = dict(vars(stored))

    backend.apigatewayv2.update_integration(**target, Description="x")

    assert vars(stored) == before
    assert api.integrations[target["IntegrationId"]].description == "x"


def test_the_clients_exceptions_catch_the_quota(backend: Backend) -> None:
    client = backend.client("apigatewayv2", config=no_retries())
    api = client.create_api(
        Name="a",
        ProtocolType="WEBSOCKET",
        RouteSelectionExpression="$request.body.action",
    )["ApiId"]
    fill(api)

    with pytest.raises(client.exceptions.TooManyRequestsException):
        client.create_integration(ApiId=api, IntegrationType="MOCK")


def no_retries() -> Any:
    return Config(retries={"total_max_attempts": 1})


def fill(api_id: str) -> None:
    api = apigatewayv2_backends["123456789012"]["us-east-1"].apis[api_id]
    api.integrations.update(dict.fromkeys(map(str, range(300))))


# --- the service model --------------------------------------------------------------


def test_the_words_are_those_of_the_service_model() -> None:
    route = input_members("apigatewayv2", "CreateRoute")
    api = input_members("apigatewayv2", "CreateApi")
    settings = input_members("apigatewayv2", "CreateStage")["DefaultRouteSettings"]

    assert set(AUTHORIZATIONS) == set(route["AuthorizationType"].enum)
    assert set(PROTOCOLS) == set(api["ProtocolType"].enum)
    assert set(LEVELS) == set(settings.members["loggingLevel"].enum)
