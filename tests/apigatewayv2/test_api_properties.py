"""
What holds for every update of an API or a stage, whatever it says.
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

LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:pets"
TEXTS = st.sampled_from(["", "first", "second", "t" * 1025])
NUMBERS = st.sampled_from([-2, 0, 1, 86_401])


def members(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Settings]:
    return st.fixed_dictionaries({}, optional=strategies)


ROUTE_SETTINGS = members(
    DataTraceEnabled=st.booleans(),
    DetailedMetricsEnabled=st.booleans(),
    LoggingLevel=st.sampled_from(["ERROR", "OFF", "LOUD"]),
    ThrottlingBurstLimit=NUMBERS,
    ThrottlingRateLimit=st.sampled_from([-1.0, 0.0, 2.5]),
)
POOLS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "api": {
        "ApiKeySelectionExpression": st.sampled_from(
            ["$request.header.x-api-key", "$context.authorizer.usageIdentifierKey", "x"]
        ),
        "CorsConfiguration": members(
            AllowCredentials=st.booleans(),
            AllowHeaders=st.sampled_from([[], ["X-A", "x-b"], ["*"]]),
            AllowMethods=st.sampled_from([[], ["GET"], ["*"], ["ANY"]]),
            AllowOrigins=st.sampled_from([[], ["*"], ["https://a.example"], ["a"]]),
            MaxAge=NUMBERS,
        ),
        "Description": TEXTS,
        "DisableExecuteApiEndpoint": st.booleans(),
        "DisableSchemaValidation": st.booleans(),
        "IpAddressType": st.sampled_from(["ipv4", "dualstack", "ipv6"]),
        "Name": TEXTS,
        "RouteSelectionExpression": st.sampled_from(
            ["$request.method $request.path", "$request.body.kind", "${x"]
        ),
        "Target": st.just("https://a.example"),
        "Version": TEXTS,
    },
    "stage": {
        "AccessLogSettings": members(
            DestinationArn=st.sampled_from([LOG_GROUP, "arn:aws:firehose:a:1:b"]),
            Format=st.sampled_from(["$context.requestId", "$context.path", ""]),
        ),
        "AutoDeploy": st.booleans(),
        "ClientCertificateId": st.sampled_from(["", "first"]),
        "DefaultRouteSettings": ROUTE_SETTINGS,
        "DeploymentId": st.sampled_from(["own", "nosuch"]),
        "Description": TEXTS,
        "RouteSettings": st.dictionaries(
            st.sampled_from(["GET /pets", "GET /nosuch"]), ROUTE_SETTINGS, max_size=2
        ),
        "StageVariables": st.dictionaries(
            st.sampled_from(["a", "b", "a-b"]),
            st.sampled_from(["", "1", "2", "{}"]),
            max_size=2,
        ),
    },
}
# No rule judges two of these together.
UNLINKED = {
    "api": ("Description", "IpAddressType", "Name", "Version", "CorsConfiguration"),
    "stage": ("AccessLogSettings", "Description", "RouteSettings", "StageVariables"),
}
LOGS = {"DestinationArn": LOG_GROUP, "Format": "$context.requestId"}
# By a word: the kind of resource, the API's protocol, and what is created.
STARTS: dict[str, tuple[str, str, Settings]] = {
    "api": ("api", "HTTP", {}),
    "api with CORS": (
        "api",
        "HTTP",
        {
            "CorsConfiguration": {"AllowHeaders": ["x-a"], "AllowOrigins": ["*"]},
            "Description": "old",
            "Version": "1",
        },
    ),
    "websocket api": ("api", "WEBSOCKET", {"Description": "old"}),
    "stage": ("stage", "HTTP", {}),
    "stage with settings": (
        "stage",
        "HTTP",
        {
            "AccessLogSettings": LOGS,
            "AutoDeploy": False,
            "DefaultRouteSettings": {"ThrottlingBurstLimit": 5},
            "Description": "old",
            "RouteSettings": {"GET /pets": {"ThrottlingBurstLimit": 5}},
            "StageVariables": {"a": "0"},
        },
    ),
    "automatic stage": ("stage", "HTTP", {"AutoDeploy": True}),
    "websocket stage": (
        "stage",
        "WEBSOCKET",
        {
            "ClientCertificateId": "old",
            "DefaultRouteSettings": {"LoggingLevel": "INFO"},
            "RouteSettings": {
                "GET /pets": {"LoggingLevel": "INFO", "ThrottlingBurstLimit": 5}
            },
        },
    ),
}
SELECTION = {"RouteSelectionExpression": "$request.body.action"}
OUTPUT_ONLY = {
    "ApiEndpoint",
    "ApiId",
    "CreatedDate",
    "LastDeploymentStatusMessage",
    "LastUpdatedDate",
    "ProtocolType",
    "ResponseMetadata",
    "StageName",
    "Tags",
}
few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


# A starting point and an update of it.
some = st.sampled_from(sorted(STARTS)).flatmap(
    lambda start: st.tuples(st.just(start), members(**POOLS[STARTS[start][0]]))
)


class Stored:
    """
    One stored API or stage, and its client.
    """

    def __init__(self, backend: Backend, start: str) -> None:
        self.kind, protocol, made = STARTS[start]
        config = Config(parameter_validation=False)
        self.client: Any = backend.client("apigatewayv2", config=config)
        more = {**(SELECTION if protocol == "WEBSOCKET" else {}), "Name": "a"}
        more |= made if self.kind == "api" else {}
        api = self.client.create_api(ProtocolType=protocol, **more)["ApiId"]
        self.target, self.own = {"ApiId": api}, ""
        if self.kind == "stage":
            self.target["StageName"] = "dev"
            self.add_stage(api, made)

    def add_stage(self, api: str, made: Settings) -> None:
        sent = {"RouteKey": "GET /pets", "Target": "integrations/nosuch"}
        self.client.create_route(ApiId=api, **sent)
        self.own = self.client.create_deployment(ApiId=api)["DeploymentId"]
        self.client.create_stage(**self.target, **made)

    def read(self) -> Settings:
        return answered(getattr(self.client, f"get_{self.kind}")(**self.target))

    def sendable(self) -> Settings:
        shown = self.read()
        automatic = {"DeploymentId"} if shown.get("AutoDeploy") else set()
        gone = OUTPUT_ONLY | automatic
        return {name: value for name, value in shown.items() if name not in gone}

    def update(self, change: Settings) -> Settings | None:
        """
        Return the answer, None for a refusal.
        """
        own = {"DeploymentId": self.own} if change.get("DeploymentId") == "own" else {}
        call = getattr(self.client, f"update_{self.kind}")
        try:
            return answered(call(**self.target, **{**change, **own}))
        except ClientError as error:
            return refused(error)


def answered(answer: Settings) -> Settings:
    return {name: one for name, one in answer.items() if name != "ResponseMetadata"}


def refused(error: ClientError) -> None:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] in {400, 404}


def settled(shown: Settings) -> Settings:
    """
    Return an answer without what an update moves by itself.
    """
    moved = {"LastUpdatedDate"}
    if shown.get("AutoDeploy"):
        moved |= {"DeploymentId", "LastDeploymentStatusMessage"}
    return {name: value for name, value in shown.items() if name not in moved}


@few
@given(drawn=some)
def test_an_answer_is_what_get_answers_and_a_refusal_changes_nothing(
    backend: Backend, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, start)
    before = stored.read()

    answer = stored.update(change)

    after = stored.read()
    assert (after if answer is None else settled(after)) == (
        before if answer is None else settled(answer)
    )


@few
@given(drawn=some)
def test_own_settings_and_no_settings_change_nothing(
    backend: Backend, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, start)
    stored.update(change)
    before = settled(stored.read())

    answers = [stored.update(stored.sendable()), stored.update({})]

    assert [settled(answer or {}) for answer in answers] == [before, before]


@few
@given(drawn=some)
def test_a_second_time_changes_nothing_and_the_order_of_settings_neither(
    backend: Backend, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    one, other = Stored(backend, start), Stored(backend, start)
    turned = {name: change[name] for name in reversed(change)}

    first, second, third = one.update(change), one.update(change), other.update(turned)

    shown = [one and settled(one) for one in (first, second)]
    assert shown[0] == shown[1]
    assert (third is None) == (first is None)
    assert without_ids(one) == without_ids(other)


@few
@given(drawn=some)
def test_an_update_keeps_what_it_does_not_name(
    backend: Backend, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, start)
    before = settled(stored.read())

    after = stored.update(change) or before

    kept = {*before} - {*change} - {"DeploymentId", "LastDeploymentStatusMessage"}
    assert {name: after.get(name) for name in kept} == {
        name: before[name] for name in kept
    }


# A starting point that has a map or a structure, and an update of that alone.
MAPS = st.sampled_from(
    [
        ("api with CORS", "CorsConfiguration"),
        ("stage with settings", "AccessLogSettings"),
        ("stage with settings", "StageVariables"),
        ("websocket stage", "DefaultRouteSettings"),
        ("websocket stage", "RouteSettings"),
    ]
).flatmap(
    lambda pair: st.tuples(
        st.just(pair[0]),
        st.fixed_dictionaries({pair[1]: POOLS[STARTS[pair[0]][0]][pair[1]]}),
    )
)


@few
@given(drawn=MAPS)
def test_an_update_keeps_the_members_and_keys_that_it_does_not_name(
    backend: Backend, drawn: tuple[str, Settings]
) -> None:
    start, change = drawn
    stored = Stored(backend, start)
    before = stored.read()
    (name,) = change

    after = stored.update(change) or before

    assert not lost(before[name], change[name], after[name])


def lost(before: Settings, change: Settings, after: Settings) -> Settings:
    """
    Return what *after* lacks of *before*, though *change* does not name it.
    """
    gone = {
        key: value
        for key, value in before.items()
        if key not in change and after.get(key) != value
    }
    within = {
        key: lost(value, change[key], after[key])
        for key, value in before.items()
        if key in change and isinstance(value, dict)
    }
    return {**gone, **{key: found for key, found in within.items() if found}}


@few
@given(
    drawn=st.sampled_from(sorted(STARTS)).flatmap(
        lambda start: st.tuples(
            st.just(start),
            st.permutations(UNLINKED[STARTS[start][0]]).flatmap(
                lambda names: st.tuples(
                    *(
                        st.fixed_dictionaries({n: POOLS[STARTS[start][0]][n]})
                        for n in names[:2]
                    )
                )
            ),
        )
    )
)
def test_updates_of_fields_that_no_rule_links_end_alike_in_either_order(
    backend: Backend, drawn: tuple[str, tuple[Settings, Settings]]
) -> None:
    start, (first, second) = drawn
    one, other = Stored(backend, start), Stored(backend, start)

    accepted = [one.update(first), one.update(second)]
    turned = [other.update(second), other.update(first)]

    assert [a is None for a in accepted] == [a is None for a in reversed(turned)]
    assert without_ids(one) == without_ids(other)


def without_ids(stored: Stored) -> Settings:
    """
    Return the settings, with a word for the deployment that the stage was given.
    """
    shown = stored.sendable()
    if "DeploymentId" in shown:  # one that it made by itself stays if it no longer does
        is_own = shown["DeploymentId"] == stored.own
        shown["DeploymentId"] = "own" if is_own else "automatic"
    return shown
