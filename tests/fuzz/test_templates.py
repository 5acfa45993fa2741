"""
Random templates: only a `TemplateFault` may come of one.

Most are made from the grammar, with values that methods do not expect; others are
tokens in any order.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from needs import HYPOTHESIS
from templates import inputs

pytest.importorskip("hypothesis", reason=HYPOTHESIS)

from hypothesis import given, settings
from hypothesis import strategies as st

from apigw_mock.velocity import jsonsmart
from apigw_mock.velocity.context import Context
from apigw_mock.velocity.dispatch import TABLES
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.paths import parse
from apigw_mock.velocity.template import Template
from apigw_mock.velocity.work import Work

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

BODY = (
    '{"l": [1, "a/b", {"k": "v"}, null, 2.5, [[]]], "m": {"a": 1, "n": null}, "s": "x",'
    ' "t": true, "e": "", "d": 1.12345678901234567890, "b": 12345678901234567890,'
    ' "i": 1e999, "u": "\\ud83d", "z": 0}'
)
NAMES = ("a", "b", "l", "m", "s", "input", "util", "context", "foreach", "nothing")
METHODS = sorted({row.name for one in TABLES.values() for row in one.rows})
PATHS = (
    "$",
    "$.l",
    "$.m",
    "$.s",
    "$.d",
    "$.b",
    "$.i",
    "$.u",
    "$.z",
    "$..*",
    "$.l[?(@)]",
)
TEXTS = (
    "",
    "x",
    "a,b",
    "(",
    "(a)(b)?",
    "$1",
    "${n}",
    "\\\\",
    "[a-",
    "%zz",
    "🐕",
    "-1",
    "{a",
)
NUMBERS = ("0", "1", "-1", "9", "2.5", "1e400", "2147483647", "-2147483648", "9" * 25)
TOKENS = (
    *("$", "#", "\\", "(", ")", "[", "]", "{", "}", '"', "'", ".", ",", ":", "..", "="),
    *("!", "&&", "||", "==", "<", "+", "-", "*", "/", "%", " ", "\n", "\t", "##", "#*"),
    *(
        "*#",
        "#[[",
        "]]#",
        "#set(",
        "#if(",
        "#elseif(",
        "#else",
        "#end",
        "#foreach(",
        "in",
    ),
    *(
        "#define(",
        "#macro(",
        "#evaluate(",
        "#stop",
        "#break",
        "#m(",
        "#@m(",
        "#literal()",
    ),
    *("#parse(", "${", "$!", "$!{", "\\$", "\\#", "true", "false", "null", "é", "🐕"),
    *(f"${name}" for name in NAMES),
    *(f".{name}(" for name in METHODS[::5]),
)
WORDS = ("==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "*", "/", "%")

literals = st.sampled_from(
    [
        *NUMBERS,
        *(f"'{text}'" for text in TEXTS),
        *(f'"{text}$a"' for text in TEXTS if '"' not in text),
        *("true", "false", "[]", "{}", "[1..3]", "[2..-2]", "['x', $l]", "{'a': $m}"),
    ]
)
roots = st.sampled_from(
    [
        *(f"${name}" for name in NAMES),
        *(f"$input.path('{path}')" for path in PATHS),
        "$input.json('$')",
        "$input.params()",
    ]
)


def steps(operands: SearchStrategy[str]) -> SearchStrategy[str]:
    arguments = st.lists(operands, max_size=3).map(", ".join)
    calls = st.builds(".{}({})".format, st.sampled_from(METHODS), arguments)
    members = st.sampled_from((".a", ".key", ".hasNext", ".empty", ".body", ".class"))
    return (
        calls | members | st.builds("[{}]".format, st.sampled_from(("0", "'a'", "$a")))
    )


def references(operands: SearchStrategy[str]) -> SearchStrategy[str]:
    after = st.lists(steps(operands), max_size=3).map("".join)
    return st.builds("{}{}".format, roots, after)


operands = st.recursive(literals, references, max_leaves=4)
expressions = st.recursive(
    operands,
    lambda inner: st.one_of(
        st.builds("{} {} {}".format, inner, st.sampled_from(WORDS), inner),
        st.builds("!{}".format, inner),
        st.builds("({})".format, inner),
    ),
    max_leaves=4,
)
targets = st.sampled_from(
    ("$a", "$b", "$l[0]", "$m.a", "$m['x']", "$s.x", "$foreach.y")
)


def blocks(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    several = st.lists(inner, max_size=3).map("".join)
    return st.one_of(
        st.builds("#if({}){}#else {}#end".format, expressions, several, several),
        st.builds("#foreach($a in {}){}#end".format, operands, several),
        st.builds("#define($b){}#end".format, several),
        st.builds("#macro(m $p){}$p#end#m({})".format, several, operands),
    )


statements = st.one_of(
    st.sampled_from(("text ", "\n", "#stop", "#break", "$foreach.count", "#m($a)")),
    references(operands),
    st.builds("#set({} = {})".format, targets, expressions),
    st.builds("#evaluate({})".format, references(operands)),
)
templates = st.lists(
    st.recursive(statements, blocks, max_leaves=8), min_size=1, max_size=6
).map("".join)
tokens = st.lists(st.sampled_from(TOKENS) | st.text(max_size=3), max_size=30).map(
    "".join
)
BEGIN = "#set($l = [1, 'x', []])#set($m = {'a': 1, 2: 'b'})#set($s = 'a,b')#set($b = 7)"


def render(text: str) -> None:
    """
    Render a template; a fault is fine.
    """
    context = Context({"stage": "dev", "identity": {"caller": "c"}})
    warned: list[str] = []
    begin = perf_counter()
    try:
        Template(text).render(inputs(BODY, warned.append, context))
    except TemplateFault as fault:
        assert fault.sentence  # noqa: PT017  # not that it is raised
    assert context.overrides("responseOverride") is not None
    assert perf_counter() - begin < 30


@given(templates)
@settings(deadline=None, max_examples=100)
def test_templates(text: str) -> None:
    render(BEGIN + text)


@given(tokens)
@settings(deadline=None, max_examples=100)
def test_tokens(text: str) -> None:
    render(text)


@pytest.mark.once
@given(templates)
@settings(deadline=None, max_examples=2_000)
def test_many_templates(text: str) -> None:
    render(BEGIN + text)


@pytest.mark.once
@given(tokens)
@settings(deadline=None, max_examples=2_000)
def test_many_tokens(text: str) -> None:
    render(text)


# --- Bodies and paths -----------------------------------------------------------------

IN_JSON = (
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "'",
    "\\",
    "\\u12",
    "1",
    "-",
    ".",
    "e5",
    "x",
)
bodies = st.lists(st.sampled_from(IN_JSON) | st.text(max_size=2), max_size=20).map(
    "".join
)
IN_PATHS = (
    *("$", "@", ".", "..", "*", "[", "]", "'a'", '"b"', "0", "-1", ":", ",", "?(", ")"),
    *("?", "(", " ", "l", "m", "k", "length()", "min()", "==", ">", "=~", "/a/i", "in"),
    *("&&", "!", "1e999", "null", "\\", "#", "~", "|", "&", "^", "_"),
)
paths = st.lists(st.sampled_from(IN_PATHS) | st.text(max_size=2), max_size=12).map(
    "".join
)


def read(text: str) -> None:
    """
    Read JSON; that it is none is fine.
    """
    try:
        jsonsmart.read(text)
    except jsonsmart.NotJson as error:
        assert str(error)  # noqa: PT017  # not that it is raised


def find(text: str) -> None:
    """
    Look for what a path leads to; that it is no path is fine.
    """
    try:
        parse(text).find(jsonsmart.read(BODY), Work())
    except TemplateFault as fault:
        assert fault.sentence  # noqa: PT017  # not that it is raised


@given(bodies)
@settings(deadline=None, max_examples=200)
def test_bodies(text: str) -> None:
    read(text)


@given(paths)
@settings(deadline=None, max_examples=200)
def test_paths(text: str) -> None:
    find(text)


@pytest.mark.once
@given(bodies)
@settings(deadline=None, max_examples=5_000)
def test_many_bodies(text: str) -> None:
    read(text)


@pytest.mark.once
@given(paths)
@settings(deadline=None, max_examples=5_000)
def test_many_paths(text: str) -> None:
    find(text)
