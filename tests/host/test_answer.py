"""
How an action answers: by what the URL says, and with one lock per backend.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
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
    of_account,
    of_authorizer,
    of_response,
    of_rest_api,
    of_stage,
    of_usage_plan,
    of_v2_integration,
    of_v2_route,
    of_v2_stage,
)

from apigw_mock import Backend, mock_apigw_updates
from apigw_mock.host.answer import Answer, HostRefusal, action, lock_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock import V2StageTarget

ACCOUNT = "123456789012"  # moto's


# --- Which operation it is --------------------------------------------------------


def asked(url: str, **more: Any) -> Any:
    """
    Return what stands for a request of moto's.
    """
    return SimpleNamespace(method="GET", uri=f"https://host{url}", body="", **more)


def answer(original: Any) -> Any:
    """
    Answer as moto's action for all resources of an API.
    """
    handlers = {
        "get_resources": lambda _, request: Answer(200, {"all": request.operation}),
        "get_integration": lambda _, request: Answer(200, {"one": request.target}),
    }
    return action("apigateway", lambda _: KEY, handlers)(original)


class Key:
    """
    Stands for a backend.
    """

    account_id, region_name = "123456789012", "us-east-1"


KEY = Key()


def test_the_operation_is_that_of_the_url_whatever_moto_takes_it_for() -> None:
    all_of_them = answer(asked("/restapis/a/resources"))
    one = answer(asked("/restapis/a/resources/b/methods/resources/integration"))

    assert all_of_them == (200, {"status": 200}, '{"all": "GetResources"}')
    target = {"restApiId": "a", "resourceId": "b", "httpMethod": "resources"}
    assert json.loads(one[2]) == {"one": target}


def test_an_operation_that_is_not_ours_is_moto_s() -> None:
    def get_stage() -> Any:
        return 200, {}, "a stage"

    answered = answer(asked("/restapis/a/stages/resources", get_stage=get_stage))

    assert answered == (200, {}, "a stage")


def test_a_url_without_an_operation_is_refused() -> None:
    with pytest.raises(HostRefusal) as refused:
        answer(asked("/restapis/a/b/resources"))

    assert refused.value.code == 403


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


def meet_in_response(_: pytest.MonkeyPatch) -> None:
    (api,) = apigateway_backends[ACCOUNT]["us-east-1"].apis.values()
    (method,) = [
        method
        for resource in api.resources.values()
        for method in resource.resource_methods.values()
    ]
    integration = method.method_integration
    integration.integration_responses = Meeting(integration.integration_responses)


def meet_in_rest_api(_: pytest.MonkeyPatch) -> None:
    backend: Any = apigateway_backends[ACCOUNT]["us-east-1"]
    backend.apis = Meeting(backend.apis)


def meet_in_authorizer(_: pytest.MonkeyPatch) -> None:
    (api,) = apigateway_backends[ACCOUNT]["us-east-1"].apis.values()
    api.authorizers = Meeting(api.authorizers)


def meet_in_stage(_: pytest.MonkeyPatch) -> None:
    (api,) = apigateway_backends[ACCOUNT]["us-east-1"].apis.values()
    api.stages = Meeting(api.stages)


def meet_in_usage_plan(_: pytest.MonkeyPatch) -> None:
    backend: Any = apigateway_backends[ACCOUNT]["us-east-1"]
    backend.usage_plans = Meeting(backend.usage_plans)


def meet_in_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Let no thread change the account before all of them are about to.
    """
    backend: Any = apigateway_backends[ACCOUNT]["us-east-1"]
    barrier = Barrier(THREADS, timeout=60)

    def set_attribute(self: Any, name: str, value: Any) -> None:
        if threading.current_thread() is not threading.main_thread():
            barrier.wait()  # not in a reset
        object.__setattr__(self, name, value)

    kind = type(backend)
    own = {"__module__": kind.__module__, "__setattr__": set_attribute}
    monkeypatch.setattr(backend, "__class__", type(kind.__name__, (kind,), own))


def meet_in_v2_integration(_: pytest.MonkeyPatch) -> None:
    (api,) = apigatewayv2_backends[ACCOUNT]["us-east-1"].apis.values()
    api.integrations = Meeting(api.integrations)


def meet_in_v2_stage(_: pytest.MonkeyPatch) -> None:
    (api,) = apigatewayv2_backends[ACCOUNT]["us-east-1"].apis.values()
    api.stages = Meeting(api.stages)


def meet_in_v2_route(_: pytest.MonkeyPatch) -> None:
    (api,) = apigatewayv2_backends[ACCOUNT]["us-east-1"].apis.values()
    api.routes = Meeting(api.routes)


MEETINGS = {
    of_response: meet_in_response,
    of_rest_api: meet_in_rest_api,
    of_stage: meet_in_stage,
    of_authorizer: meet_in_authorizer,
    of_account: meet_in_account,
    of_usage_plan: meet_in_usage_plan,
    of_v2_integration: meet_in_v2_integration,
    of_v2_stage: meet_in_v2_stage,
    of_v2_route: meet_in_v2_route,
}


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
        MEETINGS[kind](monkeypatch)
        return made

    with mock_apigw_updates() as backend:
        answers, shown = answers_to_threads(met, backend)

    assert len(shown) < len(NAMES)
    assert not are_states_of_one_history(answers)


def deploy_while_the_stage_changes(
    backend: Backend, target: V2StageTarget, rounds: int
) -> tuple[Any, list[str]]:
    """
    Return a stage and the ids of the deployments, after calls from all threads at once.

    Half of the threads set variables of the stage, which deploys by itself. The other
    half make routes, each of which deploys the API.
    """
    clients = [backend.client("apigatewayv2") for _ in range(THREADS)]
    start = Barrier(THREADS)

    def work(thread: int) -> None:
        client, api = clients[thread], {"ApiId": target["ApiId"]}
        start.wait()
        for n in range(rounds):
            if thread % 2:
                sent = {f"a_{thread}_{n}": "1"}
                client.update_stage(**target, StageVariables=sent)
            else:
                client.create_route(**api, RouteKey=f"GET /{thread}/{n}")

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    made = backend.apigatewayv2.get_deployments(ApiId=target["ApiId"])["Items"]
    stage = backend.apigatewayv2.get_stage(**target)
    return stage, [one["DeploymentId"] for one in made]


@pytest.mark.once
@pytest.mark.usefixtures("eager_switches")
def test_deployments_from_other_threads_lose_no_variable_of_a_stage() -> None:
    with mock_apigw_updates() as backend:
        target = backend.http_stage(AutoDeploy=True)
        stage, made = deploy_while_the_stage_changes(backend, target, 20)

    assert len(stage["StageVariables"]) == THREADS // 2 * 20
    assert len(made) == 1 + THREADS // 2 * 20
    assert stage["DeploymentId"] == made[-1]


@pytest.mark.once
def test_without_the_lock_deployments_lose_variables_of_a_stage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    The test above can fail, too.
    """
    lockless = "apigw_mock.host.answer.lock_of"
    monkeypatch.setattr(lockless, lambda _: nullcontext())

    with mock_apigw_updates() as backend:
        target = backend.http_stage(AutoDeploy=True)
        meet_in_v2_stage(monkeypatch)
        stage, _ = deploy_while_the_stage_changes(backend, target, 1)

    assert len(stage["StageVariables"]) < THREADS // 2


def test_a_call_of_a_generator_that_is_collected_meanwhile_blocks_nobody() -> None:
    class Collecting:
        account_id, region_name = "123456789012", "us-east-1"

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
