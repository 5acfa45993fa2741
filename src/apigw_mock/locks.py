"""
Locks that a forked child finds free.

`os.fork` copies the thread that calls it and no other: a lock that another one holds at
that moment would stay taken in the child for ever. So a fork waits for what is under
way, and what takes longer it leaves half done, with a new lock in the child.
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
    Where a lock is, and what makes another one.
    """

    owner: Any
    name: str
    kind: Callable[[], Any]

    @property
    def lock(self) -> Any:
        return getattr(self.owner, self.name)

    def free(self) -> None:
        """
        Replace what a thread holds that is no more; what this one holds stays.
        """
        if self.lock.acquire(blocking=False):
            self.lock.release()
        else:
            setattr(self.owner, self.name, self.kind())


class Lock:
    """
    A lock that the thread which holds it may take again, and a forked child as well.

    Again, for a generator that is collected meanwhile may leave its scope, in any
    thread and at any line.
    """

    def __init__(self) -> None:
        self.inner = threading.RLock()
        _locks[self] = None

    # No methods: an interrupt could come between what one takes and the `with`.
    @property
    def __enter__(self) -> Callable[[], bool]:
        return self.inner.__enter__

    @property
    def __exit__(self) -> Callable[..., None]:  # noqa: PLE0302, PYI036  # RLock's takes three
        return self.inner.__exit__


def hold_at_fork(owner: Any, name: str, kind: Callable[[], Any]) -> None:
    """
    Do for a lock of another's, if it is there, what is done for ours.

    Of two, name that one first which is held while the other is taken.

    Args:
        owner: the module, class or object that has it.
        name: of the attribute.
        kind: makes a new one, for instance ``threading.RLock``.
    """
    if hasattr(owner, name):
        _others.append(Place(owner, name, kind))


class _Held(threading.local):
    """
    What this thread has taken for a fork of its own.
    """

    def __init__(self) -> None:
        self.locks: list[Any] = []


_held = _Held()


def _all() -> list[Place]:
    # The newest are backends': who holds one of those may wait for an older one.
    references = reversed(_locks.keyrefs())
    ours = [lock for reference in references if (lock := reference())]
    return [*(Place(lock, "inner", threading.RLock) for lock in ours), *_others]


def hold() -> None:
    """
    Take every lock that can be had, before a fork.
    """
    locks = [place.lock for place in _all()]
    # In one step, so that no interrupt comes between taking and noting.
    take = methodcaller("acquire", timeout=_PATIENCE)
    _held.locks.extend(filter(take, locks))


def release() -> None:
    """
    Release what `hold` has taken, after a fork.
    """
    locks = _held.locks
    newest_first = starmap(locks.pop, repeat((), len(locks)))
    deque(map(methodcaller("release"), newest_first), maxlen=0)  # in one step as well


def release_in_child() -> None:
    """
    Release what `hold` has taken, and free what it could not get.
    """
    release()
    for place in _all():
        place.free()


if hasattr(os, "register_at_fork"):  # pragma: no branch  # Windows has no forks
    os.register_at_fork(
        before=hold, after_in_parent=release, after_in_child=release_in_child
    )


class computed_once(Generic[T]):  # noqa: N801  # stands where `property` does
    """
    `functools.cached_property` without the lock that it has up to Python 3.11.

    Nothing would free that one in a forked child.
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
        Compute it; the next time it is found on *instance* itself.
        """
        if instance is None:
            return self
        # Of two threads that compute it at once, both get the first one's.
        return vars(instance).setdefault(self._name, self._compute(instance))
