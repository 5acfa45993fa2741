"""
One set of exception classes for each service, shared by all sessions.

botocore makes ``client.exceptions`` anew in each session. So one client's class does
not catch what another client raises, although both have the same name.
"""

# ruff: noqa: SLF001  # botocore's factory and descriptions are not public

from __future__ import annotations

from inspect import isclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from botocore.errorfactory import ClientExceptionsFactory
from botocore.exceptions import ClientError

from apigw_mock.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_make = vars(ClientExceptionsFactory)["_create_client_exceptions"]

_lock = Lock()  # reentrant: garbage collection may make a call meanwhile
# The shared sets, by service and the errors in its model. They are kept, so that one
# scope's class also catches in the next. There is one for each different model.
_sets: dict[tuple[Any, ...], Any] = {}
# The shared set for each set of a session's own, and for each shared set itself.
_shared: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def shared_set(service_model: Any) -> Any:
    """
    Return the exception classes that all sessions share for a service model.

    Args:
        service_model: botocore's. A model of the user's own may have other errors under
            the same service name; then it has its own set.
    """
    key = (service_model.service_name, *_errors(service_model._service_description))
    with _lock:
        if key not in _sets:
            _sets[key] = _make(ClientExceptionsFactory(), service_model)
            _shared[_sets[key]] = _sets[key]
        return _sets[key]


def _errors(description: Any) -> Iterator[tuple[str, str]]:
    """
    Yield the name and code of each error as botocore has them, without its models.
    """
    for name, shape in description.get("shapes", {}).items():
        if shape.get("exception"):
            yield name, shape.get("error", {}).get("code") or name


class SharingFactory(ClientExceptionsFactory):
    """
    Hands out the shared sets, also after the scope of its session has ended.
    """

    def _create_client_exceptions(self, service_model: Any) -> Any:
        return shared_set(service_model)


def shared_exceptions(original: Any, is_open: Callable[[], bool]) -> property:
    """
    Return a property for clients that shows the shared set while a scope is open.

    Args:
        original: botocore's property ``exceptions``, which applies outside a scope.
        is_open: whether a scope is open.
    """

    def exceptions(client: Any) -> Any:
        own = original.__get__(client)
        return _in_place_of(own, client.meta.service_model) if is_open() else own

    return property(exceptions)


def _in_place_of(own: Any, service_model: Any) -> Any:
    with _lock:
        if own not in _shared:
            _shared[own] = shared_set(service_model)
            _derive_from_own(_shared[own])
        return _shared[own]


def _derive_from_own(shared: Any) -> None:
    """
    Derive a shared set's classes from those that sessions had loaded before.

    So an `except` with a class from before or after the scope catches what is raised
    inside. Sets that have been freed are left out.
    """
    own = [one for one, other in _shared.items() if other is shared is not one]
    for name, cls in _classes(shared).items():
        bases = (_classes(one).get(name) for one in own)
        cls.__bases__ = tuple(filter(None, bases)) or (ClientError,)


def _classes(exceptions: Any) -> dict[str, Any]:
    return {name: cls for name, cls in vars(type(exceptions)).items() if isclass(cls)}
