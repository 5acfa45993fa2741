"""
What a run made is deleted in an order that AWS takes, whatever holds it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from cases_runner import FOLDER
from terminal import LISTS, left

from apigw_mock import mock_apigw_updates
from apigw_mock.host.ask import cleanup as module
from apigw_mock.host.ask.account import AskingAccount
from apigw_mock.host.ask.cleanup import (
    ATTEMPTS,
    EVERY_SERVICE,
    PULSE,
    CleanUp,
    is_early,
    restoring,
    services_of,
)
from apigw_mock.host.ask.journal import Journal, Thing, Where
from apigw_mock.host.ask.needs import WORDS
from apigw_mock.host.ask.player import TESTED
from apigw_mock.host.ask.quotas import CountingClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUN = "apigw-ask-1f2e3d4c"
DOMAIN = f"{RUN}.example.com"


class Bench:
    """
    An account with a clean-up.
    """

    def __init__(self, new_client: Any, path: Path) -> None:
        self.journal = Journal(path / "journal.jsonl")
        self.journal.begin(Where("123456789012", "us-east-1", ""), RUN)
        self.clock, self.said = CountingClock(), list[str]()
        self.account = AskingAccount(
            new_client, FOLDER, self.journal, clock=self.clock, pace=None
        )
        self.cleanup = CleanUp(self.account, self.clock, self.said.append)

    def make(self, service: str, call: str, **request: Any) -> Any:
        client = self.account.client(service)
        return self.account.make(client, call, request)


@pytest.fixture
def aws() -> Iterator[Any]:
    with mock_apigw_updates() as backend:
        yield backend


@pytest.fixture
def bench(aws: Any, tmp_path: Path) -> Bench:
    return Bench(aws.client, tmp_path)


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "DeleteIt")


def calls_to(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, **answers: dict[str, Any]
) -> list[tuple[str, dict[str, Any]]]:
    """
    Return the list of the calls that come, each with what is sent.

    Args:
        bench: its account makes none of them.
        monkeypatch: as pytest gives it.
        answers: by the names of calls. All others are answered with nothing.
    """
    seen = []

    def make(_client: Any, call: str, request: dict[str, Any]) -> dict[str, Any]:
        seen.append((call, request))
        return answers.get(call, {})

    monkeypatch.setattr(bench.account, "make", make)
    return seen


def stage_of(bench: Bench) -> dict[str, str]:
    made = bench.make("apigateway", "create_rest_api", name="pets")
    api, root = made["id"], made["rootResourceId"]
    method = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    bench.make("apigateway", "put_method", **method, authorizationType="NONE")
    bench.make("apigateway", "put_integration", **method, type="MOCK")
    bench.make("apigateway", "create_deployment", restApiId=api, stageName="dev")
    return {"apiId": api, "stage": "dev"}


@pytest.mark.parametrize("is_known", [True, False], ids=["journal", "marks"])
def test_what_holds_a_thing_is_removed_first(
    bench: Bench, aws: Any, *, is_known: bool
) -> None:
    stage = stage_of(bench)
    plan = bench.make("apigateway", "create_usage_plan", name="a", apiStages=[stage])
    key = bench.make("apigateway", "create_api_key", name="a")["id"]
    in_plan = {"usagePlanId": plan["id"], "keyId": key, "keyType": "API_KEY"}
    bench.make("apigateway", "create_usage_plan_key", **in_plan)
    bench.make("apigateway", "create_usage_plan", name="without stages")
    asked = bench.make("acm", "request_certificate", DomainName=DOMAIN)
    certificate = asked["CertificateArn"]
    regional = {
        "domainName": DOMAIN,
        "regionalCertificateArn": certificate,
        "endpointConfiguration": {"types": ["REGIONAL"]},
    }
    bench.make("apigateway", "create_domain_name", **regional)
    mapping = {"domainName": DOMAIN, "restApiId": stage["apiId"], "stage": "dev"}
    bench.make("apigateway", "create_base_path_mapping", **mapping)
    other = {"DomainName": DOMAIN, "ApiMappingKey": "v2/pets", "Stage": "$default"}
    api = bench.make(
        "apigatewayv2",
        "create_api",
        Name="a",
        ProtocolType="HTTP",
        Target="https://pets.example",
    )
    bench.make("apigatewayv2", "create_api_mapping", **other, ApiId=api["ApiId"])
    private = {
        "domainName": f"private.{DOMAIN}",
        "endpointConfiguration": {"types": ["PRIVATE"]},
        "certificateArn": certificate,
    }
    bench.make("apigateway", "create_domain_name", **private)

    if is_known:
        bench.cleanup.remove_known()
    else:
        for thing in bench.cleanup.found(EVERY_SERVICE, RUN):
            bench.cleanup.remove(thing)

    assert bench.cleanup.left == {}
    assert left(aws.client) == []
    assert [*bench.journal.things] == []


def test_things_of_other_services_are_found_by_name(bench: Bench, aws: Any) -> None:
    trust = '{"Version": "2012-10-17", "Statement": []}'
    for name in (RUN, "own"):
        sent = {"RoleName": name, "AssumeRolePolicyDocument": trust}
        aws.client("iam").create_role(**sent)
    namespaces = aws.client("servicediscovery")
    bench.make("servicediscovery", "create_http_namespace", Name=RUN)
    assert [*bench.journal.things] == []  # the answer does not name it
    (namespace,) = namespaces.list_namespaces()["Namespaces"]
    namespaces.create_service(Name="pets", NamespaceId=namespace["Id"])
    aws.client("cognito-idp").create_user_pool(PoolName=RUN)

    found = bench.cleanup.found(EVERY_SERVICE)

    assert [thing.kind for thing in found] == [
        "service of Cloud Map",
        "namespace of Cloud Map",
        "user pool",
        "role",
    ]
    for thing in found:
        bench.cleanup.remove(thing)
    assert bench.cleanup.left == {}
    assert [one["RoleName"] for one in left(aws.client, "iam")] == ["own"]


def test_other_runs_are_found_only_if_they_are_wanted(bench: Bench) -> None:
    client = bench.account.client("apigateway")
    client.create_rest_api(name="pets", tags={"apigw-mock-ask": "apigw-ask-0"})

    assert bench.cleanup.found(TESTED, RUN) == []
    assert len(bench.cleanup.found(TESTED)) == 1


def test_import_is_tagged_afterwards(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    patiently = bench.account.patiently

    def noted(client: Any, call: str, request: dict[str, Any], tries: int) -> Any:
        asked.append((call, request))
        return patiently(client, call, request, tries)

    monkeypatch.setattr(bench.account, "patiently", noted)
    info = {"title": "pets", "version": "1", "description": "of cats"}
    body = json.dumps({"openapi": "3.0.1", "info": info, "paths": {}}).encode()
    bench.make("apigateway", "import_rest_api", body=body)

    (thing,) = bench.journal.things
    arn = f"arn:aws:apigateway:us-east-1::/restapis/{thing.id}"
    tags = {"apigw-mock-ask": RUN}
    assert asked[-1] == ("tag_resource", {"resourceArn": arn, "tags": tags})


def test_mappings_that_v2_alone_shows_are_deleted(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = {"Items": [{"ApiMappingId": "m1"}]}
    seen = calls_to(bench, monkeypatch, get_api_mappings=listed)
    bench.cleanup.remove(Thing("domain name", DOMAIN))

    named = {"DomainName": DOMAIN, "ApiMappingId": "m1"}
    assert seen[-2:] == [
        ("delete_api_mapping", named),
        ("delete_domain_name", {"domainName": DOMAIN}),
    ]


def test_tags_of_an_item_that_shows_none_are_asked_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = next(one for one in module.KINDS if one.name == "REST API")
    blind = kind._replace(each="items[].[id, name, none, `{}`]")
    monkeypatch.setattr(module, "KINDS", (blind,))
    answers = {"marked": {"tags": {"apigw-mock-ask": RUN}}, "own": {}}

    def make(_client: Any, call: str, request: dict[str, Any]) -> dict[str, Any]:
        assert call == "get_tags"
        return answers[request["resourceArn"].rpartition("/")[2]]

    def listed(_kind: Any) -> Any:
        return [module.kinds.Listed(name, "pets", None, {}) for name in answers]

    monkeypatch.setattr(bench.account, "make", make)
    monkeypatch.setattr(bench.cleanup, "_listed", listed)

    assert bench.cleanup.found(TESTED) == [Thing("REST API", "marked")]


def test_slow_deletion_is_tried_until_aws_takes_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = Thing("VPC link", "l1")
    answers = [refusal("BadRequestException"), refusal("ConflictException"), None]

    def make(*_: Any) -> dict[str, Any]:
        if error := answers.pop(0):
            raise error
        return {}

    bench.journal.made(thing)
    monkeypatch.setattr(bench.account, "make", make)
    bench.cleanup.remove(thing)

    assert bench.clock.now() == 2 * PULSE
    assert bench.cleanup.left == {}
    assert [*bench.journal.things] == []


@pytest.mark.parametrize(
    ("thing", "error", "waits"),
    [
        (Thing("VPC link", "l1"), refusal("ConflictException"), ATTEMPTS - 1),
        (Thing("VPC link", "l1"), refusal("AccessDeniedException"), 0),
        (Thing("REST API", "a1"), refusal("ConflictException"), 0),
        (Thing("VPC link", "l1"), EndpointConnectionError(endpoint_url="x"), 0),
    ],
    ids=str,
)
def test_what_cannot_be_deleted_is_left_and_known(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    thing: Thing,
    error: Exception,
    waits: int,
) -> None:
    def make(*_: Any) -> None:
        raise error

    bench.journal.made(thing)
    monkeypatch.setattr(bench.account, "make", make)
    bench.cleanup.remove(thing)

    assert bench.clock.now() == waits * PULSE
    assert bench.cleanup.left == {thing: str(error)}
    assert [*bench.journal.things] == [thing]


def test_what_is_gone_is_deleted(bench: Bench) -> None:
    things = [Thing("REST API", "gone"), Thing("usage plan", "gone")]
    things += [Thing("domain name", "gone.example.com"), Thing("role", "gone")]
    for thing in things:
        bench.journal.made(thing)

    bench.cleanup.remove_known()

    assert bench.cleanup.left == {}
    assert [*bench.journal.things] == []


def test_vpc_endpoints_are_deleted_as_a_list(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = calls_to(bench, monkeypatch)
    bench.cleanup.remove(Thing("VPC endpoint", "vpce-1"))

    assert seen == [("delete_vpc_endpoints", {"VpcEndpointIds": ["vpce-1"]})]


@pytest.mark.parametrize(
    ("before", "now", "operations"),
    [
        ({"a": 1}, {"a": 2}, []),
        ({"cloudwatchRoleArn": "r"}, {}, [("replace", "/cloudwatchRoleArn", "r")]),
        ({}, {"cloudwatchRoleArn": "r"}, [("replace", "/cloudwatchRoleArn", "")]),
        (
            {"features": ["x", "y"]},
            {"features": ["y", "z"]},
            [("remove", "/features", "z"), ("add", "/features", "x")],
        ),
    ],
    ids=str,
)
def test_settings_lead_back(
    before: dict[str, Any], now: dict[str, Any], operations: list[tuple[str, ...]]
) -> None:
    assert [tuple(one.values()) for one in restoring(before, now)] == operations


def test_settings_that_are_as_before_need_no_call(bench: Bench) -> None:
    bench.cleanup.restore_account()
    before = bench.account.client("apigateway").get_account()
    bench.journal.changes_account({"features": before.get("features", [])})
    bench.cleanup.restore_account()

    assert bench.journal.settings is None
    assert bench.said == ["The account's settings are as they were."]


def test_settings_that_aws_does_not_take_back_hold_nothing_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.make("apigateway", "create_rest_api", name="pets")
    bench.journal.changes_account({"cloudwatchRoleArn": "gone"})
    make = bench.account.make

    def refuse(client: Any, call: str, request: dict[str, Any]) -> Any:
        if call == "update_account":
            raise refusal("BadRequestException")
        return make(client, call, request)

    monkeypatch.setattr(bench.account, "make", refuse)
    bench.cleanup.restore_account()
    bench.cleanup.remove_known()

    assert bench.journal.settings == {"cloudwatchRoleArn": "gone"}
    assert bench.cleanup.unrestored.endswith("no")
    assert bench.said == []
    assert [*bench.journal.things] == []


@pytest.mark.parametrize(
    ("word", "services"),
    [
        ("certificates", {"acm"}),
        ("roles", {"iam"}),
        ("user-pools", {"cognito-idp"}),
        ("load-balancers", {"elbv2"}),
        ("cloud-map", {"servicediscovery"}),
        ("vpc-endpoints", {"ec2"}),
        ("vpc-links", set()),
        ("cache", set()),
        ("account", set()),
        ("lists", set()),
    ],
)
def test_services_follow_from_what_was_named(word: str, services: set[str]) -> None:
    assert services_of([word]) == {*TESTED, *services}


def test_all_words_name_all_services() -> None:
    assert services_of(WORDS) == EVERY_SERVICE


def test_what_is_left_is_looked_for_in_all_services(aws: Any) -> None:
    assert {*LISTS} == EVERY_SERVICE

    aws.client("cognito-idp").create_user_pool(PoolName=RUN)

    assert [one["Name"] for one in left(aws.client)] == [RUN]


def test_only_a_refusal_may_be_early() -> None:
    assert is_early(refusal("ConflictException"))
    assert not is_early(ValueError())
