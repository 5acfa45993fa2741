"""
Records of resources: what stands in the service model of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from toys import toy

from apigw_mock.apigateway.rows import Facts
from apigw_mock.host.rest.actions import handlers_of
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.resources import RESOURCES


def record(resource: str) -> Resource[Any]:
    """
    Return a record of which the name alone is known.
    """
    table = replace(toy(), resource=resource)
    return Resource(table, find=print, facts=lambda _, __: Facts(), write=print)


# They are in no API.
OF_ACCOUNT = {
    "api_key",
    "base_path_mapping",
    "client_certificate",
    "domain_name",
    "rest_api",
    "usage_plan",
    "vpc_link",
}


@pytest.mark.parametrize(
    ("resource", "members"),
    [
        ("Account", {"patchOperations"}),
        ("Usage", {"usagePlanId", "keyId", "patchOperations"}),
    ],
)
def test_what_nothing_makes_has_the_members_of_its_update(
    resource: str, members: set[str]
) -> None:
    assert set(record(resource).members) == members


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        ("RestApi", "rest_api"),
        ("VpcLink", "vpc_link"),
        ("IntegrationResponse", "integration_response"),
        ("Stage", "stage"),
    ],
)
def test_a_resource_has_its_name_of_boto3(resource: str, name: str) -> None:
    assert record(resource).name == name


def test_calls_that_are_moto_s_have_no_handler() -> None:
    own = record("RestApi")
    whole = replace(own, check_parent=print, delete=print)

    assert [name for name, _ in handlers_of(own)] == ["update_rest_api", "get_rest_api"]
    assert [name.partition("_")[0] for name, _ in handlers_of(whole)] == [
        "update",
        "get",
        "put",
        "delete",
    ]


@pytest.mark.parametrize(
    "resource",
    [one for one in RESOURCES if one.table.made_by],
    ids=lambda one: one.name,
)
def test_what_is_put_has_the_members_of_its_put(resource: Resource[Any]) -> None:
    members = resource.members

    assert "patchOperations" not in members
    in_url = {name for name, member in members.items() if member.location == "uri"}
    assert ("restApiId" in in_url) is (resource.name not in OF_ACCOUNT)
