"""
Variables of the environment in layers.
"""

from __future__ import annotations

import os

import pytest
from interrupts import at_each_place

from apigw_mock.environment import overlay

pytestmark = pytest.mark.usefixtures("untouched")


@pytest.fixture(autouse=True)
def _variables(
    untouched: None,  # noqa: ARG001  # first up, last down
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("APIGW_SET", "before")
    monkeypatch.delenv("APIGW_UNSET", raising=False)


def shown() -> tuple[str | None, str | None]:
    return os.environ.get("APIGW_SET"), os.environ.get("APIGW_UNSET")


def test_variables_are_set_and_unset_while_the_context_is_open() -> None:
    with overlay({"APIGW_SET": None, "APIGW_UNSET": "inside"}):
        inside = shown()

    assert inside == (None, "inside")
    assert shown() == ("before", None)


def test_what_is_changed_inside_is_undone() -> None:
    with overlay({"APIGW_SET": "inside", "APIGW_UNSET": "inside"}):
        os.environ["APIGW_SET"] = "changed"
        del os.environ["APIGW_UNSET"]

    assert shown() == ("before", None)


def test_layers_that_nest_show_the_inner_one() -> None:
    with overlay({"APIGW_SET": "outer"}):
        with overlay({"APIGW_SET": "inner"}):
            inner = shown()
        outer = shown()

    assert (inner, outer) == (("inner", None), ("outer", None))
    assert shown() == ("before", None)


@pytest.mark.parametrize("values", [("first", "second"), ("same", "same")], ids=str)
def test_layers_that_overlap_may_close_in_any_order(values: tuple[str, str]) -> None:
    first, second = (overlay({"APIGW_SET": value}) for value in values)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    overlapped = shown()
    second.__exit__(None, None, None)

    assert overlapped == (values[1], None)
    assert shown() == ("before", None)


def test_layers_of_different_variables_do_not_meet() -> None:
    with overlay({"APIGW_SET": "outer"}):
        with overlay({"APIGW_UNSET": "inner"}):
            both = shown()
        one = shown()

    assert (both, one) == (("outer", "inner"), ("outer", None))


def test_an_exception_restores_too() -> None:
    with pytest.raises(KeyboardInterrupt), overlay({"APIGW_SET": "inside"}):
        raise KeyboardInterrupt

    assert shown() == ("before", None)


def test_a_value_that_cannot_be_set_leaves_nothing_behind() -> None:
    impossible = {"APIGW_UNSET": "inside", "APIGW_SET": 1}

    with pytest.raises(TypeError):
        overlay(impossible).__enter__()  # type: ignore[arg-type]  # misuse
    assert shown() == ("before", None)


def nested() -> None:
    outer = {"APIGW_SET": None, "APIGW_UNSET": "outer", "APIGW_OTHER": "outer"}
    with overlay(outer), overlay({"APIGW_SET": "inner", "APIGW_UNSET": None}):
        pass


def test_an_interrupt_at_any_place_comes_through_and_leaves_nothing() -> None:
    after, later = set(), set()
    for place in at_each_place(nested):
        after.add(shown())
        os.environ["APIGW_SET"] = str(place)
        with overlay({"APIGW_SET": "again"}):
            pass
        later.add(shown() == (str(place), None))
        os.environ["APIGW_SET"] = "before"

    assert after == {("before", None)}
    assert later == {True}
    assert place > 100
