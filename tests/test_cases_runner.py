"""
Cases share an account, and each sees what its own set-up makes.
"""

from __future__ import annotations

import random
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from cases_runner import FOLDER, Account, Case, cases, files, mocked

from apigw_mock import mock_apigw_updates
from apigw_mock.host.ask.cases import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE = [case for file in files() for case in cases(file)][::89]
KNOWN_BY = {"evidence": "inferred", "source": "a test"}
TARGET = {"ApiId": "{api}", "IntegrationId": "{integration}"}
READ = {"call": "get_integrations", "with": {"ApiId": "{api}"}}
FILE: dict[str, Any] = {
    "service": "apigatewayv2",
    "operation": "update_integration",
    "target": TARGET,
    "reads": [{"call": "get_integration", "with": TARGET}, READ],
    "same": {"call": "get_integration", "with": TARGET},
    "givens": {
        "api": [
            {
                "call": "create_api",
                "with": {
                    "Name": "a",
                    "ProtocolType": "WEBSOCKET",
                    "RouteSelectionExpression": "$request.body.action",
                },
                "keep": {"api": "ApiId"},
            }
        ],
        "mock": [
            "role",
            "api",
            {
                "call": "create_integration",
                "with": {"ApiId": "{api}", "IntegrationType": "MOCK"},
                "keep": {"integration": "IntegrationId"},
            },
        ],
    },
    "shared": ["api"],
    "undo": [{"call": "delete_integration", "with": TARGET}],
}
ACCEPTED = {"Description": "pets"}
REFUSED = {"IntegrationType": "HTTP", "IntegrationUri": "https://pets.example"}
CHANGED = {"status": 200, "changes": {"Description": "pets"}}
SENTENCE = "HttpMethod parameter method must be specified for integrationType HTTP"
NO = {"status": 400, "code": "BadRequestException", "message": SENTENCE}


def taken(given: Any = "mock", **more: Any) -> Case:
    row = {"id": "taken", "given": given, "request": ACCEPTED, "expected": CHANGED}
    return Case("toy", {**row, **KNOWN_BY, **more})


def refused(given: Any = "mock", **more: Any) -> Case:
    row = {"id": "refused", "given": given, "request": REFUSED, "expected": NO}
    return Case("toy", {**row, **KNOWN_BY, **more})


class Recorded:
    """
    An account whose clients count what is called, and can be made to do otherwise.
    """

    def __init__(self, new_client: Callable[..., Any]) -> None:
        self._new_client = new_client
        self.made: list[str] = []
        self.calls: Counter[str] = Counter()
        self.before: dict[str, Callable[[Any], None]] = {}
        self.account = Account(self.client, FOLDER, run="test")

    def client(self, service: str, **settings: Any) -> Any:
        client = self._new_client(service, **settings)
        self.made.append(service)

        def called(model: Any, **_: Any) -> None:
            self.calls[model.name] += 1
            if model.name in self.before:
                self.before.pop(model.name)(client)

        client.meta.events.register("before-call", called)
        return client


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorded]:
    """
    Hand out an account that is asked the cases of `FILE`.
    """
    monkeypatch.setattr(Folder, "load", lambda *_: FILE)
    with mock_apigw_updates() as backend:
        yield Recorded(backend.client)


@contextmanager
def file(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(Folder, "load", lambda *_: {**FILE, **changes})
        yield


@pytest.fixture(scope="module")
def alone() -> dict[str, Any]:
    """
    Return what each case of the sample leads to that has an account for itself.
    """
    outcomes = {}
    for case in SAMPLE:
        with mocked() as account:
            outcomes[f"{case.file}: {case}"] = account.run(case)
    return outcomes


@pytest.mark.answers
def test_order_of_cases_does_not_matter(alone: dict[str, Any]) -> None:
    shuffled = random.Random(1).sample(SAMPLE, len(SAMPLE))
    with mocked() as account:
        outcomes = {f"{case.file}: {case}": account.run(case) for case in shuffled}

    assert outcomes == alone


def test_case_may_be_asked_again(recorded: Recorded) -> None:
    asked = [taken(), refused(), refused(), taken(), taken(), refused()]

    outcomes = [recorded.account.run(case) for case in asked]

    assert outcomes == [case.expected for case in asked]


def test_cases_share_clients_an_api_and_what_other_services_made(
    recorded: Recorded,
) -> None:
    for case in (taken(), refused(), taken(unvalidated=True), refused()):
        recorded.account.run(case)

    assert recorded.calls["CreateApi"] == recorded.calls["CreateRole"] == 1
    assert recorded.made == ["sts", "apigatewayv2", "iam", "apigatewayv2"]


def test_refused_cases_with_one_given_share_its_set_up(recorded: Recorded) -> None:
    for case in (refused(), refused(), refused()):
        recorded.account.run(case)

    assert recorded.calls["CreateIntegration"] == 1
    assert recorded.calls["DeleteIntegration"] == 0


def test_accepted_case_is_undone(recorded: Recorded) -> None:
    for case in (taken(), taken()):
        recorded.account.run(case)

    assert recorded.calls["CreateIntegration"] == 2
    assert recorded.calls["DeleteIntegration"] == 2


def test_next_given_finds_the_last_one_undone(recorded: Recorded) -> None:
    other = [*FILE["givens"]["mock"]]
    for case in (refused(), refused(given=other), refused()):
        recorded.account.run(case)

    assert recorded.calls["CreateIntegration"] == 3
    assert recorded.calls["DeleteIntegration"] == 2


def test_given_that_is_not_shared_is_made_for_each_accepted_case(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    with file(monkeypatch, shared=[]):
        for case in (taken(), taken()):
            recorded.account.run(case)

    assert recorded.calls["CreateApi"] == 2
    assert recorded.calls["DeleteIntegration"] == 0


def test_refusal_that_changes_something_fails(recorded: Recorded) -> None:
    def meddle(client: Any) -> None:
        api = client.get_apis()["Items"][0]["ApiId"]
        client.create_integration(ApiId=api, IntegrationType="MOCK")

    recorded.account.run(refused())
    recorded.before["UpdateIntegration"] = meddle

    with pytest.raises(AssertionError, match="a refusal changed it"):
        recorded.account.run(refused())

    assert recorded.account.run(refused()) == NO
    assert recorded.calls["CreateApi"] == 2


def test_what_an_accepted_case_leaves_behind_is_found(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    with file(monkeypatch, undo=[]):
        for case in (refused(), taken()):
            recorded.account.run(case)

        with pytest.raises(AssertionError, match="left something behind"):
            recorded.account.run(refused())

        assert recorded.account.run(refused()) == NO


def test_get_that_disagrees_with_the_answer_fails(recorded: Recorded) -> None:
    def meddle(client: Any) -> None:
        api = client.get_apis()["Items"][0]["ApiId"]
        integration = client.get_integrations(ApiId=api)["Items"][0]["IntegrationId"]
        sent = {"ApiId": api, "IntegrationId": integration, "Description": "other"}
        client.update_integration(**sent)

    def meddle_after(_: Any) -> None:
        recorded.before["GetIntegration"] = meddle

    recorded.before["UpdateIntegration"] = meddle_after

    with pytest.raises(AssertionError, match="Get disagrees"):
        recorded.account.run(taken(expected={"status": 200, "answer": {}}))


def test_undo_takes_what_is_gone_for_gone(recorded: Recorded) -> None:
    def delete(client: Any) -> None:
        api = client.get_apis()["Items"][0]["ApiId"]
        integration = client.get_integrations(ApiId=api)["Items"][0]["IntegrationId"]
        client.delete_integration(ApiId=api, IntegrationId=integration)

    recorded.before["DeleteIntegration"] = delete

    assert recorded.account.run(taken()) == CHANGED
    assert recorded.account.run(refused()) == NO


def test_undo_that_is_refused_fails(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {"call": "update_integration", "with": {**TARGET, **REFUSED}}

    with (
        file(monkeypatch, undo=[wrong]),
        pytest.raises(ClientError, match="HttpMethod"),
    ):
        recorded.account.run(taken())


def test_undo_without_what_it_names_is_left_out(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    route = {"call": "delete_route", "with": {"ApiId": "{api}", "RouteId": "{route}"}}

    with file(monkeypatch, undo=[route, *FILE["undo"]]):
        recorded.account.run(taken())

    assert recorded.calls["DeleteRoute"] == 0
    assert recorded.calls["DeleteIntegration"] == 1


def test_acceptance_that_was_not_expected_is_shown(recorded: Recorded) -> None:
    outcome = recorded.account.run(taken(expected=NO))

    assert outcome["status"] == 200
    assert outcome["answer"]["Description"] == "pets"


def test_refusal_that_was_not_expected_is_shown(recorded: Recorded) -> None:
    assert recorded.account.run(refused(expected=CHANGED)) == NO
    assert recorded.account.run(refused()) == NO
