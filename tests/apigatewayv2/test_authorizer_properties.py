"""
What holds for every update of an authorizer, whatever it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from needs import HYPOTHESIS

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from apigw_mock import Backend

    Settings = dict[str, Any]

pytestmark = [
    pytest.mark.answers,
    pytest.mark.usefixtures("warnings_do_not_matter"),
]

ARN = "arn:aws:lambda:us-east-1:123456789012:function"
PATH = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
PETS, TOYS = (f"{PATH}/{ARN}:{name}/invocations" for name in ("pets", "toys"))
ROLE = "arn:aws:iam::123456789012:role/pets"
HEADER, WEBSOCKET_HEADER = "$request.header.Auth", "route.request.header.Auth"
ISSUER = "https://pets.example"
POOLS: dict[str, st.SearchStrategy[Any]] = {
    "AuthorizerCredentialsArn": st.sampled_from(["", ROLE, "pets"]),
    "AuthorizerPayloadFormatVersion": st.sampled_from(["", "1.0", "2.0", "3.0"]),
    "AuthorizerResultTtlInSeconds": st.sampled_from([-1, 0, 300, 3601]),
    "AuthorizerType": st.sampled_from(["JWT", "REQUEST", "TOKEN"]),
    "AuthorizerUri": st.sampled_from(["", PETS, TOYS, "https://pets.example"]),
    "EnableSimpleResponses": st.booleans(),
    "IdentitySource": st.lists(
        st.sampled_from([HEADER, "$context.routeKey", WEBSOCKET_HEADER, ""]), max_size=2
    ),
    "IdentityValidationExpression": st.sampled_from(["", "^a", "v" * 1025]),
    "JwtConfiguration": st.fixed_dictionaries(
        {},
        optional={
            "Audience": st.sampled_from([[], ["a"], ["a", "b"]]),
            "Issuer": st.sampled_from(["", ISSUER, "http://pets.example"]),
        },
    ),
    "Name": st.sampled_from(["", "first", "second", "taken", "n" * 129]),
}
# No rule judges two of these together.
UNLINKED = (
    "AuthorizerCredentialsArn",
    "AuthorizerUri",
    "IdentityValidationExpression",
    "JwtConfiguration",
    "Name",
)
REQUEST: Settings = {"AuthorizerType": "REQUEST", "AuthorizerUri": PETS}
JWT: Settings = {
    "AuthorizerType": "JWT",
    "IdentitySource": [HEADER],
    "JwtConfiguration": {"Audience": ["old"], "Issuer": ISSUER},
}
# By a word: the API's protocol, and what is created.
STARTS: dict[str, tuple[str, Settings]] = {
    "jwt": ("HTTP", JWT),
    "function": (
        "HTTP",
        {**REQUEST, "AuthorizerPayloadFormatVersion": "1.0", "IdentitySource": []},
    ),
    "function with everything": (
        "HTTP",
        {
            **REQUEST,
            "AuthorizerCredentialsArn": ROLE,
            "AuthorizerPayloadFormatVersion": "2.0",
            "AuthorizerResultTtlInSeconds": 60,
            "EnableSimpleResponses": True,
            "IdentitySource": [HEADER],
            "IdentityValidationExpression": "old",
        },
    ),
    "websocket function": (
        "WEBSOCKET",
        {**REQUEST, "IdentitySource": [WEBSOCKET_HEADER]},
    ),
}
SELECTION = {"RouteSelectionExpression": "$request.body.action"}
start = st.sampled_from(sorted(STARTS))
UPDATES = st.fixed_dictionaries({}, optional=POOLS)
few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Authorizer:
    """
    One stored authorizer, another one of the name ``taken``, and a client.
    """

    def __init__(self, backend: Backend, kind: str) -> None:
        protocol, made = STARTS[kind]
        config = Config(parameter_validation=False)
        self.client: Any = backend.client("apigatewayv2", config=config)
        more = SELECTION if protocol == "WEBSOCKET" else {}
        api = self.client.create_api(Name="a", ProtocolType=protocol, **more)["ApiId"]
        self.client.create_authorizer(ApiId=api, Name="taken", **made)
        answer = self.client.create_authorizer(ApiId=api, Name="old", **made)
        self.target = {"ApiId": api, "AuthorizerId": answer["AuthorizerId"]}

    def read(self) -> Settings:
        return settings_in(self.client.get_authorizer(**self.target))

    def update(self, change: Settings) -> Settings | None:
        """
        Return the answer, None for a refusal.
        """
        try:
            return settings_in(self.client.update_authorizer(**self.target, **change))
        except ClientError as error:
            return refused(error)


def settings_in(answer: Settings) -> Settings:
    return {
        name: value
        for name, value in answer.items()
        if name not in {"AuthorizerId", "ResponseMetadata"}
    }


def refused(error: ClientError) -> None:
    assert error.response["Error"]["Code"] == "BadRequestException"


@few
@given(kind=start, change=UPDATES)
def test_an_answer_is_what_get_answers_and_a_refusal_changes_nothing(
    backend: Backend, kind: str, change: Settings
) -> None:
    stored = Authorizer(backend, kind)
    before = stored.read()

    answer = stored.update(change)

    assert stored.read() == (before if answer is None else answer)


@few
@given(kind=start, change=UPDATES)
def test_own_settings_and_no_settings_change_nothing(
    backend: Backend, kind: str, change: Settings
) -> None:
    stored = Authorizer(backend, kind)
    stored.update(change)
    before = stored.read()

    answers = [stored.update(before), stored.update({})]

    assert answers == [before, before]


@few
@given(kind=start, change=UPDATES)
def test_what_an_update_leads_to_can_be_created(
    backend: Backend, kind: str, change: Settings
) -> None:
    stored, other = Authorizer(backend, kind), Authorizer(backend, kind)
    shown = stored.update(change) or stored.read()
    sent = {"IdentitySource": [], **shown, "Name": "created"}

    made = other.client.create_authorizer(ApiId=other.target["ApiId"], **sent)

    assert settings_in(made) == {**shown, "Name": "created"}


@few
@given(kind=start, change=UPDATES)
def test_an_update_keeps_what_it_does_not_name(
    backend: Backend, kind: str, change: Settings
) -> None:
    stored = Authorizer(backend, kind)
    before = stored.read()

    after = stored.update(change) or before

    is_switched = after["AuthorizerType"] != before["AuthorizerType"]
    kept = {"Name"} - {*change} if is_switched else {*before} - {*change}
    assert {name: after.get(name) for name in kept} == {
        name: before[name] for name in kept
    }


@few
@given(change=POOLS["JwtConfiguration"])
def test_an_update_keeps_the_members_that_it_does_not_name(
    backend: Backend, change: Settings
) -> None:
    stored = Authorizer(backend, "jwt")
    before = stored.read()

    after = stored.update({"JwtConfiguration": change}) or before

    was, now = before["JwtConfiguration"], after["JwtConfiguration"]
    kept = {*was} - {*change}
    assert {name: now.get(name) for name in kept} == {name: was[name] for name in kept}


@few
@given(
    kind=start,
    changes=st.permutations(UNLINKED).flatmap(
        lambda names: st.tuples(
            *(st.fixed_dictionaries({name: POOLS[name]}) for name in names[:2])
        )
    ),
)
def test_updates_of_fields_that_no_rule_links_end_alike_in_either_order(
    backend: Backend, kind: str, changes: tuple[Settings, Settings]
) -> None:
    one, other = Authorizer(backend, kind), Authorizer(backend, kind)
    first, second = changes

    accepted = [one.update(first), one.update(second)]
    turned = [other.update(second), other.update(first)]

    assert [a is None for a in accepted] == [a is None for a in reversed(turned)]
    assert one.read() == other.read()
