"""
Many at once, or one alone.
"""

from __future__ import annotations

import threading

import pytest
from needs import SERVER

pytest.importorskip("flask", reason=SERVER)

from apigw_mock.host.server.turns import Turns


def test_many_share_and_one_is_alone() -> None:
    turns, together = Turns(), threading.Barrier(4, timeout=30)
    seen: list[str] = []

    def share() -> None:
        with turns.shared():
            together.wait()
            together.wait()
            seen.append("shared")

    def be_alone() -> None:
        together.wait()  # while three share
        waiting.set()
        with turns.alone():
            seen.append("alone")

    waiting = threading.Event()
    threads = [threading.Thread(target=share) for _ in range(3)]
    threads.append(threading.Thread(target=be_alone))
    for thread in threads:
        thread.start()
    waiting.wait(30)
    together.wait()
    for thread in threads:
        thread.join(30)

    assert seen == ["shared", "shared", "shared", "alone"]


def test_who_comes_later_waits_for_the_one_that_is_alone() -> None:
    turns = Turns()
    seen: list[str] = []

    def share() -> None:
        with turns.shared():
            seen.append("shared")

    def be_alone() -> None:
        with turns.alone():
            seen.append("second")

    later = [threading.Thread(target=share), threading.Thread(target=be_alone)]
    with turns.alone():
        for thread in later:
            thread.start()
        for thread in later:
            thread.join(0.05)
        seen.append("first")
    for thread in later:
        thread.join(30)

    assert seen[0] == "first"
    assert sorted(seen[1:]) == ["second", "shared"]


@pytest.mark.parametrize("kind", ["shared", "alone"])
def test_an_error_ends_a_turn(kind: str) -> None:
    turns = Turns()
    with pytest.raises(KeyboardInterrupt), getattr(turns, kind)():
        raise KeyboardInterrupt

    with turns.alone():
        pass
