r"""
Match texts as Java's regular expressions do.

A pattern of Java's is rewritten for the library `regex`, which knows most of it. What
differs: ``.`` and ``$`` know all line ends, ``\d``, ``\w`` and ``\s`` are ASCII,
classes of characters have names of their own. (?i) takes letters beyond ASCII alike.
With (?U), ``\d``, ``\w`` and ``\s`` are Unicode's; ``\p{Alpha}`` and its like stay
ASCII.
Source: the documentation of java.util.regex.Pattern.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

import regex

from apigw_mock.javaproperties import set_of
from apigw_mock.javaregex import (
    BLANK,
    IN_CLASS,
    TOKEN,
    end_of_blank,
    end_of_line,
    is_java_regex,
    text_of,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

SECONDS = 1.0  # a match may take
_LONGEST = 10_000  # characters of a pattern
_DEEPEST = 50  # groups or classes inside each other
_HEAVIEST = 100_000  # nodes that the library makes of a pattern; it spells out {1000}


class NotAPattern(ValueError):
    """
    The text is not a regular expression of Java's, or a monstrous one.
    """


def java_matches(pattern: str, text: str, seconds: float = SECONDS) -> bool:
    """
    Return whether the whole *text* matches.

    A text that is no pattern matches nothing, and neither does one that takes too long.
    """
    try:
        return compiled(pattern).fits(text, seconds)
    except (NotAPattern, TimeoutError):
        return False


class Pattern:
    """
    A regular expression of Java's. Its methods raise a TimeoutError when time is over.
    """

    def __init__(self, translated: str) -> None:
        self._regex: Any = regex.compile(translated, regex.VERSION1)

    @property
    def groups(self) -> int:
        found: int = self._regex.groups
        return found

    def group_of(self, name: str) -> int | None:
        """
        Return the number of a named group.
        """
        number: int | None = self._regex.groupindex.get(name)
        return number

    def fits(self, text: str, seconds: float) -> bool:
        """
        Return whether the whole *text* matches.
        """
        return self._regex.fullmatch(text, timeout=seconds) is not None

    def places(self, text: str, seconds: float, most: int) -> list[tuple[int, int]]:
        """
        Return where *text* matches, *most* places at most.
        """
        return [match.span() for match in self._found(text, seconds, most)]

    def replaced(
        self, text: str, make: Callable[[Any], str], seconds: float, most: int
    ) -> str:
        """
        Return *text* with what *make* returns in place of *most* matches.

        It is given a function that returns the text of a group.
        """
        parts: list[str] = []
        begin = 0
        for match in self._found(text, seconds, most):
            parts += text[begin : match.start()], make(match.group)
            begin = match.end()
        return "".join([*parts, text[begin:]])

    def _found(self, text: str, seconds: float, most: int) -> Iterator[Any]:
        """
        Yield the matches as Java finds them, one character after an empty one.
        """
        end, position, left = monotonic() + seconds, 0, most
        while left and position <= len(text):
            match = self._regex.search(text, position, timeout=seconds)
            if match is None:
                return
            yield match
            position = match.end() + (match.start() == match.end())
            seconds = end - monotonic()
            left -= 1
            if seconds <= 0:
                raise TimeoutError


def compiled(pattern: str) -> Pattern:
    """
    Return the pattern to match with.

    Raises:
        NotAPattern: Java does not accept it, or it is too long, deep or heavy.
    """
    if len(pattern) > _LONGEST or not is_java_regex(pattern):
        raise NotAPattern(pattern)
    return _compiled(pattern)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> Pattern:
    try:
        return Pattern(_translated(pattern))
    except (regex.error, OverflowError) as error:  # pragma: no cover  # none is known
        raise NotAPattern(pattern) from error


def _translated(pattern: str) -> str:
    translation = _Translation()
    position = 0
    while token := TOKEN.match(pattern, position):
        kind = token.lastgroup or ""
        position = token.end()
        if kind == "bracket":
            position = translation.a_class(pattern, token.start())
        elif kind == "comment" and "x" in translation.flags:
            position = end_of_line(pattern, position)
        else:
            _TRANSLATE[kind](translation, token)
    # In version 1 of the library ß matches ss.
    return f"(?-f:{''.join(translation.parts)})"


_ENDS = r"\n\r\x85\u2028\u2029"  # of lines
_END = rf"(?:\r\n|[{_ENDS}])"
_SETS = {
    "d": "[0-9]",
    "s": r"[\ \t-\r]",
    "w": "[a-zA-Z0-9_]",
    "h": r"[\ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]",
    "v": r"[\n-\r\x85\u2028\u2029]",
}


_SETS_OF_UNICODE = {
    "d": r"[\p{Nd}]",
    "s": r"[\p{White_Space}]",
    "w": r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]",
}


def _negated(of_set: str) -> str:
    return f"[^{of_set}]"


def _set_of_kind(token: re.Match[str], flags: frozenset[str]) -> str:
    letter = token[0][1]
    sets = {**_SETS, **_SETS_OF_UNICODE} if "U" in flags else _SETS
    positive = sets[letter.lower()]
    return positive if letter.islower() else _negated(positive)


def _set_of_property(token: re.Match[str]) -> str:
    found = set_of(token["of"] or "", token["name"] or token["letter"])
    return _negated(found) if token[0][1] == "P" else found


def _escaped(character: str) -> str:
    r"""
    Return *character* as ``\uHHHH``, which means itself everywhere.
    """
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def _literal(text: str) -> str:
    return "".join(
        character
        if character.isalnum() and character.isascii()
        else _escaped(character)
        for character in text
    )


@dataclass
class _Translation:
    """
    The state after translating a part of a pattern.

    Args:
        flags: those of Java's that are on.
        around: for each open group, the flags and the weight before it.
        weight: of the open group's content.
        last: the weight of what can be repeated.
        groups: how many have begun.
    """

    parts: list[str] = field(default_factory=list)
    flags: frozenset[str] = frozenset()
    around: list[tuple[frozenset[str], int]] = field(default_factory=list)
    weight: int = 0
    last: int = 0
    groups: int = 0

    def add(self, text: str, weight: int = 1) -> None:
        self.parts.append(text)
        self.last = 1
        self.weigh(weight)

    def weigh(self, weight: int) -> None:
        self.weight += weight
        if self.weight > _HEAVIEST:
            raise NotAPattern("".join(self.parts))

    def text(self, token: re.Match[str]) -> None:
        text = text_of(token)
        if text:  # \Q\E has no effect on what comes after it
            self.add(_literal(text), len(text))

    def plain(self, token: re.Match[str]) -> None:
        pieces = token[0].split(".")
        self.add(self._dot().join(map(_literal, pieces)), len(token[0]))

    def _dot(self) -> str:
        if "s" in self.flags:
            return r"[\p{Any}]"
        return r"[^\n]" if "d" in self.flags else f"[^{_ENDS}]"

    def space(self, token: re.Match[str]) -> None:
        if "x" not in self.flags:
            self.add(_literal(token[0]), len(token[0]))

    def kind(self, token: re.Match[str]) -> None:
        self.add(_set_of_kind(token, self.flags))

    def property(self, token: re.Match[str]) -> None:
        self.add(_set_of_property(token))

    def reference(self, token: re.Match[str]) -> None:
        self.add(f"(?P={token['group']})")

    def place(self, token: re.Match[str]) -> None:
        self.add(self._place(token[0]))

    def _place(self, text: str) -> str:
        if text in ("^", "$"):
            return self._line(text)
        letter = text[1]
        if letter.isdigit():
            return f"\\g<{letter}>" if int(letter) <= self.groups else "(?!)"
        return {
            "z": r"\Z",
            "Z": self._line("\\Z"),
            "R": rf"(?:\r\n|[{_ENDS}\v\f])",
        }.get(letter, f"\\{letter}")

    def _line(self, text: str) -> str:
        """
        Return what a place at the beginning or end of a line, or of the text, becomes.
        """
        is_any = "d" not in self.flags
        end, after, inside = r"\n", r"(?<=\n)", ""
        if is_any:
            end, inside = _END, r"(?<!\r(?=\n))"
            after = rf"(?<={_END}){inside}"
        of_lines = "m" in self.flags
        if text == "^":
            return rf"(?:\A|{after})(?!\Z)" if of_lines else r"\A"
        ends = f"{end}|" if text == "$" and of_lines else rf"{end}?"
        return rf"(?:{inside}(?={ends}\Z))"

    def set_flags(self, token: re.Match[str]) -> None:
        off = token["off"] or ""
        if token["ends"] == ":":
            self._open()
        self.flags = (self.flags | set(token["on"])) - set(off)
        sign = "" if "i" in self.flags else "-"
        self.parts.append(f"(?{sign}i{token['ends']}")
        self.last = 0

    def named(self, token: re.Match[str]) -> None:
        self.groups += 1
        self._open()
        self.parts.append(f"(?P<{token['new']}>")

    def opened(self, token: re.Match[str]) -> None:
        self.groups += token[0] == "("
        self._open()
        self.parts.append(token[0])

    def _open(self) -> None:
        self.around.append((self.flags, self.weight))
        if len(self.around) > _DEEPEST:
            raise NotAPattern("".join(self.parts))
        self.weight = self.last = 0

    def closed(self, token: re.Match[str]) -> None:
        inner = self.weight + 1
        self.flags, self.weight = self.around.pop()
        self.add(token[0], inner)
        self.last = inner

    def alternative(self, token: re.Match[str]) -> None:
        self.add(token[0])
        self.last = 0

    def repeat(self, token: re.Match[str]) -> None:
        if not self.last:  # Java accepts a count with nothing before it: of no effect
            return
        self.weigh(self.last * int(token["low"] or 1))
        self.last = 0
        self.parts.append(token[0])

    def a_class(self, pattern: str, position: int) -> int:
        """
        Add the class that begins at *position*, and return its end.
        """
        found = _Class(self.flags)
        end = found.read(pattern, position)
        while found.filled:
            end = found.read(pattern, end)
        self.add("".join(found.parts))
        return end


_TRANSLATE: dict[str, Callable[[_Translation, re.Match[str]], None]] = {
    "quoted": _Translation.text,
    "code": _Translation.text,
    "character": _Translation.text,
    "escaped": _Translation.text,
    "plain": _Translation.plain,
    "place": _Translation.place,
    "kind": _Translation.kind,
    "property": _Translation.property,
    "reference": _Translation.reference,
    "flags": _Translation.set_flags,
    "named": _Translation.named,
    "opened": _Translation.opened,
    "closed": _Translation.closed,
    "alternative": _Translation.alternative,
    "repeat": _Translation.repeat,
    "comment": _Translation.text,
    "space": _Translation.space,
}


@dataclass
class _Class:
    """
    The state after translating a part of a class.

    Args:
        flags: those of Java's that are on.
        filled: for each open class, inner ones last, whether it has any content.
        low: whether the last character may begin a range.
        dash: whether a dash came after it.
    """

    flags: frozenset[str]
    parts: list[str] = field(default_factory=list)
    filled: list[bool] = field(default_factory=list)
    low: bool = False
    dash: bool = False

    def read(self, pattern: str, position: int) -> int:
        """
        Translate one token, and return its end. There is one: Java takes the pattern.
        """
        token = cast("re.Match[str]", IN_CLASS.match(pattern, position))
        if "x" in self.flags and token.lastgroup in BLANK:
            return end_of_blank(token)
        _IN_CLASS[token.lastgroup or ""](self, token)
        return token.end()

    def item(self, text: str) -> None:
        self._end_dash()
        self.parts.append(text)
        self.filled[-1] = True

    def _end_dash(self) -> None:
        if self.dash:
            self.parts.append("\\-")
        self.low = self.dash = False

    def text(self, token: re.Match[str]) -> None:
        self._characters(text_of(token))

    def _characters(self, text: str) -> None:
        if not text:
            return
        ends_range = self.dash
        if ends_range:
            self.parts.append("-")
            self.dash = False
        self.parts.append("".join(map(_escaped, text)))
        self.filled[-1] = True
        self.low = len(text) > ends_range

    def kind(self, token: re.Match[str]) -> None:
        self.item(_set_of_kind(token, self.flags))

    def property(self, token: re.Match[str]) -> None:
        self.item(_set_of_property(token))

    def a_dash(self, token: re.Match[str]) -> None:
        if self.low and not self.dash:
            self.dash = True
        else:
            self._characters(token[0])

    def opened(self, token: re.Match[str]) -> None:
        self._end_dash()
        self.filled.append(False)
        if len(self.filled) > _DEEPEST:
            raise NotAPattern("".join(self.parts))
        self.parts.append(token[0])

    def closed(self, token: re.Match[str]) -> None:
        if not self.filled[-1]:  # a ] at the beginning is a character
            self._characters(token[0])
            return
        self._end_dash()
        self.parts.append("]")
        self.filled.pop()
        if self.filled:
            self.filled[-1] = True

    def both(self, token: re.Match[str]) -> None:
        if self.dash:
            self._characters(token[0])
        elif self.filled[-1] and token["last"] is None:
            self.parts.append("&&")
            self.low = False


_IN_CLASS: dict[str, Callable[[_Class, re.Match[str]], None]] = {
    "quoted": _Class.text,
    "code": _Class.text,
    "character": _Class.text,
    "vertical": _Class.text,
    "escaped": _Class.text,
    "plain": _Class.text,
    "comment": _Class.text,
    "space": _Class.text,
    "kind": _Class.kind,
    "property": _Class.property,
    "opened": _Class.opened,
    "closed": _Class.closed,
    "both": _Class.both,
    "dash": _Class.a_dash,
}
