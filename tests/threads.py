"""
16 threads that update one resource at once, each through its own client.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock import Backend

    # Update sets the named key of one resource. Both return the map that AWS shows.
    Update = Callable[[Any, str], dict[str, str]]
    Get = Callable[[], dict[str, str]]

THREADS, UPDATES = 16, 50
NAMES = [f"X-{thread}-{n}" for thread in range(THREADS) for n in range(UPDATES)]
HEADER = "method.response.header."


def of_response(backend: Backend) -> tuple[str, Update, Get]:
    target = backend.integration_response(headers=NAMES)

    def update(client: Any, name: str) -> dict[str, str]:
        path = f"/responseParameters/{HEADER}{name}"
        operation = {"op": "add", "path": path, "value": "'1'"}
        answer = client.update_integration_response(
            **target, patchOperations=[operation]
        )
        return dict(answer["responseParameters"])

    def get() -> dict[str, str]:
        answer = backend.apigateway.get_integration_response(**target)
        return dict(answer["responseParameters"])

    return "apigateway", update, get


def of_rest_api(backend: Backend) -> tuple[str, Update, Get]:
    target = backend.rest_api()

    def update(client: Any, name: str) -> dict[str, str]:
        operation = {"op": "add", "path": f"/binaryMediaTypes/{name}"}
        answer = client.update_rest_api(**target, patchOperations=[operation])
        return dict.fromkeys(answer["binaryMediaTypes"], "")

    def get() -> dict[str, str]:
        answer = backend.apigateway.get_rest_api(**target)
        return dict.fromkeys(answer["binaryMediaTypes"], "")

    return "apigateway", update, get


def of_authorizer(backend: Backend) -> tuple[str, Update, Get]:
    api, first = backend.rest_api(), "arn:aws:cognito-idp:us-east-1:1:userpool/first"
    made = backend.apigateway.create_authorizer(
        **api,
        name="pools",
        type="COGNITO_USER_POOLS",
        identitySource="method.request.header.Authorization",
        providerARNs=[first],
    )
    target = {**api, "authorizerId": made["id"]}

    def update(client: Any, name: str) -> dict[str, str]:
        operation = {"op": "add", "path": "/providerARNs", "value": name}
        answer = client.update_authorizer(**target, patchOperations=[operation])
        return dict.fromkeys(answer["providerARNs"][1:], "")

    def get() -> dict[str, str]:
        answer = backend.apigateway.get_authorizer(**target)
        return dict.fromkeys(answer["providerARNs"][1:], "")

    return "apigateway", update, get


def of_stage(backend: Backend) -> tuple[str, Update, Get]:
    target = backend.stage()

    def update(client: Any, name: str) -> dict[str, str]:
        path = f"/variables/{name.replace('-', '_')}"
        operation = {"op": "replace", "path": path, "value": "1"}
        answer = client.update_stage(**target, patchOperations=[operation])
        return dict(answer["variables"])

    def get() -> dict[str, str]:
        return dict(backend.apigateway.get_stage(**target)["variables"])

    return "apigateway", update, get


def of_account(backend: Backend) -> tuple[str, Update, Get]:
    def features(account: Any) -> dict[str, str]:
        return dict.fromkeys(account["features"][1:], "")  # after UsagePlans

    def update(client: Any, name: str) -> dict[str, str]:
        operation = {"op": "add", "path": "/features", "value": name}
        return features(client.update_account(patchOperations=[operation]))

    def get() -> dict[str, str]:
        return features(backend.apigateway.get_account())

    return "apigateway", update, get


def of_usage_plan(backend: Backend) -> tuple[str, Update, Get]:
    stage = backend.stage()
    target = backend.usage_plan(stage=stage, throttle={"rateLimit": 1, "burstLimit": 1})
    throttle = f"/apiStages/{stage['restApiId']}:{stage['stageName']}/throttle"

    def methods(plan: Any) -> dict[str, str]:
        return dict.fromkeys(plan["apiStages"][0].get("throttle", ()), "")

    def update(client: Any, name: str) -> dict[str, str]:
        path = f"{throttle}/~1{name}/GET/rateLimit"
        operation = {"op": "add", "path": path, "value": "1"}
        answer = client.update_usage_plan(**target, patchOperations=[operation])
        return methods(answer)

    def get() -> dict[str, str]:
        return methods(backend.apigateway.get_usage_plan(**target))

    return "apigateway", update, get


def of_v2_integration(backend: Backend) -> tuple[str, Update, Get]:
    target = backend.http_api_integration()

    def update(client: Any, name: str) -> dict[str, str]:
        sent = {f"append:header.{name}": "1"}
        answer = client.update_integration(**target, RequestParameters=sent)
        return dict(answer["RequestParameters"])

    def get() -> dict[str, str]:
        answer = backend.apigatewayv2.get_integration(**target)
        return dict(answer["RequestParameters"])

    return "apigatewayv2", update, get


def of_v2_stage(backend: Backend) -> tuple[str, Update, Get]:
    target = backend.http_stage()

    def update(client: Any, name: str) -> dict[str, str]:
        sent = {name.replace("-", "_"): "1"}  # a variable's name has no hyphen
        return variables(client.update_stage(**target, StageVariables=sent))

    def get() -> dict[str, str]:
        return variables(backend.apigatewayv2.get_stage(**target))

    def variables(answer: Any) -> dict[str, str]:
        found = answer["StageVariables"].items()
        return {name.replace("_", "-"): value for name, value in found}

    return "apigatewayv2", update, get


def of_v2_route(backend: Backend) -> tuple[str, Update, Get]:
    target = backend.websocket_route()

    def update(client: Any, name: str) -> dict[str, str]:
        answer = client.update_route(**target, RequestModels={name: "Pet"})
        return dict(answer["RequestModels"])

    def get() -> dict[str, str]:
        return dict(backend.apigatewayv2.get_route(**target)["RequestModels"])

    return "apigatewayv2", update, get


KINDS = pytest.mark.parametrize(
    "kind",
    [
        of_response,
        of_rest_api,
        of_stage,
        of_authorizer,
        of_account,
        of_usage_plan,
        of_v2_integration,
        of_v2_stage,
        of_v2_route,
    ],
    ids=[
        "v1 response",
        "v1 API",
        "v1 stage",
        "v1 authorizer",
        "v1 account",
        "v1 usage plan",
        "v2 integration",
        "v2 stage",
        "v2 route",
    ],
)


def answers_to_threads(
    kind: Any, backend: Backend
) -> tuple[list[dict[str, str]], dict[str, str]]:
    """
    Return the answers to updates from all threads at once, and the map after them.
    """
    service, update, get = kind(backend)
    clients = [backend.client(service) for _ in range(THREADS)]
    start = Barrier(THREADS)

    def work(thread: int) -> list[dict[str, str]]:
        names = NAMES[thread * UPDATES :][:UPDATES]
        start.wait()
        return [update(clients[thread], name) for name in names]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [one for part in pool.map(work, range(THREADS)) for one in part]
    return answers, get()


def are_states_of_one_history(answers: list[dict[str, str]]) -> bool:
    """
    Whether the answers have an order in which each adds one key to the one before.
    """
    states = sorted((set(answer) for answer in answers), key=len)
    sizes = [len(state) for state in states]
    return sizes == list(range(1, len(states) + 1)) and all(
        before < after for before, after in pairwise(states)
    )
