"""
test_invoke_method on a MOCK integration, and what a template costs as it grows.
"""

from __future__ import annotations

from typing import Any

import boto3
from comparing import Figure, ratio, seconds
from moto import mock_aws
from starting_points import rest_target

from apigw_mock import mock_apigw_updates

_TIMES = 8  # as long as the other


def measure() -> Figure:
    with mock_aws():
        client: Any = boto3.client("apigateway", "us-east-1")
        target = rest_target(client)
        del target["statusCode"]
        templates = {"application/json": '{"statusCode": 200}'}
        client.put_integration(**target, type="MOCK", requestTemplates=templates)
        client.put_integration_response(
            **target,
            statusCode="200",
            responseTemplates={"application/json": '{"pet": "$input.params(\'a\')"}'},
        )

        def ours() -> float:
            with mock_apigw_updates():
                return seconds(
                    lambda: client.test_invoke_method(
                        **target, pathWithQueryString="/?a=1"
                    ),
                    loops=50,
                )

        def theirs() -> float:
            return seconds(lambda: client.get_integration(**target), loops=50)

        value, note = ratio(ours, theirs, rounds=25)
    question = "test_invoke_method on a MOCK integration"
    return Figure(question, "moto's get_integration", value, 1.5, note=note)


def growth() -> Figure:
    """
    Return how much longer an invocation takes whose template and body are longer.
    """
    with mock_apigw_updates() as backend:
        short, long = (_seconds_of(backend, size) for size in (1_000, 1_000 * _TIMES))
    question = f"an invocation with a template and a body {_TIMES} times as long"
    note = f"{long * 1000:.3g} ms against {short * 1000:.3g} ms"
    return Figure(question, "linear growth", long / short / _TIMES, 1.5, note=note)


def _seconds_of(backend: Any, size: int) -> float:
    line = "#if($input.params('a') == 'b')c#{else}$input.path('$.a')[0]#end\n"
    target = backend.integration_response(
        requestTemplates={"application/json": '{"statusCode": 200}\n' + line * size}
    )
    body = f'{{"a": [{", ".join(["1"] * size)}]}}'

    def work() -> object:
        return backend.invoke(**target, body=body)

    return min(seconds(work) for _ in range(5))
