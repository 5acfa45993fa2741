"""
REST APIs of CloudFormation stacks that have an OpenAPI document.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from apigw_mock import Backend, mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

REGION = "us-east-1"
FUNCTION = (
    "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
    "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:pets/invocations"
)
INTEGRATION = {"type": "aws_proxy", "httpMethod": "POST", "uri": {"Fn::Sub": FUNCTION}}


def document(*paths: str, **more: Any) -> dict[str, Any]:
    operation = {"x-amazon-apigateway-integration": INTEGRATION}
    return {
        "openapi": "3.0.1",
        "info": {"title": "pets", "version": "1", "description": "all"},
        "paths": {path: {"get": operation} for path in paths},
        **more,
    }


def template(**properties: Any) -> str:
    api = {"Type": "AWS::ApiGateway::RestApi", "Properties": properties}
    root = {"Value": {"Fn::GetAtt": ["Api", "RootResourceId"]}}
    return json.dumps({"Resources": {"Api": api}, "Outputs": {"Root": root}})


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates(region_name=REGION) as one:
        yield one


def made(backend: Backend, **properties: Any) -> dict[str, Any]:
    """
    Make a stack and return its API.
    """
    stacks = backend.client("cloudformation")
    stacks.create_stack(StackName="pets", TemplateBody=template(**properties))
    (api,) = backend.apigateway.get_rest_apis()["items"]
    return dict(api)


def changed(backend: Backend, **properties: Any) -> dict[str, Any]:
    stacks = backend.client("cloudformation")
    stacks.update_stack(StackName="pets", TemplateBody=template(**properties))
    (api,) = backend.apigateway.get_rest_apis()["items"]
    return dict(api)


def paths(backend: Backend, api: dict[str, Any]) -> list[str]:
    resources = backend.apigateway.get_resources(restApiId=api["id"])["items"]
    return sorted(one["path"] for one in resources if "resourceMethods" in one)


def test_api_is_what_its_document_says(backend: Backend) -> None:
    api = made(backend, Body=document("/pets", "/dogs"))

    assert (api["name"], api["description"], api["version"]) == ("pets", "all", "1")
    assert paths(backend, api) == ["/dogs", "/pets"]
    outputs = backend.client("cloudformation").describe_stacks()["Stacks"][0]["Outputs"]
    assert outputs[0]["OutputValue"] == api["rootResourceId"]
    resources = backend.apigateway.get_resources(restApiId=api["id"], embed=["methods"])
    shown = next(one for one in resources["items"] if one["path"] == "/pets")
    uri = shown["resourceMethods"]["GET"]["methodIntegration"]["uri"]
    assert uri.endswith("lambda:us-east-1:123456789012:function:pets/invocations")


def test_properties_go_before_the_document(backend: Backend) -> None:
    policy = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke"}
    api = made(
        backend,
        Body=document("/pets"),
        Name="dogs",
        ApiKeySourceType="AUTHORIZER",
        BinaryMediaTypes=["image/png"],
        MinimumCompressionSize="5",
        Policy={"Version": "2012-10-17", "Statement": [policy]},
        DisableExecuteApiEndpoint="true",
        EndpointConfiguration={"Types": ["REGIONAL"]},
        Tags=[{"Key": "a", "Value": "b"}],
        Parameters={"basepath": "ignore"},
    )

    assert (api["name"], api["description"]) == ("dogs", "all")
    assert api["apiKeySource"] == "AUTHORIZER"
    assert api["binaryMediaTypes"] == ["image/png"]
    assert api["minimumCompressionSize"] == 5
    assert "2012-10-17" in api["policy"]
    assert api["disableExecuteApiEndpoint"] is True
    assert api["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert api["tags"] == {"a": "b"}


def test_document_may_be_a_text(backend: Backend) -> None:
    api = made(backend, Body="openapi: 3.0.1\ninfo: {title: dogs}\n")

    assert api["name"] == "dogs"


def test_document_may_be_in_s3(backend: Backend) -> None:
    s3 = backend.client("s3")
    s3.create_bucket(Bucket="documents")
    body = b"openapi: 3.0.1\ninfo: {title: dogs}\n"
    s3.put_object(Bucket="documents", Key="pets.yaml", Body=body)

    api = made(backend, BodyS3Location={"Bucket": "documents", "Key": "pets.yaml"})

    assert api["name"] == "dogs"


def test_document_that_is_not_in_s3_is_refused(backend: Backend) -> None:
    backend.client("s3").create_bucket(Bucket="documents")

    with pytest.raises(ClientError, match="The specified key does not exist"):
        made(backend, BodyS3Location={"Bucket": "documents", "Key": "pets.yaml"})

    assert backend.apigateway.get_rest_apis()["items"] == []


@pytest.mark.parametrize(
    ("properties", "refusal"),
    [
        ({"Body": {"openapi": "3.1.0"}}, "Invalid OpenAPI input."),
        ({"Body": document("/a b")}, "Errors found during import:"),
        (
            {"Body": document(components={"a": {}}), "FailOnWarnings": True},
            "Warnings found during import:",
        ),
        ({"Body": document(), "Parameters": {"basepath": "x"}}, "Invalid basepath"),
        ({"Body": document(), "MinimumCompressionSize": -1}, "compression size"),
        *[
            (
                {"Body": document(), name: value},
                f"Value of property {name} must be {of}",
            )
            for name, value, of in (
                ("BinaryMediaTypes", "a", "of type List of String"),
                ("Description", [], "of type String"),
                ("EndpointConfiguration", "EDGE", "an object"),
                ("FailOnWarnings", [], "of type Boolean"),
                ("MinimumCompressionSize", "a", "of type Integer"),
                ("Parameters", ["prepend"], "an object"),
                ("Tags", "a", "of type List"),
                ("Tags", ["a"], "an object"),
                ("Tags", [{"Key": "a"}], "of type String"),
            )
        ],
        ({"BodyS3Location": "a"}, "Value of property BodyS3Location must be an object"),
        ({"BodyS3Location": {}}, "Value of property Bucket must be of type String"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_refusal_makes_no_api(
    backend: Backend, properties: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(ClientError, match=refusal):
        made(backend, **properties)

    assert backend.apigateway.get_rest_apis()["items"] == []


@pytest.mark.parametrize(
    ("mode", "after"),
    [({}, ["/dogs", "/pets"]), ({"Mode": "overwrite"}, ["/dogs"])],
    ids=["merge", "overwrite"],
)
def test_update_puts_the_new_document(
    backend: Backend, mode: dict[str, str], after: list[str]
) -> None:
    before = made(backend, Body=document("/pets"))

    api = changed(backend, Body=document("/dogs"), **mode)

    assert api["id"] == before["id"]
    assert paths(backend, api) == after


def test_update_without_a_document_changes_the_settings(backend: Backend) -> None:
    made(backend, Body=document("/pets"))

    api = changed(backend, Name="dogs")

    assert api["name"] == "dogs"
    assert paths(backend, api) == ["/pets"]


def test_refused_update_changes_nothing(backend: Backend) -> None:
    before = made(backend, Body=document("/pets"))

    with pytest.raises(ClientError, match="Errors found during import:"):
        changed(backend, Body=document("/dogs", "/a b"), Mode="overwrite")

    (after,) = backend.apigateway.get_rest_apis()["items"]
    assert after == before
    assert paths(backend, after) == ["/pets"]


@pytest.mark.parametrize(
    "refused",
    [{"MinimumCompressionSize": -1}, {"BinaryMediaTypes": "a"}],
    ids=["setting", "property"],
)
def test_refused_property_keeps_the_document_out(
    backend: Backend, refused: dict[str, Any]
) -> None:
    before = made(backend, Body=document("/pets"), Tags=[{"Key": "a", "Value": "b"}])

    with pytest.raises(ClientError):
        changed(backend, Body=document("/dogs"), **refused)

    (after,) = backend.apigateway.get_rest_apis()["items"]
    assert after == before
    assert paths(backend, after) == ["/pets"]


def test_update_of_an_api_that_is_gone_is_refused(backend: Backend) -> None:
    api = made(backend, Body=document("/pets"))
    backend.apigateway.delete_rest_api(restApiId=api["id"])

    with pytest.raises(ClientError, match="Invalid API identifier specified"):
        changed(backend, Body=document("/dogs"))


def test_nameless_part_of_an_endpoint_is_left_out(backend: Backend) -> None:
    endpoint = {"": 1, "Types": ["REGIONAL"]}
    api = made(backend, Body=document(), EndpointConfiguration=endpoint)

    assert api["endpointConfiguration"]["types"] == ["REGIONAL"]


def test_stack_without_a_document_is_moto_s(backend: Backend) -> None:
    api = made(backend, Name="dogs")

    assert api["name"] == "dogs"


def test_moto_is_as_before_after_the_scope() -> None:
    with mock_aws():
        with mock_apigw_updates(region_name=REGION):
            pass
        stacks: Any = boto3.client("cloudformation", REGION)
        body = template(Body=document("/pets"), Name="dogs")
        stacks.create_stack(StackName="pets", TemplateBody=body)
        client: Any = boto3.client("apigateway", REGION)
        (api,) = client.get_rest_apis()["items"]
        resources = client.get_resources(restApiId=api["id"])["items"]

    assert [one["path"] for one in resources] == ["/"]
