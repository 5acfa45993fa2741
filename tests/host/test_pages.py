"""
The pages of lists: how long they are, and where the next one begins.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock import mock_apigw_updates
from apigw_mock.host.pages import listed, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import Backend

ITEMS = [{"id": f"é{n}"} for n in range(60)]


@pytest.fixture
def backend() -> Iterator[Backend]:
    with mock_apigw_updates() as backend:
        yield backend


def page_of(items: list[dict[str, str]], target: dict[str, Any]) -> dict[str, Any]:
    return page(items, target, dict, "id")


def ids(answer: Any) -> list[str]:
    return [item["id"] for item in answer["items"]]


@pytest.mark.parametrize(
    ("limit", "length"), [(None, 25), (1, 1), (60, 60), (500, 60), (-3, 1), (0, 1)]
)
def test_a_page_is_as_long_as_asked_within_bounds(
    limit: int | None, length: int
) -> None:
    shown = page_of(ITEMS, {"limit": limit})

    assert shown["item"] == ITEMS[:length]
    assert ("position" in shown) is (length < len(ITEMS))


def test_no_page_is_longer_than_500() -> None:
    many = [{"id": str(n)} for n in range(501)]

    assert len(page_of(many, {"limit": 1000})["item"]) == 500


def test_without_max_results_a_list_has_up_to_500_items() -> None:
    many = [{"id": str(n)} for n in range(501)]
    request: Any = SimpleNamespace(target={})

    shown = listed(many, request, dict, "id")

    assert shown["items"] == many[:500]
    assert shown["nextToken"]


@pytest.mark.parametrize(
    ("sent", "shown"), [("0", 1), ("-1", 1), ("501", 500), ("all", 500), ("", 500)]
)
def test_max_results_out_of_bounds_counts_as_the_nearest_bound(
    sent: str, shown: int
) -> None:
    many = [{"id": str(n)} for n in range(501)]
    request: Any = SimpleNamespace(target={"MaxResults": sent})

    assert len(listed(many, request, dict, "id")["items"]) == shown


def test_pages_follow_each_other() -> None:
    first = page_of(ITEMS, {})
    second = page_of(ITEMS, {"position": first["position"]})
    third = page_of(ITEMS, {"position": second["position"]})

    assert [*first["item"], *second["item"], *third["item"]] == ITEMS
    assert "position" not in third


def test_the_next_page_follows_the_last_item_wherever_that_is_now() -> None:
    first = page_of(ITEMS, {"limit": 10})
    fewer = ITEMS[5:]

    shown = page_of(fewer, {"limit": 10, "position": first["position"]})

    assert shown["item"] == ITEMS[10:20]


def test_the_next_page_misses_nothing_if_the_last_item_is_gone() -> None:
    first = page_of(ITEMS, {"limit": 10})
    fewer = [*ITEMS[:9], *ITEMS[10:]]

    shown = page_of(fewer, {"limit": 10, "position": first["position"]})

    assert shown["item"] == ITEMS[10:20]


def test_few_items_are_looked_at() -> None:
    looked_at: list[str] = []

    def show(item: dict[str, str]) -> dict[str, str]:
        looked_at.append(item["id"])
        return item

    first = page(ITEMS, {"limit": 2}, show, "id")
    page(ITEMS, {"limit": 2, "position": first["position"]}, show, "id")

    assert len(looked_at) == 5


@pytest.mark.parametrize("position", ["x", "!", "é", "eA==", "MDp4", "/w=="])
def test_an_unknown_position_is_the_start(position: str) -> None:
    assert page_of(ITEMS, {"position": position}) == page_of(ITEMS, {})


def test_the_paginator_of_boto3_gets_every_api(backend: Backend) -> None:
    made = [backend.rest_api()["restApiId"] for _ in range(27)]

    answers = list(backend.apigateway.get_paginator("get_rest_apis").paginate())

    assert [len(answer["items"]) for answer in answers] == [25, 2]
    assert [one for answer in answers for one in ids(answer)] == made


def test_the_paginator_of_boto3_gets_every_resource(backend: Backend) -> None:
    target = backend.rest_api()
    client = backend.apigateway
    (root,) = ids(client.get_resources(**target))
    for n in range(30):
        client.create_resource(**target, parentId=root, pathPart=f"p{n}")

    pages = client.get_paginator("get_resources")
    answers = list(pages.paginate(**target, PaginationConfig={"PageSize": 7}))

    every = [one for answer in answers for one in ids(answer)]
    assert [len(answer["items"]) for answer in answers] == [7, 7, 7, 7, 3]
    assert len(set(every)) == 31


def test_stages_have_no_pages(backend: Backend) -> None:
    target = backend.stage()
    client, api = backend.apigateway, {"restApiId": target["restApiId"]}
    made = client.get_stage(**target)["deploymentId"]
    for n in range(30):
        client.create_stage(**api, stageName=f"s{n}", deploymentId=made)

    assert len(client.get_stages(**api)["item"]) == 31
