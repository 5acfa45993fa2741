"""
The decorator and the scope.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import threading
import unittest
import weakref
from contextlib import ExitStack
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import boto3
import moto
import moto.settings
import pytest
from interrupts import at_each_place
from moto.core.config import default_user_config
from moto.core.models import MockAWS, botocore_stubber
from requests.adapters import HTTPAdapter

from apigw_mock import Backend, mock_apigw_updates, updates
from apigw_mock.errors import InvalidRegionName, UnsupportedMoto
from apigw_mock.mock import Scope

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

pytestmark = pytest.mark.usefixtures("untouched")


def is_open() -> bool:
    return bool(botocore_stubber.enabled)


def names(backend: Backend) -> list[str]:
    """
    Return the names of the backend's REST APIs.
    """
    return [api["name"] for api in backend.apigateway.get_rest_apis()["items"]]


# --- Context manager --------------------------------------------------------------


def test_with_yields_a_backend_and_closes() -> None:
    with mock_apigw_updates() as backend:
        inside = is_open()
        backend.apigateway.create_rest_api(name="api")
        found = names(backend)

    assert (inside, found) == (True, ["api"])
    assert not is_open()


def test_async_with_yields_a_backend_and_closes() -> None:
    async def use() -> tuple[bool, list[str]]:
        async with mock_apigw_updates() as backend:
            return is_open(), names(backend)

    assert asyncio.run(use()) == (True, [])
    assert not is_open()


def test_every_outermost_scope_starts_empty() -> None:
    with mock_apigw_updates() as backend:
        backend.apigateway.create_rest_api(name="first")
        backend.apigatewayv2.create_api(Name="first", ProtocolType="HTTP")
    with mock_apigw_updates() as backend:
        found = names(backend), backend.apigatewayv2.get_apis()["Items"]

    assert found == ([], [])


def test_nested_scopes_share_the_state_and_have_their_own_backends() -> None:
    with mock_apigw_updates() as outer:
        outer.apigateway.create_rest_api(name="api")
        with mock_apigw_updates() as inner:
            found = names(inner)
        still_open = is_open()

    assert outer is not inner
    assert (found, still_open) == (["api"], True)


def test_one_object_can_be_entered_again_while_it_is_open() -> None:
    scope = mock_apigw_updates()
    with scope as outer, scope as inner:
        inner.apigateway.create_rest_api(name="api")
        found = names(outer)
    with scope as again:
        found_again = names(again)

    assert len({id(backend) for backend in (outer, inner, again)}) == 3
    assert (found, found_again) == (["api"], [])


def test_one_object_can_be_entered_by_threads_that_overlap() -> None:
    scope = mock_apigw_updates(region_name="eu-west-1")
    barrier = threading.Barrier(8, timeout=30)
    seen: list[bool] = []
    backends: list[Backend] = []

    def use() -> None:
        barrier.wait()
        for _ in range(5):
            with scope as backend:
                backends.append(backend)
                seen.append(is_open() and os.environ["AWS_DEFAULT_REGION"] != "")

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [True] * 40
    assert len({id(backend) for backend in backends}) == 40
    assert not is_open()


def stranger() -> Any:
    """
    Return a client as it was before any import of moto.
    """
    client = boto3.Session("key", "secret").client("sts", "us-east-1")
    client.meta.events.unregister("before-send", botocore_stubber)
    return client


def adopted(*clients: Any) -> list[bool]:
    """
    Say for each client whether moto answers it.
    """
    emitters = [client.meta.events._emitter._handlers for client in clients]  # noqa: SLF001
    return [
        botocore_stubber in emitter.prefix_search("before-send") for emitter in emitters
    ]


def test_tasks_that_overlap_leave_what_they_have_entered() -> None:
    scope, clients = mock_apigw_updates(), (stranger(), stranger())

    async def use(client: Any, enter: asyncio.Event, leave: asyncio.Event) -> None:
        await enter.wait()
        async with scope as backend:
            backend.adopt(client)
            await leave.wait()

    async def overlap() -> list[list[bool]]:
        events = [asyncio.Event() for _ in range(4)]
        # The first enters first and leaves first, while the second is inside.
        pairs = (events[0], events[2]), (events[1], events[3])
        tasks = [
            asyncio.ensure_future(use(client, *pair))
            for client, pair in zip(clients, pairs, strict=True)
        ]
        seen = []
        for event in events:
            event.set()
            await asyncio.sleep(0.01)
            seen.append(adopted(*clients))
        await asyncio.gather(*tasks)
        return seen

    seen = asyncio.run(overlap())

    assert seen == [[True, False], [True, True], [False, True], [False, False]]
    assert not is_open()


def test_a_scope_may_be_left_in_another_context_than_it_was_entered() -> None:
    scope = mock_apigw_updates()
    copy_context().run(scope.__enter__)
    entered = is_open()
    scope.__exit__(None, None, None)

    assert entered
    assert not is_open()


def test_what_another_context_has_left_is_not_left_again() -> None:
    scope, first, second = mock_apigw_updates(), stranger(), stranger()
    copy_context().run(scope.__enter__).adopt(first)
    scope.__enter__().adopt(second)
    copy_context().run(scope.__exit__)
    between = adopted(first, second)
    scope.__exit__(None, None, None)

    assert between == [True, False]
    assert adopted(first, second) == [False, False]
    assert not is_open()


def test_what_another_context_has_left_is_not_kept() -> None:
    scope = mock_apigw_updates()
    backend = weakref.ref(scope.__enter__())
    copy_context().run(scope.__exit__)
    scope.__enter__()
    gc.collect()
    kept = backend()
    scope.__exit__(None, None, None)

    assert kept is None


def test_leaving_more_often_than_entering_is_an_error() -> None:
    scope = mock_apigw_updates()
    with scope:
        pass

    with pytest.raises(RuntimeError, match="more often than entered"):
        scope.__exit__(None, None, None)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)], ids=str)
def test_scopes_that_overlap_may_be_left_in_any_order(order: tuple[int, ...]) -> None:
    scopes = [mock_apigw_updates(region_name=f"eu-west-{i}") for i in (1, 2, 3)]
    for scope in scopes:
        scope.__enter__()
    seen = [is_open()]
    for index in order:
        seen.append(is_open())
        scopes[index].__exit__(None, None, None)

    assert seen == [True] * 4
    assert not is_open()


@pytest.mark.parametrize(
    "error", [ValueError, KeyboardInterrupt, SystemExit], ids=lambda e: e.__name__
)
def test_an_exception_closes_the_scope_and_passes(error: type[BaseException]) -> None:
    with pytest.raises(error), mock_apigw_updates():
        raise error

    assert not is_open()


# --- start and stop ---------------------------------------------------------------


def test_start_returns_a_backend_and_stop_closes() -> None:
    scope = mock_apigw_updates(region_name="eu-west-1")
    backend = scope.start()
    inside = is_open(), os.environ["AWS_DEFAULT_REGION"], names(backend)
    backend.apigateway.create_rest_api(name="api")
    scope.stop()

    assert inside == (True, "eu-west-1", [])
    assert not is_open()
    again = scope.start()
    found = names(again)
    scope.stop()
    assert (again is backend, found) == (False, [])


def test_stop_ends_the_newest_start() -> None:
    scope, clients = mock_apigw_updates(), (stranger(), stranger())
    for client in clients:
        scope.start().adopt(client)
    seen = [adopted(*clients)]
    for _ in clients:
        scope.stop()
        seen.append([is_open(), *adopted(*clients)])

    assert seen == [[True, True], [True, True, False], [False, False, False]]


def test_a_block_does_not_end_what_was_started_in_it() -> None:
    scope, client = mock_apigw_updates(), stranger()
    with scope:
        scope.start().adopt(client)
    between = is_open(), adopted(client)
    scope.stop()

    assert between == (True, [True])
    assert (is_open(), adopted(client)) == (False, [False])


def test_stop_does_not_end_the_block_it_is_in() -> None:
    scope, client = mock_apigw_updates(), stranger()
    scope.start()
    with scope as backend:
        backend.adopt(client)
        scope.stop()
        between = is_open(), adopted(client)

    assert between == (True, [True])
    assert (is_open(), adopted(client)) == (False, [False])


def test_started_scopes_may_be_stopped_in_any_order() -> None:
    scopes = [mock_apigw_updates(region_name=f"eu-west-{i}") for i in (1, 2, 3)]
    for scope in scopes:
        scope.start()
    seen = []
    for index in (1, 0, 2):
        seen.append(is_open())
        scopes[index].stop()

    assert seen == [True] * 3
    assert not is_open()


def test_a_thread_stops_what_it_has_started_and_else_what_another_has() -> None:
    scope, clients = mock_apigw_updates(), (stranger(), stranger())
    started, stopped = threading.Event(), threading.Event()

    def use() -> None:
        scope.start().adopt(clients[1])
        started.set()
        stopped.wait(30)

    thread = threading.Thread(target=use)
    scope.start().adopt(clients[0])
    thread.start()
    started.wait(30)
    scope.stop()
    between = adopted(*clients)
    stopped.set()
    thread.join()
    scope.stop()

    assert between == [False, True]
    assert adopted(*clients) == [False, False]
    assert not is_open()


def test_a_scope_may_be_stopped_by_another_thread() -> None:
    scope = mock_apigw_updates()
    scope.start()
    thread = threading.Thread(target=scope.stop)
    thread.start()
    thread.join()

    assert not is_open()


@pytest.mark.parametrize("cleanup", ["addCleanup", "addAsyncCleanup"])
@pytest.mark.parametrize("setup", ["setUp", "asyncSetUp"])
def test_a_test_case_of_coroutines_starts_and_stops(setup: str, cleanup: str) -> None:
    seen: list[bool] = []

    class Case(unittest.IsolatedAsyncioTestCase):
        def begin(self) -> None:
            scope = mock_apigw_updates()
            self.backend = scope.start()

            async def stop() -> None:
                await asyncio.sleep(0)
                scope.stop()

            if cleanup == "addCleanup":
                self.addCleanup(scope.stop)
            else:
                self.addAsyncCleanup(stop)

        def setUp(self) -> None:
            if setup == "setUp":
                self.begin()

        async def asyncSetUp(self) -> None:
            if setup == "asyncSetUp":
                self.begin()

        async def test_one(self) -> None:
            await asyncio.sleep(0)
            assert names(self.backend) == []
            self.backend.apigateway.create_rest_api(name="api")
            seen.append(is_open())

        test_two = test_one

    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Case).run(result)

    assert result.wasSuccessful(), result.errors
    assert seen == [True, True]
    assert not is_open()


def test_a_start_that_fails_leaves_nothing_to_stop() -> None:
    scope = mock_apigw_updates(region_name="mars-1")
    with pytest.raises(InvalidRegionName):
        scope.start()

    with pytest.raises(RuntimeError, match="stopped more often than started"):
        scope.stop()
    assert not is_open()


@pytest.mark.parametrize("where", ["never", "twice", "in a block", "another object"])
def test_stopping_more_often_than_starting_is_an_error(where: str) -> None:
    scope, other = mock_apigw_updates(), mock_apigw_updates()
    with ExitStack() as stack:
        if where == "twice":
            scope.start()
            scope.stop()
        if where == "in a block":
            stack.enter_context(scope)
        if where == "another object":
            other.start()
            stack.callback(other.stop)

        with pytest.raises(RuntimeError) as refused:
            scope.stop()
        assert "stopped more often than started" in str(refused.value)
        assert "Keep the object: `scope = mock_apigw_updates()`" in str(refused.value)
        assert is_open() == (where in {"in a block", "another object"})


def test_leaving_what_was_started_is_an_error() -> None:
    scope = mock_apigw_updates()
    scope.start()
    with pytest.raises(RuntimeError, match="more often than entered"):
        scope.__exit__(None, None, None)
    scope.stop()

    assert not is_open()


@pytest.mark.parametrize("name", ["start", "stop"])
def test_the_decorator_itself_is_not_started(name: str) -> None:
    with pytest.raises(TypeError) as refused:
        getattr(mock_apigw_updates, name)()

    said = str(refused.value)
    assert said.startswith(f"mock_apigw_updates.{name}() lacks parentheses")
    assert "scope = mock_apigw_updates()" in said
    assert not is_open()


# --- Together with moto's own -----------------------------------------------------


def test_it_composes_with_mock_aws_in_either_order() -> None:
    @moto.mock_aws
    @mock_apigw_updates
    def below() -> bool:
        return is_open()

    @mock_apigw_updates
    @moto.mock_aws
    def above() -> bool:
        return is_open()

    assert below()
    assert above()
    assert not is_open()


def test_inside_mock_aws_it_meets_the_state_of_mock_aws() -> None:
    with moto.mock_aws():
        boto3.client("apigateway", "us-east-1").create_rest_api(name="api")
        with mock_apigw_updates() as backend:
            found = names(backend)

    assert found == ["api"]


def test_a_reset_empties_what_an_earlier_test_left_in_a_wider_mock_aws() -> None:
    with moto.mock_aws():
        with mock_apigw_updates() as earlier:
            earlier.apigateway.create_rest_api(name="left")
        with mock_apigw_updates() as later:
            found = names(later)
            later.reset()
            emptied = names(later)

    assert (found, emptied) == (["left"], [])


# --- Region -----------------------------------------------------------------------


@pytest.fixture
def environment(
    untouched: None,  # noqa: ARG001  # first up, last down
    monkeypatch: pytest.MonkeyPatch,
) -> pytest.MonkeyPatch:
    return monkeypatch


def test_without_a_region_it_is_that_of_the_environment(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("AWS_DEFAULT_REGION", "ap-south-1")
    with mock_apigw_updates() as backend:
        target = backend.http_api_integration()
        client = boto3.client("apigatewayv2")
        found = client.get_integration(**target)["IntegrationUri"]

    assert (backend.region_name, client.meta.region_name) == ("ap-south-1",) * 2
    assert ":ap-south-1:" in found


@pytest.mark.parametrize("named", [None, ""], ids=["not set", "empty"])
def test_without_a_region_anywhere_it_is_us_east_1(
    environment: pytest.MonkeyPatch, named: str | None
) -> None:
    environment.setenv("AWS_REGION", "ap-south-1")  # which boto3 does not read
    environment.delenv("AWS_DEFAULT_REGION", raising=False)
    if named is not None:
        environment.setenv("AWS_DEFAULT_REGION", named)
    with mock_apigw_updates() as backend:
        regions = backend.region_name, backend.apigateway.meta.region_name

    assert regions == ("us-east-1", "us-east-1")


def test_a_scope_without_a_region_has_that_of_the_scope_around_it() -> None:
    with mock_apigw_updates(region_name="eu-west-1"), mock_apigw_updates() as inner:
        region = boto3.client("apigateway").meta.region_name

    assert (inner.region_name, region) == ("eu-west-1", "eu-west-1")


@pytest.mark.parametrize("region", ["mars-1", " "])
def test_a_region_of_the_environment_that_moto_does_not_know_is_refused(
    environment: pytest.MonkeyPatch, region: str
) -> None:
    environment.setenv("AWS_DEFAULT_REGION", region)

    with pytest.raises(InvalidRegionName) as refused:
        mock_apigw_updates().__enter__()
    said = f"AWS_DEFAULT_REGION is {region!r}, where moto has no API Gateway: name"
    assert str(refused.value).startswith(said)
    assert not is_open()
    with mock_apigw_updates(region_name="eu-west-1") as backend:
        assert backend.region_name == "eu-west-1"


def test_a_region_holds_for_the_backend_and_for_code_that_names_none() -> None:
    with mock_apigw_updates(region_name="eu-west-1") as backend:
        regions = (
            backend.apigateway.meta.region_name,
            backend.apigatewayv2.meta.region_name,
            boto3.client("apigateway").meta.region_name,
        )

    assert set(regions) == {"eu-west-1"}


@pytest.mark.parametrize("region", ["mars-1", " us-east-1", "us_east_1"])
def test_a_region_that_moto_does_not_know_is_refused_on_entering(region: str) -> None:
    scope = mock_apigw_updates(region_name=region)

    with pytest.raises(TypeError, match="where moto has no API Gateway: name another"):
        scope.__enter__()
    assert not is_open()


def test_a_region_that_is_none_is_taken_where_moto_takes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTO_ALLOW_NONEXISTENT_REGION", "true")
    with mock_apigw_updates(region_name="mars-1") as backend:
        region = backend.apigatewayv2.meta.region_name
    monkeypatch.undo()

    assert region == "mars-1"


# --- Decorator --------------------------------------------------------------------


def function() -> bool:
    return is_open()


async def coroutine() -> bool:
    await asyncio.sleep(0)
    return is_open()


def generator() -> Iterator[bool]:
    yield is_open()


async def async_generator() -> AsyncIterator[bool]:
    yield is_open()


async def collect(iterator: AsyncIterator[bool]) -> list[bool]:
    return [value async for value in iterator]


CALLS: dict[Any, Callable[[Any], Any]] = {
    function: lambda wrapped: wrapped(),
    coroutine: lambda wrapped: asyncio.run(wrapped()),
    generator: lambda wrapped: list(wrapped()) == [True],
    async_generator: lambda wrapped: asyncio.run(collect(wrapped())) == [True],
}


@pytest.mark.parametrize("target", CALLS, ids=lambda target: target.__name__)
@pytest.mark.parametrize(
    "decorate",
    [
        mock_apigw_updates,
        mock_apigw_updates(),
        mock_apigw_updates(region_name="eu-west-1"),
    ],
    ids=["bare", "called", "called with a region"],
)
def test_every_kind_of_function_is_decorated_bare_and_called(
    decorate: Any, target: Any
) -> None:
    wrapped = decorate(target)

    assert CALLS[target](wrapped) is True
    assert CALLS[target](wrapped) is True
    assert inspect.signature(wrapped) == inspect.signature(target)
    assert not is_open()


@pytest.mark.parametrize(
    "decorate", [mock_apigw_updates, mock_apigw_updates()], ids=["bare", "called"]
)
def test_a_class_is_decorated_bare_and_called(decorate: Any) -> None:
    class Case:
        def test_it(self) -> bool:
            return is_open()

    assert decorate(Case) is Case
    assert Case().test_it()
    assert not is_open()


def test_a_test_case_starts_every_test_empty() -> None:
    found: list[list[str]] = []

    @mock_apigw_updates(region_name="eu-west-1")
    class Case(unittest.TestCase):
        def setUp(self) -> None:
            self.client = boto3.client("apigateway")
            self.addCleanup(self.client.get_rest_apis)

        def test_one(self) -> None:
            self.client.create_rest_api(name="api")
            items = self.client.get_rest_apis()["items"]
            found.append([api["name"] for api in items])

        test_two = test_one

    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Case).run(result)

    assert result.wasSuccessful(), result.errors
    assert found == [["api"], ["api"]]


def test_a_decorated_function_may_call_itself() -> None:
    @mock_apigw_updates
    def count_down(number: int) -> bool:
        return count_down(number - 1) if number else is_open()

    assert count_down(3)
    assert not is_open()


def test_a_generator_collected_while_a_scope_opens_does_not_block() -> None:
    @mock_apigw_updates
    def held() -> Iterator[Any]:
        cycle: list[Any] = []
        yield cycle

    def make_garbage() -> None:
        suspended = held()
        next(suspended).append(suspended)

    make_garbage()
    with ExitStack() as stack:
        stack.enter_context(mock_apigw_updates())
        gc.collect()

    assert not is_open()


# --- Misuse -----------------------------------------------------------------------


def test_a_region_in_place_of_a_target_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="pass options by keyword"):
        mock_apigw_updates("us-east-1")  # type: ignore[call-overload]  # misuse


def test_none_is_no_target() -> None:
    with pytest.raises(TypeError, match="cannot be decorated"):
        mock_apigw_updates(None)  # type: ignore[call-overload]  # misuse


def enter_and_leave() -> None:
    with mock_apigw_updates(region_name="eu-west-1"):
        pass


def state() -> list[object]:
    """
    Return what a scope changes of the process, moto's part of it included.
    """
    return [
        is_open(),
        MockAWS._nested_count,  # noqa: SLF001  # as below
        MockAWS._mocks_active,  # noqa: SLF001
        len(updates._open),  # noqa: SLF001
        os.environ["AWS_DEFAULT_REGION"],
        boto3.DEFAULT_SESSION,
        HTTPAdapter.send,
        dict(default_user_config),
    ]


def left_open(before: list[object]) -> bool:
    if state() != before:
        gc.collect()  # Python 3.10 has cycles in what an interrupt made it forget
    return state() != before


OURS = ("backend", "environment", "locks", "mock", "undo", "updates")
OF_HOST = ("host/install", "host/sessions")
OF_MOTO = ("base_backend", "config", "custom_responses_mock", "models")


# All places of ours take ten seconds.
@pytest.mark.parametrize(
    ("files", "every"),
    [
        ([f"apigw_mock/{name}.py" for name in OURS + OF_HOST], 7),
        ([f"moto/core/{name}.py" for name in OF_MOTO], 1),
        (["unittest/mock.py"], 1),
    ],
    ids=["ours", "moto", "mock"],
)
def test_an_interrupt_at_any_place_leaves_no_scope_open(
    files: list[str], every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-2")
    enter_and_leave()  # what is read once is not to be read at each
    before = state()
    # Where these begin, `with` has given the scope up, and no one can help.
    places = at_each_place(
        enter_and_leave,
        files=tuple(files),
        spared=(Scope.__exit__, vars(Scope)["_leave"]),
        every=every,
    )
    left = [place for place in places if left_open(before)]

    assert left == []
    assert before[0] is False


def test_a_scope_that_nobody_keeps_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apigw_mock.mock._all", [])
    thread = threading.Thread(target=lambda: mock_apigw_updates().__enter__())
    thread.start()
    thread.join()
    gc.collect()
    kept = is_open()
    monkeypatch.undo()  # so that this one ends

    assert kept


def test_an_unknown_option_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="'region': its only option is region_"):
        mock_apigw_updates(region="us-east-1")  # type: ignore[call-overload]  # misuse


@pytest.mark.parametrize("region", ["", 1], ids=repr)
def test_a_region_that_is_none_is_a_type_error(region: Any) -> None:
    with pytest.raises(TypeError, match="name one, for instance 'us-east-1'"):
        mock_apigw_updates(region_name=region)


def test_in_servers_mode_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moto.settings, "TEST_SERVER_MODE", True)

    with pytest.raises(UnsupportedMoto, match="Unset TEST_SERVER_MODE"):
        mock_apigw_updates(function)()
    assert not is_open()


def test_in_proxy_mode_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_PROXY_MODE", "true")

    with pytest.raises(UnsupportedMoto, match="Unset TEST_PROXY_MODE"):
        mock_apigw_updates().__enter__()
    monkeypatch.undo()
    assert not is_open()
