"""
A call outside any scope, after the package was imported and used.

Each side is a separate process, so a scope's remains can't slow plain moto's.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

import boto3
from comparing import Figure, asked, ratio, seconds
from moto import mock_aws
from starting_points import rest_target

if TYPE_CHECKING:
    from collections.abc import Callable

PAIRS = 5  # of processes: two that run the same code differ by a percent or two
ROUNDS = 15


def come_and_go() -> None:
    """
    Enter and leave scopes.
    """
    from apigw_mock import mock_apigw_updates  # noqa: PLC0415  # only on our side

    for _ in range(20):
        with mock_apigw_updates() as backend:
            assert backend.apigateway


def stay_away() -> None:
    """
    Check that this process has not imported the package.
    """
    assert not [name for name in sys.modules if name.startswith("apigw_mock")]


BEFORE: dict[str, Callable[[], None]] = {"ours": come_and_go, "theirs": stay_away}


def answer(side: str) -> None:
    """
    For each line of standard input, print the seconds of a call outside any scope.
    """
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        target = rest_target(client)

        def call() -> None:
            client.get_integration_response(**target)

        BEFORE[side]()
        for _ in sys.stdin:
            print(seconds(call, loops=50, clock=process_time), flush=True)


def measure() -> Figure:
    values = []
    for _ in range(PAIRS):
        with ExitStack() as both:
            ours, theirs = (
                both.enter_context(asked([__file__, side])) for side in BEFORE
            )
            value, note = ratio(ours, theirs, ROUNDS)
            values.append(value)
    question = "a call outside any scope"
    return Figure(
        question, "plain moto", median(values), 0.02, note=note, around_one=True
    )


if __name__ == "__main__":
    answer(sys.argv[1])
