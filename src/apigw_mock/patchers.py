"""
What pytest's MonkeyPatch notes inside a scope, and must not put back after it.

It may be the fixture, a `MonkeyPatch.context()` or one that a test has made: each is
known by what it changes.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache, wraps
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from apigw_mock.locks import Lock
from apigw_mock.undo import undone_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Note = tuple[Any, Any, object]  # an owner, a name, and what was there

_CHANGES = ("setattr", "delattr", "setitem", "delitem")
_NOTES = ("_setattr", "_setitem")  # have no public names

_lock = Lock()
_patchers: WeakSet[Any] = WeakSet()  # those that have changed something in a scope
_older: list[dict[int, Note]] = []  # by each `unnoted` that is open: what it spares


def watching() -> Iterator[tuple[Any, str, Callable[..., Any]]]:
    """
    Yield what makes MonkeyPatch known to `unnoted`: class, name and method.
    """
    if "pytest" in sys.modules:
        kind: Any = sys.modules["pytest"].MonkeyPatch
        for name in _CHANGES:
            yield kind, name, _watched(getattr(kind, name))


@cache
def _watched(change: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(change)
    def watched(patcher: Any, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True  # of pytest: the error is the caller's
        _watch(patcher)
        return change(patcher, *args, **kwargs)

    return watched


def _watch(patcher: Any) -> None:
    with _lock:
        if patcher not in _patchers:
            for spared in _older:
                spared.update(_by_id([patcher]))
            _patchers.add(patcher)


@contextmanager
def unnoted(places: Iterable[tuple[Any, Any]]) -> Iterator[None]:
    """
    At the end have every MonkeyPatch forget what it has noted of *places* meanwhile.

    It would put back what is over. Who has set them puts back what was before.

    Args:
        places: of attributes and items, the owner and the name of each.
    """
    wanted = {(id(owner), name) for owner, name in places}
    with _lock:
        spared = _by_id(_patchers)
    with undone_by(lambda: _forget(wanted, spared)):
        _older.append(spared)
        yield


def _forget(places: set[tuple[int, Any]], spared: dict[int, Note]) -> None:
    with _lock:
        _older[:] = [one for one in _older if one is not spared]
        for notes in _lists(_patchers):
            notes[:] = [
                note
                for note in notes
                if id(note) in spared or (id(note[0]), note[1]) not in places
            ]


def _by_id(patchers: Iterable[Any]) -> dict[int, Note]:
    return {id(note): note for notes in _lists(patchers) for note in notes}


def _lists(patchers: Iterable[Any]) -> Iterator[list[Note]]:
    for patcher in patchers:
        yield from (vars(patcher).get(name, []) for name in _NOTES)
