"""
The server's process: it listens until a signal ends it.
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

from apigw_mock.errors import DroppedSettingWarning, MissingTargetWarning
from apigw_mock.host.install import install_for_good
from apigw_mock.host.routes import find_route
from apigw_mock.host.server.admission import Admission, host_of, is_loopback
from apigw_mock.host.server.gate import Gate
from apigw_mock.host.server.handler import Handler
from apigw_mock.host.server.lines import PrintableStream, log
from apigw_mock.host.state import has_region
from apigw_mock.updates import Updates, logging_to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from apigw_mock.host.server.gate import Application

ENDING = (signal.SIGINT, signal.SIGTERM)
# A server may run for long, so its log keeps only this much.
KEPT = 1_000  # updates
LIMIT = 64 * 2**20  # bytes


class CannotServe(Exception):
    """
    The server cannot start with these options. The message says why.
    """


def serve(
    host: str,
    port: int,
    region: str,
    allowed_hosts: Collection[str] = (),
    *,
    quiet: bool = False,
) -> None:
    """
    Answer calls until SIGINT or SIGTERM.

    Prints the URL and how to use it when it is ready, and logs each call to standard
    error.

    Args:
        host: name or address to listen on.
        port: 0 picks a free one.
        region: of requests that name none.
        allowed_hosts: names of this server besides those of loopback and of AWS.
        quiet: print only the URL, and log only warnings and failures of moto.

    Raises:
        CannotServe: it cannot have the host, port or region, or an allowed host is not
            a host.
    """
    # Not an Event: its lock may be held by the thread that the handler interrupts.
    # SimpleQueue.put is safe in a signal handler.
    told: SimpleQueue[int] = SimpleQueue()
    for number in ENDING:
        signal.signal(number, lambda caught, _: told.put(caught))
    names = names_of(allowed_hosts) | {named(host)}
    prepare(region, quiet=quiet)
    updates = Updates(kept=KEPT, limit=LIMIT)
    with bind(host, port) as listening, logging_to(updates):
        admission = Admission(names, any_host=not is_local(listening))
        gate = Gate(moto_application(), region, updates, admission)
        with answering(listening, gate) as address:
            announce(address, region, quiet=quiet)
            # The reader only wanted the URL: what moto prints belongs to the log.
            sys.stdout = sys.stderr
            wait_for(told)
            # A second signal would interrupt Python while it exits.
            for number in ENDING:
                signal.signal(number, signal.SIG_IGN)


@contextmanager
def answering(listening: socket.socket, gate: Gate) -> Iterator[Any]:
    """
    Answer calls on a socket while the context is open, and yield its address.
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
            told.get(timeout=1)  # on Windows, Ctrl-C waits for the end of a get
        except Empty:
            continue
        return


def prepare(region: str, *, quiet: bool) -> None:
    """
    Prepare this process: our replacements in moto, the log on standard error.

    Raises:
        CannotServe: moto knows no such region.
    """
    if not has_region(region):
        raise CannotServe(f"moto does not know a region {region!r}.")
    recorder.stop_recording()  # MOTO_ENABLE_RECORDING starts it
    sys.stderr = PrintableStream(sys.stderr)
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.WARNING if quiet else logging.INFO)
    # The author of the call does not see the server's warnings.
    warnings.simplefilter("ignore", DroppedSettingWarning)
    warnings.simplefilter("ignore", MissingTargetWarning)
    install_for_good()
    find_route("GET", "/")  # reads the models before the first call


def names_of(allowed_hosts: Collection[str]) -> frozenset[str]:
    """
    Return the hosts of *allowed_hosts*, as `host_of` returns them.

    Raises:
        CannotServe: a name is not a host.
    """
    found = {name: named(name) for name in allowed_hosts}
    for name, host in found.items():
        if not host:
            raise CannotServe(f"--allow-host {name!r} is not a host name or address.")
    return frozenset(found.values())


def named(host: str) -> str:
    """
    Return the host that a user named, as `host_of` does. IPv6 may lack its brackets.
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
        CannotServe: this host and port cannot be used.
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
    Whether only this machine can reach a socket.
    """
    return is_loopback(listening.getsockname()[0])


def announce(address: Any, region: str, *, quiet: bool = False) -> None:
    """
    Print the server's URL, on a line of its own, and how to use it.
    """
    host, port = address[:2]
    shown = f"[{host}]" if ":" in host else host
    if not is_loopback(host):
        log.warning(
            "Warning: %s is not a loopback address. Anyone who reaches port %s can read"
            " and change what is mocked here.",
            host,
            port,
        )
    url = f"http://{shown}:{port}"
    how = "" if quiet else _HOW_TO.format(url=url, region=region)
    sys.stdout.write(f"API Gateway of {region} is at {url}; Ctrl-C ends it.\n{how}")
    sys.stdout.flush()


_HOW_TO = """\
In a shell, this leads the AWS CLI, SDKs and Terraform here:
  export AWS_ENDPOINT_URL={url} AWS_DEFAULT_REGION={region}
  export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing
  aws apigatewayv2 get-apis
TestInvokeMethod runs MOCK integrations; stubs of others are for tests in process.
The update calls: {url}/ in a browser, or apigw-mock updates --url {url}
To forget everything: curl -X POST {url}/moto-api/reset
"""
