"""
APIs, stages, deployments and routes in any order, against a model of plain dicts.
"""

from __future__ import annotations

import warnings
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from fuzz.models import found, refuse, status_of, taken, without_empty
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

PROTOCOLS = st.sampled_from(["HTTP", "WEBSOCKET"])
STAGES = st.sampled_from(["dev", "live"])
KEYS = st.sampled_from(["GET /a", "GET /b"])  # WebSocket APIs take any key
# Of a deployment, counted from the last one. There may be fewer.
NUMBERS = st.integers(0, 2)
SELECTION: dict[str, Document] = {
    "HTTP": {},
    "WEBSOCKET": {"RouteSelectionExpression": "$request.body.action"},
}
DEFAULTS: dict[str, Document] = {
    "HTTP": {"DetailedMetricsEnabled": False},
    "WEBSOCKET": {
        "DataTraceEnabled": False,
        "DetailedMetricsEnabled": False,
        "LoggingLevel": "OFF",
    },
}
URL = {
    "IntegrationMethod": "GET",
    "IntegrationType": "HTTP_PROXY",
    "IntegrationUri": "https://pets.example",
    "PayloadFormatVersion": "1.0",
}
TOO_LONG = "d" * 1025
DESCRIPTIONS = st.sampled_from(["", "first", "second", TOO_LONG])
ROUTE_SETTINGS: list[Document] = [
    {"DetailedMetricsEnabled": True},
    {"ThrottlingBurstLimit": 0},
    {"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 2.0},
    {},
]
REFUSED_SETTINGS: list[Document] = [
    {"ThrottlingBurstLimit": -1},
    {"LoggingLevel": "INFO"},
    {"LoggingLevel": "LOUD"},
]
LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:"
ACCESS_LOGS: list[Document] = [
    {},
    {"DestinationArn": f"{LOG_GROUP}a"},
    {"DestinationArn": f"{LOG_GROUP}b", "Format": "$context.requestId"},
    {"Format": "$context.extendedRequestId"},
    {"Format": "$context.path"},
    {"DestinationArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/a"},
]
BAD_LOGS = ACCESS_LOGS[-2:]
CORS: list[Document] = [
    {},
    {"AllowOrigins": ["*"]},
    {"AllowOrigins": ["https://pets.example"]},
    {"AllowOrigins": []},
    {"AllowCredentials": True},
    {"AllowCredentials": False, "MaxAge": 0},
    {"AllowHeaders": ["x-a"]},
]
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "AccessLogSettings": st.sampled_from(ACCESS_LOGS),
        "AutoDeploy": st.booleans(),
        "DefaultRouteSettings": st.sampled_from(ROUTE_SETTINGS + REFUSED_SETTINGS),
        "DeploymentId": NUMBERS,
        "Description": DESCRIPTIONS,
        "RouteSettings": st.dictionaries(
            KEYS, st.sampled_from(ROUTE_SETTINGS), max_size=2
        ),
        "StageVariables": st.dictionaries(
            st.sampled_from("ab"), st.sampled_from(["", "1", "2"]), max_size=2
        ),
    },
)
API_SETTINGS = st.fixed_dictionaries(
    {},
    optional={"CorsConfiguration": st.sampled_from(CORS), "Description": DESCRIPTIONS},
)
# One setting alone: no other one makes AWS refuse it.
SETTING = st.one_of(
    st.fixed_dictionaries({"AutoDeploy": st.booleans()}),
    st.fixed_dictionaries({"DeploymentId": NUMBERS}),
    st.fixed_dictionaries(
        {
            "RouteSettings": st.dictionaries(
                KEYS, st.sampled_from(ROUTE_SETTINGS), max_size=2
            )
        }
    ),
)


def judge_logs(protocol: str, sent: Document) -> None:
    """
    Refuse what AWS refuses of the route settings and access logs that were *sent*.
    """
    default = sent.get("DefaultRouteSettings")
    good = [{"LoggingLevel": "INFO"}] if protocol == "WEBSOCKET" else []
    refuse(default in REFUSED_SETTINGS and default not in good)
    refuse(sent.get("AccessLogSettings") in BAD_LOGS)
    refuse(sent.get("Description") == TOO_LONG)


def with_settings(document: Document, sent: Document) -> Document:
    """
    Return a stage after what was *sent*.
    """
    new = {**document, **sent, "RouteSettings": dict(document["RouteSettings"])}
    for name in ("AccessLogSettings", "DefaultRouteSettings", "StageVariables"):
        new[name] = {**document.get(name, {}), **sent.get(name, {})}
    for key, one in sent.get("RouteSettings", {}).items():
        new["RouteSettings"][key] = {**new["RouteSettings"].get(key, {}), **one}
    new["StageVariables"] = without_empty(new["StageVariables"])
    new["Description"] = sent.get("Description") or document.get("Description", "")
    optional = ("AccessLogSettings", "Description")
    gone = [name for name in optional if not new[name]]
    return {name: value for name, value in new.items() if name not in gone}


def with_api_settings(protocol: str, document: Document, sent: Document) -> Document:
    """
    Return an API after what was *sent*.
    """
    cors = sent.get("CorsConfiguration", {})
    new = {**document.get("CorsConfiguration", {}), **cors}
    refuse(protocol == "WEBSOCKET" and cors)
    is_open = new.get("AllowCredentials") and "*" in new.get("AllowOrigins", ())
    refuse(cors and is_open)
    refuse(sent.get("Description") == TOO_LONG)
    merged = without_empty({**document, **sent, "CorsConfiguration": new})
    return {**merged, "Tags": {}}


class Machine(RuleBasedStateMachine):
    """
    One HTTP and one WebSocket API, their stages, deployments and routes.

    A deployment is called ``"deployment 7"`` in the model.

    Attributes:
        apis: by protocol; ``{"shown": {}, "stages": {name: document}, "deployments":
            {name: document}, "routes": {key: document}}``.
        ids: by protocol and the model's name.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.scope.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")  # of targets that do not exist
        self.client = backend.apigatewayv2
        self.apis: dict[str, Document] = {}
        self.ids: dict[tuple[str, str], str] = {}
        for protocol, more in SELECTION.items():
            made = self.client.create_api(Name="a", ProtocolType=protocol, **more)
            del made["ResponseMetadata"]
            self.ids[protocol, "api"] = api = made["ApiId"]
            self.apis[protocol] = {
                "shown": {"Tags": {}, **made},
                "stages": {},
                "deployments": {},
                "routes": {},
            }
            integration = self.client.create_integration(ApiId=api, **URL)
            self.ids[protocol, "integration"] = integration["IntegrationId"]
        self.made = 0

    @initialize(automatic=st.booleans())
    def start_with_a_deployed_stage_of_each(self, *, automatic: bool) -> None:
        for protocol in SELECTION:
            self.create_route(protocol, "GET /a", targeted=True)
            self.create_stage(protocol, "dev", {"AutoDeploy": automatic})
            self.create_deployment(protocol, "dev", "first")

    def teardown(self) -> None:
        self.scope.close()

    def agree(
        self, protocol: str, call: Callable[[], Any], model: Callable[[], Any]
    ) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)
        self.learn_the_id_of_a_new_deployment(protocol)

    def learn_the_id_of_a_new_deployment(self, protocol: str) -> None:
        known = {one: id_ for (of, one), id_ in self.ids.items() if of == protocol}
        items = self.client.get_deployments(ApiId=known["api"])["Items"]
        new = [one["DeploymentId"] for one in items]
        new = [id_ for id_ in new if id_ not in known.values()]
        names = [n for n in self.apis[protocol]["deployments"] if n not in known]

        assert len(new) == len(names), "other deployments than the model's"
        self.ids.update(
            {(protocol, name): id_ for name, id_ in zip(names, new, strict=True)}
        )

    def real(self, protocol: str, document: Document) -> Document:
        """
        Return *document* with a real id in place of the model's name.
        """
        if "DeploymentId" not in document:
            return document
        real = self.ids.get((protocol, document["DeploymentId"]), "absent")
        return {**document, "DeploymentId": real}

    def named(self, protocol: str, number: int) -> str:
        """
        Return the model's name of the deployment with this number from the end.
        """
        names = [*reversed(self.apis[protocol]["deployments"])]
        return str(names[number]) if number < len(names) else "absent"

    def with_name(self, protocol: str, sent: Document) -> Document:
        if "DeploymentId" not in sent:
            return sent
        return {**sent, "DeploymentId": self.named(protocol, sent["DeploymentId"])}

    # --- in the model -------------------------------------------------------------

    def add_deployment(self, protocol: str, **shown: Any) -> str:
        self.made += 1
        name = f"deployment {self.made}"
        document = {"AutoDeployed": False, "DeploymentStatus": "DEPLOYED", **shown}
        self.apis[protocol]["deployments"][name] = without_empty(document)
        return name

    def can_deploy(self, protocol: str) -> bool:
        routes = self.apis[protocol]["routes"].values()
        return any("Target" in route for route in routes)

    def deploy(self, protocol: str, only: str | None = None) -> None:
        """
        Deploy to the stages that deploy by themselves, to *only* one if it is named.
        """
        stages = self.apis[protocol]["stages"]
        waiting = [
            stage
            for name, stage in stages.items()
            if stage.get("AutoDeploy") and only in {None, name}
        ]
        if waiting and self.can_deploy(protocol):
            text = "Automatic deployment triggered by changes to the Api configuration"
            made = self.add_deployment(protocol, AutoDeployed=True, Description=text)
            for stage in waiting:
                stage.update(DeploymentId=made, LastDeploymentStatusMessage=made)
        for stage in [] if self.can_deploy(protocol) else waiting:
            stage["LastDeploymentStatusMessage"] = "none"

    def judge_stage(self, protocol: str, document: Document, sent: Document) -> None:
        """
        Refuse what AWS refuses of a stage that is *document* after what was *sent*.
        """
        api = self.apis[protocol]
        judge_logs(protocol, sent)
        refuse(
            "DeploymentId" in sent and sent["DeploymentId"] not in api["deployments"],
            404,
        )
        strange = document["RouteSettings"].keys() - api["routes"].keys()
        refuse("RouteSettings" in sent and strange, 404)

    # --- stages -------------------------------------------------------------------

    @rule(protocol=PROTOCOLS, stage=STAGES, sent=SETTINGS | SETTING)
    def create_stage(self, protocol: str, stage: str, sent: Document) -> None:
        target = {"ApiId": self.ids[protocol, "api"], "StageName": stage}
        stages, sent = self.apis[protocol]["stages"], self.with_name(protocol, sent)

        def expected() -> None:
            refuse(stage in stages, 409)
            maps = {"RouteSettings": {}, "StageVariables": {}, "Tags": {}}
            defaults = {"DefaultRouteSettings": DEFAULTS[protocol], "StageName": stage}
            document = with_settings({**maps, **defaults}, sent)
            self.judge_stage(protocol, document, sent)
            stages[stage] = document
            self.deploy(protocol, stage)

        real = self.real(protocol, sent)
        self.agree(
            protocol, lambda: self.client.create_stage(**target, **real), expected
        )

    @rule(protocol=PROTOCOLS, stage=STAGES, sent=SETTINGS | SETTING)
    def update_stage(self, protocol: str, stage: str, sent: Document) -> None:
        target = {"ApiId": self.ids[protocol, "api"], "StageName": stage}
        stages, sent = self.apis[protocol]["stages"], self.with_name(protocol, sent)

        def expected() -> None:
            before = found(stages, stage)
            new = with_settings(before, sent)
            judge_logs(protocol, sent)
            refuse("DeploymentId" in sent and new.get("AutoDeploy"))
            self.judge_stage(protocol, new, sent)
            stages[stage] = new
            if not before.get("AutoDeploy"):
                self.deploy(protocol, stage)

        real = self.real(protocol, sent)
        self.agree(
            protocol, lambda: self.client.update_stage(**target, **real), expected
        )

    @rule(protocol=PROTOCOLS, sent=SETTINGS | SETTING)
    def update_the_stage_of_the_start(self, protocol: str, sent: Document) -> None:
        self.update_stage(protocol, "dev", sent)

    @rule(protocol=PROTOCOLS, sent=SETTING)
    def update_one_setting(self, protocol: str, sent: Document) -> None:
        self.update_stage(protocol, "dev", sent)

    @rule(protocol=PROTOCOLS, key=KEYS, sent=SETTING)
    def update_after_a_route_has_gone(
        self, protocol: str, key: str, sent: Document
    ) -> None:
        self.update_stage(protocol, "dev", {"RouteSettings": {key: {}}})
        self.delete_route(protocol, key)
        self.update_stage(protocol, "dev", sent)

    @rule(protocol=PROTOCOLS)
    def delete_the_other_stage(self, protocol: str) -> None:
        target = {"ApiId": self.ids[protocol, "api"], "StageName": "live"}
        self.agree(
            protocol,
            lambda: self.client.delete_stage(**target),
            lambda: taken(self.apis[protocol]["stages"], "live"),
        )

    @rule(protocol=PROTOCOLS, stage=STAGES, key=KEYS | st.none())
    def clear_settings(self, protocol: str, stage: str, key: str | None) -> None:
        """
        Delete the settings of a route, or the settings of the access logs.
        """
        target = {"ApiId": self.ids[protocol, "api"], "StageName": stage}
        stages = self.apis[protocol]["stages"]

        def call() -> None:
            if key:
                self.client.delete_route_settings(**target, RouteKey=key)
            else:
                self.client.delete_access_log_settings(**target)

        def expected() -> None:
            document = found(stages, stage)
            if key:
                taken(document["RouteSettings"], key)
            else:
                document.pop("AccessLogSettings", None)

        self.agree(protocol, call, expected)

    # --- deployments --------------------------------------------------------------

    @rule(protocol=PROTOCOLS, stage=STAGES | st.none(), text=DESCRIPTIONS)
    def create_deployment(self, protocol: str, stage: str | None, text: str) -> None:
        named = {"StageName": stage} if stage else {}
        stages = self.apis[protocol]["stages"]

        def expected() -> None:
            document = found(stages, stage) if stage else {}
            refuse(not self.can_deploy(protocol) or text == TOO_LONG)
            fails = document.get("AutoDeploy")
            status = "FAILED" if fails else "DEPLOYED"
            made = self.add_deployment(
                protocol, DeploymentStatus=status, Description=text
            )
            if not fails:
                document["DeploymentId"] = made

        self.agree(
            protocol,
            lambda: self.client.create_deployment(
                ApiId=self.ids[protocol, "api"], Description=text, **named
            ),
            expected,
        )

    @rule(
        protocol=PROTOCOLS,
        number=NUMBERS,
        sent=st.fixed_dictionaries({}, optional={"Description": DESCRIPTIONS}),
    )
    def update_deployment(self, protocol: str, number: int, sent: Document) -> None:
        deployments = self.apis[protocol]["deployments"]
        name = self.named(protocol, number)
        target = self.real(protocol, {"DeploymentId": name})

        def expected() -> None:
            before = found(deployments, name)
            refuse(sent.get("Description") == TOO_LONG)
            deployments[name] = without_empty({**before, **sent})

        self.agree(
            protocol,
            lambda: self.client.update_deployment(
                ApiId=self.ids[protocol, "api"], **target, **sent
            ),
            expected,
        )

    @rule(protocol=PROTOCOLS, number=NUMBERS)
    def delete_deployment(self, protocol: str, number: int) -> None:
        api, name = self.apis[protocol], self.named(protocol, number)
        target = self.real(protocol, {"DeploymentId": name})

        def expected() -> None:
            found(api["deployments"], name)
            stages = api["stages"].values()
            refuse(name in [stage.get("DeploymentId") for stage in stages])
            del api["deployments"][name]

        self.agree(
            protocol,
            lambda: self.client.delete_deployment(
                ApiId=self.ids[protocol, "api"], **target
            ),
            expected,
        )

    # --- what makes deployments by itself, and what does not ----------------------

    @rule(protocol=PROTOCOLS, key=KEYS, targeted=st.booleans())
    def create_route(self, protocol: str, key: str, *, targeted: bool) -> None:
        sent = self.target(protocol) if targeted else {}
        routes = self.apis[protocol]["routes"]

        def call() -> None:
            made = self.client.create_route(
                ApiId=self.ids[protocol, "api"], RouteKey=key, **sent
            )
            self.ids[protocol, key] = made["RouteId"]

        def expected() -> None:
            refuse(key in routes, 409)
            shown = {"ApiKeyRequired": False, "AuthorizationType": "NONE"}
            routes[key] = {**shown, "RouteKey": key, **sent}
            self.deploy(protocol)

        self.agree(protocol, call, expected)

    @rule(protocol=PROTOCOLS, key=KEYS, to=KEYS | st.none(), targeted=st.booleans())
    def update_route(
        self, protocol: str, key: str, to: str | None, *, targeted: bool
    ) -> None:
        sent = {
            **(self.target(protocol) if targeted else {}),
            **({"RouteKey": to} if to else {}),
        }
        routes, new = self.apis[protocol]["routes"], to or key
        route_id = self.ids.get((protocol, key), "absent")

        def expected() -> None:
            before = found(routes, key)
            refuse(new != key and new in routes, 409)
            del routes[key]
            routes[new] = {**before, **sent}
            self.ids[protocol, new] = self.ids.pop((protocol, key))
            self.deploy(protocol)

        self.agree(
            protocol,
            lambda: self.client.update_route(
                ApiId=self.ids[protocol, "api"], RouteId=route_id, **sent
            ),
            expected,
        )

    @rule(protocol=PROTOCOLS, key=KEYS)
    def delete_route(self, protocol: str, key: str) -> None:
        route_id = self.ids.get((protocol, key), "absent")

        def expected() -> None:
            taken(self.apis[protocol]["routes"], key)
            self.deploy(protocol)

        self.agree(
            protocol,
            lambda: self.client.delete_route(
                ApiId=self.ids[protocol, "api"], RouteId=route_id
            ),
            expected,
        )

    @rule(protocol=PROTOCOLS, sent=API_SETTINGS | st.none())
    def change_api(self, protocol: str, sent: Document | None) -> None:
        """
        Update an API, or delete its CORS configuration, which deploys nothing.
        """
        api = self.ids[protocol, "api"]

        def call() -> None:
            if sent is None:
                self.client.delete_cors_configuration(ApiId=api)
            else:
                self.client.update_api(ApiId=api, **sent)

        def expected() -> None:
            stored = self.apis[protocol]
            if sent is None:
                stored["shown"].pop("CorsConfiguration", None)
            else:
                stored["shown"] = with_api_settings(protocol, stored["shown"], sent)
                self.deploy(protocol)

        self.agree(protocol, call, expected)

    @rule(protocol=PROTOCOLS, is_new=st.booleans())
    def change_an_integration(self, protocol: str, *, is_new: bool) -> None:
        """
        Create and delete an integration, which deploys nothing, or update one.
        """
        api = self.ids[protocol, "api"]
        target = {"ApiId": api, "IntegrationId": self.ids[protocol, "integration"]}

        def call() -> None:
            if is_new:
                made = self.client.create_integration(ApiId=api, **URL)["IntegrationId"]
                self.client.delete_integration(ApiId=api, IntegrationId=made)
            else:
                self.client.update_integration(**target)

        self.agree(protocol, call, lambda: None if is_new else self.deploy(protocol))

    def target(self, protocol: str) -> Document:
        return {"Target": f"integrations/{self.ids[protocol, 'integration']}"}

    # --- what must hold -----------------------------------------------------------

    @invariant()
    def the_apis_are_as_the_model_says(self) -> None:
        items = self.client.get_apis()["Items"]

        assert items == [api["shown"] for api in self.apis.values()]

    @invariant()
    def the_stages_are_as_the_model_says(self) -> None:
        for protocol, api in self.apis.items():
            items = self.client.get_stages(ApiId=self.ids[protocol, "api"])["Items"]
            shown = {item["StageName"]: item for item in items}
            for item in items:
                del item["CreatedDate"], item["LastUpdatedDate"]

            assert shown == {
                name: self.shown_stage(protocol, stage)
                for name, stage in api["stages"].items()
            }

    def shown_stage(self, protocol: str, stage: Document) -> Document:
        shown = self.real(protocol, stage)
        made = stage.get("LastDeploymentStatusMessage")
        if made is None:
            return shown
        text = "Successfully deployed stage with deployment ID "
        text += f"'{self.ids.get((protocol, made))}'"
        if made == "none":
            text = "Deployment attempt failed: Unable to deploy API because no valid "
            text += "routes exist in this API"
        return {**shown, "LastDeploymentStatusMessage": text}

    @invariant()
    def the_deployments_are_as_the_model_says(self) -> None:
        for protocol, api in self.apis.items():
            known = self.ids[protocol, "api"]
            items = self.client.get_deployments(ApiId=known)["Items"]
            shown = {item.pop("DeploymentId"): item for item in items}
            for item in items:
                del item["CreatedDate"]

            assert shown == {
                self.ids[protocol, name]: deployment
                for name, deployment in api["deployments"].items()
            }

    @invariant()
    def the_routes_are_as_the_model_says(self) -> None:
        for protocol, api in self.apis.items():
            items = self.client.get_routes(ApiId=self.ids[protocol, "api"])["Items"]
            shown = {item.pop("RouteId"): item for item in items}

            assert shown == {
                self.ids[protocol, key]: route for key, route in api["routes"].items()
            }


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=30
        ),
    )
