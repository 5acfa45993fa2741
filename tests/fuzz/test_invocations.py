"""
Whatever a method is made of and whatever it is sent: an answer, in bounded time.
"""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import given, settings
from hypothesis import strategies as st

from apigw_mock import MissingStub, mock_apigw_updates
from apigw_mock.apigateway.invoke.endpoints import EndpointResponse
from apigw_mock.apigateway.invoke.request import Request
from apigw_mock.apigateway.invoke.run import Outcome, invoke
from apigw_mock.apigateway.invoke.setup import Caller, Setup
from apigw_mock.handlers import FunctionResponse

if TYPE_CHECKING:
    from fuzz.profiles import Profile

    from apigw_mock import StubRequest

MOST = 10.0  # seconds of CPU time for one invocation; templates may take 2, models too
LEAST = 3_000  # invocations
CALLER = Caller(account="1", arn="arn", access_key="A", user_agent="a")
MODELS = "https://apigateway.amazonaws.com/restapis/api/models/"

# --- What methods are made of -----------------------------------------------------

words = st.sampled_from(["a", "b", "é", "", " ", "\r\n", "\ud800", "Content-Type", "M"])
anything = st.text(max_size=12) | words
paths = (
    st.sampled_from(["", "/", "/1", "/%zz", "//", "/é/\ud800", "1", "/a?b"]) | anything
)
queries = st.sampled_from(
    ["", "?", "?a=1&a=2", "?%ff=%", "?&&=", "?a", "#a", "?a=\ud800"]
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, 2**63, -1, 200, 204])
    | st.floats()
    | anything
)
documents = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
    ),
    max_leaves=8,
)
broken = st.sampled_from(
    [
        "",
        "{",
        "[",
        '"',
        "{}",
        "[" * 5_000,
        "[" * 600 + "]" * 600,
        '{"a":' * 5_000,
        "{'a': 1}",
        '{"a": [1, {"b": null}]}',
        "\ud800",
        '"\\ud800"',
        "NaN",
        "1e999",
        "1" * 5_000,
    ]
)
bodies = st.builds(json.dumps, documents) | broken | anything

expressions = st.builds(
    "{}{}".format,
    st.sampled_from(
        [
            "'",
            "context.",
            "integration.response.body.",
            "integration.response.header.",
            "method.request.body",
            "method.request.body.",
            "method.request.body[",
            "method.request.header.",
            "method.request.multivalueheader.",
            "method.request.multivaluequerystring.",
            "method.request.path.",
            "method.request.querystring.",
            "stageVariables.",
            "",
        ]
    ),
    st.sampled_from(
        ["a", "a.b", "..a", "[?(@.a)]", "]", "[0]", "'", "id", "*", "requestOverride"]
    )
    | anything,
)


def mappings(prefix: str) -> Any:
    keys = st.builds("{}{}".format, st.just(prefix), words) | anything
    return st.dictionaries(keys, expressions, max_size=2)


to_endpoint = st.one_of(
    *map(
        mappings,
        [
            "integration.request.header.",
            "integration.request.path.",
            "integration.request.multivaluequerystring.",
        ],
    )
)
pieces = st.sampled_from(
    [
        '{"statusCode": 200}',
        "{statusCode: 404}",
        '{"statusCode": -9}',
        '{"statusCode": 1e999}',
        '{"statusCode": [200]}',
        "#set($a = $input.path('$'))",
        "#set($a.b = $a)",
        "#set($context.responseOverride.status = $a)",
        "#set($context.responseOverride.status = 444)",
        '#set($context.responseOverride.status = "x")',
        "#set($context.responseOverride.header.a = $a)",
        '#set($context.responseOverride.header["Content-Length"] = [1, [2], {}])',
        "#set($context.responseOverride = 1)",
        "#set($context.responseOverride.header = 1)",
        "#set($context.requestOverride.header.te = $context)",
        "#set($context.requestOverride.path = $a)",
        "#foreach($i in $a)$i#end",
        "#foreach($i in [1..2000])$i#end",
        "#if($a)",
        "#else",
        "#end",
        "$input.json('$..a')",
        "$input.body",
        "$input.params()",
        "$input.params('a')",
        "$util.parseJson($input.body)",
        "$context.identity.sourceIp",
        "$context",
        "$stageVariables.a",
        "$a.b.c($a)",
        "$a.toString().matches('(a+)+b')",
        "${",
        "#macro(m)#m()#end#m()",
        "\\",
        "\r\n",
        "é\ud800",
    ]
)
templates = (
    st.just('{"statusCode": 200}')
    | st.lists(pieces, max_size=6).map("".join)
    | anything
    | st.none()
)
types = st.sampled_from(["application/json", "text/plain", "$default", "a/b;c"]) | words
mapped_templates = st.dictionaries(types, templates, max_size=3) | st.just(
    {"application/json": '{"statusCode": 200}'}
)
patterns = (
    st.none()
    | st.sampled_from(["", "2..", r"\d+", "(", "(2+)+(2+)+x", "[\\s\\S]*", ".*\ud800"])
    | anything
)
statuses = st.sampled_from(["200", "204", "404", "500", "2xx", ""])
handlings = st.sampled_from([None, "CONVERT_TO_TEXT", "CONVERT_TO_BINARY", "X"])
responses = st.fixed_dictionaries(
    {},
    optional={
        "contentHandling": handlings,
        "selectionPattern": patterns,
        "responseParameters": mappings("method.response.header.") | st.none(),
        "responseTemplates": mapped_templates | st.none(),
    },
)
schemas = st.recursive(
    st.sampled_from(
        [
            {},
            {"type": "object"},
            {"type": ["string", "null"]},
            {"type": "pet"},
            {"$ref": f"{MODELS}M"},
            {"$ref": f"{MODELS}N"},
            {"$ref": "#/a"},
            {"$ref": "http://["},
            {"pattern": "(a+)+b"},
            {"pattern": "("},
            {"enum": [1, "a"]},
            {"required": ["a", "é"]},
            {"minimum": 3},
            {"multipleOf": 0.1},
            {"maxLength": 1},
            {"uniqueItems": True},
            {"required": 5},
            5,
        ]
    ),
    lambda inner: st.one_of(
        st.builds(lambda one: {"properties": {"a": one}}, inner),
        st.builds(lambda one: {"patternProperties": {"^a": one, "(": one}}, inner),
        st.builds(lambda one: {"additionalProperties": one}, inner),
        st.builds(lambda one: {"items": one}, inner),
        st.builds(lambda one: {"not": one}, inner),
        st.builds(lambda *many: {"oneOf": [*many]}, inner, inner),
        st.builds(lambda *many: {"allOf": [*many]}, inner, inner),
    ),
    max_leaves=5,
).map(json.dumps)
parameters = st.dictionaries(
    st.sampled_from(
        [
            "method.request.header.a",
            "method.request.path.id",
            "method.request.querystring.a",
            "method.request",
            "a.b.c.d",
        ]
    ),
    st.booleans(),
    max_size=2,
)
gateway_responses = st.dictionaries(
    st.sampled_from(["DEFAULT_4XX", "DEFAULT_5XX", "BAD_REQUEST_BODY"]),
    st.fixed_dictionaries(
        {},
        optional={
            "statusCode": statuses,
            "responseParameters": mappings("gatewayresponse.header."),
            "responseTemplates": st.dictionaries(
                types,
                st.sampled_from(
                    [
                        "$context.error.message",
                        "$context.error.messageString.",
                        "${context.identity}$stageVariables.a",
                        "$method.request.body.a[$method.request.header.é",
                        "$method.request.path.id$",
                    ]
                )
                | anything,
                max_size=2,
            ),
        },
    ),
    max_size=2,
)


ARN = "arn:aws:lambda:us-east-1:123456789012:function:pets"
AT_AWS = "arn:aws:apigateway:us-east-1:"
LAMBDA = f"{AT_AWS}lambda:path/2015-03-31/functions/{ARN}/invocations"
ENDPOINTS = [
    *[("MOCK", "")] * 4,
    ("HTTP", "https://pets.example"),
    ("HTTP", "https://pets.example/{id}/{a}?a={a}&b=%zz"),
    ("HTTP_PROXY", "https://pets.example/{id}"),
    ("HTTP_PROXY", "http://${stageVariables.a}/"),
    ("AWS", LAMBDA),
    ("AWS", f"{AT_AWS}dynamodb:action/PutItem&a={{a}}"),
    ("AWS", f"{AT_AWS}s3:path/{{id}}/{{a}}"),
    ("AWS_PROXY", LAMBDA),
    ("AWS_PROXY", LAMBDA.replace(":pets", ":${stageVariables.a}")),
]
kinds = st.sampled_from(["MOCK", "HTTP", "HTTP_PROXY", "AWS", "AWS_PROXY", ""])
known = st.sampled_from(ENDPOINTS)
integrations = st.one_of(known, known, known, st.tuples(kinds, anything))


@st.composite
def setups(draw: Any) -> Setup:
    kind, uri = draw(integrations)
    integration: dict[str, Any] = {
        "type": kind,
        "uri": uri,
        "httpMethod": draw(st.sampled_from([*["POST"] * 4, "GET", "ANY", ""])),
        "contentHandling": draw(handlings),
        "requestTemplates": draw(mapped_templates),
        "passthroughBehavior": draw(
            st.sampled_from(["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER", ""])
        ),
        "requestParameters": draw(to_endpoint),
        "integrationResponses": {
            status: {"statusCode": status, **one}
            for status, one in draw(
                st.dictionaries(statuses, responses, max_size=3)
            ).items()
        },
    }
    method = {
        "methodIntegration": integration,
        "methodResponses": {one: {} for one in draw(st.sets(statuses)) | {"200"}},
        "requestParameters": draw(parameters),
        "requestModels": draw(st.dictionaries(types, words, max_size=2)),
    }
    return Setup(
        api_id="api",
        resource_id="resource",
        resource_path=draw(st.sampled_from(["/", "/{id}", "/a/{proxy+}"])),
        method=method,
        caller=CALLER,
        validator={
            "validateRequestBody": draw(st.booleans()),
            "validateRequestParameters": draw(st.booleans()),
        },
        models={"M": draw(schemas), "N": draw(schemas | broken), "a": draw(schemas)},
        gateway_responses=draw(gateway_responses),
        binary_media_types=draw(st.sampled_from([(), ("*/*",), ("image/*", "é")])),
    )


results = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "statusCode": st.sampled_from([200, "404", 99, True, "x", None]),
            "headers": st.dictionaries(words, leaves, max_size=2) | leaves,
            "multiValueHeaders": st.dictionaries(
                words, st.lists(leaves, max_size=2) | leaves, max_size=2
            ),
            "body": leaves | st.just("aGk="),
            "isBase64Encoded": st.booleans() | leaves,
            "errorMessage": leaves | bodies,
        },
    ),
    documents,
)


@st.composite
def endpoints(draw: Any) -> Answering:
    trouble = st.sampled_from([None] * 8 + [TimeoutError, ConnectionError, MissingStub])
    return Answering(
        draw(st.integers(100, 599)),
        draw(st.dictionaries(names, st.lists(values, max_size=2), max_size=3)),
        draw(raw),
        draw(st.builds(dumped, results) | raw),
        draw(st.booleans()),
        draw(trouble),
    )


def dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


raw = st.binary(max_size=12) | bodies.map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


@dataclass
class Answering:
    """
    Endpoints that answer anything.
    """

    status: int
    headers: dict[str, list[str]]
    body: bytes
    payload: bytes
    is_error: bool
    trouble: type[Exception] | None

    def send(self, request: StubRequest) -> EndpointResponse:
        self.fail(request.url)
        return EndpointResponse(self.status, self.headers, self.body)

    def call_function(self, arn: str, event: Any) -> FunctionResponse:
        json.dumps(event)
        self.fail(arn)
        return FunctionResponse(self.payload, self.is_error, "id")

    def fail(self, where: str) -> None:
        if self.trouble is MissingStub:
            raise MissingStub(where, "")
        if self.trouble:
            raise self.trouble


names = st.sampled_from(
    ["Accept", "Content-Type", "content-type", "te", "a", "A", "é", "", "Authorization"]
)
values = (
    st.sampled_from(
        [
            *("application/json", "text/plain;a=b", ",;,", "a/b, text/plain", ""),
            *("\r\n", "image/png"),
        ]
    )
    | anything
)


@st.composite
def requests(draw: Any, resource_path: str) -> Request:
    return Request(
        draw(st.sampled_from(["GET", "POST"])),
        resource_path,
        draw(paths) + draw(queries),
        draw(st.dictionaries(names, st.lists(values, max_size=2), max_size=3)),
        draw(raw),
        draw(st.dictionaries(words, anything, max_size=2)),
    )


# --- What must hold ----------------------------------------------------------------


def check(outcome: Outcome) -> None:
    status, headers, body, _ = outcome.answer
    assert 100 <= status <= 599
    texts = [text for name, some in headers.items() for text in [name, *some]]
    assert all(isinstance(text, str) for text in texts)
    assert not any(re.search(r"[\r\n]", text) for text in texts)
    assert isinstance(body, bytes)
    assert f" : Method completed with status: {status}\n" in outcome.log
    json.dumps([headers, outcome.log], ensure_ascii=False).encode()
    succeeded = " : Successfully completed execution\n" in outcome.log
    assert succeeded == (outcome.failed is None)


def invoke_any(data: Any) -> Outcome | None:
    """
    Return the outcome of an invocation, None if a stub is missing.
    """
    setup = data.draw(setups())
    request = data.draw(requests(setup.resource_path))
    answering = data.draw(endpoints())
    start = process_time()
    try:
        outcome = invoke(setup, request, answering)
    except MissingStub:
        assert answering.trouble is MissingStub
        return None
    assert process_time() - start < MOST
    return outcome


@pytest.mark.once
def test_every_invocation_is_answered(profile: Profile) -> None:
    failures: dict[str, int] = {}

    @settings(profile.settings, max_examples=max(profile.calls, LEAST))
    @given(data=st.data())
    def fuzz(data: Any) -> None:
        outcome = invoke_any(data)
        if outcome is None:
            return
        check(outcome)
        name = outcome.failed.failure.name if outcome.failed else "success"
        failures[name] = failures.get(name, 0) + 1

    fuzz()

    assert failures["success"] > LEAST / 20
    assert len(failures) > 12


@pytest.mark.once
def test_every_invocation_through_boto3_is_answered(profile: Profile) -> None:
    with mock_apigw_updates() as backend, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = [
            backend.integration_response(
                requestTemplates={"application/json": template},
                response={"responseTemplates": {"application/json": template}},
            )
            for template in ("{statusCode: 200}$input.body", "$input.json('$')")
        ]

        @settings(profile.settings, max_examples=profile.calls // 2)
        @given(
            target=st.sampled_from(made),
            path=st.builds("{}{}".format, paths, queries),
            headers=st.dictionaries(names, st.lists(values, max_size=2), max_size=3),
            body=bodies,
        )
        def fuzz(target: Any, path: str, headers: Any, body: str) -> None:
            answer = backend.invoke(**target, path=path, headers=headers, body=body)
            assert answer.status in {200, 400, 500}

        fuzz()
