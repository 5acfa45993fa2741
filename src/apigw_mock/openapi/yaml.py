"""
Read YAML as JSON: texts, numbers, booleans, null, lists, and maps of texts.

PyYAML parses the text into events. From these a document is built here, because PyYAML
itself would expand aliases and merged maps without a bound, and would make dates of
texts.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, if there
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})", re.ASCII)
_FLOAT = re.compile(
    r"[-+]?(?:\.\d{1,99}|(?:0|[1-9]\d{0,99})(?:\.\d{0,99}|(?=[eE])))"
    r"(?:[eE][-+]?\d{1,3})?",
    re.ASCII,
)
_TAGS = "tag:yaml.org,2002:"
_MAP_TAGS = {None, "!", f"{_TAGS}map"}
_LIST_TAGS = {None, "!", f"{_TAGS}seq"}
_MERGE = "<<"
_NO_KEY = object()


class UnreadableYaml(Exception):
    """
    The text is not YAML, or YAML that JSON cannot say, or beyond a bound.
    """


@dataclass
class _Node:
    """
    A value, with what it measures once its aliases are expanded.
    """

    value: Any
    size: int = 1  # characters, and one for each value
    height: int = 0  # maps and lists inside one another
    anchor: str | None = None
    key: Any = _NO_KEY  # of a map that is being built: the key that waits for its value
    is_merge: bool = False
    merged: dict[str, Any] = field(default_factory=dict)  # what merge keys add

    def measure(self, child: _Node) -> None:
        self.size += child.size
        self.height = max(self.height, child.height + 1)


def read_yaml(
    text: str, replaced: Callable[[str], str], *, largest: int, deepest: int
) -> Any:
    """
    Return the only document of a text.

    The words of YAML 1.2 are booleans, numbers and null. What else YAML 1.1 has stays
    text: ``yes``, ``012``, ``1_000``, ``12:30``, dates. Keys are texts, as written.

    Args:
        text: the YAML.
        replaced: what to make of each text in it.
        largest: the size, in characters and values, once aliases are expanded.
        deepest: how many maps and lists may stand inside one another.

    Raises:
        UnreadableYaml: the text cannot be read, or is larger or deeper.
        ValueError: a character of it has no UTF-8.
    """
    builder = _Builder(replaced, largest, deepest)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise UnreadableYaml(str(error)) from None
    return builder.root


class _Builder:
    """
    Builds a document from the events of PyYAML's parser.
    """

    def __init__(
        self, replaced: Callable[[str], str], largest: int, deepest: int
    ) -> None:
        self.root: Any = None
        self._replaced, self._largest, self._deepest = replaced, largest, deepest
        self._open: list[_Node] = []
        self._anchors: dict[str, _Node] = {}
        self._documents = 0

    def take(self, event: Any) -> None:
        """
        Take the next event.
        """
        take = _TAKERS.get(type(event))
        if take:
            take(self, event)

    def begin_document(self, _: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise UnreadableYaml("several documents")

    def begin(self, event: Any) -> None:
        is_map = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in (_MAP_TAGS if is_map else _LIST_TAGS):
            raise UnreadableYaml(event.tag)
        if len(self._open) >= self._deepest:
            raise UnreadableYaml("too deep")
        node = _Node({} if is_map else [], anchor=event.anchor)
        self._anchors.pop(event.anchor, None)  # an older one of this name is hidden
        self._open.append(node)

    def end(self, _: Any) -> None:
        node = self._open.pop()
        if node.merged:
            node.value = {**node.merged, **node.value}
        self._add(node)

    def scalar(self, event: Any) -> None:
        is_plain = event.implicit[0] and event.tag is None
        if self._takes_key():
            self._set_key(event.value, is_merge=is_plain and event.value == _MERGE)
            if event.anchor:
                self._anchors[event.anchor] = _Node(event.value, 1 + len(event.value))
            return
        value = _value_of(event.value, event.tag, is_plain=is_plain)
        if isinstance(value, str):
            value = self._replaced(value)
        node = _Node(value, 1 + len(event.value), anchor=event.anchor)
        self._add(node)

    def alias(self, event: Any) -> None:
        node = self._anchors.get(event.anchor)
        if node is None:  # or it stands inside itself
            raise UnreadableYaml(f"no anchor {event.anchor}")
        if not self._takes_key():
            self._add(node)
        elif isinstance(node.value, str):
            self._set_key(node.value, is_merge=False)
        else:
            raise UnreadableYaml("a key that is no text")

    def _takes_key(self) -> bool:
        parent = self._open[-1] if self._open else None
        is_map = parent is not None and isinstance(parent.value, dict)
        return is_map and self._open[-1].key is _NO_KEY

    def _set_key(self, key: str, *, is_merge: bool) -> None:
        parent = self._open[-1]
        parent.key, parent.is_merge = self._replaced(key), is_merge
        parent.size += len(key)

    def _add(self, node: _Node) -> None:
        """
        Put a value that is complete where it belongs.
        """
        if node.anchor:
            self._anchors[node.anchor] = node
        if not self._open:
            self.root = node.value
            return
        parent = self._open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node.value)
        elif parent.key is _NO_KEY:
            raise UnreadableYaml("a key that is no text")
        elif parent.is_merge:
            for key, value in _merged(node.value).items():
                parent.merged.setdefault(key, value)
        else:
            parent.value[parent.key] = node.value
        parent.key = _NO_KEY
        parent.measure(node)
        if parent.size > self._largest:
            raise UnreadableYaml("too large")
        if len(self._open) + parent.height - 1 > self._deepest:
            raise UnreadableYaml("too deep")


_TAKERS: Mapping[type, Callable[[_Builder, Any], None]] = {
    yaml.DocumentStartEvent: _Builder.begin_document,
    yaml.MappingStartEvent: _Builder.begin,
    yaml.SequenceStartEvent: _Builder.begin,
    yaml.MappingEndEvent: _Builder.end,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.ScalarEvent: _Builder.scalar,
    yaml.AliasEvent: _Builder.alias,
}


def _merged(value: Any) -> dict[str, Any]:
    """
    Return what a merge key adds: a map, or those of a list; the first of these wins.
    """
    maps = value if isinstance(value, list) else [value]
    merged: dict[str, Any] = {}
    for one in reversed(maps):
        if not isinstance(one, dict):
            raise UnreadableYaml("a merge of what is no map")
        merged |= one
    return merged


# --- scalars ----------------------------------------------------------------------


def _value_of(text: str, tag: str | None, *, is_plain: bool) -> Any:
    """
    Return the value of a scalar.

    Args:
        text: as written, without quotes.
        tag: an explicit one.
        is_plain: whether it has neither quotes nor a tag.
    """
    if is_plain:
        return _plain_value(text)
    if tag in {None, "!", f"{_TAGS}str"}:
        return text
    value = _plain_value(text)
    if tag != f"{_TAGS}{_TAG_OF[type(value)]}":
        raise UnreadableYaml(tag)
    return value


_TAG_OF = {
    str: "str",
    bool: "bool",
    int: "int",
    float: "float",
    type(None): "null",
}


def _plain_value(text: str) -> Any:
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
