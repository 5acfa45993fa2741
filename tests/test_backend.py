"""
What a scope hands out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from calls import without_metadata

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.apigatewayv2.subtypes import SUBTYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("untouched")

REGION = "eu-central-1"
FUNCTION = f"arn:aws:lambda:{REGION}:123456789012:function:pets"
INVOCATION = (
    f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{FUNCTION}"
    "/invocations"
)
URL = "https://example.com/pets"
HEADER = "method.response.header."


@pytest.fixture
def backend(untouched: None) -> Iterator[Backend]:  # noqa: ARG001  # first up, last down
    with mock_apigw_updates(region_name=REGION) as backend:
        yield backend


# --- Clients ----------------------------------------------------------------------


def test_the_clients_are_of_the_region_and_made_once(backend: Backend) -> None:
    clients = (backend.apigateway, backend.apigatewayv2)

    assert [client.meta.region_name for client in clients] == [REGION, REGION]
    assert clients == (backend.apigateway, backend.apigatewayv2)


def test_a_client_of_ones_own_takes_settings(backend: Backend) -> None:
    client = backend.client("apigatewayv2", config=Config(user_agent_extra="mine"))

    assert client is not backend.apigatewayv2
    assert client.meta.config.user_agent_extra == "mine"
    assert client.meta.region_name == REGION
    assert client.get_apis()["Items"] == []


def test_repr_says_where_and_how_many(backend: Backend) -> None:
    empty = repr(backend)
    target = backend.http_api_integration()
    backend.apigatewayv2.update_integration(**target, Description="x")

    assert empty == "<Backend in eu-central-1, updates: 0>"
    assert repr(backend) == "<Backend in eu-central-1, updates: 1>"


# --- Builders: REST APIs ----------------------------------------------------------


def test_an_integration_is_a_mock_behind_get_pets(backend: Backend) -> None:
    target = backend.integration()

    client = backend.apigateway
    resource = client.get_resource(
        restApiId=target["restApiId"], resourceId=target["resourceId"]
    )
    method = client.get_method(**target)
    assert resource["path"] == "/pets"
    assert target["httpMethod"] == "GET"
    assert method["authorizationType"] == "NONE"
    assert method["methodIntegration"]["type"] == "MOCK"


def test_every_part_of_an_integration_is_open_to_change(backend: Backend) -> None:
    target = backend.integration(
        path="orders",
        http_method="POST",
        method={"authorizationType": "AWS_IAM", "apiKeyRequired": True},
        type="HTTP",
        uri="https://orders.example.com",
        integrationHttpMethod="PUT",
        passthroughBehavior="NEVER",
    )

    client = backend.apigateway
    resource = client.get_resource(
        restApiId=target["restApiId"], resourceId=target["resourceId"]
    )
    method = client.get_method(**target)
    made = method["methodIntegration"]
    assert (resource["path"], target["httpMethod"]) == ("/orders", "POST")
    assert (method["authorizationType"], method["apiKeyRequired"]) == ("AWS_IAM", True)
    assert (made["type"], made["uri"]) == ("HTTP", "https://orders.example.com")
    assert (made["httpMethod"], made["passthroughBehavior"]) == ("PUT", "NEVER")


@pytest.mark.parametrize(
    ("kind", "uri", "method"),
    [
        ("MOCK", None, None),
        ("HTTP", URL, "GET"),
        ("HTTP_PROXY", URL, "GET"),
        ("AWS", INVOCATION, "POST"),
        ("AWS_PROXY", INVOCATION, "POST"),
    ],
)
def test_what_a_type_of_integration_needs_is_filled_in(
    backend: Backend, kind: str, uri: str | None, method: str | None
) -> None:
    target = backend.integration(type=kind)

    made = backend.apigateway.get_integration(**target)
    assert (made["type"], made.get("uri"), made.get("httpMethod")) == (
        kind,
        uri,
        method,
    )


def test_a_service_that_needs_a_role_has_one(backend: Backend) -> None:
    uri = "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets"

    target = backend.integration(type="AWS", uri=uri)

    made = backend.apigateway.get_integration(**target)
    assert made["credentials"] == "arn:aws:iam::123456789012:role/pets"


def test_a_function_that_streams_is_called_to_stream(backend: Backend) -> None:
    target = backend.integration(type="AWS_PROXY", responseTransferMode="STREAM")

    made = backend.apigateway.get_integration(**target)
    assert made["uri"].endswith("/response-streaming-invocations")


def test_each_starting_point_is_an_api_of_its_own(backend: Backend) -> None:
    targets = [backend.integration(), backend.integration_response()]

    assert len({target["restApiId"] for target in targets}) == 2


def test_an_integration_response_is_bare(backend: Backend) -> None:
    target = backend.integration_response()

    answer = backend.apigateway.get_integration_response(**target)
    assert without_metadata(answer) == {"statusCode": "200"}


def test_every_part_of_an_integration_response_is_open_to_change(
    backend: Backend,
) -> None:
    target = backend.integration_response(
        status_code="404",
        headers=["Origin", "Vary"],
        response={"selectionPattern": "4..", "responseTemplates": {"text/plain": "x"}},
        path="orders",
        http_method="OPTIONS",
        type="HTTP",
    )

    client = backend.apigateway
    declared = client.get_method_response(**target)["responseParameters"]
    method = client.get_method(
        restApiId=target["restApiId"],
        resourceId=target["resourceId"],
        httpMethod="OPTIONS",
    )
    assert without_metadata(client.get_integration_response(**target)) == {
        "statusCode": "404",
        "selectionPattern": "4..",
        "responseTemplates": {"text/plain": "x"},
    }
    assert declared == {
        "method.response.header.Origin": False,
        "method.response.header.Vary": False,
    }
    assert method["methodIntegration"]["type"] == "HTTP"


def test_a_method_response_may_be_told_in_full(backend: Backend) -> None:
    parameters = {"method.response.header.Origin": True}
    target = backend.integration_response(
        method_response={"responseParameters": parameters}
    )

    declared = backend.apigateway.get_method_response(**target)
    assert declared["responseParameters"] == parameters


def test_the_update_takes_what_the_builder_returns(backend: Backend) -> None:
    target = backend.integration_response(headers=["Origin"])

    answer = backend.apigateway.update_integration_response(
        **target,
        patchOperations=[
            {
                "op": "add",
                "path": "/responseParameters/method.response.header.Origin",
                "value": "'*'",
            }
        ],
    )
    assert answer["responseParameters"] == {"method.response.header.Origin": "'*'"}


def test_a_rest_api_is_bare(backend: Backend) -> None:
    target = backend.rest_api()

    made = without_metadata(backend.apigateway.get_rest_api(**target))
    assert set(target) == {"restApiId"}
    assert "binaryMediaTypes" not in made
    assert made["endpointConfiguration"]["types"] == ["EDGE"]


def test_every_part_of_a_rest_api_is_open_to_change(backend: Backend) -> None:
    target = backend.rest_api(
        name="pets",
        binaryMediaTypes=["image/png"],
        endpointConfiguration={"types": ["REGIONAL"]},
    )

    made = without_metadata(backend.apigateway.get_rest_api(**target))
    assert (made["name"], made["binaryMediaTypes"]) == ("pets", ["image/png"])
    assert made["endpointConfiguration"]["types"] == ["REGIONAL"]


def test_a_stage_has_a_deployment_of_its_api(backend: Backend) -> None:
    target = backend.stage()

    client, api = backend.apigateway, {"restApiId": target["restApiId"]}
    made = client.get_stage(**target)
    deployment = client.get_deployment(**api, deploymentId=made["deploymentId"])
    (resource,) = client.get_resources(**api)["items"]
    assert made["stageName"] == target["stageName"] == "test"
    assert made["methodSettings"] == {}
    assert "variables" not in made
    assert "description" not in deployment
    assert list(resource["resourceMethods"]) == ["GET"]


def test_every_part_of_a_stage_is_open_to_change(backend: Backend) -> None:
    target = backend.stage(
        stage_name="prod",
        api={"name": "pets"},
        deployment={"description": "first"},
        variables={"alias": "v1"},
        tracingEnabled=True,
    )

    client, api = backend.apigateway, {"restApiId": target["restApiId"]}
    made = client.get_stage(**target)
    (deployment,) = client.get_deployments(**api)["items"]
    assert client.get_rest_api(**api)["name"] == "pets"
    assert deployment["description"] == "first"
    assert (made["stageName"], made["deploymentId"]) == ("prod", deployment["id"])
    assert (made["variables"], made["tracingEnabled"]) == ({"alias": "v1"}, True)


def test_a_private_api_has_the_policy_that_its_deployment_needs(
    backend: Backend,
) -> None:
    private = {"endpointConfiguration": {"types": ["PRIVATE"]}}

    target = backend.stage(api=private)

    made = backend.apigateway.get_rest_api(restApiId=target["restApiId"])
    assert "execute-api:Invoke" in made["policy"]
    with pytest.raises(ClientError, match="doesn't have a resource policy attached"):
        backend.stage(api={**private, "policy": None})


def test_the_updates_of_apis_and_stages_take_what_the_builders_return(
    backend: Backend,
) -> None:
    client = backend.apigateway

    api = client.update_rest_api(
        **backend.rest_api(),
        patchOperations=[{"op": "add", "path": "/binaryMediaTypes/*~1*"}],
    )
    stage = client.update_stage(
        **backend.stage(),
        patchOperations=[{"op": "replace", "path": "/variables/alias", "value": "v2"}],
    )

    assert api["binaryMediaTypes"] == ["*/*"]
    assert stage["variables"] == {"alias": "v2"}


# --- Builders: domain names -------------------------------------------------------

IN_REGION = "arn:aws:acm:us-east-1:123456789012:certificate/pets"


def test_a_domain_name_is_at_the_edge_and_has_its_certificate(backend: Backend) -> None:
    target = backend.domain_name()

    made = backend.apigateway.get_domain_name(**target)
    assert target == {"domainName": "pets.example.com"}
    assert made["certificateArn"] == IN_REGION
    assert made["endpointConfiguration"]["types"] == ["EDGE"]
    assert "regionalDomainName" not in made


@pytest.mark.parametrize(
    ("types", "members"),
    [
        (["EDGE"], {"certificateArn"}),
        (["REGIONAL"], {"regionalCertificateArn"}),
        (["PRIVATE"], {"certificateArn"}),
        (["REGIONAL", "EDGE"], {"certificateArn", "regionalCertificateArn"}),
    ],
    ids=["edge", "regional", "private", "both"],
)
def test_a_domain_name_has_the_certificates_of_its_types(
    backend: Backend, types: list[Any], members: set[str]
) -> None:
    target = backend.domain_name(endpointConfiguration={"types": types})

    made = backend.apigateway.get_domain_name(**target)
    assert {name for name in made if name.endswith("ertificateArn")} == members


def test_a_private_domain_name_is_named_with_its_id(backend: Backend) -> None:
    private = {"types": ["PRIVATE"]}

    target = backend.domain_name(endpointConfiguration=private)

    (listed,) = backend.apigateway.get_domain_names()["items"]
    assert target == {name: listed[name] for name in ("domainName", "domainNameId")}
    mode = {"op": "replace", "path": "/routingMode", "value": "ROUTING_RULE_ONLY"}
    backend.apigateway.update_domain_name(**target, patchOperations=[mode])
    assert [*backend.updates[-1].changed] == ["routingMode"]


def test_a_certificate_of_the_edge_is_in_us_east_1_alone() -> None:
    both = {"types": ["EDGE", "REGIONAL"]}
    with mock_apigw_updates(region_name="eu-west-1") as backend:
        target = backend.domain_name(endpointConfiguration=both)
        made = backend.apigateway.get_domain_name(**target)

    assert made["certificateArn"] == IN_REGION
    assert made["regionalCertificateArn"] == IN_REGION.replace("us-east", "eu-west")
    assert made["regionalHostedZoneId"] == "ZLY8HYME6SFDD"


def test_every_domain_name_has_a_name_of_its_own(backend: Backend) -> None:
    names = [backend.domain_name()["domainName"] for _ in range(3)]

    assert names == ["pets.example.com", "pets-2.example.com", "pets-3.example.com"]


def test_every_part_of_a_domain_name_is_open_to_change(backend: Backend) -> None:
    policy = "SecurityPolicy_TLS13_1_3_2025_09"

    target = backend.domain_name(
        domainName="dogs.example", securityPolicy=policy, tags={"a": "b"}
    )

    made = backend.apigateway.get_domain_name(**target)
    assert (made["securityPolicy"], made["endpointAccessMode"]) == (policy, "STRICT")
    assert (made["domainName"], made["tags"]) == ("dogs.example", {"a": "b"})
    with pytest.raises(ClientError, match="certificate was not provided"):
        backend.domain_name(certificateArn=None)


def test_a_private_domain_name_has_no_endpoint_access_mode(backend: Backend) -> None:
    target = backend.domain_name(
        endpointConfiguration={"types": ["PRIVATE"]},
        securityPolicy="SecurityPolicy_TLS13_1_3_2025_09",
    )

    assert "endpointAccessMode" not in backend.apigateway.get_domain_name(**target)


def test_the_update_of_a_domain_name_takes_what_the_builder_returns(
    backend: Backend,
) -> None:
    name = {"op": "replace", "path": "/certificateName", "value": "dogs"}

    backend.apigateway.update_domain_name(
        **backend.domain_name(), patchOperations=[name]
    )

    assert backend.updates[-1].changed == {"certificateName": (None, "dogs")}


def test_a_word_that_a_domain_name_does_not_take_has_a_remedy(backend: Backend) -> None:
    with pytest.raises(TypeError, match="write certificateArn=…"):
        backend.domain_name(certificateARN="x")


# --- Builders: usage plans and API keys -------------------------------------------


def test_a_usage_plan_is_bare(backend: Backend) -> None:
    target = backend.usage_plan()

    made = without_metadata(backend.apigateway.get_usage_plan(**target))
    del made["id"]
    assert made == {"name": "apigw-mock", "apiStages": [], "tags": {}}


def test_a_usage_plan_has_the_stages_that_it_is_given(backend: Backend) -> None:
    one, two = backend.stage(), backend.stage(stage_name="prod")
    first = {"apiId": one["restApiId"], "stage": "test"}
    second = {"apiId": two["restApiId"], "stage": "prod"}

    target = backend.usage_plan(stage=two)
    both = backend.usage_plan(stage=two, name="gold", apiStages=[first])

    client = backend.apigateway
    assert client.get_usage_plan(**target)["apiStages"] == [second]
    assert client.get_usage_plan(**both)["apiStages"] == [first, second]
    assert client.get_usage_plan(**both)["name"] == "gold"


def test_an_api_key_is_bare_and_in_no_plan(backend: Backend) -> None:
    plan = backend.usage_plan()
    target = backend.api_key()

    made = backend.apigateway.get_api_key(**target)
    assert (made["name"], made["enabled"]) == ("apigw-mock", False)
    assert backend.apigateway.get_usage_plan_keys(**plan)["items"] == []


def test_an_api_key_is_in_the_plan_that_it_is_given(backend: Backend) -> None:
    plan = backend.usage_plan()

    target = backend.api_key(usage_plan=plan, name="pets", enabled=True)

    (key,) = backend.apigateway.get_usage_plan_keys(**plan)["items"]
    assert (key["id"], key["name"]) == (target["apiKey"], "pets")


def test_the_updates_of_plans_keys_and_usage_take_what_the_builders_return(
    backend: Backend,
) -> None:
    client = backend.apigateway
    plan = backend.usage_plan(quota={"limit": 10, "period": "DAY"})
    key = backend.api_key(usage_plan=plan)

    client.update_usage_plan(
        **plan, patchOperations=[{"op": "replace", "path": "/name", "value": "gold"}]
    )
    client.update_api_key(
        **key, patchOperations=[{"op": "replace", "path": "/enabled", "value": "true"}]
    )
    used = client.update_usage(
        **plan,
        keyId=key["apiKey"],
        patchOperations=[{"op": "replace", "path": "/remaining", "value": "5"}],
    )

    assert backend.updates[0].changed == {"name": ("apigw-mock", "gold")}
    assert backend.updates[1].changed["enabled"] == (False, True)
    assert used["items"] == {key["apiKey"]: [[0, 5]]}


@pytest.mark.parametrize(
    ("builder", "word"), [("usage_plan", "stage"), ("api_key", "usage_plan")]
)
@pytest.mark.parametrize("given", ["prod", ["x"], {}, {"restApiId": "x"}], ids=repr)
def test_what_no_builder_returned_is_a_type_error(
    backend: Backend, builder: str, word: str, given: Any
) -> None:
    with pytest.raises(TypeError) as refused:
        getattr(backend, builder)(**{word: given})

    remedy = f"pass what the builder returns, for instance {word}=backend.{word}()"
    assert str(refused.value) == f"{word} is {given!r}: {remedy}."
    assert backend.apigateway.get_usage_plans()["items"] == []
    assert backend.apigateway.get_api_keys()["items"] == []


# --- Builders: HTTP and WebSocket APIs --------------------------------------------


def test_an_integration_of_an_http_api_is_a_functions(backend: Backend) -> None:
    target = backend.http_api_integration()

    assert without_metadata(backend.apigatewayv2.get_integration(**target)) == {
        "ConnectionType": "INTERNET",
        "IntegrationId": target["IntegrationId"],
        "IntegrationMethod": "POST",
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": FUNCTION,
        "PayloadFormatVersion": "2.0",
        "TimeoutInMillis": 30_000,
    }


def test_a_proxy_of_an_http_api_has_url_method_and_version(backend: Backend) -> None:
    target = backend.http_api_integration(IntegrationType="HTTP_PROXY")

    made = backend.apigatewayv2.get_integration(**target)
    assert made["IntegrationUri"] == URL
    assert (made["IntegrationMethod"], made["PayloadFormatVersion"]) == ("GET", "1.0")


def test_a_private_integration_has_link_and_listener(backend: Backend) -> None:
    target = backend.http_api_integration(ConnectionType="VPC_LINK")

    made = backend.apigatewayv2.get_integration(**target)
    assert (made["IntegrationType"], made["ConnectionId"]) == ("HTTP_PROXY", "vpclink")
    assert f"elasticloadbalancing:{REGION}:" in made["IntegrationUri"]


@pytest.mark.parametrize("account", ["111111111111", "123456789012"])
def test_what_is_filled_in_is_of_motos_account(
    account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_ACCOUNT_ID", account)
    with mock_apigw_updates() as backend:
        target = backend.http_api_integration(ConnectionType="VPC_LINK")
        stored = backend.apigatewayv2.get_integration(**target)
    monkeypatch.undo()

    assert stored["IntegrationUri"].split(":")[4] == account


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_a_subtype_has_all_that_it_requires(backend: Backend, subtype: str) -> None:
    target = backend.http_api_integration(IntegrationSubtype=subtype)

    made = backend.apigatewayv2.get_integration(**target)
    assert made["RequestParameters"].keys() == SUBTYPES[subtype].required
    assert made["CredentialsArn"].startswith("arn:aws:iam::")


def test_a_subtype_that_aws_does_not_know_is_refused_by_aws(backend: Backend) -> None:
    client = backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException, match="S3-GetObject"):
        backend.http_api_integration(IntegrationSubtype="S3-GetObject")


def test_every_part_of_an_http_api_is_open_to_change(backend: Backend) -> None:
    target = backend.http_api_integration(
        api={"Name": "shop"},
        IntegrationUri=FUNCTION + ":live",
        PayloadFormatVersion="1.0",
        TimeoutInMillis=100,
    )

    api = backend.apigatewayv2.get_api(ApiId=target["ApiId"])
    made = backend.apigatewayv2.get_integration(**target)
    assert (api["Name"], api["ProtocolType"]) == ("shop", "HTTP")
    assert made["IntegrationUri"] == FUNCTION + ":live"
    assert (made["PayloadFormatVersion"], made["TimeoutInMillis"]) == ("1.0", 100)


def test_none_leaves_out_what_would_be_filled_in(backend: Backend) -> None:
    client = backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException, match="PayloadFormatVer"):
        backend.http_api_integration(PayloadFormatVersion=None)


@pytest.mark.parametrize(
    ("kind", "uri", "method"),
    [
        ("AWS_PROXY", INVOCATION, "POST"),
        ("AWS", INVOCATION, "POST"),
        ("HTTP", URL, "GET"),
        ("HTTP_PROXY", URL, "GET"),
        ("MOCK", None, None),
    ],
)
def test_a_websocket_integration_has_what_its_type_needs(
    backend: Backend, kind: str, uri: str | None, method: str | None
) -> None:
    target = backend.websocket_integration(IntegrationType=kind)

    made = backend.apigatewayv2.get_integration(**target)
    assert made["IntegrationType"] == kind
    assert made.get("IntegrationUri") == uri
    assert made.get("IntegrationMethod") == method


def test_a_websocket_integration_is_a_functions(backend: Backend) -> None:
    target = backend.websocket_integration(api={"Name": "chat"})

    api = backend.apigatewayv2.get_api(ApiId=target["ApiId"])
    made = backend.apigatewayv2.get_integration(**target)
    assert (api["Name"], api["ProtocolType"]) == ("chat", "WEBSOCKET")
    assert made["IntegrationType"] == "AWS_PROXY"


@pytest.mark.parametrize(
    ("builder", "protocol"), [("http_api", "HTTP"), ("websocket_api", "WEBSOCKET")]
)
def test_an_api_of_v2_has_nothing(
    backend: Backend, builder: str, protocol: str
) -> None:
    target = getattr(backend, builder)(Description="pets")

    changed = backend.apigatewayv2.update_api(**target, Version="1")
    assert (changed["ProtocolType"], changed["Description"]) == (protocol, "pets")
    assert backend.apigatewayv2.get_routes(**target)["Items"] == []


def test_a_stage_of_v2_has_a_route(backend: Backend) -> None:
    target = backend.http_stage(stage_name="prod", api={"Name": "pets"})

    throttled = {"GET /pets": {"ThrottlingBurstLimit": 1}}
    changed = backend.apigatewayv2.update_stage(**target, RouteSettings=throttled)
    assert (changed["StageName"], changed["RouteSettings"]) == ("prod", throttled)
    assert backend.apigatewayv2.get_api(ApiId=target["ApiId"])["Name"] == "pets"


def test_a_stage_of_v2_deploys_its_route(backend: Backend) -> None:
    target = backend.http_stage(AutoDeploy=True)

    assert backend.apigatewayv2.get_stage(**target)["DeploymentId"]


@pytest.mark.parametrize(
    ("builder", "protocol", "other"),
    [("http_api", "WEBSOCKET", "websocket_api"), ("websocket_api", "HTTP", "http_api")],
)
def test_an_api_of_v2_has_the_protocol_of_its_builder(
    backend: Backend, builder: str, protocol: str, other: str
) -> None:
    with pytest.raises(TypeError) as refused:
        getattr(backend, builder)(ProtocolType=protocol)

    message = f"{builder}() makes no {protocol} API: use {other}(…)."
    assert str(refused.value) == message


def test_a_stage_of_v2_says_where_a_keyword_belongs(backend: Backend) -> None:
    with pytest.raises(TypeError, match=r"write api=\{'CorsConfiguration': …\}"):
        backend.http_stage(CorsConfiguration={})
    with pytest.raises(TypeError, match="write stage_name=…"):
        backend.http_stage(StageName="prod")


@pytest.mark.parametrize("builder", ["http_api_integration", "websocket_integration"])
def test_the_update_of_v2_takes_what_the_builder_returns(
    backend: Backend, builder: str
) -> None:
    target = getattr(backend, builder)()

    answer = backend.apigatewayv2.update_integration(**target, TimeoutInMillis=5000)
    assert answer["TimeoutInMillis"] == 5000


@pytest.mark.parametrize(
    ("builder", "protocol", "key"),
    [
        ("http_route", "HTTP", "GET /pets"),
        ("websocket_route", "WEBSOCKET", "$connect"),
    ],
)
def test_a_route_leads_to_an_integration(
    backend: Backend, builder: str, protocol: str, key: str
) -> None:
    target = getattr(backend, builder)(api={"Name": "pets"})

    client = backend.apigatewayv2
    api, made = client.get_api(ApiId=target["ApiId"]), client.get_route(**target)
    (integration,) = client.get_integrations(ApiId=target["ApiId"])["Items"]
    assert (api["Name"], api["ProtocolType"]) == ("pets", protocol)
    assert made["RouteKey"] == key
    assert made["Target"] == f"integrations/{integration['IntegrationId']}"
    assert integration["IntegrationType"] == "AWS_PROXY"


@pytest.mark.parametrize("builder", ["http_route", "websocket_route"])
def test_a_route_may_have_another_integration(backend: Backend, builder: str) -> None:
    url = {"IntegrationType": "HTTP_PROXY"}
    target = getattr(backend, builder)(integration=url, RouteKey="$default")

    (made,) = backend.apigatewayv2.get_integrations(ApiId=target["ApiId"])["Items"]
    assert made["IntegrationType"] == "HTTP_PROXY"
    assert backend.apigatewayv2.get_route(**target)["RouteKey"] == "$default"


@pytest.mark.parametrize("builder", ["http_route", "websocket_route"])
def test_a_route_may_lead_nowhere(backend: Backend, builder: str) -> None:
    target = getattr(backend, builder)(Target=None)

    assert "Target" not in backend.apigatewayv2.get_route(**target)
    assert backend.apigatewayv2.get_integrations(ApiId=target["ApiId"])["Items"] == []


@pytest.mark.parametrize("builder", ["http_route", "websocket_route"])
def test_a_route_has_one_target(backend: Backend, builder: str) -> None:
    with pytest.raises(TypeError, match="leave out Target or integration"):
        getattr(backend, builder)(Target=None, integration={})

    assert backend.apigatewayv2.get_apis()["Items"] == []


def test_none_leaves_out_what_v2_s_builders_fill_in(backend: Backend) -> None:
    client = backend.apigatewayv2
    api = backend.http_api(Description=None)
    stage = backend.http_stage(AutoDeploy=None)

    assert "Description" not in client.get_api(**api)
    assert "AutoDeploy" not in client.get_stage(**stage)
    with pytest.raises(client.exceptions.BadRequestException, match="routeSelection"):
        backend.websocket_api(RouteSelectionExpression=None)


@pytest.mark.parametrize(
    ("builder", "kind"),
    [("http_route", "JWT"), ("http_route", "CUSTOM"), ("websocket_route", "CUSTOM")],
)
def test_a_route_has_the_authorizer_that_its_type_needs(
    backend: Backend, builder: str, kind: str
) -> None:
    target = getattr(backend, builder)(AuthorizationType=kind)

    made = backend.apigatewayv2.get_route(**target)
    authorizer = backend.apigatewayv2.get_authorizer(
        ApiId=target["ApiId"], AuthorizerId=made["AuthorizerId"]
    )
    assert made["AuthorizationType"] == kind
    assert authorizer["AuthorizerType"] == {"CUSTOM": "REQUEST"}.get(kind, kind)


def test_a_route_has_no_authorizer_that_was_left_out(backend: Backend) -> None:
    client = backend.apigatewayv2

    with pytest.raises(client.exceptions.BadRequestException, match="JWT authorizer"):
        backend.http_route(AuthorizationType="JWT", AuthorizerId=None)


@pytest.mark.parametrize("builder", ["http_route", "websocket_route"])
def test_the_update_of_a_route_takes_what_the_builder_returns(
    backend: Backend, builder: str
) -> None:
    target = getattr(backend, builder)()

    answer = backend.apigatewayv2.update_route(**target, OperationName="pets")
    assert answer["OperationName"] == "pets"


# --- Builders: words that belong elsewhere ----------------------------------------


@pytest.mark.parametrize(
    ("builder", "word", "remedy"),
    [
        ("integration", "httpMethod", "write http_method=…"),
        ("integration", "pathPart", "write path=…"),
        ("integration", "authorizationType", "write method={'authorizationType': …}"),
        ("integration", "timeoutInMilis", "write timeoutInMillis=…"),
        ("integration", "headers", "write integration_response(headers=…)"),
        ("integration", "response", "write integration_response(response=…)"),
        ("integration", "status_code", "write integration_response(status_code=…)"),
        ("integration", "zzz", "it has cacheKeyParameters, cacheNamespace, "),
        ("integration_response", "header", "write headers=…"),
        ("integration_response", "httpMethod", "write http_method=…"),
        ("integration_response", "statusCode", "write status_code=…"),
        ("integration_response", "http_methode", "write http_method=…"),
        ("integration_response", "restApiId", "it makes its own"),
        (
            "integration_response",
            "selectionPattern",
            "write response={'selectionPattern': …}",
        ),
        (
            "integration_response",
            "responseTemplates",
            "write response={'responseTemplates': …}",
        ),
        (
            "integration_response",
            "responseModels",
            "write method_response={'responseModels': …}",
        ),
        ("rest_api", "nam", "write name=…"),
        ("rest_api", "restApiId", "it makes its own"),
        ("usage_plan", "stages", "write stage=…"),
        ("usage_plan", "apiStage", "write apiStages=…"),
        ("api_key", "plan", "it has customerId, "),
        ("api_key", "stageKey", "write stageKeys=…"),
        ("stage", "binaryMediaTypes", "write api={'binaryMediaTypes': …}"),
        ("stage", "deploymentId", "it makes its own"),
        ("stage", "name", "write api={'name': …}"),
        ("stage", "stageDescription", "write deployment={'stageDescription': …}"),
        ("stage", "stageName", "write stage_name=…"),
        ("http_api_integration", "Name", "write api={'Name': …}"),
        ("http_api_integration", "integrationUri", "write IntegrationUri=…"),
        ("http_api_integration", "ApiId", "it makes its own"),
        ("websocket_integration", "Tags", "write api={'Tags': …}"),
        ("http_route", "ApiId", "it makes its own"),
        ("http_route", "routeKey", "write RouteKey=…"),
        ("http_route", "Name", "write api={'Name': …}"),
        ("websocket_route", "Tags", "write api={'Tags': …}"),
        (
            "websocket_route",
            "IntegrationType",
            "write integration={'IntegrationType': …}",
        ),
    ],
)
def test_a_word_that_a_builder_does_not_know_is_a_type_error_with_the_remedy(
    backend: Backend, builder: str, word: str, remedy: str
) -> None:
    with pytest.raises(TypeError) as refused:
        getattr(backend, builder)(**{word: "x"})

    message = f"{builder}() has no keyword '{word}': {remedy}"
    assert str(refused.value).startswith(message)
    assert backend.apigateway.get_rest_apis()["items"] == []
    assert backend.apigatewayv2.get_apis()["Items"] == []


def test_a_word_that_belongs_to_two_places_has_both_as_remedy(backend: Backend) -> None:
    with pytest.raises(TypeError) as refused:
        backend.integration_response(responseParameters={})

    assert "{'responseParameters': …} or method_response={" in str(refused.value)


@pytest.mark.parametrize(
    ("builder", "place", "word", "remedy"),
    [
        ("integration", "method", "httpMethod", "write http_method=…"),
        ("integration", "method", "restApiId", "it makes its own"),
        ("integration", "method", "type", "write type=…"),
        (
            "integration",
            "method",
            "apiKeyRequire",
            "write method={'apiKeyRequired': …}",
        ),
        ("integration_response", "method", "httpMethod", "write http_method=…"),
        ("integration_response", "response", "statusCode", "write status_code=…"),
        ("integration_response", "response", "resourceId", "it makes its own"),
        (
            "integration_response",
            "method_response",
            "statusCode",
            "write status_code=…",
        ),
        ("integration_response", "response", "headers", "write headers=…"),
        (
            "integration_response",
            "method_response",
            "selectionPattern",
            "write response={'selectionPattern': …}",
        ),
        ("stage", "api", "restApiId", "it makes its own"),
        ("stage", "api", "variables", "write variables=… or deployment={"),
        ("stage", "deployment", "stageName", "write stage_name=…"),
        ("http_api_integration", "api", "ApiId", "it makes its own"),
        ("websocket_integration", "api", "TimeoutInMillis", "write TimeoutInMillis=…"),
        (
            "http_route",
            "integration",
            "RouteResponseSelectionExpression",
            "write Route",
        ),
        ("websocket_route", "integration", "ApiId", "it makes its own"),
    ],
)
def test_a_word_that_belongs_elsewhere_than_in_a_map_is_a_type_error_too(
    backend: Backend, builder: str, place: str, word: str, remedy: str
) -> None:
    with pytest.raises(TypeError) as refused:
        getattr(backend, builder)(**{place: {word: "x"}})

    message = f"{builder}() takes no {place}={{'{word}': …}}: {remedy}"
    assert str(refused.value).startswith(message)
    assert backend.apigateway.get_rest_apis()["items"] == []
    assert backend.apigatewayv2.get_apis()["Items"] == []


@pytest.mark.parametrize(
    ("builder", "place"),
    [
        ("integration", "method"),
        ("integration_response", "response"),
        ("integration_response", "method_response"),
        ("http_api_integration", "api"),
        ("http_route", "api"),
        ("websocket_route", "integration"),
    ],
)
@pytest.mark.parametrize("given", ["x", ["x"], 1], ids=repr)
def test_what_is_no_map_is_a_type_error(
    backend: Backend, builder: str, place: str, given: Any
) -> None:
    with pytest.raises(
        TypeError, match=f"^{place} is .*: pass a map, for instance {place}={{"
    ):
        getattr(backend, builder)(**{place: given})

    assert backend.apigateway.get_rest_apis()["items"] == []
    assert backend.apigatewayv2.get_apis()["Items"] == []


@pytest.mark.parametrize(
    ("builder", "protocol", "other"),
    [
        ("http_api_integration", "WEBSOCKET", "websocket_integration"),
        ("websocket_integration", "HTTP", "http_api_integration"),
        ("http_stage", "WEBSOCKET", "websocket_api"),
        ("http_route", "WEBSOCKET", "websocket_route"),
        ("websocket_route", "HTTP", "http_route"),
    ],
)
def test_an_api_of_the_other_protocol_is_the_other_builders(
    backend: Backend, builder: str, protocol: str, other: str
) -> None:
    with pytest.raises(TypeError) as refused:
        getattr(backend, builder)(api={"ProtocolType": protocol})

    message = f"{builder}() makes no {protocol} API: use {other}(…)."
    assert str(refused.value) == message
    assert backend.apigatewayv2.get_apis()["Items"] == []


@pytest.mark.parametrize(
    ("builder", "protocol"),
    [("http_api_integration", "HTTP"), ("websocket_integration", "WEBSOCKET")],
)
def test_an_api_of_the_builders_own_protocol_may_say_so(
    backend: Backend, builder: str, protocol: str
) -> None:
    target = getattr(backend, builder)(api={"ProtocolType": protocol})

    api = backend.apigatewayv2.get_api(ApiId=target["ApiId"])
    assert api["ProtocolType"] == protocol


@pytest.mark.parametrize(
    ("headers", "remedy"),
    [
        ("Vary", "headers is 'Vary': pass a list of names, for instance ['Vary']."),
        (b"Vary", "headers is b'Vary': pass a list of names, for instance ['Vary']."),
        (1, "headers is 1: pass a list of names, for instance ['Vary']."),
        ([1], "headers has 1: pass a list of names, for instance ['Vary']."),
        (
            [f"{HEADER}Vary"],
            f"headers has '{HEADER}Vary': leave out '{HEADER}'.",
        ),
    ],
)
def test_headers_are_a_list_of_bare_names(
    backend: Backend, headers: Any, remedy: str
) -> None:
    with pytest.raises(TypeError) as refused:
        backend.integration_response(headers=headers)

    assert str(refused.value) == remedy
    assert backend.apigateway.get_rest_apis()["items"] == []


def test_headers_may_come_from_anywhere_and_be_none(backend: Backend) -> None:
    client = backend.apigateway
    some = backend.integration_response(headers=(name for name in ["Vary"]))
    none = backend.integration_response(headers=None)

    declared = client.get_method_response(**some)["responseParameters"]
    assert declared == {"method.response.header.Vary": False}
    assert "responseParameters" not in client.get_method_response(**none)


# --- adopt, reset, updates --------------------------------------------------------


def test_adopt_returns_the_client_itself(backend: Backend) -> None:
    client = boto3.client("apigateway", region_name=REGION)

    assert backend.adopt(client) is client


def test_a_backend_whose_scope_has_been_left_adopts_nothing() -> None:
    with mock_apigw_updates() as backend:
        client = backend.apigateway

    with pytest.raises(RuntimeError, match="adopt the client inside the scope"):
        backend.adopt(client)


def test_what_is_no_client_cannot_be_adopted(backend: Backend) -> None:
    with pytest.raises(TypeError, match="pass a boto3 client or resource"):
        backend.adopt(boto3.Session())


BEFORE_MOTO = """
import boto3

session = boto3.Session("key", "secret", region_name="us-east-1")
client = session.client("apigatewayv2")

from apigw_mock import mock_apigw_updates
from apigw_mock.errors import EscapedCall

with mock_apigw_updates() as backend:
    target = backend.http_api_integration()
    backend.adopt(client).update_integration(**target, Description="adopted")
    assert backend.updates[0].changed == {"Description": (None, "adopted")}
with mock_apigw_updates() as backend:
    try:
        client.get_apis()
    except EscapedCall:
        print("only in its scope")
"""


def test_a_client_made_before_moto_is_adopted_to_the_end_of_the_scope() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_MOTO],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )

    assert done.stdout == "only in its scope\n"


def test_reset_empties_api_gateway_and_the_log_in_every_region(
    backend: Backend,
) -> None:
    elsewhere = boto3.client("apigatewayv2", region_name="sa-east-1")
    elsewhere.create_api(Name="far", ProtocolType="HTTP")
    backend.apigatewayv2.update_integration(**backend.http_api_integration())
    backend.integration()
    backend.reset()

    assert backend.updates == []
    assert backend.apigateway.get_rest_apis()["items"] == []
    assert backend.apigatewayv2.get_apis()["Items"] == []
    assert elsewhere.get_apis()["Items"] == []


def test_reset_leaves_other_services_alone(backend: Backend) -> None:
    users = boto3.client("iam", region_name=REGION)
    users.create_user(UserName="ada")
    backend.reset()

    assert [user["UserName"] for user in users.list_users()["Users"]] == ["ada"]


def test_what_was_made_before_a_reset_is_gone_and_new_is_made(
    backend: Backend,
) -> None:
    client = backend.apigatewayv2
    old = backend.http_api_integration()
    backend.reset()
    new = backend.http_api_integration()
    client.update_integration(**new, Description="new")

    with pytest.raises(client.exceptions.NotFoundException):
        client.update_integration(**old, Description="old")
    assert len(backend.updates) == 2


def test_each_scope_has_a_log_of_its_own() -> None:
    with mock_apigw_updates() as outer:
        outer.apigatewayv2.update_integration(**outer.http_api_integration())
        with mock_apigw_updates() as inner:
            inner.apigatewayv2.update_integration(**inner.http_api_integration())
    with mock_apigw_updates() as after:
        pass

    assert [len(one.updates) for one in (outer, inner, after)] == [2, 1, 0]


def test_the_log_can_be_read_after_the_scope() -> None:
    with mock_apigw_updates() as backend:
        target = backend.http_api_integration()
        backend.apigatewayv2.update_integration(**target, TimeoutInMillis=5000)

    assert backend.updates[-1].changed == {"TimeoutInMillis": (30000, 5000)}


# --- What an update did -------------------------------------------------------------


def test_a_method_is_run_with_the_request() -> None:
    shown = "$input.params('a') $input.params('b') $stageVariables.c $context.path"
    with mock_apigw_updates() as backend:
        target = backend.integration_response(
            response={"responseTemplates": {"application/json": shown}}
        )
        answer = backend.invoke(
            **target, query={"a": "1"}, headers={"b": "2"}, stage_variables={"c": "3"}
        )

    assert (answer.status, answer.text) == (200, "1 2 3 /pets")
    assert answer.headers == {"Content-Type": ["application/json"]}
    assert (answer.response, answer.pattern, answer.sent) == ("200", None, None)


def test_a_path_is_asked_for_as_it_is_given() -> None:
    with mock_apigw_updates() as backend:
        target = backend.integration_response()
        answer = backend.invoke(**target, path="/pets", query={"a": ["1", "2"]})

    assert "Resource Path: /pets\n" in answer.log
    assert "Method request query string: {a=[1, 2]}\n" in answer.log


def test_a_handler_of_the_user_s_own_may_answer() -> None:
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415

    body = {"status": 200, "body": "a", "multiValueHeaders": {}, "log": ""}

    class Raw(BytesIO):
        def stream(self) -> Iterator[bytes]:
            yield self.read()

    def answer(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, 200, {}, Raw(json.dumps(body).encode()))

    with mock_apigw_updates() as backend:
        backend.apigateway.meta.events.register_first("before-send.*.*", answer)
        answered = backend.invoke(restApiId="a", resourceId="b", httpMethod="GET")

    assert (answered.text, answered.response) == ("a", None)
