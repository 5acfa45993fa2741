"""
Put, create, update, get and delete in any order, against a model of plain dicts.
"""

from __future__ import annotations

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

METHODS = st.sampled_from(["GET", "POST", "OPTIONS"])
STATUSES = st.sampled_from(["200", "404"])
HEADERS = [f"method.response.header.{name}" for name in ("A", "B", "C")]
TYPES = ["application/json", "text/html"]
# By the segment of the path: what may follow it, and the values to give.
MAPS = {"responseParameters": HEADERS, "responseTemplates": TYPES}
MEMBERS = {
    "selectionPattern": ["200", "404"],
    "contentHandling": ["CONVERT_TO_TEXT", "nonsense"],
}
ENTRIES = st.one_of(
    *(
        st.tuples(
            st.sampled_from(["add", "replace", "remove"]),
            st.just(name),
            st.sampled_from(keys),
            st.sampled_from(["'1'", "'2'"]),
        )
        for name, keys in MAPS.items()
    )
)
SCALARS = st.one_of(
    *(
        st.tuples(
            st.just("replace"), st.just(name), st.just(""), st.sampled_from(words)
        )
        for name, words in MEMBERS.items()
    )
)
OPERATIONS = st.lists(ENTRIES, min_size=1, max_size=3) | st.lists(
    SCALARS, min_size=1, max_size=2
)

PROTOCOLS = st.sampled_from(["HTTP", "WEBSOCKET"])
PLACES = st.sampled_from("ab")
URL = {"IntegrationMethod": "GET", "IntegrationUri": "https://example.com"}
CREATED: dict[str, Document] = {
    "HTTP": {**URL, "IntegrationType": "HTTP_PROXY", "PayloadFormatVersion": "1.0"},
    "WEBSOCKET": {**URL, "IntegrationType": "HTTP"},
}
DEFAULTS: dict[str, Document] = {
    "HTTP": {"ConnectionType": "INTERNET", "TimeoutInMillis": 30_000},
    "WEBSOCKET": {
        "ConnectionType": "INTERNET",
        "IntegrationResponseSelectionExpression": "${integration.response.statuscode}",
        "PassthroughBehavior": "WHEN_NO_MATCH",
        "PayloadFormatVersion": "1.0",
        "TimeoutInMillis": 29_000,
    },
}
LONGEST = {"HTTP": 30_000, "WEBSOCKET": 29_000}  # ms
SELECTION: dict[str, Document] = {
    "HTTP": {},
    "WEBSOCKET": {"RouteSelectionExpression": "$request.body.action"},
}
PREFIX = {"HTTP": "append:header.", "WEBSOCKET": "integration.request.header."}
PAIRS = st.dictionaries(
    st.sampled_from("xyz"), st.sampled_from(["", "'1'", "'2'"]), min_size=1, max_size=2
)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "Description": st.sampled_from(["", "first", "second", "d" * 1025]),
        "RequestParameters": PAIRS,
        "TimeoutInMillis": st.sampled_from([50, 29_000, 29_500, 30_001]),
    },
)
KEYS = st.sampled_from(["$default", "/2../", "nonsense"])


def patched(
    document: Document, operations: list[Any], declared: Any, patterns: list[str]
) -> Document:
    """
    Return an integration response after *operations*.
    """
    maps = {name: dict(document.get(name, {})) for name in MAPS}
    new = {**document, **maps}
    for op, name, key, value in operations:
        holder = new[name] if key else new
        refuse(value == "nonsense")
        refuse(op != "add" and key and not holder.get(key), 404)
        holder[key or name] = "" if op == "remove" else value
    new.update({name: without_empty(maps[name]) for name in MAPS})
    called = {(name, key) for _, name, key, _ in operations}
    mapped = {key for name, key in called if name == "responseParameters"}
    refuse(mapped.intersection(new["responseParameters"]) - set(declared or ()))
    refuse(
        ("selectionPattern", "") in called and new["selectionPattern"] in patterns, 409
    )
    return without_empty(new)


def merged(document: Document, sent: Document) -> Document:
    """
    Return *document* with what was *sent*; maps per key, and ``""`` deletes.
    """
    maps = {
        name: without_empty({**document.get(name, {}), **value})
        for name, value in sent.items()
        if isinstance(value, dict)
    }
    return without_empty({**document, **sent, **maps})


class Machine(RuleBasedStateMachine):
    """
    One REST resource with its methods, one HTTP and one WebSocket API.

    Attributes:
        methods: ``{"GET": {"declared": {"200": [header]}, "responses": None}}``; there
            are responses, by status code, where there is an integration.
        integrations: by protocol and id; ``responses`` by their ids.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        backend = self.scope.enter_context(mock_apigw_updates())
        self.rest, self.v2 = backend.apigateway, backend.apigatewayv2
        api = self.rest.create_rest_api(name="a")["id"]
        root = self.rest.get_resources(restApiId=api)["items"][0]["id"]
        self.resource = {"restApiId": api, "resourceId": root}
        self.apis = {
            protocol: self.v2.create_api(
                Name="a", ProtocolType=protocol, **SELECTION[protocol]
            )["ApiId"]
            for protocol in CREATED
        }
        self.methods: Document = {}
        self.integrations: dict[str, Document] = {protocol: {} for protocol in CREATED}
        self.ids: dict[tuple[str, ...], str] = {}

    @initialize(headers=st.sets(st.sampled_from(HEADERS), min_size=1))
    def start_with_one_of_each(self, headers: set[str]) -> None:
        for method, status in (("GET", "200"), ("GET", "404"), ("POST", "200")):
            self.put_method(method)
            self.put_method_response(method, status, headers)
            self.put_integration(method)
            self.put_response(method, status, {TYPES[0]})
        for protocol in CREATED:
            self.create_integration(protocol, "a")
        self.create_response("a", "$default")

    def teardown(self) -> None:
        self.scope.close()

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)

    # --- REST APIs ----------------------------------------------------------------

    def responses(self, method: str) -> Document:
        """
        Return the model's responses of an integration.
        """
        responses: Any = found(self.methods, method)["responses"]
        refuse(responses is None, 404)
        live: Document = responses
        return live

    @rule(method=METHODS)
    def put_method(self, method: str) -> None:
        if method not in self.methods:
            self.rest.put_method(
                **self.resource, httpMethod=method, authorizationType="NONE"
            )
            self.methods[method] = {"declared": {}, "responses": None}

    @rule(method=METHODS)
    def delete_method(self, method: str) -> None:
        self.agree(
            lambda: self.rest.delete_method(**self.resource, httpMethod=method),
            lambda: taken(self.methods, method),
        )

    @rule(method=METHODS, status=STATUSES, headers=st.sets(st.sampled_from(HEADERS)))
    def put_method_response(self, method: str, status: str, headers: set[str]) -> None:
        if method in self.methods and status not in self.methods[method]["declared"]:
            self.rest.put_method_response(
                **self.resource,
                httpMethod=method,
                statusCode=status,
                responseParameters=dict.fromkeys(headers, False),
            )
            self.methods[method]["declared"][status] = headers

    @rule(method=METHODS)
    def put_integration(self, method: str) -> None:
        if method in self.methods and self.methods[method]["responses"] is None:
            self.rest.put_integration(**self.resource, httpMethod=method, type="MOCK")
            self.methods[method]["responses"] = {}

    @rule(method=METHODS)
    def delete_integration(self, method: str) -> None:
        def expected() -> None:
            self.responses(method)
            self.methods[method]["responses"] = None

        self.agree(
            lambda: self.rest.delete_integration(**self.resource, httpMethod=method),
            expected,
        )

    @rule(
        method=METHODS,
        status=STATUSES,
        templates=st.sets(st.sampled_from(TYPES), min_size=1),
    )
    def put_response(self, method: str, status: str, templates: set[str]) -> None:
        target = {**self.resource, "httpMethod": method, "statusCode": status}
        sent = {
            "selectionPattern": status,
            "responseTemplates": dict.fromkeys(sorted(templates), "x"),
        }

        def expected() -> None:
            document = {**without_empty(sent), "statusCode": status}
            self.responses(method)[status] = document

        self.agree(
            lambda: self.rest.put_integration_response(**target, **sent), expected
        )

    @rule(method=METHODS, status=STATUSES, operations=OPERATIONS)
    def update_response(self, method: str, status: str, operations: list[Any]) -> None:
        target = {**self.resource, "httpMethod": method, "statusCode": status}
        sent = [
            {"op": op, "path": f"/{name}" + with_slash(key), "value": value}
            for op, name, key, value in operations
        ]

        def expected() -> None:
            responses = self.responses(method)
            old = found(responses, status)
            declared = self.methods[method]["declared"].get(status)
            patterns = [
                other["selectionPattern"]
                for other in responses.values()
                if other is not old
            ]
            responses[status] = patched(old, operations, declared, patterns)

        self.agree(
            lambda: self.rest.update_integration_response(
                **target, patchOperations=sent
            ),
            expected,
        )

    @rule(status=STATUSES, operations=OPERATIONS)
    def update_one_of_those_at_the_start(
        self, status: str, operations: list[Any]
    ) -> None:
        self.update_response("GET", status, operations)

    @rule(method=METHODS, status=STATUSES)
    def get_response(self, method: str, status: str) -> None:
        target = {**self.resource, "httpMethod": method, "statusCode": status}
        self.agree(
            lambda: self.rest.get_integration_response(**target),
            lambda: found(self.responses(method), status),
        )

    @rule(method=METHODS, status=STATUSES)
    def delete_response(self, method: str, status: str) -> None:
        target = {**self.resource, "httpMethod": method, "statusCode": status}
        self.agree(
            lambda: self.rest.delete_integration_response(**target),
            lambda: taken(self.responses(method), status),
        )

    @invariant()
    def rest_api_is_as_the_model_says(self) -> None:
        shown = self.rest.get_resources(
            restApiId=self.resource["restApiId"], embed=["methods"]
        )
        methods = shown["items"][0].get("resourceMethods", {})

        assert {name: responses_shown(method) for name, method in methods.items()} == {
            name: method["responses"] for name, method in self.methods.items()
        }

    # --- HTTP and WebSocket APIs --------------------------------------------------

    def target(self, protocol: str, place: str) -> dict[str, str]:
        """
        Return the arguments that name the integration in *place*, if there is one.
        """
        integration = self.ids.get((protocol, place), "absent")
        return {"ApiId": self.apis[protocol], "IntegrationId": integration}

    @rule(protocol=PROTOCOLS, place=PLACES)
    def create_integration(self, protocol: str, place: str) -> None:
        if place not in self.integrations[protocol]:
            api = self.apis[protocol]
            made = self.v2.create_integration(ApiId=api, **CREATED[protocol])
            self.ids[protocol, place] = made["IntegrationId"]
            document = {**CREATED[protocol], **DEFAULTS[protocol]}
            self.integrations[protocol][place] = {"shown": document, "responses": {}}

    @rule(protocol=PROTOCOLS, place=PLACES, sent=SETTINGS)
    def update_integration(self, protocol: str, place: str, sent: Document) -> None:
        sent = with_prefix(sent, "RequestParameters", PREFIX[protocol])

        def expected() -> None:
            stored = found(self.integrations[protocol], place)
            refuse(sent.get("TimeoutInMillis", 50) > LONGEST[protocol])
            refuse(len(sent.get("Description", "")) > 1024)
            stored["shown"] = merged(stored["shown"], sent)

        target = self.target(protocol, place)
        self.agree(lambda: self.v2.update_integration(**target, **sent), expected)

    @rule(protocol=PROTOCOLS, place=PLACES)
    def delete_v2_integration(self, protocol: str, place: str) -> None:
        target = self.target(protocol, place)
        self.agree(
            lambda: self.v2.delete_integration(**target),
            lambda: taken(self.integrations[protocol], place),
        )

    @rule(place=PLACES, key=KEYS)
    def create_response(self, place: str, key: str) -> None:
        target = self.target("WEBSOCKET", place)

        def call() -> None:
            made = self.v2.create_integration_response(
                **target, IntegrationResponseKey=key
            )
            self.ids[place, key] = made["IntegrationResponseId"]

        def expected() -> None:
            responses = found(self.integrations["WEBSOCKET"], place)["responses"]
            refuse(key == "nonsense")
            refuse(key in responses, 409)
            responses[key] = {"IntegrationResponseKey": key}

        self.agree(call, expected)

    @rule(place=PLACES, key=KEYS, pairs=PAIRS)
    def update_v2_response(self, place: str, key: str, pairs: dict[str, str]) -> None:
        target = self.target("WEBSOCKET", place)
        sent = with_prefix(
            {"ResponseParameters": pairs}, "ResponseParameters", HEADERS[0][:-1]
        )

        def expected() -> None:
            responses = found(self.integrations["WEBSOCKET"], place)["responses"]
            responses[key] = merged(found(responses, key), sent)

        response = self.ids.get((place, key), "absent")
        self.agree(
            lambda: self.v2.update_integration_response(
                **target, IntegrationResponseId=response, **sent
            ),
            expected,
        )

    @rule(place=PLACES, key=KEYS)
    def delete_v2_response(self, place: str, key: str) -> None:
        target = self.target("WEBSOCKET", place)
        response = self.ids.get((place, key), "absent")
        self.agree(
            lambda: self.v2.delete_integration_response(
                **target, IntegrationResponseId=response
            ),
            lambda: taken(
                found(self.integrations["WEBSOCKET"], place)["responses"], key
            ),
        )

    @invariant()
    def the_other_apis_are_as_the_model_says(self) -> None:
        for protocol, api in self.apis.items():
            items = self.v2.get_integrations(ApiId=api)["Items"]
            shown = {item.pop("IntegrationId"): item for item in items}

            assert shown == {
                self.ids[protocol, place]: stored["shown"]
                for place, stored in self.integrations[protocol].items()
            }

    @invariant()
    def the_responses_are_as_the_model_says(self) -> None:
        for place, stored in self.integrations["WEBSOCKET"].items():
            target = self.target("WEBSOCKET", place)
            items = self.v2.get_integration_responses(**target)["Items"]
            shown = {item.pop("IntegrationResponseId"): item for item in items}

            assert shown == {
                self.ids[place, key]: response
                for key, response in stored["responses"].items()
            }


def with_slash(key: str) -> str:
    return "/" + key.replace("/", "~1") if key else ""


def with_prefix(sent: Document, name: str, prefix: str) -> Document:
    if name not in sent:
        return sent
    return {**sent, name: {f"{prefix}{key}": sent[name][key] for key in sent[name]}}


def responses_shown(method: Document) -> Document | None:
    """
    Return the responses of a method's integration, None where there is none.
    """
    integration: Document | None = method.get("methodIntegration")
    return integration and integration.get("integrationResponses", {})


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=40
        ),
    )
