"""
What is put into moto comes out again.
"""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import threading
import time
import tracemalloc
from contextlib import ExitStack, nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import boto3
import moto
import moto.core.models
import pytest
from interrupts import at_each_place
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.core.config import default_user_config
from moto.core.models import MockAWS, botocore_stubber

from apigw_mock import mock_apigw_updates
from apigw_mock.environment import overlay
from apigw_mock.errors import UnsupportedMoto
from apigw_mock.host import apigateway, apigatewayv2
from apigw_mock.host.check import PARTS, missing_parts
from apigw_mock.host.install import installation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.usefixtures("untouched")

KEY = "AWS_ACCESS_KEY_ID"


@pytest.fixture(autouse=True)
def _actions(
    untouched: None,  # noqa: ARG001  # first up, last down
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """
    Put in an action that moto has and one that it lacks, on both kinds of API.
    """
    for actions in (apigateway.ACTIONS, apigatewayv2.ACTIONS):
        monkeypatch.setitem(actions, "update_integration_response", answer)
        monkeypatch.setitem(actions, "an_action_that_moto_lacks", answer)
    monkeypatch.setitem(apigateway.URLS, "{0}/ours$", APIGatewayResponse.dispatch)
    yield
    monkeypatch.undo()


def answer(_: Any) -> Any:
    """
    Stand for an action; nothing calls it.
    """


def installed() -> list[bool]:
    """
    Return for each thing that we put in whether it is there.
    """
    return [
        vars(APIGatewayResponse).get("update_integration_response") is answer,
        vars(APIGatewayResponse).get("an_action_that_moto_lacks") is answer,
        vars(ApiGatewayV2Response).get("update_integration_response") is answer,
        "{0}/ours$" in moto.apigateway.urls.url_paths,
        bool(botocore_stubber.enabled),
    ]


def all_installed() -> bool:
    return all(installed())


def none_installed() -> bool:
    return not any(installed())


def test_the_first_puts_in_and_the_last_takes_out() -> None:
    states = [none_installed()]
    with installation():
        states.append(all_installed())
        with installation():
            pass
        states.append(all_installed())

    assert states == [True, True, True]
    assert none_installed()


def test_attributes_inside_are_ours_and_outside_the_very_same_as_before() -> None:
    before = {**vars(APIGatewayResponse)}, {**vars(ApiGatewayV2Response)}
    with mock_apigw_updates():
        inside = vars(ApiGatewayV2Response)["update_integration_response"]
    after = {**vars(APIGatewayResponse)}, {**vars(ApiGatewayV2Response)}

    assert inside is answer
    assert [
        [name for name in {**old, **new} if old.get(name) is not new.get(name)]
        for old, new in zip(before, after, strict=True)
    ] == [[], []]


def test_threads_that_come_and_go_leave_nothing() -> None:
    seen: list[bool] = []

    def use(seed: int) -> None:
        pause = random.Random(seed)
        for _ in range(10):
            with installation():
                seen.append(all_installed())
                time.sleep(pause.random() / 500)

    threads = [threading.Thread(target=use, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [True] * 60
    assert none_installed()


# --- Errors on the way in and out -------------------------------------------------


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def start_and_interrupt(original: Callable[..., None]) -> Callable[..., None]:
    def started(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        raise KeyboardInterrupt

    return started


@pytest.mark.parametrize(
    ("owner", "name"),
    [(moto.core.models, "mock_credentials"), (MockAWS, "_enable_patching")],
    ids=["early", "late"],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interrupt_while_moto_starts_leaves_nothing(
    owner: Any, name: str, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(owner, name)
    failing = interrupt if when == "before" else start_and_interrupt(original)
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, failing)
        with pytest.raises(KeyboardInterrupt):
            installation().__enter__()

    assert none_installed()
    assert (MockAWS._nested_count, MockAWS._mocks_active) == (0, False)  # noqa: SLF001
    with mock_apigw_updates():
        assert all_installed()


def test_an_interrupt_while_moto_starts_keeps_an_outer_mock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with moto.mock_aws():
        with monkeypatch.context() as patched:
            patched.setattr(moto.core.models, "mock_credentials", interrupt)
            with pytest.raises(KeyboardInterrupt):
                installation().__enter__()
        still_open = botocore_stubber.enabled, MockAWS._mocks_active  # noqa: SLF001

    assert still_open == (True, True)
    assert none_installed()


def test_an_interrupt_at_any_place_of_moto_s_keeps_an_outer_mock() -> None:
    def enter_and_leave() -> None:
        with installation():
            pass

    with moto.mock_aws():
        left = {
            (bool(botocore_stubber.enabled), MockAWS._nested_count)  # noqa: SLF001
            for _ in at_each_place(enter_and_leave, files=("moto/core/models.py",))
        }

    assert left == {(True, 1)}
    assert none_installed()


def test_an_attribute_that_cannot_be_set_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setitem(apigatewayv2.ACTIONS, 1, answer)  # no name: setattr fails
        with pytest.raises(TypeError):
            installation().__enter__()

    assert none_installed()
    with mock_apigw_updates():
        assert all_installed()


def test_what_the_test_has_removed_meanwhile_does_no_harm() -> None:
    with mock_apigw_updates():
        del APIGatewayResponse.an_action_that_moto_lacks
        del os.environ[KEY]

    assert none_installed()


# --- moto's own mock beside ours --------------------------------------------------


@pytest.mark.parametrize("credentials", [None, "", "user"], ids=repr)
@pytest.mark.parametrize("outer", ["ours", "moto's", "none"])
def test_nested_with_moto_the_users_credentials_come_back(
    credentials: str | None, outer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if credentials is None:
        monkeypatch.delenv(KEY, raising=False)
    else:
        monkeypatch.setenv(KEY, credentials)
    scopes: list[Any] = {
        "ours": [mock_apigw_updates(), moto.mock_aws()],
        "moto's": [moto.mock_aws(), mock_apigw_updates()],
        "none": [mock_apigw_updates()],
    }[outer]
    for scope in scopes:
        scope.__enter__()
    inside = os.environ[KEY]
    for scope in reversed(scopes):
        scope.__exit__(None, None, None)
    after = os.environ.get(KEY)
    monkeypatch.undo()

    assert inside == "FOOBARKEY"
    # moto itself forgets an empty one.
    assert after == (None if (outer, credentials) == ("moto's", "") else credentials)


def test_a_scope_that_outlives_mock_aws_does_not_bring_its_credentials_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(KEY, "user")
    theirs, ours = moto.mock_aws(), mock_apigw_updates()
    theirs.start()
    ours.__enter__()
    theirs.stop()
    inside = all_installed()
    ours.__exit__(None, None, None)
    after = os.environ[KEY]
    theirs._default_session_mock.stop()  # noqa: SLF001  # moto's first forgets it
    theirs._user_config_mock.stop()  # noqa: SLF001  # as above
    monkeypatch.undo()

    assert inside
    assert after == "user"
    assert none_installed()


def test_mock_aws_that_outlives_a_scope_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # as if no test had made one
    theirs = moto.mock_aws()
    with mock_apigw_updates():
        theirs.start()
    still_mocked = bool(botocore_stubber.enabled)
    ours_there = installed()[:4]
    theirs.stop()
    # What two of moto's own that overlap do, whoever comes first.
    leftover = os.environ.pop(KEY), os.environ.pop("AWS_SECRET_ACCESS_KEY")

    assert still_mocked
    assert ours_there == [False] * 4
    assert leftover == ("FOOBARKEY", "FOOBARSECRET")


@pytest.mark.parametrize("credentials", [None, "user"], ids=repr)
@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_a_scope_and_other_variables_of_ours_may_be_left_in_any_order(
    credentials: str | None, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, credentials or "")
    if credentials is None:
        monkeypatch.delenv(KEY)
    with ExitStack() as stack:
        # What the fixtures do, within a scope that a hook of pytest's has opened.
        stack.enter_context(mock_apigw_updates())
        fixture = ExitStack()
        fixture.enter_context(overlay({KEY: "testing"}))
        fixture.enter_context(mock_apigw_updates())
        inside = os.environ[KEY]
        (stack if first == "ours" else fixture).close()
        between = os.environ[KEY]
        fixture.close()
    after = os.environ.get(KEY)
    monkeypatch.undo()

    assert inside == "testing"
    assert between == ("testing" if first == "ours" else "FOOBARKEY")
    assert after == credentials


def test_credentials_that_moto_shall_not_mock_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(KEY, "user")
    monkeypatch.setitem(
        default_user_config,
        "core",
        {**default_user_config["core"], "mock_credentials": False},
    )
    with mock_apigw_updates():
        inside = os.environ[KEY]
    monkeypatch.undo()

    assert inside == "user"


def test_motos_settings_are_taken_as_they_are_at_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core = {
        **default_user_config["core"],
        "passthrough": {"urls": ["x"], "services": []},
    }
    monkeypatch.setitem(default_user_config, "core", core)
    with mock_apigw_updates():
        inside = default_user_config["core"]
    after = default_user_config["core"]
    monkeypatch.undo()

    assert inside == core
    assert after == core


def test_an_inner_scope_keeps_the_settings_of_mock_aws() -> None:
    core = {**default_user_config["core"], "service_whitelist": ["sts"]}
    with moto.mock_aws(config={"core": core}):
        with mock_apigw_updates():
            inside = default_user_config["core"]
        after = default_user_config["core"]

    assert (inside, after) == (core, core)
    assert default_user_config["core"] != core


def test_the_default_session_of_boto3_is_another_inside() -> None:
    boto3.setup_default_session(region_name="eu-west-1")
    outside = boto3.DEFAULT_SESSION
    with mock_apigw_updates():
        boto3.client("apigateway", "us-east-1")
        inside = boto3.DEFAULT_SESSION
    after = boto3.DEFAULT_SESSION
    boto3.DEFAULT_SESSION = None

    assert inside is not outside
    assert after is outside


# --- The host ---------------------------------------------------------------------


def test_this_moto_lacks_nothing() -> None:
    assert missing_parts() == []


@pytest.mark.parametrize(
    ("module", "name"),
    [(module, name) for module, names in PARTS.items() for name in names],
)
def test_a_part_that_moto_lacks_is_named_with_what_works(
    module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.delattr(f"{module}.{name}")
        with pytest.raises(UnsupportedMoto) as refused:
            installation().__enter__()

    assert f"lacks {module}.{name}" in str(refused.value)
    assert "moto 5.0.6 and later 5.x" in str(refused.value)
    assert none_installed()


def test_a_moto_that_is_too_old_is_named_with_what_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(moto, "__version__", "5.0.5")
        with pytest.raises(UnsupportedMoto, match=r"moto 5\.0\.5 lacks the dispatch"):
            installation().__enter__()

    assert none_installed()


@pytest.mark.parametrize("version", ["5.3.0rc1", "5.3.0.dev1", "5.10", "5.0.6"])
def test_a_moto_that_is_new_enough_is_taken_by_its_numbers(
    version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(moto, "__version__", version)
        missing = missing_parts()

    assert missing == []


def test_a_part_that_is_gone_at_import_is_named_too() -> None:
    program = (
        "import moto.apigatewayv2.models as models; del models.Route;"
        " from apigw_mock import mock_apigw_updates"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    last = done.stderr.splitlines()[-1]
    assert "lacks moto.apigatewayv2.models.Route. What works: moto 5.0.6" in last


def test_a_module_and_a_class_that_moto_lacks_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = {"moto.absent": ("part",), "moto.core.models": ("Absent.part",)}
    with monkeypatch.context() as patched:
        for module, names in parts.items():
            patched.setitem(PARTS, module, names)
        missing = missing_parts()

    assert missing == ["moto.core.models.Absent.part", "moto.absent.part"]


# --- Costs ------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("outer", [nullcontext, moto.mock_aws], ids=["alone", "inside"])
def test_entering_and_leaving_keeps_no_memory(outer: Any) -> None:
    scope = mock_apigw_updates()
    with outer():
        tracemalloc.start()
        in_use = [memory_after(scope, times) for times in (100, 200, 200, 200)]
        tracemalloc.stop()

    # What leaks grows each time; what is made once, by whomever, in one of them.
    grown = min(after - before for before, after in pairwise(in_use))
    assert grown < 64 * 1024 * 200 / 900  # 64 KiB in 1,000 after 100


def memory_after(scope: Any, times: int) -> int:
    """
    Enter and leave, and return the bytes in use, CPython's free lists emptied.
    """
    enter_and_leave(scope, times)
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def enter_and_leave(scope: Any, times: int) -> None:
    for _ in range(times):
        with scope:
            pass
