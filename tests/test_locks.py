"""
Locks of ours in a process that forks.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, RLock
from typing import TYPE_CHECKING

import pytest
from needs import FORK

import apigw_mock
from apigw_mock.locks import (
    Lock,
    computed_once,
    hold,
    hold_at_fork,
    release,
    release_in_child,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason=FORK)

# --- Processes that fork ----------------------------------------------------------

# What a child does has to end in time; alarm() kills it if not.
START = """
import os, signal, sys, threading, time

from apigw_mock import locks, mock_apigw_updates

scope = mock_apigw_updates()
backend = scope.__enter__()
rest = backend.integration_response()
http = backend.http_api_integration()

def update(client, text):
    client.update_integration(**http, Description=text)
    assert client.get_integration(**http)["Description"] == text

def fork(work):
    if child := os.fork():
        return child
    signal.alarm(60)
    status = 1
    try:
        work()
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)

def ends(children):
    print([os.waitpid(child, 0)[1] for child in children], flush=True)
    os._exit(0)  # the threads never end
"""
WHILE_THREADS_UPDATE = """
client = backend.client("apigatewayv2")
update(client, "all imports")

def work():
    own = backend.client("apigatewayv2")
    while True:
        own.update_integration(**http, Description="thread")

for _ in range(16):
    threading.Thread(target=work, daemon=True).start()
time.sleep(0.2)  # they have begun

def children():
    for number in range(15):
        time.sleep(0.001 * number)
        yield fork(lambda: [update(client, f"child {n}") for n in range(3)])

ends(list(children()))
"""
WHILE_A_THREAD_HOLDS_ALL = """
import moto.core.base_backend
import requests
from moto.core.models import MockAWS, responses_mock

def take(taken):
    for lock in locks._locks.keys():
        lock.__enter__()
    MockAWS._mock_init_lock.acquire()
    responses_mock._thread_lock.acquire()
    moto.core.base_backend.backend_lock.acquire()
    taken.set()
    time.sleep(600)

taken = threading.Event()
threading.Thread(target=take, args=[taken], daemon=True).start()
taken.wait()

def child():
    update(backend.apigatewayv2, "child")
    patch = [{"op": "replace", "path": "/selectionPattern", "value": "4.."}]
    backend.apigateway.update_integration_response(**rest, patchOperations=patch)
    with mock_apigw_updates(region_name="eu-west-1") as inner:
        inner.adopt(backend.apigatewayv2)
        target = inner.http_api_integration()
        inner.apigatewayv2.update_integration(**target, Description="inner")
    assert requests.get("https://apigateway.us-east-1.amazonaws.com/restapis").ok
    scope.__exit__(None, None, None)
    assert len(backend.updates) == 3
    grandchild = fork(mock_apigw_updates().__enter__)
    assert os.waitpid(grandchild, 0)[1] == 0

ends([fork(child)])
"""
IN_THE_MIDDLE_OF_A_CALL = """
from moto.apigatewayv2.models import Stage

client = backend.apigatewayv2
begun = threading.Event()
make = Stage.__init__

def slow(*args, **kwargs):
    begun.set()
    time.sleep(0.03)  # integration and route are there
    make(*args, **kwargs)

Stage.__init__ = slow
sent = {"Name": "api", "ProtocolType": "HTTP", "Target": "https://example.com"}
threading.Thread(target=client.create_api, kwargs=sent, daemon=True).start()
begun.wait()

def child():
    (api,) = [api for api in client.get_apis()["Items"] if api["Name"] == "api"]
    assert len(client.get_stages(ApiId=api["ApiId"])["Items"]) == 1

ends([fork(child)])
"""


def run(script: str) -> str:
    done = subprocess.run(
        # From 3.12 on, Python warns of forks beside threads.
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", START + script],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout


@forks
def test_children_of_a_process_whose_threads_update_finish_their_own_updates() -> None:
    assert run(WHILE_THREADS_UPDATE) == f"{[0] * 15}\n"


@forks
def test_a_child_finds_every_lock_free_that_another_thread_held() -> None:
    assert run(WHILE_A_THREAD_HOLDS_ALL) == "[0]\n"


@forks
def test_a_child_sees_no_half_of_what_another_thread_was_at() -> None:
    assert run(IN_THE_MIDDLE_OF_A_CALL) == "[0]\n"


OTHER_KINDS = {"Lock", "RLock", "Condition", "Semaphore", "cached_property"}


def names_in(node: ast.AST) -> set[str]:
    """
    Return what a node takes of `threading` or `functools`: imported, or in place.
    """
    if isinstance(node, ast.ImportFrom) and node.module in {"threading", "functools"}:
        return {alias.name for alias in node.names}
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return {node.attr} if node.value.id in {"threading", "functools"} else set()
    return set()


def test_there_are_no_locks_of_another_kind() -> None:
    found = {
        (source.name, name)
        for source in Path(apigw_mock.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        for name in names_in(node) & OTHER_KINDS
    }

    assert found == {
        ("locks.py", "RLock"),
        ("install.py", "Lock"),  # for moto's own
        ("install.py", "RLock"),
        ("turns.py", "Condition"),  # of the server's process, which forks none
    }


# --- What happens around a fork, step by step -------------------------------------


@contextmanager
def held_by_another_thread(lock: Lock) -> Iterator[None]:
    taken, done = Event(), Event()

    def work() -> None:
        with lock:
            taken.set()
            done.wait()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work)
        taken.wait()
        try:
            yield
        finally:
            done.set()


def is_free(lock: Lock) -> bool:
    """
    Whether another thread can take *lock*.
    """

    def take() -> bool:
        if taken := lock.inner.acquire(blocking=False):
            lock.inner.release()
        return taken

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(take).result()


def test_what_a_thread_holds_that_is_no_more_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("apigw_mock.locks._others", [])
    lock, other = Lock(), Lock()
    hold_at_fork(other, "inner", RLock)
    hold_at_fork(other, "absent", RLock)

    with held_by_another_thread(lock), held_by_another_thread(other):
        hold()
        release_in_child()
        free = is_free(lock), is_free(other)

    assert free == (True, True)


def test_what_the_forking_thread_holds_it_holds_in_the_child() -> None:
    lock = Lock()

    with lock:
        hold()
        release_in_child()
        inside = is_free(lock)

    assert (inside, is_free(lock)) == (False, True)


def test_a_fork_takes_what_is_free_and_gives_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("apigw_mock.locks._others", [])
    lock, other = Lock(), Lock()
    hold_at_fork(other, "inner", RLock)

    hold()
    meanwhile = is_free(lock), is_free(other)
    release()

    assert meanwhile == (False, False)
    assert (is_free(lock), is_free(other)) == (True, True)


def test_a_fork_waits_for_an_update_that_is_under_way() -> None:
    lock, begun, done = Lock(), Event(), Event()

    def update() -> None:
        with lock:
            begun.set()
            Event().wait(0.01)
            done.set()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(update)
        begun.wait()
        hold()
        finished = done.is_set()
        release()

    assert finished


def test_threads_that_fork_at_once_release_what_they_took_themselves() -> None:
    lock = Lock()

    def fork() -> None:
        hold()
        release()

    with ThreadPoolExecutor(2) as pool:
        for fork_of_one in [pool.submit(fork) for _ in range(50)]:
            fork_of_one.result()

    assert is_free(lock)


# --- Properties that need no lock -------------------------------------------------


class Counting:
    """
    Counts how often its property is computed.
    """

    times = 0

    @computed_once
    def number(self) -> int:
        """
        Doubled in words.
        """
        self.times += 1
        return self.times


def test_a_property_is_computed_once() -> None:
    counting = Counting()

    assert (counting.number, counting.number) == (1, 1)
    assert (Counting.number.__doc__ or "").strip() == "Doubled in words."
