"""
What java.util.regex.Pattern compiles, and what it does not, by OpenJDK 17.
"""

from __future__ import annotations

import pytest

from apigw_mock.javaregex import is_java_regex

TAKEN = (
    "",
    r"4\d{2}",
    ".*four hundred.*",
    r"(?<n>a)\k<n>",
    r"(a)\1",
    "(?i)a",
    "(?i-x:a)",
    "(?x: a # comment\n)",
    "(?x)a b",
    "(?=a)(?!b)(?<=c)(?<!d)(?>e)",
    r"\p{Alpha}\P{Alpha}",
    r"\p{javaLowerCase}",
    r"\p{IsLatin}\pL\p{Lu}",
    r"\p{IsL}\p{IsDigit}\p{Iswhitespace}\p{IsjavaLowerCase}",
    r"\p{script=Latin}\p{SC=latn}\p{general_category=Lu}",
    r"\p{InBasic Latin}[\p{blk=Latin-1 Supplement}]",
    r"\Qa[b\E(c)",
    r"\Q[",
    "a++b*?c?+d{2,3}+",
    "a{2,}",
    "{2}a|(?:{2,3})",
    "(?x)(?<n>a)# (?<n>b)",
    "[a-z&&[^bc]]",
    "[a&&]",
    "[]&&]",
    "[&&a]",
    "[[a]&&]",
    "[[:alpha:]|~]",
    "[]a]",
    r"[\d\p{Punct}\x41\t-]",
    r"\x{41}\x41\u0041\07\cA\e",
    r"\h\H\v\V\R",
    r"^\bfoo\b{g}\G\z$",
)
NOT_TAKEN = (
    "[",
    "[]",
    "(",
    ")",
    "*a",
    "a**",
    "{",
    "(?P<n>a)",
    "(?<n>a)(?<n>b)",
    "(?<n>a)|(?<n>b)",
    "(?<1>a)",
    "(?'n'a)",
    r"\k<n>",
    r"\y",
    "\\",
    r"[\b]",
    r"[\y]",
    "[&&]",
    "[^&&&]",
    "[a[&&]]",
    "[b-a]",
    "a{3,2}",
    "a{99999999999}",
    r"\x{110000}",
    r"\p{Nope}",
    r"\p{alpha}",
    r"\p{Latin}\pl",
    r"\p{Letter}",
    r"\p{IsNope}",
    r"\p{InNope}",
    r"\p{IsScript=Latin}",
    r"\p{script=Lu}",
    "a{2}*",
)


@pytest.mark.parametrize("pattern", TAKEN)
def test_java_takes(pattern: str) -> None:
    assert is_java_regex(pattern)


@pytest.mark.parametrize("pattern", NOT_TAKEN)
def test_java_does_not_take(pattern: str) -> None:
    assert not is_java_regex(pattern)


def test_what_is_too_much_to_judge_is_taken() -> None:
    assert is_java_regex("(" * 20_000 + ")" * 20_000)
