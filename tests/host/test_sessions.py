"""
Sessions that share what they read, and nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import boto3
import botocore.endpoint
import botocore.loaders
import botocore.session
import moto
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError, UnknownServiceError
from moto.core.config import default_user_config

from apigw_mock import mock_apigw_updates
from apigw_mock.host import sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REGION = "us-east-1"


@pytest.fixture(autouse=True)
def _as_before(untouched: None) -> Iterator[None]:  # noqa: ARG001  # first up, last down
    """
    Assert that the attributes of botocore's module are the very objects they were.
    """
    before = dict(vars(botocore.session))
    yield
    after = vars(botocore.session)

    assert before.keys() == after.keys()
    assert [name for name in before if before[name] is not after[name]] == []


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """
    Return the list of the files that botocore reads from now on.
    """
    read: list[str] = []
    load_file = botocore.loaders.JSONFileLoader.load_file

    def noted(loader: Any, path: str) -> Any:
        found = load_file(loader, path)
        if found is not None:
            read.append(path)
        return found

    monkeypatch.setattr(botocore.loaders.JSONFileLoader, "load_file", noted)
    return read


# --- What is shared ---------------------------------------------------------------

WAYS: dict[str, Callable[[], Any]] = {
    "boto3.client": lambda: boto3.client("apigateway", region_name=REGION),
    "boto3.resource": lambda: boto3.resource("s3", region_name=REGION),
    "boto3.Session": lambda: boto3.Session(region_name=REGION).client("apigatewayv2"),
    "botocore": lambda: botocore.session.get_session().create_client(
        "apigateway", region_name=REGION
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_read_once_for_all_scopes(way: str, files: list[str]) -> None:
    with mock_apigw_updates():
        WAYS[way]()
    del files[:]
    with mock_apigw_updates():
        WAYS[way]()
        WAYS[way]()

    assert files == []


def test_the_first_of_all_reads_and_the_others_do_not(
    monkeypatch: pytest.MonkeyPatch, files: list[str]
) -> None:
    monkeypatch.setattr(sessions, "_shared", {})
    with mock_apigw_updates() as backend:
        boto3.client("apigateway", region_name=REGION)
        first = set(files)
        boto3.Session(region_name=REGION).client("apigateway")
        backend.client("apigateway")

    assert len(files) == len(first) > 0


def test_sessions_that_search_other_places_do_not_share(
    monkeypatch: pytest.MonkeyPatch, files: list[str]
) -> None:
    monkeypatch.setattr(sessions, "_shared", {})
    with mock_apigw_updates():
        boto3.client("apigateway", region_name=REGION)
        first = len(files)
        # It knows nothing of boto3's own files.
        botocore.session.get_session().create_client("apigateway", region_name=REGION)

    assert len(files) == 2 * first


def test_a_session_of_the_scope_goes_on_working_and_reading(
    files: list[str],
) -> None:
    with mock_apigw_updates():
        session = boto3.Session("key", "secret", region_name=REGION)
        session.client("apigateway")
    del files[:]
    old, new = session.client("apigateway"), session.client("cloudtrail")

    assert old.meta.service_model.service_name == "apigateway"
    assert new.meta.service_model.service_name == "cloudtrail"
    assert all("apigateway" not in file for file in files)


def test_outside_a_scope_botocore_reads_as_ever(files: list[str]) -> None:
    with mock_apigw_updates():
        WAYS["boto3.client"]()
    del files[:]
    session = boto3.Session("key", "secret", region_name=REGION)
    session.client("apigateway")

    loader = session._session.get_component("data_loader")  # noqa: SLF001  # no other way
    assert any("apigateway" in file for file in files)
    assert type(loader) is botocore.loaders.Loader


def test_what_is_shared_is_what_the_files_say() -> None:
    with mock_apigw_updates() as backend:
        target = backend.http_api_integration()
        backend.apigatewayv2.update_integration(**target, TimeoutInMillis=5000)
        backend.integration_response(headers=["Origin"])
        shared = sessions.loader()
        models = [
            (
                shared.load_service_model(service, "service-2"),
                botocore.loaders.Loader().load_service_model(service, "service-2"),
            )
            for service in ("apigateway", "apigatewayv2")
        ]

    assert [loaded == fresh for loaded, fresh in models] == [True, True]


# --- What is not ------------------------------------------------------------------


def test_credentials_and_region_are_read_for_each_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    for number in (1, 2):
        monkeypatch.setenv("AWS_DEFAULT_REGION", f"eu-west-{number}")
        with mock_apigw_updates():
            os.environ["AWS_ACCESS_KEY_ID"] = f"key-{number}"
            session = boto3.Session()
            key = session.get_credentials().access_key
            found.append((key, session.region_name))

    assert found == [("key-1", "eu-west-1"), ("key-2", "eu-west-2")]


def test_the_default_session_is_of_its_scope() -> None:
    with mock_apigw_updates():
        boto3.setup_default_session(
            aws_access_key_id="first", aws_secret_access_key="secret"
        )
        first = boto3.DEFAULT_SESSION
    with mock_apigw_updates():
        boto3.client("apigateway", region_name=REGION)
        second = boto3.DEFAULT_SESSION

    assert first is not second
    assert second is not None
    assert second.get_credentials().access_key != "first"


@pytest.mark.parametrize("owner", ["session", "client"])
def test_event_handlers_stay_with_their_scope(owner: str) -> None:
    heard: list[str] = []

    def hear(event_name: str, **_: Any) -> None:
        heard.append(event_name)

    with mock_apigw_updates():
        client = boto3.client("apigateway", region_name=REGION)
        session: Any = boto3.DEFAULT_SESSION
        events = session.events if owner == "session" else client.meta.events
        events.register("before-call.apigateway", hear)
        boto3.client("apigateway", region_name=REGION)
        client.get_rest_apis()
        session.client("apigateway", region_name=REGION).get_rest_apis()
    inside = len(heard)
    with mock_apigw_updates() as backend:
        backend.apigateway.get_rest_apis()
        boto3.client("apigateway", region_name=REGION).get_rest_apis()

    assert inside == 1
    assert len(heard) == inside


def test_each_of_nested_scopes_has_a_default_session_of_its_own() -> None:
    with mock_apigw_updates():
        boto3.client("apigateway", region_name=REGION)
        sessions_seen = [boto3.DEFAULT_SESSION]
        for _ in range(2):
            with mock_apigw_updates():
                boto3.client("apigateway", region_name=REGION)
                sessions_seen.append(boto3.DEFAULT_SESSION)
        after = boto3.DEFAULT_SESSION

    assert len({id(session) for session in sessions_seen}) == 3
    assert after is sessions_seen[0]


def test_a_scope_in_mock_aws_reads_credentials_afresh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    with moto.mock_aws():
        boto3.client("apigateway", region_name=REGION)
        outer: Any = boto3.DEFAULT_SESSION
        for key in ("first", "second"):
            with mock_apigw_updates():
                monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
                boto3.client("apigateway", region_name=REGION)
                session: Any = boto3.DEFAULT_SESSION
                found.append(session.get_credentials().access_key)
        monkeypatch.undo()
        after = boto3.DEFAULT_SESSION

    assert found == ["first", "second"]
    assert after is outer


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)], ids=str)
def test_scopes_that_overlap_give_the_default_session_back_in_any_order(
    order: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = boto3.Session(region_name=REGION)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", before)
    scopes = [mock_apigw_updates() for _ in range(3)]
    for scope in scopes:
        scope.__enter__()
        boto3.setup_default_session(region_name=REGION)
    newest = boto3.DEFAULT_SESSION
    seen = []
    for index in order:
        seen.append(boto3.DEFAULT_SESSION is newest)
        scopes[index].__exit__(None, None, None)

    assert boto3.DEFAULT_SESSION is before
    newest_left = order.index(2)
    assert seen == [place <= newest_left for place in range(3)]


def test_a_default_session_that_moto_shall_not_reset_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    core = {**default_user_config["core"], "reset_boto3_session": False}
    with moto.mock_aws(config={"core": core}):
        boto3.setup_default_session(region_name=REGION)
        before = boto3.DEFAULT_SESSION
        with mock_apigw_updates():
            inside = boto3.DEFAULT_SESSION

    assert inside is before


def test_a_scope_of_another_thread_waits_for_a_session_in_the_making(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entered, early = threading.Event(), []
    setup = boto3.setup_default_session

    def use() -> None:
        with mock_apigw_updates():
            entered.set()

    def slowly(**settings: Any) -> None:
        thread.start()
        early.append(entered.wait(0.2))
        setup(**settings)

    thread = threading.Thread(target=use)
    with mock_apigw_updates():
        with monkeypatch.context() as patched:
            patched.setattr(boto3, "setup_default_session", slowly)
            client = boto3.client("apigateway", region_name=REGION)
        thread.join()

    assert client.get_rest_apis
    assert early == [False]
    assert entered.is_set()


def attempts(config: Config | None = None) -> int:
    """
    Return how often a client of the default session tries a call that fails.
    """
    tries: list[str] = []

    def fail(request: Any, **_: Any) -> AWSResponse:
        tries.append(request.url)
        raw = SimpleNamespace(stream=lambda: iter([b"{}"]))
        return AWSResponse(request.url, 500, {}, raw)

    client = boto3.client("dynamodb", region_name=REGION, config=config)
    client.meta.events.register_first("before-send.dynamodb", fail)
    with pytest.raises(ClientError):
        client.list_tables()
    return len(tries)


def test_settings_of_retries_stay_with_their_client(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hurry = SimpleNamespace(sleep=lambda seconds: None)  # noqa: ARG005
    monkeypatch.setattr(botocore.endpoint, "time", hurry)
    monkeypatch.delenv("AWS_MAX_ATTEMPTS", raising=False)
    monkeypatch.delenv("AWS_RETRY_MODE", raising=False)
    with mock_apigw_updates():
        usual = attempts()
    with mock_apigw_updates():
        none = attempts(Config(retries={"max_attempts": 0}))
    with mock_apigw_updates():
        again = attempts()

    assert (none, again) == (1, usual)
    assert usual > 1


# --- Models of the user's own -----------------------------------------------------


def model(directory: Path, name: str) -> Path:
    """
    Write a service model for ``pets`` that has *name* in it.
    """
    file = directory / "pets" / "2026-01-01" / "service-2.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"serviceFullName": name, "serviceId": "Pets", "protocol": "rest-json"}
    content = {"metadata": metadata, "operations": {}, "shapes": {}}
    file.write_text(json.dumps(content))
    return directory


def pets() -> str:
    """
    Return the name in the model of ``pets`` that a new session finds, if any.
    """
    session = botocore.session.get_session()
    try:
        model = session.get_service_model("pets")
    except UnknownServiceError:
        return ""
    return str(model.metadata["serviceFullName"])


def test_models_on_the_data_path_are_those_of_their_scope(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = []
    for name in ("first", "second"):
        monkeypatch.setenv("AWS_DATA_PATH", str(model(tmp_path / name, name)))
        with mock_apigw_updates():
            found.append(pets())
    monkeypatch.delenv("AWS_DATA_PATH")
    with mock_apigw_updates():
        found.append(pets())

    assert found == ["first", "second", ""]


def test_a_model_that_changes_on_the_data_path_is_read_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    found = []
    for name in ("first", "second"):
        model(tmp_path, name)
        with mock_apigw_updates():
            found.append(pets())

    assert found == ["first", "second"]


def test_models_in_the_users_home_are_not_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "models"
    monkeypatch.setattr(botocore.loaders.Loader, "CUSTOMER_DATA_PATH", str(home))
    found = []
    with mock_apigw_updates():
        found.append(pets())
    model(home, "theirs")
    with mock_apigw_updates():
        found.append(pets())
    shutil.rmtree(home)
    with mock_apigw_updates():
        found.append(pets())

    assert found == ["", "theirs", ""]


def test_names_of_events_are_shared_only_by_sessions_of_the_same_aliases() -> None:
    emitter = botocore.session.get_session().get_component("event_emitter")
    plain = sessions.SharingAliaser(emitter)
    same = sessions.SharingAliaser(emitter, dict(botocore.hooks.EVENT_ALIASES))
    own = sessions.SharingAliaser(emitter, {"old": "new"})
    found = [one._alias_event_name("before-call.old") for one in (plain, same, own)]  # noqa: SLF001

    assert found == ["before-call.old", "before-call.old", "before-call.new"]
    assert own._alias_name_cache is not plain._alias_name_cache  # noqa: SLF001
