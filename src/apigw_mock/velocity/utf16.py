"""
Texts as Java counts them: in units of UTF-16.
"""

from __future__ import annotations

import re

_PAIR = re.compile("[\U00010000-\U0010ffff]")


def has_pairs(text: str) -> bool:
    """
    Return whether a character of *text* is two units.
    """
    return not text.isascii() and _PAIR.search(text) is not None


def units(text: str) -> str:
    """
    Return *text* with one character for each unit: two for an emoji.
    """
    if not has_pairs(text):
        return text
    data = text.encode("utf-16-le", "surrogatepass")
    wide = bytearray(2 * len(data))  # UTF-32, four bytes for each unit
    wide[::4], wide[1::4] = data[::2], data[1::2]
    return wide.decode("utf-32-le", "surrogatepass")


def joined(text: str) -> str:
    """
    Return *text* with a character for each pair of surrogates.
    """
    return text.encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass"
    )
