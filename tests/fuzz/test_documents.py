"""
Whatever document is imported: an answer of AWS's, and an API whole or not at all.
"""

from __future__ import annotations

import json
import warnings
from copy import deepcopy
from functools import cache
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

import yaml
from botocore.exceptions import ClientError
from cases_runner import cases, plain
from hypothesis import given, settings
from hypothesis import strategies as st

from apigw_mock import mock_apigw_updates
from apigw_mock.host.ask.names import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuzz.profiles import Profile

pytestmark = pytest.mark.once

Json = Any
MOST = 10.0  # seconds of CPU time for one document
DOCUMENTS = 3  # for each walk of the profile


class Service(NamedTuple):
    """
    How a service imports, and what its Gets show of an API.

    Args:
        member: that holds the document.
        files: of the cases whose documents are the corpus.
        identifier: the name of an API's identifier, in calls and in answers.
        apis: the call that lists the APIs.
        reads: calls that show what an API has.
        created: the settings that create an API.
    """

    name: str
    member: str
    files: tuple[str, ...]
    identifier: tuple[str, str]
    apis: str
    reads: tuple[tuple[str, dict[str, Json]], ...]
    created: dict[str, Json]
    importing: str
    replacing: str
    options: tuple[dict[str, Json], ...]
    options_of_replacing: tuple[dict[str, Json], ...]


_MODES = ("merge", "overwrite")
_WORDS = ("ignore", "prepend", "split")
REST = Service(
    "apigateway",
    "body",
    ("import_rest_api", "put_rest_api"),
    ("restApiId", "id"),
    "get_rest_apis",
    (
        ("get_resources", {"embed": ["methods"], "limit": 500}),
        ("get_models", {"limit": 500}),
        ("get_authorizers", {"limit": 500}),
        ("get_request_validators", {"limit": 500}),
        ("get_gateway_responses", {"limit": 500}),
        ("get_documentation_parts", {"limit": 500}),
        ("get_stages", {}),
    ),
    {"name": "a"},
    "import_rest_api",
    "put_rest_api",
    tuple(
        {"failOnWarnings": fails, "parameters": {"basepath": word}}
        for fails in (True, False)
        for word in _WORDS
    ),
    tuple(
        {"failOnWarnings": fails, "mode": mode, "parameters": {"basepath": word}}
        for fails in (True, False)
        for mode in _MODES
        for word in _WORDS
    ),
)
HTTP = Service(
    "apigatewayv2",
    "Body",
    ("v2_import_api", "v2_reimport_api"),
    ("ApiId", "ApiId"),
    "get_apis",
    (
        ("get_routes", {"MaxResults": "500"}),
        ("get_integrations", {"MaxResults": "500"}),
        ("get_authorizers", {"MaxResults": "500"}),
        ("get_stages", {}),
        ("get_deployments", {}),
    ),
    {"Name": "a", "ProtocolType": "HTTP", "Target": "https://example.com"},
    "import_api",
    "reimport_api",
    *[
        tuple(
            {"FailOnWarnings": fails, "Basepath": word}
            for fails in (True, False)
            for word in _WORDS
        )
    ]
    * 2,
)


# What stands for the names in the cases' documents.
NAMES = {
    "account": "123456789012",
    "partition": "aws",
    "region": "us-east-1",
    "role": "arn:aws:iam::123456789012:role/pets",
    "pool": "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_pets",
}


@cache
def corpus(member: str, files: tuple[str, ...]) -> tuple[Json, ...]:
    """
    Return the documents of accepted cases, those that are no giants.
    """
    found = []
    for file in files:
        for case in (one for one in cases(file) if not one.is_refused):
            text = fill(str(case.row["request"].get(member, "")), NAMES)
            if len(text) < 20_000 and text.startswith("{"):
                found.append(_read(text))
    return tuple(one for one in found if isinstance(one, dict))


def _read(text: str) -> Json:
    try:
        return json.loads(text)
    except ValueError:
        return None


# --- documents --------------------------------------------------------------------

odd = st.sampled_from(
    [
        "",
        " ",
        "/",
        "{a}",
        "{a+}",
        "\u00e9",
        "$ref",
        "x-a",
        "200",
        "default",
        "\\",
        "a b",
    ]
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-1, 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | odd
    | st.text(max_size=8)
)
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd, inner, max_size=3),
    max_leaves=6,
)


def places(document: Json) -> list[tuple[Json, Json]]:
    """
    Return each container of a document with each of its keys.
    """
    found, waiting = [], [document]
    while waiting:
        parent = waiting.pop()
        keys = list(parent) if isinstance(parent, dict) else range(len(parent))
        found += [(parent, key) for key in keys]
        waiting += [parent[key] for key in keys if isinstance(parent[key], dict | list)]
    return found


@st.composite
def changed(draw: st.DrawFn, service: Service) -> Json:
    """
    Return a document of the corpus with some of its parts changed.
    """
    known = corpus(service.member, service.files)
    document = deepcopy(draw(st.sampled_from(known)))
    for _ in range(draw(st.integers(0, 4))):
        if there := places(document):
            parent, key = draw(st.sampled_from(there))
            change = draw(st.sampled_from(["other", "gone", "moved", "ref", "renamed"]))
            if change == "gone":
                del parent[key]
            elif change == "other":
                parent[key] = draw(anything)
            elif change == "ref":
                parent[key] = {"$ref": draw(references(document))}
            elif change == "renamed" and isinstance(parent, dict):
                parent[draw(odd | st.text(max_size=5))] = parent.pop(key)
            else:
                source, name = draw(st.sampled_from(there))
                if isinstance(source, dict) and name in source:
                    parent[key] = deepcopy(source[name])
    return document


def references(document: Json) -> st.SearchStrategy[str]:
    """
    Return references to places of a document, also to none.
    """
    pointers, waiting = ["", "/x", "x"], [("", document)]
    while waiting and len(pointers) < 200:
        place, value = waiting.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                pointer = f"{place}/{key}".replace("~", "~0")
                pointers.append(pointer)
                waiting.append((pointer, inner))
    return st.sampled_from([f"#{pointer}" for pointer in pointers])


@st.composite
def texts(draw: st.DrawFn, service: Service) -> str:
    """
    Return the text of a document, as JSON or YAML, sometimes with a damage.
    """
    document = draw(changed(service))
    form = draw(st.sampled_from([json.dumps, json.dumps, yaml.safe_dump]))
    text = form(document)
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.text(max_size=3)) + text[at + 1 :]
    return text


# --- calls ------------------------------------------------------------------------


class Ground:
    """
    An account in which documents are imported.
    """

    def __init__(self, service: Service, client: Any) -> None:
        self.service, self.client = service, client
        self.calls = {"accepted": 0, "refused": 0}

    def shown(self) -> Json:
        """
        Return what every Get shows.
        """
        service = self.service
        listed = getattr(self.client, service.apis)()
        apis = listed.get("items", listed.get("Items"))
        shown = [plain(apis)]
        for api in apis:
            named = {service.identifier[0]: api[service.identifier[1]]}
            for call, more in service.reads:
                answer = getattr(self.client, call)(**named, **more)
                del answer["ResponseMetadata"]
                shown.append(plain(answer))
        return shown

    def create(self) -> dict[str, str]:
        create = "create_rest_api" if self.service is REST else "create_api"
        made = getattr(self.client, create)(**self.service.created)
        name, member = self.service.identifier
        return {name: made[member]}

    def clear(self) -> None:
        name, member = self.service.identifier
        delete = "delete_rest_api" if self.service is REST else "delete_api"
        listed = getattr(self.client, self.service.apis)()
        for api in listed.get("items", listed.get("Items")):
            getattr(self.client, delete)(**{name: api[member]})

    def make(self, call: str, request: dict[str, Json]) -> None:
        before, begun = self.shown(), process_time()
        try:
            getattr(self.client, call)(**request)
        except ClientError as error:
            self.calls["refused"] += 1
            self.refused(error, before)
        else:
            self.calls["accepted"] += 1
            assert self.shown()
        assert process_time() - begun < MOST

    def refused(self, error: ClientError, before: Json) -> None:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert 400 <= status < 500
        assert error.response["Error"]["Message"]
        assert self.shown() == before, "a refusal changed something"


@pytest.fixture(params=[REST, HTTP], ids=lambda service: service.name)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    with mock_apigw_updates() as backend:
        yield Ground(request.param, backend.client(request.param.name))


def test_every_document_is_imported_whole_or_not_at_all(
    ground: Ground, profile: Profile
) -> None:
    service = ground.service

    @settings(profile.settings, max_examples=profile.walks * DOCUMENTS)
    @given(
        first=texts(service),
        second=texts(service),
        options=st.sampled_from(service.options),
        others=st.sampled_from(service.options_of_replacing),
    )
    def fuzz(first: str, second: str, options: Json, others: Json) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ground.make(service.importing, {service.member: first, **options})
            api = ground.create()
            for text in (first, second):
                sent = {**api, service.member: text, **others}
                ground.make(service.replacing, sent)
            ground.clear()

    fuzz()
    made = sum(ground.calls.values())

    assert made >= profile.walks * DOCUMENTS
    assert ground.calls["accepted"] >= made * profile.accepted
