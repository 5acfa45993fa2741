"""
What type checkers see. Checked by mypy and pyright, never run.
"""

from __future__ import annotations

import asyncio
import unittest
from typing import TYPE_CHECKING, Any

from mypy_boto3_apigateway import APIGatewayClient
from mypy_boto3_apigatewayv2 import ApiGatewayV2Client
from typing_extensions import assert_type

from apigw_mock import (
    ApiKeyTarget,
    Backend,
    DomainNameTarget,
    IntegrationResponseTarget,
    IntegrationTarget,
    Invocation,
    Refusal,
    RestApiTarget,
    ServerUrl,
    StageTarget,
    Update,
    Updates,
    UsagePlanTarget,
    V2ApiTarget,
    V2IntegrationTarget,
    V2RouteTarget,
    V2StageTarget,
    mock_apigw_updates,
)
from apigw_mock.mock import Scope

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

    from botocore.client import BaseClient


# --- Functions --------------------------------------------------------------------


@mock_apigw_updates
def bare(a: int, *, b: str = "b") -> str:
    return f"{a}{b}"


@mock_apigw_updates()
def called(a: int, *, b: str = "b") -> str:
    return f"{a}{b}"


@mock_apigw_updates(region_name="eu-west-1")
def with_a_region(a: int, *, b: str = "b") -> str:
    return f"{a}{b}"


assert_type(bare(1, b="c"), str)
assert_type(called(1, b="c"), str)
assert_type(with_a_region(1, b="c"), str)
bare("1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
called(1, "c")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


# --- Coroutines and generators ----------------------------------------------------


@mock_apigw_updates
async def bare_coroutine(a: int) -> str:
    return str(a)


@mock_apigw_updates()
async def called_coroutine(a: int) -> str:
    return str(a)


@mock_apigw_updates
def generator(a: int) -> Iterator[int]:
    yield a


@mock_apigw_updates()
async def async_generator(a: int) -> AsyncIterator[int]:
    yield a


async def use() -> None:
    assert_type(await bare_coroutine(1), str)
    assert_type(await called_coroutine(1), str)
    async with mock_apigw_updates() as backend:
        assert_type(backend, Backend)


def use_generators() -> None:
    assert_type(generator(1), "Iterator[int]")
    assert_type(async_generator(1), "AsyncIterator[int]")
    coroutine: Callable[[int], Coroutine[Any, Any, str]] = bare_coroutine
    assert_type(asyncio.run(coroutine(1)), str)


# --- Classes ----------------------------------------------------------------------


@mock_apigw_updates
class Bare:
    number = 1

    def test_it(self, a: int) -> str:
        return str(a)


@mock_apigw_updates()
class Called(unittest.TestCase):
    @mock_apigw_updates
    def method(self, a: int) -> str:
        return str(a)

    @staticmethod
    @mock_apigw_updates()
    def static(a: int) -> str:
        return str(a)

    @classmethod
    @mock_apigw_updates
    def of_class(cls, a: int) -> str:
        return str(a)


assert_type(Bare(), Bare)
assert_type(Bare.number, int)
assert_type(Bare().test_it(1), str)
assert_type(Called(), Called)
assert_type(Called().method(1), str)
assert_type(Called.static(1), str)
assert_type(Called.of_class(1), str)


class Derived(Bare):
    pass


assert_type(Derived().test_it(1), str)


# --- Context managers -------------------------------------------------------------

assert_type(mock_apigw_updates(), Scope)
with mock_apigw_updates(region_name="eu-west-1") as backend:
    assert_type(backend, Backend)

scope = mock_apigw_updates()
assert_type(scope.start(), Backend)
unittest.TestCase().addCleanup(scope.stop)


def adopted_keeps_its_type(client: BaseClient, backend: Backend) -> None:
    assert_type(backend.adopt(client), "BaseClient")


# --- What a backend has ------------------------------------------------------------


def clients_are_those_of_boto3_stubs(backend: Backend) -> None:
    assert_type(backend.apigateway, APIGatewayClient)
    assert_type(backend.apigatewayv2, ApiGatewayV2Client)
    answer = backend.apigatewayv2.get_api(ApiId="api")
    assert_type(answer["Name"], str)
    backend.apigateway.get_pets()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def starting_points_are_the_arguments_of_an_update(backend: Backend) -> None:
    rest_api, stage = backend.rest_api(), backend.stage(variables={"alias": "v1"})
    domain = backend.domain_name(certificateName="pets")
    assert_type(domain, DomainNameTarget)
    backend.apigateway.update_domain_name(**domain, patchOperations=[])
    assert_type(rest_api, RestApiTarget)
    assert_type(stage, StageTarget)
    backend.apigateway.update_rest_api(**rest_api, patchOperations=[])
    backend.apigateway.update_stage(**stage, patchOperations=[])
    plan = backend.usage_plan(stage=stage, quota={"limit": 1, "period": "DAY"})
    key = backend.api_key(usage_plan=plan, enabled=True)
    assert_type(plan, UsagePlanTarget)
    assert_type(key, ApiKeyTarget)
    backend.apigateway.update_usage_plan(**plan, patchOperations=[])
    backend.apigateway.update_api_key(**key, patchOperations=[])
    backend.apigateway.update_usage(**plan, keyId=key["apiKey"], patchOperations=[])
    backend.usage_plan(stage="prod")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    integration = backend.integration()
    response = backend.integration_response()
    http, websocket = backend.http_api_integration(), backend.websocket_integration()
    assert_type(integration, IntegrationTarget)
    assert_type(response, IntegrationResponseTarget)
    assert_type(http, V2IntegrationTarget)
    assert_type(websocket, V2IntegrationTarget)
    backend.apigateway.update_integration(**integration, patchOperations=[])
    backend.apigateway.update_integration_response(**response, patchOperations=[])
    backend.apigatewayv2.update_integration(**http, TimeoutInMillis=5000)
    backend.apigatewayv2.update_integration(**websocket, Description="chat")
    backend.apigatewayv2.update_integration(**http, TimeoutInMillis="5000")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def targets_of_http_and_websocket_apis_are_typed(backend: Backend) -> None:
    http, websocket = backend.http_api(Name="a"), backend.websocket_api(Name="a")
    stage = backend.http_stage(stage_name="prod", api={"Name": "a"}, AutoDeploy=True)
    route = backend.http_route(api={"Name": "a"}, integration={}, RouteKey="GET /")
    connect = backend.websocket_route(AuthorizationType="CUSTOM")
    assert_type(http, V2ApiTarget)
    assert_type(websocket, V2ApiTarget)
    assert_type(stage, V2StageTarget)
    assert_type(route, V2RouteTarget)
    assert_type(connect, V2RouteTarget)
    backend.apigatewayv2.update_api(**http, Description="pets")
    backend.apigatewayv2.update_api(**websocket, Description="chat")
    backend.apigatewayv2.update_stage(**stage, StageVariables={"a": "1"})
    backend.apigatewayv2.update_route(**route, OperationName="list")
    backend.apigatewayv2.update_route(**connect, OperationName="chat")
    backend.apigatewayv2.update_stage(**stage, AutoDeploy="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backend.http_stage(stage_name=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backend.http_route(api="a")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backend.websocket_route(integration="a")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def the_log_is_typed(backend: Backend) -> None:
    assert_type(backend.updates, Updates)
    assert_type(backend.updates[-1], Update)
    assert_type(backend.updates[-1].changed, dict[str, tuple[Any, Any]])
    assert_type(backend.updates[-1].refusal, Refusal | None)


def the_log_of_a_server_is_typed(apigw_server: ServerUrl) -> None:
    url: str = apigw_server
    assert_type(apigw_server.updates, Updates)
    assert url


def an_invocation_is_typed(backend: Backend) -> None:
    target = backend.integration_response()
    answer = backend.invoke(**target, path="/pets", query={"a": ["1"]}, body=b"")
    assert_type(answer, Invocation)
    assert_type(answer.status, int)
    assert_type(answer.headers, dict[str, list[str]])
    assert_type(answer.body, bytes)
    assert_type(answer.text, str)
    assert_type(answer.response, str | None)
    assert_type(answer.pattern, str | None)
    backend.invoke(**backend.integration(), headers={"a": "1", "b": ["2", "3"]})
    backend.invoke(**backend.stage())  # type: ignore[misc]  # pyright: ignore[reportCallIssue]
    backend.invoke(**target, body=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


# --- Misuse -----------------------------------------------------------------------

mock_apigw_updates("eu-west-1")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
mock_apigw_updates(region="eu-west-1")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
mock_apigw_updates.start()  # type: ignore[attr-defined]  # pyright: ignore[reportFunctionMemberAccess]
scope.start("eu-west-1")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
