"""
What a test registers behind its methods, and which of it answers.
"""

from __future__ import annotations

import json
import pickle
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from apigw_mock import MissingStub, StubRequest, stubs
from apigw_mock.stubs import Stub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Register = Callable[..., None]

PETS = "https://pets.example"
ARN = "arn:aws:lambda:us-east-1:123456789012:function:pets"
OK = (200, {}, "")


@pytest.fixture
def register() -> Iterator[Register]:
    owner = object()

    def register(target: str, answer: Any) -> None:
        stubs.register(owner, Stub(target, answer))

    yield register

    stubs.take_back(owner)


def body(url: str, **query: list[str]) -> bytes:
    return stubs.send(StubRequest("GET", url, query))[2]


def payload(arn: str) -> Any:
    called = stubs.call_function(arn, {})
    return called and json.loads(called.payload)


# --- A request --------------------------------------------------------------------


def test_a_request_is_text_and_json() -> None:
    request = StubRequest("POST", PETS, body='{"a": "é"}'.encode())

    assert (request.text, request.json()) == ('{"a": "é"}', {"a": "é"})


def test_bytes_are_neither() -> None:
    request = StubRequest("POST", PETS, body=b"\xff")

    assert request.text == "\ufffd"
    with pytest.raises(ValueError, match="decode"):
        request.json()


def test_a_header_has_any_letter_case() -> None:
    request = StubRequest("GET", PETS, headers={"X-A": ["1", "2"], "B": []})

    assert request.header("x-a") == "2"
    assert request.header("b") == request.header("c") == ""


def test_a_request_prints_its_url() -> None:
    assert str(StubRequest("GET", PETS, {"a": ["1", "x y"]})) == (
        "GET https://pets.example?a=1&a=x+y"
    )
    assert str(StubRequest("GET", PETS)) == "GET https://pets.example"


# --- Which URL --------------------------------------------------------------------

ANSWERED = [
    ("https://pets.example", "https://pets.example"),
    ("https://pets.example", "https://pets.example/"),
    ("https://pets.example", "https://pets.example/pets/1"),
    ("https://pets.example", "https://pets.example:8443/pets"),
    ("https://pets.example", "https://pets.example?a=1"),
    ("https://pets.example/", "https://pets.example"),
    ("https://pets.example/", "https://pets.example/pets"),
    ("https://pets.example/pets", "https://pets.example/pets?a=1"),
    ("https://pets.example/pets", "https://pets.example/pets:adopt"),
    ("https://pets.example/pets?", "https://pets.example/pets?a=1"),
    ("https://pets.example?a=1", "https://pets.example/?a=1&b=2"),
    ("https://pets.example/?a=x y", "https://pets.example/?a=x%20y"),
    ("HTTPS://Pets.example:443/pets", "https://pets.example/pets"),
    ("http://pets.example", "http://PETS.example:80/pets"),
    ("https://{host}/pets", "https://{host}/pets"),
]
UNANSWERED = [
    ("https://pets.example", "https://pets.example.com"),
    ("https://pets.example", "http://pets.example"),
    ("https://pets.example/pet", "https://pets.example/pets"),
    ("https://pets.example/Pets", "https://pets.example/pets"),
    ("https://pets.example/pets/", "https://pets.example/pets"),
    ("https://pets.example?a=1", "https://pets.example/?a=12"),
    ("https://pets.example?a=1", "https://pets.example/?b=2&a=1"),
    ("https://pets.example:8443", "https://pets.example/"),
    ("pets", "https://pets.example/"),
    ("https://pets.example", "pets.example"),
]


@pytest.mark.parametrize(("target", "url"), ANSWERED, ids=str)
def test_a_prefix_answers(register: Register, target: str, url: str) -> None:
    register(target, (200, {}, "here"))
    path, _, query = url.partition("?")
    pairs = [one.split("=") for one in query.split("&")] if query else []

    assert body(path, **{k: [v.replace("%20", " ")] for k, v in pairs}) == b"here"


@pytest.mark.parametrize(("target", "url"), UNANSWERED, ids=str)
def test_what_begins_alike_is_not_answered(
    register: Register, target: str, url: str
) -> None:
    register(target, OK if "://" in target else {})
    path, _, query = url.partition("?")
    pairs = [one.split("=") for one in query.split("&")] if query else []

    with pytest.raises(MissingStub):
        body(path, **{k: [v] for k, v in pairs})


def test_the_longest_target_answers(register: Register) -> None:
    register(f"{PETS}/pets", (200, {}, "long"))
    register(PETS, (200, {}, "short"))

    assert (body(f"{PETS}/pets/1"), body(f"{PETS}/dogs")) == (b"long", b"short")


def test_a_port_makes_no_target_longer(register: Register) -> None:
    register(f"{PETS}/v1", (200, {}, "long"))
    register(f"{PETS}:443", (200, {}, "short"))

    assert body(f"{PETS}/v1") == b"long"


def test_of_equal_targets_the_newest_answers(register: Register) -> None:
    register(PETS, (200, {}, "old"))
    register(PETS, (200, {}, "new"))

    assert body(PETS) == b"new"


def test_an_owner_takes_only_its_own_back(register: Register) -> None:
    other = object()
    register(PETS, (200, {}, "mine"))
    stubs.register(other, Stub(PETS, (200, {}, "other's")))

    before = body(PETS)
    stubs.take_back(other)

    assert (before, body(PETS)) == (b"other's", b"mine")


# --- Which function -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "arn"),
    [
        (ARN, ARN),
        (ARN, f"{ARN}:prod"),
        (f"{ARN}:prod", f"{ARN}:prod"),
        ("pets", ARN),
        ("pets", f"{ARN}:prod"),
        ("pets:prod", f"{ARN}:prod"),
        ("pets:$LATEST", f"{ARN}:$LATEST"),
    ],
    ids=str,
)
def test_a_function_answers(register: Register, target: str, arn: str) -> None:
    register(target, {"a": 1})

    assert payload(arn) == {"a": 1}


@pytest.mark.parametrize(
    ("target", "arn"),
    [
        (f"{ARN}:prod", ARN),
        (f"{ARN}:prod", f"{ARN}:test"),
        (ARN, ARN.replace("us-east-1", "eu-west-1")),
        ("pet", ARN),
        ("pets:prod", ARN),
        ("pets", "pets"),
        (PETS, ARN),
    ],
    ids=str,
)
def test_another_function_does_not(register: Register, target: str, arn: str) -> None:
    register(target, OK if "://" in target else {"a": 1})

    assert payload(arn) is None


def test_an_arn_comes_before_a_name(register: Register) -> None:
    register(ARN, "arn")
    register("pets:prod", "alias")
    register("pets", "name")

    assert payload(ARN) == "arn"
    assert payload(ARN.replace("us-east-1", "eu-west-1") + ":prod") == "alias"


def test_a_handler_answers_what_it_is_sent(register: Register) -> None:
    event = {"ids": [1]}

    def handler(event: Any, context: Any) -> Any:
        event["ids"].append(context.function_name)
        return event

    register("pets", handler)
    called = stubs.call_function(ARN, event)

    assert called
    assert json.loads(called.payload) == {"ids": [1, "pets"]}
    assert event == {"ids": [1]}


def test_an_event_may_be_nested_deeply(register: Register) -> None:
    register("pets", lambda event, _: json.dumps(event))
    event = json.loads("[" * 600 + "]" * 600)

    called = stubs.call_function(ARN, event)

    assert called
    assert json.loads(json.loads(called.payload)) == event


# --- Answers ------------------------------------------------------------------------


def test_an_answer_has_lists_of_headers_and_bytes(register: Register) -> None:
    register(PETS, (201, {"A": "1", "B": ["2", "3"], "C": [], "D": ()}, "é"))

    assert stubs.send(StubRequest("GET", PETS)) == (
        201,
        {"A": ["1"], "B": ["2", "3"]},
        b"\xc3\xa9",
    )


def test_a_status_may_have_a_name(register: Register) -> None:
    register(PETS, (HTTPStatus.CREATED, {}, ""))

    status = stubs.send(StubRequest("GET", PETS))[0]

    assert (status, str(status)) == (201, "201")


def test_a_function_of_the_request_answers(register: Register) -> None:
    request = StubRequest("PUT", f"{PETS}/1", {"a": ["1"]}, {"B": ["2"]}, b"\xff")

    def answer(sent: StubRequest) -> Any:
        is_equal = sent == request
        sent.query.clear()
        return 200, {}, bytearray(f"{is_equal}".encode())

    register(PETS, answer)

    assert stubs.send(request)[2] == b"True"
    assert request.query == {"a": ["1"]}


@pytest.mark.parametrize("error", [TimeoutError, ConnectionError, KeyError])
def test_what_the_function_of_a_url_raises_is_raised(
    register: Register, error: type[Exception]
) -> None:
    def answer(_: StubRequest) -> Any:
        raise error

    register(PETS, answer)

    with pytest.raises(error):
        body(PETS)


# --- What is missing ----------------------------------------------------------------


def test_a_missing_url_names_the_call_that_registers_it() -> None:
    request = StubRequest("GET", f"{PETS}:8443/pets/1", {"a": ["1"]})

    with pytest.raises(MissingStub) as missing:
        stubs.send(request)

    error = missing.value
    assert isinstance(error, RuntimeError)
    assert error.uri == f"{PETS}:8443/pets/1?a=1"
    assert error.call == (
        "apigw_backend.stub('https://pets.example:8443', "
        "(200, {'Content-Type': 'application/json'}, '{}'))"
    )
    assert str(error) == (
        f"No stub answers {error.uri}, and nothing is sent over the network. Register "
        f"an answer before the invocation, say `{error.call}` (in a `with` block, the "
        "name of its backend in place of apigw_backend)."
    )


def test_a_missing_function_says_why() -> None:
    error = stubs.missing_function(f"{ARN}:prod", "it sleeps")

    assert error.call == (
        f"apigw_backend.stub({ARN!r}, "
        "lambda event, context: {'statusCode': 200, 'body': '{}'})"
    )
    assert str(error).startswith(f"No stub answers {ARN}:prod (it sleeps), and ")


def test_what_is_missing_names_what_is_there(register: Register) -> None:
    for target in ("http://pets.example", "localhost:8080", ARN, ARN):
        register(target, lambda *_: OK)

    with pytest.raises(MissingStub) as missing:
        body(f"{PETS}/pets")

    there = f"the function {ARN}, the function localhost:8080, http://pets.example"
    assert missing.value.registered == tuple(there.split(", "))
    assert str(missing.value).endswith(f"apigw_backend). Stubs answer {there}.")
    assert str(stubs.missing_function("f")).endswith(f" Stubs answer {there}.")


def test_what_is_missing_names_the_newest_of_many(register: Register) -> None:
    for number in range(7):
        register(f"f{number}", None)

    assert str(stubs.missing_function("f")).endswith(
        "Stubs answer the function f6, the function f5, the function f4, "
        "the function f3, the function f2, …."
    )


@pytest.mark.parametrize("uri", ["", "pets", "//pets"])
def test_an_odd_url_is_missing(uri: str) -> None:
    with pytest.raises(MissingStub):
        body(uri)

    assert stubs.missing_function(uri).uri == uri


def test_the_call_that_is_named_registers_it(register: Register) -> None:
    class Backend:
        stub = staticmethod(register)

    for missing in (
        stubs.missing_url(StubRequest("GET", f"{PETS}/pets")),
        stubs.missing_function(ARN),
    ):
        eval(missing.call, {"apigw_backend": Backend})

    assert body(f"{PETS}/pets") == b"{}"
    assert payload(ARN) == {"statusCode": 200, "body": "{}"}


def test_the_error_can_be_pickled() -> None:
    error = stubs.missing_function(ARN)

    assert str(pickle.loads(pickle.dumps(error))) == str(error)


# --- Misuse -------------------------------------------------------------------------


async def awaited(_: StubRequest) -> Any: ...


class Awaited:
    async def __call__(self, _: StubRequest) -> Any: ...


URI = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{ARN}/invocations"
STREAM = URI.replace("/invocations", "/response-streaming-invocations")
VARIABLE = ARN.replace("pets", "${stageVariables.function}")
MISUSE: dict[str, tuple[Any, Any, str]] = {
    "a target of another type": (1, OK, "target of a stub is 1: name a URL"),
    "no target": ("", OK, "'' is neither a URL nor a function"),
    "a host": ("pets.example", OK, "a URL has a scheme and a host"),
    "no host": ("https://", OK, "neither a URL nor a function"),
    "an integration's URI": (URI, {}, f"name its function, '{ARN}'"),
    "a URI of a stream": (STREAM, {}, f"name its function, '{ARN}'"),
    "a stage variable": (VARIABLE, {}, "with the variable's value in its place"),
    "one in a URL": ("https://${stageVariables.a}", OK, "has a stage variable"),
    "another service": ("arn:aws:sqs:us-east-1:1:a", OK, "has the service's URL"),
    "a coroutine function": (PETS, awaited, "nothing awaits it"),
    "an object that is one": (PETS, Awaited(), "is a coroutine function"),
    "no triple": (PETS, (200, {}), "give (status, headers, body), say (200,"),
    "a dict": (PETS, {"a": 1}, "is {'a': 1}: give (status, headers, body)"),
    "a list": (PETS, [200, {}, ""], "give (status, headers, body)"),
    "None": (PETS, None, "give (status, headers, body)"),
    "a status that is text": (PETS, ("200", {}, ""), "an integer from 100 to 599"),
    "a status that is true": (PETS, (True, {}, ""), "an integer from 100 to 599"),
    "a status too low": (PETS, (99, {}, ""), "status of https://pets.example's"),
    "a status too high": (PETS, (600, {}, ""), "answer is 600: give an integer"),
    "headers of another type": (PETS, (200, [], ""), "give a dict whose values are"),
    "a header's number": (PETS, (200, {"a": 1}, ""), "are {'a': 1}: give a dict"),
    "numbers of a header": (PETS, (200, {"a": [1]}, ""), "lists of texts"),
    "a header's name": (PETS, (200, {1: "a"}, ""), "lists of texts"),
    "a body that is a dict": (PETS, (200, {}, {"a": 1}), "say json.dumps(body)"),
    "no body": (PETS, (200, {}, None), "body of https://pets.example's answer is None"),
    "an exception": (PETS, TimeoutError(), "give a function that raises it"),
    "an exception's class": (PETS, TimeoutError, "is the exception TimeoutError"),
    "a function's triple": ("pets", OK, "a function does not answer with a status"),
    "a function's exception": ("pets", KeyError("a"), "give a function that raises"),
    "a function's date": ("pets", date(2026, 1, 1), "which is not JSON (Object of"),
    "a long answer": (PETS, "x" * 1_000, f"is '{'x' * 99}…: give"),
}


@pytest.mark.parametrize(("target", "answer", "remedy"), MISUSE.values(), ids=MISUSE)
def test_misuse_says_what_to_do(target: Any, answer: Any, remedy: str) -> None:
    with pytest.raises(TypeError) as misuse:
        Stub(target, answer)

    assert remedy in str(misuse.value)


def test_what_a_function_returns_is_judged_when_it_is_called(
    register: Register,
) -> None:
    register(PETS, lambda _: {"a": 1})

    with pytest.raises(TypeError, match="body"):
        body(PETS)


@pytest.mark.parametrize("answer", [(1, 2, 3), [200, {}, ""], {"a": (1,)}], ids=str)
def test_a_function_may_return_any_json(register: Register, answer: Any) -> None:
    register("pets", answer)

    assert payload(ARN) == json.loads(json.dumps(answer))
