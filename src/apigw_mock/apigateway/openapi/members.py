"""
The members of extensions that become arguments of calls, and how they are read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.document import Document, text_of
from apigw_mock.openapi.values import boolean, integer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.evidence import Evidence


@dataclass(frozen=True)
class Member:
    """
    A member of an extension that becomes an argument of a call.

    Args:
        name: in the document.
        argument: in the body of the call.
        read: converts the value, or raises `Malformed`.
        evidence: how it is known what becomes of it.
    """

    name: str
    argument: str
    read: Callable[[Any], Any]
    evidence: Evidence


@dataclass(frozen=True)
class Extension:
    """
    A map in a document whose members become the arguments of one call.

    Args:
        place: where it stands; empty for the document itself.
        call: for instance ``PutIntegration``.
        members: those that are read. All others are left out.
    """

    place: str
    call: str
    members: tuple[Member, ...]

    def arguments(self, given: Mapping[str, Any]) -> Document:
        """
        Return the arguments for the members that are there.

        Raises:
            Malformed: a value cannot be read.
        """
        return {
            member.argument: member.read(given[member.name])
            for member in self.members
            if given.get(member.name) is not None
        }

    @property
    def constructs(self) -> tuple[Construct, ...]:
        """
        The members as constructs, for the list of rules.
        """
        return tuple(
            Construct(
                f"{self.place}.{member.name}".lstrip("."),
                f"{member.argument} of {self.call}{_in_words(member.read)}",
                member.evidence,
            )
            for member in self.members
        )


def _in_words(read: Callable[[Any], Any]) -> str:
    return ", in capitals" if read is word else ""


class Malformed(Exception):
    """
    A value of an extension has a JSON type that it cannot have.
    """

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


# --- Readers. They are given what the document has, but never None ------------------


def text(value: Any) -> str:
    """
    Return a text. A number or a boolean becomes the text that JSON has for it.
    """
    read = text_of(value)
    if read is None:
        raise Malformed("string")
    return read


def word(value: Any) -> str:
    """
    Return a text in capitals.
    """
    return text(value).upper()


def number(value: Any) -> int:
    """
    Return an integer, which may stand in a text.
    """
    read = integer(value)
    if read is None:
        raise Malformed("integer")
    return read


def flag(value: Any) -> bool:
    """
    Return a boolean. Any text but ``true`` is false.
    """
    read = boolean(text_of(value))
    if read is None:
        raise Malformed("boolean")
    return read


def texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Malformed("array")
    return [text(one) for one in value]


def text_map(value: Any) -> dict[str, str | None]:
    """
    Return a map of texts. A null stays null.
    """
    entries = mapping(value).items()
    return {key: None if one is None else text(one) for key, one in entries}


def mapping(value: Any) -> Document:
    if not isinstance(value, dict):
        raise Malformed("object")
    return value


def json_text(value: Any) -> str:
    """
    Return the JSON of a map, or a text as it is.
    """
    if isinstance(value, str):
        return value
    return json.dumps(mapping(value), separators=(",", ":"))
