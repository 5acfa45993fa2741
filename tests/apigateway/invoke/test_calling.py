"""
Calling the integration, with endpoints of the test's and with what an import may have.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock.apigateway.invoke.endpoints import EndpointResponse
from apigw_mock.apigateway.invoke.request import Request
from apigw_mock.apigateway.invoke.run import invoke
from apigw_mock.apigateway.invoke.setup import Caller, Setup
from apigw_mock.handlers import FunctionResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.stubs import StubRequest

CALLER = Caller(account="1", arn="arn", access_key="A", user_agent="a")
ARN = "arn:aws:lambda:us-east-1:1:function:pets"
LAMBDA = (
    f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{ARN}/invocations"
)
INTERNAL = b'{"message": "Internal server error"}'


def setup(kind: str, uri: Any = "https://pets.example/", **integration: Any) -> Setup:
    method = {
        "methodIntegration": {
            "type": kind,
            "uri": uri,
            "httpMethod": "POST",
            "integrationResponses": {"200": {"statusCode": "200"}},
            **integration,
        },
        "methodResponses": {"200": {}},
    }
    return Setup(
        api_id="api",
        resource_id="resource",
        resource_path="/pets",
        method=method,
        caller=CALLER,
    )


@dataclass
class Endpoints:
    """
    Endpoints that note what they are asked.
    """

    answer: Callable[[], Any] = lambda: None
    asked: list[Any] = field(default_factory=list)

    def send(self, request: StubRequest) -> EndpointResponse:
        self.asked.append(request)
        answer = self.answer()
        return answer or EndpointResponse(200, {"X-Pet": ["Rex"]}, b"pets")

    def call_function(self, arn: str, event: Any) -> FunctionResponse:
        self.asked.append((arn, event))
        payload = self.answer() or b'{"body": "pets"}'
        return FunctionResponse(payload, payload == b"error", "id")


def test_what_is_sent_is_in_the_outcome() -> None:
    endpoints = Endpoints()

    outcome = invoke(setup("HTTP"), Request("POST", "/pets", body=b"1"), endpoints)

    assert outcome.answer.body == b"pets"
    assert [outcome.sent] == endpoints.asked
    assert outcome.sent.body == b"1"


def test_an_event_is_in_the_outcome() -> None:
    endpoints = Endpoints()

    outcome = invoke(setup("AWS_PROXY", LAMBDA), Request("GET", "/pets"), endpoints)

    assert outcome.answer.body == b"pets"
    assert endpoints.asked == [(ARN, outcome.sent)]


def test_an_event_keeps_the_order_of_javas_maps() -> None:
    outcome = invoke(setup("AWS_PROXY", LAMBDA), Request("GET", "/pets"), Endpoints())

    assert [*outcome.sent["requestContext"]] == [
        "resourceId",
        "resourcePath",
        "httpMethod",
        "extendedRequestId",
        "requestTime",
        "path",
        "accountId",
        "protocol",
        "stage",
        "domainPrefix",
        "requestTimeEpoch",
        "requestId",
        "identity",
        "domainName",
        "apiId",
    ]
    assert [*outcome.sent["requestContext"]["identity"]][:3] == [
        "cognitoIdentityPoolId",
        "cognitoIdentityId",
        "apiKey",
    ]


@pytest.mark.parametrize("kind", ["HTTP", "HTTP_PROXY"])
def test_an_answer_that_comes_too_late_is_none(kind: str) -> None:
    late = Endpoints(lambda: sleep(0.01))

    outcome = invoke(setup(kind, timeoutInMillis=1), Request("GET", "/pets"), late)

    assert outcome.answer.status == 504
    assert outcome.answer.body == b'{"message": "Endpoint request timed out"}'
    assert " : Sending request to https://pets.example/\n" in outcome.log
    assert "Received response" not in outcome.log


@pytest.mark.parametrize("timeout", [None, "x", True, 50.5], ids=str)
def test_a_timeout_of_another_type_is_the_default(timeout: Any) -> None:
    method = setup("HTTP", timeoutInMillis=timeout)

    assert invoke(method, Request("GET", "/pets"), Endpoints()).answer.status == 200


@pytest.mark.parametrize(("kind", "uri"), [("HTTP", "http://a"), ("AWS", LAMBDA)])
def test_without_endpoints_nothing_can_be_reached(kind: str, uri: str) -> None:
    outcome = invoke(setup(kind, uri), Request("GET", "/pets"))

    assert outcome.answer.status == 504
    assert "network error communicating with endpoint" in outcome.log


NOWHERE = {
    "no URI": ("HTTP", None),
    "a number": ("HTTP", 5),
    "no scheme": ("HTTP", "pets.example"),
    "another scheme": ("HTTP", "ftp://pets.example"),
    "no host": ("HTTP_PROXY", "https:///pets"),
    "a hole for a host": ("HTTP", "https://{host}/pets"),
    "a service": ("HTTP", LAMBDA),
    "no service": ("AWS", "https://pets.example"),
    "no function": ("AWS_PROXY", "arn:aws:apigateway:us-east-1:s3:path/pets"),
    "another path of Lambda": ("AWS_PROXY", LAMBDA.replace("/invocations", "")),
    "another type": ("PETS", "pets"),
}


@pytest.mark.parametrize(("kind", "uri"), NOWHERE.values(), ids=NOWHERE.keys())
def test_a_uri_that_leads_nowhere_is_a_failure(kind: str, uri: Any) -> None:
    endpoints = Endpoints()

    outcome = invoke(setup(kind, uri), Request("GET", "/pets"), endpoints)

    assert outcome.answer.status == 500
    assert outcome.answer.body == INTERNAL
    assert "configuration error: Invalid endpoint address\n" in outcome.log
    assert endpoints.asked == []


def test_china_has_a_domain_of_its_own() -> None:
    endpoints = Endpoints()
    uri = "arn:aws-cn:apigateway:cn-north-1:s3:path/pets?a=1"

    invoke(setup("AWS", uri), Request("GET", "/pets"), endpoints)

    (request,) = endpoints.asked
    assert request.url == "https://s3.cn-north-1.amazonaws.com.cn/pets"
    assert request.query == {"a": ["1"]}


RESULTS = {
    "no JSON": b"error",
    "a list": b"[]",
    "no UTF-8": b"\xff",
    "nested too deep": b"[" * 100_000,
    "a number of 5,000 digits": b"1" * 5_000,
}


@pytest.mark.parametrize("payload", RESULTS.values(), ids=RESULTS.keys())
def test_a_strange_result_of_a_function_is_a_502(payload: bytes) -> None:
    method = setup("AWS_PROXY", LAMBDA)

    outcome = invoke(method, Request("GET", "/pets"), Endpoints(lambda: payload))

    assert outcome.answer.status == 502
    assert outcome.answer.body == INTERNAL


ERRORS = {
    b'{"errorMessage": "a"}': "a",
    b'{"errorMessage": {"b": 1}}': '{"b": 1}',
    b'{"errorMessage": null}': "",
    b"[]": "",
    b"error": "",
}


@pytest.mark.parametrize(("payload", "message"), ERRORS.items(), ids=str)
def test_the_message_of_an_error_is_matched(payload: bytes, message: str) -> None:
    class Failing(Endpoints):
        def call_function(self, arn: str, event: Any) -> FunctionResponse:
            del arn, event
            return FunctionResponse(payload, is_error=True, request_id="id")

    pattern = {"statusCode": "200", "selectionPattern": r"a|\{.*"}
    method = setup("AWS", LAMBDA, integrationResponses={"200": pattern})

    outcome = invoke(method, Request("GET", "/pets"), Failing())

    assert outcome.answer.status == (200 if message else 500)
    mapping = {"method.response.header.a": "integration.response.body.errorMessage.b"}
    one = {"statusCode": "200", "responseParameters": mapping}
    method = setup("AWS", LAMBDA, integrationResponses={"200": one})

    outcome = invoke(method, Request("GET", "/pets"), Failing())

    assert outcome.answer.status in {200, 500}  # 500 where the body is no JSON


def test_nobody_waits_for_an_event() -> None:
    class Slow(Endpoints):
        def call_function(self, arn: str, event: Any) -> FunctionResponse:
            raise TimeoutError(arn, event)

    mapping = {"integration.request.header.x-amz-invocation-type": "'Event'"}
    method = setup("AWS", LAMBDA, requestParameters=mapping)

    outcome = invoke(method, Request("GET", "/pets"), Slow())

    assert outcome.answer.status == 200
    assert "Received response. Status: 202" in outcome.log


def test_the_log_has_an_event_as_it_is_sent() -> None:
    request = Request("POST", "/pets", body="é".encode())

    outcome = invoke(setup("AWS_PROXY", LAMBDA), request, Endpoints())

    assert outcome.sent["body"] == "é"
    assert 'transformations: {"resource":"/pets","path":"/pets",' in outcome.log


def test_a_cause_says_what_is_wrong_with_a_result() -> None:
    result = Endpoints(lambda: json.dumps({"statusCode": "x"}).encode())

    outcome = invoke(setup("AWS_PROXY", LAMBDA), Request("GET", "/pets"), result)

    assert outcome.failed
    assert outcome.failed.cause == (
        "The function's statusCode must be an integer from 100 to 599, or the text of "
        "one; 200 if it is left out."
    )


PRINTS = {"application/json": "{}"}
TO_BYTES = {"contentHandling": "CONVERT_TO_BINARY"}


def answering(**response: Any) -> dict[str, Any]:
    return {"integrationResponses": {"200": {"statusCode": "200", **response}}}


@pytest.mark.parametrize(
    ("integration", "binary", "cause"),
    [
        (
            {"requestTemplates": PRINTS},
            "application/json",
            "A template cannot be applied to bytes.",
        ),
        (
            answering(responseTemplates=PRINTS, **TO_BYTES),
            "application/json",
            "A template cannot be applied to bytes.",
        ),
        (TO_BYTES, "image/png", "The body is not base64: "),
        (
            answering(**TO_BYTES),
            "image/png",
            "The body of the endpoint is not base64: ",
        ),
    ],
    ids=["request template", "response template", "request", "response"],
)
def test_a_cause_says_what_is_wrong_with_a_body(
    integration: dict[str, Any], binary: str, cause: str
) -> None:
    method = replace(setup("HTTP", **integration), binary_media_types=(binary,))
    typed = {"Content-Type": ["application/json"]}
    endpoints = Endpoints(lambda: EndpointResponse(200, typed, b"{!}"))

    outcome = invoke(method, Request("POST", "/pets", "", typed, b"{!}"), endpoints)

    assert outcome.failed
    assert outcome.failed.cause.startswith(cause)  # then Python's own words


def test_an_unknown_word_of_content_handling_is_none() -> None:
    method = setup("HTTP", contentHandling="CONVERT")

    outcome = invoke(method, Request("POST", "/pets", body=b"\xff"), Endpoints())

    assert outcome.sent.body == "\ufffd".encode()


def test_two_slashes_in_the_uri_of_a_function_are_one() -> None:
    uri = LAMBDA.replace("path/", "path//")

    outcome = invoke(setup("AWS_PROXY", uri), Request("GET", "/pets"), Endpoints())

    path = LAMBDA.partition(":path")[2]
    assert f" https://lambda.us-east-1.amazonaws.com{path}\n" in outcome.log


def test_an_override_replaces_a_mapping_in_another_letter_case() -> None:
    override = "#set($context.requestOverride.header.x-pet = 'Tom')"
    method = setup(
        "HTTP",
        requestParameters={"integration.request.header.X-Pet": "'Rex'"},
        requestTemplates={"application/json": override},
    )

    sent = invoke(method, Request("GET", "/pets"), Endpoints()).sent

    assert sent.headers["x-pet"] == ["Tom"]
    assert "X-Pet" not in sent.headers


def test_nobody_waits_for_a_slow_function() -> None:
    mapping = {"integration.request.header.X-Amz-Invocation-Type": "'Event'"}
    method = setup("AWS", LAMBDA, requestParameters=mapping, timeoutInMillis=1)

    outcome = invoke(method, Request("GET", "/pets"), Endpoints(lambda: sleep(0.01)))

    assert outcome.answer.status == 200
    assert "Received response. Status: 202" in outcome.log


def test_an_event_that_no_function_can_take_is_refused() -> None:
    def nested_too_deep() -> None:
        raise RecursionError

    endpoints = Endpoints(nested_too_deep)

    outcome = invoke(setup("AWS", LAMBDA), Request("GET", "/pets"), endpoints)

    assert outcome.sent is None
    assert b"Could not parse request body into json" in outcome.answer.body


def test_half_a_character_of_a_result_is_replaced() -> None:
    half = Endpoints(lambda: b'{"body": "\\ud83d"}')

    outcome = invoke(setup("AWS_PROXY", LAMBDA), Request("GET", "/pets"), half)

    assert outcome.answer.body == "\ufffd".encode()


LONG = b"x" * 6_000_000  # two of them are more than an invocation may have
TOO_LONG = {
    "two headers": ("HTTP", "http://a", ["header.a", "header.b"]),
    "two parameters": ("HTTP_PROXY", "http://a", ["querystring.a", "header.b"]),
    "two holes": ("HTTP", "http://a/{a}/{a}", ["path.a"]),
}


@pytest.mark.parametrize(
    ("kind", "uri", "names"), TOO_LONG.values(), ids=TOO_LONG.keys()
)
def test_what_is_mapped_is_no_more_than_10_mb(
    kind: str, uri: str, names: list[str]
) -> None:
    body = "method.request.body"
    mappings = {f"integration.request.{name}": body for name in names}
    endpoints = Endpoints()
    method = setup(kind, uri, requestParameters=mappings)

    outcome = invoke(method, Request("POST", "/pets", body=LONG), endpoints)

    assert outcome.answer.body == INTERNAL
    assert "configuration error: Unable to transform request\n" in outcome.log
    assert endpoints.asked == []
