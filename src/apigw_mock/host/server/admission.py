"""
Who may call the server: refuses pages of other origins and names of other hosts.
"""

from __future__ import annotations

import re
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import inet_aton
from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.errors import ClosedRecorder, ForeignHost, ForeignPage
from apigw_mock.host.guard import is_aws

if TYPE_CHECKING:
    from apigw_mock.host.server.calls import Environ

HOSTS = "apigw_mock.hosts"  # key of the environment: every Host header, as sent
_AUTHORITY = re.compile(
    r"(?P<host>[\w.~-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d*))?", re.ASCII
)
_PORTS = {"http": "80", "https": "443"}
# How a browser marks a page of another origin: https://www.w3.org/TR/fetch-metadata/
_FOREIGN_SITES = {"cross-site", "same-site"}
_RECORDER = ["moto-api", "recorder"]


class Admission(NamedTuple):
    """
    The names by which the server may be called.

    Args:
        names: those of ``--allow-host``, as `host_of` returns them.
        any_host: whether the server takes every name. It does beyond loopback.
    """

    names: frozenset[str] = frozenset()
    any_host: bool = False

    def check(self, environ: Environ) -> None:
        """
        Refuse a request that must not come in, before anything else reads it.

        Raises:
            ForeignHost: it was sent to a name that is not the server's.
            ForeignPage: a page of another origin sent it.
            ClosedRecorder: it is for moto's recorder.
        """
        for host in sent_hosts(environ):
            if not self.admits(host):
                raise ForeignHost(host)
        check_origin(environ)
        if is_for_recorder(environ):
            raise ClosedRecorder

    def admits(self, authority: str) -> bool:
        """
        Whether the server answers to a Host header, for instance ``localhost:5000``.
        """
        host = host_of(authority)
        known = self.any_host or host in self.names or is_loopback(host) or is_aws(host)
        return host != "" and known


def sent_hosts(environ: Environ) -> list[str]:
    """
    Return the Host of the request, and the host of its target if that is a whole URL.

    HTTP/1.0 needs no Host: then the list is empty. Every browser sends one.
    """
    shown = [environ["HTTP_HOST"]] if "HTTP_HOST" in environ else []
    return [*shown, *environ.get(HOSTS, ())]


def host_of(authority: str) -> str:
    """
    Return the host that a Host header names: in lower case, without its port.

    Returns "" if the header is not a host.
    """
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        return ""
    host = found["host"].lower()
    with suppress(ValueError):
        if host.startswith("["):
            return str(IPv6Address(host[1:-1]))
        host.encode("idna").decode("idna")  # werkzeug does this, and fails if it can't
        return host.removesuffix(".")
    return ""


def is_loopback(host: str) -> bool:
    """
    Whether a host is a name or address that only means the machine itself.
    """
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = address_of(host)
    mapped = getattr(address, "ipv4_mapped", None)  # ::ffff:127.0.0.1
    return (mapped or address).is_loopback if address else False


def address_of(host: str) -> IPv4Address | IPv6Address | None:
    with suppress(ValueError):
        return ip_address(host)
    with suppress(OSError):
        return IPv4Address(inet_aton(host))  # 127.1
    return None


def check_origin(environ: Environ) -> None:
    """
    Refuse a request of a page of another origin, sent by a script or not.

    Raises:
        ForeignPage: the browser says that the page is of another origin.
    """
    origin = environ.get("HTTP_ORIGIN")
    own = own_origin(environ)
    if origin is not None and (own is None or origin_of(origin) != own):
        raise ForeignPage(f"Origin: {origin}")
    site = environ.get("HTTP_SEC_FETCH_SITE", "")
    # The header may come more than once: each value counts.
    if _FOREIGN_SITES & {*re.findall("[a-z-]+", site.lower())}:
        raise ForeignPage(f"Sec-Fetch-Site: {site}")


def own_origin(environ: Environ) -> tuple[str, ...] | None:
    """
    Return the server's origin, as the request names it.
    """
    return origin_of(f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}")


def origin_of(text: str) -> tuple[str, ...] | None:
    """
    Return scheme, host and port of an origin, or None, for instance for ``null``.
    """
    scheme, _, authority = text.lower().partition("://")
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        return None
    return scheme, found["host"], found["port"] or _PORTS.get(scheme, "")


def is_for_recorder(environ: Environ) -> bool:
    """
    Whether moto would pass the request to its recorder, with more slashes or without.
    """
    return [part for part in environ["PATH_INFO"].split("/") if part][:2] == _RECORDER
