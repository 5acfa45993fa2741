"""
The server of one test: a separate process with its own port and state.
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
# Not -m: it searches the current directory first, where a responses.py may be. For -c
# that entry of sys.path is "". Python 3.11 and newer omit it if PYTHONSAFEPATH is set.
_START = """
import sys
sys.path[:1] = filter(None, sys.path[:1])
from apigw_mock.servers import end_with_parent
end_with_parent({parent})
from apigw_mock.cli import main
sys.exit(main())
"""
# s, for the process to answer and to end: a killed one leaves no coverage data
_PATIENCE = 60
_PULSE = 0.5  # s


class ServerFailed(Exception):
    """
    The server's process ended before it was ready. The message is what it printed.
    """


class ServerUrl(str):  # noqa: SLOT000  # its instances have attributes
    """
    The URL of a server, for instance ``http://127.0.0.1:40123``, and its log.
    """

    process_id: int  # of the server

    @property
    def updates(self) -> Updates:
        """
        The newest update calls that the server answered, oldest first.

        The server keeps up to 1,000 calls and up to 64 MB.
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
        Return the failure report's text on the calls that the server answered.
        """
        from apigw_mock.updates import REPORT_PATH  # noqa: PLC0415  # as above

        return str(self._get(REPORT_PATH)[0])

    def _get(self, path: str) -> tuple[Any, Any]:
        # Not urllib: it may send requests to loopback through the user's proxy.
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
    Run ``apigw-mock serve`` while the context is open. The server is ready at once.

    It ends by itself when this process ends, even if this process is killed.

    At the end, the log of a server that started is printed to standard error: pytest
    shows it if the test failed.

    Args:
        region_name: the region of requests that name none.
        allowed_hosts: other names of the server, as ``--allow-host`` takes them.

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
        stdin=subprocess.PIPE,  # closes when this process ends
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )


def end_with_parent(parent: int) -> None:
    """
    End this process when *parent*, which started it, has ended.
    """
    for wait in (_until_input_ends, partial(_until_adopted, parent)):
        Thread(target=_end_after, args=(wait,), daemon=True).start()


def _until_input_ends() -> None:
    # Nobody writes. Not sys.stdin: this thread would hold its lock until the exit.
    os.read(0, 1)


def _until_adopted(parent: int) -> None:
    """
    Return when the parent has ended, even if its forked children hold our input open.
    """
    while os.getppid() == parent or os.name == "nt":  # Windows adopts no process
        time.sleep(_PULSE)


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE)
    os._exit(1)  # pragma: no cover  # SIGTERM did not end it: it hangs


def _end(process: subprocess.Popen[str], *, patience: float = _PATIENCE) -> None:
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
