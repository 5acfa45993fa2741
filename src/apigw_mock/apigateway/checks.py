"""
What a row can demand of a value or a key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.refusals import (
    InvalidContentType,
    InvalidEnumValue,
    InvalidHttpMethod,
    InvalidPatternValue,
    InvalidRegex,
)
from apigw_mock.javaregex import is_java_regex

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    class Modelled(Protocol):
        """
        What the service model says of a member: its words, or its pattern.
        """

        @property
        def enum(self) -> tuple[str, ...]: ...
        @property
        def pattern(self) -> str: ...


# type/subtype of RFC 6838, with its parameters: "application/json; charset=utf-8"
_MEDIA_TYPE = re.compile(
    r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+(\s*;\s*[\w!#$&^.+-]+=(\"[^\"]*\"|[^\s;\"]*))*\s*",
    re.ASCII,
)
_CAPITAL = re.compile(r"[A-Z]")
# As AWS lists them.
_HTTP_METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY")


def content_type(key: str) -> None:
    """
    Accept a media type, with or without parameters.
    """
    if not _MEDIA_TYPE.fullmatch(key):
        raise InvalidContentType(key)


def java_regex(pattern: str | None) -> None:
    """
    Accept a Java regular expression.
    """
    if pattern and not is_java_regex(pattern):
        raise InvalidRegex(pattern)


def fit(value: Any, name: str, member: Modelled) -> None:
    """
    Refuse a value that the service model does not have.

    Args:
        value: a patch value; the model types it as any text.
        name: of the member, for instance ``contentHandling``.
        member: the one of that name in Put's input.
    """
    what = _CAPITAL.sub(lambda capital: f" {capital[0].lower()}", name)
    if member.enum and value not in member.enum:
        raise InvalidEnumValue(what, value, member.enum)
    if member.pattern and not re.fullmatch(member.pattern, value or "", re.ASCII):
        raise InvalidPatternValue(what, value, member.pattern)


def one_of(what: str, *words: str) -> Callable[[Any], None]:
    """
    Return a check that takes *words* alone.
    """

    def check(value: str | None) -> None:
        if value not in words:
            raise InvalidEnumValue(what, value, words)

    check.__doc__ = f"Accept one of {', '.join(words)}."
    return check


def http_method(value: str | None) -> None:
    """
    Accept a method of HTTP, or ANY.
    """
    if value not in _HTTP_METHODS:
        raise InvalidHttpMethod(value, _HTTP_METHODS)
