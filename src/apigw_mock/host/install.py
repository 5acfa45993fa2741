"""
Put our actions into moto and take them out again: a count under a lock.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import botocore.session
import moto.apigateway.urls
from moto import mock_aws
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock.host import apigateway, apigatewayv2, sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ABSENT = object()


class Patch(NamedTuple):
    """
    One attribute of moto's that is another one while a scope is open.
    """

    owner: Any
    name: str
    value: Any


# One for all our scopes: two of moto's own that overlap restore each other's
# credentials into the environment.
_moto = mock_aws()
_lock = Lock()
_count = 0
_originals: list[Patch] = []


def install() -> None:
    """
    Open moto for our actions; the first of several calls does the work.
    """
    global _count  # noqa: PLW0603  # the count is the module's whole state
    with _lock:
        if _count == 0:
            _moto.start()
            for patch in patches():
                original = vars(patch.owner).get(patch.name, _ABSENT)
                _originals.append(Patch(patch.owner, patch.name, original))
                setattr(patch.owner, patch.name, patch.value)
        _count += 1


def uninstall() -> None:
    """
    Undo one `install`; the last of several calls puts moto's own objects back.
    """
    global _count  # noqa: PLW0603  # as above
    with _lock:
        _count -= 1
        while _count == 0 and _originals:
            owner, name, value = _originals.pop()
            if value is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, value)
        if _count == 0:
            _moto.stop()


def install_for_good() -> None:
    """
    Open moto for our actions in a process that is nothing but a server.

    Calls come over HTTP, so nothing is mocked; the process takes it all with it.
    """
    for owner, name, value in patches():
        setattr(owner, name, value)


def patches() -> Iterator[Patch]:
    """
    Yield all that differs from moto while a scope is open.
    """
    yield from _actions(APIGatewayResponse, apigateway.ACTIONS)
    yield from _actions(ApiGatewayV2Response, apigatewayv2.ACTIONS)
    # A new dict: moto may be walking the old one in another thread.
    urls = {**moto.apigateway.urls.url_paths, **apigateway.URLS}
    yield Patch(moto.apigateway.urls, "url_paths", urls)
    yield Patch(botocore.session, "create_loader", sessions.create_loader)
    yield Patch(botocore.session, "EventAliaser", sessions.SharingAliaser)


def _actions(owner: Any, actions: dict[str, Callable[..., Any]]) -> Iterator[Patch]:
    for name, function in actions.items():
        yield Patch(owner, name, function)
