"""
The value ``$context`` of a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Context:
    """
    What a template reads in ``$context``, and what it writes there.

    Args:
        values: texts and numbers by their names; a map of them is read by its names in
            turn, and prints empty.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values: dict[str, Any] = dict(values)

    def overrides(self, name: str) -> Mapping[str, Any]:
        """
        Return what templates wrote into *name*, for instance ``responseOverride``.

        A value is a text, an integer or a list of texts, as the template set it; that
        of ``header``, ``path`` and ``querystring`` is a map of such values.
        """
        written: Mapping[str, Any] = self.values.get(name, {})
        return written
