"""
What holds for every update of an integration, whatever it says.
"""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apigw_mock import mock_apigw_updates

if TYPE_CHECKING:
    from collections.abc import Iterator

    Settings = dict[str, Any]

pytestmark = pytest.mark.answers

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
INVOCATION = (
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
    f"{FUNCTION}/invocations"
)
LISTENER = (
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:"
    "listener/app/lb/50dc6c495c0c9188/0467ef3c8400ae65"
)
ROLE = "arn:aws:iam::123456789012:role/r"
SELECTION = {"RouteSelectionExpression": "$request.body.action"}
OUTPUT_ONLY = {
    "ApiGatewayManaged",
    "IntegrationId",
    "IntegrationResponseSelectionExpression",
    "ResponseMetadata",
}
KEYS = st.sampled_from(
    [
        "append:header.a",
        "overwrite:header.A",
        "remove:header.b",
        "overwrite:path",
        "append:path",
        "integration.request.header.a",
        "QueueUrl",
        "MessageBody",
    ]
)
VALUES = st.sampled_from(
    [
        "",
        "x",
        "''",
        "$request.body",
        "$request.body.a[1e4]",
        "$invalid",
        "'x'",
        "route.request.body.a",
        "route.request.body.a[?@.b =~ /[/]",
        "{",
    ]
)
MAPS = st.dictionaries(KEYS, VALUES, max_size=3)
POOLS = {
    "ConnectionId": st.sampled_from(["", "link"]),
    "ConnectionType": st.sampled_from(["INTERNET", "VPC_LINK", "X"]),
    "ContentHandlingStrategy": st.sampled_from(["CONVERT_TO_TEXT", ""]),
    "CredentialsArn": st.sampled_from(["", ROLE, "x"]),
    "Description": st.sampled_from(["", "x", "y", "d" * 1025]),
    "IntegrationMethod": st.sampled_from(["GET", "ANY", ""]),
    "IntegrationSubtype": st.sampled_from(["SQS-SendMessage", "X"]),
    "IntegrationType": st.sampled_from(
        ["AWS", "HTTP", "MOCK", "HTTP_PROXY", "AWS_PROXY", "X"]
    ),
    "IntegrationUri": st.sampled_from(
        [FUNCTION, INVOCATION, LISTENER, "https://example.org", "x"]
    ),
    "PassthroughBehavior": st.sampled_from(["NEVER", "X"]),
    "PayloadFormatVersion": st.sampled_from(["1.0", "2.0", "3.0"]),
    "RequestParameters": MAPS,
    "RequestTemplates": st.dictionaries(st.sampled_from("ab"), VALUES, max_size=2),
    "ResponseParameters": st.dictionaries(
        st.sampled_from(["200", "404", "199"]), MAPS, max_size=2
    ),
    "TemplateSelectionExpression": st.sampled_from(["", "$request.body.a", "${x"]),
    "TimeoutInMillis": st.sampled_from([50, 29000, 30000, 30001]),
    "TlsConfig": st.sampled_from([{}, {"ServerNameToVerify": "example.com"}]),
}
UPDATES = st.lists(st.sampled_from(sorted(POOLS)), max_size=4, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: POOLS[name] for name in names})
)
URL = {
    "IntegrationType": "HTTP_PROXY",
    "IntegrationMethod": "GET",
    "IntegrationUri": "https://example.com",
    "PayloadFormatVersion": "1.0",
}
STARTS = {
    "lambda": (
        "HTTP",
        {
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": FUNCTION,
            "PayloadFormatVersion": "2.0",
        },
    ),
    "url": (
        "HTTP",
        {
            **URL,
            "RequestParameters": {"append:header.a": "x", "remove:header.b": "''"},
            "ResponseParameters": {"200": {"append:header.a": "x"}},
        },
    ),
    "private": (
        "HTTP",
        {
            **URL,
            "IntegrationUri": LISTENER,
            "ConnectionType": "VPC_LINK",
            "ConnectionId": "link",
            "TlsConfig": {"ServerNameToVerify": "example.com"},
        },
    ),
    "subtype": (
        "HTTP",
        {
            "IntegrationType": "AWS_PROXY",
            "IntegrationSubtype": "SQS-SendMessage",
            "CredentialsArn": ROLE,
            "PayloadFormatVersion": "1.0",
            "RequestParameters": {"QueueUrl": "q", "MessageBody": "b"},
        },
    ),
    "websocket": (
        "WEBSOCKET",
        {
            "IntegrationType": "HTTP",
            "IntegrationMethod": "POST",
            "IntegrationUri": "https://example.com",
            "RequestParameters": {"integration.request.header.a": "'x'"},
            "RequestTemplates": {"a": ""},
            "TemplateSelectionExpression": "$request.body.a",
            "ContentHandlingStrategy": "CONVERT_TO_TEXT",
        },
    ),
    "mock": ("WEBSOCKET", {"IntegrationType": "MOCK"}),
}
start = st.sampled_from(sorted(STARTS))
few = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Integration:
    """
    One stored integration and its client.
    """

    def __init__(self, client: Any, kind: str) -> None:
        protocol, made = STARTS[kind]
        self.client = client
        more = SELECTION if protocol == "WEBSOCKET" else {}
        api = client.create_api(Name="a", ProtocolType=protocol, **more)["ApiId"]
        stored = client.create_integration(ApiId=api, **made)
        self.target = {"ApiId": api, "IntegrationId": stored["IntegrationId"]}

    def read(self) -> Settings:
        answer = dict(self.client.get_integration(**self.target))
        del answer["ResponseMetadata"]
        return answer

    def sendable(self) -> Settings:
        shown = self.read()
        return {name: shown[name] for name in shown if name not in OUTPUT_ONLY}

    def update(self, change: Settings) -> Settings | None:
        """
        Return the answer, None for a refusal.
        """
        try:
            answer = dict(self.client.update_integration(**self.target, **change))
        except ClientError as error:
            return refused(error)
        del answer["ResponseMetadata"]
        return answer

    def send(self, body: Any) -> Settings | None:
        """
        Return the answer to a body that botocore itself would not send.
        """

        def replace_body(params: Settings, **_: Any) -> None:
            params["body"] = json.dumps(body).encode()

        events = self.client.meta.events
        events.register("before-call", replace_body)
        try:
            return self.update({})
        finally:
            events.unregister("before-call", replace_body)


def refused(error: ClientError) -> None:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    config = Config(parameter_validation=False)
    with mock_apigw_updates() as backend:
        yield backend.client("apigatewayv2", config=config)


@pytest.fixture(autouse=True)
def dropped_settings_do_not_matter() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@few
@given(kind=start, change=UPDATES)
def test_an_answer_is_what_get_answers_and_a_refusal_changes_nothing(
    client: Any, kind: str, change: Settings
) -> None:
    stored = Integration(client, kind)
    before = stored.read()

    answer = stored.update(change)

    assert stored.read() == (before if answer is None else answer)


@few
@given(kind=start, change=UPDATES)
def test_an_integrations_own_settings_change_nothing(
    client: Any, kind: str, change: Settings
) -> None:
    stored = Integration(client, kind)
    stored.update(change)
    before = stored.read()

    answer = stored.update(stored.sendable())

    assert answer == before


def one_of(name: str) -> st.SearchStrategy[Settings]:
    return st.fixed_dictionaries({name: POOLS[name]})


UNLINKED = st.lists(
    st.sampled_from(
        [
            "ContentHandlingStrategy",
            "CredentialsArn",
            "Description",
            "IntegrationMethod",
            "PassthroughBehavior",
            "RequestParameters",
            "RequestTemplates",
            "ResponseParameters",
            "TemplateSelectionExpression",
            "TimeoutInMillis",
        ]
    ),
    min_size=2,
    max_size=2,
    unique=True,
).flatmap(lambda names: st.tuples(*map(one_of, names)))


@few
@given(kind=start, changes=UNLINKED)
def test_updates_of_fields_that_no_rule_links_end_alike_in_either_order(
    client: Any, kind: str, changes: tuple[Settings, Settings]
) -> None:
    one, other = Integration(client, kind), Integration(client, kind)
    first, second = changes

    accepted = [one.update(first), one.update(second)]
    turned = [other.update(second), other.update(first)]

    assert [a is None for a in accepted] == [a is None for a in reversed(turned)]
    assert one.sendable() == other.sendable()


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=3)
)
JSON = (
    LEAVES
    | st.lists(LEAVES, max_size=1)
    | st.dictionaries(
        st.text(max_size=3),
        LEAVES | st.dictionaries(st.text(max_size=3), LEAVES, max_size=1),
        max_size=2,
    )
)
WIRE_NAMES = st.sampled_from(sorted(name[0].lower() + name[1:] for name in POOLS))


@few
@given(body=st.dictionaries(WIRE_NAMES, JSON, max_size=3) | JSON)
def test_no_json_is_answered_by_a_fault_of_ours(client: Any, body: Any) -> None:
    stored = Integration(client, "url")
    before = stored.read()

    answer = stored.send(body)

    assert stored.read() == (before if answer is None else answer)
