"""
What a MonkeyPatch has noted inside a scope does not come back after it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from interrupts import at_each_place
from moto.apigatewayv2.responses import ApiGatewayV2Response

from apigw_mock import mock_apigw_updates, patchers
from apigw_mock.patchers import unnoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.usefixtures("untouched")
REGION = "AWS_DEFAULT_REGION"
KEY = "AWS_ACCESS_KEY_ID"


@pytest.fixture
def patcher() -> Iterator[pytest.MonkeyPatch]:
    """
    Make a patcher that nothing knows.
    """
    own = pytest.MonkeyPatch()
    yield own
    own.undo()


def set_variables(patcher: pytest.MonkeyPatch) -> None:
    patcher.setenv(REGION, "ap-south-1")
    patcher.setenv(KEY, "the-tests")


def unset_variables(patcher: pytest.MonkeyPatch) -> None:
    patcher.delenv(REGION)
    patcher.delitem(os.environ, KEY)


def set_again(patcher: pytest.MonkeyPatch) -> None:
    set_variables(patcher)
    patcher.undo()
    set_variables(patcher)


def set_bytes(patcher: pytest.MonkeyPatch) -> None:
    environ: Any = getattr(os, "environb", {})  # Windows has none
    patcher.setitem(environ, os.fsencode(REGION), b"ap-south-1")


def set_the_session(patcher: pytest.MonkeyPatch) -> None:
    boto3.setup_default_session(region_name="ap-south-1")
    patcher.setattr("boto3.DEFAULT_SESSION", boto3.Session(region_name="eu-west-2"))


def unset_the_session(patcher: pytest.MonkeyPatch) -> None:
    boto3.setup_default_session(region_name="ap-south-1")
    patcher.delattr(boto3, "DEFAULT_SESSION")


def replace_what_is_ours(patcher: pytest.MonkeyPatch) -> None:
    patcher.setattr(ApiGatewayV2Response, "update_integration", "the test's")
    patcher.delattr(ApiGatewayV2Response, "create_api")


@pytest.mark.parametrize(
    "change",
    [
        set_variables,
        unset_variables,
        set_again,
        set_bytes,
        set_the_session,
        unset_the_session,
        replace_what_is_ours,
    ],
    ids=lambda change: change.__name__,
)
@pytest.mark.parametrize("depth", [1, 2])
def test_what_a_scope_has_set_does_not_come_back(
    change: Callable[[pytest.MonkeyPatch], None],
    depth: int,
    patcher: pytest.MonkeyPatch,
    differences: Callable[[], list[str]],
) -> None:
    with ExitStack() as scopes:
        for _ in range(depth):
            scopes.enter_context(mock_apigw_updates(region_name="eu-west-1"))
        change(patcher)
    after = differences()
    patcher.undo()

    assert after == []
    assert differences() == []


def test_nor_does_it_from_a_context(differences: Callable[[], list[str]]) -> None:
    context = pytest.MonkeyPatch.context()
    with context as patcher, mock_apigw_updates(region_name="eu-west-1"):
        set_variables(patcher)

    assert differences() == []


def test_what_was_patched_before_the_scope_comes_back(
    patcher: pytest.MonkeyPatch,
) -> None:
    patcher.setenv(REGION, "us-east-2")
    with mock_apigw_updates(region_name="eu-west-1"):
        patcher.setenv(REGION, "ap-south-1")
    between = os.environ[REGION]
    patcher.undo()

    assert between == "us-east-2"
    assert REGION not in os.environ


def test_what_was_patched_before_an_inner_scope_comes_back_after_it(
    patcher: pytest.MonkeyPatch,
) -> None:
    with mock_apigw_updates(region_name="eu-west-1"):
        patcher.setenv(REGION, "us-east-2")
        with mock_apigw_updates(region_name="eu-west-3"):
            patcher.setenv(REGION, "ap-south-1")
        patcher.undo()
        between = os.environ[REGION]

    assert between == "eu-west-1"


def test_what_no_scope_has_set_comes_back(patcher: pytest.MonkeyPatch) -> None:
    with mock_apigw_updates(region_name="eu-west-1"):
        patcher.setenv("OWN", "the test's")
        patcher.setattr(boto3, "resource", "the test's")
    inside = os.environ["OWN"], boto3.resource
    patcher.undo()

    assert inside == ("the test's", "the test's")
    assert "OWN" not in os.environ
    assert callable(boto3.resource)


def test_an_interrupt_at_any_place_leaves_nothing_behind(
    patcher: pytest.MonkeyPatch,
) -> None:
    def change() -> None:
        with unnoted([(os.environ, "OWN")]):
            patcher.setenv("OWN", "the test's")

    known = list(patchers._older)  # noqa: SLF001  # has no public name
    left = {
        len(patchers._older)  # noqa: SLF001  # as above
        for _ in at_each_place(change, files=("patchers.py",))
    }

    assert left == {len(known)}
