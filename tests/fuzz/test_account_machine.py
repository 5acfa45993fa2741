"""
Domain names, their base path mappings and client certificates of an account in any
order, against plain dicts.
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

ARN = "arn:aws:acm:us-east-1:123456789012:certificate/pets"
MEMBERS = {"EDGE": "certificateArn", "REGIONAL": "regionalCertificateArn"}
TYPES = st.sampled_from([*MEMBERS])
DOMAINS, PATHS = st.sampled_from(["a.example", "b.example"]), st.sampled_from("xy")
NEW_PATHS = st.sampled_from(["x", "y", "x/y"])
CERTIFICATES = st.sampled_from("12")


class AccountMachine(RuleBasedStateMachine):
    """
    One account with one API, which has one stage.

    Attributes:
        domains: by name, ``{"types": ["EDGE"], "mappings": {"x": "test"}}``.
        certificates: names in this machine of those that there are.
        ids: of all certificates that were ever made, by their names here.
        stage: the name of the stage's certificate; empty if it has none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.client: Any = backend.apigateway
        self.target = backend.stage()
        self.api = {"restApiId": self.target["restApiId"]}
        self.domains: Document = {}
        self.certificates: Document = {}
        self.ids: dict[str, str] = {}
        self.stage = ""

    @initialize()
    def start_with_a_mapping(self) -> None:
        self.create_domain("a.example", "EDGE")
        self.create_mapping("a.example", "x", staged=True)
        self.generate("1")

    def teardown(self) -> None:
        self.scope.close()

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)

    # --- Domain names -------------------------------------------------------------

    @rule(name=DOMAINS, kind=TYPES)
    def create_domain(self, name: str, kind: str) -> None:
        def expected() -> None:
            refuse(name in self.domains)
            self.domains[name] = {"types": [kind], "mappings": {}}

        self.agree(
            lambda: self.client.create_domain_name(
                domainName=name,
                endpointConfiguration={"types": [kind]},
                **{MEMBERS[kind]: ARN},
            ),
            expected,
        )

    @rule(name=DOMAINS)
    def delete_domain(self, name: str) -> None:
        self.agree(
            lambda: self.client.delete_domain_name(domainName=name),
            lambda: taken(self.domains, name),
        )

    def update_domain(
        self, name: str, expected: Callable[[Document], None], *operations: Document
    ) -> None:
        def call() -> None:
            self.client.update_domain_name(
                domainName=name, patchOperations=[*operations]
            )

        self.agree(call, lambda: expected(found(self.domains, name)))

    @rule(name=DOMAINS, kind=TYPES, certified=st.booleans())
    def add_type(self, name: str, kind: str, *, certified: bool) -> None:
        def expected(domain: Document) -> None:
            is_new = kind not in domain["types"]
            refuse(is_new and not certified)
            domain["types"] = [
                one for one in MEMBERS if one in {kind, *domain["types"]}
            ]

        path = "/endpointConfiguration/types"
        sent = [{"op": "add", "path": path, "value": kind}]
        if certified:
            sent.append({"op": "replace", "path": f"/{MEMBERS[kind]}", "value": ARN})
        self.update_domain(name, expected, *sent)

    @rule(name=DOMAINS, kind=TYPES)
    def remove_type(self, name: str, kind: str) -> None:
        def expected(domain: Document) -> None:
            refuse(kind not in domain["types"] or len(domain["types"]) == 1)
            domain["types"].remove(kind)

        path = "/endpointConfiguration/types"
        self.update_domain(
            name, expected, {"op": "remove", "path": path, "value": kind}
        )

    @invariant()
    def the_domain_names_are_as_the_model_says(self) -> None:
        shown = self.client.get_domain_names()["items"]

        types = {one["domainName"]: one["endpointConfiguration"] for one in shown}
        assert list(types) == [*self.domains]
        for name, domain in self.domains.items():
            assert types[name]["types"] == domain["types"]
        for one in shown:
            kinds = {kind for kind, member in MEMBERS.items() if member in one}
            assert kinds == set(one["endpointConfiguration"]["types"])
            assert one["domainNameStatus"] == "AVAILABLE"

    # --- Base path mappings -------------------------------------------------------

    @rule(name=DOMAINS, path=PATHS, staged=st.booleans())
    def create_mapping(self, name: str, path: str, *, staged: bool) -> None:
        stage = "test" if staged else ""

        def expected() -> None:
            mappings = found(self.domains, name)["mappings"]
            refuse(path in mappings, 409)
            mappings[path] = stage

        self.agree(
            lambda: self.client.create_base_path_mapping(
                domainName=name, basePath=path, stage=stage, **self.api
            ),
            expected,
        )

    @rule(name=DOMAINS, path=PATHS, new=NEW_PATHS)
    def rename_mapping(self, name: str, path: str, new: str) -> None:
        def expected() -> None:
            mappings = found(self.domains, name)["mappings"]
            stage = found(mappings, path)
            refuse("/" in new)
            refuse(new != path and new in mappings, 409)
            del mappings[path]
            mappings[new] = stage

        sent = {"op": "replace", "path": "/basePath", "value": new}
        self.agree(
            lambda: self.client.update_base_path_mapping(
                domainName=name, basePath=path, patchOperations=[sent]
            ),
            expected,
        )

    @rule(name=DOMAINS, path=PATHS)
    def delete_mapping(self, name: str, path: str) -> None:
        self.agree(
            lambda: self.client.delete_base_path_mapping(
                domainName=name, basePath=path
            ),
            lambda: taken(found(self.domains, name)["mappings"], path),
        )

    @rule()
    def delete_a_mapped_api(self) -> None:
        mapped = any(domain["mappings"] for domain in self.domains.values())
        if mapped:
            self.agree(
                lambda: self.client.delete_rest_api(**self.api), lambda: refuse(mapped)
            )

    @invariant()
    def the_mappings_are_as_the_model_says(self) -> None:
        for name, domain in self.domains.items():
            shown = self.client.get_base_path_mappings(domainName=name)["items"]
            stages = {one["basePath"]: one.get("stage", "") for one in shown}
            assert stages == domain["mappings"]

    # --- Client certificates ------------------------------------------------------

    @rule(name=CERTIFICATES)
    def generate(self, name: str) -> None:
        if name not in self.certificates:
            made = self.client.generate_client_certificate(description=name)
            self.ids[name] = made["clientCertificateId"]
            self.certificates[name] = name

    @rule(name=CERTIFICATES)
    def set_certificate(self, name: str) -> None:
        def expected() -> None:
            found(self.certificates, name)
            self.stage = name

        sent = {"path": "/clientCertificateId", "value": self.ids.get(name, "absent")}
        self.agree(
            lambda: self.client.update_stage(
                **self.target, patchOperations=[{"op": "replace", **sent}]
            ),
            expected,
        )

    @rule(name=CERTIFICATES)
    def delete_certificate(self, name: str) -> None:
        def expected() -> None:
            found(self.certificates, name)
            refuse(self.stage == name)
            del self.certificates[name]

        one = self.ids.get(name, "absent")
        self.agree(
            lambda: self.client.delete_client_certificate(clientCertificateId=one),
            expected,
        )

    @invariant()
    def the_certificates_are_as_the_model_says(self) -> None:
        shown = self.client.get_client_certificates()["items"]

        assert [one["description"] for one in shown] == [*self.certificates]


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        AccountMachine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=30
        ),
    )
