"""
Whatever a stub is made of: a `TypeError` with a remedy, or an invocation is answered.
"""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import given, settings
from hypothesis import strategies as st

from apigw_mock import MissingStub, StubRequest, mock_apigw_updates, stubs
from apigw_mock.stubs import Stub

if TYPE_CHECKING:
    from fuzz.profiles import Profile

URL = "https://example.com/pets"  # of the builders' integrations

words = st.sampled_from(["a", "b", "é", "", " ", "\ud800", "\r\n", "Content-Type"])
texts = st.text(max_size=8) | words
leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts
anything = st.recursive(
    leaves | st.binary(max_size=8) | st.just(object()) | st.just({1}),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner, inner)
        | st.dictionaries(leaves, inner, max_size=3)
    ),
    max_leaves=6,
)
headers = st.dictionaries(words, texts | st.lists(texts, max_size=2), max_size=3)
bodies = texts | st.binary(max_size=8)
triples = st.tuples(st.integers(100, 599), headers, bodies)
documents = st.fixed_dictionaries(
    {}, optional={"statusCode": leaves, "headers": anything, "body": leaves}
)
answers = st.one_of(triples, triples, documents, anything)
pieces = st.sampled_from(
    [
        "https://",
        "HTTP://",
        "a.test",
        ":443",
        ":",
        "/",
        "?",
        "&",
        "a=1",
        "%zz",
        "é",
        "#",
    ]
)
starts = st.sampled_from(["https://a.test", "HTTP://A.test:80", ""])
urls = st.builds("{}{}".format, starts, st.lists(pieces, max_size=7).map("".join))
arns = st.lists(
    st.sampled_from(["arn", "aws", "lambda", "us-east-1", "1", "function", "pets", ""]),
    max_size=9,
).map(":".join)
targets = st.one_of(urls, arns, st.just("pets"), texts, leaves)


def remedied(error: TypeError) -> None:
    """
    Check that an error says what to do: it is not one of Python's own.
    """
    assert any(word in str(error) for word in ("give", "name", "URL"))


def stub_or_none(target: Any, answer: Any) -> Stub | None:
    try:
        return Stub(target, answer)
    except TypeError as error:
        return remedied(error)


@pytest.mark.once
def test_every_target_is_refused_or_compared(profile: Profile) -> None:
    found = []

    @settings(profile.settings, max_examples=profile.calls)
    @given(
        targets, triples | answers, urls, arns, st.dictionaries(words, st.lists(texts))
    )
    def fuzz(target: Any, answer: Any, end: str, arn: str, query: Any) -> None:
        url = f"{target}{end.removeprefix('https://a.test')}"
        stub, owner = stub_or_none(target, answer), object()
        if stub is None:
            return
        stubs.register(owner, stub)
        try:
            found.append(stubs.send(StubRequest("GET", url, query)))
        except MissingStub:
            pass
        finally:
            stubs.call_function(arn, {})
            stubs.take_back(owner)

    fuzz()
    assert found


@pytest.mark.once
def test_a_url_without_a_query_answers_itself(profile: Profile) -> None:
    @settings(profile.settings, max_examples=profile.calls)
    @given(urls.filter(lambda url: "?" not in url and "#" not in url))
    def fuzz(url: str) -> None:
        stub, owner = stub_or_none(url, (200, {}, "")), object()
        if stub and stub.is_of_url:
            stubs.register(owner, stub)
            try:
                assert stubs.send(StubRequest("GET", url))[0] == 200
            finally:
                stubs.take_back(owner)

    fuzz()


@pytest.mark.once
@pytest.mark.parametrize("kind", ["HTTP", "HTTP_PROXY", "AWS", "AWS_PROXY"])
def test_every_answer_is_refused_or_shown(profile: Profile, kind: str) -> None:
    target_of_stub = URL if "HTTP" in kind else "pets"
    statuses = set()
    with mock_apigw_updates() as backend, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target: Any = backend.integration_response(type=kind, http_method="POST")
        call = {k: one for k, one in target.items() if k != "statusCode"}

        @settings(profile.settings, max_examples=profile.calls // 4)
        @given(answers, bodies, st.booleans(), st.booleans())
        def fuzz(answer: Any, body: Any, returned: bool, by_boto3: bool) -> None:  # noqa: FBT001  # hypothesis gives them
            with mock_apigw_updates() as inner:
                try:
                    inner.stub(
                        target_of_stub, (lambda *_: answer) if returned else answer
                    )
                    if by_boto3:
                        asked = json.dumps({"a": str(body)})
                        sent = backend.apigateway.test_invoke_method(**call, body=asked)
                        statuses.add(sent["status"])
                    else:
                        statuses.add(inner.invoke(**target, body=body).status)
                except TypeError as error:
                    remedied(error)

        fuzz()
    assert statuses
