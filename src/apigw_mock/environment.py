"""
Variables of the environment that are others for a while, in overlapping layers.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from apigw_mock.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Variables = Mapping[str, str | None]  # None: not set

_lock = Lock()
_layers: list[Variables] = []  # the last one shows
_before: dict[str, str | None] = {}  # as they were below the first layer


@contextmanager
def overlay(variables: Variables) -> Iterator[None]:
    """
    Set *variables* while the context is open; those with None are unset.

    Contexts may overlap in any order and from several threads: what shows is the
    newest that is open, and after the last one all is as it was before the first.
    """
    layer = dict(variables)
    try:
        with _lock:
            _layers.append(layer)
            for name in layer:
                _before.setdefault(name, os.environ.get(name))
            _show(layer)
        yield
    finally:
        with _lock:
            # By identity: two layers may be equal.
            _layers[:] = [other for other in _layers if other is not layer]
            _show(layer)


def _show(names: Variables) -> None:
    for name in names:
        layers = [layer for layer in _layers if name in layer]
        set_variable(name, layers[-1][name] if layers else _before.pop(name))


def set_variable(name: str, value: str | None) -> None:
    """
    Set a variable of the environment, or unset it for None.
    """
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
