"""
Which texts match a Java regular expression, by OpenJDK 17.
"""

from __future__ import annotations

from time import perf_counter

import pytest

from apigw_mock.javamatch import NotAPattern, compiled, java_matches

MATCHES: tuple[tuple[str, str, bool], ...] = (
    (r"4\d{2}", "404", True),
    (r"4\d{2}", "4040", False),
    (".*", "a\nb", False),
    (".*", "a\u2028b", False),
    ("(?s).*", "a\nb", True),
    ("(?d).*", "a\rb", True),
    ("(?d).*", "a\nb", False),
    (r"[\s\S]*", "a\nb", True),
    (r"\d", "\u0663", False),
    (r"\w", "\xe9", False),
    (r"\s", " ", True),
    (r"\h", " ", True),
    (r"\H", "a", True),
    (r"\v", "\u2028", True),
    (r"\V", "a", True),
    (r"\D\W\S", "a--", True),
    (r"\Q.*\E", ".*", True),
    (r"\Q.*", ".*", True),
    (r"\Q\Ea", "a", True),
    (r"\Q\E{2}", "", True),
    (r"a\Q\E{2}", "aa", True),
    (r"\x41\u0042\x{43}\0104\cA\e", "ABCD\x01\x1b", True),
    (r"\N{LATIN SMALL LETTER A}", "a", True),
    (r"\t\.\-", "\t.-", True),
    ("(?i)abc", "ABC", True),
    ("a(?i)b", "aB", True),
    ("a(?i)b", "AB", False),
    ("(?i:a)b", "AB", False),
    ("(?i)a(?-i)b", "AB", False),
    ("(?i)ss", "\xdf", False),
    ("(?x) a b # c", "ab", True),
    ("(?x)a#c\nb", "ab", True),
    # By the documentation of java.util.regex.Pattern, no Java was run:
    ("(?x)[a b]", " ", False),
    ("(?x)[a b]", "b", True),
    ("(?x)[a # ]\nb]", "b", True),
    ("(?x)[a # ]\nb]", "#", False),
    ("(?x)[a - c]", "b", True),
    (r"(?x)[\ ]", " ", True),
    ("(?x:[a b])[a b]", "a ", True),
    ("[a #]", "#", True),
    ("[ -#]", "!", True),
    (r"(?U)\w", "\xe9", True),
    (r"(?U)\W", "\xe9", False),
    (r"(?U)[\w]", "\xe9", True),
    (r"(?U)\d", "\u0663", True),
    (r"(?U)\s", "\u2003", True),
    (r"(?U)\h", " ", True),
    # By OpenJDK 17 again:
    ("a b", "a b", True),
    ("a#b", "a#b", True),
    (r"(a)\1", "aa", True),
    (r"(a)\2", "aa", False),
    (r"(?<n>a)\k<n>", "aa", True),
    ("a*+a", "aa", False),
    ("a++", "aa", True),
    ("a+?", "aa", True),
    ("{2}a", "a", True),
    ("a{2}{3}", "aa", True),
    ("^a$", "a", True),
    ("a$", "a\n", False),
    (r"a\Z", "a\n", False),
    (r"a\z", "a", True),
    (r"\Aa", "a", True),
    ("(?m)a$\n^b", "a\nb", True),
    ("(?m)a\r$\n^b", "a\r\nb", False),
    ("(?dm)a$\n^b", "a\nb", True),
    (r"a\Rb", "a\r\nb", True),
    (r"\ba\b", "a", True),
    (r"\b{g}a", "a", True),
    ("(?=a)a(?!b)", "a", True),
    ("(?<=a)b|ab", "ab", True),
    ("(?>a|ab)c", "abc", False),
    ("[a-c&&[^b]]", "b", False),
    ("[a-c&&[^b]]", "c", True),
    ("[a-c&&b]", "b", True),
    ("[a&&]", "a", True),
    ("[!-&&b]", "%", True),
    (r"[\Q\Ea]", "a", True),
    ("[&&a]", "a", True),
    ("[]a]", "]", True),
    ("[^]a]", "b", True),
    ("[a-]", "-", True),
    ("[a-[b]]", "-", True),
    (r"[\d-z]", "-", True),
    ("[a[b]c]", "b", True),
    ("[-a]", "-", True),
    ("[--a]", "-", True),
    ("[a-c-e]", "d", False),
    (r"[\Q-]\E]", "-", True),
    (r"[\QE\E-G]", "F", True),
    (r"[\v-\r]", "\r", True),
    (r"[\p{Lu}\P{L}]", "A", True),
    ("[a&b]", "&", True),
    ("[a-z&&[def]&&e]", "e", True),
    ("[+--]", ",", True),
    (r"\p{Alpha}+", "aZ", True),
    (r"\p{Alpha}", "\xe9", False),
    (r"\p{IsAlphabetic}", "\xe9", True),
    (r"\p{L}", "\xe9", True),
    (r"\pL", "\xe9", True),
    (r"\PL", "\xe9", False),
    (r"\p{Lu}", "\xc9", True),
    (r"\p{IsLatin}", "\xe9", True),
    (r"\p{script=Greek}", "\u03b1", True),
    (r"\p{InGreek}", "\u03b1", True),
    (r"\p{block=Cyrillic}", "\u0431", True),
    (r"\p{javaWhitespace}", "\u2003", True),
    (r"\p{javaWhitespace}", "\xa0", False),
    (r"\p{IsWhite_Space}", "\xa0", True),
    (r"\p{all}", "x", True),
    (r"\p{L1}", "\xe9", True),
    (r"\p{LC}", "a", True),
    (r"\p{gc=Lu}", "A", True),
    (r"\p{IsLu}", "A", True),
    (r"\p{Punct}+", "!~`[]^", True),
    (r"\p{javaJavaIdentifierStart}", "$", True),
    (r"\P{Digit}", "a", True),
    ("(?:a|b)+", "abab", True),
    ("a|", "", True),
    ("(a)(b)?", "a", True),
    ("é", "\xe9", True),
    ("(?i)é", "\xe9", True),
    ("", "", True),
)
# What Java accepts, but no text has to be matched against.
MONSTROUS = {
    "long": "a" * 10_001,
    "deep": "(" * 51 + ")" * 51,
    "a deep class": "[a" * 51 + "]" * 51,
    "heavy": "(?:a?){2147483647}",
    "heavy together": "((a{100}){100}){100}",
    "heavy one after the other": "(a{1000}){90}" * 2,
}
SLOW = "(a|aa)+c"  # with this text
TEXT = "a" * 60 + "b"


@pytest.mark.parametrize(("pattern", "text", "fits"), MATCHES, ids=ascii)
def test_the_whole_text_matches(pattern: str, text: str, fits: bool) -> None:  # noqa: FBT001
    assert java_matches(pattern, text) is fits


@pytest.mark.parametrize("pattern", ["(", "[", "*", r"\y"])
def test_what_is_no_pattern_matches_nothing(pattern: str) -> None:
    assert not java_matches(pattern, pattern)
    with pytest.raises(NotAPattern):
        compiled(pattern)


@pytest.mark.parametrize("pattern", MONSTROUS.values(), ids=MONSTROUS)
def test_a_monstrous_pattern_matches_nothing(pattern: str) -> None:
    begin = perf_counter()

    assert not java_matches(pattern, "a")
    assert perf_counter() - begin < 5


def test_a_match_that_takes_too_long_is_none() -> None:
    assert not java_matches(SLOW, TEXT, seconds=0.05)


@pytest.mark.parametrize(
    ("pattern", "text", "places"),
    [
        ("a", "banana", [(1, 2), (3, 4), (5, 6)]),
        ("", "ab", [(0, 0), (1, 1), (2, 2)]),
        ("a*", "aab", [(0, 2), (2, 2), (3, 3)]),
        ("|a", "aa", [(0, 0), (1, 1), (2, 2)]),
        ("z", "ab", []),
    ],
)
def test_places_are_those_of_java(
    pattern: str, text: str, places: list[tuple[int, int]]
) -> None:
    assert compiled(pattern).places(text, 1, 100) == places


def test_places_are_as_many_as_wanted() -> None:
    assert compiled("a").places("aaaa", 1, 2) == [(0, 1), (1, 2)]


def test_time_counts_for_all_places_together() -> None:
    with pytest.raises(TimeoutError):
        compiled("a").places("a" * 1_000_000, 0.001, 1_000_000)


def test_matches_are_replaced() -> None:
    pattern = compiled("(?<n>a)(b)?")

    assert pattern.groups == 2
    assert (pattern.group_of("n"), pattern.group_of("x")) == (1, None)
    assert pattern.replaced("abca", lambda group: f"<{group(2)}>", 1, 9) == "<b>c<None>"
