"""
How patiently calls are made, and what is noted of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from cases_runner import FOLDER

from apigw_mock import mock_apigw_updates
from apigw_mock.host.ask.account import (
    PATIENCE,
    TRIES,
    AskingAccount,
    CannotGoOn,
    NoAnswer,
    Patience,
    fault_of,
    kinds_in_order,
    wait_after,
)
from apigw_mock.host.ask.journal import Journal, Thing, Where
from apigw_mock.host.ask.quotas import CountingClock
from apigw_mock.host.ask.running import generalised, is_telling

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOST = ReadTimeoutError(endpoint_url="https://apigateway.us-east-1.amazonaws.com")


def answer(
    code: str, message: str = "no", status: int = 400, **head: str
) -> ClientError:
    metadata = {"HTTPStatusCode": status, "HTTPHeaders": head}
    said = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
    return ClientError(said, "DoIt")


THROTTLED = answer("TooManyRequestsException", "Too Many Requests", 429)


@pytest.fixture
def account(tmp_path: Path) -> Iterator[AskingAccount]:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.begin(Where("123456789012", "us-east-1", ""), "apigw-ask-1")
    with mock_apigw_updates() as backend:
        clock = CountingClock()
        yield AskingAccount(backend.client, FOLDER, journal, clock=clock, pace=None)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (LOST, "no answer"),
        (answer("InternalFailure", status=500), "no answer"),
        (THROTTLED, "throttled"),
        (answer("ThrottlingException"), "throttled"),
        (answer("TooManyRequestsException", "Maximum number of Routes"), ""),
        (answer("BadRequestException"), ""),
    ],
    ids=str,
)
def test_fault_is_told_from_an_answer(error: Exception, fault: str) -> None:
    assert fault_of(error) == fault


def test_expired_credentials_end_everything() -> None:
    with pytest.raises(CannotGoOn, match="does not take the credentials: no"):
        fault_of(answer("ExpiredTokenException"))


def test_throttled_call_is_made_again_after_longer_waits() -> None:
    patience = Patience(1)

    waits = [patience.after(THROTTLED, "DoIt") for _ in range(TRIES)]

    assert waits[:7] == [1, 2, 4, 8, 16, 30, 30]
    with pytest.raises(NoAnswer, match="DoIt: "):
        patience.after(THROTTLED, "DoIt")


@pytest.mark.parametrize(("said", "wait"), [("60", 60), ("0", 1), ("soon", 1), ("", 1)])
def test_server_says_how_long_to_wait(said: str, wait: float) -> None:
    assert wait_after(answer("Throttling", **{"retry-after": said}), 1) == wait


def test_lost_answer_is_waited_for_as_often_as_allowed() -> None:
    patience = Patience(2)

    assert patience.after(LOST, "DoIt") == 1
    with pytest.raises(NoAnswer):
        patience.after(LOST, "DoIt")


def test_refusal_is_the_answer() -> None:
    with pytest.raises(ClientError):
        Patience(3).after(answer("BadRequestException"), "DoIt")


def test_untagged_thing_whose_answer_was_lost_is_a_doubt(
    account: AskingAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: Any) -> None:
        raise NoAnswer

    monkeypatch.setattr(account, "patiently", lose)
    client = account.client("apigateway")
    for request in ({"name": "pets"}, {"name": "pets", "tags": "none"}):
        with pytest.raises(NoAnswer):
            account.ask(client, "create_rest_api", request)

    (doubt,) = account.journal.doubts
    assert doubt.startswith("create_rest_api of apigateway, ")


def test_change_that_takes_time_is_waited_for(account: AskingAccount) -> None:
    answers = ["UPDATING", "UPDATING", "AVAILABLE"]

    assert account.settled(lambda: answers.pop(0), "AVAILABLE") == "AVAILABLE"
    assert account.settled(lambda: "UPDATING", "AVAILABLE") == "UPDATING"
    assert account._clock.now() >= PATIENCE  # noqa: SLF001


def test_things_are_deleted_newest_first_and_by_kind() -> None:
    api, newer, key = (
        Thing("REST API", "a"),
        Thing("REST API", "b"),
        Thing("API key", "k"),
    )

    assert kinds_in_order([api, key, newer]) == [key, newer, api]


def test_deletion_of_a_case_is_noted(account: AskingAccount) -> None:
    client = account.client("apigateway")
    one = account.make(client, "create_rest_api", {"name": "pets"})["id"]
    other = account.make(client, "create_api_key", {"name": "pets"})["id"]

    account.make(client, "delete_rest_api", {"restApiId": one})

    assert [*account.journal.things] == [Thing("API key", other)]


def test_what_is_shared_stays_until_it_is_forgotten(account: AskingAccount) -> None:
    client = account.client("apigateway")
    with account.sharing():
        account.make(client, "create_rest_api", {"name": "pets"})
    account.sweep()

    assert len(account.journal.things) == 1

    account.forget()
    account.sweep()

    assert len(account.journal.things) == 0


def test_identifiers_are_named_in_what_was_seen() -> None:
    names = {
        "partition": "aws",
        "account": "123456789012",
        "region": "us-east-1",
        "api": "a1b2c3",
        "stage": "dev",
        "number": 5,
    }
    seen = {"a1b2c3": ["arn:aws:x:us-east-1:123456789012:dev", 5, {"a": "no a1b2c3"}]}

    assert generalised(seen, names) == {
        "{api}": ["arn:{partition}:x:{region}:{account}:dev", 5, {"a": "no {api}"}]
    }


@pytest.mark.parametrize(
    ("kept", "is_one"),
    [
        ("a1b2c3", True),
        ("abcdefghij", True),
        ("pets", False),
        ("v1", False),
        (5, False),
    ],
)
def test_only_identifiers_are_named(kept: Any, *, is_one: bool) -> None:
    assert is_telling(kept) is is_one
