"""
Caches for what moto and botocore do again for each call or session.

Each replacement returns what the original returns, and is there while a scope is open.
If moto or botocore lacks an original, it is not replaced.
"""

from __future__ import annotations

import inspect
from types import FunctionType
from typing import TYPE_CHECKING, Any

import botocore.hooks
import moto.core.models
import moto.core.responses
from moto.apigateway.models import APIGatewayBackend
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.core.base_backend import BaseBackend

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
    Keep the names of API Gateway's actions until an action is added or removed.
    """
    kept: dict[Any, Any] = {}

    def method_names_from_class(cls: Any) -> Any:
        if cls not in {APIGatewayResponse, ApiGatewayV2Response}:
            return original(cls)
        key = (cls, len(vars(cls)))
        if key not in kept:
            kept[key] = original(cls)
        return kept[key]

    return method_names_from_class


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


def _urls(original: property) -> property:
    """
    Keep the patterns of API Gateway's URLs, which moto builds anew for each call.
    """
    kept: dict[tuple[int, int], Any] = {}

    def urls(self: Any) -> Any:
        paths = self._url_module.url_paths  # has no public name
        key = (id(paths), len(paths))
        if key not in kept:
            kept[key] = original.__get__(self)
        return kept[key]

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
    (BaseBackend, "urls", APIGatewayBackend, _urls),
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
