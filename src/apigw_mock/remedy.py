"""
Remedies: what to change in a refused call, where that is plain.

A remedy never guesses what the user wants. It says how to write what was sent so that
AWS accepts it, or which call is missing before it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from apigw_mock.refusal import ApigwError

LONGEST = 2_000  # characters of a remedy; with longer texts, none is plain
_LONGEST_WORD = 100  # characters: longer texts resemble no word
_ALIKE = 0.8  # how alike two words are, from 0 to 1, if one is a slip for the other


@dataclass(frozen=True)
class Refused:
    """
    A refused call.

    Args:
        error: AWS's refusal.
        operation: AWS's name of the operation.
        target: the identifiers that the call names, as boto3's arguments.
        request: the rest of what was sent, as boto3's arguments.
        parts: what AWS refused of it: the positions of patch operations, or the names
            of settings.
    """

    error: ApigwError
    operation: str
    target: Mapping[str, str]
    request: Mapping[str, Any]
    parts: Sequence[int | str]


@dataclass(frozen=True)
class Remedy:
    """
    One remedy.

    Args:
        refusals: what it may help against.
        advise: takes one of these refusals and its call, and returns the advice. Empty
            if the remedy does not fit the call.
    """

    refusals: tuple[type[ApigwError], ...]
    advise: Callable[[Any, Refused], str]


def remedy_of(remedies: Iterable[Remedy], refused: Refused) -> str:
    """
    Return the first advice that fits a refused call, or an empty text.
    """
    for remedy in remedies:
        if isinstance(refused.error, remedy.refusals):
            advice = remedy.advise(refused.error, refused)
            if advice and len(advice) <= LONGEST:
                return advice
    return ""


def right_word(text: object, words: Iterable[str]) -> str:
    """
    Return the one of *words* that *text* is a slip for, or an empty text.

    A slip is another letter case, another separator, a letter or two, or the end of
    a single one of the words: ``iam`` for ``AWS_IAM``.
    """
    if not isinstance(text, str) or not text or len(text) > _LONGEST_WORD:
        return ""
    words = [word for word in words if word != text]
    alike = [(likeness(text, word), word) for word in words]
    best, nearest = max(alike, default=(0.0, ""), key=lambda one: one[0])
    if best >= _ALIKE:
        return nearest
    ending = [word for word in words if _plain(word).endswith(f"_{_plain(text)}")]
    return ending[0] if len(ending) == 1 else ""


def likeness(one: str, other: str) -> float:
    """
    Return how alike two short words are, from 0 to 1. Letter case does not count.
    """
    plain, others = map(_plain, (one, other))
    matcher = SequenceMatcher(None, plain, others)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _plain(word: str) -> str:
    return word[:_LONGEST_WORD].casefold().replace("-", "_").replace(" ", "_")


def as_call(name: str, **arguments: Any) -> str:
    """
    Return a call of boto3's as Python, for instance ``update_method(restApiId='a')``.
    """
    return f"{name}({as_settings(**arguments)})"


def as_settings(**arguments: Any) -> str:
    """
    Return boto3's arguments as Python, for instance ``AutoDeploy=False``.
    """
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items())


def as_operation(operation: Mapping[str, Any]) -> str:
    """
    Return a patch operation as the failure report shows it.
    """
    return json.dumps(operation, ensure_ascii=False)
