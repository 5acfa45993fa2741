"""
Caches for what moto and botocore do again for each call or session.

Each replacement returns what the original returns, and is there while a scope is open.
If moto or botocore lacks an original, it is not replaced.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
import string
import sys
from functools import lru_cache
from random import Random
from types import FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import botocore.hooks
import botocore.utils
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
        return sorted(
            name
            for name, value in members.items()
            if type(value) is FunctionType
            or (type(value) not in _NO_FUNCTIONS and _gives_function(cls, name))
        )

    return method_names_from_class


def _gives_function(cls: type, name: str) -> bool:
    return inspect.isfunction(getattr(cls, name, None))


# What a class never turns into a function.
_NO_FUNCTIONS = {str, dict, list, tuple, property, classmethod, type(None), type, bool}
_NO_FUNCTIONS |= {type(object.__init__), type(object.__new__), type(str.join)}


def _random_string(original: Any) -> Callable[..., Any]:
    """
    Choose the characters of moto's identifiers with fewer calls, and the same ones.
    """

    def get_random_string(
        self: Any,
        length: int = 20,
        include_digits: bool = True,  # noqa: FBT001, FBT002  # as moto's
        lower_case: bool = False,  # noqa: FBT001, FBT002  # as moto's
    ) -> Any:
        if getattr(self.choice, "__func__", None) is not _CHOICE:  # somebody else's
            return original(self, length, include_digits, lower_case)
        pool = _LETTERS_AND_DIGITS if include_digits else string.ascii_letters
        chosen = "".join(_chosen(pool, length, self.getrandbits))
        return chosen.lower() if lower_case else chosen

    return get_random_string


def _chosen(pool: str, length: int, bits: Callable[[int], int]) -> Iterator[str]:
    """
    Yield *length* characters of *pool*, those that `Random.choice` takes.
    """
    size = len(pool)
    wide = size.bit_length()
    for _ in range(length):
        place = bits(wide)
        while place >= size:
            place = bits(wide)
        yield pool[place]


_LETTERS_AND_DIGITS = string.ascii_letters + string.digits
_CHOICE = Random.choice


def _timestamps(original: Any) -> Callable[[Any, Any], Any]:
    """
    Keep the times that botocore has read in full and in UTC.
    """

    # A library that stops the clock has a class of times of its own.
    @lru_cache(maxsize=1000)
    def read(value: str, tzinfo: Any, _: type) -> Any:
        return original(value, tzinfo)

    def parse_timestamp_with_tzinfo(value: Any, tzinfo: Any) -> Any:
        if type(value) is str and _IN_UTC.fullmatch(value):
            return read(value, tzinfo, dt.datetime)
        return original(value, tzinfo)

    return parse_timestamp_with_tzinfo


_IN_UTC = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}(\.[0-9]+)?Z")


_callbacks: dict[tuple[Any, ...], tuple[Any, Any]] = {}


def _callback_response(original: Any) -> Callable[..., Any]:
    """
    Keep the 1,300 objects that moto's mock makes for its URLs at each start.
    """

    def callback_response(*, method: str, url: Any, callback: Any) -> Any:
        # By identity, since hashing a pattern is slow. The kept object keeps its url.
        key = (method, id(url), callback)
        if key in _callbacks:
            kept, calls = _callbacks[key]
            if calls:
                calls.reset()
            return kept
        made = original(method=method, url=url, callback=callback)
        # Those of older releases of responses have a count instead of the calls.
        _callbacks[key] = made, getattr(made, "calls", ())
        return made

    return callback_response


class _Urls(NamedTuple):
    """
    The URLs of a service that are kept, and what they were made of.
    """

    module: Any
    bases: list[str]
    paths: dict[str, Any]
    settings: object
    urls: dict[str, Any]

    @classmethod
    def of(cls, backend: Any, urls: dict[str, Any]) -> _Urls:
        module: Any = backend._url_module  # noqa: SLF001  # has no public name
        bases, paths = [*module.url_bases], {**module.url_paths}
        return cls(module, bases, paths, _settings(), urls)

    def is_current(self) -> bool:
        module = self.module
        return (
            self.bases == module.url_bases
            and self.paths == module.url_paths
            and self.settings == _settings()
            and sys.modules.get(module.__name__) is module
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
            known = kept[type(self)] = _Urls.of(self, original.__get__(self))
        return dict(known.urls)

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
    (botocore.utils, "_parse_timestamp_with_tzinfo", botocore.utils, _timestamps),
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
