"""
What the tests of templates share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.velocity.context import Context
from apigw_mock.velocity.inputs import Inputs
from apigw_mock.velocity.template import Template

if TYPE_CHECKING:
    from collections.abc import Callable


def inputs(
    body: str = "",
    warn: Callable[[str], None] = lambda _: None,
    context: Context | None = None,
    **given: dict[str, Any],
) -> Inputs:
    """
    Return the values of a rendering. What is left out is empty.
    """
    return Inputs(
        body=body,
        path=given.get("path", {}),
        querystring=given.get("querystring", {}),
        header=given.get("header", {}),
        context=context or Context({}),
        stage_variables=given.get("stageVariables", {}),
        warn=warn,
    )


def rendered(template: str, body: str = "") -> str:
    """
    Return what a template prints.
    """
    return Template(template).render(inputs(body))
