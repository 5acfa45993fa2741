"""
Domain names and their mappings through both services in any order, against plain dicts.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from fuzz.models import found, refuse, status_of, taken
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz.profiles import Profile

    Document = dict[str, Any]

pytestmark = pytest.mark.once

ARN = "arn:aws:acm:us-east-1:123456789012:certificate/"
MEMBERS = {"EDGE": "certificateArn", "REGIONAL": "regionalCertificateArn"}
SERVICES = st.sampled_from(["v1", "v2"])
DOMAINS = st.sampled_from(["a.example", "b.example"])
KEYS = st.sampled_from(["", "x", "y", "x/y"])
WORDS = st.sampled_from("pq")  # for mappings
APIS = st.sampled_from(["http", "other http", "websocket", "rest", "other rest"])
STAGES = st.sampled_from(["dev", "prod"])
MODES = st.sampled_from(["API_MAPPING_ONLY", "ROUTING_RULE_ONLY"])
TAGS = st.dictionaries(st.sampled_from("kl"), st.sampled_from("12"), max_size=2)
STAGES_OF = {"http": {"dev", "prod"}}  # the others have dev


class DomainMachine(RuleBasedStateMachine):
    """
    One account with APIs of each kind.

    Attributes:
        apis: the identifiers of the APIs, by the words for them here.
        domains: by name, ``{"type": "EDGE", "certificate": "1", "mode": …, "tags": {},
            "mappings": {"p": {"key": "x", "api": "http", "stage": "dev"}}}``.
        ids: of all mappings that were ever made, by domain name and word.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.rest: Any = backend.apigateway
        self.client: Any = backend.apigatewayv2
        self.apis: dict[str, str] = {}
        for word in ("http", "other http", "websocket"):
            make = backend.websocket_api if word == "websocket" else backend.http_api
            self.apis[word] = api = make()["ApiId"]
            for stage in STAGES_OF.get(word, {"dev"}):
                self.client.create_stage(ApiId=api, StageName=stage)
        for word in ("rest", "other rest"):
            self.apis[word] = backend.stage(stage_name="dev")["restApiId"]
        self.domains: Document = {}
        self.ids: dict[tuple[str, str], str] = {}

    @initialize()
    def start_with_a_mapping(self) -> None:
        self.create_domain("v2", "a.example", "REGIONAL")
        self.create_mapping("a.example", "p", "", "http", "dev")

    def teardown(self) -> None:
        self.scope.close()

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> bool:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        status = status_of(call)
        assert status == status_of(model)
        return status == 200

    def managed(self, name: str) -> Document:
        """
        Return the domain name, if API Gateway v2 manages it.
        """
        domain: Document = found(self.domains, name)
        refuse(domain["type"] == "EDGE")
        return domain

    # --- Domain names -------------------------------------------------------------

    @rule(service=SERVICES, name=DOMAINS, kind=st.sampled_from([*MEMBERS]))
    def create_domain(self, service: str, name: str, kind: str) -> None:
        def expected() -> None:
            refuse(name in self.domains)
            refuse(service == "v2" and kind == "EDGE")
            plain = {"certificate": "1", "mode": "API_MAPPING_ONLY", "tags": {}}
            self.domains[name] = {"type": kind, **plain, "mappings": {}}

        def call() -> None:
            if service == "v2":
                sent = {"CertificateArn": f"{ARN}1", "EndpointType": kind}
                self.client.create_domain_name(
                    DomainName=name, DomainNameConfigurations=[sent]
                )
            else:
                self.rest.create_domain_name(
                    domainName=name,
                    endpointConfiguration={"types": [kind]},
                    **{MEMBERS[kind]: f"{ARN}1"},
                )

        self.agree(call, expected)

    @rule(service=SERVICES, name=DOMAINS)
    def delete_domain(self, service: str, name: str) -> None:
        def expected() -> None:
            found(self.domains, name)
            refuse(service == "v2" and self.domains[name]["type"] == "EDGE")
            taken(self.domains, name)

        def call() -> None:
            if service == "v2":
                self.client.delete_domain_name(DomainName=name)
            else:
                self.rest.delete_domain_name(domainName=name)

        self.agree(call, expected)

    @rule(service=SERVICES, name=DOMAINS, certificate=st.sampled_from("12"))
    def renew_certificate(self, service: str, name: str, certificate: str) -> None:
        def expected() -> None:
            domain = found(self.domains, name)
            refuse(service == "v2" and domain["type"] == "EDGE")
            domain["certificate"] = certificate

        def call() -> None:
            arn = f"{ARN}{certificate}"
            if service == "v2":
                self.client.update_domain_name(
                    DomainName=name, DomainNameConfigurations=[{"CertificateArn": arn}]
                )
            else:
                kind = self.domains.get(name, {"type": "EDGE"})["type"]
                sent = {"op": "replace", "path": f"/{MEMBERS[kind]}", "value": arn}
                self.rest.update_domain_name(domainName=name, patchOperations=[sent])

        self.agree(call, expected)

    @rule(service=SERVICES, name=DOMAINS, mode=MODES)
    def route(self, service: str, name: str, mode: str) -> None:
        def expected() -> None:
            domain = found(self.domains, name)
            refuse(service == "v2" and domain["type"] == "EDGE")
            domain["mode"] = mode

        def call() -> None:
            if service == "v2":
                self.client.update_domain_name(DomainName=name, RoutingMode=mode)
            else:
                value = mode.replace("API", "BASE_PATH")
                sent = {"op": "replace", "path": "/routingMode", "value": value}
                self.rest.update_domain_name(domainName=name, patchOperations=[sent])

        self.agree(call, expected)

    @rule(name=DOMAINS, tags=TAGS, gone=st.sets(st.sampled_from("kl"), min_size=1))
    def tag(self, name: str, tags: dict[str, str], gone: set[str]) -> None:
        if name in self.domains:
            arn = self.client.get_domain_name(DomainName=name)["DomainNameArn"]
            self.client.tag_resource(ResourceArn=arn, Tags=tags)
            self.client.untag_resource(ResourceArn=arn, TagKeys=[*gone])
            kept = {**self.domains[name]["tags"], **tags}
            self.domains[name]["tags"] = {
                k: v for k, v in kept.items() if k not in gone
            }

    @invariant()
    def the_domain_names_are_as_the_model_says(self) -> None:
        shown = {one["DomainName"]: one for one in self.all_domains()}
        as_v1 = {
            one["domainName"]: one for one in self.rest.get_domain_names()["items"]
        }

        assert shown.keys() == as_v1.keys() == self.domains.keys()
        for name, domain in self.domains.items():
            (configuration,) = shown[name]["DomainNameConfigurations"]
            assert configuration["EndpointType"] == domain["type"]
            assert configuration["DomainNameStatus"] == "AVAILABLE"
            arn = f"{ARN}{domain['certificate']}"
            assert configuration["CertificateArn"] == arn
            assert as_v1[name][MEMBERS[domain["type"]]] == arn
            mode = as_v1[name]["routingMode"].replace("BASE_PATH", "API")
            assert shown[name]["RoutingMode"] == mode == domain["mode"]
            assert shown[name]["Tags"] == as_v1[name]["tags"] == domain["tags"]

    def all_domains(self) -> list[Document]:
        return list(self.client.get_domain_names()["Items"])

    # --- Mappings -----------------------------------------------------------------

    @rule(name=DOMAINS, word=WORDS, key=KEYS, api=APIS, stage=STAGES)
    def create_mapping(
        self, name: str, word: str, key: str, api: str, stage: str
    ) -> None:
        if word in self.domains.get(name, {"mappings": ()})["mappings"]:
            return
        made: Document = {}

        def call() -> None:
            made.update(
                self.client.create_api_mapping(
                    DomainName=name,
                    ApiId=self.apis[api],
                    ApiMappingKey=key,
                    Stage=stage,
                )
            )

        def expected() -> None:
            mappings = self.managed(name)["mappings"]
            self.judge(mappings, key, api, stage)
            mappings[word] = {"key": key, "api": api, "stage": stage}

        if self.agree(call, expected):
            self.ids[name, word] = made["ApiMappingId"]

    @rule(name=DOMAINS, word=WORDS, key=KEYS, api=APIS, staged=st.booleans())
    def create_base_path(
        self, name: str, word: str, key: str, api: str, *, staged: bool
    ) -> None:
        if word in self.domains.get(name, {"mappings": ()})["mappings"]:
            return
        stage = "dev" if staged else ""

        def call() -> None:
            self.rest.create_base_path_mapping(
                domainName=name, basePath=key, restApiId=self.apis[api], stage=stage
            )

        def expected() -> None:
            domain = found(self.domains, name)
            kinds = {one["api"] for one in domain["mappings"].values()}
            refuse("/" in key or not all("rest" in one for one in {*kinds, api}))
            mapped = {one["key"] for one in domain["mappings"].values()}
            refuse(key in mapped, 409)
            domain["mappings"][word] = {"key": key, "api": api, "stage": stage}

        if self.agree(call, expected) and self.domains[name]["type"] == "REGIONAL":
            shown = self.client.get_api_mappings(DomainName=name)["Items"]
            (own,) = (one for one in shown if one["ApiMappingKey"] == key)
            self.ids[name, word] = own["ApiMappingId"]

    @rule(name=DOMAINS, word=WORDS, key=st.none() | KEYS, api=APIS)
    def update_mapping(self, name: str, word: str, key: str | None, api: str) -> None:
        def call() -> None:
            more = {} if key is None else {"ApiMappingKey": key}
            self.client.update_api_mapping(
                DomainName=name,
                ApiMappingId=self.ids.get((name, word), "nosuch"),
                ApiId=self.apis[api],
                **more,
            )

        def expected() -> None:
            mappings = self.managed(name)["mappings"]
            stored = found(mappings, word)
            others = {one: it for one, it in mappings.items() if one != word}
            new = stored["key"] if key is None else key
            self.judge(others, new, api, stored["stage"], changed=api != stored["api"])
            stored |= {"key": new, "api": api}

        self.agree(call, expected)

    def judge(
        self,
        others: Document,
        key: str,
        api: str,
        stage: str,
        *,
        changed: bool = True,
    ) -> None:
        """
        Refuse what API Gateway v2 refuses of a mapping beside *others*.
        """
        refuse(api == "websocket" and "/" in key)
        is_open = not stage and "rest" in api
        refuse(not is_open and stage not in STAGES_OF.get(api, {"dev"}))
        kinds = {one["api"] == "websocket" for one in others.values()}
        refuse(changed and (api != "websocket") in kinds)
        refuse(key in {one["key"] for one in others.values()}, 409)

    @rule(name=DOMAINS, word=WORDS)
    def delete_mapping(self, name: str, word: str) -> None:
        mapping_id = self.ids.get((name, word), "nosuch")
        self.agree(
            lambda: self.client.delete_api_mapping(
                DomainName=name, ApiMappingId=mapping_id
            ),
            lambda: taken(self.managed(name)["mappings"], word),
        )

    @rule(name=DOMAINS, key=KEYS)
    def delete_base_path(self, name: str, key: str) -> None:
        def expected() -> None:
            mappings = found(self.domains, name)["mappings"]
            words = [word for word, one in mappings.items() if one["key"] == key]
            refuse(not words, 404)
            del mappings[words[0]]

        self.agree(
            lambda: self.rest.delete_base_path_mapping(
                domainName=name, basePath=key or "(none)"
            ),
            expected,
        )

    @rule(api=st.sampled_from(["http", "websocket", "other http"]), stage=STAGES)
    def delete_what_is_mapped(self, api: str, stage: str) -> None:
        mappings = [
            one for it in self.domains.values() for one in it["mappings"].values()
        ]
        named = {"ApiId": self.apis[api]}
        if any(one["api"] == api for one in mappings):
            assert status_of(lambda: self.client.delete_api(**named)) == 400
        if any(one["api"] == api and one["stage"] == stage for one in mappings):
            named["StageName"] = stage
            assert status_of(lambda: self.client.delete_stage(**named)) == 400

    @invariant()
    def the_mappings_are_as_the_model_says(self) -> None:
        names = {api_id: word for word, api_id in self.apis.items()}
        for name, domain in self.domains.items():
            as_v1 = self.rest.get_base_path_mappings(domainName=name)["items"]
            wanted = {
                one["key"]: (one["api"], one["stage"])
                for one in domain["mappings"].values()
            }
            assert wanted == {
                one["basePath"].replace("(none)", ""): (
                    names[one["restApiId"]],
                    one.get("stage", ""),
                )
                for one in as_v1
            }
            if domain["type"] == "REGIONAL":
                shown = self.client.get_api_mappings(DomainName=name)["Items"]
                ids = {one["ApiMappingId"]: one["ApiMappingKey"] for one in shown}
                assert ids == {
                    self.ids[name, word]: one["key"]
                    for word, one in domain["mappings"].items()
                }


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        DomainMachine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=30
        ),
    )
