"""
Many clients at once, each a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from needs import PROC, SERVER
from served import ask, client_of, declare, header

pytest.importorskip("flask", reason=SERVER)

from apigw_mock.servers import running_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.servers import ServerUrl

pytestmark = pytest.mark.once

CLIENTS = 8
HEADERS = 25  # of each client
UPDATES = 2_000
WARM = 1_600  # updates: more than the log keeps, so that it is as long as it gets
# What 2,000 updates may add. One document of 200 headers holds 10 KB: were one left
# behind by each update, it would be 20 MB. Measured: 2 MB, the allocator's holes.
TOLERANCE = 8 * 1024  # KiB
TESTS = Path(__file__).parent.parent
STATUS = Path("/proc/self/status")


def hammer(url: str, target: dict[str, Any], updates: int) -> dict[str, str]:
    """
    Run the clients at once; return what each has set last, all together.
    """
    clients = [
        subprocess.Popen(
            [
                *(sys.executable, str(TESTS / "server" / "hammer.py")),
                *(url, json.dumps(target)),
                *(str(number), str(HEADERS), str(updates // CLIENTS)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )
        for number in range(CLIENTS)
    ]
    printed = [client.communicate(timeout=300) for client in clients]
    assert [error for _, error in printed] == [""] * CLIENTS
    own = [json.loads(output) for output, _ in printed]
    return {name: value for one in own for name, value in one.items()}


def resident(process: int) -> int:
    """
    Return the memory that a process holds, in KiB.
    """
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1])


@contextmanager
def unmeasured_server() -> Iterator[ServerUrl]:
    """
    Run a server whose memory is its own: coverage, which measures it, keeps some too.
    """
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as environment:
            for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
                environment.delenv(name, raising=False)
            # One heap: how many glibc makes, and keeps, depends on which threads meet.
            environment.setenv("MALLOC_ARENA_MAX", "1")
            url = stack.enter_context(running_server(region_name="us-east-1"))
        yield url


LONG_UPDATES = 200
LONG = 500_000  # characters, of which an update holds three times as many
# Of the log's 64 MB, the journal's 16 MB and what is under way. Measured: 72 MB, and
# 205 MB where only the number of updates is bounded.
LONG_TOLERANCE = 130 * 1024  # KiB


def send_long_updates(client: Any, target: dict[str, Any]) -> None:
    for number in range(LONG_UPDATES):
        template = f"{number:03}".ljust(LONG)
        operation = {"op": "add", "path": "/responseTemplates/a~1b", "value": template}
        client.update_integration_response(**target, patchOperations=[operation])


@pytest.mark.skipif(not STATUS.exists(), reason=PROC)
def test_long_updates_and_their_log_take_no_more_memory_than_is_said() -> None:
    with unmeasured_server() as url:
        client = client_of(url, "apigateway")
        target = declare(client, [], {})
        before = resident(url.process_id)
        send_long_updates(client, target)
        kept, report = url.updates, url.report()
        grown = resident(url.process_id) - before

        assert grown < LONG_TOLERANCE
        assert kept.dropped > 0
        assert kept.dropped + len(kept) == LONG_UPDATES
        assert len(kept[-1].request["patchOperations"][0]["value"]) == LONG
        assert len(report) < 1_100_000

        ask(url, "POST /moto-api/reset HTTP/1.0")
        assert (url.updates, url.updates.dropped, url.report()) == ([], 0, "")

        send_long_updates(client, declare(client, [], {}))
        assert resident(url.process_id) - before < LONG_TOLERANCE


@pytest.mark.skipif(not STATUS.exists(), reason=PROC)
def test_eight_clients_lose_nothing_and_memory_stays_flat() -> None:
    names = [header(c, n) for c in range(CLIENTS) for n in range(HEADERS)]
    with unmeasured_server() as url:
        client = client_of(url, "apigateway")
        target = declare(client, names, {})
        hammer(url, target, WARM)
        before = resident(url.process_id)

        last = hammer(url, target, UPDATES)
        grown = resident(url.process_id) - before
        stored = client.get_integration_response(**target)["responseParameters"]

        assert len(last) == CLIENTS * HEADERS
        assert stored == last
        assert grown < TOLERANCE
        assert len(url.updates) == 1_000
