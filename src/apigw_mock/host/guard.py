"""
Stop requests to AWS that moto does not answer, before they leave the machine.
"""

from __future__ import annotations

import re
from functools import cache
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import moto.backend_index
from boto3.resources.base import ServiceResource
from botocore import xform_name
from botocore.client import BaseClient
from botocore.credentials import Credentials
from botocore.endpoint import Endpoint
from botocore.httpsession import URLLib3Session
from moto.core.config import passthrough_service, passthrough_url
from moto.core.models import botocore_stubber
from moto.core.utils import get_equivalent_url_in_aws_domain
from urllib3.connectionpool import HTTPConnectionPool

from apigw_mock.errors import EscapedCall, MissingStub, NeedsAiomoto
from apigw_mock.host.sessions import loader
from apigw_mock.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

# Suffixes that botocore's partitions do not list: Amazon's top-level domain (api.aws,
# on.aws, …) and the sign-in hosts in botocore's endpoint rules.
_MORE_SUFFIXES = (
    "aws",
    "signin.aws.amazon.com",
    "signin.amazonaws.cn",
    "amazonaws-us-gov.com",
    "amazonaws-eusc.eu",
    "c2shome.ic.gov",
    "sc2shome.sgov.gov",
    "csphome.adc-e.uk",
    "csphome.hci.ic.gov",
)
_SUFFIX_KEYS = ("dnsSuffix", "dualStackDnsSuffix")
_USERINFO = re.compile(r"(//|%2F%2F)[^/?#]*(?:@|%40)", re.IGNORECASE)
_BEFORE_SEND = "before-send"
_TESTING = Credentials("testing", "testing")  # moto takes any


class Replacement(NamedTuple):
    """
    An attribute of moto or botocore that has another value while a scope is open.
    """

    owner: Any
    name: str
    value: Any


def replacements(is_open: Callable[[], bool]) -> Iterator[Replacement]:
    """
    Yield the replacements that stop requests to AWS while a scope is open.

    Args:
        is_open: whether a scope is open. A `mock.patch` that starts inside a scope and
            stops after it puts a replacement back. That one then passes all requests.
    """
    make_request = _guarded_request(Endpoint.make_request, is_open)
    yield Replacement(Endpoint, "make_request", make_request)
    # moto answers earlier: a request to AWS that comes here is one that it missed.
    send = _guarded_send(URLLib3Session.send, is_open)
    yield Replacement(URLLib3Session, "send", send)
    # The library requests sends from here too, where moto's mock of it did not answer.
    urlopen = _guarded_urlopen(HTTPConnectionPool.urlopen, is_open)
    yield Replacement(HTTPConnectionPool, "urlopen", urlopen)


def _guarded_request(
    make_request: Callable[..., Any], is_open: Callable[[], bool]
) -> Callable[..., Any]:
    """
    Return botocore's *make_request*, but name the operation in each `EscapedCall`.

    A `MissingStub` begins here: how moto and this package came to it helps nobody.

    Raises:
        NeedsAiomoto: the call is aiobotocore's, which sends in another way.
    """

    def guarded(endpoint: Any, operation_model: Any, request_dict: Any) -> Any:
        if type(endpoint) is not Endpoint and is_open():
            refuse_aiobotocore(endpoint, _name_of(operation_model), request_dict["url"])
        try:
            return make_request(endpoint, operation_model, request_dict)
        except EscapedCall as escaped:
            escaped.operation = _name_of(operation_model)
            raise
        except MissingStub as missing:
            raise missing.with_traceback(None) from None

    return guarded


def _name_of(operation_model: Any) -> str:
    service = operation_model.service_model.service_name
    return f"{service}.{xform_name(operation_model.name)}"


def _guarded_send(
    send: Callable[..., Any], is_open: Callable[[], bool]
) -> Callable[..., Any]:
    def guarded(session: Any, request: Any) -> Any:
        if is_open():
            refuse_escape(request.method, request.url)
        return send(session, request)

    return guarded


def _guarded_urlopen(
    urlopen: Callable[..., Any], is_open: Callable[[], bool]
) -> Callable[..., Any]:
    def guarded(pool: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        if is_open():
            path = url.removeprefix("/")
            refuse_escape(method, f"{pool.scheme}://{pool.host}/{path}")
            # A forwarding proxy is asked for a whole URL, any other host for a path.
            if path == url:
                refuse_escape(method, url)
        return urlopen(pool, method, url, *args, **kwargs)

    return guarded


def refuse_escape(method: str, url: str) -> None:
    """
    Refuse a request to AWS, unless moto's settings let it pass.

    Raises:
        EscapedCall: it would have reached AWS.
    """
    if _escapes(url):
        _stop(EscapedCall(method, without_secrets(url)))


def _stop(error: Exception) -> NoReturn:
    """
    Raise *error* in a frame without secrets: pytest shows the last frame's arguments.
    """
    raise error


def refuse_aiobotocore(endpoint: Any, operation: str, url: str) -> None:
    """
    Refuse a call of aiobotocore's to AWS, unless aiomoto is there.

    Raises:
        NeedsAiomoto: moto would not answer, or in a form that aiobotocore cannot read.
    """
    is_aio = iscoroutinefunction(type(endpoint)._send_request)  # noqa: SLF001
    if is_aio and not _aiomoto_sends(endpoint) and _escapes(url):
        _stop(NeedsAiomoto(operation))


def _aiomoto_sends(endpoint: Any) -> bool:
    """
    Whether aiomoto is open, and what an endpoint of aiobotocore's sends goes there.
    """
    return _is_of_aiomoto(type(endpoint)._send)  # noqa: SLF001


def _is_of_aiomoto(function: Any) -> bool:
    return str(getattr(function, "__module__", "")).partition(".")[0] == "aiomoto"


def _escapes(url: str) -> bool:
    return is_aws(urlsplit(url).hostname or "") and not is_passed_through(url)


def without_secrets(url: str) -> str:
    """
    Return *url* without its query and userinfo, which may hold credentials.

    A request to a proxy has a whole URL in its path: that one loses its userinfo too.
    """
    return _USERINFO.sub(r"\1", re.split("[?#]", url, maxsplit=1)[0])


def is_aws(host: str) -> bool:
    """
    Whether a host name, for instance ``sts.amazonaws.com``, belongs to AWS.
    """
    name = f".{host.lower().rstrip('.')}"
    return any(name.endswith(f".{suffix}") for suffix in suffixes())


@cache
def suffixes() -> frozenset[str]:
    """
    Return the endings of AWS's host names in every partition that botocore knows.
    """
    partitions = loader().load_data("partitions")["partitions"]
    named = {part["outputs"][key] for part in partitions for key in _SUFFIX_KEYS}
    return frozenset(named.union(_MORE_SUFFIXES))


def is_passed_through(url: str) -> bool:
    """
    Whether moto's settings (``core.passthrough``) let a URL pass.
    """
    known, _ = get_equivalent_url_in_aws_domain(url)
    clean = f"{known.scheme}://{known.netloc}{known.path}"
    return passthrough_url(clean) or any(
        passthrough_service(service) and pattern.match(clean)
        for service, pattern in moto.backend_index.backend_url_patterns
    )


# --- A backend's clients ----------------------------------------------------------


def stop_outside(client: Any) -> None:
    """
    Make a client refuse its calls while no scope and no mock of moto's is open.
    """
    service = client.meta.service_model.service_name

    def stop(request: Any, event_name: str, **_: Any) -> None:
        if not botocore_stubber.enabled:
            operation = f"{service}.{xform_name(event_name.rpartition('.')[2])}"
            url = without_secrets(request.url)
            _stop(EscapedCall(request.method, url, operation, in_scope=False))

    client.meta.events.register(_BEFORE_SEND, stop)


# --- Clients that moto does not know ----------------------------------------------


class _Adoption(NamedTuple):
    """
    The handlers that a client was given, by event, and the holders that adopted it.
    """

    handlers: dict[str, Callable[..., Any]]
    holders: list[object]


_lock = Lock()
_adopted: WeakKeyDictionary[Any, _Adoption] = WeakKeyDictionary()  # by client's events
_NO_ADOPTION = _Adoption({}, [])


def adopt(client: Any, holder: object) -> None:
    """
    Let moto answer a client that was made before moto was imported.

    A client that moto answers already only gets credentials, if it has none. A client
    may have several holders. It stays adopted until the last one releases it.

    Args:
        client: boto3's, as `client_of` returns it.
        holder: who adopts it; `release` takes the same one.
    """
    events = client.meta.events
    with _lock:
        if events not in _adopted:
            _adopted[events] = _Adoption(dict(_lacking(client)), [])
        adoption = _adopted[events]
        for event, handler in adoption.handlers.items():
            if not _has(events, event, handler):
                events.register(event, handler)
        adoption.holders.append(holder)


def release(client: Any, holder: object) -> None:
    """
    Undo `adopt`, even if an interrupt stopped it halfway.
    """
    events = client.meta.events
    with _lock:
        adoption = _adopted.get(events, _NO_ADOPTION)
        if adoption.holders in ([], [holder]):
            for event, handler in adoption.handlers.items():
                if _has(events, event, handler):
                    events.unregister(event, handler)
            _adopted.pop(events, None)
        elif holder in adoption.holders:
            adoption.holders.remove(holder)


def _lacking(client: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """
    Yield each handler that a client needs for moto to answer it, after its event.
    """
    if _is_aiomotos(client):
        return
    is_known = _has(client.meta.events, _BEFORE_SEND, botocore_stubber)
    if not is_known:
        yield _BEFORE_SEND, botocore_stubber
    # Another client's credentials may ask AWS first, for instance to assume a role.
    # A client's credentials have no public name.
    if not is_known or client._request_signer._credentials is None:  # noqa: SLF001
        yield "before-sign", _sign_as_test


def _sign_as_test(request: Any, **_: Any) -> None:
    signing = request.context.get("signing", {})
    request.context["signing"] = {**signing, "request_credentials": _TESTING}


def client_of(client: Any) -> Any:
    """
    Return *client*, or the client of a boto3 resource.

    Raises:
        TypeError: *client* is neither.
        NeedsAiomoto: it is aiobotocore's, and not of an aiomoto that is open.
    """
    if isinstance(client, ServiceResource):
        client = client.meta.client
    if not isinstance(client, BaseClient):
        raise TypeError(
            f"{client!r} cannot be adopted: pass a boto3 client or resource. If it is "
            "a session, make a client from it and pass that."
        )
    known: Any = client  # what is asked of it has no public name
    is_aio = iscoroutinefunction(type(known)._make_api_call)  # noqa: SLF001
    # An aiomoto that has ended answers none of its clients.
    if is_aio and not (_is_aiomotos(known) and _aiomoto_sends(known._endpoint)):  # noqa: SLF001
        raise NeedsAiomoto
    return client


def _is_aiomotos(client: Any) -> bool:
    return any(map(_is_of_aiomoto, _handlers(client.meta.events, _BEFORE_SEND)))


def _has(events: Any, event: str, handler: Callable[..., Any]) -> bool:
    return handler in _handlers(events, event)


def _handlers(events: Any, event: str) -> Collection[Any]:
    # The emitter does not show its handlers; moto.core.patch_client looks there too.
    emitter = getattr(events, "_emitter", events)
    found: Collection[Any] = emitter._handlers.prefix_search(event) or ()  # noqa: SLF001
    return found
