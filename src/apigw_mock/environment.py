"""
Change environment variables for a while, in layers that may overlap.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from apigw_mock.locks import Lock
from apigw_mock.patchers import unnoted
from apigw_mock.undo import undone_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Variables = Mapping[str, str | None]  # None: not set

_lock = Lock()
_layers: list[Variables] = []  # the last one wins
_before: dict[str, str | None] = {}  # the values from before the first layer


@contextmanager
def overlay(variables: Variables) -> Iterator[None]:
    """
    Set *variables* while the context is open, and unset those with None.

    Contexts may overlap in any order and from several threads. The newest open one
    wins. After the last one, all variables are as they were before the first.
    """
    layer = dict(variables)
    with undone_by(lambda: _take_away(layer)), unnoted(_places(layer)):
        with _lock:
            for name in layer:
                _before.setdefault(name, os.environ.get(name))
            _layers.append(layer)
            _show(layer)
        yield


def _places(names: Iterable[str]) -> Iterator[tuple[Any, str | bytes]]:
    """
    Yield where Python keeps the variables. Windows has them only as text.
    """
    for name in names:
        yield os.environ, name
        yield getattr(os, "environb", None), os.fsencode(name)


def _take_away(layer: Variables) -> None:
    with _lock:
        # `is not`: two layers may be equal.
        _layers[:] = [other for other in _layers if other is not layer]
        _show(layer)


def _show(names: Variables) -> None:
    """
    Set each variable to the value of its newest layer, or else to the one before.

    An interrupt may come at any line, so the value before is kept until it is set.
    """
    for name in names:
        layers = [layer for layer in _layers if name in layer]
        if layers:
            set_variable(name, layers[-1][name])
        elif name in _before:
            set_variable(name, _before[name])
            del _before[name]


def set_variable(name: str, value: str | None) -> None:
    """
    Set an environment variable, or unset it if *value* is None.
    """
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
