"""
The steps of an invocation, with requests and methods of any length.
"""

from __future__ import annotations

import json
from dataclasses import replace
from time import process_time
from typing import Any

import pytest

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
    return Request("GET", "/{proxy+}", path, headers, body.encode())


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


def test_an_answer_can_be_sent() -> None:
    override = "#set($context.responseOverride.header.a = $input.params('a'))"
    outcome = invoke(
        setup("$input.params('a')\ud83d", request=override + OK), asked(a=["\ud800"])
    )

    assert outcome.answer.headers["a"] == ["\ufffd"]
    assert outcome.answer.body.decode() == "\ufffd\ufffd"
    assert outcome.log.encode()


def validated(schema: Any, own: Any = None, **more: Any) -> Setup:
    method = {
        **setup(**more).method,
        "requestModels": {"application/json": "M"},
    }
    return replace(
        setup(own=own, **more),
        method=method,
        validator={"validateRequestBody": True},
        models={"M": json.dumps(schema)},
    )


DOUBLED = '#set($x = "xxxxxxxxxx")#foreach($i in [1..16])#set($x = "$x$x")#end'
MANY = "#foreach($i in [1..200])#set($context.responseOverride.header"
LISTED = (
    "#set($l = [])#foreach($j in [1..9])#foreach($i in [1..900])"
    '#set($_ = $l.add(""))#end#end'
)
HEAVY_BODY = json.dumps([{"a": [1] * 20}] * 3_000)
TOO_MUCH: dict[str, tuple[Setup, Request]] = {
    "headers that a template sets": (
        setup(f'{DOUBLED}{MANY}["h$i"] = $x)#end'),
        asked(),
    ),
    "headers of a list that a template sets": (
        setup(f'{DOUBLED}{MANY}["h$i"] = [$x, $x])#end'),
        asked(),
    ),
    "a long list that many headers have": (
        setup(f'{LISTED}{MANY}["h$i"] = $l)#end'),
        asked(),
    ),
    "headers that mappings take from a query string": (
        setup(
            integrationResponses={
                "200": {
                    "statusCode": "200",
                    "responseParameters": {
                        f"method.response.header.h{n}": "method.request.querystring.a"
                        for n in range(100)
                    },
                }
            }
        ),
        asked(f"/a?a={LONG_BODY}"),
    ),
    "parts of a body in many mappings": (
        setup(
            requestParameters={
                f"integration.request.header.h{n}": f"method.request.body[*].a{' ' * n}"
                for n in range(200)
            }
        ),
        asked(body=HEAVY_BODY),
    ),
    "parts of a body in a response's mappings": (
        setup(
            integrationResponses={
                "200": {
                    "statusCode": "200",
                    "responseParameters": {
                        f"method.response.header.h{n}": f"method.request.body..x{n}"
                        for n in range(9_000, 9_200)
                    },
                }
            }
        ),
        asked(body=HEAVY_BODY),
    ),
}


@pytest.mark.parametrize(("method", "request_"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_too_much_fails(method: Setup, request_: Request) -> None:
    start = process_time()

    outcome = invoke(method, request_)

    assert process_time() - start < 4 * MOST  # coverage doubles it
    assert outcome.answer.status == 500
    assert outcome.failed
    assert outcome.failed.cause.startswith("More than ")


def test_the_same_part_of_a_body_is_taken_once() -> None:
    names = [f"h{n}" for n in range(200)]
    mapping = "method.request.body[*].a"
    method = setup(
        requestParameters={f"integration.request.header.{n}": mapping for n in names}
    )

    assert invoke(method, asked(body=HEAVY_BODY)).answer.status == 200


GATEWAY: dict[str, Any] = {
    "the body": {
        "responseTemplates": {"application/json": "$method.request.body" * 99}
    },
    "parts of the body": {
        "responseTemplates": {
            "application/json": "".join(
                f"$method.request.body.a{n}..x " for n in range(99)
            )
            + "$method.request.body..b" * 99
        }
    },
    "headers": {
        "responseParameters": {
            f"gatewayresponse.header.h{n}": "method.request.body" for n in range(99)
        }
    },
}


@pytest.mark.parametrize("document", GATEWAY.values(), ids=GATEWAY.keys())
def test_a_gateway_response_that_is_too_long_is_left_out(document: Any) -> None:
    method = setup(request="x", own={"DEFAULT_5XX": document})
    start = process_time()

    outcome = invoke(method, asked(body=LONG_BODY))

    assert process_time() - start < MOST
    assert outcome.answer.body == b'{"message": "Internal server error"}'
    assert outcome.failed
    assert outcome.failed.cause.startswith("Gateway response: More than ")


def test_reasons_are_not_as_long_as_the_body() -> None:
    template = {"application/json": "$context.error.validationErrorString"}
    method = validated(
        {"allOf": [{"enum": [n]} for n in range(100)]},
        {"DEFAULT_4XX": {"responseTemplates": template}},
    )

    outcome = invoke(method, asked(body=json.dumps("x" * 300_000)))

    assert outcome.answer.status == 400
    assert len(outcome.answer.body) < 200_000


@pytest.mark.parametrize("frames", [0, 600])
def test_the_callers_stack_does_not_count(frames: int) -> None:
    method = validated({"items": {"$ref": "#"}})

    def deep(left: int) -> int:
        if left:
            return deep(left - 1)
        return invoke(method, asked(body="[" * 100 + "]" * 100)).answer.status

    assert deep(frames) == 200


ODD: list[Any] = [5, True, 1.5, "x", ["x"], {"a": 1}, {"application/json": {"b": 1}}]


@pytest.mark.parametrize("value", ODD, ids=str)
@pytest.mark.parametrize("member", ["requestTemplates", "requestParameters"])
def test_what_is_no_map_of_texts_is_left_out(member: str, value: Any) -> None:
    method = setup(**{member: value})
    models = {**method.method, "requestModels": value, "requestParameters": value}
    judging = replace(method, method=models, validator={"validateRequestBody": True})

    assert invoke(judging, asked(body=OK)).answer.status == 200


@pytest.mark.parametrize("value", ODD, ids=str)
@pytest.mark.parametrize("member", ["responseTemplates", "responseParameters"])
def test_what_a_response_has_of_another_type_is_left_out(
    member: str, value: Any
) -> None:
    one = {"statusCode": "200", member: value}
    method = setup(integrationResponses={"200": one})
    failing = setup(request="x", own={"DEFAULT_5XX": {member: value}})

    assert invoke(method, asked()).answer.status == 200
    assert invoke(failing, asked()).answer.status == 500


def test_an_empty_pattern_is_none() -> None:
    one = {"statusCode": "200", "selectionPattern": ""}

    outcome = invoke(setup(integrationResponses={"200": one}), asked())

    assert (outcome.response, outcome.pattern) == ("200", None)
