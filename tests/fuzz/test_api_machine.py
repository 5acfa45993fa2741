"""
The tree, the deployments, the stages and the documentation versions of an API in any
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

PARTS = st.sampled_from(["a", "b", "{id}", "{all+}", "not this"])
PLACES = st.sampled_from(["root", "1", "2", "3", "4", "absent"])
NEW_PLACES = st.sampled_from("1234")
STAGES = st.sampled_from(["test", "prod"])
DEPLOYMENTS = st.integers(0, 3)
NAMES, VALUES = st.sampled_from("xy"), st.sampled_from(["", "1", "2", "'"])
MEDIA = st.sampled_from(["image/png", "*/*"])
VERSIONS = st.sampled_from(["v1", "v2"])
METHODS = st.sampled_from(["*/*", "~1a/GET"])
BURSTS = st.sampled_from(["1", "-1", "-2", "much"])
BURST = 5000  # of a method that has no limit of its own


def is_variable(part: str) -> bool:
    return part.startswith("{")


class ApiMachine(RuleBasedStateMachine):
    """
    One REST API.

    Attributes:
        tree: by place, ``{"part": "a", "parent": "root"}``; the root's are None.
        ids: of resources by their places.
        deployments: their ids, in the order in which they were made; None if deleted.
        stages: ``{"test": {"deployment": 0, "variables": {}, "bursts": {}}}``, and with
            a canary ``"canary": {"deployment": 1, "percent": 0.0, "overrides": {}}``,
            with documentation ``"version": "v1"``.
        versions: of the documentation, in the order in which they were made.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.client = backend.apigateway
        target = backend.stage()
        self.api = {"restApiId": target["restApiId"]}
        (root,) = self.client.get_resources(**self.api)["items"]
        self.tree: Document = {"root": {"part": None, "parent": None}}
        self.ids = {"root": root["id"]}
        self.media: list[str] = []
        stage = self.client.get_stage(**target)
        self.deployments: list[str | None] = [stage["deploymentId"]]
        self.stages: Document = {"test": self.new_stage(0)}
        self.versions: list[str] = []

    @initialize()
    def start_with_some_of_each(self) -> None:
        self.create_resource("1", "root", "a")
        self.create_resource("2", "1", "b")
        self.create_deployment()

    def teardown(self) -> None:
        self.scope.close()

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)

    # --- The tree -----------------------------------------------------------------

    def id_of(self, place: str) -> str:
        return self.ids.get(place, "absent")

    def children(self, place: str) -> list[str]:
        return [one for one, it in self.tree.items() if it["parent"] == place]

    def check_place(self, place: str | None, parent: str, part: str) -> None:
        """
        Refuse a resource whose name its siblings or its parent do not allow.
        """
        others = [
            self.tree[one]["part"] for one in self.children(parent) if one != place
        ]
        refuse(part in others, 409)
        refuse(is_variable(part) and any(map(is_variable, others)))
        refuse((self.tree[parent]["part"] or "").endswith("+}"))
        refuse(part.endswith("+}") and place and self.children(place))

    @rule(place=NEW_PLACES, parent=PLACES, part=PARTS)
    def create_resource(self, place: str, parent: str, part: str) -> None:
        if place in self.tree:
            return

        def call() -> None:
            made = self.client.create_resource(
                **self.api, parentId=self.id_of(parent), pathPart=part
            )
            self.ids[place] = made["id"]

        def expected() -> None:
            found(self.tree, parent)
            refuse(part == "not this")
            self.check_place(None, parent, part)
            self.tree[place] = {"part": part, "parent": parent}

        self.agree(call, expected)

    @rule(place=PLACES, part=PARTS)
    def rename(self, place: str, part: str) -> None:
        def expected() -> None:
            own = found(self.tree, place)
            refuse(part == "not this" or place == "root")
            self.check_place(place, own["parent"], part)
            own["part"] = part

        self.agree(lambda: self.patch_resource(place, pathPart=part), expected)

    @rule(place=PLACES, parent=PLACES)
    def move(self, place: str, parent: str) -> None:
        def expected() -> None:
            own = found(self.tree, place)
            refuse(place == "root")
            found(self.tree, parent)
            refuse(place in self.above(parent))
            self.check_place(place, parent, own["part"])
            own["parent"] = parent

        new = self.id_of(parent)
        self.agree(lambda: self.patch_resource(place, parentId=new), expected)

    @rule(place=PLACES, parent=PLACES, part=PARTS)
    def move_and_rename(self, place: str, parent: str, part: str) -> None:
        def expected() -> None:
            own = found(self.tree, place)
            refuse(place == "root")
            found(self.tree, parent)
            refuse(place in self.above(parent) or part == "not this")
            self.check_place(place, parent, part)
            own.update(part=part, parent=parent)

        new = self.id_of(parent)
        self.agree(
            lambda: self.patch_resource(place, parentId=new, pathPart=part), expected
        )

    def above(self, place: str) -> list[str]:
        """
        Return *place* and all above it.
        """
        way, at = [], place
        while at is not None:
            way.append(at)
            at = self.tree[at]["parent"]
        return way

    def patch_resource(self, place: str, **members: str) -> None:
        self.client.update_resource(
            **self.api,
            resourceId=self.id_of(place),
            patchOperations=[
                {"op": "replace", "path": f"/{name}", "value": value}
                for name, value in members.items()
            ],
        )

    @rule(place=PLACES)
    def delete_resource(self, place: str) -> None:
        def expected() -> None:
            found(self.tree, place)
            refuse(place == "root")
            gone.extend(one for one in self.tree if place in self.above(one))
            for one in gone:
                del self.tree[one]

        gone: list[str] = []
        self.agree(
            lambda: self.client.delete_resource(
                **self.api, resourceId=self.id_of(place)
            ),
            expected,
        )
        for one in gone:
            del self.ids[one]

    @invariant()
    def the_tree_is_as_the_model_says(self) -> None:
        shown = self.client.get_resources(**self.api)["items"]

        assert {item["path"]: item["id"] for item in shown} == {
            self.path_of(place): self.ids[place] for place in self.tree
        }

    def path_of(self, place: str) -> str:
        parts = [self.tree[one]["part"] for one in reversed(self.above(place))]
        return "/" + "/".join(parts[1:])

    # --- The API ------------------------------------------------------------------

    @rule(op=st.sampled_from(["add", "replace", "remove"]), kind=MEDIA, new=MEDIA)
    def change_media(self, op: str, kind: str, new: str) -> None:
        path = f"/binaryMediaTypes/{kind.replace('/', '~1')}"
        sent = {"op": op, "path": path, "value": new}

        def expected() -> None:
            refuse(op != "add" and kind not in self.media, 404)
            rest = [one for one in self.media if one != kind or op == "add"]
            added = {"add": kind, "replace": new}.get(op)
            more = [added] if added and added not in rest else []
            self.media = [*rest, *more]

        def call() -> None:
            self.client.update_rest_api(**self.api, patchOperations=[sent])

        self.agree(call, expected)

    @invariant()
    def the_media_types_are_as_the_model_says(self) -> None:
        shown = self.client.get_rest_api(**self.api).get("binaryMediaTypes", [])

        assert sorted(shown) == sorted(self.media)

    # --- Deployments --------------------------------------------------------------

    @property
    def live(self) -> list[int]:
        return [n for n, one in enumerate(self.deployments) if one]

    def deployment(self, number: int) -> str:
        return (self.deployments[number : number + 1] or [None])[0] or "absent"

    @rule()
    def create_deployment(self) -> None:
        made = self.client.create_deployment(**self.api)
        self.deployments.append(made["id"])

    @rule(number=DEPLOYMENTS)
    def delete_deployment(self, number: int) -> None:
        target = {**self.api, "deploymentId": self.deployment(number)}

        def expected() -> None:
            refuse(number not in self.live, 404)
            refuse(number in self.used())
            self.deployments[number] = None

        self.agree(lambda: self.client.delete_deployment(**target), expected)

    def used(self) -> set[int]:
        canaries = [one["canary"] for one in self.stages.values() if "canary" in one]
        return {one["deployment"] for one in (*self.stages.values(), *canaries)}

    # --- Stages -------------------------------------------------------------------

    def new_stage(self, deployment: int) -> Document:
        return {"deployment": deployment, "variables": {}, "bursts": {}}

    @rule(name=STAGES, number=DEPLOYMENTS)
    def create_stage(self, name: str, number: int) -> None:
        def expected() -> None:
            refuse(name in self.stages, 409)
            refuse(number not in self.live)
            self.stages[name] = self.new_stage(number)

        self.agree(
            lambda: self.client.create_stage(
                **self.api, stageName=name, deploymentId=self.deployment(number)
            ),
            expected,
        )

    @rule(name=STAGES)
    def delete_stage(self, name: str) -> None:
        target = {**self.api, "stageName": name}
        self.agree(
            lambda: self.client.delete_stage(**target),
            lambda: taken(self.stages, name),
        )

    def update_stage(self, name: str, model: Any, *operations: Document) -> None:
        self.agree(
            lambda: self.client.update_stage(
                **self.api, stageName=name, patchOperations=list(operations)
            ),
            lambda: model(found(self.stages, name)),
        )

    @rule(name=STAGES, key=NAMES, value=VALUES)
    def set_variable(self, name: str, key: str, value: str) -> None:
        def expected(stage: Document) -> None:
            refuse(value == "'")
            stage["variables"][key] = value

        path = f"/variables/{key}"
        sent = {"op": "replace", "path": path, "value": value}
        self.update_stage(name, expected, sent)

    @rule(name=STAGES, key=NAMES)
    def remove_variable(self, name: str, key: str) -> None:
        def expected(stage: Document) -> None:
            refuse(key not in stage["variables"])
            del stage["variables"][key]

        self.update_stage(name, expected, {"op": "remove", "path": f"/variables/{key}"})

    @rule(name=STAGES, number=DEPLOYMENTS)
    def move_stage(self, name: str, number: int) -> None:
        def expected(stage: Document) -> None:
            refuse(number not in self.live)
            stage["deployment"] = number

        sent = {"path": "/deploymentId", "value": self.deployment(number)}
        self.update_stage(name, expected, {"op": "replace", **sent})

    @rule(name=STAGES, method=METHODS, burst=BURSTS)
    def set_burst(self, name: str, method: str, burst: str) -> None:
        def expected(stage: Document) -> None:
            refuse(burst in ("much", "-2"))
            stage["bursts"][method] = int(burst)

        path = f"/{method}/throttling/burstLimit"
        self.update_stage(
            name, expected, {"op": "replace", "path": path, "value": burst}
        )

    @rule(name=STAGES, method=METHODS)
    def trace_a_method(self, name: str, method: str) -> None:
        def expected(stage: Document) -> None:
            bursts = stage["bursts"]
            bursts.setdefault(method, bursts.get("*/*", BURST))

        path = f"/{method}/logging/dataTrace"
        self.update_stage(
            name, expected, {"op": "replace", "path": path, "value": "true"}
        )

    @rule(name=STAGES, method=METHODS)
    def remove_settings(self, name: str, method: str) -> None:
        def expected(stage: Document) -> None:
            refuse(method not in stage["bursts"])
            del stage["bursts"][method]

        self.update_stage(name, expected, {"op": "remove", "path": f"/{method}"})

    def canary_of(self, stage: Document) -> Document:
        new = {"deployment": stage["deployment"], "percent": 0.0, "overrides": {}}
        canary: Document = stage.setdefault("canary", new)
        return canary

    @rule(name=STAGES, percent=st.sampled_from(["0", "12.5", "101", "half"]))
    def set_percent(self, name: str, percent: str) -> None:
        def expected(stage: Document) -> None:
            refuse(percent in ("101", "half"))
            self.canary_of(stage)["percent"] = float(percent)

        sent = {"path": "/canarySettings/percentTraffic", "value": percent}
        self.update_stage(name, expected, {"op": "replace", **sent})

    @rule(name=STAGES, number=DEPLOYMENTS)
    def point_canary(self, name: str, number: int) -> None:
        def expected(stage: Document) -> None:
            refuse(number not in self.live)
            self.canary_of(stage)["deployment"] = number

        sent = {
            "path": "/canarySettings/deploymentId",
            "value": self.deployment(number),
        }
        self.update_stage(name, expected, {"op": "replace", **sent})

    @rule(name=STAGES, key=NAMES, value=VALUES)
    def override_variable(self, name: str, key: str, value: str) -> None:
        def expected(stage: Document) -> None:
            refuse(value == "'")
            self.canary_of(stage)["overrides"][key] = value

        path = f"/canarySettings/stageVariableOverrides/{key}"
        sent = {"op": "replace", "path": path, "value": value}
        self.update_stage(name, expected, sent)

    @rule(name=STAGES)
    def promote(self, name: str) -> None:
        def expected(stage: Document) -> None:
            refuse("canary" not in stage)
            canary = stage["canary"]
            stage["deployment"] = canary["deployment"]
            stage["variables"].update(canary["overrides"])

        canary = "/canarySettings"
        self.update_stage(
            name,
            expected,
            {"op": "copy", "path": "/deploymentId", "from": f"{canary}/deploymentId"},
            {
                "op": "copy",
                "path": "/variables",
                "from": f"{canary}/stageVariableOverrides",
            },
        )

    @rule(name=STAGES)
    def remove_canary(self, name: str) -> None:
        def expected(stage: Document) -> None:
            refuse("canary" not in stage)
            del stage["canary"]

        sent = {"op": "remove", "path": "/canarySettings"}
        self.update_stage(name, expected, sent)

    @rule(name=STAGES)
    def redeploy(self, name: str) -> None:
        """
        Deploy to a stage, which moves it and leaves its settings.
        """
        made = self.client.create_deployment(**self.api, stageName=name)
        self.deployments.append(made["id"])
        number = len(self.deployments) - 1
        stage = self.stages.setdefault(name, self.new_stage(number))
        stage["deployment"] = number

    # --- Documentation ------------------------------------------------------------

    @rule(version=VERSIONS, name=st.none() | STAGES)
    def create_version(self, version: str, name: str | None) -> None:
        def expected() -> None:
            refuse(version in self.versions, 409)
            if name:
                found(self.stages, name)["version"] = version
            self.versions.append(version)

        of_stage = {"stageName": name} if name else {}
        self.agree(
            lambda: self.client.create_documentation_version(
                **self.api, documentationVersion=version, **of_stage
            ),
            expected,
        )

    @rule(version=VERSIONS)
    def delete_version(self, version: str) -> None:
        """
        Delete a version that no stage has.
        """

        def expected() -> None:
            refuse(version not in self.versions, 404)
            stages = self.stages.values()
            refuse(any(stage.get("version") == version for stage in stages), 400)
            self.versions.remove(version)

        target = {**self.api, "documentationVersion": version}
        self.agree(lambda: self.client.delete_documentation_version(**target), expected)

    @rule(name=STAGES, version=VERSIONS)
    def publish(self, name: str, version: str) -> None:
        def expected(stage: Document) -> None:
            refuse(version not in self.versions, 404)
            stage["version"] = version

        sent = {"path": "/documentationVersion", "value": version}
        self.update_stage(name, expected, {"op": "replace", **sent})

    @invariant()
    def the_versions_are_as_the_model_says(self) -> None:
        shown = self.client.get_documentation_versions(**self.api)["items"]

        assert [one["version"] for one in shown] == self.versions

    @invariant()
    def the_stages_are_as_the_model_says(self) -> None:
        shown = self.client.get_stages(**self.api)["item"]

        assert {one["stageName"]: self.model_of(one) for one in shown} == self.stages

    def model_of(self, shown: Document) -> Document:
        """
        Return what the model would say of a stage.
        """
        stage = {
            "deployment": self.deployments.index(shown["deploymentId"]),
            "variables": shown.get("variables", {}),
            "bursts": {
                method: settings["throttlingBurstLimit"]
                for method, settings in shown["methodSettings"].items()
            },
        }
        if version := shown.get("documentationVersion"):
            stage["version"] = version
        if canary := shown.get("canarySettings"):
            stage["canary"] = {
                "deployment": self.deployments.index(canary["deploymentId"]),
                "percent": canary["percentTraffic"],
                "overrides": canary.get("stageVariableOverrides", {}),
            }
        return stage


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        ApiMachine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=40
        ),
    )
