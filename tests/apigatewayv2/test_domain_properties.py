"""
What holds for every update of a domain name or an API mapping, whatever it says.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from apigw_mock import Backend

    Settings = dict[str, Any]

pytestmark = [
    pytest.mark.answers,
    pytest.mark.usefixtures("warnings_do_not_matter"),
]

ARN = "arn:aws:acm:us-east-1:123456789012:certificate/"
FAR = "arn:aws:acm:eu-west-1:123456789012:certificate/a"
STORE = {"TruststoreUri": "s3://pets/store.pem"}


def members(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Settings]:
    return st.fixed_dictionaries({}, optional=strategies)


CONFIGURATIONS = members(
    ApiGatewayDomainName=st.just("x"),
    CertificateArn=st.sampled_from([f"{ARN}a", f"{ARN}b", FAR, ""]),
    EndpointType=st.sampled_from(["REGIONAL", "EDGE", "PRIVATE"]),
    IpAddressType=st.sampled_from(["ipv4", "dualstack", "ipv6"]),
    OwnershipVerificationCertificateArn=st.sampled_from(["", f"{ARN}c"]),
    SecurityPolicy=st.sampled_from(["TLS_1_0", "TLS_1_2", ""]),
)
POOLS: dict[str, st.SearchStrategy[Settings]] = {
    "domain_name": members(
        DomainNameConfigurations=st.lists(CONFIGURATIONS, max_size=2),
        MutualTlsAuthentication=members(
            TruststoreUri=st.sampled_from(["", "s3://pets/other.pem", "s3://pets"]),
            TruststoreVersion=st.sampled_from(["", "1", "v" * 65]),
        ),
        RoutingMode=st.sampled_from(["API_MAPPING_ONLY", "ROUTING_RULE_ONLY", "x"]),
    ),
    "api_mapping": st.fixed_dictionaries(
        {"ApiId": st.sampled_from(["api", "other", "rest", "chat", "nosuch"])},
        optional={
            "ApiMappingKey": st.sampled_from(
                ["", "pets", "dogs", "a/b", "/a", "a/", "a b", "k" * 301, "(none)", " "]
            ),
            "Stage": st.sampled_from(["dev", "prod", "nosuch", ""]),
        },
    ),
}
# By a word: what is updated, the service that made it, and how.
STARTS: dict[str, tuple[str, str, Settings]] = {
    "domain": ("domain_name", "v2", {}),
    "full domain": (
        "domain_name",
        "v2",
        {"MutualTlsAuthentication": STORE, "RoutingMode": "ROUTING_RULE_ONLY"},
    ),
    "domain of v1": ("domain_name", "v1", {}),
    "full domain of v1": (
        "domain_name",
        "v1",
        {"mutualTlsAuthentication": {"truststoreUri": "s3://pets/store.pem"}},
    ),
    "mapping": ("api_mapping", "v2", {"ApiId": "api", "Stage": "dev"}),
    "mapping of a REST API": ("api_mapping", "v2", {"ApiId": "rest", "Stage": "dev"}),
    "base path": ("api_mapping", "v1", {"stage": "dev"}),
    "open base path": ("api_mapping", "v1", {}),
}
few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# A starting point and an update of it.
some = st.sampled_from(sorted(STARTS)).flatmap(
    lambda start: st.tuples(st.just(start), POOLS[STARTS[start][0]])
)
MANY = 100  # of the 120 domain names that an account has
_numbers = count()


@pytest.fixture(scope="module")
def apis(backend: Backend) -> Settings:
    """
    Return the identifiers of some APIs, by the words for them.
    """
    made = {"nosuch": "nosuch"}
    for word in ("api", "other", "chat"):
        builder = backend.websocket_api if word == "chat" else backend.http_api
        made[word] = builder()["ApiId"]
        for name in ("dev", "prod") if word == "api" else ("dev",):
            backend.apigatewayv2.create_stage(ApiId=made[word], StageName=name)
    made["rest"] = backend.stage(stage_name="dev")["restApiId"]
    return made


class Stored:
    """
    One stored domain name or mapping, and its clients.
    """

    def __init__(self, backend: Backend, apis: Settings, start: str) -> None:
        self.kind, service, made = STARTS[start]
        config = Config(parameter_validation=False)
        self.client: Any = backend.client("apigatewayv2", config=config)
        self.rest: Any = backend.apigateway
        self.apis, self.name = apis, f"p{next(_numbers)}.example"
        self.target = {"DomainName": self.name}
        self.make_room()
        domain, mapping = (made, {}) if self.kind == "domain_name" else ({}, made)
        self.add_domain(service, domain)
        if self.kind == "api_mapping":
            self.add_mapping(service, mapping)

    def make_room(self) -> None:
        """
        Delete older domain names before there are too many, but not those in use.
        """
        there = self.rest.get_domain_names(limit=500)["items"]
        names = sorted((one["domainName"] for one in there), key=number_of)
        for name in names[:-5] if len(names) > MANY else []:
            self.rest.delete_domain_name(domainName=name)

    def add_domain(self, service: str, made: Settings) -> None:
        if service == "v2":
            sent = [{"CertificateArn": f"{ARN}a"}]
            self.client.create_domain_name(
                **self.target, DomainNameConfigurations=sent, **made
            )
            return
        self.rest.create_domain_name(
            domainName=self.name,
            regionalCertificateArn=f"{ARN}a",
            endpointConfiguration={"types": ["REGIONAL"]},
            **made,
        )

    def add_mapping(self, service: str, made: Settings) -> None:
        if service == "v2":
            sent = {**made, "ApiId": self.apis[made["ApiId"]]}
            self.client.create_api_mapping(**self.target, **sent)
        else:
            named = {"domainName": self.name, "restApiId": self.apis["rest"]}
            self.rest.create_base_path_mapping(**named, **made)
        (mapping,) = self.client.get_api_mappings(**self.target)["Items"]
        self.target["ApiMappingId"] = mapping["ApiMappingId"]

    def read(self) -> Settings:
        return answered(getattr(self.client, f"get_{self.kind}")(**self.target))

    def read_as_v1(self) -> Settings:
        if self.kind == "domain_name":
            return answered(self.rest.get_domain_name(domainName=self.name))
        return answered(self.rest.get_base_path_mappings(domainName=self.name))

    def sendable(self) -> Settings:
        shown = self.read()
        names = ("DomainNameConfigurations", "MutualTlsAuthentication", "RoutingMode")
        mapped = ("ApiId", "ApiMappingKey", "Stage")
        return {name: shown[name] for name in (*names, *mapped) if name in shown}

    def update(self, change: Settings) -> Settings | None:
        """
        Return the answer, None for a refusal.
        """
        api = change.get("ApiId")
        own = {"ApiId": self.apis.get(api, api)} if api else {}
        call = getattr(self.client, f"update_{self.kind}")
        try:
            return answered(call(**self.target, **{**change, **own}))
        except ClientError as error:
            return refused(error)


def number_of(name: str) -> int:
    return int(name.removeprefix("p").removesuffix(".example"))


def refused(error: ClientError) -> None:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] in {400, 409}


def answered(answer: Settings) -> Settings:
    return {name: one for name, one in answer.items() if name != "ResponseMetadata"}


def settled(shown: Settings) -> Settings:
    """
    Return an answer as Get shows it later: the update has ended.
    """
    if "DomainNameConfigurations" not in shown:
        return shown
    (configuration,) = shown["DomainNameConfigurations"]
    ended = {**configuration, "DomainNameStatus": "AVAILABLE"}
    ended.pop("DomainNameStatusMessage", None)
    return {**shown, "DomainNameConfigurations": [ended]}


@few
@given(drawn=some)
def test_an_answer_is_what_get_answers_and_a_refusal_changes_nothing(
    backend: Backend, apis: Settings, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, apis, start)
    before, as_v1 = stored.read(), stored.read_as_v1()

    answer = stored.update(change)

    assert stored.read() == (before if answer is None else settled(answer))
    assert answer is not None or stored.read_as_v1() == as_v1


@few
@given(drawn=some)
def test_own_settings_change_nothing(
    backend: Backend, apis: Settings, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, apis, start)
    stored.update(change)
    before, as_v1 = stored.read(), stored.read_as_v1()

    assert stored.update(stored.sendable()) == before
    assert stored.read_as_v1() == as_v1


@few
@given(drawn=some)
def test_a_second_time_changes_nothing_and_the_order_of_settings_neither(
    backend: Backend, apis: Settings, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    one, other = Stored(backend, apis, start), Stored(backend, apis, start)
    turned = {name: change[name] for name in reversed(change)}

    first, second, third = one.update(change), one.update(change), other.update(turned)

    assert (first and settled(first)) == (second and settled(second))
    assert (third is None) == (first is None)


@few
@given(drawn=some)
def test_an_update_keeps_what_it_does_not_name(
    backend: Backend, apis: Settings, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, apis, start)
    before = stored.read()

    after = settled(stored.update(change) or before)

    kept = {*before} - {*change, "DomainNameConfigurations"}
    assert {name: after.get(name) for name in kept} == {
        name: before[name] for name in kept
    }
    for (was,), (now,), (sent,) in configurations(before, after, change):
        own = {*was} - {*sent}
        assert {n: now.get(n) for n in own} == {n: was[n] for n in own}


def configurations(*documents: Settings) -> list[tuple[Any, ...]]:
    """
    Return the configurations of *documents* side by side, if each has one.
    """
    found = [one.get("DomainNameConfigurations", []) for one in documents]
    return [tuple(found)] if all(len(one) == 1 for one in found) else []


@few
@given(drawn=some)
def test_both_services_show_the_same(
    backend: Backend, apis: Settings, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, apis, start)
    stored.update(change)

    shown, as_v1 = stored.read(), stored.read_as_v1()

    if stored.kind == "domain_name":
        (configuration,) = shown["DomainNameConfigurations"]
        assert as_v1["regionalCertificateArn"] == configuration["CertificateArn"]
        addresses = as_v1["endpointConfiguration"]["ipAddressType"]
        assert addresses == configuration["IpAddressType"]
        assert ("mutualTlsAuthentication" in as_v1) == (
            "MutualTlsAuthentication" in shown
        )
    else:
        (mapping,) = as_v1["items"]
        key = shown["ApiMappingKey"] or "(none)"
        assert (mapping["restApiId"], mapping["basePath"]) == (shown["ApiId"], key)
        assert mapping.get("stage") == shown.get("Stage")
