"""
The templates of ``tests/cases/velocity.json``.

A case has a ``template`` and what it is given: ``body``, the parameters of ``path``,
``querystring`` and ``header``, ``context``, ``stageVariables``. ``expected`` is what it
prints, ``overrides`` what it writes into ``$context``, ``warns`` the sentences of its
warnings. ``fault`` stands in place of ``expected`` if the template fails.
``evidence`` and ``source`` say how that is known.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from cases_runner import CASES
from templates import inputs

from apigw_mock.evidence import Known
from apigw_mock.velocity.context import Context
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.template import Template

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERY = json.loads((CASES / "velocity.json").read_text(encoding="utf-8"))["cases"]
OVERRIDES = ("requestOverride", "responseOverride")
GIVEN = {"body", "path", "querystring", "header", "context", "stageVariables"}
OUTCOME = {"expected", "overrides", "warns", "fault"}


def play(case: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the outcome of a case, in the form of a case.
    """
    context = Context(case.get("context", {}))
    warned: list[str] = []
    given = {name: case[name] for name in GIVEN - {"context", "body"} if name in case}
    try:
        template = Template(case["template"])
        text = template.render(
            inputs(case.get("body", ""), warned.append, context, **given)
        )
    except TemplateFault as fault:
        return {"fault": fault.sentence}
    written = {name: dict(context.overrides(name)) for name in OVERRIDES}
    found = {"expected": text, "overrides": written, "warns": warned}
    found["overrides"] = {name: value for name, value in written.items() if value}
    return {name: value for name, value in found.items() if value or name == "expected"}


@pytest.mark.answers
@pytest.mark.parametrize("case", EVERY, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    outcome = play(case)

    expected = {name: case[name] for name in OUTCOME if case.get(name)}
    assert outcome == ({"expected": ""} | expected if "fault" not in case else expected)


def test_every_case_says_how_it_is_known() -> None:
    known = {one.value for one in Known}

    assert {case["evidence"] for case in EVERY} == known
    assert all(case["source"] for case in EVERY)


def test_names_of_cases_differ() -> None:
    names = Counter(case["id"] for case in EVERY)

    assert [name for name, times in names.items() if times > 1] == []


def test_cases_have_what_they_may_have() -> None:
    members = {"id", "template", "evidence", "source"} | GIVEN | OUTCOME

    assert {name for case in EVERY for name in case} <= members
