"""
Authorizers, the routes that have them, and models, in any order of calls.
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
PLACES, NAMES = st.sampled_from("abc"), st.sampled_from(["x", "y", "z"])
MODEL_NAMES = st.sampled_from(["Pet", "Toy", "p-m", ""])
PATH = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
PETS, TOYS = (
    f"{PATH}/arn:aws:lambda:us-east-1:123456789012:function:{name}/invocations"
    for name in ("pets", "toys")
)
HEADER, CONTEXT = "$request.header.Auth", "$context.routeKey"
WEBSOCKET_HEADER = "route.request.header.Auth"
SOURCES = {"HTTP": {HEADER, CONTEXT}, "WEBSOCKET": {WEBSOCKET_HEADER}}
ISSUER = "https://pets.example"
# By protocol and type: a new authorizer.
MADE: dict[tuple[str, str], Document] = {
    ("HTTP", "JWT"): {
        "IdentitySource": [HEADER],
        "JwtConfiguration": {"Audience": ["a"], "Issuer": ISSUER},
    },
    ("HTTP", "REQUEST"): {
        "AuthorizerPayloadFormatVersion": "2.0",
        "AuthorizerUri": PETS,
        "IdentitySource": [HEADER],
    },
    ("WEBSOCKET", "JWT"): {
        "IdentitySource": [HEADER],
        "JwtConfiguration": {"Audience": ["a"], "Issuer": ISSUER},
    },
    ("WEBSOCKET", "REQUEST"): {
        "AuthorizerUri": PETS,
        "IdentitySource": [WEBSOCKET_HEADER],
    },
}
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "AuthorizerPayloadFormatVersion": st.sampled_from(["1.0", "2.0"]),
        "AuthorizerResultTtlInSeconds": st.sampled_from([0, 60, 3601]),
        "AuthorizerType": st.sampled_from(["JWT", "REQUEST"]),
        "AuthorizerUri": st.sampled_from([PETS, TOYS]),
        "EnableSimpleResponses": st.booleans(),
        "IdentitySource": st.lists(
            st.sampled_from([HEADER, CONTEXT, WEBSOCKET_HEADER]), max_size=2
        ),
        "JwtConfiguration": st.fixed_dictionaries(
            {},
            optional={
                "Audience": st.sampled_from([[], ["b"]]),
                "Issuer": st.sampled_from([ISSUER, "http://pets.example"]),
            },
        ),
        "Name": NAMES,
    },
)
FUNCTIONS_ONLY = {
    "AuthorizerPayloadFormatVersion",
    "AuthorizerResultTtlInSeconds",
    "AuthorizerUri",
    "EnableSimpleResponses",
}


def merged(was: Document, sent: Document) -> Document:
    """
    Return what *sent* makes of an authorizer, without what its type does not have.
    """
    new = {**was, **sent}
    jwt = {**was.get("JwtConfiguration", {}), **sent.get("JwtConfiguration", {})}
    is_jwt = new["AuthorizerType"] == "JWT"
    gone = {"JwtConfiguration"} | (FUNCTIONS_ONLY if is_jwt else set())
    kept = {name: value for name, value in new.items() if name not in gone}
    return {**kept, **({"JwtConfiguration": jwt} if is_jwt and jwt else {})}


def judge(protocol: str, new: Document, sent: Document) -> None:
    """
    Refuse what AWS refuses of an authorizer that is *new* after what was *sent*.
    """
    if protocol == "WEBSOCKET":
        refuse(new["AuthorizerType"] == "JWT")
        refuse(sent.keys() & (FUNCTIONS_ONLY - {"AuthorizerUri"}))
        refuse(sent.get("JwtConfiguration"))
    elif new["AuthorizerType"] == "JWT":
        judge_jwt(new, sent)
    else:
        judge_function(new, sent)
    refuse(not {*new.get("IdentitySource", ())} <= SOURCES[protocol])


def judge_jwt(new: Document, sent: Document) -> None:
    configuration = new.get("JwtConfiguration", {})
    refuse(sent.keys() & FUNCTIONS_ONLY)
    refuse(not configuration.get("Audience"))
    refuse(configuration.get("Issuer") != ISSUER)
    refuse(new.get("IdentitySource") != [HEADER])


def judge_function(new: Document, sent: Document) -> None:
    ttl = new.get("AuthorizerResultTtlInSeconds", 0)
    version = new.get("AuthorizerPayloadFormatVersion")
    refuse(sent.get("JwtConfiguration"))
    refuse(not version or "AuthorizerUri" not in new)
    refuse(new.get("EnableSimpleResponses") and version != "2.0")
    refuse(ttl > 3600 or (ttl and not new.get("IdentitySource")))


class Machine(RuleBasedStateMachine):
    """
    One HTTP and one WebSocket API, their authorizers and routes, and models.

    Attributes:
        authorizers: by protocol and place.
        routes: the place of the authorizer that a route has, by protocol and place.
        models: their names, by place.
        ids: by protocol, kind and place.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.scope.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")  # of what JWT authorizers drop
        self.client = backend.apigatewayv2
        self.apis = {
            "HTTP": backend.http_api()["ApiId"],
            "WEBSOCKET": backend.websocket_api()["ApiId"],
        }
        self.authorizers: dict[str, Document] = {"HTTP": {}, "WEBSOCKET": {}}
        self.routes: dict[str, Document] = {"HTTP": {}, "WEBSOCKET": {}}
        self.models: Document = {}
        self.ids: dict[tuple[str, ...], str] = {}

    @initialize()
    def start_with_one_of_each(self) -> None:
        self.create_authorizer("HTTP", "a", "JWT", "x")
        self.create_authorizer("HTTP", "b", "REQUEST", "y")
        self.create_authorizer("WEBSOCKET", "a", "REQUEST", "x")

    def teardown(self) -> None:
        self.scope.close()

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)

    def target(self, protocol: str, kind: str, place: str) -> dict[str, str]:
        named = self.ids.get((protocol, kind, place), "absent")
        return {"ApiId": self.apis[protocol], f"{kind}Id": named}

    def judge_name(self, protocol: str, place: str, name: str) -> None:
        of_others = {
            one["Name"]
            for other, one in self.authorizers[protocol].items()
            if other != place
        }
        refuse(name in of_others)

    @rule(
        protocol=PROTOCOLS,
        place=PLACES,
        kind=st.sampled_from(["JWT", "REQUEST"]),
        name=NAMES,
    )
    def create_authorizer(
        self, protocol: str, place: str, kind: str, name: str
    ) -> None:
        if place in self.authorizers[protocol]:
            return
        sent = {**MADE[protocol, kind], "AuthorizerType": kind, "Name": name}

        def call() -> None:
            made = self.client.create_authorizer(ApiId=self.apis[protocol], **sent)
            self.ids[protocol, "Authorizer", place] = made["AuthorizerId"]

        def expected() -> None:
            self.judge_name(protocol, place, name)
            judge(protocol, sent, {})
            self.authorizers[protocol][place] = sent

        self.agree(call, expected)

    @rule(protocol=PROTOCOLS, place=PLACES, sent=SETTINGS)
    def update_authorizer(self, protocol: str, place: str, sent: Document) -> None:
        def expected() -> None:
            was = found(self.authorizers[protocol], place)
            self.judge_name(protocol, place, sent.get("Name", was["Name"]))
            new = merged(was, sent)
            judge(protocol, new, sent)
            self.authorizers[protocol][place] = without_empty(new)

        target = self.target(protocol, "Authorizer", place)
        self.agree(lambda: self.client.update_authorizer(**target, **sent), expected)

    @rule(protocol=PROTOCOLS, place=PLACES)
    def delete_authorizer(self, protocol: str, place: str) -> None:
        target = self.target(protocol, "Authorizer", place)

        def expected() -> None:
            found(self.authorizers[protocol], place)
            refuse(place in self.routes[protocol].values(), 409)
            taken(self.authorizers[protocol], place)

        self.agree(lambda: self.client.delete_authorizer(**target), expected)

    @rule(protocol=PROTOCOLS, place=PLACES, authorizer=PLACES)
    def create_route(self, protocol: str, place: str, authorizer: str) -> None:
        has_other = protocol == "WEBSOCKET" and self.routes[protocol]
        guard = self.authorizers[protocol].get(authorizer)
        if place in self.routes[protocol] or has_other or not guard:
            return
        target = self.target(protocol, "Authorizer", authorizer)
        made = self.client.create_route(
            **target,
            AuthorizationType="JWT" if guard["AuthorizerType"] == "JWT" else "CUSTOM",
            RouteKey="$connect" if protocol == "WEBSOCKET" else f"GET /{place}",
        )
        self.ids[protocol, "Route", place] = made["RouteId"]
        self.routes[protocol][place] = authorizer

    @rule(protocol=PROTOCOLS, place=PLACES)
    def delete_route(self, protocol: str, place: str) -> None:
        target = self.target(protocol, "Route", place)
        self.agree(
            lambda: self.client.delete_route(**target),
            lambda: taken(self.routes[protocol], place),
        )

    # --- models -------------------------------------------------------------------

    def judge_model(self, place: str, name: str) -> None:
        others = {one for other, one in self.models.items() if other != place}
        refuse(not name.isalnum())
        refuse(name in others, 409)

    @rule(protocol=PROTOCOLS, place=PLACES, name=MODEL_NAMES)
    def create_model(self, protocol: str, place: str, name: str) -> None:
        if place in self.models:
            return

        def call() -> None:
            sent = {"Name": name, "Schema": "{}"}
            made = self.client.create_model(ApiId=self.apis[protocol], **sent)
            self.ids["WEBSOCKET", "Model", place] = made["ModelId"]

        def expected() -> None:
            refuse(protocol == "HTTP")
            self.judge_model(place, name)
            self.models[place] = name

        self.agree(call, expected)

    @rule(place=PLACES, name=MODEL_NAMES)
    def update_model(self, place: str, name: str) -> None:
        def expected() -> None:
            found(self.models, place)
            self.judge_model(place, name)
            self.models[place] = name

        target = self.target("WEBSOCKET", "Model", place)
        self.agree(lambda: self.client.update_model(**target, Name=name), expected)

    @rule(place=PLACES)
    def delete_model(self, place: str) -> None:
        target = self.target("WEBSOCKET", "Model", place)
        self.agree(
            lambda: self.client.delete_model(**target),
            lambda: taken(self.models, place),
        )

    # --- what Get shows -----------------------------------------------------------

    @invariant()
    def the_authorizers_are_as_the_model_says(self) -> None:
        for protocol, api in self.apis.items():
            items = self.client.get_authorizers(ApiId=api)["Items"]
            shown = {item.pop("AuthorizerId"): item for item in items}

            assert shown == {
                self.ids[protocol, "Authorizer", place]: one
                for place, one in self.authorizers[protocol].items()
            }

    @invariant()
    def the_models_are_as_the_model_says(self) -> None:
        items = self.client.get_models(ApiId=self.apis["WEBSOCKET"])["Items"]

        assert {item["ModelId"]: item["Name"] for item in items} == {
            self.ids["WEBSOCKET", "Model", place]: name
            for place, name in self.models.items()
        }


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=40
        ),
    )
