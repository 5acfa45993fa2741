"""
No template runs without end, or ends in an error of Python's.
"""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from templates import inputs, rendered

from apigw_mock.velocity.bounds import BOUNDS, REGEX
from apigw_mock.velocity.faults import PayloadFault, TemplateFault
from apigw_mock.velocity.template import Template
from apigw_mock.velocity.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

MANY = 10_000
LONG = "#set($s = 'xxxxxxxxxx')#foreach($i in [1..1000])"
TWO = "#set($l = [1])#set($k = [1])#foreach($i in [1..60])#set($l = [$l, $l])#end"
DECIMAL = "#set($n = $util.parseJson('1.00000000000000000001'))"
GREAT = "#set($n = $util.parseJson('1.00000000000000000e999'))"
TWO_TEXTS = "#set($x = 'x')#set($t = $x.repeat(4000000))#set($u = $x.repeat(4000000))"
RING = "#set($r = $input.path('$'))"
TWICE = "#foreach($i in [1..1000])#foreach($j in [1..1000])"
ENDS = "#end#end"
EXCEEDED: dict[str, tuple[str, str]] = {
    "directives": ("#if(true)" * MANY + "#end" * MANY, "100 levels of a template"),
    "loops": ("#foreach($i in [1])" * MANY, "100 levels of a template"),
    "parentheses": (f"#set($x = {'(' * MANY})", "100 levels of a template"),
    "lists": (f"#set($x = {'[' * MANY})", "100 levels of a template"),
    "maps": ("#set($x = " + "{'a':" * MANY, "100 levels of a template"),
    "arguments": ("$a.get(" * MANY, "100 levels of a template"),
    "indexes": ("$a[" * MANY, "100 levels of a template"),
    "macros' arguments": ("#m(" + "[" * MANY, "100 levels of a template"),
    "a macro": ("#macro(m)#m()#end#m()", "20 macros inside each other"),
    "evaluations": (
        "#set($t = '#evaluate($t)')#evaluate($t)",
        "100 levels of a template",
    ),
    "a list in itself": (
        "#set($l = [1])#set($m = {'l': $l})#set($x = $l.add($m))$l",
        "200 levels of a value",
    ),
    "a document in itself": (
        "#set($r = $input.path('$'))#set($r.x = $r)$input.json('$')",
        "200 levels of a value",
    ),
    "lists in lists": (
        "#set($l = [1])#foreach($i in [1..300])#set($l = [$l])#end$l",
        "200 levels of a value",
    ),
    "output": (
        "#foreach($i in [1..1000])" + "x" * 11_000 + "#end",
        "10,485,760 characters",
    ),
    "doubled in quotes": (LONG + '#set($s = "$s$s")#end', "10,485,760 characters"),
    "doubled by plus": (LONG + "#set($s = $s + $s)#end", "10,485,760 characters"),
    "doubled by concat": (
        LONG + "#set($s = $s.concat($s))#end",
        "10,485,760 characters",
    ),
    "by replace": (
        LONG + "#set($s = $s.replace('x', $s))#end",
        "10,485,760 characters",
    ),
    "by replaceAll": (
        LONG + "#set($s = $s.replaceAll('x', $s))#end",
        "10,485,760 characters",
    ),
    "by repeat": ("#set($s = 'x')$s.repeat(2000000000)", "10,485,760 characters"),
    "by join": (
        LONG + "#set($s = $s.join($s, [$s, $s, $s]))#end",
        "10,485,760 characters",
    ),
    "printed lists": (TWO + "$l", "1,000,000 steps"),
    "compared lists": (
        TWO + "#foreach($i in [1..60])#set($k = [$k, $k])#end#if($l == $k)#end",
        "1,000,000 steps",
    ),
    "lists that hold each other": (
        "#set($l = [])#set($k = [])$l.add($k)$k.add($l)#if($l == $k)#end",
        "1,000,000 steps",
    ),
    "rounds": (
        "#foreach($a in [1..1000])" * 3 + "x" + "#end" * 3,
        "1,000,000 steps",
    ),
    "rounds of nothing": (
        "#foreach($a in [1..1000])" * 3 + "#end" * 3,
        "1,000,000 steps",
    ),
    "a range": ("#foreach($i in [1..2000000000])x#end", "1,000,000 steps"),
    "a list added to itself": (
        "#set($l = [1])#foreach($i in [1..1000])#set($x = $l.addAll($l))#end",
        "1,000,000 steps",
    ),
    "searches": (
        "#set($l = [1..10000])#set($x = $l.removeAll($l))",
        "1,000,000 steps",
    ),
    "paths in a ring": (
        "#set($r = $input.path('$'))#set($r.x = $r)$input.path('$..*')",
        "1,000,000 steps",
    ),
    "a size in a ring": (
        "#set($r = $input.path('$'))#set($r.x = [$r])$input.path('$.x[?($.y)]')",
        "1,000,000 steps",
    ),
    "filters in filters": (
        RING + "#set($r.x = [1..2000])$input.path('$..[?(@..[?(@..y)])]')",
        "1,000,000 steps",
    ),
    "parts of a text": (
        "#set($s = 'x')#set($s = $s.repeat(2000000))$s.split('').size()",
        "",
    ),
    "emojis": (
        "#set($s = '\N{DOG}')#set($s = $s.repeat(5000000))$s.length()$s.length()",
        "1,000,000 steps",
    ),
    "long paths": (
        "#set($p = '.a')#set($p = $p.repeat(4000))" + TWICE + "$input.path($p)#end#end",
        "1,000,000 steps",
    ),
    "filters": (
        TWICE + '$input.path("$[?(@.a == $i$j)]")#end#end',
        "1,000,000 steps",
    ),
    "unions in a filter": (
        "$input.path('$[?(@" + "[0,0]" * 40 + ")]')",
        "1,000,000 steps",
    ),
    "slices in a filter": (
        "$input.path('$[?(@" + "[:,:]" * 40 + ")]')",
        "1,000,000 steps",
    ),
    "statements": (TWICE + "#set($a = 1)" * 2_000 + ENDS, "1,000,000 steps"),
    "conditions": (
        TWICE + "#if(true" + " && true" * 2_000 + ")#end" + ENDS,
        "1,000,000 steps",
    ),
    "alternatives": (
        TWICE + "#if(false" + " || false" * 2_000 + ")#end" + ENDS,
        "1,000,000 steps",
    ),
    "arguments of a method": (
        TWICE + f"$x.get({'1, ' * 2_000}1)" + ENDS,
        "1,000,000 steps",
    ),
    "arguments of a macro": (
        "#macro(m)#end" + TWICE + f"#m({'1 ' * 2_000})" + ENDS,
        "1,000,000 steps",
    ),
    "long texts that are compared": (
        TWO_TEXTS + TWICE + "#if($t == $u)#end" + ENDS,
        "1,000,000 steps",
    ),
    "long texts in a list": (
        TWO_TEXTS + "#set($l = [$t])" + TWICE + "#set($y = $l.contains($u))" + ENDS,
        "1,000,000 steps",
    ),
    "long texts as keys": (
        TWO_TEXTS + "#set($m = {$t: 1})" + TWICE + "#set($y = $m[$u])" + ENDS,
        "1,000,000 steps",
    ),
    "long texts as arguments": (
        "#set($s = '\N{DOG}')#set($e = $s.repeat(4000000))"
        + TWICE
        + "$s.indexOf($e)"
        + ENDS,
        "1,000,000 steps",
    ),
    "texts beyond ASCII": (
        "#set($s = 'é')#set($e = $s.repeat(4000000))" + TWICE + "$s.indexOf($e)" + ENDS,
        "1,000,000 steps",
    ),
    "a list that is printed often": (
        "#set($l = [''])#foreach($i in [1..17])#set($x = $l.addAll($l))#end"
        + TWICE
        + "#if($l == 'x')#end"
        + ENDS,
        "1,000,000 steps",
    ),
    "long filters": (
        "#set($x = $input.path('$').put('l', [1..3000]))"
        + TWICE
        + '$input.path("$.l[?(@.a == 1'
        + " && @.a == 1" * 30
        + ')]")'
        + ENDS,
        "1,000,000 steps",
    ),
    "copies of a list": (
        "#set($l = [1..400000])" + TWICE + "#foreach($x in $l)#break#end#end#end",
        "1,000,000 steps",
    ),
    "integers": (
        "#set($n = 10)#foreach($i in [1..100])#set($n = $n * $n)#end",
        "2,000 digits",
    ),
    "a literal": ("#set($n = " + "9" * 2_001 + ")", "2000 digits"),
    "decimals": (
        DECIMAL + "#foreach($i in [1..100])#set($n = $n * $n)#end",
        "2,000 digits",
    ),
    "great decimals": (
        GREAT + "#foreach($i in [1..100])#set($n = $n * $n)#end",
        "2,000 digits",
    ),
    "overrides": (
        (
            "#set($s = 'x')#set($s = $s.repeat(8000000))#set($l = [$s, $s])"
            "#set($context.responseOverride.header.X = $l)"
        ),
        "10,485,760 characters",
    ),
    "overrides that hold each other": (
        (
            "#set($h = $context.responseOverride.header)#set($h.l = [])"
            "#foreach($i in [1..10000])#set($x = $h.l.add([$h.l]))#end"
        ),
        "200 levels of a value",
    ),
    "a path": ("$input.path('$" + ".a" * MANY + "')", "The path is too long"),
    "a filter": ("$input.path('$[?(" + "(" * 3_000 + ")]')", "Not a path"),
    "a number in a filter": (
        "$input.path('$[?(@.a == " + "9" * 5_000 + ")]')",
        "Not a filter",
    ),
}


@pytest.mark.parametrize(("template", "sentence"), EXCEEDED.values(), ids=EXCEEDED)
def test_a_template_that_exceeds_a_bound_fails(template: str, sentence: str) -> None:
    begin = perf_counter()

    with pytest.raises(TemplateFault) as raised:
        rendered(template, '{"a": 1}')
    assert sentence in raised.value.sentence
    assert perf_counter() - begin < 20  # one or two seconds, on an idle machine


SLOW = "a" * 60 + "b"


def test_a_slow_regular_expression_ends() -> None:
    template = f"#set($s = '{SLOW}')$s.matches('(a|aa)+c')"

    with pytest.raises(TemplateFault, match="milliseconds of all regular expressions"):
        rendered(template)


def test_a_slow_regular_expression_of_a_path_ends() -> None:
    template = """$input.path("$.l[?(@.s =~ /(a|aa)+c/)]")"""

    with pytest.raises(TemplateFault, match="milliseconds of all regular expressions"):
        rendered(template, f'{{"l": [{{"s": "{SLOW}"}}]}}')


@pytest.mark.once
@pytest.mark.parametrize(
    "call",
    [
        "$s.split('(a|aa)+c')",
        "$s.replaceAll('(a|aa)+c', 'x')",
        "$s.replaceFirst('(a|aa)+c', 'x')",
    ],
)
def test_each_slow_regular_expression_ends(call: str) -> None:
    with pytest.raises(TemplateFault, match="milliseconds of all regular expressions"):
        rendered(f"#set($s = '{SLOW}'){call}")


def test_time_for_regular_expressions_is_that_of_all_together() -> None:
    work = Work()
    work.match(lambda _: _wait_until(perf_counter() + REGEX.most / 1000))

    with pytest.raises(TemplateFault, match="milliseconds of all regular expressions"):
        work.match(lambda _: None)


def _wait_until(end: float) -> None:
    while perf_counter() < end:
        pass


def test_the_last_place_of_a_text_is_found_at_once() -> None:
    template = (
        "#set($a = 'a')#set($t = $a.repeat(1000000))#set($p = $a.repeat(500000))"
        "#set($p = 'ab' + $p)$t.lastIndexOf($p) $t.lastIndexOf($p, 900000)"
    )
    begin = perf_counter()

    assert rendered(template) == "-1 -1"
    assert perf_counter() - begin < 10  # half a minute, were each place tried


ENDLESS_LOOKING = {
    "many operators": ("#set($x = 1" + " + 1" * MANY + ")$x", "10001"),
    "many comparisons": ("#if(1" + " == 1" * MANY + ")#{else}no#end", "no"),
    "many conditions": ("#if(true" + " && true" * MANY + ")yes#end", "yes"),
    "many alternatives": ("#if(false" + " || true" * MANY + ")yes#end", "yes"),
    "many nots": ("#if(" + "!" * MANY + "true)yes#end", "yes"),
    "many arms": ("#if(false)" + "#elseif(false)" * MANY + "#{else}x#end", "x"),
    "many steps": ("$a" + ".b" * MANY, ""),
    "many dollars": ("$" * MANY + "a", "$" * (MANY - 1)),
    "many backslashes": ("\\" * MANY + "$a", "\\" * (MANY // 2)),
    "a block that prints itself": ("#define($x)$x$x#end$x", "$x$x$x$x"),
    "blocks that print each other": (
        "#define($x)$y#end#define($y)$x#end$x",
        "$x",
    ),
    "a block that sets itself": ('#define($x)#set($z = "$x")$z#end$x', "$x"),
    "1,000 rounds": (
        "#foreach($i in [1..5000])#set($last = $i)#end$last",
        "1000",
    ),
    "a deep body": ("$input.path('$')", "[" * 200 + "]" * 200),
    "many items to compare with": (
        "$input.path('$[?(@.a in [" + "1, " * 500 + "2])]')",
        "[]",
    ),
    "a regular expression in a filter": (
        "$input.path('$[?(@.a =~ /.*x?$|.*y?$|.*z?$/)]')",
        "[]",
    ),
    "an infinite number": ("#set($n = 1e999999999)$n", "Infinity"),
}


@pytest.mark.parametrize(
    ("template", "text"), ENDLESS_LOOKING.values(), ids=ENDLESS_LOOKING
)
def test_what_is_long_but_not_deep_is_printed(template: str, text: str) -> None:
    assert rendered(template, "[" * 200 + "]" * 200) == text


def test_a_body_that_is_too_deep_is_broken() -> None:
    with pytest.raises(PayloadFault, match="Nested deeper than 200 levels"):
        rendered("$input.path('$')", "[" * 201 + "]" * 201)


def test_a_list_that_grows_in_a_loop_over_it_ends() -> None:
    template = "#set($l = [1, 2])#foreach($i in $l)#set($x = $l.add($i))#end$l"

    assert rendered(template) == "[1, 2, 1, 2]"


def deep(frames: int, then: Callable[[], object]) -> object:
    return deep(frames - 1, then) if frames else then()


def leave(frames: int, then: Callable[[], object]) -> None:
    """
    Run something where Python has only so many frames left.
    """
    depth = 0
    frame: FrameType | None = sys._getframe()  # noqa: SLF001
    while frame := frame and frame.f_back:
        depth += 1
    deep(sys.getrecursionlimit() - depth - frames, then)


NESTED = "#if(true)" * 90 + "#end" * 90


def fail(template: Callable[[], object]) -> None:
    with pytest.raises(TemplateFault, match="levels of a template"):
        template()


def test_frames_that_run_out_while_parsing_end_in_a_fault() -> None:
    """
    Python gives a program 1,000 frames; the caller may have used up most of them.
    """
    leave(60, lambda: fail(lambda: Template(NESTED)))


def test_frames_that_run_out_while_rendering_end_in_a_fault() -> None:
    template = Template(NESTED)

    leave(60, lambda: fail(lambda: template.render(inputs())))


def test_every_bound_says_what_becomes_of_a_template() -> None:
    assert [bound for bound in BOUNDS if not (bound.of and bound.beyond)] == []
