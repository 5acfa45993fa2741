"""
How an action answers: what the body says, and one lock per backend.
"""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import nullcontext
from threading import Barrier
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends
from threads import (
    KINDS,
    NAMES,
    THREADS,
    answers_to_threads,
    are_states_of_one_history,
    of_response,
    of_v2_integration,
)

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.errors import NotSerializable
from apigw_mock.host.answer import check_types, json_body, lock_of
from apigw_mock.host.model import Member, body_members

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNT = "123456789012"  # moto's

TEXT = Member("text", "string")
MEMBERS = {
    "text": TEXT,
    "number": Member("number", "integer"),
    "flag": Member("flag", "boolean"),
    "list": Member("list", "list", value=Member("", "integer")),
    "map": Member("map", "map", value=TEXT),
    "structure": Member("structure", "structure", members={"text": TEXT}),
}


# --- JSON of another type than the service model says -----------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a", "number": 1, "flag": True, "list": [1]},
        {"map": {"a": "b"}, "structure": {"text": "a"}},
    ],
    ids=["leaves", "branches"],
)
def test_what_the_model_says_is_kept(body: dict[str, Any]) -> None:
    assert check_types(body, MEMBERS) == body


def test_null_and_the_unknown_are_left_out() -> None:
    body = {"text": None, "other": 1, "map": {"a": None}, "structure": {"other": 1}}

    assert check_types(body, MEMBERS) == {"map": {}, "structure": {}}


VALUES = {
    "text": "a",
    "integer": 1,
    "float": 1.5,
    "flag": True,
    "list": [],
    "map": {},
}
TAKEN = {
    ("text", "text"): "a",
    ("number", "integer"): 1,
    ("number", "float"): 1,
    ("flag", "flag"): True,
    ("list", "list"): [],
    ("map", "map"): {},
    ("structure", "map"): {},
}
REFUSED = [
    (member, value)
    for member in MEMBERS
    for value in VALUES
    if (member, value) not in TAKEN
]


@pytest.mark.parametrize(("member", "value"), TAKEN)
def test_a_value_of_the_model_s_type_is_taken(member: str, value: str) -> None:
    read = check_types({member: VALUES[value]}, MEMBERS)[member]
    wanted = TAKEN[member, value]

    assert (type(read), read) == (type(wanted), wanted)  # True equals 1


@pytest.mark.parametrize(("member", "value"), REFUSED)
def test_a_value_of_another_type_is_refused(member: str, value: str) -> None:
    with pytest.raises(NotSerializable):
        check_types({member: VALUES[value]}, MEMBERS)


def test_lengths_in_kilobytes_are_read_from_the_names_of_shapes() -> None:
    member = body_members("apigatewayv2", "UpdateIntegration")["requestTemplates"]

    assert member.value == Member("", "string", minimum=0, maximum=32_768)


def test_no_body_is_an_empty_object() -> None:
    assert json_body(SimpleNamespace(body="")) == {}


# --- Threads: what they write at once is all there in the end ---------------------


@pytest.fixture
def eager_switches() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.once
@KINDS
@pytest.mark.usefixtures("eager_switches")
def test_threads_lose_no_key_and_see_states_that_existed(kind: Any) -> None:
    with mock_apigw_updates() as backend:
        answers, shown = answers_to_threads(kind, backend)

    assert len(answers) == len(NAMES)
    assert len(shown) == len(NAMES)
    assert are_states_of_one_history(answers)


class Meeting(dict[str, Any]):
    """
    A map of moto's that no thread writes to before all of them are about to.
    """

    def __init__(self, held: dict[str, Any]) -> None:
        super().__init__(held)
        self.barrier = Barrier(THREADS, timeout=60)

    def __setitem__(self, key: str, value: Any) -> None:
        self.barrier.wait()
        super().__setitem__(key, value)


def meet_in_response() -> None:
    (api,) = apigateway_backends[ACCOUNT]["us-east-1"].apis.values()
    (method,) = [
        method
        for resource in api.resources.values()
        for method in resource.resource_methods.values()
    ]
    integration = method.method_integration
    integration.integration_responses = Meeting(integration.integration_responses)


def meet_in_v2_integration() -> None:
    (api,) = apigatewayv2_backends[ACCOUNT]["us-east-1"].apis.values()
    api.integrations = Meeting(api.integrations)


MEETINGS = {of_response: meet_in_response, of_v2_integration: meet_in_v2_integration}


@pytest.mark.once
@KINDS
def test_without_the_lock_keys_are_lost(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The test above can fail: it is the lock that makes it pass.

    All threads have read before the first one writes, so that each undoes the others'.
    """
    lockless = "apigw_mock.host.answer.lock_of"
    monkeypatch.setattr(lockless, lambda _: nullcontext())

    def met(backend: Backend) -> Any:
        made = kind(backend)
        MEETINGS[kind]()
        return made

    with mock_apigw_updates() as backend:
        answers, shown = answers_to_threads(met, backend)

    assert len(shown) < len(NAMES)
    assert not are_states_of_one_history(answers)


def test_a_call_of_a_generator_that_is_collected_meanwhile_blocks_nobody() -> None:
    class Collecting:
        def __hash__(self) -> int:
            gc.collect()
            return 0

    def calling() -> Iterator[list[Any]]:
        cycle: list[Any] = []
        try:
            yield cycle
        finally:
            cycle.append(lock_of(Collecting))

    def call_while_collecting() -> None:
        suspended = calling()
        next(suspended).append(suspended)  # only the collector finds it
        del suspended
        lock_of(Collecting())

    thread = threading.Thread(target=call_while_collecting, daemon=True)
    thread.start()
    thread.join(30)

    assert not thread.is_alive()
