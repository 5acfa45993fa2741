"""
`mock_apigw_updates`: the scope in which API Gateway answers as AWS does.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, overload

from apigw_mock.backend import Backend
from apigw_mock.environment import overlay
from apigw_mock.errors import InvalidRegionName
from apigw_mock.host.install import installation
from apigw_mock.host.sessions import own_default_session
from apigw_mock.host.state import has_region
from apigw_mock.locks import Lock
from apigw_mock.undo import undone_by
from apigw_mock.updates import logging_to
from apigw_mock.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T", bound="Callable[..., Any]")

_NOTHING: Any = object()
_STOPPED = (
    "This scope was stopped more often than started: stop() ends a start() of the same "
    "object. Keep the object: `scope = mock_apigw_updates()`, then call scope.start() "
    "and, at the end, scope.stop()."
)
_REGION = "AWS_DEFAULT_REGION"  # boto3 does not read AWS_REGION


class _Entry:
    """
    One entry into a scope: its backend, and how to close it.
    """

    def __init__(self, region_name: str | None) -> None:
        named = region_name or os.environ.get(_REGION)
        if named and not has_region(named):
            raise InvalidRegionName(
                f"{'region_name' if region_name else _REGION} is {named!r}, where moto "
                "has no API Gateway: name another, for instance 'us-east-1', or set "
                "MOTO_ALLOW_NONEXISTENT_REGION=true."
            )
        self.left = False
        self._opened = _opened(named or "us-east-1", region_name)
        self.backend = self._opened.__enter__()

    def close(self) -> None:
        self._opened.__exit__(None, None, None)


@contextmanager
def _opened(region_name: str, shown: str | None) -> Iterator[Backend]:
    variables = {_REGION: shown} if shown else {}
    with installation(), own_default_session(), overlay(variables):
        backend = Backend(region_name=region_name)
        with logging_to(backend.updates), undone_by(backend.close):
            yield backend


_lock = Lock()
# The entries of this thread and task, oldest first. Each leaves its own.
_entered: ContextVar[tuple[_Entry, ...]] = ContextVar("entered", default=())
_all: list[_Entry] = []  # keeps each scope open, also one that nobody refers to


def _own() -> tuple[_Entry, ...]:
    """
    Return the open entries of this thread and task.
    """
    return tuple(entry for entry in _entered.get() if not entry.left)


class Scope:
    """
    A decorator and context manager, plain and async. Enter it as often as you like.

    Args:
        region_name: the region of the backend's clients, and of clients that the code
            under test makes without naming a region. Left out, each entry takes the
            environment's region.

    Raises:
        InvalidRegionName: *region_name* is not text, or empty.
    """

    def __init__(self, *, region_name: str | None = None) -> None:
        if region_name is not None and not _is_text(region_name):
            raise InvalidRegionName(
                f"region_name is {region_name!r}: name one, for instance 'us-east-1', "
                "or leave it out."
            )
        self._region_name = region_name
        self._open: list[_Entry] = []  # by `with`
        self._started: list[_Entry] = []

    def __call__(self, target: T, /) -> T:
        """
        Return *target*, wrapped: whenever it runs, a scope of this region is open.

        Raises:
            TypeError: *target* cannot be wrapped.
        """
        return wrap(target, lambda: Scope(region_name=self._region_name))

    def __enter__(self) -> Backend:
        return self._enter(self._open)

    def __exit__(self, *exception: object) -> None:
        self._leave(self._open, "This scope was left more often than entered.")

    async def __aenter__(self) -> Backend:
        return self.__enter__()

    async def __aexit__(self, *exception: object) -> None:
        self.__exit__()

    def start(self) -> Backend:
        """
        Open the scope until `stop`, and return its backend.

        Use it in ``setUp`` with ``addCleanup``, and in pytest's hooks. Each start needs
        its own stop.

        Raises:
            InvalidRegionName: there is no such region.
            UnsupportedMoto: this package cannot extend this moto.
        """
        return self._enter(self._started)

    def stop(self) -> None:
        """
        End the newest start of this thread and task, or else the newest of all.

        Raises:
            RuntimeError: every start has been stopped.
        """
        self._leave(self._started, _STOPPED)

    def _enter(self, entries: list[_Entry]) -> Backend:
        entry = _Entry(self._region_name)
        try:
            with _lock:
                _all.append(entry)
                entries.append(entry)
            _entered.set((*_own(), entry))
        except BaseException:
            self._close([entry])
            raise
        return entry.backend

    def _leave(self, entries: list[_Entry], message: str) -> None:
        """
        Close the newest open entry of this thread and task, or else the newest of all.
        """
        newest: list[_Entry] = []
        try:
            self._close_newest(entries, newest)
        finally:
            self._close_newest(entries, newest)  # the rest, after an interrupt
        if not newest:
            raise RuntimeError(message)

    def _close_newest(self, entries: list[_Entry], newest: list[_Entry]) -> None:
        """
        Close the newest entry, and note it in *newest* for another try.
        """
        with _lock:
            if entries and not newest:
                own = [entry for entry in _own() if entry in entries]
                newest.append((own or entries)[-1])
                entries.remove(newest[0])
        self._close(newest)

    def _close(self, closing: list[_Entry]) -> None:
        for entry in closing:
            with _lock:
                entry.left = True
                for entries in (self._open, self._started, _all):
                    entries[:] = [one for one in entries if one is not entry]
            _entered.set(_own())
            entry.close()


@overload
def mock_apigw_updates(target: T, /, *, region_name: str | None = None) -> T: ...


@overload
def mock_apigw_updates(*, region_name: str | None = None) -> Scope: ...


def mock_apigw_updates(
    target: Any = _NOTHING, /, *, region_name: str | None = None, **unknown: Any
) -> Any:
    """
    Answer API Gateway's calls in process, the update calls as AWS answers them.

    It extends `moto.mock_aws`, and may be nested with it and with itself. As a
    decorator, with or without parentheses, it takes functions, coroutine functions,
    generators, ``unittest.TestCase`` and classes with ``test*`` methods or unittest's
    hooks. As a context manager, plain or async, it yields a `Backend`. Called, it also
    has ``start()``, which returns a `Backend`, and ``stop()``.

    Args:
        target: what to decorate, if there are no parentheses.
        region_name: the region of the backend's clients, and of clients that the code
            under test makes without naming a region. Left out, the backend takes
            AWS_DEFAULT_REGION, or else ``us-east-1``, and the environment stays as it
            is.
        **unknown: any other option is refused.

    Raises:
        TypeError: *target* cannot be wrapped, or there is no such option. The message
            says what to do.
        InvalidRegionName: a `TypeError`. Raised at once if *region_name* is not text or
            is empty; on entering if the region, or AWS_DEFAULT_REGION, does not exist.
        UnsupportedMoto: on entering, if moto's server or proxy mode is set, or moto
            lacks a part.
    """
    if unknown:
        names = ", ".join(map(repr, unknown))
        raise TypeError(
            f"mock_apigw_updates() got an unexpected keyword argument {names}: its "
            "only option is region_name, for instance region_name='eu-west-1'."
        )
    scope = Scope(region_name=region_name)
    return scope if target is _NOTHING else scope(target)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _without_parentheses(name: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise TypeError(
            f"mock_apigw_updates.{name}() lacks parentheses: keep `scope = "
            "mock_apigw_updates()`, then call scope.start() and, at the end, "
            "scope.stop()."
        )

    return refuse


# People try these without parentheses. The message says what to do.
vars(mock_apigw_updates).update(
    {name: _without_parentheses(name) for name in ("start", "stop")}
)
