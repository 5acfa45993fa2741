"""
The value ``$context`` of a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.velocity.values import ContextMap, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Print = Callable[[Value], str]

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
        self._written: dict[str, dict[str, Any]] = {}

    def overrides(self, name: str) -> Mapping[str, Any]:
        """
        Return what templates wrote into *name*, for instance ``responseOverride``.

        A value is a text, an integer or a list of texts, as the template set it; that
        of ``header``, ``path`` and ``querystring`` is a map of such values.
        """
        return self._written.get(name, {})

    def keep_overrides(self, text: Print) -> None:
        """
        Turn what templates wrote into plain values.

        Args:
            text: prints a value. It may run a block of the template, which may change
                what is printed here.
        """
        for name in _OVERRIDES:
            written = self.values.get(name)
            members = _texts_in(written) if isinstance(written, dict) else {}
            self._written[name] = {
                key: _plain(value, text)
                for key, value in members.items()
                if value not in ({}, None)
            }


def _map_of(values: Mapping[str, Any]) -> ContextMap:
    return ContextMap(
        (name, _map_of(value) if isinstance(value, dict) else value)
        for name, value in values.items()
    )


def _texts_in(members: dict[Value, Value]) -> dict[str, Value]:
    """
    Return a copy of a map, without the keys that are no texts.
    """
    return {key: value for key, value in members.items() if isinstance(key, str)}


def _plain(value: Value, text: Print) -> Any:
    if isinstance(value, dict):
        return {key: _leaf(inner, text) for key, inner in _texts_in(value).items()}
    return _leaf(value, text)


def _leaf(value: Value, text: Print) -> Any:
    if isinstance(value, list):
        return [text(item) for item in list(value)]
    is_integer = isinstance(value, int) and not isinstance(value, bool)
    return value if is_integer else text(value)
