"""
Which cases are asked in which order, and which calls that takes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from askable import FRAME, GET, accepted, folder_of, refused
from cases_runner import FOLDER

from apigw_mock.host.ask.needs import WORDS
from apigw_mock.host.ask.plan import (
    Choice,
    calls_of,
    duration,
    operation_of,
    ordered,
    planned,
    seconds_for,
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from apigw_mock.host.ask.cases import Folder


def names(folder: Folder, **choice: Any) -> list[str]:
    return [str(case) for case in planned(folder, Choice(**choice)).asked]


def made(folder: Folder) -> Counter[str]:
    calls = calls_of(planned(folder, Choice(allowed=WORDS)).asked, folder)
    return Counter(call.operation for call in calls)


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        ({}, True),
        ({"operations": ("UpdateRestApi",)}, True),
        ({"operations": ("update-rest-api", "x")}, True),
        ({"operations": ("apigateway.UpdateRestApi",)}, True),
        ({"operations": ("pets",)}, True),
        ({"operations": ("apigatewayv2.UpdateRestApi",)}, False),
        ({"ids": ("taken",)}, True),
        ({"ids": ("other",)}, False),
        ({"evidence": ("inferred", "reported")}, True),
        ({"evidence": ("recorded",)}, False),
        ({"operations": ("pets",), "evidence": ("recorded",)}, False),
    ],
    ids=str,
)
def test_cases_are_chosen(
    tmp_path: Path, choice: dict[str, Any], *, taken: bool
) -> None:
    folder = folder_of(tmp_path, accepted())
    (case,) = folder.cases("pets")

    assert Choice(**choice).takes(case, folder) is taken


def test_choice_of_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no such case"):
        planned(folder_of(tmp_path, accepted()), Choice(ids=("other",)))


def test_refused_cases_come_first_by_set_up(tmp_path: Path) -> None:
    other = ["api", {"call": "get_rest_apis"}]
    rows = (
        accepted("1"),
        refused("2", given=other),
        refused("3"),
        accepted("4", given=other),
    )

    assert names(folder_of(tmp_path, *rows)) == ["3", "1", "2", "4"]


def test_cases_of_a_file_stay_together() -> None:
    every = [case for file in FOLDER.files() for case in FOLDER.cases(file)]
    files = [case.file for case in ordered(every, FOLDER)]

    assert list(dict.fromkeys(files)) == FOLDER.files()
    assert files == sorted(files)


def test_refused_cases_share_a_set_up(tmp_path: Path) -> None:
    calls = made(folder_of(tmp_path, refused("1"), refused("2"), accepted("3")))

    assert calls == {
        "CreateRestApi": 1,
        "GetRestApi": 1 + 2 + 1,  # before, after each refusal, after the change
        "UpdateRestApi": 3,
        "DeleteRestApi": 1,
    }


def test_last_set_up_is_undone_too(tmp_path: Path) -> None:
    assert made(folder_of(tmp_path, refused()))["DeleteRestApi"] == 1


def test_shared_api_is_made_once(tmp_path: Path) -> None:
    undo = [
        {"call": "delete_method", "with": {"restApiId": "{restApiId}"}, "times": 2},
        {"call": "delete_model", "with": {"restApiId": "{api}", "modelName": "{new}"}},
    ]
    own = {"call": "put_method", "with": {}, "times": 2}
    rows = (accepted(name, given=["api", own]) for name in "12")
    folder = folder_of(tmp_path, *rows, shared=["api"], undo=undo)

    calls = made(folder)

    assert calls["CreateRestApi"] == calls["DeleteRestApi"] == 1
    assert calls["DeleteMethod"] == 4
    assert "DeleteModel" not in calls


def test_what_an_undo_deletes_is_deleted_once(tmp_path: Path) -> None:
    key = {"call": "create_api_key", "with": {}, "keep": {"key": "id"}}
    undo = [{"call": "delete_api_key", "with": {"apiKey": "{key}"}}]
    row = accepted(given=["api", key])

    calls = made(folder_of(tmp_path, row, shared=["api"], undo=undo))

    assert calls["CreateApiKey"] == calls["DeleteApiKey"] == 1


def test_other_services_make_a_thing_once(tmp_path: Path) -> None:
    rows = (accepted("1", given=["api", "role"]), accepted("2", given=["api", "role"]))

    calls = made(folder_of(tmp_path, *rows))

    assert calls["CreateRole"] == calls["DeleteRole"] == 1
    assert calls["CreateRestApi"] == 2


def test_repeated_step_is_counted(tmp_path: Path) -> None:
    keys = {"call": "create_api_key", "with": {"name": "{time}"}, "times": 3}

    calls = made(folder_of(tmp_path, accepted(given=["api", keys])))

    assert calls["CreateApiKey"] == calls["DeleteApiKey"] == 3


def test_repeated_undo_ends_where_nothing_is_left(tmp_path: Path) -> None:
    keys = {"call": "create_api_key", "with": {"name": "{time}"}, "times": 3}
    undo = [{"call": "delete_api_key", "with": {"apiKey": "{time}"}, "times": 5}]
    rows = (accepted("1", given=["api", keys]), accepted("2"))

    calls = made(folder_of(tmp_path, *rows, shared=["api"], undo=undo))

    # The last of each finds nothing.
    assert calls["DeleteApiKey"] == (3 + 1) + 1


def test_domain_name_is_deleted_by_either_service(tmp_path: Path) -> None:
    name = {"DomainName": "{run}.example.com"}
    domain = {"call": "create_domain_name", "service": "apigatewayv2", "with": name}
    undo = [{"call": "delete_domain_name", "with": {"domainName": "pets"}}]
    row = accepted(given=["api", domain])

    calls = made(folder_of(tmp_path, row, shared=["api"], undo=undo))

    assert calls["CreateDomainName"] == calls["DeleteDomainName"] == 1


def test_case_without_reads_looks_at_what_it_changes(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, accepted())
    folder.load("pets").pop("reads")

    assert made(folder)["GetRestApi"] == 2


def test_reads_after_an_import_are_counted(tmp_path: Path) -> None:
    then = [{**GET, "shows": {"name": "dogs"}}] * 2
    row = accepted(expected={"status": 200, "answer": {}, "then": then})

    assert made(folder_of(tmp_path, row))["GetRestApi"] == 1 + 2


def test_time_is_that_of_the_quotas(tmp_path: Path) -> None:
    rows = [accepted(str(number)) for number in range(5)]
    folder = folder_of(tmp_path, *rows)

    seconds = seconds_for(calls_of(folder.cases("pets"), folder))

    # Five APIs are made, and five are deleted, one every 30 s.
    assert 4 * 30 <= seconds < 5 * 30


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (29, "less than a minute"),
        (61, "1 minute"),
        (3600, "1 hour"),
        (2 * 3600 + 120, "2 hours 2 minutes"),
    ],
)
def test_time_is_said_in_words(seconds: int, said: str) -> None:
    assert duration(seconds) == said


def test_plan_is_said_in_words(tmp_path: Path) -> None:
    rows = (accepted("1"), accepted("2", given=["api", "load balancer"]))
    folder = folder_of(tmp_path, *rows)

    said = list(text_of(planned(folder, Choice()), folder))
    costly = list(text_of(planned(folder, Choice(allowed=WORDS)), folder))

    assert said[0] == "1 case would be asked, with about 4 calls:"
    assert "       1 apigateway CreateRestApi" in said
    assert any("costs nothing" in line for line in said)
    assert "       1 load balancers cost money (--with load-balancers)" in said
    assert said[-1] == "       1 apigateway UpdateRestApi"
    assert any("It may cost money (load-balancers)" in line for line in costly)
    assert not any("left out" in line for line in costly)


def test_whole_plan_takes_a_working_day_at_most() -> None:
    plan = planned(FOLDER, Choice())

    calls = calls_of(plan.asked, FOLDER)

    assert len(plan.asked) + len(plan.left_out) == sum(
        len(FOLDER.cases(file)) for file in FOLDER.files()
    )
    assert len(plan.asked) > 3_500
    assert seconds_for(calls) < 8 * 60 * 60


@pytest.mark.parametrize(
    ("choice", "minutes"),
    [
        (Choice(), 5 * 60),
        (Choice(allowed=("certificates",)), (5 + 11) * 60),
        (Choice(operations=("UpdateStage",)), 4),
    ],
    ids=["all", "certificates", "UpdateStage"],
)
def test_run_takes_as_long_as_contributing_says(choice: Choice, minutes: int) -> None:
    calls = calls_of(planned(FOLDER, choice).asked, FOLDER)

    assert seconds_for(calls) / 60 == pytest.approx(minutes, rel=0.1)


def test_operation_has_aws_s_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, accepted(), **FRAME)

    assert operation_of(*folder.cases("pets"), folder) == "apigateway UpdateRestApi"
