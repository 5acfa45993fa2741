"""
The lines of the failure report, from plain data.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from apigw_mock.invocations import InvocationEntry
from apigw_mock.report import lines, lines_of, outcome_of
from apigw_mock.updates import Refusal, Update, Updates

OPERATIONS = [{"op": "add", "path": f"/{name}"} for name in "abc"]
REFUSAL = Refusal(
    "BadRequestException",
    400,
    "No.",
    rule="/b",
    evidence="recorded: a page",
    at="deploy.py:41 in open_cors",
    accepts="/b (replace): every value",
    remedy='the path takes replace: {"op": "replace", "path": "/b"}',
    parts=(1,),
)


def refused(request: dict[str, Any], refusal: Refusal = REFUSAL) -> Update:
    return Update(
        "UpdateStage", {"stageName": "a"}, request, {}, {}, refusal, "https://p"
    )


def shown(*updates: Update) -> list[tuple[str, str]]:
    """
    Return the lines on updates that came as JSON, for instance from a server.
    """
    log = Updates()
    for update in updates:
        log.note(update)
    return [tuple(line) for line in lines(json.loads(json.dumps(log.as_json())))]


def test_a_refusal_is_shown_with_the_line_the_help_and_at_last_the_evidence() -> None:
    assert shown(refused({"patchOperations": OPERATIONS})) == [
        ("title", "UpdateStage  stageName=a"),
        ("sent", '  {"op": "add", "path": "/a"}'),
        ("marked", '> {"op": "add", "path": "/b"}'),
        ("sent", '  {"op": "add", "path": "/c"}'),
        ("help", "  at: deploy.py:41 in open_cors"),
        ("refused", "  refused: 400 BadRequestException: No."),
        ("help", "  accepts: /b (replace): every value"),
        ("help", '  remedy: the path takes replace: {"op": "replace", "path": "/b"}'),
        ("evidence", "  known: recorded: a page, see https://p"),
    ]


def test_settings_are_marked_by_their_names() -> None:
    refusal = Refusal("BadRequestException", 400, "No.", parts=("Target",))
    request = {"RouteKey": "a", "Target": "b"}

    assert shown(refused(request, refusal))[1:3] == [
        ("sent", '  RouteKey = "a"'),
        ("marked", '> Target = "b"'),
    ]


def test_what_was_sent_alone_is_not_marked() -> None:
    refusal = Refusal("BadRequestException", 400, "No.", parts=(0,))

    line = shown(refused({"patchOperations": OPERATIONS[:1]}, refusal))[1]
    assert line == ("sent", '  {"op": "add", "path": "/a"}')


def test_a_difference_is_shown_line_by_line() -> None:
    update = Update("UpdateStage", {}, {}, {"a": 1}, {"a": 2, "b": 3})

    assert shown(update) == [
        ("title", "UpdateStage"),
        ("hunk", "  --- before"),
        ("hunk", "  +++ after"),
        ("hunk", "  @@ -1,3 +1,4 @@"),
        ("same", "   {"),
        ("removed", '  -  "a": 1'),
        ("added", '  +  "a": 2,'),
        ("added", '  +  "b": 3'),
        ("same", "   }"),
    ]


def test_a_call_that_nothing_judged_is_one_line() -> None:
    update = Update("UpdateVpcLink", {"VpcLinkId": "a"}, {"Name": "b"}, None, None)
    unjudged = Update(**{**vars(update), "judged": False})
    said = "moto's own answer; nothing judged the call"

    assert shown(unjudged) == [("title", f"UpdateVpcLink  VpcLinkId=a  ({said})")]
    assert str(unjudged) == f"UpdateVpcLink  VpcLinkId=a  ({said})"
    assert repr(unjudged) == f"<UpdateVpcLink  VpcLinkId=a  {said}>"


def test_long_texts_of_a_refusal_are_cut() -> None:
    long = "a" * 1_000_000
    refusal = Refusal("BadRequestException", 400, long, accepts=long, remedy=long)
    update = refused({}, refusal)

    assert sum(len(text) for _, text in shown(update)) < 50_000
    assert update.within(100_000).size < 100_000


def test_several_calls_keep_their_order() -> None:
    first = Update("UpdateStage", {}, {}, {}, {})
    second = Update("UpdateMethod", {}, {}, {}, {})

    assert [text for _, text in shown(first, second)] == [
        "UpdateStage",
        "  nothing changed",
        "UpdateMethod",
        "  nothing changed",
    ]


# --- Invocations ------------------------------------------------------------------


ANSWERED = InvocationEntry(
    target={"httpMethod": "GET"},
    request={"body": "a"},
    status=200,
    response="200",
    pattern="2..",
    is_failed=False,
    cause="",
    log="one\ntwo\n",
)


def test_an_invocation_is_shown_with_its_status() -> None:
    assert [tuple(line) for line in lines_of(ANSWERED.record())] == [
        ("title", "TestInvokeMethod  httpMethod=GET"),
        ("sent", '  body = "a"'),
        (
            "status",
            "  status: 200, by the integration response 200 (selectionPattern 2..)",
        ),
    ]


def test_a_failed_invocation_is_shown_with_its_cause_and_log() -> None:
    failed = replace(ANSWERED, status=500, response=None, is_failed=True, cause="a")

    assert [tuple(line) for line in lines_of(failed.record())][2:] == [
        ("failed", "  failed: 500"),
        ("help", "  cause: a"),
        ("log", "  log: one"),
        ("log", "  log: two"),
    ]


@pytest.mark.parametrize(
    ("call", "outcome"),
    [
        (Update("UpdateApi", {}, {}, {}, {}), "accepted"),
        (Update("UpdateApi", {}, {}, {}, {}, REFUSAL), "refused"),
        (Update("UpdateApi", {}, {}, None, None, judged=False), "unjudged"),
        (ANSWERED, "answered"),
        (replace(ANSWERED, is_failed=True), "failed"),
    ],
    ids=["accepted", "refused", "unjudged", "answered", "failed"],
)
def test_what_became_of_a_call_is_a_word(
    call: Update | InvocationEntry, outcome: str
) -> None:
    assert outcome_of(call.record()) == outcome
