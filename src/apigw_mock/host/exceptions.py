"""
One set of exception classes for each service, whichever session raises them.

botocore makes ``client.exceptions`` anew in each session. So a class of one client does
not catch what another client raises, though both have the same name.
"""

# ruff: noqa: SLF001  # what botocore makes the classes of and with is not public

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

_lock = Lock()  # a generator that is collected meanwhile may make a call
# By service and the errors in its model. They stay: a class of one scope catches in the
# next, too. There are as many as there are different models.
_sets: dict[tuple[Any, ...], Any] = {}
# By the set that a session shows outside; a shared one leads to itself.
_shared: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def shared_set(service_model: Any) -> Any:
    """
    Return the exception classes that all sessions share, for the errors of a model.

    Args:
        service_model: botocore's. A model of the user's own may have other errors under
            the name of a service; it has a set of its own then.
    """
    key = (service_model.service_name, *_errors(service_model._service_description))
    with _lock:
        if key not in _sets:
            _sets[key] = _make(ClientExceptionsFactory(), service_model)
            _shared[_sets[key]] = _sets[key]
        return _sets[key]


def _errors(description: Any) -> Iterator[tuple[str, str]]:
    """
    Yield name and code of each error, as botocore's models would after making them all.
    """
    for name, shape in description.get("shapes", {}).items():
        if shape.get("exception"):
            yield name, shape.get("error", {}).get("code") or name


class SharingFactory(ClientExceptionsFactory):
    """
    Hands out the shared sets, also after the scope in which its session was made.
    """

    def _create_client_exceptions(self, service_model: Any) -> Any:
        return shared_set(service_model)


def shared_exceptions(original: Any, is_open: Callable[[], bool]) -> property:
    """
    Return ``exceptions`` of clients, which shows the shared set while a scope is open.

    Args:
        original: botocore's property. Outside it shows again what it showed before.
        is_open: whether a scope is.
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
    Let a shared set's classes derive from those that sessions had loaded before.

    So an `except` with a class that was taken before the scope, or is read after it,
    catches what is raised inside. Sets that are gone are left out.
    """
    own = [one for one, other in _shared.items() if other is shared is not one]
    for name, cls in _classes(shared).items():
        bases = (_classes(one).get(name) for one in own)
        cls.__bases__ = tuple(filter(None, bases)) or (ClientError,)


def _classes(exceptions: Any) -> dict[str, Any]:
    return {name: cls for name, cls in vars(type(exceptions)).items() if isclass(cls)}
