"""
The steps of an invocation, with requests and methods of any length.
"""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest

from apigw_mock.apigateway.invoke.calling import EndpointRequest, EndpointResponse
from apigw_mock.apigateway.invoke.request import Request
from apigw_mock.apigateway.invoke.run import invoke
from apigw_mock.apigateway.invoke.setup import Caller, Setup

CALLER = Caller(account="1", arn="arn", access_key="A", user_agent="a")
OK = '{"statusCode": 200}'
MOST = 3  # seconds of processor time; each takes less than 1
N = 200_000


def setup(
    response: str = "a", *, request: str = OK, own: Any = None, **integration: Any
) -> Setup:
    templates = {"application/json": response, "text/plain": "b"}
    method = {
        "methodIntegration": {
            "type": "MOCK",
            "requestTemplates": {"application/json": request},
            "integrationResponses": {
                "200": {"statusCode": "200", "responseTemplates": templates}
            },
            **integration,
        },
        "methodResponses": {"200": {}},
    }
    return Setup(
        api_id="api",
        resource_id="resource",
        resource_path="/{proxy+}",
        method=method,
        caller=CALLER,
        gateway_responses=own or {},
    )


def asked(path: str = "/a", body: str = "", **headers: list[str]) -> Request:
    return Request("GET", "/{proxy+}", path, headers, body)


def own(template: str) -> Any:
    return {"DEFAULT_5XX": {"responseTemplates": {"application/json": template}}}


LONG_BODY = json.dumps({"a": 1, "b": "x" * N})
LONG: dict[str, tuple[Setup, Request]] = {
    "types of Accept": (setup(), asked(Accept=["a," * N])),
    "a path": (setup("$input.params('proxy').length()"), asked("/a" * N)),
    "an escaped path": (setup(), asked("/" + "%41" * N)),
    "a query string": (setup(), asked("/a?" + "a=1&" * N)),
    "many parameters": (setup(), asked("/a?" + "&".join(map(str, range(N // 10))))),
    "many headers": (setup(), asked(**{f"h{n}": ["1"] for n in range(N // 10)})),
    "variables of a gateway response": (
        setup(request="x", own=own("$context.a." * (N // 10) + "$context" + ".a" * N)),
        asked(),
    ),
    "parts of a body in a gateway response": (
        setup(request="x", own=own("$method.request.body.a" * 2_000)),
        asked(body=LONG_BODY),
    ),
    "parts of a broken body in a gateway response": (
        setup(request="x", own=own("$method.request.body.a" * 2_000)),
        asked(body=LONG_BODY[:-1]),
    ),
    "a template": (setup("$context.path " * 20_000), asked()),
    "a body": (setup(request="$input.json('$')"), asked(body=LONG_BODY)),
}


@pytest.mark.parametrize(("method", "request_"), LONG.values(), ids=LONG.keys())
def test_what_is_long_is_answered_at_once(method: Setup, request_: Request) -> None:
    start = process_time()

    outcome = invoke(method, request_)

    assert process_time() - start < MOST
    assert outcome.answer.status in {200, 500}


def test_a_backend_answers_in_place_of_the_integration() -> None:
    seen: list[EndpointRequest] = []

    def backend(request: EndpointRequest) -> EndpointResponse:
        seen.append(request)
        return EndpointResponse("200", {"X-Pet": "Rex"}, '{"name": "Rex"}')

    mappings = {
        "integration.request.path.id": "method.request.path.proxy",
        "integration.request.querystring.q": "'1'",
        "integration.request.multivalueheader.H": "method.request.multivalueheader.h",
    }
    method = setup(
        "$input.path('$.name')",
        request='#set($context.requestOverride.querystring.q = "2")$input.body',
        requestParameters=mappings,
        type="HTTP",
        httpMethod="PUT",
    )
    outcome = invoke(method, asked("/a/b", "body", h=["3", "4"]), backend)

    assert outcome.answer.body == "Rex"
    assert seen == [
        EndpointRequest("PUT", {"id": "a/b"}, {"q": "2"}, {"H": "3,4"}, "body")
    ]


def test_what_a_backend_answers_passes_without_a_template() -> None:
    method = setup("", type="HTTP")

    outcome = invoke(method, asked(), lambda _: EndpointResponse("200", {}, "pets"))

    assert outcome.answer.body == "pets"


def test_an_answer_can_be_sent() -> None:
    override = "#set($context.responseOverride.header.a = $input.params('a'))"
    outcome = invoke(
        setup("$input.params('a')\ud83d", request=override + OK), asked(a=["\ud800"])
    )

    assert outcome.answer.headers["a"] == "\ufffd"
    assert outcome.answer.body == "\ufffd\ufffd"
    assert outcome.log.encode()
