"""
What a case needs beyond API Gateway, and why it is not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from askable import FRAME, accepted, folder_of, only, refused
from cases_runner import FOLDER

from apigw_mock.host.ask.needs import (
    IN_PROCESS,
    NEEDS,
    STUBBED,
    WORDS,
    digest,
    needs_of,
    reason_against,
)

if TYPE_CHECKING:
    from pathlib import Path

EVERY = [case for file in FOLDER.files() for case in FOLDER.cases(file)]


def reason(path: Path, row: dict[str, Any], **frame: Any) -> str | None:
    folder = folder_of(path, row, **frame)
    return reason_against(only(folder, row["id"]), folder)


def test_case_of_an_api_is_asked(tmp_path: Path) -> None:
    assert reason(tmp_path, accepted()) is None


def test_case_for_the_mock_alone_is_not_asked(tmp_path: Path) -> None:
    assert reason(tmp_path, accepted(mock_only="moto's ids")) == "moto's ids"


def test_stub_answers_in_the_process_alone(tmp_path: Path) -> None:
    assert reason(tmp_path, accepted(stubs=[])) == STUBBED
    assert reason(tmp_path, accepted(), stubs=[]) == STUBBED


def test_bytes_are_sent_in_the_process_alone(tmp_path: Path) -> None:
    assert reason(tmp_path, accepted(invoke={"path": "/"})) == IN_PROCESS


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("role", "roles"),
        ("user pool", "user-pools"),
        ("load balancer", "load-balancers"),
        ("Cloud Map service", "cloud-map"),
        ("link", "vpc-links"),
        ([{"call": "request_certificate", "service": "acm"}], "certificates"),
        ([{"call": "create_vpc_endpoint", "service": "ec2"}], "vpc-endpoints"),
        ([{"call": "update_account", "with": {}}], "account"),
        ([{"call": "create_stage", "with": {"cacheClusterEnabled": True}}], "cache"),
    ],
    ids=str,
)
def test_need_is_left_out_unless_named(tmp_path: Path, given: Any, word: str) -> None:
    steps = ["api", given] if isinstance(given, str) else ["api", *given]
    folder = folder_of(tmp_path, accepted(given=steps))
    case = only(folder, "taken")

    assert str(reason_against(case, folder)).endswith(f"(--with {word})")
    assert reason_against(case, folder, [word]) is None


def test_reading_subnets_needs_nothing(tmp_path: Path) -> None:
    assert reason(tmp_path, accepted(given=["api", "subnets"])) is None


@pytest.mark.parametrize(
    ("value", "is_needed"), [("true", True), ("TRUE", True), ("false", False)]
)
def test_patch_may_switch_a_cache_on(
    tmp_path: Path, value: str, *, is_needed: bool
) -> None:
    operation = {"op": "replace", "path": "/cacheClusterEnabled", "value": value}
    row = accepted(request={"patchOperations": ["no operation", operation]})

    assert (reason(tmp_path, row) is not None) is is_needed


def test_list_of_the_account_needs_an_empty_one(tmp_path: Path) -> None:
    frame = {**FRAME, "operation": "get_usage_plans", "target": {}}
    listed = accepted(request={}, expected={"status": 200, "answer": {"items": []}})

    assert "--with lists" in str(reason(tmp_path, listed, **frame))
    assert reason(tmp_path, refused(request={}), **frame) is None


def test_every_need_has_cases() -> None:
    needed = {need.word for case in EVERY for need in needs_of(case, FOLDER)}

    assert needed == {*WORDS}


def test_most_cases_need_nothing() -> None:
    asked = [case for case in EVERY if reason_against(case, FOLDER) is None]

    assert len(asked) > len(EVERY) * 0.7


def test_changed_case_has_another_digest(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, accepted(), refused(), accepted("again", given=[]))
    digests = {digest(case, folder) for case in folder.cases("pets")}

    assert len(digests) == 3


def test_evidence_does_not_change_a_digest(tmp_path: Path) -> None:
    known = {"evidence": "recorded", "source": "AWS", "seen": {"date": "2026-01-31"}}
    folder = folder_of(tmp_path, accepted(), accepted(**known))

    assert len({digest(case, folder) for case in folder.cases("pets")}) == 1


def test_what_costs_says_where_the_price_is() -> None:
    costly = {need.word for need in NEEDS if need.cost}

    assert costly == {"cache", "load-balancers", "vpc-endpoints"}
    assert all(
        need.cost.startswith("https://aws.amazon.com/") for need in NEEDS if need.cost
    )
