"""
How what a run makes is marked and found again, and what its mark does to answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name
from botocore.session import get_session
from cases_runner import FOLDER

from apigw_mock.host.ask.kinds import (
    BY_NAME,
    KEY,
    KINDS,
    Kind,
    deleted_by,
    id_of,
    is_marked,
    listed,
    made_by,
    marked,
    resolved,
    run_of,
    run_of_name,
    without_mark,
)
from apigw_mock.host.ask.names import fill
from apigw_mock.host.ask.needs import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = "apigw-ask-1f2e3d4c"
OURS = {KEY: RUN}
API = BY_NAME["REST API"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kind_is_in_the_service_model(kind: Kind) -> None:
    model = get_session().get_service_model(kind.service)
    shapes = {xform_name(name): name for name in model.operation_names}

    def inputs(call: str) -> set[str]:
        return {*model.operation_model(shapes[call]).input_shape.members}

    assert {*kind.made_by, kind.delete, kind.list or kind.delete} <= {*shapes}
    assert kind.argument in inputs(kind.delete)
    assert kind.tags in inputs(kind.made_by[0])


def test_kinds_are_found_by_their_calls() -> None:
    assert made_by("apigateway", "import_rest_api") is API
    assert deleted_by("apigateway", "delete_rest_api") is API
    assert made_by("apigateway", "create_model") is None
    assert deleted_by("iam", "delete_user") is None


@pytest.mark.parametrize(
    ("name", "request_", "tags"),
    [
        ("REST API", {"name": "a"}, OURS),
        ("REST API", {"tags": {"a": "b"}}, {"a": "b", **OURS}),
        ("VPC link", {"Name": "a"}, OURS),
        ("user pool", {}, OURS),
        ("role", {}, [{"Key": KEY, "Value": RUN}]),
        (
            "VPC endpoint",
            {},
            [{"ResourceType": "vpc-endpoint", "Tags": [{"Key": KEY, "Value": RUN}]}],
        ),
    ],
)
def test_request_is_marked(name: str, request_: dict[str, Any], tags: Any) -> None:
    kind = BY_NAME[name]

    sent = marked(kind, kind.made_by[0], request_, RUN)

    assert sent == {**request_, kind.tags: tags}
    assert is_marked(kind, sent)


@pytest.mark.parametrize("tags", ["a", {str(n): "x" for n in range(50)}], ids=len)
def test_tags_that_are_tested_stay_as_they_are(tags: Any) -> None:
    request = {"tags": tags}

    assert marked(API, "create_rest_api", request, RUN) == request
    assert not is_marked(API, request)


def test_import_takes_no_tags() -> None:
    assert marked(API, "import_rest_api", {"body": "{}"}, RUN) == {"body": "{}"}


@pytest.mark.parametrize(
    ("tags", "run"),
    [
        (OURS, RUN),
        ({"a": "b"}, ""),
        (None, ""),
        ([{"Key": "a", "Value": "b"}, {"Key": KEY, "Value": RUN}], RUN),
        ([], ""),
        ("", ""),
    ],
    ids=str,
)
def test_run_is_known_by_the_tags(tags: Any, run: str) -> None:
    assert run_of(tags) == run


@pytest.mark.parametrize(
    ("name", "run"),
    [
        (RUN, RUN),
        (f"{RUN}-other", RUN),
        (f"other.{RUN}.example.com", RUN),
        ("pets", ""),
        ("apigw-ask-policy", ""),
        ("apigw-ask-1f2e3d4", ""),
        ("apigw-ask-1f2e3d4c5", ""),
        (f"my-{RUN}", ""),
        ("", ""),
    ],
)
def test_run_is_known_by_the_name(name: str, run: str) -> None:
    assert run_of_name(name) == run


SHOWN_WITHOUT_TAGS = (
    "load balancer",
    "namespace of Cloud Map",
    "user pool",
    "role",
    "certificate",
)


def requests_for(kind: Kind) -> Iterator[dict[str, Any]]:
    """
    Yield each request with which a case makes a thing of a kind.
    """
    for file in FOLDER.files():
        for case in FOLDER.cases(file):
            for use in uses_of(case, FOLDER):
                if made_by(use.service, use.call) is kind:
                    yield fill(use.request, {"run": RUN})


def test_lists_show_all_other_tags() -> None:
    listed_blind = [kind.name for kind in KINDS if kind.list and "ags" not in kind.each]

    assert listed_blind == [*SHOWN_WITHOUT_TAGS]


@pytest.mark.parametrize("name", SHOWN_WITHOUT_TAGS)
def test_what_shows_no_tags_is_found_by_its_name(name: str) -> None:
    requests = [*requests_for(BY_NAME[name])]

    nameless = [
        one for one in requests if not any(map(run_of_name, map(str, one.values())))
    ]
    assert requests
    assert nameless == []


@pytest.mark.parametrize("state", ["deleting", "deleted"])
def test_endpoint_that_is_being_deleted_is_gone(state: str) -> None:
    tags = [{"Key": KEY, "Value": RUN}]
    page = {
        "VpcEndpoints": [
            {"VpcEndpointId": "vpce-1", "State": state, "Tags": tags},
            {"VpcEndpointId": "vpce-2", "State": "available", "Tags": tags},
        ]
    }

    assert [one.id for one in listed(BY_NAME["VPC endpoint"], page)] == ["vpce-2"]


def test_items_of_a_list_are_read() -> None:
    page = {
        "items": [
            {"domainName": "a", "domainNameId": "x", "tags": OURS},
            {"domainName": "b"},
        ]
    }

    one, two = listed(BY_NAME["domain name"], page)

    assert one == ("a", "a", OURS, {"domainNameId": "x"})
    assert two == ("b", "b", None, {})
    assert list(listed(API, {})) == []


def test_id_is_read_of_the_answer() -> None:
    assert id_of(API, {"id": "a"}) == "a"
    assert id_of(API, {}) == ""
    assert id_of(BY_NAME["namespace of Cloud Map"], {"OperationId": "a"}) == ""


def test_mark_beside_other_tags_is_not_shown() -> None:
    answer = {"items": [{"tags": {"a": "b", **OURS}}], "Tags": OURS, "name": "x"}

    shown = without_mark(answer)

    assert shown == {"items": [{"tags": {"a": "b"}}], "Tags": OURS, "name": "x"}


@pytest.mark.parametrize(
    ("seen", "wanted", "shown"),
    [
        ({"a": 1, "tags": OURS}, {"a": 1}, {"a": 1}),
        ({"a": 1, "tags": OURS}, {"a": 2, "tags": {}}, {"a": 1, "tags": {}}),
        ({"tags": {"a": "b"}}, {}, {"tags": {"a": "b"}}),
        ({"tags": {}}, {}, {"tags": {}}),
        ([{"tags": OURS}, {"tags": OURS}], [{"tags": {}}], [{"tags": {}}, {}]),
        ({"x": {"Tags": OURS}}, {"x": {"Tags": {}}}, {"x": {"Tags": {}}}),
        ({"x": {"Tags": OURS}}, "text", {"x": {}}),
        ([{"tags": OURS}], None, [{}]),
        ("text", {}, "text"),
    ],
    ids=str,
)
def test_map_of_the_mark_alone_is_as_expected(
    seen: Any, wanted: Any, shown: Any
) -> None:
    assert resolved(seen, wanted) == shown
