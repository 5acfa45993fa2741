"""
Kinds of values: how the text of a patch value is read, and which texts AWS refuses.

Each kind is a record of its bounds or words and the sentence that refuses, so that a
row reads like a list of facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from apigw_mock.apigateway.refusals import (
    InvalidEnumValue,
    InvalidHttpMethod,
    InvalidPatternValue,
)
from apigw_mock.javaregex import is_java_regex

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence
    from apigw_mock.refusal import ApigwError, Sentence

    # An example of a refusal, and how it is known.
    Refusals = Iterator[tuple[ApigwError, Evidence]]

# Few enough digits that no number becomes infinite.
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})", re.ASCII)
_CAPITAL = re.compile(r"[A-Z]")
EXAMPLE = "{value}"  # no enum has this word and no pattern matches it


class Modelled(Protocol):
    """
    What the service model says about a member: its words or its pattern.
    """

    @property
    def enum(self) -> tuple[str, ...]: ...
    @property
    def pattern(self) -> str: ...


Members = Mapping[str, Modelled]  # by their names in boto3


class Empty(Enum):
    """
    What AWS does with a value that is missing, null or ``""``.
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
    Any text, stored as it is. The other kinds convert and check it.

    Args:
        empty: what AWS does with a missing or empty value.
        nothing: AWS's answer if it refuses one; its facts are the member and the key.
    """

    empty: Empty = Empty.READ
    nothing: Sentence | None = None

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # other kinds do
        """
        Return what is accepted, in words. Empty if every text is.
        """
        return ""

    def read(self, sent: str | None, members: Members) -> Any:
        """
        Return the value that the text of a patch value stands for.

        Raises:
            ApigwError: AWS refuses it.
        """
        self.judge(sent, members)
        return sent

    def take(self, given: Any, members: Members) -> Any:
        """
        Return what a Put stores for a value, which already has its JSON type.

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
        Whether a value, as it was sent, removes the member.
        """
        if self.empty is Empty.KEPT:
            return sent is None
        return self.empty is Empty.CLEARS and is_nothing(sent)

    def refusals(self, members: Members) -> Refusals:  # noqa: ARG002  # other kinds do
        """
        Yield one example of each refusal, with its evidence.
        """
        yield from ()


@dataclass(frozen=True, kw_only=True)
class Boolean(Value):
    """
    A boolean. ``true`` in any letter case is true, as in Java; all else is false.
    """

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # as above
        return "a boolean, true in any letter case"

    def read(self, sent: str | None, members: Members) -> bool:  # noqa: ARG002  # as above
        return sent is not None and sent.lower() == "true"


@dataclass(frozen=True, kw_only=True)
class Number(Value):
    """
    A decimal number. A text that is not a number is read as None.

    Args:
        low, high: its bounds, if it has any.
        otherwise: AWS's answer to any other text; its facts are the bounds and the
            number. If left out, every text is accepted here; a rule may refuse it.
    """

    word: ClassVar[str] = "a number"
    low: float = -inf
    high: float = inf
    otherwise: Sentence | None = None

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # as above
        low = "" if self.low == -inf else f", {self.low} or more"
        high = "" if self.high == inf else f", {self.high} or less"
        return f"{self.word}{low}{high}"

    def read(self, sent: str | None, members: Members) -> float | None:
        number = self.number(sent or "")
        self.judge(number, members)
        return number

    def number(self, text: str) -> float | None:
        return float(text) if _NUMBER.fullmatch(text) else None

    def judge(self, value: Any, members: Members) -> None:  # noqa: ARG002  # as above
        fits = value is not None and self.low <= value <= self.high
        if self.otherwise and not fits:
            raise self.otherwise.error(self.low, self.high, value)

    def refusals(self, members: Members) -> Refusals:  # noqa: ARG002  # as above
        if self.otherwise:
            refusal = self.otherwise.error(self.low, self.high, None)
            yield refusal, self.otherwise.evidence


@dataclass(frozen=True, kw_only=True)
class Integer(Number):
    """
    An integer.
    """

    word: ClassVar[str] = "an integer"

    def number(self, text: str) -> int | None:
        return int(text) if _INTEGER.fullmatch(text) else None


@dataclass(frozen=True, kw_only=True)
class Word(Value):
    """
    A word of an enum, or a text that matches a pattern.

    Args:
        name: the input member of Put or Create that has the words or the pattern.
        words: the table's own words, where the service model has none.
        what: AWS's name of it in its sentence. If left out, it is made from *name*.
        refusal: makes the error from the value and the words, where AWS uses another
            sentence.
        evidence: how we know AWS's answer to any other text.
        in_capitals: whether any letter case is accepted and capitals are stored.
    """

    evidence: Evidence
    name: str = ""
    words: Sequence[str] = ()
    what: str = ""
    refusal: Callable[[str | None, Sequence[str]], ApigwError] | None = None
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
            worded = self.refusal or partial(InvalidEnumValue, self._what())
            refusal = worded(value, words)
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
    A text that must pass a test.

    Args:
        what: what is accepted, in words.
        test: whether a text is accepted.
        otherwise: AWS's answer to any other text; its fact is the text.
        as_none: a text that AWS treats as no value.
    """

    what: str
    test: Callable[[str | None], bool]
    otherwise: Sentence
    as_none: str | None = None

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # as above
        none = f"; {self.as_none!r} stands for no value" if self.as_none else ""
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
    Return the kind of value that is a Java regular expression.
    """
    return Text(
        what="a Java regular expression",
        test=lambda text: not text or is_java_regex(text),
        otherwise=otherwise,
        **more,
    )


@dataclass(frozen=True, kw_only=True)
class Parsed(Value):
    """
    A text that stands for another value, for instance ``api:stage`` for a map.

    Args:
        what: what is accepted, in words.
        parse: returns the value, or None if the text is refused.
        otherwise: AWS's answer to a refused text; its fact is the text.
    """

    what: str
    parse: Callable[[str], Any]
    otherwise: Sentence

    def accepts(self, members: Members) -> str:  # noqa: ARG002  # as above
        return self.what

    def read(self, sent: str | None, members: Members) -> Any:  # noqa: ARG002  # as above
        value = self.parse(sent or "")
        if value is None:
            raise self.otherwise.error(sent)
        return value

    def refusals(self, members: Members) -> Refusals:  # noqa: ARG002  # as above
        yield self.otherwise.error(EXAMPLE), self.otherwise.evidence


# In AWS's order.
HTTP_METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY")


def http_method(evidence: Evidence, **more: Any) -> Word:
    """
    Return the kind of value that is an HTTP method, or ANY.
    """
    return Word(
        words=HTTP_METHODS, refusal=InvalidHttpMethod, evidence=evidence, **more
    )


def invalid_http_method(value: str | None) -> InvalidHttpMethod:
    return InvalidHttpMethod(value, HTTP_METHODS)
