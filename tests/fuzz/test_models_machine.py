"""
Models, request validators, authorizers and the method that uses them, in any order.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from fuzz.models import found, refuse, status_of
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
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

NAMES = st.sampled_from(["Empty", "Error", "Cat", "no name", ""])
KNOWN_NAMES = st.sampled_from(["Empty", "Error", "Cat"])
GOOD, BAD = ["{}", '{"type": "object"}'], ["", "{", '{"type": "cat"}']
SCHEMAS = st.sampled_from([*GOOD, *BAD])
LABELS = st.sampled_from(["a", "b", " "])
PLACES = st.sampled_from(["first", "second"])
FLAGS = st.sampled_from(["true", "True", "false", "", None])
POOLS = st.sampled_from(["arn:aws:cognito-idp:us-east-1:1:userpool/a", "b", ""])
TIMES = st.sampled_from(["0", "3600", "3601", "x", ""])
OPS = st.sampled_from(["add", "remove", "replace"])
SOURCE = "method.request.header.A"


class ModelsMachine(RuleBasedStateMachine):
    """
    One REST API with at most one method.

    Attributes:
        schemas: of the models by name; None for one that nobody has changed.
        validators: by place, ``{"name": "a", "body": False}``.
        authorizers: by place, ``{"name": "a", "pools": ["arn…"], "time": None}``.
        ids: of validators and authorizers, by kind and place.
        method: what the method uses, None if there is no method.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        self.client: Any = self.scope.enter_context(mock_apigw_updates()).apigateway
        made = self.client.create_rest_api(name="pets")
        self.api = {"restApiId": made["id"]}
        self.place = {"resourceId": made["rootResourceId"], "httpMethod": "GET"}
        self.schemas: Document = {"Empty": None, "Error": None}
        self.validators: Document = {}
        self.authorizers: Document = {}
        self.ids: dict[tuple[str, str], str] = {}
        self.method: Document | None = None

    def teardown(self) -> None:
        self.scope.close()

    def agree(self, call: Callable[[], Any], model: Callable[[], Any]) -> None:
        """
        Make a call, and do in the model what it should do: with the same status.
        """
        assert status_of(call) == status_of(model)

    def send(self, call: str, kind: str = "", place: str = "", **sent: Any) -> Any:
        """
        Make a call on the API, or on one of its validators or authorizers.
        """
        if kind:
            sent[kind] = self.ids.get((kind, place), "absent")
        return getattr(self.client, call)(**self.api, **sent)

    def uses(self, member: str, value: str) -> bool:
        return bool(self.method) and (self.method or {}).get(member) == value

    # --- Models -------------------------------------------------------------------

    @rule(name=NAMES, schema=SCHEMAS)
    def create_model(self, name: str, schema: str) -> None:
        def expected() -> None:
            refuse(not name.isalnum())
            refuse(name in self.schemas, 409)
            refuse(schema in BAD)
            self.schemas[name] = schema

        sent = {"name": name, "schema": schema, "contentType": "application/json"}
        self.agree(lambda: self.send("create_model", **sent), expected)

    @rule(name=KNOWN_NAMES, schema=SCHEMAS)
    def update_model(self, name: str, schema: str) -> None:
        def expected() -> None:
            found(self.schemas, name)
            refuse(schema in BAD)
            self.schemas[name] = schema

        sent = [{"op": "replace", "path": "/schema", "value": schema}]
        self.agree(
            lambda: self.send("update_model", modelName=name, patchOperations=sent),
            expected,
        )

    @rule(name=KNOWN_NAMES)
    def delete_model(self, name: str) -> None:
        def expected() -> None:
            found(self.schemas, name)
            refuse(self.uses("model", name), 409)
            del self.schemas[name]

        self.agree(lambda: self.send("delete_model", modelName=name), expected)

    @invariant()
    def the_models_are_as_the_model_says(self) -> None:
        shown = {
            one["name"]: one["schema"]
            for one in self.client.get_models(**self.api)["items"]
        }

        assert list(shown) == sorted(self.schemas)
        changed = {name: one for name, one in self.schemas.items() if one is not None}
        assert {name: shown[name] for name in changed} == changed

    # --- Request validators -------------------------------------------------------

    @rule(place=PLACES, name=LABELS)
    def create_validator(self, place: str, name: str) -> None:
        if place in self.validators:
            return

        def call() -> None:
            made = self.send("create_request_validator", name=name)
            self.ids["requestValidatorId", place] = made["id"]

        def expected() -> None:
            refuse(not name.strip())
            self.validators[place] = {"name": name, "body": False}

        self.agree(call, expected)

    @rule(place=PLACES, name=LABELS, flag=FLAGS)
    def update_validator(self, place: str, name: str, flag: str | None) -> None:
        def expected() -> None:
            found(self.validators, place)
            refuse(not name.strip())
            body = (flag or "").lower() == "true"
            self.validators[place] = {"name": name, "body": body}

        first: Document = {"op": "replace", "path": "/validateRequestBody"}
        if flag is not None:
            first["value"] = flag
        sent = [first, {"op": "replace", "path": "/name", "value": name}]
        call, kind = "update_request_validator", "requestValidatorId"
        self.agree(lambda: self.send(call, kind, place, patchOperations=sent), expected)

    @rule(place=PLACES)
    def delete_validator(self, place: str) -> None:
        def expected() -> None:
            found(self.validators, place)
            refuse(self.uses("validator", place), 409)
            del self.validators[place]

        call, kind = "delete_request_validator", "requestValidatorId"
        self.agree(lambda: self.send(call, kind, place), expected)

    @invariant()
    def the_validators_are_as_the_model_says(self) -> None:
        shown = {
            one["id"]: {"name": one["name"], "body": one["validateRequestBody"]}
            for one in self.client.get_request_validators(**self.api)["items"]
        }

        assert shown == {
            self.ids["requestValidatorId", place]: one
            for place, one in self.validators.items()
        }

    # --- Authorizers --------------------------------------------------------------

    def check_name(self, place: str, name: str) -> None:
        refuse(not name.strip())
        others = [it["name"] for one, it in self.authorizers.items() if one != place]
        refuse(name in others)

    @rule(place=PLACES, name=LABELS, pool=POOLS)
    def create_authorizer(self, place: str, name: str, pool: str) -> None:
        if place in self.authorizers:
            return

        def call() -> None:
            made = self.send(
                "create_authorizer",
                name=name,
                type="COGNITO_USER_POOLS",
                identitySource=SOURCE,
                providerARNs=[pool],
            )
            self.ids["authorizerId", place] = made["id"]

        def expected() -> None:
            self.check_name(place, name)
            refuse(not pool)
            self.authorizers[place] = {"name": name, "pools": [pool], "time": None}

        self.agree(call, expected)

    def update_authorizer(self, place: str, model: Any, **operation: str) -> None:
        def expected() -> None:
            model(found(self.authorizers, place))

        call, sent = "update_authorizer", [operation]
        self.agree(
            lambda: self.send(call, "authorizerId", place, patchOperations=sent),
            expected,
        )

    @rule(place=PLACES, name=LABELS)
    def rename_authorizer(self, place: str, name: str) -> None:
        def expected(authorizer: Document) -> None:
            self.check_name(place, name)
            authorizer["name"] = name

        self.update_authorizer(place, expected, op="replace", path="/name", value=name)

    @rule(place=PLACES, op=OPS, pool=POOLS)
    def change_pools(self, place: str, op: str, pool: str) -> None:
        def expected(authorizer: Document) -> None:
            pools = authorizer["pools"]
            refuse(op == "replace" or not pool)
            refuse(op == "remove" and pool not in pools, 404)
            refuse(op == "remove" and pools == [pool])
            rest = [one for one in pools if op == "add" or one != pool]
            new = [pool] if op == "add" and pool not in pools else []
            authorizer["pools"] = rest + new

        self.update_authorizer(place, expected, op=op, path="/providerARNs", value=pool)

    @rule(place=PLACES, seconds=TIMES)
    def set_time(self, place: str, seconds: str) -> None:
        def expected(authorizer: Document) -> None:
            refuse(seconds in ("3601", "x"))
            authorizer["time"] = int(seconds) if seconds else None

        path = "/authorizerResultTtlInSeconds"
        self.update_authorizer(place, expected, op="replace", path=path, value=seconds)

    @rule(place=PLACES)
    def delete_authorizer(self, place: str) -> None:
        def expected() -> None:
            found(self.authorizers, place)
            refuse(self.uses("authorizer", place), 409)
            del self.authorizers[place]

        self.agree(
            lambda: self.send("delete_authorizer", "authorizerId", place), expected
        )

    @invariant()
    def the_authorizers_are_as_the_model_says(self) -> None:
        shown = {
            one["id"]: {
                "name": one["name"],
                "pools": one["providerARNs"],
                "time": one.get("authorizerResultTtlInSeconds"),
            }
            for one in self.client.get_authorizers(**self.api)["items"]
        }

        assert shown == {
            self.ids["authorizerId", place]: one
            for place, one in self.authorizers.items()
        }

    # --- The method ---------------------------------------------------------------

    @rule(model=KNOWN_NAMES, validator=PLACES, authorizer=PLACES)
    def put_method(self, model: str, validator: str, authorizer: str) -> None:
        if self.method:
            return

        def expected() -> None:
            refuse(authorizer not in self.authorizers)
            refuse(model not in self.schemas)
            refuse(validator not in self.validators)
            self.method = {
                "model": model,
                "validator": validator,
                "authorizer": authorizer,
            }

        sent = {
            **self.place,
            "authorizationType": "COGNITO_USER_POOLS",
            "authorizerId": self.ids.get(("authorizerId", authorizer), "absent"),
            "requestModels": {"application/json": model},
        }
        call, kind = "put_method", "requestValidatorId"
        self.agree(lambda: self.send(call, kind, validator, **sent), expected)

    @rule()
    def delete_method(self) -> None:
        def expected() -> None:
            refuse(not self.method, 404)
            self.method = None

        self.agree(lambda: self.send("delete_method", **self.place), expected)


def test_every_walk_ends_where_the_model_does(profile: Profile) -> None:
    run_state_machine_as_test(
        ModelsMachine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=40
        ),
    )
