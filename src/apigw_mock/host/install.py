"""
Put our replacements into moto, and take them out again when the last scope ends.
"""

# ruff: noqa: SLF001  # the state of moto's mock and of boto3 is not public

from __future__ import annotations

import itertools
import threading
from contextlib import contextmanager
from functools import partial
from pkgutil import resolve_name
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from apigw_mock.host.check import check_host, check_parts

check_parts()  # before the imports below, whose failure would not name the remedy

import boto3  # noqa: E402
import botocore.session  # noqa: E402
import moto.apigateway.urls  # noqa: E402
import moto.apigatewayv2.urls  # noqa: E402
import moto.core.base_backend  # noqa: E402
from botocore.client import BaseClient  # noqa: E402
from botocore.errorfactory import ClientExceptionsFactory  # noqa: E402
from moto.apigateway.responses import APIGatewayResponse  # noqa: E402
from moto.apigatewayv2.responses import ApiGatewayV2Response  # noqa: E402
from moto.core.config import default_user_config, mock_credentials  # noqa: E402
from moto.core.models import MockAWS, responses_mock  # noqa: E402

from apigw_mock.environment import overlay  # noqa: E402
from apigw_mock.host import (  # noqa: E402
    bodies,
    exceptions,
    faster,
    guard,
    lacking,
    sessions,
    short_way,
    typed,
    urls,
)
from apigw_mock.host.guard import Replacement  # noqa: E402
from apigw_mock.host.http_websocket import actions as http_websocket  # noqa: E402
from apigw_mock.host.rest import actions as rest  # noqa: E402
from apigw_mock.host.rest import stacks  # noqa: E402
from apigw_mock.host.sessions import own_default_session  # noqa: E402
from apigw_mock.locks import Lock, hold_at_fork  # noqa: E402
from apigw_mock.patchers import unnoted, watching  # noqa: E402
from apigw_mock.undo import Steps, undone_by  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

_ABSENT = object()

_lock = Lock()
_holders: list[object] = []  # one for each open scope
_undo = Steps()  # what the last scope does at its end
# By owner and name: what we put in last, and what was there before.
_put: dict[tuple[Any, str], tuple[Any, Any]] = {}
# moto's locks: for starting and stopping, for `requests`, and for each call.
hold_at_fork(MockAWS, "_mock_init_lock", threading.Lock)
hold_at_fork(responses_mock, "_thread_lock", threading.Lock)
hold_at_fork(moto.core.base_backend, "backend_lock", threading.RLock)


@contextmanager
def installation() -> Iterator[None]:
    """
    Keep our replacements in moto while the context is open.

    Contexts may overlap: the first one puts them in, the last one takes them out.

    Raises:
        UnsupportedMoto: moto lacks a part, or answers in another process.
    """
    holder = object()
    with undone_by(lambda: _uninstall(holder)):
        with _lock:
            if not _holders:
                _put_in()
            _holders.append(holder)
        yield


def _uninstall(holder: object) -> None:
    with _lock:
        if _holders in ([], [holder]):  # none: an interrupt came before the append
            _undo.undo()
            _take_out_leftovers()
            _holders.clear()
        elif holder in _holders:
            _holders.remove(holder)


def _put_in() -> None:
    check_host()
    _take_out_leftovers()
    for owner, name, value in replacements(is_open=_is_open):
        original = vars(owner).get(name, _ABSENT)
        _put[owner, name] = value, original
        _undo.append(partial(_restore, owner, name, original))
        setattr(owner, name, value)
    # All scopes share one mock of moto's: two that overlap restore each other's
    # credentials into the environment. It starts faster as the last step.
    started = _moto_started()
    _undo.append(started.close)
    next(started)


def _is_open() -> bool:
    return bool(_holders)


def _take_out_leftovers() -> None:
    """
    Restore the originals where somebody put our values back after a scope.

    A `mock.patch` does so if it starts inside a scope and stops after it.
    """
    for (owner, name), (ours, original) in _put.items():
        if vars(owner).get(name) is ours:
            _restore(owner, name, original)


def _restore(owner: Any, name: str, original: Any) -> None:
    if original is not _ABSENT:
        setattr(owner, name, original)
    elif name in vars(owner):
        delattr(owner, name)


def install_for_good() -> None:
    """
    Put our replacements into moto for the life of a server's process.

    Calls come over HTTP, so moto's mock is not started.

    Raises:
        UnsupportedMoto: moto lacks a part.
    """
    check_parts()
    for owner, name, value in replacements(is_open=lambda: True):
        setattr(owner, name, value)


def replacements(*, is_open: Callable[[], bool]) -> Iterator[Replacement]:
    """
    Yield everything that a scope replaces in moto, botocore, boto3 and pytest.

    Args:
        is_open: whether a scope is open; asked by replacements that may outlive it.
    """
    yield from _actions(APIGatewayResponse, rest.ACTIONS)
    yield from _actions(ApiGatewayV2Response, http_websocket.ACTIONS)
    # A new dict: another thread of moto's may be iterating over the old one.
    ours, of_v2 = urls.added_urls(), urls.added_v2_urls()
    paths = {**moto.apigateway.urls.url_paths, **ours, **of_v2}  # moto's own has both
    yield Replacement(moto.apigateway.urls, "url_paths", paths)
    paths = {**moto.apigatewayv2.urls.url_paths, **of_v2}
    yield Replacement(moto.apigatewayv2.urls, "url_paths", paths)
    own = sessions.in_turn(boto3._get_default_session)
    yield Replacement(boto3, "_get_default_session", own)
    yield Replacement(botocore.session, "create_loader", sessions.create_loader)
    yield Replacement(botocore.session, "EventAliaser", sessions.SharingAliaser)
    yield from _exceptions(is_open)
    yield from guard.replacements(is_open)
    yield from bodies.replacements()
    yield from lacking.replacements()
    yield from typed.replacements()
    yield from stacks.replacements()
    yield from faster.replacements()
    yield from short_way.replacements()
    yield from itertools.starmap(Replacement, watching())


def _actions(
    owner: Any, actions: dict[str, Callable[..., Any]]
) -> Iterator[Replacement]:
    for name, function in actions.items():
        yield Replacement(owner, name, function)


def _exceptions(is_open: Callable[[], bool]) -> Iterator[Replacement]:
    # The first is for sessions that are made inside, the others are for older ones.
    yield Replacement(
        botocore.session, "ClientExceptionsFactory", exceptions.SharingFactory
    )
    make = vars(exceptions.SharingFactory)["_create_client_exceptions"]
    yield Replacement(ClientExceptionsFactory, "_create_client_exceptions", make)
    shown = exceptions.shared_exceptions(BaseClient.exceptions, is_open)
    yield Replacement(BaseClient, "exceptions", shown)


# --- moto's own mock --------------------------------------------------------------


def _moto_started() -> Generator[None, None, None]:
    """
    Start moto's mock. Closing the generator stops it, even if its own `stop` fails.
    """
    mock: Any = moto.mock_aws()  # made now, because it copies moto's settings
    inner = MockAWS._nested_count > 0
    if inner:
        _leave_to_outer(mock)
    keys = mock._fake_creds if mock_credentials() and not inner else {}
    # `overlay` sets the variables: a fixture that ends later would restore moto's.
    mock._mock_env_variables = mock._unmock_env_variables = _nothing
    started: list[Any] = []
    with (
        unnoted(_put),
        overlay(keys),
        own_default_session(),
        _replaced_by_moto(),
        undone_by(lambda: _stop(started)),
    ):
        _start(mock)
        started.append(mock)
        yield


@contextmanager
def _replaced_by_moto() -> Iterator[None]:
    """
    At the end, restore what moto's mock replaced, if no other mock of moto's is open.

    `unittest.mock` forgets a replacement if an interrupt comes while it makes it.
    """
    adapter, _, name = responses_mock.target.rpartition(".")
    owner, settings = resolve_name(adapter), default_user_config.copy()
    send, outer = getattr(owner, name), MockAWS._nested_count

    def put_back() -> None:
        if outer == MockAWS._nested_count == 0:
            _restore(owner, name, send)
            default_user_config.update(settings)

    with undone_by(put_back):
        yield


def _leave_to_outer(mock: Any) -> None:
    """
    Keep an inner mock from saving and restoring what an outer one has changed.

    moto never undoes an inner mock's change of its settings. An inner mock that
    outlives the outer one would restore its credentials into the environment.
    """
    mock._user_config_mock = SimpleNamespace(start=_nothing, stop=_nothing)


def _start(mock: Any) -> None:
    """
    Start moto's mock. After any error, leave moto as if it had not been started.
    """
    count = MockAWS._nested_count
    try:
        mock.start()
    except BaseException:
        if MockAWS._nested_count > count:
            mock.stop()
        elif count == 0:  # interrupted before it counted itself
            _finish(mock)
        raise


def _stop(started: list[Any]) -> None:
    """
    Stop moto's mock, unless it is stopped. After any error, do the rest of the stop.
    """
    for mock in started:
        count = MockAWS._nested_count
        try:
            mock.stop()
        except BaseException:
            if MockAWS._nested_count == count:  # interrupted before it counted itself
                mock.stop()
            elif MockAWS._nested_count == 0:
                _finish(mock)
            raise
        finally:
            started.clear()


def _finish(mock: Any) -> None:
    """
    Do what moto does when its last mock stops. A step that was done changes nothing.
    """
    mock._default_session_mock.stop()
    mock._user_config_mock.stop()
    MockAWS._mocks_active = False
    mock._disable_patching(remove_data=True)


def _nothing() -> None:
    """
    Do nothing, in place of a part of moto's mock.
    """
