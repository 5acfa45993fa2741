"""
Beside pytest-randomly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("pytest_randomly", reason="needs pytest-randomly: tox")

SOURCE = """
    import random

    import boto3
    import pytest

    from apigw_mock import mock_apigw_updates

    @pytest.fixture(autouse=True)
    def note(request):
        print("order:", request.node.name)

    @pytest.mark.parametrize("number", range(6))
    def test_fixture(apigw_backend, number):
        assert apigw_backend.apigatewayv2.get_apis()["Items"] == []
        targets = [apigw_backend.http_api_integration() for _ in range(3)]
        assert len({target["ApiId"] for target in targets}) == 3

    @mock_apigw_updates
    def test_decorator():
        client = boto3.client("apigatewayv2", "us-east-1")
        assert client.get_apis()["Items"] == []
        client.create_api(Name="api", ProtocolType="HTTP")
"""


def order(result: Any) -> list[str]:
    return [line for line in result.outlines if "order: " in line]


def test_fixtures_and_decorators_pass_in_any_order(run: Callable[..., Any]) -> None:
    results = [
        run(SOURCE, arguments=["-s", f"--randomly-seed={seed}"], beside="randomly")
        for seed in (7, 1234)
    ]

    outcomes = [result.parseoutcomes() for result in results]
    assert outcomes == [{"passed": 7}, {"passed": 7}]
    assert order(results[0]) != order(results[1])
