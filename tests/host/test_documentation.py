"""
Documentation parts and versions: moto has no place for them and no URL.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import moto.apigateway.urls
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.apigateway.models import apigateway_backends

from apigw_mock import mock_apigw_updates
from apigw_mock.apigateway.rules import documentation_part as rules
from apigw_mock.host.model import input_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

REGION = "us-east-1"
CONTENT = '{"description": "pets"}'


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates(region_name=REGION) as backend:
        yield backend


def document(client: Any, api: dict[str, str]) -> str:
    """
    Make a part and a version, and return the part's id.
    """
    made = client.create_documentation_part(
        **api, location={"type": "API"}, properties=CONTENT
    )
    client.create_documentation_version(**api, documentationVersion="v1")
    return str(made["id"])


def documented(client: Any, api: dict[str, str]) -> tuple[list[str], list[str]]:
    """
    Return the ids of an API's parts, and its versions.
    """
    parts = client.get_documentation_parts(**api)["items"]
    versions = client.get_documentation_versions(**api)["items"]
    return [part["id"] for part in parts], [one["version"] for one in versions]


# --- Where they are kept --------------------------------------------------------------


def test_a_scope_inside_mock_aws_has_documentation_and_takes_its_urls_away() -> None:
    with mock_aws():
        client: Any = boto3.client("apigateway", REGION)
        api = {"restApiId": client.create_rest_api(name="pets")["id"]}
        before = dict(moto.apigateway.urls.url_paths)
        with mock_apigw_updates():
            part = document(client, api)
            inside = documented(client, api)
        after = dict(moto.apigateway.urls.url_paths)

        with pytest.raises(ClientError) as refused:
            client.get_documentation_parts(**api)

    assert inside == ([part], ["v1"])
    assert after == before
    assert "Not yet implemented" in str(refused.value)


def test_each_api_has_documentation_of_its_own(backend: Backend) -> None:
    first, second = backend.rest_api(), backend.rest_api()
    client = backend.apigateway
    part = document(client, first)

    assert documented(client, first) == ([part], ["v1"])
    assert documented(client, second) == ([], [])


def test_documentation_goes_with_its_api(backend: Backend) -> None:
    api, client = backend.rest_api(), backend.apigateway
    part = document(client, api)
    client.delete_rest_api(**api)

    with pytest.raises(client.exceptions.NotFoundException) as refused:
        client.get_documentation_part(**api, documentationPartId=part)

    assert "Invalid Documentation part identifier specified" in str(refused.value)


def test_documentation_stays_when_its_api_changes(backend: Backend) -> None:
    api, client = backend.rest_api(), backend.apigateway
    part = document(client, api)
    renamed = {"op": "replace", "path": "/name", "value": "dogs"}
    client.update_rest_api(**api, patchOperations=[renamed])

    assert documented(client, api) == ([part], ["v1"])


def test_a_clone_has_parts_of_its_own_and_no_versions(backend: Backend) -> None:
    source, client = backend.rest_api(), backend.apigateway
    part = document(client, source)
    made = client.create_rest_api(name="clone", cloneFrom=source["restApiId"])
    client.delete_documentation_part(**source, documentationPartId=part)

    (copied,), versions = documented(client, {"restApiId": made["id"]})
    assert copied != part
    assert len(copied) == 6
    assert versions == []


def test_a_read_leaves_moto_s_object_as_it_is(backend: Backend) -> None:
    api, client = backend.rest_api(), backend.apigateway
    stored = apigateway_backends["123456789012"]["us-east-1"].apis[api["restApiId"]]
    before = dict(vars(stored))

    with pytest.raises(client.exceptions.NotFoundException):
        client.get_documentation_part(**api, documentationPartId="absent")
    assert documented(client, api) == ([], [])

    assert vars(stored) == before


def test_a_version_changes_the_stage_that_it_is_made_for(backend: Backend) -> None:
    stage, client = backend.stage(), backend.apigateway
    before = client.get_stage(**stage)
    client.create_documentation_version(**stage, documentationVersion="v1")
    after = client.get_stage(**stage)

    assert after.pop("documentationVersion") == "v1"
    assert after.pop("lastUpdatedDate") >= before.pop("lastUpdatedDate")
    assert after == {**before, "ResponseMetadata": after["ResponseMetadata"]}


# --- Parts ----------------------------------------------------------------------------


def test_ids_have_six_characters_as_at_aws(backend: Backend) -> None:
    assert len(document(backend.apigateway, backend.rest_api())) == 6


def test_every_type_of_the_service_model_has_its_members() -> None:
    types = input_members("apigateway", "GetDocumentationParts")["type"].enum

    assert [one for one in types if rules.whole({"type": one})["type"] != one] == []


def test_the_paginator_of_boto3_gets_every_part_that_is_asked_for(
    backend: Backend,
) -> None:
    api, client = backend.rest_api(), backend.apigateway
    document(client, api)
    for n in range(5):
        where: Any = {"type": "RESOURCE", "path": f"/p{n}"}
        client.create_documentation_part(**api, location=where, properties=CONTENT)

    pages = client.get_paginator("get_documentation_parts").paginate(
        **api, type="RESOURCE", PaginationConfig={"PageSize": 2}
    )

    paths = [[one["location"]["path"] for one in page["items"]] for page in pages]
    assert paths == [["/p0", "/p1"], ["/p2", "/p3"], ["/p4"]]


def test_of_threads_that_document_one_location_one_succeeds(backend: Backend) -> None:
    api, client = backend.rest_api(), backend.apigateway

    def create(_: int) -> int:
        try:
            made: Any = client.create_documentation_part(
                **api, location={"type": "API"}, properties=CONTENT
            )
        except ClientError as error:
            made = error.response
        return int(made["ResponseMetadata"]["HTTPStatusCode"])

    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(create, range(8)))

    assert sorted(statuses) == [201, *[409] * 7]
    assert len(client.get_documentation_parts(**api)["items"]) == 1


# --- Versions -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["1/2", "a b", "é", "%2F", "..", "?a=b", "#"])
def test_a_version_may_have_any_name(backend: Backend, name: str) -> None:
    api, client = backend.rest_api(), backend.apigateway
    client.create_documentation_version(**api, documentationVersion=name)

    shown = client.get_documentation_version(**api, documentationVersion=name)

    assert shown["version"] == name
