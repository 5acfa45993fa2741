r"""
The classes of characters that a Java regular expression names, say ``\p{Alpha}``.

Source: the documentation of java.util.regex.Pattern. Each is given as a set of the
library `regex`.
"""

from __future__ import annotations

_NO_SEPARATORS = str.maketrans("", "", "-_ ")
_ANY = r"[\p{Any}]"

# Of POSIX: only ASCII, unlike those of the library.
_POSIX = {
    "Lower": "[a-z]",
    "Upper": "[A-Z]",
    "ASCII": r"[\x00-\x7f]",
    "Alpha": "[a-zA-Z]",
    "Digit": "[0-9]",
    "Alnum": "[a-zA-Z0-9]",
    "Punct": r"[!-/:-@\[-`{-\~]",
    "Graph": r"[!-\~]",
    "Print": r"[\ -\~]",
    "Blank": r"[\ \t]",
    "Cntrl": r"[\x00-\x1f\x7f]",
    "XDigit": "[0-9a-fA-F]",
    "Space": r"[\ \t-\r]",
}
_IDENTIFIER = r"\p{L}\p{Nl}\p{Sc}\p{Pc}"
_UNICODE_IDENTIFIER = r"\p{L}\p{Nl}"
_PART = r"\p{Nd}\p{Mn}\p{Mc}\p{Cf}\x00-\x08\x0e-\x1b\x7f-\x9f"
# Of java.lang.Character.
_JAVA = {
    "javaLowerCase": r"[\p{Lowercase}]",
    "javaUpperCase": r"[\p{Uppercase}]",
    "javaTitleCase": r"[\p{Lt}]",
    "javaAlphabetic": r"[\p{Alphabetic}]",
    "javaIdeographic": r"[\p{Ideographic}]",
    "javaDigit": r"[\p{Nd}]",
    "javaDefined": r"[^\p{Cn}]",
    "javaLetter": r"[\p{L}]",
    "javaLetterOrDigit": r"[\p{L}\p{Nd}]",
    "javaJavaIdentifierStart": f"[{_IDENTIFIER}]",
    "javaJavaIdentifierPart": f"[{_IDENTIFIER}{_PART}]",
    "javaUnicodeIdentifierStart": f"[{_UNICODE_IDENTIFIER}]",
    "javaUnicodeIdentifierPart": rf"[{_UNICODE_IDENTIFIER}{_PART}\p{{Pc}}]",
    "javaIdentifierIgnorable": r"[\p{Cf}\x00-\x08\x0e-\x1b\x7f-\x9f]",
    "javaSpaceChar": r"[\p{Z}]",
    "javaWhitespace": r"[\p{Z}\t-\r\x1c-\x1f--\xa0\u2007\u202f]",
    "javaISOControl": r"[\x00-\x1f\x7f-\x9f]",
    "javaMirrored": r"[\p{Bidi_Mirrored}]",
}
# Names that are no general category of Unicode.
_CATEGORIES = {
    "all": _ANY,
    "L1": r"[\x00-\xff]",
    "LC": r"[\p{Lu}\p{Ll}\p{Lt}]",
    "LD": r"[\p{L}\p{Nd}]",
}
# Of Unicode, in small letters without separators.
_BINARY = {
    "alnum": r"[\p{Alphabetic}\p{Nd}]",
    "alphabetic": r"[\p{Alphabetic}]",
    "assigned": r"[^\p{Cn}]",
    "blank": r"[\p{Zs}\t]",
    "control": r"[\p{Cc}]",
    "digit": r"[\p{Nd}]",
    "graph": r"[\p{Graph}]",
    "hexdigit": r"[\p{Hex_Digit}]",
    "ideographic": r"[\p{Ideographic}]",
    "joincontrol": r"[\p{Join_Control}]",
    "letter": r"[\p{L}]",
    "lowercase": r"[\p{Lowercase}]",
    "noncharactercodepoint": r"[\p{Noncharacter_Code_Point}]",
    "print": r"[\p{Print}]",
    "punctuation": r"[\p{P}]",
    "titlecase": r"[\p{Lt}]",
    "uppercase": r"[\p{Uppercase}]",
    "whitespace": r"[\p{White_Space}]",
    "word": r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]",
}


def set_of(prefix: str, name: str) -> str:
    r"""
    Return the set that a property stands for.

    Args:
        prefix: what stands before the name: ``Is``, ``In``, ``script=`` or nothing.
        name: one that Java accepts there.
    """
    kind = prefix.lower().rstrip("=")
    plain = name.translate(_NO_SEPARATORS).lower()
    if kind in ("in", "blk", "block"):
        return rf"[\p{{Block={plain}}}]"
    if kind in ("sc", "script"):
        return rf"[\p{{Script={plain}}}]"
    if kind == "is" and plain in _BINARY:
        return _BINARY[plain]
    return _named(name, plain)


def _named(name: str, plain: str) -> str:
    for table in (_POSIX, _JAVA, _CATEGORIES):
        if name in table:
            return table[name]
    if len(name) <= len("Lu"):
        return rf"[\p{{gc={name}}}]"
    return rf"[\p{{Script={plain}}}]"
