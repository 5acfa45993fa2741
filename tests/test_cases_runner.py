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

from apigw_mock import MissingStub, mock_apigw_updates
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


def then(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"status": 200, "answer": {}, "then": list(steps)}


def test_later_reads_show_what_a_call_made(recorded: Recorded) -> None:
    step = {
        **READ,
        "pick": "Items[].Description",
        "keep": {"name": "Items[0].Description"},
    }
    again = {"call": "get_integration", "with": TARGET, "shows": {}}
    expected = then({**step, "shows": ["{name}"]}, again)

    outcome = recorded.account.run(taken(expected=expected))

    assert outcome["then"][0] == {**step, "shows": ["{name}"]}
    assert outcome["then"][1]["shows"]["Description"] == "pets"


def test_later_read_that_is_refused_shows_the_error(recorded: Recorded) -> None:
    gone = {"call": "get_integration", "with": {**TARGET, "IntegrationId": "{absent}"}}
    expected = then({**gone, "pick": "Description", "shows": "pets"})

    outcome = recorded.account.run(taken(expected=expected))

    assert "NotFoundException" in outcome["then"][0]["shows"]
    assert recorded.account.run(refused()) == NO


# --- Invocations ------------------------------------------------------------------

METHOD = {"restApiId": "{api}", "resourceId": "{root}", "httpMethod": "POST"}
FUNCTION = (
    "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/"
    "arn:{partition}:lambda:{region}:{account}:function:pets/invocations"
)
BEHIND: dict[str, Any] = {
    "HTTP_PROXY": {"uri": "https://pets.example", "integrationHttpMethod": "POST"},
    "AWS_PROXY": {"uri": FUNCTION, "integrationHttpMethod": "POST"},
    "AWS": {"uri": FUNCTION, "integrationHttpMethod": "POST"},
}
INVOCATIONS: dict[str, Any] = {
    "service": "apigateway",
    "operation": "test_invoke_method",
    "target": METHOD,
    "givens": {
        "api": [
            {
                "call": "create_rest_api",
                "with": {"name": "pets", "binaryMediaTypes": ["a/b"]},
                "keep": {"api": "id"},
            },
            {
                "call": "get_resources",
                "with": {"restApiId": "{api}"},
                "keep": {"root": "items[0].id"},
            },
            {"call": "put_method", "with": {**METHOD, "authorizationType": "NONE"}},
        ],
        **{
            kind: [
                "api",
                {"call": "put_integration", "with": {**METHOD, "type": kind, **more}},
            ]
            for kind, more in BEHIND.items()
        },
    },
}
HERE: dict[str, Any] = {
    "target": "https://pets.example",
    "answer": {"status": 201, "headers": {"A": "1"}, "body": "here"},
}


def invoked(given: str, wanted: dict[str, Any], **more: Any) -> Case:
    expected = {"status": 200, "invocation": wanted}
    row = {"id": "invoked", "given": given, "request": {}, "expected": expected}
    return Case("toy", {**row, **KNOWN_BY, **more})


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setattr(Folder, "load", lambda *_: INVOCATIONS)
    with mocked() as account:
        yield account


def outcome(account: Account, case: Case) -> Any:
    return account.run(case)["invocation"]


def test_a_stub_answers_a_case_and_notes_what_it_got(account: Account) -> None:
    wanted = {
        "status": 201,
        "body": "here",
        "headers": {"X-Amzn-Trace-Id": "{trace}", "A": "1"},
        "sent": {
            "method": "POST",
            "url": "https://pets.example",
            "query": {"a": "1"},
            "headers": {"B": "2", "C": None},
            "body": "pet",
        },
    }
    request = {
        "pathWithQueryString": "/?a=1",
        "headers": {"B": "2", "D": "3"},
        "body": "pet",
    }
    case = invoked("HTTP_PROXY", wanted, stubs=[HERE], request=request)
    other = {**wanted, "sent": {**wanted["sent"], "headers": {"D": None, "C": "4"}}}

    seen = outcome(account, case)
    wrong = outcome(
        account, invoked("HTTP_PROXY", other, stubs=[HERE], request=request)
    )

    assert seen["headers"].pop("X-Amzn-Trace-Id").startswith("{trace}")
    wanted["headers"].pop("X-Amzn-Trace-Id")
    assert seen == wanted
    assert wrong["sent"]["headers"] == {"C": None, "D": ["3"]}


def test_bytes_go_in_and_come_out(account: Account) -> None:
    wanted = {
        "status": 200,
        "bodyBase64": "/v8=",
        "multiValueHeaders": {"A": ["1", "2"], "Content-Type": ["a/b"]},
        "response": None,
        "pattern": None,
        "sent": {"bodyBase64": "/w=="},
    }
    headers = {"A": ["1", "2"], "Content-Type": "a/b"}
    answer = {"status": 200, "headers": headers, "bodyBase64": "/v8="}
    case = invoked(
        "HTTP_PROXY",
        wanted,
        stubs=[{**HERE, "answer": answer}],
        invoke={
            "path": "/",
            "headers": {"Content-Type": "a/b", "Accept": "a/b"},
            "bodyBase64": "/w==",
        },
    )

    seen = outcome(account, case)

    assert seen["multiValueHeaders"].pop("X-Amzn-Trace-Id")
    assert seen == wanted


def test_a_function_of_a_case_gets_an_event(account: Account) -> None:
    wanted = {
        "status": 200,
        "body": "here",
        "sent": {"event": {"httpMethod": "POST", "body": "pet", "pets": None}},
        "logged": ["Received response. Status: 200, Integration latency: {latency} ms"],
    }
    stub = {"target": "pets", "returns": {"body": "here"}}
    case = invoked("AWS_PROXY", wanted, stubs=[stub], invoke={"body": "pet"})

    assert outcome(account, case) == wanted


def test_an_event_may_be_compared_as_a_whole(account: Account) -> None:
    wanted = {"status": 500, "sent": {"wholeEvent": {"a": 1}}}
    stub = {"target": "pets", "returns": None}
    case = invoked("AWS", wanted, stubs=[stub], request={"body": '{"a": 1, "b": 2}'})

    assert outcome(account, case)["sent"] == {"wholeEvent": {"a": 1, "b": 2}}


@pytest.mark.parametrize("kind", ["KeyError", "PetError"])
def test_a_stub_may_raise(account: Account, kind: str) -> None:
    raises = {"type": kind, "message": "a"}
    stub = {"target": "pets", "raises": raises}
    case = invoked("AWS_PROXY", {"status": 502, "log": []}, stubs=[stub])

    log = outcome(account, case)["log"]

    (line,) = [one for one in log if "response body before" in one]
    assert f'"errorType": "{kind}", "requestId": "{{uuid}}", "stackTrace": []' in line


def test_a_stub_may_be_late(account: Account) -> None:
    stub = {"target": "https://pets.example", "raises": {"type": "TimeoutError"}}
    wanted = {"status": 504, "body": '{"message": "Endpoint request timed out"}'}

    seen = outcome(account, invoked("HTTP_PROXY", wanted, stubs=[stub]))

    assert seen == wanted


def test_that_no_stub_was_called_is_compared(account: Account) -> None:
    other = {**HERE, "target": "https://dogs.example"}
    case = invoked("HTTP_PROXY", {"status": 1, "sent": None}, stubs=[HERE, other])

    assert outcome(account, case)["sent"] is not None


def test_stubs_of_a_case_are_taken_back(account: Account) -> None:
    outcome(account, invoked("HTTP_PROXY", {"status": 201}, stubs=[HERE]))

    with pytest.raises(MissingStub):
        account.run(invoked("HTTP_PROXY", {"status": 201}))


# --- After a failure --------------------------------------------------------------


def test_a_failure_leaves_nothing_in_the_way_of_the_next_case() -> None:
    case = cases("update_api_mapping")[0]
    with mocked() as account:
        account.player(case).set_up()  # its domain name stays, as after an error
        with pytest.raises(ClientError, match="already exists"):
            account.run(case)

        assert account.run(case) == case.expected
