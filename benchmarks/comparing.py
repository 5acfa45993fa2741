"""
Time two things in turn, so that a change in the machine's speed affects both.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import pyperf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True)
class Figure:
    """
    One line of the table.

    Args:
        question: what was measured.
        compared: what it was compared with.
        value: the ratio, or the difference if *unit* is not empty.
        limit: the largest good value, or the allowed distance from 1 if *around_one*
            is set.
        unit: the unit of a difference, for instance ``ms``.
        note: the two absolute figures, which only hold for this machine.
    """

    question: str
    compared: str
    value: float
    limit: float
    unit: str = ""
    note: str = ""
    around_one: bool = False

    @property
    def reached(self) -> bool:
        value = abs(self.value - 1) if self.around_one else self.value
        return value <= self.limit

    def __str__(self) -> str:
        sign = "1 ±" if self.around_one else "≤"
        mark = "ok" if self.reached else "MISSED"
        value, limit = f"{self.value:.3g}{self.unit}", f"{self.limit:g}{self.unit}"
        return (
            f"{mark:6} {value:>9} ({sign} {limit}) {self.question},"
            f" against {self.compared} [{self.note}]"
        )


def seconds(
    work: Callable[[], object],
    loops: int = 1,
    *,
    clock: Callable[[], float] = pyperf.perf_counter,
) -> float:
    """
    Return how many seconds *work* takes once, without earlier garbage to collect.

    Args:
        work: what to time.
        loops: how many times it runs.
        clock: ``time.process_time`` leaves out the time of other processes.
    """
    gc.collect()
    gc.disable()
    try:
        start = clock()
        for _ in range(loops):
            work()
        elapsed: float = clock() - start
        return elapsed / loops
    finally:
        gc.enable()


def ratio(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int
) -> tuple[float, str]:
    """
    Return the median ratio of *rounds* pairs, and the two medians as text.

    Args:
        ours: returns seconds.
        theirs: returns seconds.
        rounds: the number of pairs. One more comes first, to warm up.
    """
    pairs = [
        (ours(), theirs()) if number % 2 else _swapped(theirs(), ours())
        for number in range(rounds + 1)
    ][1:]
    return median(x / y for x, y in pairs), _medians(pairs)


def _medians(pairs: Sequence[tuple[float, float]]) -> str:
    a, b = (median(side) * 1000 for side in zip(*pairs, strict=True))
    return f"{a:.3g} ms against {b:.3g} ms"


def _swapped(first: float, second: float) -> tuple[float, float]:
    return second, first


def cpu_seconds(command: Sequence[str]) -> float:
    """
    Return the processor time of a whole process, in seconds.
    """
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 5}:  # pytest exits with 5 if there are no tests
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


@contextmanager
def asked(command: Sequence[str]) -> Iterator[Callable[[], float]]:
    """
    Run a process that answers each line with seconds. Yield a function that asks it.
    """
    with subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        pipes: Any = process.stdin, process.stdout

        def ask() -> float:
            print(file=pipes[0], flush=True)
            return float(pipes[1].readline())

        yield ask
        pipes[0].close()
        if process.wait():
            raise RuntimeError(f"{command} ended with {process.returncode}")


def difference(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int
) -> tuple[float, str]:
    """
    Return the difference of the medians in milliseconds, and the medians as text.
    """
    pairs = [(ours(), theirs()) for _ in range(rounds + 1)][1:]
    a, b = (median(side) for side in zip(*pairs, strict=True))
    return (a - b) * 1000, _medians(pairs)
