"""
Put our actions into moto and take them out again: a count under a lock.
"""

# ruff: noqa: SLF001  # what moto's mock and boto3 keep of the process is not public

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
import moto.core.base_backend  # noqa: E402
from botocore.client import BaseClient  # noqa: E402
from botocore.errorfactory import ClientExceptionsFactory  # noqa: E402
from moto.apigateway.responses import APIGatewayResponse  # noqa: E402
from moto.apigatewayv2.responses import ApiGatewayV2Response  # noqa: E402
from moto.core.config import default_user_config, mock_credentials  # noqa: E402
from moto.core.models import MockAWS, responses_mock  # noqa: E402

from apigw_mock.environment import overlay  # noqa: E402
from apigw_mock.host import (  # noqa: E402
    apigateway,
    apigatewayv2,
    exceptions,
    faster,
    guard,
    lacking,
    sessions,
    typed,
)
from apigw_mock.host.guard import Patch  # noqa: E402
from apigw_mock.host.sessions import own_default_session  # noqa: E402
from apigw_mock.locks import Lock, hold_at_fork  # noqa: E402
from apigw_mock.patchers import unnoted, watching  # noqa: E402
from apigw_mock.undo import Steps, undone_by  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

_ABSENT = object()

_lock = Lock()
_holders: list[object] = []  # of those scopes that are open
_undo = Steps()  # by which the last takes out what the first put in
# By owner and name: what the first of the last time put in, and what was there before.
_put: dict[tuple[Any, str], tuple[Any, Any]] = {}
# moto's own: of starting and stopping, of `requests`, and the one of every call.
hold_at_fork(MockAWS, "_mock_init_lock", threading.Lock)
hold_at_fork(responses_mock, "_thread_lock", threading.Lock)
hold_at_fork(moto.core.base_backend, "backend_lock", threading.RLock)


@contextmanager
def installation() -> Iterator[None]:
    """
    Open moto for our actions; the first of several does the work, the last undoes it.

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
        if _holders in ([], [holder]):  # none: an interrupt came before it was there
            _undo.undo()
            _take_out_leftovers()
            _holders.clear()
        elif holder in _holders:
            _holders.remove(holder)


def _put_in() -> None:
    check_host()
    _take_out_leftovers()
    for owner, name, value in patches(is_open=_is_open):
        original = vars(owner).get(name, _ABSENT)
        _put[owner, name] = value, original
        _undo.append(partial(_restore, owner, name, original))
        setattr(owner, name, value)
    # One for all our scopes: two of moto's own that overlap restore each other's
    # credentials into the environment. Last: its start is faster then.
    started = _moto_started()
    _undo.append(started.close)
    next(started)


def _is_open() -> bool:
    return bool(_holders)


def _take_out_leftovers() -> None:
    """
    Restore what others have put back after us.

    A `mock.patch` that is started inside a scope and stopped after it takes ours for
    the original.
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
    Open moto for our actions in a process that is nothing but a server.

    Calls come over HTTP, so nothing is mocked; the process takes it all with it.

    Raises:
        UnsupportedMoto: moto lacks a part.
    """
    check_parts()
    for owner, name, value in patches(is_open=lambda: True):
        setattr(owner, name, value)


def patches(*, is_open: Callable[[], bool]) -> Iterator[Patch]:
    """
    Yield all that differs from moto and botocore while a scope is open.

    Args:
        is_open: whether one is, asked by what may outlive it.
    """
    yield from _actions(APIGatewayResponse, apigateway.ACTIONS)
    yield from _actions(ApiGatewayV2Response, apigatewayv2.ACTIONS)
    # A new dict: moto may be walking the old one in another thread.
    urls = {**moto.apigateway.urls.url_paths, **apigateway.URLS}
    yield Patch(moto.apigateway.urls, "url_paths", urls)
    own = sessions.in_turn(boto3._get_default_session)
    yield Patch(boto3, "_get_default_session", own)
    yield Patch(botocore.session, "create_loader", sessions.create_loader)
    yield Patch(botocore.session, "EventAliaser", sessions.SharingAliaser)
    yield from _exceptions(is_open)
    yield from guard.patches(is_open)
    yield from lacking.patches()
    yield from typed.patches()
    yield from faster.patches()
    yield from itertools.starmap(Patch, watching())


def _actions(owner: Any, actions: dict[str, Callable[..., Any]]) -> Iterator[Patch]:
    for name, function in actions.items():
        yield Patch(owner, name, function)


def _exceptions(is_open: Callable[[], bool]) -> Iterator[Patch]:
    # Of sessions that are made inside, and of those that were made before.
    yield Patch(botocore.session, "ClientExceptionsFactory", exceptions.SharingFactory)
    make = vars(exceptions.SharingFactory)["_create_client_exceptions"]
    yield Patch(ClientExceptionsFactory, "_create_client_exceptions", make)
    shown = exceptions.shared_exceptions(BaseClient.exceptions, is_open)
    yield Patch(BaseClient, "exceptions", shown)


# --- moto's own mock --------------------------------------------------------------


def _moto_started() -> Generator[None, None, None]:
    """
    Start moto's mock; closed, stop it even where its own `stop` would not get through.
    """
    mock: Any = moto.mock_aws()  # made now: it takes moto's settings as they are
    inner = MockAWS._nested_count > 0
    if inner:
        _leave_to_outer(mock)
    keys = mock._fake_creds if mock_credentials() and not inner else {}
    # Ours, in layers: moto's own would be put back by a fixture that is left later.
    mock._mock_env_variables = mock._unmock_env_variables = _nothing
    started: list[Any] = []
    with (
        unnoted(_put),
        overlay(keys),
        own_default_session(),
        _patched_by_moto(),
        undone_by(lambda: _stop(started)),
    ):
        _start(mock)
        started.append(mock)
        yield


@contextmanager
def _patched_by_moto() -> Iterator[None]:
    """
    In the end put back what moto's mock has patched, if ours is the first and the last.

    `unittest.mock` forgets a patch that an interrupt has broken off.
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

    moto never ends an inner one's hold on its settings, and one that outlives the
    outer one would put the outer one's credentials back into the environment.
    """
    mock._user_config_mock = SimpleNamespace(start=_nothing, stop=_nothing)


def _start(mock: Any) -> None:
    """
    Start moto's mock, or after any error leave it as if it never was started.
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
    Stop moto's mock, unless that is done, and do the rest of it after any error.
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
    Do what moto's mock does when the last one stops; what is done already stays so.
    """
    mock._default_session_mock.stop()
    mock._user_config_mock.stop()
    MockAWS._mocks_active = False
    mock._disable_patching(remove_data=True)


def _nothing() -> None:
    """
    Do nothing, in place of a part of moto's mock.
    """
