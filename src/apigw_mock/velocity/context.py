"""
The value ``$context`` of a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.velocity.printing import printed
from apigw_mock.velocity.values import ContextMap, Value
from apigw_mock.velocity.work import Work, check_length

if TYPE_CHECKING:
    from collections.abc import Mapping


_OVERRIDES: dict[str, Any] = {
    "requestOverride": {"path": {}, "querystring": {}, "header": {}},
    "responseOverride": {"header": {}},
}


class Context:
    """
    What a template reads in ``$context``, and what it writes there.

    Args:
        values: texts and numbers by their names; a map of them is read by its names in
            turn, and prints empty.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        missing = {name: _OVERRIDES[name] for name in _OVERRIDES if name not in values}
        self.values = _map_of({**values, **missing})

    def overrides(self, name: str) -> Mapping[str, Any]:
        """
        Return what templates wrote into *name*, for instance ``responseOverride``.

        A value is a text, an integer or a list of texts, as the template set it; that
        of ``header``, ``path`` and ``querystring`` is a map of such values.

        Raises:
            Exceeded: that is more than a template may print.
        """
        written = self.values.get(name)
        if not isinstance(written, dict):
            return {}
        printer = _Printer()
        return {
            key: printer.plain(value)
            for key, value in written.items()
            if isinstance(key, str) and value not in ({}, None)
        }


def _map_of(values: Mapping[str, Any]) -> ContextMap:
    return ContextMap(
        (name, _map_of(value) if isinstance(value, dict) else value)
        for name, value in values.items()
    )


class _Printer:
    """
    Prints what templates wrote, in the bounds of one template.
    """

    def __init__(self) -> None:
        self._work = Work()
        self._length = 0

    def plain(self, value: Value) -> Any:
        if isinstance(value, dict):
            return {
                key: self._leaf(inner)
                for key, inner in value.items()
                if isinstance(key, str)
            }
        return self._leaf(value)

    def _leaf(self, value: Value) -> Any:
        if isinstance(value, list):
            return [self._text(item) for item in value]
        is_integer = isinstance(value, int) and not isinstance(value, bool)
        return value if is_integer else self._text(value)

    def _text(self, value: Value) -> str:
        self._work.spend(1)
        text = printed(value, self._work)
        self._length += len(text)
        check_length(self._length)
        return text
