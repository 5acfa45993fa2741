"""
What holds for every update of a route, whatever it says.
"""

from __future__ import annotations

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

QUERY = "route.request.querystring."
POOLS: dict[str, st.SearchStrategy[Any]] = {
    "ApiKeyRequired": st.booleans(),
    "AuthorizationScopes": st.sampled_from([[], ["read"], ["read", "write"], [""]]),
    "AuthorizationType": st.sampled_from(["NONE", "AWS_IAM", "JWT", "CUSTOM", "X"]),
    "AuthorizerId": st.sampled_from(["", "own", "nosuch"]),
    "ModelSelectionExpression": st.sampled_from(["", "$request.body.kind", "${x"]),
    "OperationName": st.sampled_from(["", "list", "n" * 65]),
    "RequestModels": st.dictionaries(
        st.sampled_from("ab"), st.sampled_from(["", "Pet", "m" * 129]), max_size=2
    ),
    "RequestParameters": st.dictionaries(
        st.sampled_from([f"{QUERY}a", f"{QUERY}b"]),
        st.sampled_from([{}, {"Required": True}, {"Required": False}]),
        max_size=2,
    ),
    "RouteKey": st.sampled_from(["GET /toys", "GET /pets/{id}", "$connect", "", "m"]),
    "RouteResponseSelectionExpression": st.sampled_from(["", "$default", "x"]),
    "Target": st.sampled_from(["", "integrations/nosuch", "nosuch"]),
}
UNLINKED = (
    "ApiKeyRequired",
    "ModelSelectionExpression",
    "OperationName",
    "RequestModels",
    "RouteResponseSelectionExpression",
    "Target",
)
STARTS: dict[str, tuple[str, Settings]] = {
    "plain": ("http_route", {}),
    "nowhere": ("http_route", {"Target": None, "OperationName": "first"}),
    "jwt": ("http_route", {"AuthorizationType": "JWT", "AuthorizationScopes": ["a"]}),
    "custom": ("http_route", {"AuthorizationType": "CUSTOM"}),
    "connect": (
        "websocket_route",
        {
            "ApiKeyRequired": True,
            "AuthorizationType": "CUSTOM",
            "ModelSelectionExpression": "$request.body.kind",
            "RequestModels": {"a": "Pet"},
            "RequestParameters": {f"{QUERY}a": {"Required": True}},
            "RouteResponseSelectionExpression": "$default",
        },
    ),
    "message": ("websocket_route", {"RouteKey": "message"}),
}
UPDATES = st.fixed_dictionaries({}, optional=POOLS)
start = st.sampled_from(sorted(STARTS))
few = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Route:
    """
    One stored route and its client.
    """

    def __init__(self, backend: Backend, kind: str) -> None:
        builder, made = STARTS[kind]
        config = Config(parameter_validation=False)
        self.client: Any = backend.client("apigatewayv2", config=config)
        self.target = getattr(backend, builder)(**made)
        self.own = self.read().get("AuthorizerId", "none")

    def read(self) -> Settings:
        return self.answered(self.client.get_route(**self.target))

    def sendable(self) -> Settings:
        return {name: value for name, value in self.read().items() if name != "RouteId"}

    def update(self, change: Settings) -> Settings | None:
        """
        Return the answer, None for a refusal.
        """
        own = {"AuthorizerId": self.own} if change.get("AuthorizerId") == "own" else {}
        try:
            return self.answered(
                self.client.update_route(**self.target, **{**change, **own})
            )
        except ClientError as error:
            return refused(error)

    def answered(self, answer: Settings) -> Settings:
        return {n: value for n, value in answer.items() if n != "ResponseMetadata"}


def refused(error: ClientError) -> None:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] in {400, 409}


@few
@given(kind=start, change=UPDATES)
def test_an_answer_is_what_get_answers_and_a_refusal_changes_nothing(
    backend: Backend, kind: str, change: Settings
) -> None:
    stored = Route(backend, kind)
    before = stored.read()

    answer = stored.update(change)

    assert stored.read() == (before if answer is None else answer)


@few
@given(kind=start, change=UPDATES)
def test_a_routes_own_settings_change_nothing(
    backend: Backend, kind: str, change: Settings
) -> None:
    stored = Route(backend, kind)
    stored.update(change)
    before = stored.read()

    answer = stored.update(stored.sendable())

    assert answer == before


@few
@given(kind=start, change=UPDATES)
def test_an_update_keeps_what_it_does_not_name(
    backend: Backend, kind: str, change: Settings
) -> None:
    stored = Route(backend, kind)
    before, authorization = stored.read(), {"AuthorizerId", "AuthorizationScopes"}

    after = stored.update(change) or before

    moves = authorization if "AuthorizationType" in change else set()
    kept = before.keys() - change.keys() - moves
    assert {name: after.get(name) for name in kept} == {
        name: before[name] for name in kept
    }


@few
@given(
    kind=start,
    changes=st.tuples(
        *[
            st.sampled_from(UNLINKED).flatmap(
                lambda name: st.fixed_dictionaries({name: POOLS[name]})
            )
        ]
        * 2
    ).filter(lambda pair: pair[0].keys() != pair[1].keys()),
)
def test_updates_of_fields_that_no_rule_links_end_alike_in_either_order(
    backend: Backend, kind: str, changes: tuple[Settings, Settings]
) -> None:
    one, other = Route(backend, kind), Route(backend, kind)
    first, second = changes

    accepted = [one.update(first), one.update(second)]
    turned = [other.update(second), other.update(first)]

    assert [a is None for a in accepted] == [a is None for a in reversed(turned)]
    assert without_ids(one) == without_ids(other)


def without_ids(route: Route) -> Settings:
    """
    Return the settings of a route, without the ids that its builder has made.
    """
    shown = {**route.sendable(), "AuthorizerId": ""}
    known = shown.get("Target") in {None, "integrations/nosuch"}
    return shown if known else {**shown, "Target": ""}
