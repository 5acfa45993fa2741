"""
The patterns of all responses have a bounded time together.
"""

from __future__ import annotations

from time import process_time
from typing import Any

from apigw_mock.apigateway.invoke.running import Answered
from apigw_mock.apigateway.invoke.select import choose_response

SLOW = "(1+)+(1+)+(1+)+(1+)+x"


def test_many_slow_patterns_end_in_time() -> None:
    responses: dict[str, Any] = {
        str(status): {"statusCode": str(status), "selectionPattern": SLOW + str(status)}
        for status in range(300, 400)
    }
    responses["200"] = {"statusCode": "200"}
    start = process_time()

    chosen = choose_response(responses, Answered("200", "1" * 200), {"200"})

    assert chosen == {"statusCode": "200"}
    assert process_time() - start < 5
