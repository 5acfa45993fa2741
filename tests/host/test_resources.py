"""
Records of resources: what stands in the service model of them.
"""

from __future__ import annotations

import pytest

from apigw_mock.apigateway.patch import PatchTable
from apigw_mock.host.rest.record import Resource
from apigw_mock.host.rest.resources import RESOURCES


def record(resource: str) -> Resource:
    """
    Return a record of which the name alone is known.
    """
    table = PatchTable(resource=resource, source="", rows=())
    return Resource(table, find=print, around=lambda _, __: {}, write=print)


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


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_what_is_put_has_the_members_of_its_put(resource: Resource) -> None:
    members = resource.members

    assert "patchOperations" not in members
    assert members["restApiId"].location == "uri"
