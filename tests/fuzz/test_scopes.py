"""
Scopes of every kind, opened and left in any order: moto is what it was before.
"""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from moto.apigateway.responses import APIGatewayResponse
from moto.core.models import botocore_stubber
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fuzz.profiles import Profile

pytestmark = pytest.mark.once

ERRORS = st.sampled_from(
    [ValueError, KeyboardInterrupt, SystemExit, asyncio.CancelledError, GeneratorExit]
)
REGIONS = st.sampled_from([None, "eu-west-1", "ap-south-1"])
ANY = st.integers(0, 100)


@mock_apigw_updates
def generator() -> Iterator[None]:
    while True:
        yield


@mock_apigw_updates(region_name="eu-west-1")
async def coroutine() -> None:
    class Forever:
        def __await__(self) -> Iterator[None]:
            while True:
                yield

    await Forever()


@mock_apigw_updates
def fail(error: type[BaseException]) -> None:
    raise error


@mock_apigw_updates
class FailsInSetUp:
    def setup_method(self, error: type[BaseException]) -> None:
        raise error

    def teardown_method(self) -> None: ...

    def test_nothing(self) -> None: ...


class Scopes(RuleBasedStateMachine):
    """
    What is open, each with the ways to leave it.
    """

    differences: Callable[[], list[str]]
    motos_own: Any = vars(APIGatewayResponse).get("update_integration_response")

    def __init__(self) -> None:
        super().__init__()
        self.shared = mock_apigw_updates()
        self.open: list[Callable[[type[BaseException] | None], None]] = []

    @rule(region=REGIONS, elsewhere=st.booleans())
    def enter(self, region: str | None, *, elsewhere: bool) -> None:
        scope = mock_apigw_updates(region_name=region)
        context = copy_context()
        (context.run if elsewhere else apply)(scope.__enter__)
        self.open.append(lambda error: scope.__exit__(error, error and error(), None))

    @rule(elsewhere=st.booleans())
    def enter_again(self, *, elsewhere: bool) -> None:
        context = copy_context()
        (context.run if elsewhere else apply)(self.shared.__enter__)
        self.open.append(lambda _: self.shared.__exit__(None, None, None))

    @rule(make=st.sampled_from([generator, coroutine]))
    def start(self, make: Callable[[], Any]) -> None:
        started = make()
        started.send(None)
        self.open.append(partial(stop, started))

    @rule(error=ERRORS)
    def call(self, error: type[BaseException]) -> None:
        with pytest.raises(error):
            fail(error)

    @rule(error=ERRORS)
    def set_up(self, error: type[BaseException]) -> None:
        with pytest.raises(error):
            FailsInSetUp().setup_method(error)

    @precondition(lambda self: self.open)
    @rule(which=ANY, error=st.none() | ERRORS)
    def leave(self, which: int, error: type[BaseException] | None) -> None:
        self.open.pop(which % len(self.open))(error)

    @invariant()
    def moto_is_extended_as_long_as_one_is_open(self) -> None:
        handler = vars(APIGatewayResponse).get("update_integration_response")

        assert (handler is not self.motos_own) == bool(self.open)
        assert bool(botocore_stubber.enabled) == bool(self.open)

    def teardown(self) -> None:
        while self.open:
            self.open.pop(0)(None)

        assert self.differences() == []


def apply(call: Callable[[], Any]) -> Any:
    return call()


def stop(started: Any, error: type[BaseException] | None) -> None:
    """
    Close a generator or coroutine, or throw *error* into it.
    """
    if error is None:
        started.close()
    else:  # pragma: no cover  # the small profile need not come to it
        with pytest.raises(error):
            started.throw(error())


def test_nothing_is_left(
    differences: Callable[[], list[str]], profile: Profile
) -> None:
    machine = type("Machine", (Scopes,), {"differences": staticmethod(differences)})

    run_state_machine_as_test(
        machine,
        settings=settings(
            profile.settings, max_examples=profile.machines, stateful_step_count=30
        ),
    )
