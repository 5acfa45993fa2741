"""
Domain names and mappings that both services share, and those of moto's own.
"""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends

from apigw_mock import mock_apigw_updates
from apigw_mock.errors import DroppedSettingWarning
from apigw_mock.host.answer import lock_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

REGION = "us-east-1"
ACCOUNT = "123456789012"
CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/pets"
DOMAIN = {"DomainName": "pets.example"}
CONFIGURED = {"DomainNameConfigurations": [{"CertificateArn": CERTIFICATE}]}
ARN = f"arn:aws:apigateway:{REGION}::/domainnames/pets.example"
REGIONAL = {
    "domainName": "pets.example",
    "regionalCertificateArn": CERTIFICATE,
    "endpointConfiguration": {"types": ["REGIONAL"]},
}


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


def clients(region: str = REGION) -> tuple[Any, Any]:
    return boto3.client("apigateway", region), boto3.client("apigatewayv2", region)


def mapped_api(client: Any) -> dict[str, str]:
    api = client.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
    client.create_stage(ApiId=api, StageName="dev")
    return {"ApiId": api, "Stage": "dev"}


# --- Tags ---------------------------------------------------------------------------


@pytest.mark.parametrize("service", ["v1", "v2"])
def test_the_last_tag_of_a_domain_name_can_be_removed(
    backend: Backend, service: str
) -> None:
    rest, client = backend.apigateway, backend.apigatewayv2
    if service == "v1":
        rest.create_domain_name(**REGIONAL, tags={"a": "1"})
    else:
        client.create_domain_name(**DOMAIN, **CONFIGURED, Tags={"a": "1"})
    client.tag_resource(ResourceArn=ARN, Tags={"b": "2"})
    both = client.get_tags(ResourceArn=ARN)["Tags"]
    client.untag_resource(ResourceArn=ARN, TagKeys=["a", "b", "c"])

    assert both == {"a": "1", "b": "2"}
    assert client.get_tags(ResourceArn=ARN)["Tags"] == {}
    assert client.get_domain_name(**DOMAIN)["Tags"] == {}
    assert rest.get_domain_name(domainName="pets.example")["tags"] == {}


def test_tags_stay_when_a_domain_name_is_updated(backend: Backend) -> None:
    client = backend.apigatewayv2
    client.create_domain_name(**DOMAIN, **CONFIGURED)
    client.tag_resource(ResourceArn=ARN, Tags={"a": "1"})

    updated = client.update_domain_name(**DOMAIN, RoutingMode="ROUTING_RULE_ONLY")
    client.delete_domain_name(**DOMAIN)
    again = client.create_domain_name(**DOMAIN, **CONFIGURED)

    assert updated["Tags"] == {"a": "1"}
    assert again["Tags"] == {}


@pytest.mark.parametrize(
    "arn", [ARN, ARN.replace("pets", "dogs"), ARN.replace(REGION, "eu-west-1")]
)
def test_the_arn_of_no_domain_name_has_the_tags_that_moto_keeps(
    backend: Backend, arn: str
) -> None:
    client = backend.apigatewayv2
    if arn != ARN:
        client.create_domain_name(**DOMAIN, **CONFIGURED, Tags={"a": "1"})
    client.tag_resource(ResourceArn=arn, Tags={"b": "2", "c": "3"})
    client.untag_resource(ResourceArn=arn, TagKeys=["b"])

    assert client.get_tags(ResourceArn=arn)["Tags"] == {"c": "3"}


def test_a_private_domain_name_has_tags(backend: Backend) -> None:
    target = backend.domain_name(endpointConfiguration={"types": ["PRIVATE"]})
    arn = backend.apigateway.get_domain_name(**target)["domainNameArn"]
    client = backend.apigatewayv2
    client.tag_resource(ResourceArn=arn, Tags={"a": "1"})

    assert client.get_tags(ResourceArn=arn)["Tags"] == {"a": "1"}
    assert backend.apigateway.get_domain_name(**target)["tags"] == {"a": "1"}


# --- What moto made before the scope ------------------------------------------------


def test_a_domain_name_of_moto_s_own_is_shown_and_updated() -> None:
    with mock_aws():
        rest, client = clients()
        client.create_domain_name(
            **DOMAIN,
            **CONFIGURED,
            MutualTlsAuthentication={"TruststoreUri": "s3://pets/a"},
            Tags={"a": "1"},
        )
        with mock_apigw_updates():
            shown = client.get_domain_name(**DOMAIN)
            again = client.get_domain_names()["Items"]
            as_v1 = rest.get_domain_name(domainName="pets.example")
            updated = client.update_domain_name(
                **DOMAIN, RoutingMode="ROUTING_RULE_ONLY"
            )
            client.untag_resource(ResourceArn=ARN, TagKeys=["a"])
            untagged = client.get_domain_name(**DOMAIN)
        after = client.get_domain_name(**DOMAIN)

    (configuration,) = shown["DomainNameConfigurations"]
    shown.pop("ResponseMetadata")
    assert again == [shown]
    assert configuration["CertificateArn"] == CERTIFICATE
    assert configuration["HostedZoneId"] == "Z1UJRXOUMOOFQ8"
    assert as_v1["regionalDomainName"] == configuration["ApiGatewayDomainName"]
    assert shown["MutualTlsAuthentication"] == {"TruststoreUri": "s3://pets/a"}
    assert updated["RoutingMode"] == "ROUTING_RULE_ONLY"
    assert updated["Tags"] == {"a": "1"}
    assert untagged["Tags"] == {}
    assert after["DomainNameConfigurations"][0].items() >= configuration.items()


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"DomainNameConfigurations": []},
        {"DomainNameConfigurations": [{}]},
        {"DomainNameConfigurations": [{"EndpointType": "EDGE"}]},
        {"DomainNameConfigurations": [{"CertificateName": "pets"}, {}]},
    ],
    ids=str,
)
def test_a_domain_name_of_moto_s_own_may_have_any_configuration(
    made: dict[str, Any],
) -> None:
    with mock_aws():
        rest, client = clients()
        client.create_domain_name(**DOMAIN, **made)
        with mock_apigw_updates():
            shown = client.get_domain_name(**DOMAIN)
            rest.get_domain_name(domainName="pets.example")
            updated = client.update_domain_name(
                **DOMAIN, RoutingMode="ROUTING_RULE_ONLY"
            )
            certified = client.update_domain_name(**DOMAIN, **CONFIGURED)
            with pytest.raises(ClientError, match="already exists"):
                rest.create_domain_name(**REGIONAL)
            client.delete_domain_name(**DOMAIN)
        assert client.get_domain_names()["Items"] == []

    (configuration,) = shown["DomainNameConfigurations"]
    (later,) = updated["DomainNameConfigurations"]
    assert configuration["EndpointType"] == "REGIONAL"
    assert later == configuration
    assert certified["DomainNameConfigurations"][0]["CertificateArn"] == CERTIFICATE


def test_mappings_of_moto_s_own_are_shown_updated_and_deleted() -> None:
    with mock_aws():
        rest, client = clients()
        client.create_domain_name(**DOMAIN, **CONFIGURED)
        api = mapped_api(client)
        made = client.create_api_mapping(**DOMAIN, **api, ApiMappingKey="pets")
        target = {**DOMAIN, "ApiMappingId": made["ApiMappingId"]}
        with mock_apigw_updates():
            shown = client.get_api_mapping(**target)
            (as_v1,) = rest.get_base_path_mappings(domainName="pets.example")["items"]
            client.update_api_mapping(**target, ApiId=api["ApiId"], ApiMappingKey="x")
        kept = client.get_api_mapping(**target)["ApiMappingKey"]
        with mock_apigw_updates():
            client.delete_domain_name(**DOMAIN)
        left = client.get_domain_names()["Items"]

    assert (shown["ApiMappingKey"], shown["Stage"]) == ("pets", "dev")
    assert as_v1["restApiId"] == api["ApiId"]
    assert kept == "x"
    assert left == []


def test_base_path_mappings_of_moto_s_own_have_an_id_that_stays() -> None:
    with mock_aws():
        rest, client = clients()
        rest.create_domain_name(**REGIONAL)
        api = rest.create_rest_api(name="a")["id"]
        rest.create_base_path_mapping(
            domainName="pets.example", restApiId=api, basePath="pets"
        )
        with mock_apigw_updates():
            first, second = (
                client.get_api_mappings(**DOMAIN)["Items"] for _ in range(2)
            )
            target = {**DOMAIN, "ApiMappingId": first[0]["ApiMappingId"]}
            client.update_api_mapping(**target, ApiId=api, ApiMappingKey="dogs")
            rest.update_base_path_mapping(
                domainName="pets.example",
                basePath="dogs",
                patchOperations=[{"op": "replace", "path": "/basePath", "value": "x"}],
            )
            later = client.get_api_mapping(**target)

    assert first == second
    assert later["ApiMappingKey"] == "x"
    assert "Stage" not in later


def test_a_mapping_to_an_api_that_moto_deleted_is_no_http_api() -> None:
    with mock_aws():
        _, client = clients()
        client.create_domain_name(**DOMAIN, **CONFIGURED)
        gone = mapped_api(client)
        client.create_api_mapping(**DOMAIN, **gone)
        client.delete_api(ApiId=gone["ApiId"])
        with mock_apigw_updates() as backend:
            api = backend.websocket_api()
            client.create_stage(**api, StageName="dev")
            made = client.create_api_mapping(
                **DOMAIN, **api, Stage="dev", ApiMappingKey="chat"
            )

    assert made["ApiMappingKey"] == "chat"


def test_what_v2_made_stays_with_moto_s_own_v2() -> None:
    with mock_aws():
        _, client = clients()
        with mock_apigw_updates():
            client.create_domain_name(**DOMAIN, **CONFIGURED, Tags={"a": "1"})
            api = mapped_api(client)
            made = client.create_api_mapping(**DOMAIN, **api)
        shown = client.get_domain_name(**DOMAIN)
        (mapping,) = client.get_api_mappings(**DOMAIN)["Items"]

    assert shown["Tags"] == {"a": "1"}
    assert shown["DomainNameConfigurations"][0]["CertificateArn"] == CERTIFICATE
    assert mapping["ApiMappingId"] == made["ApiMappingId"]


def test_reads_and_refusals_change_nothing_of_moto_s() -> None:
    with mock_aws():
        rest, client = clients()
        client.create_domain_name(**DOMAIN, DomainNameConfigurations=[{}])
        mapping = client.create_api_mapping(**DOMAIN, **mapped_api(client))
        moto_s = apigatewayv2_backends[ACCOUNT][REGION]
        kept = {**moto_s.domain_names}, {**moto_s.api_mappings}
        before = [[dict(vars(one)) for one in things.values()] for things in kept]
        with mock_apigw_updates():
            client.get_domain_name(**DOMAIN)
            rest.get_domain_names()
            rest.get_base_path_mappings(domainName="pets.example")
            target = {**DOMAIN, "ApiMappingId": mapping["ApiMappingId"]}
            with pytest.raises(ClientError, match="one domain name configuration"):
                client.update_domain_name(**DOMAIN)
            with pytest.raises(ClientError, match="Invalid API identifier"):
                client.update_api_mapping(**target, ApiId="nosuch")
        after = [[dict(vars(one)) for one in things.values()] for things in kept]

        assert (moto_s.domain_names, moto_s.api_mappings) == kept
        assert after == before


# --- Between the services -----------------------------------------------------------


def test_regions_have_domain_names_of_their_own(backend: Backend) -> None:
    backend.apigatewayv2.create_domain_name(**DOMAIN, **CONFIGURED)
    rest, client = clients("eu-west-1")

    assert client.get_domain_names()["Items"] == []
    assert rest.get_domain_names()["items"] == []
    with pytest.raises(ClientError, match="Invalid domain name identifier"):
        client.get_domain_name(**DOMAIN)


def test_a_domain_name_made_again_has_none_of_its_old_mappings(
    backend: Backend,
) -> None:
    client = backend.apigatewayv2
    client.create_domain_name(**DOMAIN, **CONFIGURED)
    client.create_api_mapping(**DOMAIN, **mapped_api(client))
    backend.apigateway.delete_domain_name(domainName="pets.example")
    client.create_domain_name(**DOMAIN, **CONFIGURED)

    assert client.get_api_mappings(**DOMAIN)["Items"] == []


def test_mappings_of_one_id_are_looked_for_in_their_domain_name(
    backend: Backend,
) -> None:
    client = backend.apigatewayv2
    for name in ("a.example", "b.example"):
        client.create_domain_name(DomainName=name, **CONFIGURED)
    api = mapped_api(client)
    made = client.create_api_mapping(DomainName="a.example", **api)["ApiMappingId"]

    with pytest.raises(ClientError, match=f"Invalid ApiMapping identifier .* {made}"):
        client.delete_api_mapping(DomainName="b.example", ApiMappingId=made)
    assert len(client.get_api_mappings(DomainName="a.example")["Items"]) == 1


def test_a_warning_that_is_an_error_leaves_no_domain_name(backend: Backend) -> None:
    client = backend.apigatewayv2
    private = [{"CertificateArn": CERTIFICATE, "EndpointType": "PRIVATE"}]

    with warnings.catch_warnings():
        warnings.simplefilter("error", DroppedSettingWarning)
        with pytest.raises(DroppedSettingWarning, match="becomes REGIONAL"):
            client.create_domain_name(**DOMAIN, DomainNameConfigurations=private)
    assert client.get_domain_names()["Items"] == []


def test_both_services_share_a_lock_in_an_account_and_region() -> None:
    with mock_apigw_updates():
        rest, v2 = apigateway_backends[ACCOUNT], apigatewayv2_backends[ACCOUNT]

        assert lock_of(rest[REGION]) is lock_of(v2[REGION])
        assert lock_of(rest[REGION]) is not lock_of(v2["eu-west-1"])


@pytest.mark.once
def test_threads_of_both_services_make_one_domain_name(backend: Backend) -> None:
    start = Barrier(8)

    def make(thread: int) -> bool:
        own = backend.client("apigatewayv2" if thread % 2 else "apigateway")
        start.wait()
        try:
            if thread % 2:
                own.create_domain_name(**DOMAIN, **CONFIGURED)
            else:
                own.create_domain_name(**REGIONAL)
        except ClientError as error:
            assert "already exists" in str(error)  # noqa: PT017  # in threads
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(make, range(8)))

    assert sum(made) == 1
    assert len(backend.apigatewayv2.get_domain_names()["Items"]) == 1
