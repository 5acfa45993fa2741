"""
The lines of the failure report, from plain data.
"""

from __future__ import annotations

import json
from typing import Any

from apigw_mock.report import lines
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
