"""
A server of one test: a process of its own, with its own port and state.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apigw_mock.updates import Updates

_URL = re.compile(r"https?://[^\s;]+")
# Not -m: it looks in the current directory first, where a responses.py may be. Of -c
# that place is "", which Python 3.11 and newer leave out where PYTHONSAFEPATH is set.
_START = """
import sys
sys.path[:1] = filter(None, sys.path[:1])
from apigw_mock.servers import end_with_parent
end_with_parent({parent})
from apigw_mock.cli import main
sys.exit(main())
"""
# s, for the process to answer and to end: who is killed leaves no coverage data
_PATIENCE = 60
_PULSE = 0.5  # s


class ServerFailed(Exception):
    """
    The server's process ended before it took calls; the message is what it printed.
    """


class ServerUrl(str):  # noqa: SLOT000  # one a test: its instances may have members
    """
    The URL of a server, for instance ``http://127.0.0.1:40123``; and its log.
    """

    process_id: int  # of the server

    @property
    def updates(self) -> Updates:
        """
        The newest update calls that the server has answered, in order: up to 1,000,
        and up to 64 MB of them.
        """
        from apigw_mock.updates import (  # noqa: PLC0415  # when asked for
            DROPPED_HEADER,
            UPDATES_PATH,
            Updates,
        )

        items, headers = self._get(UPDATES_PATH)
        return Updates.from_json(items, dropped=int(headers[DROPPED_HEADER]))

    def report(self) -> str:
        """
        Return what the failure report says of the calls that the server has answered.
        """
        from apigw_mock.updates import REPORT_PATH  # noqa: PLC0415  # as above

        return str(self._get(REPORT_PATH)[0])

    def _get(self, path: str) -> tuple[Any, Any]:
        # Without urllib: it would send loopback's requests to a proxy of the user's.
        connection = HTTPConnection(self.partition("://")[2], timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return json.load(response), response.headers
        finally:
            connection.close()


@contextmanager
def running_server(
    *, region_name: str, allowed_hosts: Iterable[str] = ()
) -> Iterator[ServerUrl]:
    """
    Run ``apigw-mock serve`` while the context is open; it takes calls at once.

    It ends by itself when this process is gone, however that comes about.

    What the server logs is printed to standard error in the end, if it did start:
    pytest shows it with a test that fails.

    Args:
        region_name: of requests that do not say theirs.
        allowed_hosts: names by which others reach it, as ``--allow-host`` takes them.

    Raises:
        ServerFailed: it did not start.
    """
    options = ["--region", region_name]
    options += [f"--allow-host={name}" for name in allowed_hosts]
    with (
        TemporaryFile("w+", encoding="utf-8", errors="replace") as log,
        _started(options, log) as process,
    ):
        found = None
        try:
            printed = process.stdout.readline() if process.stdout else ""
            found = _URL.search(printed)
            if found:
                url = ServerUrl(found[0])
                url.process_id = process.pid
                yield url
        finally:
            _end(process)
            log.seek(0)
            logged = log.read()
            sys.stderr.write(logged if found else "")
        if not found:
            raise ServerFailed(logged.strip())


def _started(options: list[str], log: IO[str]) -> subprocess.Popen[str]:
    start = _START.format(parent=os.getpid())
    return subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-c", start, "serve", "--port", "0", *options],
        stdin=subprocess.PIPE,  # ours to hold: it closes where this process ends
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )


def end_with_parent(parent: int) -> None:
    """
    End this process as soon as *parent*, which has started it, is gone.
    """
    for wait in (_until_input_ends, partial(_until_adopted, parent)):
        Thread(target=_end_after, args=(wait,), daemon=True).start()


def _until_input_ends() -> None:
    # Nobody writes. Not sys.stdin: a thread may hold its lock to the very end.
    os.read(0, 1)


def _until_adopted(parent: int) -> None:
    """
    Return when the parent is gone, though others that it has forked hold our input.
    """
    while os.getppid() == parent or os.name == "nt":  # Windows adopts no process
        time.sleep(_PULSE)


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE)
    os._exit(1)  # pragma: no cover  # it heard nothing, and hangs


def _end(process: subprocess.Popen[str], *, patience: float = _PATIENCE) -> None:
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
