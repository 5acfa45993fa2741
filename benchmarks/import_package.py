"""
How long ``import apigw_mock`` takes.
"""

from __future__ import annotations

from comparing import Figure, cpu_seconds, difference


def measure() -> Figure:
    value, note = difference(
        lambda: cpu_seconds(["-c", "import apigw_mock"]),
        lambda: cpu_seconds(["-c", "pass"]),
        rounds=25,
    )
    question = "import apigw_mock, processor time"
    return Figure(question, "a bare interpreter", value, 5, unit=" ms", note=note)
