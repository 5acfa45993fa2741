"""
The process that is a server: it listens until it is told to end.
"""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
import warnings
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from moto.moto_api import recorder
from moto.moto_server import werkzeug_app
from werkzeug.serving import make_server

from apigw_mock.errors import DroppedSettingWarning
from apigw_mock.host.install import install_for_good
from apigw_mock.host.server.admission import Admission, host_of, is_loopback
from apigw_mock.host.server.gate import Gate
from apigw_mock.host.server.handler import Handler
from apigw_mock.host.server.lines import PrintableStream, log
from apigw_mock.host.server.routes import routes
from apigw_mock.host.state import has_region
from apigw_mock.updates import Updates, logging_to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from apigw_mock.host.server.gate import Application

ENDING = (signal.SIGINT, signal.SIGTERM)
# What the log keeps, for a server runs for long: so many updates, and so many bytes.
KEPT = 1_000
LIMIT = 64 * 2**20


class CannotServe(Exception):
    """
    The server cannot have this host and port; the message says why.
    """


def serve(
    host: str, port: int, region: str, allowed_hosts: Collection[str] = ()
) -> None:
    """
    Answer calls until SIGINT or SIGTERM.

    Prints the URL once calls are taken, and logs each call to standard error.

    Args:
        host: name or address to listen on.
        port: 0 picks a free one.
        region: of requests that do not say theirs.
        allowed_hosts: names of this server beside those of loopback and of AWS.

    Raises:
        CannotServe: the host, port or region cannot be had, or an allowed host is none.
    """
    # An event would not do: the handler waits for its lock, which the very thread that
    # it interrupts may hold. A queue's put is made to be called from anywhere.
    told: SimpleQueue[int] = SimpleQueue()
    for number in ENDING:
        signal.signal(number, lambda caught, _: told.put(caught))
    names = names_of(allowed_hosts) | {named(host)}
    prepare(region)
    updates = Updates(kept=KEPT, limit=LIMIT)
    with bind(host, port) as listening, logging_to(updates):
        admission = Admission(names, any_host=not is_local(listening))
        gate = Gate(moto_application(), region, updates, admission)
        with answering(listening, gate) as address:
            announce(address, region)
            # Nobody reads on: what moto prints belongs to the log.
            sys.stdout = sys.stderr
            wait_for(told)
            # Once is enough: the next would end Python at its end.
            for number in ENDING:
                signal.signal(number, signal.SIG_IGN)


@contextmanager
def answering(listening: socket.socket, gate: Gate) -> Iterator[Any]:
    """
    Take calls on a socket while the context is open, and hand out its address.
    """
    host, port = listening.getsockname()[:2]
    server = make_server(
        host,
        port,
        gate,
        threaded=True,
        request_handler=Handler,
        fd=listening.fileno(),
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address
    finally:
        server.shutdown()
        thread.join()


def wait_for(told: SimpleQueue[int]) -> None:
    while True:
        try:
            told.get(timeout=1)  # for Windows: there, Ctrl-C waits until it is over
        except Empty:
            continue
        return


def prepare(region: str) -> None:
    """
    Make this process a server: our actions in moto, the log on standard error.

    Raises:
        CannotServe: moto knows no such region.
    """
    if not has_region(region):
        raise CannotServe(f"There is no region {region!r} that moto knows.")
    sys.stderr = PrintableStream(sys.stderr)
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    # The author of the call is not here to read it.
    warnings.simplefilter("ignore", DroppedSettingWarning)
    install_for_good()
    recorder.stop_recording()  # MOTO_ENABLE_RECORDING has started it
    routes()  # read before the first call


def names_of(allowed_hosts: Collection[str]) -> frozenset[str]:
    """
    Return the names by which a request may name the server.

    Raises:
        CannotServe: one is no host's.
    """
    found = {name: named(name) for name in allowed_hosts}
    for name, host in found.items():
        if not host:
            raise CannotServe(f"--allow-host {name!r} is no name or address of a host.")
    return frozenset(found.values())


def named(host: str) -> str:
    """
    Return the host that a user names, as `host_of` does; IPv6 may be in brackets.
    """
    return host_of(host) or host_of(f"[{host}]")


def moto_application() -> Application:
    application: Application = werkzeug_app.DomainDispatcherApplication(
        werkzeug_app.create_backend_app
    )
    return application


def bind(host: str, port: int) -> socket.socket:
    """
    Return a socket that listens.

    Raises:
        CannotServe: the host or port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"Port {port} of {host} is taken: name another with --port, or let"
                " --port 0 pick one."
            ) from None
        raise CannotServe(
            f"Cannot listen on port {port} of {host}: {error.strerror}."
        ) from None


def is_local(listening: socket.socket) -> bool:
    """
    Whether none but this machine reaches a socket.
    """
    return is_loopback(listening.getsockname()[0])


def announce(address: Any, region: str) -> None:
    host, port = address[:2]
    shown = f"[{host}]" if ":" in host else host
    if not is_loopback(host):
        log.warning(
            "Warning: %s is no loopback address. Whoever reaches port %s can read and"
            " change what is mocked here.",
            host,
            port,
        )
    url = f"http://{shown}:{port}"
    sys.stdout.write(f"API Gateway of {region} is at {url}; Ctrl-C ends it.\n")
    sys.stdout.flush()
