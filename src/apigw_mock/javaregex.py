"""
Is a text a regular expression to Java, which judges selection patterns on AWS?

Java's own tokens are rewritten to those of the `regex` library, which then judges
the structure: groups, classes, ranges, repetition. Only the verdict is wanted, so
every rewriting is free to change what the pattern matches. When in doubt, accept.
Source: the documentation of java.util.regex.Pattern; the verdicts in the tests were
taken from OpenJDK 17.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_COUNTED = r"\{\d+(?:,\d*)?\}"
_TOKEN = re.compile(
    rf"""
      (?P<quoted>\\Q(?P<text>.*?)(?:\\E|\Z))
    | (?P<property>\\[pP](?:\{{(?P<of>\w+=|Is|In)?(?P<name>[\w\ -]+)\}}|(?P<letter>\w)))
    | (?P<code>\\(?:x\{{(?P<hex>[0-9a-fA-F]{{1,6}})\}}|x[0-9a-fA-F]{{2}}
               |u[0-9a-fA-F]{{4}}|0[0-3]?[0-7]{{1,2}}|c.|e))
    | (?P<space>\\[hHvV])
    | (?P<backreference>\\[1-9])
    | (?P<named>\\k<(?P<group>[a-zA-Z][a-zA-Z0-9]*)>)
    | (?P<anchor>\\b\{{g\}}|\\[zG]|[\^$])
    | (?P<known>\\(?:[tnrfadDsSwWbBAZRX]|N\{{[^}}]+\}}|[^a-zA-Z0-9]))
    | (?P<flags>\(\?[idmsuxU]*(?:-[idmsuxU]*)?(?P<ends>[:)]))
    | (?P<group_open>\((?:\?(?:[=!>]|<[=!]|<(?P<new>[a-zA-Z][a-zA-Z0-9]*)>)|(?!\?)))
    | (?P<repeat>(?:[*+?]|{_COUNTED})[?+]?(?:{_COUNTED}[?+]?)*)
    | (?P<class>\[\^?\]?)
    | (?P<refused>[\\{{]|\(\?)
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLASS = re.compile(r"\[\^?\]?")  # a ] that comes first is a character
_LEFT_OPEN = re.compile(r"&&+(?=\])")  # an intersection that lacks its right side
_IN_CLASS = {"quoted", "property", "code", "space", "backreference", "known", "named"}
_LARGEST = 2**31 - 1  # of a count

# \p{Lower}: general categories, and what POSIX and java.lang.Character call so.
_CHARACTERS = re.compile(
    "L[ulmotCD1]?|M[nec]?|N[dlo]?|Z[slp]?|C[cfosn]?|P[dsecoif]?|S[mcko]?|all"
    "|Lower|Upper|ASCII|Alpha|Digit|Alnum|Punct|Graph|Print|Blank|Cntrl|XDigit|Space"
    "|java(?:LowerCase|UpperCase|TitleCase|Alphabetic|Ideographic|Digit|Defined"
    "|Letter|LetterOrDigit|JavaIdentifierStart|JavaIdentifierPart"
    "|UnicodeIdentifierStart|UnicodeIdentifierPart|IdentifierIgnorable|SpaceChar"
    "|Whitespace|ISOControl|Mirrored)"
)
# \p{IsAlphabetic}: Unicode's, in any letter case.
_BINARY = re.compile(
    "Alphabetic|Ideographic|Letter|Lowercase|Uppercase|Titlecase|Punctuation|Control"
    "|White_?Space|Digit|Hex_?Digit|Join_?Control|Noncharacter_?Code_?Point|Assigned"
    "|Alnum|Blank|Graph|Print|Word",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def is_java_regex(pattern: str) -> bool:
    """
    Return whether `java.util.regex.Pattern.compile` takes *pattern*.
    """
    try:
        regex.compile(_translate(pattern), regex.V1)
    except (regex.error, ValueError):
        return False
    except (RecursionError, OverflowError, MemoryError):
        return True  # too much for this library is not wrong for Java
    return True


def _translate(pattern: str) -> str:
    """
    Return *pattern* in the syntax of `regex`.

    Raises:
        ValueError: it holds what Java does not take.
    """
    out: list[str] = []
    names: list[str] = []
    position = depth = 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        assert token  # noqa: S101  # the last alternative takes every character
        kind = token.lastgroup or ""
        # \b in a class is a backspace to regex, and nothing to Java.
        if depth and (kind not in _IN_CLASS or token[0] == r"\b"):
            position, depth = _in_class(pattern, position, depth, out)
            continue
        depth += kind == "class"
        out.append(_REWRITE[kind](token))
        names += [token["new"]] if token["new"] else []
        position = token.end()
    # Where x is switched on, what looks like a group may stand in a comment.
    if len(names) != len(set(names)) and not {"(?x)", "(?x:"} & set(out):
        raise ValueError(names)
    return "".join(out)


def _in_class(
    pattern: str, position: int, depth: int, out: list[str]
) -> tuple[int, int]:
    """
    Rewrite one character of a class; return the next position and the depth there.
    """
    character = pattern[position]
    if character == "\\":
        raise ValueError(pattern)
    if open_end := _LEFT_OPEN.match(pattern, position):
        if out[-1] in {"[", "[^"}:
            raise ValueError(pattern)
        return open_end.end(), depth  # Java takes what stands on the left
    if opened := _CLASS.match(pattern, position):
        out.append(opened[0])
        return opened.end(), depth + 1
    # What regex reads as an operator or a POSIX class, and Java as itself.
    out.append(f"\\{character}" if character in "|~:" else character)
    return position + 1, depth - (character == "]")


def _characters(name: str) -> bool:
    return bool(_CHARACTERS.fullmatch(name))


def _unicode(name: str) -> bool:
    return bool(_BINARY.fullmatch(name)) or _characters(name) or _script(name)


def _script(name: str) -> bool:
    return _is_property(f"Script={name}")


def _block(name: str) -> bool:
    return _is_property(f"Block={name}")


def _is_property(name: str) -> bool:
    try:
        regex.compile(rf"\p{{{name}}}")
    except regex.error:
        return False
    return True


# By what stands before the name.
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


def _property(token: re.Match[str]) -> str:
    of, name = token["of"] or "", token["name"] or token["letter"]
    takes = _PROPERTIES.get(of.lower() if of.endswith("=") else of)
    if not takes or not takes(name):
        raise ValueError(token[0])
    return r"\w"


def _code(token: re.Match[str]) -> str:
    if token["hex"] and int(token["hex"], 16) > 0x10FFFF:  # noqa: PLR2004  # Unicode's end
        raise ValueError(token[0])
    body = token[0][1:]
    if token["hex"]:
        return re.escape(chr(int(token["hex"], 16)))
    if body[0] == "0":
        return re.escape(chr(int(body, 8)))
    return r"\x1b" if body[0] in "ce" else token[0]


def _repeat(token: re.Match[str]) -> str:
    for low, high in re.findall(r"\{(\d+),?(\d*)\}", token[0]):
        if int(low) > int(high or _LARGEST) or int(high or low) > _LARGEST:
            raise ValueError(token[0])
    # Java takes a count with nothing before it.
    return "(?:)*" if token[0].startswith("{") else "*"


def _flags(token: re.Match[str]) -> str:
    comments = "x" if "x" in token[0].partition("-")[0] else ""
    if token["ends"] == ")":
        return f"(?{comments})" if comments else ""
    return f"(?{comments}:"


def _refuse(token: re.Match[str]) -> str:
    raise ValueError(token[0])


_REWRITE: dict[str, Callable[[re.Match[str]], str]] = {
    "quoted": lambda token: re.escape(token["text"]),
    "property": _property,
    "code": _code,
    "space": lambda _: r"\s",
    "backreference": lambda _: "(?:)",
    "named": lambda token: rf"\g<{token['group']}>",
    "anchor": lambda _: "(?:)",
    "known": lambda token: token[0],
    "flags": _flags,
    "group_open": lambda token: token[0],
    "repeat": _repeat,
    "class": lambda token: token[0],
    "refused": _refuse,
    "plain": lambda token: token[0],
}
