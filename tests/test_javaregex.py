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
    r"[+--][\w--][\v--a]",
    r"[a-\Qb\E][\Qa\E-b][a\Q\E-b]",
    r"[\N{DIGIT ONE}-9]",
    r"\Q\Ea\Q\E*",
    "(?x)a # ( [ \\y {1\n b *",
    "(?x: a # (?<n>\n)(?<n>b)",
    "(?x)(?-x)#(a)",
    # By the documentation of java.util.regex.Pattern: classes may have comments.
    "(?x)[a # ]\n]",
    "(?x)[a - c]",
    "[a # ]",
    "a{0001,2147483647}",
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
    "a|*",
    "(?i)*",
    "(?x)a #\n(b",
    "(?x)(?-x)#(a",
    "(?x)[a # ]",
    "(?x)[c - a]",
    "(*FAIL)",
    "[a--b]",
    r"[a-\Q&\E]",
    "[a-&&]",
    r"[\cz-\ca]",
    r"[\1]",
    r"[\k<n>](?<n>a)",
    "[a",
    r"\N{NO SUCH NAME}",
    r"\p{IsInfinity}",
    r"\p{IsÉ}",
    "a{2147483648}",
    "a{10,9}",
)


@pytest.mark.parametrize("pattern", TAKEN)
def test_java_takes(pattern: str) -> None:
    assert is_java_regex(pattern)


@pytest.mark.parametrize("pattern", NOT_TAKEN)
def test_java_does_not_take(pattern: str) -> None:
    assert not is_java_regex(pattern)


def test_deep_nesting_is_judged() -> None:
    assert is_java_regex("(" * 20_000 + ")" * 20_000)
    assert not is_java_regex("(" * 20_000 + ")" * 19_999)
    assert is_java_regex("[a" * 20_000 + "]" * 20_000)
    assert not is_java_regex("[a" * 20_000 + "]" * 19_999)
