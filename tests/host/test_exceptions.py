"""
Inside a scope each service has one set of exception classes, whoever makes the client.
"""

from __future__ import annotations

import gc
import json
import threading
import weakref
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3
import botocore.session
import moto
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto.core.models import botocore_stubber

from apigw_mock import mock_apigw_updates
from apigw_mock.host import exceptions, sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from apigw_mock import Backend

REGION = "us-east-1"
NAMES = ("NotFoundException", "TooManyRequestsException")


@pytest.fixture(autouse=True)
def _as_before(untouched: None) -> Iterator[None]:  # noqa: ARG001  # first up, last down
    """
    Assert that the module of botocore's sessions holds the very objects it held.
    """
    before = dict(vars(botocore.session))
    yield

    assert vars(botocore.session) == before


def new_session() -> Any:
    """
    Return a session of plain boto3, which does not read all files again, though.
    """
    session = botocore.session.Session()
    session.register_component("data_loader", sessions.loader())
    return boto3.Session("key", "secret", region_name=REGION, botocore_session=session)


def a_client(service: str = "apigateway") -> Any:
    """
    Return a client of a session that no other has.
    """
    return new_session().client(service)


def a_loaded_client() -> Any:
    """
    Return a client that has made its exception classes already.
    """
    client = a_client()
    assert client.exceptions.NotFoundException
    return client


def a_stranger() -> Any:
    """
    Return a client as it was before any import of moto.
    """
    client = a_loaded_client()
    client.meta.events.unregister("before-send", botocore_stubber)
    return client


def classes(client: Any) -> list[Any]:
    return [getattr(client.exceptions, name) for name in NAMES]


def fail(client: Any) -> None:
    """
    Ask for an API that is not there.
    """
    client.get_resources(restApiId="absent")


def error_of(client: Any) -> Exception:
    with pytest.raises(ClientError) as caught:
        fail(client)
    return caught.value


# --- One set ----------------------------------------------------------------------

BEFORE: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "a session": new_session,
    "a client": a_client,
    "a client that has loaded": a_loaded_client,
    "a client that moto does not know": a_stranger,
}
INSIDE: dict[str, Callable[[Backend, Any], Any]] = {
    "the backend's": lambda backend, _: backend.apigateway,
    "another of the backend's": lambda backend, _: backend.client("apigateway"),
    "boto3.client": lambda *_: boto3.client("apigateway", region_name=REGION),
    "a new session's": lambda *_: a_client(),
    "botocore's": lambda *_: botocore.session.get_session().create_client(
        "apigateway",
        region_name=REGION,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    ),
    "an older session's": lambda _, before: before.client("apigateway"),
    "an older client": lambda _, before: before,
    "an adopted client": lambda backend, before: backend.adopt(before),
}
WAYS = [
    ("none", "another of the backend's"),
    ("none", "boto3.client"),
    ("none", "a new session's"),
    ("none", "botocore's"),
    ("a session", "an older session's"),
    ("a client", "an older client"),
    ("a client that has loaded", "an older client"),
    ("a client", "an adopted client"),
    ("a client that moto does not know", "an adopted client"),
]
IDS = [" as ".join(way) for way in WAYS]


@pytest.mark.parametrize(("before", "inside"), WAYS, ids=IDS)
def test_each_catches_what_the_other_raises(before: str, inside: str) -> None:
    made = BEFORE[before]()
    with mock_apigw_updates() as backend:
        own, client = backend.apigateway, INSIDE[inside](backend, made)

        with pytest.raises(own.exceptions.NotFoundException) as caught:
            fail(client)
        assert type(caught.value) is client.exceptions.NotFoundException
        try:
            fail(own)
        except client.exceptions.NotFoundException as error:
            assert type(error) is own.exceptions.NotFoundException  # noqa: PT017
        assert classes(client) == classes(own)


@pytest.mark.parametrize("service", ["apigatewayv2", "iam", "sts", "s3", "dynamodb"])
def test_every_service_has_one_set(service: str) -> None:
    with mock_apigw_updates() as backend:
        sets = {id(a_client(service).exceptions) for _ in range(2)}
        sets |= {id(backend.client(service).exceptions)}

    assert len(sets) == 1


def test_a_resource_raises_what_a_client_of_another_session_catches() -> None:
    with mock_apigw_updates():
        table = boto3.resource("dynamodb", region_name=REGION).Table("absent")

        with pytest.raises(a_client("dynamodb").exceptions.ResourceNotFoundException):
            table.load()


def test_two_services_have_two_sets() -> None:
    with mock_apigw_updates() as backend:
        rest, v2 = backend.apigateway.exceptions, backend.apigatewayv2.exceptions

    assert rest.NotFoundException is not v2.NotFoundException


@pytest.mark.parametrize("inner", [moto.mock_aws, mock_apigw_updates])
def test_nested_mocks_have_the_set_of_the_outer_one(inner: Any) -> None:
    with mock_apigw_updates() as backend:
        outer = classes(backend.apigateway)
        with inner():
            inside = classes(a_client())
        after = classes(a_client())

    assert outer == inside == after


def test_the_next_scope_has_the_classes_of_the_one_before() -> None:
    with mock_apigw_updates():
        first = classes(a_client())
    gc.collect()
    with mock_apigw_updates() as backend:
        with pytest.raises(first[0]):
            fail(a_client())
        assert classes(backend.apigateway) == first


def test_threads_that_come_first_at_once_make_one_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exceptions, "_sets", {})
    barrier = threading.Barrier(8, timeout=30)
    seen: list[list[Any]] = []

    def use() -> None:
        client = a_client()
        barrier.wait()
        seen.append(classes(client))

    with mock_apigw_updates():
        threads = [threading.Thread(target=use) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(seen) == 8
    assert all(one == seen[0] for one in seen)


# --- Outside ----------------------------------------------------------------------


def test_outside_each_session_has_its_own() -> None:
    with mock_apigw_updates():
        inside = classes(a_client())
    with moto.mock_aws():
        first, second = a_client(), a_client()

        sets = [inside, classes(first), classes(second)]
        assert len({a_set[0] for a_set in sets}) == 3
        assert type(error_of(first)) is first.exceptions.NotFoundException


def test_a_client_that_had_loaded_shows_its_own_again() -> None:
    client = a_loaded_client()
    before = classes(client)
    with mock_apigw_updates() as backend:
        inside = classes(client), classes(backend.apigateway)
    after = classes(client)
    with moto.mock_aws():
        raised = type(error_of(client))

    assert inside[0] == inside[1] != before
    assert after == before
    assert raised is before[0]


def test_the_clients_of_one_session_show_the_same_outside() -> None:
    session = new_session()
    first = session.client("apigateway")
    with mock_apigw_updates():
        inside = classes(first)
        second = session.client("apigateway")
        assert classes(second) == inside
    third = session.client("apigateway")

    assert classes(first) == classes(second) == classes(third)
    with moto.mock_aws(), pytest.raises(first.exceptions.NotFoundException):
        fail(third)


def test_the_clients_of_a_session_that_had_loaded_show_the_same_outside() -> None:
    session = new_session()
    first = session.client("apigateway")
    before = classes(first)
    with mock_apigw_updates():
        second = session.client("apigateway")
        assert classes(second) == classes(first) != before

    assert classes(first) == classes(second) == before


@pytest.mark.parametrize("before", ["none", "a client", "a client that has loaded"])
def test_a_clause_that_is_read_after_the_scope_catches(before: str) -> None:
    client = BEFORE[before]()
    caught = None
    try:
        with mock_apigw_updates():
            client = client or a_client()
            fail(client)
    except client.exceptions.NotFoundException as error:
        caught = error

    assert caught is not None
    assert client.exceptions.NotFoundException in type(caught).__mro__


@pytest.mark.parametrize("when", ["unused", "made inside", "loaded inside"])
def test_a_backends_class_read_after_the_scope_catches(when: str) -> None:
    caught = None
    try:
        with mock_apigw_updates() as backend:
            if when == "made inside":
                assert backend.apigateway
            if when == "loaded inside":
                assert backend.apigateway.exceptions
            fail(a_client())
    except backend.apigateway.exceptions.NotFoundException as error:
        caught = error

    assert caught is not None


def test_a_class_that_was_taken_before_the_scope_catches() -> None:
    first, second = a_loaded_client(), a_loaded_client()
    errors = first.exceptions.NotFoundException, second.exceptions.NotFoundException
    with mock_apigw_updates() as backend:
        for client, error in zip((first, second), errors, strict=True):
            with pytest.raises(error) as caught:
                fail(client)
            assert isinstance(
                caught.value, backend.apigateway.exceptions.NotFoundException
            )


def test_what_others_put_back_after_the_scope_shows_each_its_own() -> None:
    theirs = patch.object(BaseClient, "exceptions", BaseClient.exceptions)
    client = a_loaded_client()
    before = classes(client)
    with mock_apigw_updates():
        theirs.start()
    theirs.stop()
    after = classes(client)
    with mock_apigw_updates():
        pass

    assert after == before


# --- Models of the user's own -----------------------------------------------------


def a_model(directory: Path, service: str, *errors: str) -> str:
    """
    Write a service model that has *errors* in it, and return its place.
    """
    file = directory / service / "2026-01-01" / "service-2.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    names = ("serviceFullName", "serviceId", "endpointPrefix")
    metadata = {
        **dict.fromkeys(names, service),
        "protocol": "rest-json",
        "signatureVersion": "v4",
    }
    shapes = {
        name: {"type": "structure", "members": {}, "exception": True} for name in errors
    }
    content = {"metadata": metadata, "operations": {}, "shapes": shapes}
    file.write_text(json.dumps(content))
    return str(directory)


@pytest.mark.parametrize("service", ["pets", "apigateway"])
def test_models_with_other_errors_have_another_set(
    service: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found: dict[str, Any] = {}
    for name, errors in {"cat": ["Purrs"], "dog": ["Purrs", "Barks"]}.items():
        place = a_model(tmp_path / name, service, *errors)
        monkeypatch.setenv("AWS_DATA_PATH", place)
        with mock_apigw_updates():
            for number in range(2):
                client = botocore.session.get_session().create_client(
                    service, region_name=REGION, endpoint_url="http://localhost:1"
                )
                found[f"{name} {number}"] = client.exceptions
    monkeypatch.delenv("AWS_DATA_PATH")

    assert found["cat 0"] is found["cat 1"]
    assert found["dog 0"] is found["dog 1"]
    assert found["dog 0"].Barks is found["dog 0"].from_code("Barks")
    assert found["cat 0"].Purrs is not found["dog 0"].Purrs
    with mock_apigw_updates() as backend:
        assert backend.apigateway.exceptions.NotFoundException


# --- Costs ------------------------------------------------------------------------


def test_no_class_is_made_for_another_session() -> None:
    with mock_apigw_updates():
        made = ClientError.__subclasses__
        assert a_client().exceptions
        before = made()  # kept, for those of earlier tests may be collected meanwhile
        clients = [a_client() for _ in range(5)]
        assert len({id(client.exceptions) for client in clients}) == 1
        after = made()

    assert after == before


def test_sessions_that_are_gone_are_not_kept() -> None:
    def use() -> Any:
        client = a_loaded_client()
        with mock_apigw_updates():
            error = error_of(client)
        return weakref.ref(client), len(type(error).__mro__)

    use()
    gc.collect()
    seen = []
    for _ in range(3):
        seen.append(use())
        gc.collect()

    assert [gone() for gone, _ in seen] == [None] * 3
    assert len({length for _, length in seen}) == 1
