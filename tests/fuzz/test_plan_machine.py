"""
Usage plans, API keys and what remains of a quota in any order, against plain dicts.
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

LIMIT = 10
PLANS, KEYS = st.sampled_from(["gold", "silver"]), st.sampled_from(["one", "two"])
STAGES = st.sampled_from(["test", "prod"])
METHODS = st.sampled_from(["//GET", "/pets/POST"])


class PlanMachine(RuleBasedStateMachine):
    """
    One account with one API, which has the stage ``test`` and sometimes ``prod``.

    Attributes:
        plans: by name, ``{"stages": {"test": ["//GET"]}, "throttled": True, "quota":
            {"limit": 10, "period": "DAY"}, "keys": {"one": 10}}``: the methods that are
            throttled in each stage, and what remains for each key.
        keys: by name, ``{"enabled": False, "stages": ["prod"]}``.
        ids: of all plans and keys that were ever made, by their names here.
        stages: of the API.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.client: Any = backend.apigateway
        self.api = backend.stage()["restApiId"]
        self.deployment = self.client.get_stage(restApiId=self.api, stageName="test")[
            "deploymentId"
        ]
        self.plans: Document = {}
        self.keys: Document = {}
        self.ids: dict[str, str] = {}
        self.stages = ["test"]

    @initialize()
    def start_with_a_plan_and_its_key(self) -> None:
        self.create_plan("gold", staged=True)
        self.create_key("one")
        self.add_key("gold", "one")
        self.set_quota("gold", complete=True)
        self.set_throttle("gold")

    def teardown(self) -> None:
        self.scope.close()

    def id_of(self, name: str) -> str:
        return self.ids.get(name, "absent")

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)

    # --- Stages -------------------------------------------------------------------

    @rule()
    def create_stage(self) -> None:
        if "prod" not in self.stages:
            self.client.create_stage(
                restApiId=self.api, stageName="prod", deploymentId=self.deployment
            )
            self.stages.append("prod")

    @rule()
    def delete_stage_in_no_plan(self) -> None:
        is_used = any("prod" in plan["stages"] for plan in self.plans.values())
        if "prod" in self.stages and not is_used:
            self.client.delete_stage(restApiId=self.api, stageName="prod")
            self.stages.remove("prod")

    # --- Plans --------------------------------------------------------------------

    @rule(name=PLANS, staged=st.booleans())
    def create_plan(self, name: str, *, staged: bool) -> None:
        if name in self.plans:
            return
        stages = [{"apiId": self.api, "stage": "test"}] if staged else []
        made = self.client.create_usage_plan(name=name, apiStages=stages)
        self.ids[name] = made["id"]
        self.plans[name] = {
            "stages": {"test": []} if staged else {},
            "throttled": False,
            "quota": {},
            "keys": {},
        }

    @rule(name=PLANS)
    def delete_plan(self, name: str) -> None:
        def expected() -> None:
            refuse(found(self.plans, name)["stages"])
            del self.plans[name]

        self.agree(
            lambda: self.client.delete_usage_plan(usagePlanId=self.id_of(name)),
            expected,
        )

    def update_plan(
        self, name: str, expected: Callable[[Document], None], *operations: Document
    ) -> None:
        def call() -> None:
            self.client.update_usage_plan(
                usagePlanId=self.id_of(name), patchOperations=[*operations]
            )

        self.agree(call, lambda: expected(found(self.plans, name)))

    @rule(name=PLANS, stage=STAGES)
    def add_stage(self, name: str, stage: str) -> None:
        def expected(plan: Document) -> None:
            refuse(stage not in self.stages, 404)
            plan["stages"].setdefault(stage, [])

        pair = f"{self.api}:{stage}"
        self.update_plan(
            name, expected, {"op": "add", "path": "/apiStages", "value": pair}
        )

    @rule(name=PLANS, stage=STAGES)
    def remove_stage(self, name: str, stage: str) -> None:
        pair = f"{self.api}:{stage}"
        self.update_plan(
            name,
            lambda plan: taken(plan["stages"], stage),
            {"op": "remove", "path": "/apiStages", "value": pair},
        )

    @rule(name=PLANS)
    def set_throttle(self, name: str) -> None:
        self.update_plan(
            name,
            lambda plan: plan.update(throttled=True),
            {"op": "replace", "path": "/throttle/rateLimit", "value": "5"},
        )

    @rule(name=PLANS)
    def remove_throttle(self, name: str) -> None:
        def expected(plan: Document) -> None:
            refuse(any(plan["stages"].values()))
            plan["throttled"] = False

        self.update_plan(name, expected, {"op": "remove", "path": "/throttle"})

    @rule(name=PLANS, stage=STAGES, method=METHODS)
    def throttle_method(self, name: str, stage: str, method: str) -> None:
        def expected(plan: Document) -> None:
            methods = found(plan["stages"], stage)
            refuse(not plan["throttled"])
            if method not in methods:
                methods.append(method)

        path = f"/apiStages/{self.api}:{stage}/throttle/{method}/rateLimit"
        self.update_plan(name, expected, {"op": "add", "path": path, "value": "3"})

    @rule(name=PLANS, stage=STAGES, method=METHODS)
    def free_method(self, name: str, stage: str, method: str) -> None:
        def expected(plan: Document) -> None:
            methods = found(plan["stages"], stage)
            if method in methods:
                methods.remove(method)

        path = f"/apiStages/{self.api}:{stage}/throttle/{method}"
        self.update_plan(name, expected, {"op": "remove", "path": path})

    @rule(name=PLANS, complete=st.booleans())
    def set_quota(self, name: str, *, complete: bool) -> None:
        def expected(plan: Document) -> None:
            refuse(not plan["quota"] and not complete)
            plan["quota"] = {"limit": LIMIT, "period": "DAY"}

        sent = [{"op": "replace", "path": "/quota/limit", "value": str(LIMIT)}]
        if complete:
            sent.append({"op": "replace", "path": "/quota/period", "value": "DAY"})
        self.update_plan(name, expected, *sent)

    @rule(name=PLANS)
    def remove_quota(self, name: str) -> None:
        self.update_plan(
            name,
            lambda plan: plan.update(quota={}),
            {"op": "remove", "path": "/quota"},
        )

    @invariant()
    def the_plans_are_as_the_model_says(self) -> None:
        shown = self.client.get_usage_plans()["items"]

        assert [one["name"] for one in shown] == [*reversed(self.plans)]
        for one in shown:
            plan = self.plans[one["name"]]
            stages = {s["stage"]: [*s.get("throttle", ())] for s in one["apiStages"]}
            assert stages == plan["stages"]
            assert ("throttle" in one) == plan["throttled"]
            quota = {**plan["quota"], "offset": 0} if plan["quota"] else {}
            assert one.get("quota", {}) == quota

    # --- Keys ---------------------------------------------------------------------

    @rule(name=KEYS)
    def create_key(self, name: str) -> None:
        if name not in self.keys:
            self.ids[name] = self.client.create_api_key(name=name)["id"]
            self.keys[name] = {"enabled": False, "stages": []}

    @rule(name=KEYS)
    def delete_key(self, name: str) -> None:
        def expected() -> None:
            taken(self.keys, name)
            for plan in self.plans.values():
                plan["keys"].pop(name, None)

        self.agree(
            lambda: self.client.delete_api_key(apiKey=self.id_of(name)), expected
        )

    @rule(name=KEYS, enabled=st.booleans(), stage=STAGES)
    def update_key(self, name: str, stage: str, *, enabled: bool) -> None:
        def expected() -> None:
            key = found(self.keys, name)
            refuse(stage not in self.stages, 404)
            key["enabled"] = enabled
            if stage not in key["stages"]:
                key["stages"].append(stage)

        value = f"{self.api}/{stage}"
        sent = [
            {"op": "replace", "path": "/enabled", "value": str(enabled)},
            {"op": "add", "path": "/stages", "value": value},
        ]
        self.agree(
            lambda: self.client.update_api_key(
                apiKey=self.id_of(name), patchOperations=sent
            ),
            expected,
        )

    @rule(plan=PLANS, name=KEYS)
    def add_key(self, plan: str, name: str) -> None:
        def expected() -> None:
            keys = found(self.plans, plan)["keys"]
            found(self.keys, name)
            keys.setdefault(name, LIMIT)

        self.agree(
            lambda: self.client.create_usage_plan_key(
                usagePlanId=self.id_of(plan), keyId=self.id_of(name), keyType="API_KEY"
            ),
            expected,
        )

    @rule(plan=PLANS, name=KEYS)
    def remove_key(self, plan: str, name: str) -> None:
        def expected() -> None:
            found(self.keys, name)
            taken(found(self.plans, plan)["keys"], name)

        self.agree(
            lambda: self.client.delete_usage_plan_key(
                usagePlanId=self.id_of(plan), keyId=self.id_of(name)
            ),
            expected,
        )

    @rule(plan=PLANS, name=KEYS, remaining=st.integers(0, 99))
    def set_remaining(self, plan: str, name: str, remaining: int) -> None:
        def expected() -> None:
            keys = found(self.plans, plan)["keys"]
            found(keys, name)
            refuse(not self.plans[plan]["quota"])
            keys[name] = remaining

        sent = {"op": "replace", "path": "/remaining", "value": str(remaining)}
        self.agree(
            lambda: self.client.update_usage(
                usagePlanId=self.id_of(plan),
                keyId=self.id_of(name),
                patchOperations=[sent],
            ),
            expected,
        )

    @invariant()
    def the_keys_are_as_the_model_says(self) -> None:
        shown = self.client.get_api_keys()["items"]

        assert [one["name"] for one in shown] == [*reversed(self.keys)]
        for one in shown:
            key = self.keys[one["name"]]
            assert one["enabled"] == key["enabled"]
            assert one["stageKeys"] == [f"{self.api}/{s}" for s in key["stages"]]

    @invariant()
    def the_keys_of_plans_are_as_the_model_says(self) -> None:
        for name, plan in self.plans.items():
            named = {"usagePlanId": self.ids[name]}
            shown = self.client.get_usage_plan_keys(**named)["items"]
            assert [one["name"] for one in shown] == [*reversed(plan["keys"])]
            for key, remaining in plan["keys"].items():
                used = self.client.update_usage(
                    **named, keyId=self.ids[key], patchOperations=[]
                )["items"]
                wanted = {self.ids[key]: [[0, remaining]]} if plan["quota"] else {}
                assert used == wanted


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        PlanMachine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=30
        ),
    )
