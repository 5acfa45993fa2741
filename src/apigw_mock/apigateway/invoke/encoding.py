"""
Texts as they can be sent: in UTF-8.
"""

from __future__ import annotations


def encodable(text: str) -> str:
    """
    Return *text* with U+FFFD for each half of a surrogate pair that stands alone.

    What a template takes apart and puts together again is one character again.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        halves = text.encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace")
    return text
