"""
Locks that are free in a forked child.

`os.fork` copies only the thread that calls it. A lock that another thread holds would
stay locked in the child for ever. So a fork first waits a moment for each lock. The
child gets a new lock in place of one that was not released in time.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from itertools import repeat, starmap
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_PATIENCE = 0.1  # seconds that a fork waits for each lock; an update takes 0.002

_locks: WeakKeyDictionary[Lock, None] = WeakKeyDictionary()  # oldest first
_others: list[Place] = []


class Place(NamedTuple):
    """
    The place of a lock, and a function that makes a new one.
    """

    owner: Any
    name: str
    kind: Callable[[], Any]

    @property
    def lock(self) -> Any:
        return getattr(self.owner, self.name)

    def free(self) -> None:
        """
        Replace the lock if a thread holds it that the child lacks.
        """
        if self.lock.acquire(blocking=False):
            self.lock.release()
        else:
            setattr(self.owner, self.name, self.kind())


class Lock:
    """
    A reentrant lock that a forked child can take.

    It is reentrant, because Python may collect a generator at any line, in any thread,
    and the generator then leaves its scope.
    """

    def __init__(self) -> None:
        self.inner = threading.RLock()
        _locks[self] = None

    # Not methods: an interrupt could come after a method locks, before the `with` does.
    @property
    def __enter__(self) -> Callable[[], bool]:
        return self.inner.__enter__

    @property
    def __exit__(self) -> Callable[..., None]:  # noqa: PLE0302, PYI036  # RLock's takes three
        return self.inner.__exit__


def hold_at_fork(owner: Any, name: str, kind: Callable[[], Any]) -> None:
    """
    Treat another package's lock like ours at a fork, if it exists.

    If a thread takes two of these locks, name first the one that it takes first.

    Args:
        owner: the module, class or object that has the lock.
        name: the name of the attribute.
        kind: makes a new lock, for instance ``threading.RLock``.
    """
    if hasattr(owner, name):
        _others.append(Place(owner, name, kind))


class _Held(threading.local):
    """
    The locks that this thread took for its own fork.
    """

    def __init__(self) -> None:
        self.locks: list[Any] = []


_held = _Held()


def _all() -> list[Place]:
    # The newest are backends': a thread that holds one may wait for an older one.
    references = reversed(_locks.keyrefs())
    ours = [lock for reference in references if (lock := reference())]
    return [*(Place(lock, "inner", threading.RLock) for lock in ours), *_others]


def hold() -> None:
    """
    Take every lock that is free or soon released, before a fork.
    """
    locks = [place.lock for place in _all()]
    # In one step, so that no interrupt comes between taking a lock and noting it.
    take = methodcaller("acquire", timeout=_PATIENCE)
    _held.locks.extend(filter(take, locks))


def release() -> None:
    """
    Release the locks that `hold` took, after a fork.
    """
    locks = _held.locks
    newest_first = starmap(locks.pop, repeat((), len(locks)))
    deque(map(methodcaller("release"), newest_first), maxlen=0)  # in one step as well


def release_in_child() -> None:
    """
    Release the locks that `hold` took, and replace those that it did not get.
    """
    release()
    for place in _all():
        place.free()


if hasattr(os, "register_at_fork"):  # pragma: no branch  # Windows has no forks
    os.register_at_fork(
        before=hold, after_in_parent=release, after_in_child=release_in_child
    )


class computed_once(Generic[T]):  # noqa: N801  # used like `property`
    """
    `functools.cached_property` without the lock that it has up to Python 3.11.

    Nothing would release that lock in a forked child.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> computed_once[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object, owner: type) -> Any:
        """
        Compute the value, and store it on *instance*, where Python looks first.
        """
        if instance is None:
            return self
        # If two threads compute it at once, both get the first one's value.
        return vars(instance).setdefault(self._name, self._compute(instance))
