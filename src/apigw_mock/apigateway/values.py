"""
What becomes of the text of a patch value, and which texts AWS refuses.

Each kind is a record: it carries its bounds or words and the sentence that refuses, so
that a row reads like a list of facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

from apigw_mock.apigateway.refusals import (
    InvalidEnumValue,
    InvalidHttpMethod,
    InvalidPatternValue,
)
from apigw_mock.javaregex import is_java_regex
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError

    # An example of a refusal, and how it is known.
    Refusals = Iterator[tuple[ApigwError, Evidence]]

_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_CAPITAL = re.compile(r"[A-Z]")
EXAMPLE = "{value}"  # no word of any enum, and in no pattern


class Modelled(Protocol):
    """
    What the service model says of a member: its words, or its pattern.
    """

    @property
    def enum(self) -> tuple[str, ...]: ...
    @property
    def pattern(self) -> str: ...


Members = Mapping[str, Modelled]  # by their names in boto3


class Empty(Enum):
    """
    What a value that is missing, null or ``""`` does.
    """

    CLEARS = "an empty or missing value clears it"
    KEPT = '"" is kept, a missing value clears it'
    NULL = "an empty or missing value is stored, read back as null"
    KEEPS = "an empty or missing value changes nothing"
    REFUSED = "an empty or missing value is refused"
    READ = ""  # read like any other text


def is_nothing(value: Any) -> bool:
    return value is None or value == ""


@dataclass(frozen=True, kw_only=True)
class Value:
    """
    A text that stays what it is. The other kinds read and judge it.

    Args:
        empty: what a missing or empty value does.
        nothing: what is answered where it is refused, given the member and the key.
    """

    empty: Empty = Empty.READ
    nothing: Sentence | None = None

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # other kinds do
        """
        Return what is accepted, in words; any text has none.
        """
        return ""

    def read(self, sent: str | None, members: Members) -> Any:
        """
        Return what the text of a patch value stands for.

        Raises:
            ApigwError: AWS refuses it.
        """
        self.judge(sent, members)
        return sent

    def take(self, given: Any, members: Members) -> Any:
        """
        Return what a Put stores for a value that has its JSON type already.

        Raises:
            ApigwError: AWS refuses it.
        """
        if given is None or isinstance(given, str):
            return self.read(given, members)
        self.judge(given, members)
        return given

    def judge(self, value: Any, members: Members) -> None:
        """
        Raise if AWS refuses *value*.
        """

    def clears(self, sent: Any) -> bool:
        """
        Whether a value, as it was sent, leaves the member out.
        """
        if self.empty is Empty.KEPT:
            return sent is None
        return self.empty is Empty.CLEARS and is_nothing(sent)

    def refusals(self, members: Members) -> Refusals:  # noqa: ARG002  # other kinds do
        """
        Yield an example of each way in which a value is refused.
        """
        yield from ()


@dataclass(frozen=True, kw_only=True)
class Boolean(Value):
    """
    ``true`` in any letter case is true, as in Java; all else is false.
    """

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # as above
        return "read as boolean, true in any letter case"

    def read(self, sent: str | None, members: Members) -> bool:  # noqa: ARG002  # as above
        return sent is not None and sent.lower() == "true"


@dataclass(frozen=True, kw_only=True)
class Integer(Value):
    """
    A whole number. A text that is none is None, for a rule to refuse.
    """

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # as above
        return "read as integer"

    def read(self, sent: str | None, members: Members) -> int | None:  # noqa: ARG002  # as above
        return int(sent) if sent and _INTEGER.fullmatch(sent) else None


@dataclass(frozen=True, kw_only=True)
class Word(Value):
    """
    One of some words, or a text of a pattern.

    Args:
        name: of the member of Put's or Create's input whose words or pattern it is.
        words: the table's own, where the service model has none.
        what: AWS's name of it in its sentence. Left out, it is made of *name*.
        evidence: how it is known what is answered to any other.
        in_capitals: whether letter case does not matter; capitals are stored.
    """

    evidence: Evidence
    name: str = ""
    words: Sequence[str] = ()
    what: str = ""
    in_capitals: bool = False

    def accepts(self, members: Members) -> str:
        words = self._words(members)
        form = f"one of {', '.join(words)}" if words else members[self.name].pattern
        return f"{form}, in any letter case" if self.in_capitals else form

    def read(self, sent: str | None, members: Members) -> str | None:
        word = sent.upper() if sent and self.in_capitals else sent
        self.judge(word, members)
        return word

    def judge(self, value: Any, members: Members) -> None:
        refusal = self._refusal(value, members)
        if refusal:
            raise refusal

    def _refusal(self, value: Any, members: Members) -> ApigwError | None:
        words = self._words(members)
        pattern = "" if words else members[self.name].pattern
        refusal: ApigwError | None = None
        if words and value not in words:
            refusal = InvalidEnumValue(self._what(), value, words)
        elif pattern and not re.fullmatch(pattern, value or "", re.ASCII):
            refusal = InvalidPatternValue(self._what(), value, pattern)
        if refusal:
            refusal.evidence = self.evidence
        return refusal

    def _words(self, members: Members) -> Sequence[str]:
        return self.words or members[self.name].enum

    def _what(self) -> str:
        spaced = _CAPITAL.sub(lambda capital: f" {capital[0].lower()}", self.name)
        return self.what or spaced

    def refusals(self, members: Members) -> Refusals:
        refusal = self._refusal(EXAMPLE, members)
        if refusal:
            yield refusal, self.evidence


@dataclass(frozen=True, kw_only=True)
class Text(Value):
    """
    A text that something judges.

    Args:
        what: what is accepted, in words.
        test: whether a text is accepted.
        otherwise: what is answered, given the text.
        as_none: a text that stands for none.
    """

    what: str
    test: Callable[[str | None], bool]
    otherwise: Sentence
    as_none: str | None = None

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # as above
        none = f"; {self.as_none!r} stands for none" if self.as_none else ""
        return f"{self.what}{none}"

    def read(self, sent: str | None, members: Members) -> str | None:
        text = None if self.as_none and sent == self.as_none else sent
        self.judge(text, members)
        return text

    def judge(self, value: Any, members: Members) -> None:  # noqa: ARG002  # as above
        if not self.test(value):
            raise self.otherwise.error(value)

    def clears(self, sent: Any) -> bool:
        return super().clears(None if sent == self.as_none else sent)

    def refusals(self, members: Members) -> Refusals:  # noqa: ARG002  # as above
        yield self.otherwise.error(EXAMPLE), self.otherwise.evidence


def java_regex(otherwise: Sentence, **more: Any) -> Text:
    """
    Return the value that is a Java regular expression.
    """
    return Text(
        what="a Java regular expression",
        test=lambda text: not text or is_java_regex(text),
        otherwise=otherwise,
        **more,
    )


# As AWS lists them.
HTTP_METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY")


def http_method(evidence: Evidence, **more: Any) -> Text:
    """
    Return the value that is a method of HTTP, or ANY.
    """
    return Text(
        what=f"one of {', '.join(HTTP_METHODS)}",
        test=lambda text: text in HTTP_METHODS,
        otherwise=Sentence(invalid_http_method, evidence),
        **more,
    )


def invalid_http_method(value: str | None) -> InvalidHttpMethod:
    return InvalidHttpMethod(value, HTTP_METHODS)
