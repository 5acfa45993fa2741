"""
Routes and route responses in any order of calls, against a model of plain dicts.
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
PLACES = st.sampled_from("abc")
SELECTION: dict[str, Document] = {
    "HTTP": {},
    "WEBSOCKET": {"RouteSelectionExpression": "$request.body.action"},
}
# By protocol: the keys that it takes.
GOOD_KEYS = {
    "HTTP": {"GET /pets", "GET /pets/{pet}", "GET /pets/{id}", "$default"},
    "WEBSOCKET": {"$connect", "$default", "message", "GET /pets/{pet}"},
}
RIVALS = {"GET /pets/{pet}": "GET /pets/{id}", "GET /pets/{id}": "GET /pets/{pet}"}
KEYS = st.sampled_from(sorted({*GOOD_KEYS["HTTP"], *GOOD_KEYS["WEBSOCKET"], ""}))
FUNCTION: Document = {
    "AuthorizerType": "REQUEST",
    "AuthorizerUri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
    "/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
    "IdentitySource": [],
}
# By protocol, and by the word that the walks use: the authorizers that it has.
AUTHORIZERS: dict[str, dict[str, Document]] = {
    "HTTP": {
        "jwt": {
            "AuthorizerType": "JWT",
            "IdentitySource": ["$request.header.Authorization"],
            "JwtConfiguration": {"Audience": ["a"], "Issuer": "https://pets.example"},
        },
        "function": {**FUNCTION, "AuthorizerPayloadFormatVersion": "2.0"},
    },
    "WEBSOCKET": {"function": FUNCTION},
}
NEEDED = {"JWT": "jwt", "CUSTOM": "function"}
MODELS = st.dictionaries(
    st.sampled_from("xy"), st.sampled_from(["", "Pet", "Toy"]), max_size=2
)
PARAMETERS = st.dictionaries(
    st.sampled_from([f"route.request.header.{name}" for name in "xy"]),
    st.sampled_from([{"Required": True}, {"Required": False}]),
    max_size=2,
)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "AuthorizationScopes": st.sampled_from([[], ["read"], ["read", "write"]]),
        "AuthorizationType": st.sampled_from(["NONE", "AWS_IAM", "JWT", "CUSTOM"]),
        "AuthorizerId": st.sampled_from(["jwt", "function", "absent", ""]),
        "OperationName": st.sampled_from(["", "first", "second", "n" * 65]),
        "RequestModels": MODELS,
        "RequestParameters": PARAMETERS,
        "RouteKey": KEYS,
    },
)
GUARDED = st.sampled_from(
    [
        {
            "AuthorizationType": "JWT",
            "AuthorizerId": "jwt",
            "AuthorizationScopes": ["read"],
        },
        {"AuthorizationType": "CUSTOM", "AuthorizerId": "function"},
        {"AuthorizationType": "NONE"},
    ]
)
WEBSOCKET_ONLY = {"RequestModels", "RequestParameters"}


def judge_key(protocol: str, key: str, others: set[str]) -> None:
    refuse(key not in GOOD_KEYS[protocol] and (protocol == "HTTP" or not key))
    refuse(key in others, 409)
    refuse(protocol == "HTTP" and RIVALS.get(key) in others, 409)


def judge(protocol: str, document: Document, sent: Document) -> None:
    """
    Refuse what AWS refuses of a route that is *document* after what was *sent*.
    """
    kind, key = document["AuthorizationType"], document["RouteKey"]
    refuse(sent.get("AuthorizationScopes") and kind != "JWT")
    if "AuthorizationType" in sent:
        refuse(kind in NEEDED and document.get("AuthorizerId") != NEEDED[kind])
        refuse(kind == "JWT" and protocol == "WEBSOCKET")
    on_other = protocol == "WEBSOCKET" and key != "$connect"
    refuse(
        sent.keys() & {"AuthorizationType", "RouteKey"} and on_other and kind != "NONE"
    )
    refuse(len(document.get("OperationName", "")) > 64)
    refuse(
        sent.keys() & {"RequestParameters", "RouteKey"}
        and on_other
        and document.get("RequestParameters")
    )


def merged(protocol: str, document: Document, sent: Document) -> Document:
    """
    Return *document* with what was *sent*, before what does not apply is dropped.
    """
    dropped = WEBSOCKET_ONLY if protocol == "HTTP" else set()
    new = {**document, **{k: v for k, v in sent.items() if k not in dropped}}
    for name in WEBSOCKET_ONLY & new.keys():
        new[name] = without_empty({**document.get(name, {}), **new[name]})
    return without_empty(new)


def kept(document: Document) -> Document:
    """
    Return *document* without what its authorization does not have.
    """
    kind = document["AuthorizationType"]
    gone = set() if kind in NEEDED else {"AuthorizerId"}
    if kind != "JWT" or not document.get("AuthorizationScopes"):
        gone |= {"AuthorizationScopes"}
    return {name: value for name, value in document.items() if name not in gone}


class Machine(RuleBasedStateMachine):
    """
    One HTTP and one WebSocket API, and their routes.

    Attributes:
        routes: by protocol and place; ``response`` is None where there is none.
        ids: of routes by protocol and place, of authorizers by protocol and word.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.scope.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")  # of what HTTP APIs drop
        self.client = backend.apigatewayv2
        self.apis = {
            protocol: self.client.create_api(
                Name="a", ProtocolType=protocol, **SELECTION[protocol]
            )["ApiId"]
            for protocol in GOOD_KEYS
        }
        self.routes: dict[str, Document] = {protocol: {} for protocol in GOOD_KEYS}
        self.ids: dict[tuple[str, ...], str] = {}
        for protocol, api in self.apis.items():
            for word, made in AUTHORIZERS[protocol].items():
                answer = self.client.create_authorizer(ApiId=api, Name=word, **made)
                self.ids[protocol, word] = answer["AuthorizerId"]

    @initialize()
    def start_with_one_of_each(self) -> None:
        self.create_route("HTTP", "a", "GET /pets")
        self.create_route("WEBSOCKET", "a", "$connect")
        self.create_response("a", "$default")

    def teardown(self) -> None:
        self.scope.close()

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)

    def target(self, protocol: str, place: str) -> dict[str, str]:
        route = self.ids.get((protocol, "route", place), "absent")
        return {"ApiId": self.apis[protocol], "RouteId": route}

    def others(self, protocol: str, place: str) -> set[str]:
        return {
            route["shown"]["RouteKey"]
            for name, route in self.routes[protocol].items()
            if name != place
        }

    def real(self, protocol: str, settings: Document) -> Document:
        """
        Return *settings* with the authorizer's id in place of its word.
        """
        word = settings.get("AuthorizerId")
        real = self.ids.get((protocol, str(word)), word)
        return settings if word is None else {**settings, "AuthorizerId": real}

    @rule(protocol=PROTOCOLS, place=PLACES, key=KEYS)
    def create_route(self, protocol: str, place: str, key: str) -> None:
        if place in self.routes[protocol]:
            return
        api = self.apis[protocol]

        def call() -> None:
            made = self.client.create_route(ApiId=api, RouteKey=key)
            self.ids[protocol, "route", place] = made["RouteId"]

        def expected() -> None:
            judge_key(protocol, key, self.others(protocol, place))
            shown = {"ApiKeyRequired": False, "AuthorizationType": "NONE"}
            stored = {"shown": {**shown, "RouteKey": key}, "response": None}
            self.routes[protocol][place] = stored

        self.agree(call, expected)

    @rule(protocol=PROTOCOLS, place=PLACES, sent=SETTINGS | GUARDED)
    def update_route(self, protocol: str, place: str, sent: Document) -> None:
        def expected() -> None:
            stored = found(self.routes[protocol], place)
            refuse("AuthorizerId" in sent and "AuthorizationType" not in sent)
            if "RouteKey" in sent:
                judge_key(protocol, sent["RouteKey"], self.others(protocol, place))
            new = merged(protocol, stored["shown"], sent)
            judge(protocol, new, sent)
            stored["shown"] = kept(new)

        target, real = self.target(protocol, place), self.real(protocol, sent)
        self.agree(lambda: self.client.update_route(**target, **real), expected)

    @rule(protocol=PROTOCOLS, place=PLACES)
    def delete_route(self, protocol: str, place: str) -> None:
        target = self.target(protocol, place)
        self.agree(
            lambda: self.client.delete_route(**target),
            lambda: taken(self.routes[protocol], place),
        )

    @rule(place=PLACES, name=st.sampled_from("xy"))
    def delete_parameter(self, place: str, name: str) -> None:
        key, target = f"route.request.header.{name}", self.target("WEBSOCKET", place)

        def expected() -> None:
            shown = found(self.routes["WEBSOCKET"], place)["shown"]
            parameters = shown.get("RequestParameters", {})
            taken(parameters, key)
            if not parameters:
                del shown["RequestParameters"]

        self.agree(
            lambda: self.client.delete_route_request_parameter(
                **target, RequestParameterKey=key
            ),
            expected,
        )

    @rule(place=PLACES, key=st.sampled_from(["$default", "message"]))
    def create_response(self, place: str, key: str) -> None:
        target = self.target("WEBSOCKET", place)

        def call() -> None:
            made = self.client.create_route_response(**target, RouteResponseKey=key)
            self.ids["response", place] = made["RouteResponseId"]

        def expected() -> None:
            stored = found(self.routes["WEBSOCKET"], place)
            refuse(key != "$default")
            refuse(stored["response"] is not None, 409)
            stored["response"] = {"RouteResponseKey": key}

        self.agree(call, expected)

    @rule(place=PLACES, models=MODELS, parameters=PARAMETERS)
    def update_response(
        self, place: str, models: Document, parameters: Document
    ) -> None:
        target = self.target("WEBSOCKET", place)
        sent = {"ResponseModels": models, "ResponseParameters": parameters}

        def expected() -> None:
            stored = found(self.routes["WEBSOCKET"], place)
            refuse(stored["response"] is None, 404)
            was = stored["response"]
            new = {k: without_empty({**was.get(k, {}), **v}) for k, v in sent.items()}
            stored["response"] = without_empty({**was, **new})

        response = self.ids.get(("response", place), "absent")
        self.agree(
            lambda: self.client.update_route_response(
                **target, RouteResponseId=response, **sent
            ),
            expected,
        )

    @rule(place=PLACES)
    def delete_response(self, place: str) -> None:
        target = self.target("WEBSOCKET", place)
        response = self.ids.get(("response", place), "absent")

        def expected() -> None:
            stored = found(self.routes["WEBSOCKET"], place)
            refuse(stored["response"] is None, 404)
            stored["response"] = None

        self.agree(
            lambda: self.client.delete_route_response(
                **target, RouteResponseId=response
            ),
            expected,
        )

    @invariant()
    def the_routes_are_as_the_model_says(self) -> None:
        for protocol, api in self.apis.items():
            items = self.client.get_routes(ApiId=api)["Items"]
            shown = {item.pop("RouteId"): item for item in items}

            assert shown == {
                self.ids[protocol, "route", place]: self.real(protocol, stored["shown"])
                for place, stored in self.routes[protocol].items()
            }

    @invariant()
    def the_responses_are_as_the_model_says(self) -> None:
        for place, stored in self.routes["WEBSOCKET"].items():
            target = self.target("WEBSOCKET", place)
            items = self.client.get_route_responses(**target)["Items"]
            shown = [
                {name: value for name, value in item.items() if name[-2:] != "Id"}
                for item in items
            ]

            assert shown == [one for one in [stored["response"]] if one]


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=40
        ),
    )
