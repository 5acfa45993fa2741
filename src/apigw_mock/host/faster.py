"""
Caches for what moto and botocore do again for each call or session.

Each replacement returns what the original returns, and is there while a scope is open.
If moto or botocore lacks an original, it is not replaced.
"""

from __future__ import annotations

import inspect
import string
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import botocore.hooks
import moto.core.models
import moto.core.responses
from moto import settings
from moto.core.base_backend import BaseBackend
from moto.moto_api._internal.moto_random import MotoRandom

from apigw_mock.host.guard import Replacement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _accepts_kwargs(original: Any) -> Callable[[Any], Any]:
    """
    Read a plain function's flags. botocore builds a signature of each handler for this.
    """

    def accepts_kwargs(handler: Any) -> Any:
        if type(handler) is FunctionType and not vars(handler):
            return handler.__code__.co_flags & inspect.CO_VARKEYWORDS
        return original(handler)

    return accepts_kwargs


def _method_names(original: Any) -> Callable[[Any], Any]:
    """
    List the functions of a class without asking the class for each of its members.
    """

    def method_names_from_class(cls: Any) -> Any:
        if type(cls) is not type:
            return original(cls)
        members: dict[str, Any] = {}
        for owner in reversed(cls.__mro__):
            members.update(vars(owner))
        return sorted(n for n, value in members.items() if _is_function(cls, n, value))

    return method_names_from_class


def _is_function(cls: type, name: str, value: Any) -> bool:
    """
    Whether a class gives a function by a name.

    Args:
        value: what stands in the class's own dictionary.
    """
    kind = type(value)
    if kind is FunctionType:
        return True
    return kind not in _NO_FUNCTIONS and inspect.isfunction(getattr(cls, name, None))


# What a class never turns into a function.
_NO_FUNCTIONS = {str, dict, list, tuple, property, classmethod, type(None), type, bool}
_NO_FUNCTIONS |= {type(object.__init__), type(object.__new__), type(str.join)}


def _random_string(original: Any) -> Callable[..., str]:
    """
    Choose the characters of moto's identifiers with fewer calls, and the same ones.
    """
    del original

    def get_random_string(
        self: Any,
        length: int = 20,
        include_digits: bool = True,  # noqa: FBT001, FBT002  # as moto's
        lower_case: bool = False,  # noqa: FBT001, FBT002  # as moto's
    ) -> str:
        pool = _LETTERS_AND_DIGITS if include_digits else string.ascii_letters
        below, size = self._randbelow, len(pool)
        chosen = "".join([pool[below(size)] for _ in range(length)])
        return chosen.lower() if lower_case else chosen

    return get_random_string


_LETTERS_AND_DIGITS = string.ascii_letters + string.digits


_callbacks: dict[tuple[Any, ...], Any] = {}


def _callback_response(original: Any) -> Callable[..., Any]:
    """
    Keep the 1,300 objects that moto's mock makes for its URLs at each start.
    """

    def callback_response(*, method: str, url: Any, callback: Any) -> Any:
        arguments = {"method": method, "url": url, "callback": callback}
        # By identity, since hashing a pattern is slow. The kept object keeps its url.
        key = (method, id(url), callback)
        if key not in _callbacks:
            _callbacks[key] = original(**arguments)
        elif _callbacks[key].call_count:
            _callbacks[key].calls.reset()
        return _callbacks[key]

    return callback_response


class _Urls(NamedTuple):
    """
    The URLs of a service that are kept, and what they were made of.
    """

    module: Any
    bases: list[str]
    paths: dict[str, Any]
    settings: object
    urls: Any

    def is_current(self) -> bool:
        module = self.module
        return (
            sys.modules.get(module.__name__) is module
            and self.bases == module.url_bases
            and self.paths == module.url_paths
            and self.settings == _settings()
        )


def _settings() -> object:
    """
    Return the settings that moto's URLs hang on.
    """
    return settings.enable_iso_regions(), settings.get_s3_custom_endpoints()


def _urls(original: property) -> property:
    """
    Keep the patterns of a service's URLs, which moto builds anew for each call.

    For S3, moto also reads their module anew each time.
    """
    kept: dict[type, _Urls] = {}

    def urls(self: Any) -> Any:
        known = kept.get(type(self))
        if known is None or not known.is_current():
            made, module = original.__get__(self), self._url_module  # has no public name
            known = _Urls(
                module, [*module.url_bases], {**module.url_paths}, _settings(), made
            )
            kept[type(self)] = known
        return known.urls

    return property(urls)


# The original's owner and name, the replacement's owner, and what makes that.
FASTER: tuple[tuple[Any, str, Any, Callable[..., Any]], ...] = (
    (botocore.hooks, "accepts_kwargs", botocore.hooks, _accepts_kwargs),
    (
        moto.core.responses,
        "method_names_from_class",
        moto.core.responses,
        _method_names,
    ),
    (moto.core.models, "CallbackResponse", moto.core.models, _callback_response),
    (BaseBackend, "urls", BaseBackend, _urls),
    (MotoRandom, "get_random_string", MotoRandom, _random_string),
)


def replacements() -> Iterator[Replacement]:
    """
    Yield the replacements, each made of its original.
    """
    yield from (
        Replacement(owner, name, instead(vars(holder)[name]))
        for holder, name, owner, instead in FASTER
        if name in vars(holder)
    )
