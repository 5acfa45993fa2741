"""
What a test registers behind its methods: answers of URLs and functions.

The stubs of all open scopes answer. A backend takes its own back at the end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from inspect import iscoroutinefunction
from typing import Any
from urllib.parse import parse_qsl, urlencode

from apigw_mock.handlers import (
    FunctionResponse,
    Handler,
    answer_with,
    as_json,
    call_handler,
    context_of,
    parsed,
)
from apigw_mock.locks import Lock, computed_once

_LOWEST, _HIGHEST = 100, 599  # HTTP statuses
_PORTS = {"http": "80", "https": "443"}
_URL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://([^/?#]+)([^?#]*)(?:\?([^#]*))?")
_NAME = re.compile(r"([\w-]+)(?::([\w$-]+))?", re.ASCII)
_SHOWN = 100  # characters of a wrong value
_NAMED = 5  # targets of stubs that an error names
_ENDS = "/?:"  # behind which another part of a URL begins
_FUNCTION_IN_URI = re.compile(
    r"functions/(arn:[^/]+)/(?:response-streaming-)?invocations$"
)


@dataclass(frozen=True)
class StubRequest:
    """
    What an integration sent to a URL.

    Args:
        method: the HTTP method.
        url: without the query string.
        query: all values of each parameter of the query string.
        headers: all values of each header.
        body: as it was sent.
    """

    method: str
    url: str
    query: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        """
        The body as text.
        """
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """
        Return the body's JSON.

        Raises:
            ValueError: the body is not JSON.
        """
        return json.loads(self.body)

    def header(self, name: str) -> str:
        """
        Return the last value of a header in any letter case, or an empty text.
        """
        own = name.lower()
        values = [sent for key, sent in self.headers.items() if key.lower() == own]
        return next((one[-1] for one in values if one), "")

    def __str__(self) -> str:
        return f"{self.method} {whole_url(self)}"


UrlAnswer = tuple[int, Mapping[str, str | Sequence[str]], str | bytes]
Json = Mapping[str, Any] | Sequence[Any] | str | float | None
# Of a URL; of a function, what it returns too.
StubAnswer = UrlAnswer | Callable[[StubRequest], UrlAnswer] | Handler | Json
Response = tuple[int, dict[str, list[str]], bytes]


@dataclass(eq=False)
class MissingStub(RuntimeError):
    """
    An integration called something for which the test has registered no answer.

    Args:
        uri: what was called: a URL, or a function's ARN.
        call: the Python that registers an answer.
        reason: more about why nothing answers, or empty.
        registered: what answers instead, the newest first: URLs and functions.
    """

    uri: str
    call: str
    reason: str = ""
    registered: tuple[str, ...] = ()

    def __str__(self) -> str:
        why = f" ({self.reason})" if self.reason else ""
        others = ", ".join(self.registered[:_NAMED])
        more = ", …" if len(self.registered) > _NAMED else ""
        answered = f" Stubs answer {others}{more}." if others else ""
        return (
            f"No stub answers {self.uri}{why}, and nothing is sent over the network. "
            f"Register an answer before the invocation, say `{self.call}` (in a `with` "
            f"block, the name of its backend in place of apigw_backend).{answered}"
        )


def missing_url(request: StubRequest) -> MissingStub:
    """
    Return the error on a request that nothing answers.
    """
    found = _URL.match(request.url)
    target = f"{found[1]}://{found[2]}" if found else request.url
    answer = "(200, {'Content-Type': 'application/json'}, '{}')"
    call = f"apigw_backend.stub({target!r}, {answer})"
    return MissingStub(whole_url(request), call, registered=_targets())


def missing_function(arn: str, reason: str = "") -> MissingStub:
    """
    Return the error on a function that nothing answers.
    """
    parts = parsed(arn)
    target = parts.plain if parts else arn
    answer = "lambda event, context: {'statusCode': 200, 'body': '{}'}"
    call = f"apigw_backend.stub({target!r}, {answer})"
    return MissingStub(arn, call, reason, _targets())


# --- Stubs ------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Stub:
    """
    A target and its answer.

    Args:
        target: a URL prefix, or a function's ARN or name.
        answer: what `apigw_mock.Backend.stub` takes.

    Raises:
        TypeError: the target or the answer is neither. The message has the remedy.
    """

    target: str
    answer: Any

    def __post_init__(self) -> None:
        _check_target(self.target)
        if _is_awaited(self.answer):
            raise TypeError(
                f"The answer of {self.target} is a coroutine function, and nothing "
                "awaits it: give a plain function."
            )
        check = _check_url_answer if self.is_of_url else _check_function_answer
        if not callable(self.answer):
            check(self.target, self.answer)
        elif isinstance(self.answer, type) and issubclass(self.answer, BaseException):
            raise TypeError(_raise_it(self.target, self.answer.__name__))

    @computed_once
    def is_of_url(self) -> bool:
        """
        Whether the target is a URL. If not, it is a function.
        """
        return "://" in self.target

    @computed_once
    def prefix(self) -> str:
        """
        The target in the one spelling that is compared.
        """
        return normal_url(self.target)

    def answers_url(self, url: str) -> bool:
        """
        Whether the target is a prefix of a URL that `normal_url` returned.
        """
        prefix = self.prefix
        if not self.is_of_url or not url.startswith(prefix):
            return False
        rest = url[len(prefix) :]
        ends = f"{_ENDS}&" if "?" in prefix else _ENDS
        return not rest or rest[0] in ends or prefix[-1] in ends

    def answers_function(self, arn: str) -> bool:
        """
        Whether the target is a function, in any alias or version if it names none.
        """
        parts = parsed(arn)
        if self.is_of_url or parts is None:
            return False
        own = parsed(self.target)
        if own:
            is_same, wanted = own.plain == parts.plain, own.qualifier
        else:
            name, _, wanted = self.target.partition(":")
            is_same = name == parts.name
        return is_same and wanted in {"", parts.qualifier}


def whole_url(request: StubRequest) -> str:
    """
    Return the URL of a request, with its query string.
    """
    query = _encoded(request.query)
    return f"{request.url}{'?' if query else ''}{query}"


def normal_url(url: str) -> str:
    """
    Return a URL in the one spelling that is compared.
    """
    found = _URL.match(url)
    if found is None:
        return url
    scheme, host = found[1].lower(), found[2].lower()
    host = host.removesuffix(f":{_PORTS.get(scheme)}")
    path, query = found[3], found[4]
    if query is None:
        return f"{scheme}://{host}{path}"
    pairs = parse_qsl(query, keep_blank_values=True)
    return f"{scheme}://{host}{path or '/'}?{_encoded(pairs)}"


def _encoded(query: Any) -> str:
    return urlencode(query, doseq=True, errors="surrogatepass")


# --- The stubs of all open scopes -------------------------------------------------

_lock = Lock()
_registered: list[tuple[object, Stub]] = []  # oldest first, each with its owner


def register(owner: object, stub: Stub) -> None:
    """
    Let a stub answer, until its owner takes it back.
    """
    with _lock:
        _registered.append((owner, stub))


def take_back(owner: object) -> None:
    """
    Take the stubs of an owner back.
    """
    with _lock:
        _registered[:] = [one for one in _registered if one[0] is not owner]


def send(request: StubRequest) -> Response:
    """
    Return the status, the headers and the body that answer a request.

    Raises:
        MissingStub: no stub does.
        TypeError: what the stub's function returned is no answer.
    """
    url = _compared(request)
    stub = _longest(lambda one: one.answers_url(url))
    if stub is None:
        raise missing_url(request)
    answer = stub.answer
    if callable(answer):
        answer = answer(deepcopy(request))
        _check_url_answer(stub.target, answer)
    status, headers, body = answer
    # A header without values is not sent.
    listed = {name: _listed(values) for name, values in headers.items()}
    sent = {name: values for name, values in listed.items() if values}
    return int(status), sent, _bytes(body)  # no HTTPStatus


def _compared(request: StubRequest) -> str:
    """
    Return the URL of a request as stubs compare it: it has a path.
    """
    url = normal_url(whole_url(request))
    parts = _URL.match(url)
    return f"{url}/" if parts and not parts[3] else url


def call_function(arn: str, event: Any) -> FunctionResponse | None:
    """
    Return what a function answers to an event. None if no stub does.

    Raises:
        TimeoutError: the stub's function raised it.
        MissingStub: the stub's function invoked a method that needs another stub.
        RecursionError: the event is nested too deeply.
    """
    stub = _longest(lambda one: one.answers_function(arn))
    if stub is None:
        return None
    if callable(stub.answer):
        own = json.loads(json.dumps(event))  # deepcopy takes no deep nesting
        passing = (TimeoutError, MissingStub)  # the latter is an error of the test
        return call_handler(stub.answer, arn, own, passing)
    return answer_with(stub.answer, context_of(arn))


def _longest(answers: Callable[[Stub], bool]) -> Stub | None:
    found = filter(answers, _newest_first())
    return max(found, key=lambda one: len(one.prefix), default=None)


def _targets() -> tuple[str, ...]:
    """
    Return what stubs answer, for a person to see: a wrong scheme, a name for a URL.
    """
    named = (
        one.target if one.is_of_url else f"the function {one.target}"
        for one in _newest_first()
    )
    return tuple(dict.fromkeys(named))


def _newest_first() -> list[Stub]:
    with _lock:
        return [stub for _, stub in reversed(_registered)]


def _listed(values: str | Sequence[str]) -> list[str]:
    return [values] if isinstance(values, str) else [*values]


def _bytes(body: str | bytes) -> bytes:
    return body.encode("utf-8", "replace") if isinstance(body, str) else bytes(body)


# --- What is no stub --------------------------------------------------------------


def _check_target(target: Any) -> None:
    if not isinstance(target, str):
        raise TypeError(
            f"The target of a stub is {_shown(target)}: name a URL, say "
            "'https://pets.example', or a function by its ARN or name."
        )
    in_uri = _FUNCTION_IN_URI.search(target)
    if in_uri:
        raise TypeError(
            f"{target} is the URI of an integration: name its function, {in_uri[1]!r}."
        )
    if "${stageVariables." in target:
        raise TypeError(
            f"{target} has a stage variable: name what is called, with the variable's "
            "value in its place."
        )
    if target.startswith("arn:") and not parsed(target):
        raise TypeError(
            f"{target} is not the ARN of a function. A stub of another service has the "
            "service's URL, say 'https://sqs.us-east-1.amazonaws.com'."
        )
    known = _URL.match(target) or parsed(target) or _NAME.fullmatch(target)
    if not known:
        raise TypeError(
            f"{target!r} is neither a URL nor a function: a URL has a scheme and a "
            "host, say 'https://pets.example'; a function is named by its ARN or name."
        )


def _is_awaited(answer: Any) -> bool:
    return iscoroutinefunction(answer) or iscoroutinefunction(type(answer).__call__)


def _check_url_answer(target: str, answer: Any) -> None:
    """
    Check that an answer is ``(status, headers, body)``.
    """
    if isinstance(answer, BaseException):
        raise TypeError(_raise_it(target, type(answer).__name__))
    if not _is_triple(answer):
        raise TypeError(
            f"The answer of {target} is {_shown(answer)}: give (status, headers, "
            "body), say (200, {'Content-Type': 'application/json'}, '{}'), or a "
            "function of the request that returns one."
        )
    status, headers, body = answer
    if not _is_status(status):
        raise TypeError(
            f"The status of {target}'s answer is {_shown(status)}: give an integer "
            f"from {_LOWEST} to {_HIGHEST}, say 200."
        )
    if not _is_headers(headers):
        raise TypeError(
            f"The headers of {target}'s answer are {_shown(headers)}: give a dict "
            "whose values are texts or lists of texts, say {'Content-Type': "
            "'text/plain'}."
        )
    if not isinstance(body, str | bytes | bytearray):
        raise TypeError(
            f"The body of {target}'s answer is {_shown(body)}: give text or bytes, say "
            "json.dumps(body)."
        )


def _is_triple(answer: Any) -> bool:
    return isinstance(answer, tuple) and len(answer) == 3  # noqa: PLR2004


def _is_status(status: Any) -> bool:
    is_number = isinstance(status, int) and not isinstance(status, bool)
    return is_number and _LOWEST <= status <= _HIGHEST


def _is_headers(headers: Any) -> bool:
    if not isinstance(headers, Mapping):
        return False
    return all(
        isinstance(one, str) for pair in headers.items() for one in _texts(*pair)
    )


def _texts(name: Any, values: Any) -> list[Any]:
    return [name, *(values if isinstance(values, list | tuple) else [values])]


def _check_function_answer(target: str, answer: Any) -> None:
    """
    Check that an answer is what a function can return.
    """
    if isinstance(answer, BaseException):
        raise TypeError(_raise_it(target, type(answer).__name__))
    if _is_triple(answer) and isinstance(answer[1], Mapping):
        raise TypeError(
            f"The answer of {target} is {_shown(answer)}, but a function does not "
            "answer with a status, headers and a body: give what it returns, say "
            "{'statusCode': 200, 'body': '{}'}, or a handler(event, context)."
        )
    try:
        as_json(answer)
    except (TypeError, ValueError, RecursionError) as error:
        raise TypeError(
            f"The answer of {target} is {_shown(answer)}, which is not JSON ({error}): "
            "give what the function returns, or a handler(event, context)."
        ) from None


def _raise_it(target: str, name: str) -> str:
    return (
        f"The answer of {target} is the exception {name}: give a function that raises "
        "it."
    )


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
