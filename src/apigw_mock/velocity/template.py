"""
Render a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apigw_mock.velocity.inputs import Inputs


class Template:
    """
    A template that has been parsed.

    Args:
        text: the template.

    Raises:
        TemplateFault: the text is not a template.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, inputs: Inputs) -> str:
        """
        Return what the template prints.

        Raises:
            TemplateFault: a method failed, or the template takes too much work.
        """
        del inputs
        return self.text
