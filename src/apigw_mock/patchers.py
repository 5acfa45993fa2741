"""
Keep pytest's MonkeyPatch from putting a scope's own values back after the scope.

Any MonkeyPatch counts: the fixture, a `MonkeyPatch.context()` or one that a test made.
We learn of it when it changes something.
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
_patchers: WeakSet[Any] = WeakSet()  # each that changed something in a scope
_older: list[dict[int, Note]] = []  # for each open `unnoted`, the notes from before it


def watching() -> Iterator[tuple[Any, str, Callable[..., Any]]]:
    """
    Yield the replacements that tell `unnoted` of each MonkeyPatch.

    Each is a class, the name of its method, and the new method.
    """
    if "pytest" in sys.modules:
        kind: Any = sys.modules["pytest"].MonkeyPatch
        for name in _CHANGES:
            yield kind, name, _watched(getattr(kind, name))


@cache
def _watched(change: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(change)
    def watched(patcher: Any, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True  # for pytest: the error is the caller's
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
    At the end, make each MonkeyPatch forget what it noted of *places* meanwhile.

    It would put back a value of ours after its time. We restore the places ourselves.

    Args:
        places: attributes and items, each as its owner and name.
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
