"""
Render a template.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from apigw_mock.velocity.bounds import NESTING
from apigw_mock.velocity.parser import Parser
from apigw_mock.velocity.payload import Payload
from apigw_mock.velocity.printing import printed
from apigw_mock.velocity.run import Broken, Run, Scope, Source, Stopped
from apigw_mock.velocity.utf16 import joined
from apigw_mock.velocity.util import Util
from apigw_mock.velocity.work import check_length, exceeded

if TYPE_CHECKING:
    from apigw_mock.velocity.inputs import Inputs
    from apigw_mock.velocity.run import Macro
    from apigw_mock.velocity.values import Value


class Template:
    """
    A template that has been parsed.

    Args:
        text: the template.

    Raises:
        TemplateFault: the text is not a template.
    """

    def __init__(self, text: str) -> None:
        self._macros: dict[str, Macro] = {}
        self._assigned: set[str] = set()
        try:
            self._body = Parser(Source(text), self._macros, self._assigned).template()
        except RecursionError:  # the caller left few of Python's frames
            raise exceeded(NESTING) from None

    def render(self, inputs: Inputs) -> str:
        """
        Return what the template prints.

        Raises:
            TemplateFault: a method failed, or the template takes too much work.
        """
        run = Run(
            scope=Scope(variables(inputs)),
            warn=inputs.warn,
            assigned=set(self._assigned),
            macros=dict(self._macros),
        )
        try:
            with suppress(Stopped, Broken):
                self._body.render(run)
            inputs.context.keep_overrides(_Overrides(run))
        except RecursionError:  # as above
            raise exceeded(NESTING) from None
        return joined(run.written())


class _Overrides:
    """
    Prints the overrides of a template, of at most 10 MB together.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._length = 0

    def __call__(self, value: Value) -> str:
        text = ""
        self._run.work.spend(1)
        with suppress(Stopped, Broken):  # a block may end itself
            text = self._run.work.spend_on(printed(value, self._run.work))
        self._length += len(text)
        check_length(self._length)
        return text


def variables(inputs: Inputs) -> dict[str, Any]:
    """
    Return what a template finds when it begins.
    """
    return {
        "context": inputs.context.values,
        "input": Payload(inputs),
        "stageVariables": dict(inputs.stage_variables),
        "util": Util(),
    }
