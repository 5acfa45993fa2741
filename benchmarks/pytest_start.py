"""
pytest's start with the plugin, which no test uses.
"""

from __future__ import annotations

import tempfile

from comparing import Figure, cpu_seconds, difference


def measure() -> Figure:
    with tempfile.TemporaryDirectory() as empty:
        start = ["-m", "pytest", "-q", "-p", "no:cacheprovider", empty]
        value, note = difference(
            lambda: cpu_seconds(start),
            lambda: cpu_seconds([*start, "-p", "no:apigw_mock"]),
            rounds=15,
        )
    question = "pytest start with the plugin, processor time"
    return Figure(question, "without it", value, 20, unit=" ms", note=note)
