"""
The classes of characters that Java's regular expressions name.
"""

from __future__ import annotations

import pytest
import regex

from apigw_mock import javaproperties
from apigw_mock.javaproperties import set_of

TABLES = ("_POSIX", "_JAVA", "_CATEGORIES", "_BINARY")
SETS = sorted(
    {one for table in TABLES for one in getattr(javaproperties, table).values()}
)
MEMBERS = [
    ("", "Alpha", "aZ", "1é"),
    ("", "Punct", "!/:@[`{~", "a \x7f"),
    ("", "Print", " ~", "\x1f\x7f"),
    ("", "Space", " \t\v", "\xa0"),
    ("", "Lu", "AÉ", "a"),
    ("", "L", "aé", "1"),
    ("", "LD", "a1", "-"),
    ("", "javaLowerCase", "aé", "A"),
    ("", "javaWhitespace", " \t\x1f\u2003", "\xa0\u2007"),
    ("", "javaJavaIdentifierStart", "a_$", "1"),
    ("", "javaJavaIdentifierPart", "a1", "-"),
    ("", "javaISOControl", "\x00\x9f", "a"),
    ("Is", "White_Space", " \xa0", "a"),
    ("Is", "alphabetic", "aé", "1"),
    ("Is", "Latin", "aé", "\u03b1"),
    ("Is", "Lu", "A", "a"),
    ("Is", "javaDigit", "1٣", "a"),
    ("In", "Greek", "\u03b1", "a"),
    ("In", "Basic Latin", "a", "é"),
    ("blk=", "Latin-1 Supplement", "é", "a"),
    ("block=", "Cyrillic", "\u0431", "a"),
    ("sc=", "latn", "a", "\u03b1"),
    ("script=", "Greek", "\u03b1", "a"),
    ("gc=", "Ll", "a", "A"),
    ("general_category=", "all", "a1", ""),
]


@pytest.mark.parametrize("one", SETS)
def test_the_library_knows_every_set(one: str) -> None:
    assert regex.compile(one, regex.VERSION1)


@pytest.mark.parametrize(("prefix", "name", "inside", "outside"), MEMBERS, ids=ascii)
def test_a_set_has_its_members(
    prefix: str, name: str, inside: str, outside: str
) -> None:
    found = regex.compile(set_of(prefix, name), regex.VERSION1)

    assert [one for one in inside if not found.fullmatch(one)] == []
    assert [one for one in outside if found.fullmatch(one)] == []
