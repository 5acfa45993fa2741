"""
The cost of each additional operation of one call.
"""

from __future__ import annotations

from typing import Any

from comparing import Figure, ratio, seconds
from starting_points import HEADER

from apigw_mock import mock_apigw_updates


def measure() -> Figure:
    with mock_apigw_updates() as backend:
        client: Any = backend.apigateway
        names = [f"X-{number}" for number in range(1_000)]
        target = backend.integration_response(headers=names)
        prefix = HEADER.rpartition(".")[0]
        operations = [
            {
                "op": "add",
                "path": f"/responseParameters/{prefix}.{name}",
                "value": "'1'",
            }
            for name in names
        ]

        def call(count: int) -> float:
            return seconds(
                lambda: client.update_integration_response(
                    **target,
                    patchOperations=operations[:count],
                )
            )

        def each(fewer: int, more: int) -> float:
            return (call(more) - call(fewer)) / (more - fewer)

        value, note = ratio(lambda: each(100, 1_000), lambda: each(10, 100), rounds=15)
    question = "each more operation in one call, 100 to 1,000"
    return Figure(question, "10 to 100", value, 1.5, note=note)
