"""
Tell whether a text is a Java regular expression, as AWS's selection patterns are.

A pattern is read once, from left to right, without recursion. A text of four times the
length takes four times as long. When in doubt, accept.
Source: the documentation of java.util.regex.Pattern; the verdicts in the tests were
taken from OpenJDK 17.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST = 2**31 - 1  # of a count
_ESCAPES = r"""
      (?P<quoted>\\Q(?P<text>.*?)(?:\\E|\Z))
    | (?P<property>\\[pP](?:\{(?P<of>\w+=|Is|In)?(?P<name>[\w\ -]+)\}|(?P<letter>\w)))
    | (?P<code>\\(?:x\{(?P<hex>[0-9a-fA-F]{1,6})\}|x[0-9a-fA-F]{2}
               |u[0-9a-fA-F]{4}|0[0-3]?[0-7]{1,2}|c.|e))
    | (?P<kind>\\[dDsSwWhHvV])
    | (?P<character>\\N\{(?P<name_of>[^}]+)\})
    | (?P<escaped>\\(?:[tnrfa]|[^a-zA-Z0-9]))
"""
TOKEN = re.compile(
    rf"""{_ESCAPES}
    | (?P<reference>\\k<(?P<group>[a-zA-Z][a-zA-Z0-9]*)>)
    | (?P<place>\\b\{{g\}}|\\[1-9bBAzZGRX]|[\^$])
    | (?P<flags>\(\?(?P<on>[idmsuxU]*)(?:-(?P<off>[idmsuxU]*))?(?P<ends>[:)]))
    | (?P<named>\(\?<(?P<new>[a-zA-Z][a-zA-Z0-9]*)>)
    | (?P<opened>\((?:\?(?:[=!>]|<[=!])|(?!\?)))
    | (?P<closed>\))
    | (?P<alternative>\|)
    | (?P<repeat>(?:[*+?]|\{{(?P<low>\d+)(?:,(?P<high>\d*))?\}})[?+]?)
    | (?P<bracket>\[)
    | (?P<refused>[\\{{]|\(\?)
    | (?P<comment>\#)
    | (?P<space>[\ \t\n\v\f\r]+)
    | (?P<plain>[^\\()|*+?\[{{\#\ \t\n\v\f\r^$]+)
    """,
    re.VERBOSE | re.DOTALL,
)
IN_CLASS = re.compile(
    rf"""(?P<vertical>\\v(?=-))  # one character if a range begins there
    |{_ESCAPES}
    | (?P<opened>\[\^?)
    | (?P<closed>\])
    | (?P<both>&&+(?P<last>(?=\]))?)
    | (?P<dash>-)
    | (?P<refused>\\)
    | (?P<comment>\#)
    | (?P<space>[\ \t\n\v\f\r]+)
    | (?P<plain>[^\\\[\]&\#\ \t\n\v\f\r-]+|&)
    """,
    re.VERBOSE | re.DOTALL,
)

# \p{Lower}: general categories and the names of POSIX and java.lang.Character.
_CHARACTERS = re.compile(
    "L[ulmotCD1]?|M[nec]?|N[dlo]?|Z[slp]?|C[cfosn]?|P[dsecoif]?|S[mcko]?|all"
    "|Lower|Upper|ASCII|Alpha|Digit|Alnum|Punct|Graph|Print|Blank|Cntrl|XDigit|Space"
    "|java(?:LowerCase|UpperCase|TitleCase|Alphabetic|Ideographic|Digit|Defined"
    "|Letter|LetterOrDigit|JavaIdentifierStart|JavaIdentifierPart"
    "|UnicodeIdentifierStart|UnicodeIdentifierPart|IdentifierIgnorable|SpaceChar"
    "|Whitespace|ISOControl|Mirrored)"
)
# \p{IsAlphabetic}: names of Unicode, in any letter case.
_BINARY = re.compile(
    "Alphabetic|Ideographic|Letter|Lowercase|Uppercase|Titlecase|Punctuation|Control"
    "|White_?Space|Digit|Hex_?Digit|Join_?Control|Noncharacter_?Code_?Point|Assigned"
    "|Alnum|Blank|Graph|Print|Word",
    re.IGNORECASE,
)
_LONGEST_NAME = 64  # of a script or block; the longest today has 43 letters
_NO_SEPARATORS = str.maketrans("", "", "-_ ")


def is_java_regex(pattern: str) -> bool:
    """
    Return whether `java.util.regex.Pattern.compile` accepts *pattern*.
    """
    try:
        _read(pattern)
    except ValueError:
        return False
    return True


def _read(pattern: str) -> None:
    """
    Raise a ValueError if Java does not accept *pattern*.
    """
    read = _Read()
    position = 0
    while token := TOKEN.match(pattern, position):
        _READ[token.lastgroup or ""](read, token)
        position = token.end()
        if token.lastgroup == "bracket":
            position = _end_of_class(
                pattern, token.start(), has_comments=read.has_comments
            )
        elif token.lastgroup == "comment" and read.has_comments:
            position = end_of_line(pattern, position)
    if read.around or not read.wanted <= read.names:
        raise ValueError(pattern)


def end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


BLANK = ("comment", "space")  # tokens without effect where the flag x is on


def end_of_blank(token: re.Match[str]) -> int:
    """
    Return where a token without effect ends, a comment with its line.
    """
    is_comment = token.lastgroup == "comment"
    return end_of_line(token.string, token.end()) if is_comment else token.end()


@dataclass
class _Read:
    """
    The state after reading a part of a pattern.

    Args:
        is_repeatable: whether the part ends in something that can be repeated.
        has_comments: whether the flag x is on.
        around: for each open group, whether that flag was on before it.
        names: the names of the groups.
        wanted: the names of groups that the pattern refers to.
    """

    is_repeatable: bool = False
    has_comments: bool = False
    around: list[bool] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)

    def item(self, _: re.Match[str]) -> None:
        self.is_repeatable = True

    def blank(self, token: re.Match[str]) -> None:
        if not self.has_comments:
            self.item(token)

    def text(self, token: re.Match[str]) -> None:
        if text_of(token):  # unlike \Q\E
            self.item(token)

    def property(self, token: re.Match[str]) -> None:
        _check_property(token)
        self.item(token)

    def reference(self, token: re.Match[str]) -> None:
        self.wanted.add(token["group"])
        self.item(token)

    def flags(self, token: re.Match[str]) -> None:
        self.is_repeatable = False
        if token["ends"] == ":":
            self.opened(token)
        if "x" in token["on"] + (token["off"] or ""):
            self.has_comments = "x" not in (token["off"] or "")

    def named(self, token: re.Match[str]) -> None:
        if token["new"] in self.names:
            raise ValueError(token[0])
        self.names.add(token["new"])
        self.opened(token)

    def opened(self, _: re.Match[str]) -> None:
        self.around.append(self.has_comments)
        self.is_repeatable = False

    def closed(self, token: re.Match[str]) -> None:
        if not self.around:
            raise ValueError(token[0])
        self.has_comments = self.around.pop()
        self.item(token)

    def alternative(self, _: re.Match[str]) -> None:
        self.is_repeatable = False

    def repeat(self, token: re.Match[str]) -> None:
        if token["low"]:  # Java accepts a count with nothing before it
            _check_counts(token["low"], token["high"] or token["low"])
        elif not self.is_repeatable:
            raise ValueError(token[0])
        self.is_repeatable = False


def _check_counts(low: str, high: str) -> None:
    low, high = low.lstrip("0"), high.lstrip("0")
    if len(high) > len(str(_LARGEST)) or int(high or 0) > _LARGEST:
        raise ValueError(high)
    if len(low) > len(high) or int(low or 0) > int(high or 0):
        raise ValueError(low)


def _refuse(_: object, token: re.Match[str]) -> None:
    raise ValueError(token[0])


_READ: dict[str, Callable[[_Read, re.Match[str]], None]] = {
    "quoted": _Read.text,
    "code": _Read.text,
    "character": _Read.text,
    "escaped": _Read.text,
    "plain": _Read.item,
    "place": _Read.item,
    "kind": _Read.item,
    "property": _Read.property,
    "reference": _Read.reference,
    "flags": _Read.flags,
    "named": _Read.named,
    "opened": _Read.opened,
    "closed": _Read.closed,
    "alternative": _Read.alternative,
    "repeat": _Read.repeat,
    "bracket": _Read.item,
    "comment": _Read.blank,
    "space": _Read.blank,
    "refused": _refuse,
}


# --- Classes: [a-z&&[^b]] ---------------------------------------------------------


def _end_of_class(pattern: str, position: int, *, has_comments: bool) -> int:
    """
    Return the end of the class that begins at *position*.

    Raises:
        ValueError: Java does not accept the class, or it does not end.
    """
    classes = _Classes()
    while token := IN_CLASS.match(pattern, position):
        position = token.end()
        if has_comments and token.lastgroup in BLANK:
            position = end_of_blank(token)
            continue
        _READ_IN_CLASS[token.lastgroup or ""](classes, token)
        if not classes.filled:
            return position
    raise ValueError(pattern)


@dataclass
class _Classes:
    """
    The state after reading a part of a class.

    Args:
        filled: for each open class, inner ones last, whether it has any content.
        low: the character that may begin a range, or has begun one; empty for none.
        is_range: whether *low* and its dash have been read.
    """

    filled: list[bool] = field(default_factory=list)
    low: str = ""
    is_range: bool = False

    def item(self, _: object = None) -> None:
        self.low, self.is_range, self.filled[-1] = "", False, True

    def characters(self, text: str) -> None:
        if self.is_range and text[:1] < self.low:
            raise ValueError(text)
        can_begin = text[-1:] if len(text) > self.is_range else ""
        self.item()
        self.low = can_begin

    def text(self, token: re.Match[str]) -> None:
        if text := text_of(token):
            self.characters(text)

    def property(self, token: re.Match[str]) -> None:
        _check_property(token)
        self.item()

    def dash(self, token: re.Match[str]) -> None:
        if self.low and not self.is_range:
            self.is_range = True
        else:
            self.characters(token[0])

    def opened(self, _: re.Match[str]) -> None:
        self.filled.append(False)
        self.low, self.is_range = "", False

    def closed(self, token: re.Match[str]) -> None:
        if not self.filled[-1]:  # a ] at the beginning is a character
            self.characters(token[0])
            return
        self.filled.pop()
        if self.filled:
            self.item()

    def both(self, token: re.Match[str]) -> None:
        if self.is_range:
            self.characters(token[0])
        elif token["last"] is not None and not self.filled[-1]:
            raise ValueError(token[0])  # both sides are empty
        else:
            self.low = ""


_READ_IN_CLASS: dict[str, Callable[[_Classes, re.Match[str]], None]] = {
    "quoted": _Classes.text,
    "code": _Classes.text,
    "character": _Classes.text,
    "vertical": _Classes.text,
    "escaped": _Classes.text,
    "plain": _Classes.text,
    "comment": _Classes.text,
    "space": _Classes.text,
    "kind": _Classes.item,
    "property": _Classes.property,
    "opened": _Classes.opened,
    "closed": _Classes.closed,
    "both": _Classes.both,
    "dash": _Classes.dash,
    "refused": _refuse,
}


# --- Characters -------------------------------------------------------------------

_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a"}


def text_of(token: re.Match[str]) -> str:
    """
    Return the characters that *token* stands for.

    Raises:
        ValueError: the character does not exist.
    """
    find = _TEXTS.get(token.lastgroup or "")
    return find(token) if find else token[0]


def _character_of_code(token: re.Match[str]) -> str:
    body = token[0][1:]
    if body[0] in "ec":
        return "\x1b" if body == "e" else chr(ord(body[1]) ^ 64)
    if body[0] == "0":
        return chr(int(body, 8))
    return chr(int(token["hex"] or body[1:], 16))  # raises ValueError beyond Unicode


def _character_of_name(token: re.Match[str]) -> str:
    try:
        return unicodedata.lookup(token["name_of"])[:1]
    except KeyError:
        raise ValueError(token[0]) from None


_TEXTS: dict[str, Callable[[re.Match[str]], str]] = {
    "quoted": lambda token: token["text"],
    "code": _character_of_code,
    "character": _character_of_name,
    "escaped": lambda token: _CONTROL.get(token[0][1], token[0][1]),
    "vertical": lambda _: "\v",
}


# --- Properties: \p{Lu} -----------------------------------------------------------


def _characters(name: str) -> bool:
    return bool(_CHARACTERS.fullmatch(name))


def _unicode(name: str) -> bool:
    return bool(_BINARY.fullmatch(name)) or _characters(name) or _script(name)


def _script(name: str) -> bool:
    return _has_value("Script", name)


def _block(name: str) -> bool:
    return _has_value("Block", name)


def _has_value(of: str, name: str) -> bool:
    plain = name.translate(_NO_SEPARATORS).upper()
    is_word = plain.isascii() and plain.isalnum() and len(plain) <= _LONGEST_NAME
    return is_word and _is_property(f"{of}={plain}")


@lru_cache(maxsize=1024)
def _is_property(name: str) -> bool:
    try:
        regex.compile(rf"\p{{{name}}}", cache_pattern=False)
    except (regex.error, OverflowError):  # OverflowError if the name is infinity
        return False
    return True


# Checks of the name, by its prefix.
_PROPERTIES: dict[str, Callable[[str], bool]] = {
    "": _characters,
    "Is": _unicode,
    "In": _block,
    "blk=": _block,
    "block=": _block,
    "gc=": _characters,
    "general_category=": _characters,
    "sc=": _script,
    "script=": _script,
}


def _check_property(token: re.Match[str]) -> None:
    of, name = token["of"] or "", token["name"] or token["letter"]
    takes = _PROPERTIES.get(of.lower() if of.endswith("=") else of)
    if not takes or not takes(name):
        raise ValueError(token[0])
