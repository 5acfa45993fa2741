"""
Entering and leaving a scope 1,000 times.
"""

from __future__ import annotations

import gc
import tracemalloc

from comparing import Figure, ratio, seconds
from moto import mock_aws

from apigw_mock import mock_apigw_updates

KIB = 1024


def ours() -> None:
    with mock_apigw_updates():
        pass


def theirs() -> None:
    with mock_aws():
        pass


def measure() -> Figure:
    value, note = ratio(
        lambda: seconds(ours, loops=100), lambda: seconds(theirs, loops=100), rounds=10
    )
    question = "entering and leaving a scope, 1,000 times"
    return Figure(question, "mock_aws", value, 1.1, note=note)


def _traced_after(loops: int) -> int:
    seconds(ours, loops)
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def memory() -> Figure:
    tracemalloc.start()
    first = _traced_after(loops=100)
    grown = (_traced_after(loops=900) - first) / KIB
    tracemalloc.stop()
    question = "memory after 1,000 scopes"
    return Figure(question, "after 100", grown, 64, unit=" KiB", note="tracemalloc")
