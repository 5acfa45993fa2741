"""
What ends a template.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__ (cpython#99856)
class TemplateFault(Exception):
    """
    A template does not parse, a method failed, or a bound was exceeded.

    Args:
        message: what is wrong, as a clause.
        line: where, from 1. It is 0 if the place is not known.
        column: where in the line, from 1.
    """

    message: str
    line: int = 0
    column: int = 0

    @property
    def sentence(self) -> str:
        """
        What is wrong and where, in one sentence.
        """
        if not self.line:
            return self.message
        return f"{self.message} at line {self.line}, column {self.column}"

    def __str__(self) -> str:
        return self.sentence


class Exceeded(TemplateFault):
    """
    A bound was exceeded.
    """


class PayloadFault(TemplateFault):
    """
    The body that a template reads is not JSON, although it begins as JSON does.
    """
