"""
What an account has beside its REST APIs: domain names, VPC links, certificates.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import moto.apigateway.urls
import pytest
from botocore.exceptions import ClientError
from calls import replace, without_metadata
from moto import mock_aws
from moto.apigateway.models import apigateway_backends
from moto.core.common_models import BaseModel

from apigw_mock import mock_apigw_updates
from apigw_mock.apigateway.rules.client_certificate import VALID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

REGION = "us-east-1"
CERTIFICATE = f"arn:aws:acm:{REGION}:123456789012:certificate/pets"
BALANCER = (
    f"arn:aws:elasticloadbalancing:{REGION}:123456789012:loadbalancer/net/pets/50dc6c"
)
EDGE: dict[str, Any] = {"domainName": "pets.example", "certificateArn": CERTIFICATE}
READY = {"status": "AVAILABLE", "statusMessage": "Your vpc link is ready for use"}


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates(region_name=REGION) as backend:
        yield backend


# --- VPC links: a file of cases could not list them, for other cases make some -------


def test_the_recorded_list_of_vpc_links(backend: Backend) -> None:
    client = backend.apigateway
    made = client.create_vpc_link(name="pets", targetArns=[BALANCER])

    # localstack test_vpc_link_lifecycle
    link = {"id": made["id"], "name": "pets", "targetArns": [BALANCER], **READY}
    assert without_metadata(client.get_vpc_links()) == {"items": [link]}
    client.delete_vpc_link(vpcLinkId=made["id"])
    assert without_metadata(client.get_vpc_links()) == {"items": []}


def test_vpc_links_come_in_pages_and_with_their_tags(backend: Backend) -> None:
    client: Any = backend.apigateway
    arguments = {"targetArns": [BALANCER], "tags": {"a": "b"}}
    ids = [client.create_vpc_link(name=name, **arguments)["id"] for name in "abc"]
    first = client.get_vpc_links(limit=2)
    second = client.get_vpc_links(limit=2, position=first["position"])

    assert [one["id"] for one in first["items"] + second["items"]] == ids
    assert first["items"][0]["tags"] == {"a": "b"}
    assert "position" not in second


# --- Client certificates --------------------------------------------------------------


def test_a_certificate_is_valid_for_a_year_and_goes_with_a_reset(
    backend: Backend,
) -> None:
    client = backend.apigateway
    made = client.generate_client_certificate()

    days = made["expirationDate"] - made["createdDate"]
    assert days.total_seconds() == VALID
    assert made["pemEncodedCertificate"].startswith("-----BEGIN CERTIFICATE-----\n")
    backend.reset()
    assert without_metadata(client.get_client_certificates()) == {"items": []}


def test_a_scope_inside_mock_aws_takes_the_urls_of_certificates_away() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        before = dict(moto.apigateway.urls.url_paths)
        with mock_apigw_updates():
            made = client.generate_client_certificate()["clientCertificateId"]
            inside = client.get_client_certificates()["items"]
        after = dict(moto.apigateway.urls.url_paths)
        with pytest.raises(ClientError) as refused:
            client.get_client_certificates()

    assert [one["clientCertificateId"] for one in inside] == [made]
    assert after == before
    assert "Not yet implemented" in str(refused.value)


def test_regions_have_certificates_and_domain_names_of_their_own(
    backend: Backend,
) -> None:
    client = backend.apigateway
    client.generate_client_certificate()
    client.create_domain_name(**EDGE)
    client.update_account(
        **replace("/cloudwatchRoleArn", "arn:aws:iam::123456789012:role/a")
    )

    other: Any = boto3.client("apigateway", "eu-west-1")
    assert other.get_client_certificates()["items"] == []
    assert other.get_domain_names()["items"] == []
    assert "cloudwatchRoleArn" not in other.get_account()


# --- What moto made before the scope --------------------------------------------------


def test_what_moto_made_is_shown_and_updated_as_on_aws() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        api = client.create_rest_api(name="pets")["id"]
        client.create_domain_name(**EDGE)
        client.create_base_path_mapping(domainName="pets.example", restApiId=api)
        link = client.create_vpc_link(name="a", description="", targetArns=[BALANCER])
        with mock_apigw_updates():
            domain = without_metadata(client.get_domain_name(domainName="pets.example"))
            (listed,) = client.get_domain_names()["items"]
            mappings = client.get_base_path_mappings(domainName="pets.example")
            vpc_link = without_metadata(client.get_vpc_link(vpcLinkId=link["id"]))
            account = without_metadata(client.get_account())
            client.update_domain_name(
                domainName="pets.example",
                **replace("/certificateName", "dogs"),
            )
        after = without_metadata(client.get_domain_name(domainName="pets.example"))

    assert domain == listed
    assert domain["domainNameArn"] == (
        f"arn:aws:apigateway:{REGION}::/domainnames/pets.example"
    )
    assert domain["endpointConfiguration"] == {
        "types": ["EDGE"],
        "ipAddressType": "ipv4",
    }
    assert {"regionalDomainName", "domainNameStatusMessage"}.isdisjoint(domain)
    assert mappings["items"] == [{"basePath": "(none)", "restApiId": api}]
    assert vpc_link["statusMessage"] == READY["statusMessage"]
    assert "description" not in vpc_link
    assert account["features"] == ["UsagePlans"]
    assert account["apiKeyVersion"] == "4"
    assert after["certificateName"] == "dogs"


def contents(thing: Any) -> Any:
    """
    Return what is in moto's objects, with the identity of each.
    """
    if isinstance(thing, dict):
        return {key: contents(one) for key, one in thing.items()}
    if isinstance(thing, list | tuple):
        return [contents(one) for one in thing]
    if not isinstance(thing, BaseModel):
        return thing
    return id(thing), contents(vars(thing))


def read_all(client: Any, **names: Any) -> None:
    """
    Make every call that reads what an account has, and an update that is refused.
    """
    nonsense = [{"op": "replace", "path": "/pets", "value": "x"}]
    for one in client.get_domain_names()["items"]:
        named = {n: one[n] for n in ("domainName", "domainNameId") if n in one}
        client.get_domain_name(**named)
        with pytest.raises(ClientError, match="/pets"):
            client.update_domain_name(**named, patchOperations=nonsense)
        for mapping in client.get_base_path_mappings(**named)["items"]:
            mapped = {**named, "basePath": mapping["basePath"]}
            client.get_base_path_mapping(**mapped)
            with pytest.raises(ClientError, match="/pets"):
                client.update_base_path_mapping(**mapped, patchOperations=nonsense)
    (link,) = client.get_vpc_links()["items"]
    client.get_vpc_link(vpcLinkId=link["id"])
    with pytest.raises(ClientError, match="/pets"):
        client.update_vpc_link(vpcLinkId=link["id"], patchOperations=nonsense)
    with pytest.raises(ClientError, match="referenced in"):
        client.delete_vpc_link(vpcLinkId=link["id"])
    with pytest.raises(ClientError, match="remove all base path mappings"):
        client.delete_rest_api(**names)
    client.get_account()
    client.get_client_certificates()


IMPORTED = """
openapi: 3.0.0
info: {title: pets, version: '1', description: pets}
paths:
  /pets:
    get:
      responses: {'200': {description: fine}}
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: http://example.com
        responses: {default: {statusCode: 200}}
"""


def test_reads_and_refusals_change_nothing_of_moto_s() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        client.create_domain_name(**EDGE)
        client.create_domain_name(
            domainName="private.example",
            certificateArn=CERTIFICATE,
            endpointConfiguration={"types": ["PRIVATE"]},
        )
        link = client.create_vpc_link(name="a", description="", targetArns=[BALANCER])
        api = client.import_rest_api(body=IMPORTED.encode())["id"]
        root = client.get_resources(restApiId=api)["items"][0]["id"]
        method = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
        client.put_method(**method, authorizationType="NONE")
        with mock_apigw_updates():  # moto does not keep the link
            client.put_integration(
                **method,
                type="HTTP_PROXY",
                integrationHttpMethod="GET",
                uri="http://example.com",
                connectionType="VPC_LINK",
                connectionId=link["id"],
            )
        client.create_deployment(restApiId=api, stageName="dev")
        client.create_base_path_mapping(domainName="pets.example", restApiId=api)
        moto_s = apigateway_backends["123456789012"][REGION]
        before = contents(vars(moto_s))
        with mock_apigw_updates():
            read_all(client, restApiId=api)
        after = contents(vars(moto_s))

    assert after == before


def test_the_id_of_a_private_domain_name_of_moto_s_stays() -> None:
    private = {**EDGE, "endpointConfiguration": {"types": ["PRIVATE"]}}
    mode = replace("/routingMode", "ROUTING_RULE_ONLY")
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        client.create_domain_name(**private)
        with mock_apigw_updates():
            (first,) = client.get_domain_names()["items"]
            names = {name: first[name] for name in ("domainName", "domainNameId")}
            updated = client.update_domain_name(**names, **mode)
            later = client.get_domain_name(**names)
            with pytest.raises(ClientError, match="Invalid domain name identifier"):
                client.get_domain_name(domainName="pets.example")

    assert first["domainNameArn"].endswith(f"/pets.example+{first['domainNameId']}")
    assert updated["domainNameId"] == later["domainNameId"] == first["domainNameId"]
    assert updated["domainNameArn"] == later["domainNameArn"] == first["domainNameArn"]


def test_a_regional_domain_name_of_moto_s_has_the_zone_of_its_region() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", "eu-west-1")
        client.create_domain_name(
            domainName="pets.example",
            regionalCertificateArn=CERTIFICATE,
            endpointConfiguration={"types": ["REGIONAL"]},
        )
        with mock_apigw_updates():
            domain = client.get_domain_name(domainName="pets.example")

    assert domain["regionalHostedZoneId"] == "ZLY8HYME6SFDD"
    assert "distributionDomainName" not in domain


# --- Domain names ---------------------------------------------------------------------


def test_a_domain_name_in_china_has_china_s_suffix_and_no_unknown_zone() -> None:
    with mock_apigw_updates(region_name="cn-north-1") as backend:
        regional = {"types": ["REGIONAL"]}
        target = backend.domain_name(
            endpointConfiguration=regional,
            regionalCertificateArn="arn:aws-cn:acm:cn-north-1:123456789012:certificate/a",
        )
        made = backend.apigateway.get_domain_name(**target)

    assert made["regionalDomainName"].endswith(".cn-north-1.amazonaws.com.cn")
    assert "regionalHostedZoneId" not in made


def test_a_domain_name_made_again_has_none_of_its_old_mappings(
    backend: Backend,
) -> None:
    client = backend.apigateway
    client.create_domain_name(**EDGE)
    client.create_base_path_mapping(domainName="pets.example", **backend.rest_api())

    client.delete_domain_name(domainName="pets.example")
    client.create_domain_name(**EDGE)

    assert client.get_base_path_mappings(domainName="pets.example")["items"] == []


def test_the_log_has_no_private_key(backend: Backend) -> None:
    client = backend.apigateway
    uploaded = {"certificateBody": "body", "certificatePrivateKey": "secret"}
    client.create_domain_name(domainName="pets.example", **uploaded)
    client.update_domain_name(
        domainName="pets.example", **replace("/certificateName", "dogs")
    )

    assert "secret" not in repr(backend.updates[-1].before)
    assert "secret" not in repr(backend.updates[-1].after)


def test_the_date_of_a_certificate_changes_with_the_certificate(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = backend.apigateway
    target = backend.domain_name()
    made = client.get_domain_name(**target)["certificateUploadDate"]
    monkeypatch.setattr("time.time", lambda: made.timestamp() + 60)

    named = client.update_domain_name(**target, **replace("/certificateName", "dogs"))
    renewed = client.update_domain_name(
        **target, **replace("/certificateArn", f"{CERTIFICATE}-2")
    )

    assert named["certificateUploadDate"] == made
    assert (renewed["certificateUploadDate"] - made).total_seconds() == 60


# --- On the wire ----------------------------------------------------------------------


def test_no_answer_has_a_null(backend: Backend) -> None:
    client: Any = backend.apigateway
    bodies: list[Any] = []
    client.meta.events.register(
        "before-parse.apigateway.*",
        lambda response_dict, **_: bodies.append(response_dict["body"]),
    )
    client.get_account()
    link = client.create_vpc_link(name="pets", targetArns=[BALANCER])["id"]
    client.get_vpc_link(vpcLinkId=link)
    client.create_domain_name(**EDGE)
    client.create_base_path_mapping(domainName="pets.example", **backend.rest_api())
    client.generate_client_certificate()

    sent = [json.loads(body) for body in bodies]
    assert len(sent) == 7
    assert [one for one in sent if None in one.values()] == []
