"""
Beside pytest-asyncio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("pytest_asyncio", reason="needs pytest-asyncio: tox")

INI = """
    [pytest]
    asyncio_mode = {mode}
    asyncio_default_fixture_loop_scope = function
"""
SOURCE = """
    import asyncio

    import boto3
    import pytest
    import pytest_asyncio

    from apigw_mock import mock_apigw_updates

    {mark}

    def names(region="us-east-1"):
        items = boto3.client("apigateway", region).get_rest_apis()["items"]
        return [item["name"] for item in items]

    @mock_apigw_updates(region_name="eu-west-1")
    async def test_coroutine():
        boto3.client("apigateway").create_rest_api(name="coroutine")
        await asyncio.sleep(0)
        assert names("eu-west-1") == ["coroutine"]

    @{fixture}
    @mock_apigw_updates
    async def api():
        boto3.client("apigateway", "us-east-1").create_rest_api(name="fixture")
        yield "fixture"

    async def test_fixture(api):
        await asyncio.sleep(0)
        assert names() == [api]

    @mock_apigw_updates
    class TestClass:
        async def test_method(self):
            await asyncio.sleep(0)
            assert names() == []

    async def test_backend(apigw_backend):
        target = apigw_backend.http_api_integration()
        async with mock_apigw_updates() as backend:
            update = backend.apigatewayv2.update_integration
            await asyncio.to_thread(update, **target, Description="x")
        assert apigw_backend.updates[-1].changed == {{"Description": (None, "x")}}
"""


@pytest.mark.parametrize(
    ("mode", "fixture", "mark"),
    [
        ("auto", "pytest.fixture", ""),
        ("strict", "pytest_asyncio.fixture", "pytestmark = pytest.mark.asyncio"),
    ],
    ids=["auto", "strict"],
)
def test_coroutines_and_fixtures_run_in_both_modes(
    run: Callable[..., Any],
    pytester: pytest.Pytester,
    mode: str,
    fixture: str,
    mark: str,
) -> None:
    pytester.makeini(INI.format(mode=mode))
    result = run(SOURCE.format(fixture=fixture, mark=mark), beside="asyncio")

    result.assert_outcomes(passed=4)
