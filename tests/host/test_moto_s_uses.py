"""
What moto does with REST APIs and their stages goes on working.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import moto.apigateway.models
import pytest
import requests
from calls import replace, without_metadata
from moto import mock_aws
from moto.apigateway.responses import APIGatewayResponse
from moto.core.models import responses_mock
from needs import GET_TAGS

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

SITE = "http://pets.example/"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/pets"
API = {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "pets"}}
TREE = {
    "Api": {
        "Type": "AWS::ApiGateway::RestApi",
        "Properties": {
            "Name": "pets",
            "Description": "made by a stack",
            "EndpointConfiguration": {"Types": ["REGIONAL"]},
        },
    },
    "Pets": {
        "Type": "AWS::ApiGateway::Resource",
        "Properties": {
            "RestApiId": {"Ref": "Api"},
            "ParentId": {"Fn::GetAtt": ["Api", "RootResourceId"]},
            "PathPart": "pets",
        },
    },
    "Get": {
        "Type": "AWS::ApiGateway::Method",
        "Properties": {
            "RestApiId": {"Ref": "Api"},
            "ResourceId": {"Ref": "Pets"},
            "HttpMethod": "GET",
            "AuthorizationType": "NONE",
            "Integration": {
                "Type": "HTTP",
                "IntegrationHttpMethod": "GET",
                "Uri": SITE,
            },
        },
    },
    "Deployment": {
        "Type": "AWS::ApiGateway::Deployment",
        "DependsOn": "Get",
        "Properties": {
            "RestApiId": {"Ref": "Api"},
            "StageName": "dev",
            "Description": "first",
        },
    },
}
# moto makes nothing of these, and says so.
IGNORED = {
    "Stage": {
        "Type": "AWS::ApiGateway::Stage",
        "Properties": {
            "RestApiId": {"Ref": "Api"},
            "StageName": "prod",
            "Variables": {"a": "b"},
            "MethodSettings": [{"ResourcePath": "/*", "HttpMethod": "*"}],
            "CanarySetting": {"PercentTraffic": 10},
        },
    },
    "Plan": {
        "Type": "AWS::ApiGateway::UsagePlan",
        "Properties": {"ApiStages": [{"ApiId": {"Ref": "Api"}, "Stage": "dev"}]},
    },
}


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as one:
        yield one


def made(client: Any, **settings: Any) -> tuple[str, str]:
    """
    Return the ids of a new API and of its resource ``/pets``, with an HTTP integration.
    """
    api = client.create_rest_api(name="pets", **settings)
    target = {"restApiId": api["id"]}
    pets = client.create_resource(
        **target, parentId=api["rootResourceId"], pathPart="pets"
    )
    method = {**target, "resourceId": pets["id"], "httpMethod": "GET"}
    client.put_method(**method, authorizationType="NONE")
    client.put_integration(**method, type="HTTP", integrationHttpMethod="GET", uri=SITE)
    return api["id"], pets["id"]


def staged(client: Any, **settings: Any) -> dict[str, str]:
    """
    Return what names the stage of a new API.
    """
    api, _ = made(client)
    deployment = client.create_deployment(restApiId=api)["id"]
    target = {"restApiId": api, "stageName": "dev"}
    client.create_stage(**target, deploymentId=deployment, **settings)
    return target


# --- Tags -----------------------------------------------------------------------------


def arn_of(stage: dict[str, str]) -> str:
    path = f"/restapis/{stage['restApiId']}/stages/{stage['stageName']}"
    return f"arn:aws:apigateway:us-east-1::{path}"


def test_tags_of_a_stage_outlive_its_updates(backend: Backend) -> None:
    client: Any = backend.apigateway
    stage = staged(client, tags={"team": "pets", "cost": "1"})
    arn = arn_of(stage)

    client.update_stage(**stage, **replace("/description", "one"))
    client.tag_resource(resourceArn=arn, tags={"owner": "me"})
    client.update_stage(**stage, **replace("/description", "two"))
    client.untag_resource(resourceArn=arn, tagKeys=["cost"])
    shown = client.update_stage(**stage, **replace("/description", "three"))

    assert shown["tags"] == {"team": "pets", "owner": "me"}
    assert client.get_stage(**stage)["tags"] == shown["tags"]


def test_stage_without_tags_is_tagged_and_untagged(backend: Backend) -> None:
    client: Any = backend.apigateway
    stage = staged(client)
    arn = arn_of(stage)

    client.tag_resource(resourceArn=arn, tags={"owner": "me"})
    some = client.get_stage(**stage)["tags"]
    client.untag_resource(resourceArn=arn, tagKeys=["owner"])

    assert some == {"owner": "me"}
    assert "tags" not in client.get_stage(**stage)


def test_tags_of_a_deployed_stage_outlive_the_next_deployment(backend: Backend) -> None:
    client: Any = backend.apigateway
    api, _ = made(client)
    stage = {"restApiId": api, "stageName": "dev"}
    client.create_deployment(**stage)

    client.tag_resource(resourceArn=arn_of(stage), tags={"owner": "me"})
    client.create_deployment(**stage)

    assert client.get_stage(**stage)["tags"] == {"owner": "me"}


@pytest.mark.skipif(not hasattr(APIGatewayResponse, "get_tags"), reason=GET_TAGS)
def test_tags_of_a_stage_are_got(backend: Backend) -> None:
    client: Any = backend.apigateway
    stage, tagged = staged(client), staged(client, tags={"team": "pets"})
    client.update_stage(**tagged, **replace("/description", "one"))

    shown = [client.get_tags(resourceArn=arn_of(one)) for one in (stage, tagged)]

    assert [one["tags"] for one in shown] == [{}, {"team": "pets"}]


def test_tags_of_an_api_outlive_its_updates(backend: Backend) -> None:
    client: Any = backend.apigateway
    api = client.create_rest_api(name="pets", tags={"team": "pets"})["id"]

    shown = client.update_rest_api(restApiId=api, **replace("/description", "one"))

    assert shown["tags"] == {"team": "pets"}
    assert client.get_rest_apis()["items"] == [without_metadata(shown)]


def test_tagged_api_is_listed_as_recorded(backend: Backend) -> None:
    client: Any = backend.apigateway
    tags = {"MY_TAG1": "MY_VALUE1"}
    made = client.create_rest_api(name="pets", description="this is my api", tags=tags)

    (shown,) = client.get_rest_apis()["items"]

    assert shown == {
        "id": made["id"],
        "name": "pets",
        "description": "this is my api",
        "createdDate": made["createdDate"],
        "apiKeySource": "HEADER",
        "disableExecuteApiEndpoint": False,
        "endpointConfiguration": {"ipAddressType": "ipv4", "types": ["EDGE"]},
        "rootResourceId": made["rootResourceId"],
        "tags": tags,
    }


# --- CloudFormation -------------------------------------------------------------------


def stack(backend: Backend, resources: dict[str, Any]) -> tuple[Any, str]:
    """
    Return the client of stacks, and the id of the only API, once a stack has made it.
    """
    stacks = backend.client("cloudformation")
    body = json.dumps({"Resources": resources})
    stacks.create_stack(StackName="pets", TemplateBody=body)
    return stacks, backend.apigateway.get_rest_apis()["items"][0]["id"]


def test_api_of_a_stack_is_shown_with_defaults_and_updated(backend: Backend) -> None:
    client: Any = backend.apigateway
    _, api = stack(backend, TREE)

    before = client.get_rest_api(restApiId=api)
    after = client.update_rest_api(restApiId=api, **replace("/description", "new"))

    assert before["endpointConfiguration"] == {
        "types": ["REGIONAL"],
        "ipAddressType": "ipv4",
    }
    assert without_metadata(after) == {**without_metadata(before), "description": "new"}
    assert without_metadata(after).keys() == {
        *("id", "name", "description", "createdDate", "apiKeySource", "tags"),
        *("endpointConfiguration", "disableExecuteApiEndpoint", "rootResourceId"),
    }


def test_stage_of_a_stack_is_shown_with_defaults_and_updated(backend: Backend) -> None:
    client: Any = backend.apigateway
    _, api = stack(backend, TREE)
    stage = {"restApiId": api, "stageName": "dev"}
    (deployment,) = client.get_deployments(restApiId=api)["items"]

    before = client.get_stage(**stage)
    after = client.update_stage(**stage, **replace("/variables/a", "b"))

    assert without_metadata(before) == {
        "stageName": "dev",
        "deploymentId": deployment["id"],
        "cacheClusterEnabled": False,
        "cacheClusterStatus": "NOT_AVAILABLE",
        "methodSettings": {},
        "tracingEnabled": False,
        "createdDate": deployment["createdDate"],
        "lastUpdatedDate": deployment["createdDate"],
    }
    assert after["variables"] == {"a": "b"}
    assert after["createdDate"] == deployment["createdDate"]


def test_deployment_and_resource_of_a_stack_are_updated(backend: Backend) -> None:
    client: Any = backend.apigateway
    _, api = stack(backend, TREE)
    (deployment,) = client.get_deployments(restApiId=api)["items"]
    _, pets = client.get_resources(restApiId=api)["items"]

    described = client.update_deployment(
        restApiId=api, deploymentId=deployment["id"], **replace("/description", "new")
    )
    renamed = client.update_resource(
        restApiId=api, resourceId=pets["id"], **replace("/pathPart", "dogs")
    )

    assert (deployment["description"], described["description"]) == ("first", "new")
    assert (renamed["path"], renamed["resourceMethods"]) == ("/dogs", {"GET": {}})


def test_api_of_a_stack_is_deployed_once_more(backend: Backend) -> None:
    client: Any = backend.apigateway
    _, api = stack(backend, TREE)
    stage = {"restApiId": api, "stageName": "dev"}
    before = client.update_stage(**stage, **replace("/*/*/caching/enabled", "true"))

    deployment = client.create_deployment(**stage, description="second")["id"]

    after = client.get_stage(**stage)
    assert after["deploymentId"] == deployment
    assert after["methodSettings"] == before["methodSettings"]


@pytest.mark.filterwarnings("ignore:Tried to parse")
def test_stack_with_what_moto_does_not_make_is_made_and_deleted(
    backend: Backend,
) -> None:
    client: Any = backend.apigateway
    stacks, api = stack(backend, {**TREE, **IGNORED})
    client.update_rest_api(restApiId=api, **replace("/name", "dogs"))

    stacks.delete_stack(StackName="pets")

    assert stacks.list_stacks()["StackSummaries"][0]["StackStatus"] == "DELETE_COMPLETE"


def test_updated_stack_adds_to_what_was_updated(backend: Backend) -> None:
    client: Any = backend.apigateway
    more = {
        "Type": "AWS::ApiGateway::Resource",
        "Properties": {
            "RestApiId": {"Ref": "Api"},
            "ParentId": {"Fn::GetAtt": ["Api", "RootResourceId"]},
            "PathPart": "dogs",
        },
    }
    stacks, api = stack(backend, {"Api": API})
    client.update_rest_api(restApiId=api, **replace("/minimumCompressionSize", "10"))

    body = json.dumps({"Resources": {"Api": API, "Dogs": more}})
    stacks.update_stack(StackName="pets", TemplateBody=body)

    paths = [one["path"] for one in client.get_resources(restApiId=api)["items"]]
    assert paths == ["/", "/dogs"]
    assert client.get_rest_api(restApiId=api)["minimumCompressionSize"] == 10


# --- Exports, usage plans, domain names, firewalls ------------------------------------


def test_export_follows_the_updates(backend: Backend) -> None:
    client: Any = backend.apigateway
    api, pets = made(client)
    client.create_deployment(restApiId=api, stageName="dev")
    client.update_rest_api(restApiId=api, **replace("/name", "dogs"))
    client.update_resource(
        restApiId=api, resourceId=pets, **replace("/pathPart", "dogs")
    )
    client.update_stage(restApiId=api, stageName="dev", **replace("/description", "d"))

    answer = client.get_export(restApiId=api, stageName="dev", exportType="swagger")

    export = json.loads(answer["body"].read())
    assert export["info"]["title"] == "dogs"
    assert list(export["paths"]) == ["/", "/dogs"]
    assert list(export["paths"]["/dogs"]) == ["GET"]


def test_usage_plan_keeps_a_stage_until_it_is_deleted(backend: Backend) -> None:
    client: Any = backend.apigateway
    stage = staged(client)
    named = [{"apiId": stage["restApiId"], "stage": "dev"}]
    plan = client.create_usage_plan(name="gold", apiStages=named)["id"]
    client.update_stage(**stage, **replace("/description", "one"))
    client.update_rest_api(restApiId=stage["restApiId"], **replace("/name", "dogs"))

    before = client.get_usage_plan(usagePlanId=plan)["apiStages"]
    client.delete_stage(**stage)
    client.delete_rest_api(restApiId=stage["restApiId"])
    after = client.get_usage_plan(usagePlanId=plan)["apiStages"]
    client.delete_usage_plan(usagePlanId=plan)

    assert (before, after) == (named, [])
    assert client.get_usage_plans()["items"] == []


def test_base_path_mapping_names_an_updated_stage(backend: Backend) -> None:
    client: Any = backend.apigateway
    stage = staged(client)
    domain = {"domainName": "pets.example"}
    client.create_domain_name(**domain, certificateArn=CERTIFICATE)
    client.update_stage(**stage, **replace("/description", "one"))
    client.update_rest_api(restApiId=stage["restApiId"], **replace("/name", "dogs"))

    client.create_base_path_mapping(
        **domain, basePath="v1", restApiId=stage["restApiId"], stage="dev"
    )

    (mapping,) = client.get_base_path_mappings(**domain)["items"]
    assert (mapping["restApiId"], mapping["stage"]) == (stage["restApiId"], "dev")
    with pytest.raises(
        client.exceptions.BadRequestException, match="in your domains: pets"
    ):
        client.delete_stage(**stage)
    client.delete_base_path_mapping(**domain, basePath="v1")
    client.delete_stage(**stage)
    with pytest.raises(client.exceptions.BadRequestException, match="Invalid stage"):
        client.create_base_path_mapping(
            **domain, basePath="v2", restApiId=stage["restApiId"], stage="dev"
        )


def test_web_acl_of_a_stage_outlives_its_update(backend: Backend) -> None:
    client: Any = backend.apigateway
    stage = staged(client)
    firewall = backend.client("wafv2")
    acl = firewall.create_web_acl(
        Name="pets",
        Scope="REGIONAL",
        DefaultAction={"Allow": {}},
        VisibilityConfig={
            "SampledRequestsEnabled": False,
            "CloudWatchMetricsEnabled": False,
            "MetricName": "pets",
        },
    )["Summary"]["ARN"]

    firewall.associate_web_acl(WebACLArn=acl, ResourceArn=arn_of(stage))
    with_one = client.update_stage(**stage, **replace("/description", "one"))
    firewall.disassociate_web_acl(ResourceArn=arn_of(stage))
    without = client.update_stage(**stage, **replace("/description", "two"))

    assert with_one["webAclArn"] == acl
    assert "webAclArn" not in without


# --- moto's answers at the URL of a stage ---------------------------------------------


def called(api: str, path: str) -> str:
    """
    Return what moto answers at a path of the stage ``dev``.
    """
    host = f"https://{api}.execute-api.us-east-1.amazonaws.com"
    return requests.get(f"{host}/dev{path}", timeout=9).text


@pytest.fixture
def site(backend: Backend) -> str:
    """
    Answer at the URL of the integration, and return the answer.
    """
    assert backend
    responses_mock.add("GET", SITE, body="a pet")
    return "a pet"


def test_stage_answers_after_every_update(backend: Backend, site: str) -> None:
    client: Any = backend.apigateway
    api, pets = made(client)
    stage = {"restApiId": api, "stageName": "dev"}
    deployment = client.create_deployment(**stage)["id"]

    first = called(api, "/pets")
    client.update_rest_api(restApiId=api, **replace("/name", "dogs"))
    client.update_stage(**stage, **replace("/description", "one"))
    client.update_deployment(
        restApiId=api, deploymentId=deployment, **replace("/description", "one")
    )
    second = called(api, "/pets")
    client.update_resource(
        restApiId=api, resourceId=pets, **replace("/pathPart", "dogs")
    )
    client.create_deployment(**stage)

    assert first == second == called(api, "/dogs") == site


def test_stage_made_by_itself_answers(backend: Backend, site: str) -> None:
    stage = staged(backend.apigateway)

    assert called(stage["restApiId"], "/pets") == site


def test_each_deployment_registers_each_method_once(backend: Backend) -> None:
    registry = responses_mock._registry  # noqa: SLF001  # responses has no other way
    api, _ = made(backend.apigateway)
    stage = {"restApiId": api, "stageName": "dev"}

    def registered() -> int:
        return sum(f"{api}.execute" in str(one.url) for one in registry.registered)

    backend.apigateway.create_deployment(**stage)
    first = registered()
    backend.apigateway.create_deployment(**stage)

    assert (first, registered()) == (1, 2)  # as without a scope


def test_stage_answers_what_a_document_put_in_its_api_s_place(
    backend: Backend, site: str
) -> None:
    client: Any = backend.apigateway
    api, _ = made(client)
    client.create_deployment(restApiId=api, stageName="dev")
    client.update_rest_api(restApiId=api, **replace("/name", "dogs"))
    document = {
        "openapi": "3.0.1",
        "info": {"title": "pets", "description": "", "version": "1"},
        "paths": {"/pets": {"get": {"responses": {"200": {"description": ""}}}}},
    }
    root = client.get_rest_api(restApiId=api)["rootResourceId"]

    shown = client.put_rest_api(
        restApiId=api, mode="overwrite", body=json.dumps(document).encode()
    )
    tree = {
        one["path"]: one["id"] for one in client.get_resources(restApiId=api)["items"]
    }
    method = {"restApiId": api, "resourceId": tree["/pets"], "httpMethod": "GET"}
    client.put_integration(**method, type="HTTP", integrationHttpMethod="GET", uri=SITE)

    assert shown["rootResourceId"] == tree["/"] == root
    assert called(api, "/pets") == site


def test_imported_api_is_deployed_with_all_integrations(backend: Backend) -> None:
    client: Any = backend.apigateway
    answers = {"responses": {"200": {"description": ""}}}
    document = {
        "openapi": "3.0.1",
        "info": {"title": "pets", "description": "", "version": "1"},
        "paths": {"/pets": {"get": answers, "post": answers}},
    }
    api = client.import_rest_api(body=json.dumps(document).encode())["id"]
    (pets,) = client.get_resources(restApiId=api)["items"][1:]
    method = {"restApiId": api, "resourceId": pets["id"], "httpMethod": "GET"}

    with pytest.raises(client.exceptions.BadRequestException, match="No integration"):
        client.create_deployment(restApiId=api)
    client.put_integration(**method, type="MOCK")
    with pytest.raises(client.exceptions.BadRequestException, match="No integration"):
        client.create_deployment(restApiId=api)
    client.put_integration(**{**method, "httpMethod": "POST"}, type="MOCK")
    client.create_deployment(restApiId=api)

    assert len(client.get_deployments(restApiId=api)["items"]) == 1


# --- Clones ---------------------------------------------------------------------------


def test_clone_has_all_but_the_stages(backend: Backend) -> None:
    client: Any = backend.apigateway
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "execute-api:/*",
            }
        ],
    }
    source, pets = made(
        client,
        description="the first",
        binaryMediaTypes=["image/png"],
        apiKeySource="AUTHORIZER",
        minimumCompressionSize=10,
        policy=json.dumps(policy),
        tags={"team": "pets"},
    )
    target = {"restApiId": source}
    method = {**target, "resourceId": pets, "httpMethod": "GET"}
    client.create_model(
        **target, name="Pet", contentType="application/json", schema="{}"
    )
    validator = client.create_request_validator(**target, name="all")["id"]
    authorizer = client.create_authorizer(
        **target,
        name="guard",
        type="REQUEST",
        authorizerUri="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
        "arn:aws:lambda:us-east-1:123456789012:function:guard/invocations",
        identitySource="method.request.header.Auth",
    )["id"]
    client.put_gateway_response(**target, responseType="THROTTLED", statusCode="430")
    settings = (
        *replace("/requestValidatorId", validator)["patchOperations"],
        *replace("/authorizationType", "CUSTOM")["patchOperations"],
        *replace("/authorizerId", authorizer)["patchOperations"],
    )
    client.update_method(**method, patchOperations=settings)
    client.put_method_response(**method, statusCode="200")
    client.put_integration_response(**method, statusCode="200")
    client.create_deployment(**target, stageName="dev")

    api = client.create_rest_api(
        name="second", cloneFrom=source, apiKeySource="HEADER", description="a copy"
    )

    copy = {"restApiId": api["id"]}
    shown = without_metadata(client.get_rest_api(**copy))
    assert shown.pop("policy") == client.get_rest_api(**target)["policy"].replace(
        source, api["id"]
    )
    assert shown == {
        "id": api["id"],
        "name": "second",
        "description": "a copy",
        "createdDate": api["createdDate"],
        "binaryMediaTypes": ["image/png"],
        "minimumCompressionSize": 10,
        "apiKeySource": "HEADER",
        "endpointConfiguration": {"types": ["EDGE"], "ipAddressType": "ipv4"},
        "tags": {},
        "disableExecuteApiEndpoint": False,
        "rootResourceId": api["rootResourceId"],
    }
    (second,) = client.get_request_validators(**copy)["items"]
    (guard,) = client.get_authorizers(**copy)["items"]
    assert second["id"] != validator
    assert guard["id"] != authorizer
    models = [one["name"] for one in client.get_models(**copy)["items"]]
    assert models == ["Empty", "Error", "Pet"]
    throttled = client.get_gateway_response(**copy, responseType="THROTTLED")
    assert throttled["statusCode"] == "430"
    tree = client.get_resources(**copy, embed=["methods"])["items"]
    assert [one["path"] for one in tree] == ["/", "/pets"]
    assert tree[1]["id"] != pets
    assert tree[1]["parentId"] == api["rootResourceId"]
    own = tree[1]["resourceMethods"]["GET"]
    first = without_metadata(client.get_method(**method))
    first["methodIntegration"]["cacheNamespace"] = tree[1]["id"]
    changed = {"requestValidatorId": second["id"], "authorizerId": guard["id"]}
    assert own == {**first, **changed}
    assert client.get_stages(**copy)["item"] == []
    assert client.get_deployments(**copy)["items"] == []


def test_clone_and_its_source_change_apart(backend: Backend) -> None:
    client: Any = backend.apigateway
    source, pets = made(client, binaryMediaTypes=["image/png"])
    target = {"restApiId": source}
    moved = client.create_resource(
        **target,
        parentId=client.get_rest_api(**target)["rootResourceId"],
        pathPart="all",
    )["id"]
    client.update_resource(
        **target, resourceId=pets, **replace("/parentId", moved)
    )  # made before its parent
    client.put_method(
        **target, resourceId=moved, httpMethod="GET", authorizationType="NONE"
    )
    copy = {"restApiId": client.create_rest_api(name="2", cloneFrom=source)["id"]}
    tree = {one["path"]: one["id"] for one in client.get_resources(**copy)["items"]}
    method = {**copy, "resourceId": tree["/all/pets"], "httpMethod": "GET"}

    client.update_integration(**method, **replace("/timeoutInMillis", "50"))
    client.update_rest_api(
        **copy, patchOperations=[{"op": "add", "path": "/binaryMediaTypes/a~1b"}]
    )
    client.delete_resource(**target, resourceId=moved)

    assert client.get_rest_api(**target)["binaryMediaTypes"] == ["image/png"]
    assert client.get_integration(**method)["timeoutInMillis"] == 50
    assert len(client.get_resources(**target)["items"]) == 1


def test_clone_leaves_nothing_on_moto_s_classes(backend: Backend) -> None:
    source = {"restApiId": backend.integration_response()["restApiId"]}
    client: Any = backend.apigateway
    client.put_gateway_response(**source, responseType="DEFAULT_4XX")
    client.create_request_validator(**source, name="all")
    client.create_rest_api(name="copy", cloneFrom=source["restApiId"])

    marked = [
        name
        for name, one in vars(moto.apigateway.models).items()
        if isinstance(one, type) and "__slotnames__" in vars(one)
    ]
    assert not marked


# --- Regions and accounts -------------------------------------------------------------


def clients_of(backend: Backend) -> list[Any]:
    """
    Return clients of two regions, and of another account.
    """
    role = backend.client("sts").assume_role(
        RoleArn="arn:aws:iam::222222222222:role/pets", RoleSessionName="pets"
    )["Credentials"]
    other = boto3.client(
        "apigateway",
        region_name="us-east-1",
        aws_access_key_id=role["AccessKeyId"],
        aws_secret_access_key=role["SecretAccessKey"],
        aws_session_token=role["SessionToken"],
    )
    west = boto3.client("apigateway", region_name="eu-west-1")
    return [backend.apigateway, west, other]


def test_regions_and_accounts_stay_apart(backend: Backend) -> None:
    clients = clients_of(backend)
    stages = [staged(client) for client in clients]

    for number, (client, stage) in enumerate(zip(clients, stages, strict=True)):
        api = {"restApiId": stage["restApiId"]}
        client.update_rest_api(**api, **replace("/description", f"api {number}"))
        client.update_stage(**stage, **replace("/description", f"stage {number}"))

    shown = [
        (one["id"], one["description"])
        for client in clients
        for one in client.get_rest_apis()["items"]
    ]
    assert shown == [
        (stage["restApiId"], f"api {number}") for number, stage in enumerate(stages)
    ]
    assert [
        client.get_stage(**stage)["description"]
        for client, stage in zip(clients, stages, strict=True)
    ] == ["stage 0", "stage 1", "stage 2"]


@pytest.mark.parametrize(
    ("of", "account"),
    [(1, "123456789012"), (2, "222222222222")],
    ids=["another region", "another account"],
)
def test_api_of_elsewhere_is_not_found(backend: Backend, of: int, account: str) -> None:
    clients = clients_of(backend)
    stage = staged(clients[0])
    client, api = clients[of], stage["restApiId"]

    with pytest.raises(client.exceptions.NotFoundException) as of_api:
        client.update_rest_api(restApiId=api, **replace("/name", "dogs"))
    with pytest.raises(client.exceptions.NotFoundException) as of_stage:
        client.update_stage(**stage, **replace("/description", "one"))
    with pytest.raises(client.exceptions.NotFoundException):
        client.create_rest_api(name="dogs", cloneFrom=api)

    assert f"Invalid API identifier specified {account}:{api}" in str(of_api.value)
    assert "Invalid stage identifier specified" in str(of_stage.value)


def test_policy_names_the_region_and_the_account(backend: Backend) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    statement["Resource"] = "execute-api:/*"
    clients = clients_of(backend)

    shown = [
        client.create_rest_api(name="pets", policy=json.dumps(policy))
        for client in clients
    ]

    assert [one["policy"].split("arn:aws:")[1].split(":")[1:3] for one in shown] == [
        ["us-east-1", "123456789012"],
        ["eu-west-1", "123456789012"],
        ["us-east-1", "222222222222"],
    ]


# --- What moto made before the scope --------------------------------------------------


def test_stage_from_before_the_scope_keeps_its_date(backend: Backend) -> None:
    assert backend  # moto's state is shared by nested scopes
    with mock_aws():
        plain = boto3.client("apigateway", region_name="us-east-1")
        stage = staged(plain)

    first = backend.apigateway.get_stage(**stage)
    second = backend.apigateway.update_stage(**stage, **replace("/description", "one"))

    assert first["createdDate"] == second["createdDate"]
    assert second["lastUpdatedDate"] >= first["lastUpdatedDate"]
