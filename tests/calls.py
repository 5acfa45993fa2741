"""
Arguments of calls, and what their answers hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def replace(path: str, value: str) -> dict[str, Any]:
    """
    Return the argument of an update that replaces one value.
    """
    return {"patchOperations": [{"op": "replace", "path": path, "value": value}]}


def without_metadata(answer: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return an answer without what it says of the call.
    """
    return {name: answer[name] for name in answer if name != "ResponseMetadata"}
