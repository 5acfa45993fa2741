"""
What a row can demand of a value, a key or the finished document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.javaregex import is_java_regex
from apigw_mock.errors import (
    DuplicateSelectionPattern,
    InvalidContentHandling,
    InvalidContentType,
    InvalidRegex,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# type/subtype of RFC 6838, with its parameters: "application/json; charset=utf-8"
_MEDIA_TYPE = re.compile(
    r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+(\s*;\s*[\w!#$&^.+-]+=(\"[^\"]*\"|[^\s;\"]*))*\s*",
    re.ASCII,
)


def content_type(key: str) -> None:
    if not _MEDIA_TYPE.fullmatch(key):
        raise InvalidContentType(key)


def java_regex(pattern: str | None) -> None:
    if pattern and not is_java_regex(pattern):
        raise InvalidRegex(pattern)


def content_handling(*words: str) -> Callable[[Any], None]:
    """
    Return a check that takes *words* alone.
    """

    def check(value: str) -> None:
        if value not in words:
            raise InvalidContentHandling(value, words)

    return check


def unique_pattern(
    set_now: Mapping[str, str | None], around: Mapping[str, Any]
) -> None:
    """
    Refuse a selection pattern that another response of the integration has.

    Args:
        set_now: ``{"selectionPattern": pattern}``; None and ``""`` are the default.
        around: ``patterns`` holds those of the other responses by status code.
    """
    for pattern in set_now.values():
        for status_code, taken in around["patterns"].items():
            if (taken or "") == (pattern or ""):
                raise DuplicateSelectionPattern(pattern or "", status_code)
