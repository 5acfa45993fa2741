"""
How a value of an extension is read. Each reader returns None for what it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from apigw_mock.openapi.document import text_of

Reader = Callable[[Any], Any]
_INTEGER = re.compile(r"[-+]?\d{1,18}", re.ASCII)


def capitals(value: Any) -> str | None:
    """
    Return a text in capitals.
    """
    text = text_of(value)
    return None if text is None else text.upper()


def boolean(value: Any) -> bool | None:
    """
    Return a boolean. Of texts, ``true`` is true and all others are false.
    """
    if isinstance(value, str):
        return value.lower() == "true"
    return value if isinstance(value, bool) else None


def integer(value: Any) -> int | None:
    """
    Return a whole number, which may be written as a text.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = text_of(value)
    if isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() else ""
    return int(text) if text and _INTEGER.fullmatch(text) else None


def texts(value: Any) -> list[str] | None:
    """
    Return a list of texts. One text is a list of one.
    """
    if not isinstance(value, list):
        text = text_of(value)
        return None if text is None else [text]
    return [text for one in value if (text := text_of(one)) is not None]


def parted(value: Any) -> list[str] | None:
    """
    Return the texts between the commas of a text, or of each text in a list.
    """
    read = texts(value)
    if read is None:
        return None
    parts = (part.strip() for text in read for part in text.split(","))
    return [part for part in parts if part]


def only_texts(value: Any) -> dict[str, str] | None:
    """
    Return the texts of a map.
    """
    if not isinstance(value, dict):
        return None
    return {key: one for key, one in value.items() if isinstance(one, str)}


def maps_of_texts(value: Any) -> dict[str, dict[str, str]] | None:
    """
    Return the texts of the maps in a map.
    """
    if not isinstance(value, dict):
        return None
    return {key: read for key, one in value.items() if (read := only_texts(one))}


def members(**readers: Reader) -> Reader:
    """
    Return the reader of a map with these members.
    """

    def read(value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return None
        pairs = ((name, one(value.get(name))) for name, one in readers.items())
        return {name: read for name, read in pairs if read is not None}

    return read
