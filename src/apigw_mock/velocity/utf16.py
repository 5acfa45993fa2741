"""
Texts as Java counts them: in units of UTF-16.
"""

from __future__ import annotations

_LAST = "\uffff"  # that is one unit


def units(text: str) -> str:
    """
    Return *text* with one character for each unit: two for an emoji.
    """
    if text.isascii() or max(text) <= _LAST:
        return text
    data = text.encode("utf-16-le", "surrogatepass")
    pairs = zip(data[::2], data[1::2], strict=True)
    return "".join(chr(high << 8 | low) for low, high in pairs)


def joined(text: str) -> str:
    """
    Return *text* with a character for each pair of surrogates.
    """
    return text.encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass"
    )
