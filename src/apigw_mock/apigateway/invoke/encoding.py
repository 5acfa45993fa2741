"""
Texts as they can be sent: in UTF-8, and not too long.
"""

from __future__ import annotations

from apigw_mock.velocity.work import check_length


class Size:
    """
    Counts the characters of an answer: its body and all of its headers.
    """

    def __init__(self) -> None:
        self._characters = 0

    def add(self, text: str) -> str:
        """
        Return *text*, and count it.

        Raises:
            Exceeded: the answer is longer than the output of a template may be.
        """
        self._characters += len(text)
        check_length(self._characters)
        return text


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
