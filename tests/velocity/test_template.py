"""
What a template does besides printing: warnings, overrides, faults with their places.
"""

from __future__ import annotations

from typing import Any

import pytest
from templates import inputs, rendered

from apigw_mock.velocity.context import Context
from apigw_mock.velocity.faults import PayloadFault, TemplateFault
from apigw_mock.velocity.template import Template

WARNED = {
    "$nothing": "$nothing has no value (line 1, column 1); it prints nothing",
    "a\n  $input.path('$').a.b.shout()": (
        "A value of type text has no .shout() (line 2, column 3); it prints nothing"
    ),
    "$input.body.a": (
        "A value of type text has no .a (line 1, column 1); it prints nothing"
    ),
    "$util.shout('a')": (
        "A value of type $util has no .shout() (line 1, column 1); it prints nothing"
    ),
    "$input.body[0]": (
        "A value of type text has no [] (line 1, column 1); it prints nothing"
    ),
    "#set($nothing.a = 1)": (
        "$nothing has no value to set a member of (line 1, column 6); it prints nothing"
    ),
    "#set($input.body = 1)": (
        "A value of type $input has no .body to set (line 1, column 6);"
        " it prints nothing"
    ),
    "#set($input.body[0] = 1)": (
        "A value of type text has no [] to set (line 1, column 6); it prints nothing"
    ),
    "#set($util.a() = 1)": (
        "A value of type $util has no .a() to set (line 1, column 6); it prints nothing"
    ),
    '#set($x = "a\n$nothing")$x': (
        "$nothing has no value (line 1, column 11); it prints nothing"
    ),
    "#set($t = '$nothing')\n#evaluate($t)": (
        "$nothing has no value (line 2, column 10); it prints nothing"
    ),
    "#foreach($i in [1..3])$nothing#end": (
        "$nothing has no value (line 1, column 23); it prints nothing"
    ),
}
QUIET = (
    "$input.path('$.nothing').a.size()",
    "$input.path('$').nothing",
    "#if(false)#set($x = 1)#end$x",
    "#if($input.body == $null)yes#end",
    "$foreach.index#foreach($i in [])$i#end",
    "#macro(m $a)$a#end#m()",
    "#define($d)a#end$d",
    "#set($t = '#set($y = 1)')$y#evaluate($t)$y".replace("$y#", "#"),
)


@pytest.mark.parametrize("template", WARNED, ids=ascii)
def test_what_is_unknown_is_warned_of_once(template: str) -> None:
    warned: list[str] = []
    Template(template).render(inputs('{"a": {"b": "c"}}', warned.append))

    assert warned == [WARNED[template]]


def test_a_rendering_warns_a_hundred_times_at_most() -> None:
    warned: list[str] = []
    Template("$nothing" * 200).render(inputs(warn=warned.append))

    assert len(warned) == 100


@pytest.mark.parametrize("template", QUIET)
def test_what_may_be_missing_is_not_warned_of(template: str) -> None:
    warned: list[str] = []
    Template(template).render(inputs('{"a": "b"}', warned.append))

    assert warned == []


def test_a_template_renders_anew_each_time() -> None:
    template = Template(
        "#macro(m)x#end#set($n = $n + 'a')$n#set($r = $input.path('$'))$r.a#set($r.a=2)"
    )

    assert template.render(inputs('{"a": 1}')) == "a1"
    assert template.render(inputs('{"a": 1}')) == "a1"


def test_macros_of_an_evaluated_text_end_with_the_rendering() -> None:
    template = Template("#late('x')#set($t = '#macro(late $a)[$a]#end')#evaluate($t)")

    assert template.render(inputs()) == "#late('x')"
    assert template.render(inputs()) == "#late('x')"


def test_halves_of_an_emoji_are_joined() -> None:
    template = "#set($s = '\N{DOG}')$s.substring(0, 1)$s.substring(1)|$s.charAt(0)"

    assert rendered(template) == "\N{DOG}|\ud83d"


def test_halves_of_an_emoji_are_encoded_as_question_marks() -> None:
    template = "#set($s = '\N{DOG}')$util.urlEncode($s.charAt(0))"

    assert rendered(template) == "%3F"


def test_own_values_print_nothing() -> None:
    assert rendered("[$input$util]") == "[]"


def test_a_value_inside_json_prints_its_text_in_quotes() -> None:
    template = (
        "#set($r = $input.path('$'))#define($d)text#end#set($r.d = $d)"
        "#set($r.l = [$r.entrySet().size(), 'a'])$input.json('$')"
    )

    assert rendered(template) == '{"d":"text","l":[1,"a"]}'


def test_keys_that_are_no_texts_print_in_json() -> None:
    template = "#set($r = $input.path('$'))#set($r.m = {1: 2})$input.json('$')"

    assert rendered(template) == '{"m":{"1":2}}'


def test_texts_are_escaped_in_json() -> None:
    text = r'{"a":"\u0001\u2028\"\\/\n\t\r\b\f"}'

    assert rendered("$input.json('$')", text) == text


def test_texts_are_escaped_in_a_json_array() -> None:
    text = r'["\u0001\u2028\"\\\/\n"]'

    assert rendered("$input.path('$')", text) == text


@pytest.mark.parametrize(
    ("key", "name"),
    [("$input", ""), ("['a']", "[a]"), ("{'a': 'b'}", "{a=b}"), ("1.0", "1.0")],
)
def test_keys_print_in_json_as_java_prints_them(key: str, name: str) -> None:
    template = f"#set($r = $input.path('$'))#set($x = $r.put({key}, 2))$input.json('$')"

    assert rendered(template) == f'{{"{name}":2}}'


def test_arrays_and_iterators_print_as_java_s_objects() -> None:
    template = "#set($t = 'a,b')$t.split(',') #set($l = [])$l.iterator()"

    assert rendered(template).startswith("[Ljava.lang.String;@")
    assert "Iterator@" in rendered(template)


def test_keys_keep_their_types() -> None:
    template = (
        "#set($m = {[1]: 2, {'a': 1}: 3, 1: 1, 1.0: 2, true: 3, '1': 4})"
        "$m $m.get([1]) $m[1] $m.get(1.0) $m.get(true) $m.keySet()"
    )

    assert rendered(template) == (
        "{[1]=2, {a=1}=3, 1=1, 1.0=2, true=3, 1=4} 2 1 2 3"
        " [[1], {a=1}, 1, 1.0, true, 1]"
    )


# --- Faults -----------------------------------------------------------------------


def test_a_fault_says_what_and_where() -> None:
    with pytest.raises(TemplateFault) as raised:
        rendered("a\n $input.body.charAt(9)")

    fault = raised.value
    assert (fault.line, fault.column) == (2, 2)
    assert fault.message == (
        "Invocation of method 'charAt': String index out of range: 9"
    )
    assert str(fault) == fault.sentence == f"{fault.message} at line 2, column 2"


def test_a_fault_without_a_place_is_its_message() -> None:
    assert TemplateFault("It failed").sentence == "It failed"


def test_a_broken_body_is_a_fault_of_its_own() -> None:
    with pytest.raises(PayloadFault, match="Could not process payload: Unexpected End"):
        rendered("$input.json('$')", "{")


def test_a_broken_body_may_be_printed() -> None:
    assert rendered("$input.body", "{") == "{"


def test_a_text_beyond_all_bounds_fails_where_it_is_printed() -> None:
    template = "#set($s = 'x')#set($s = $s.repeat(6000000))#set($l = [$s, $s])\n$l"

    with pytest.raises(TemplateFault, match=r"10,485,760 .* at line 2, column 1"):
        rendered(template)


# --- Overrides --------------------------------------------------------------------


def overrides(template: str, **values: Any) -> dict[str, Any]:
    context = Context(values)
    Template(template).render(inputs(context=context))
    return {
        name: dict(context.overrides(name))
        for name in ("requestOverride", "responseOverride")
    }


def test_without_overrides_there_are_none() -> None:
    assert overrides("") == {"requestOverride": {}, "responseOverride": {}}


def test_overrides_that_are_no_map_are_none() -> None:
    found = overrides("#set($context.responseOverride = 5)")

    assert found["responseOverride"] == {}


def test_a_map_of_the_template_s_own_overrides_too() -> None:
    found = overrides("#set($context.responseOverride.header = {'A': 'b', 1: 'c'})")

    assert found["responseOverride"] == {"header": {"A": "b"}}


def test_values_of_overrides_are_texts_integers_or_lists_of_texts() -> None:
    found = overrides(
        "#set($h = $context.responseOverride.header)#set($h.a = 1.50)#set($h.b = true)"
        "#set($h.c = ['x', 1, {'k': 'v'}])#set($h.d = {'k': 'v'})"
        "#set($context.responseOverride.status = 404)"
        "#set($context.responseOverride[5] = 'x')"
    )

    assert found["responseOverride"] == {
        "header": {"a": "1.5", "b": "true", "c": ["x", "1", "{k=v}"], "d": "{k=v}"},
        "status": 404,
    }


HARMLESS = {
    "a block that stops": (
        "#define($d)a#stop b#end#set($context.responseOverride.header.X = $d)",
        {"header": {"X": ""}},
    ),
    "a loop in itself": (
        (
            "#foreach($i in [1])#set($foreach.a = $foreach)"
            "#set($context.responseOverride.header.X = $foreach)#end"
        ),
        {"header": {"X": "{a=(this Map)}"}},
    ),
    "a block that sets another override": (
        (
            "#define($d)#set($context.responseOverride.Y = 'y')x#end"
            "#set($context.responseOverride.X = $d)"
        ),
        {"X": "x"},
    ),
    "a block that adds to its list": (
        (
            "#define($d)#set($x = $l.add('y'))x#end#set($l = [$d])"
            "#set($context.responseOverride.header.X = $l)"
        ),
        {"header": {"X": ["x"]}},
    ),
}


@pytest.mark.parametrize(("template", "written"), HARMLESS.values(), ids=HARMLESS)
def test_overrides_are_printed_while_the_template_runs(
    template: str, written: dict[str, Any]
) -> None:
    assert overrides(template)["responseOverride"] == written


def test_overrides_stay_when_the_template_stops() -> None:
    found = overrides("#set($context.responseOverride.status = 404)#stop")

    assert found["responseOverride"] == {"status": 404}


def test_a_map_may_change_while_it_is_printed() -> None:
    template = "#define($d)#set($m.x = 1)y#end#set($m = {'a': $d, 'b': 1})$m"

    assert rendered(template) == "{a=y, b=1}"


def test_a_document_may_change_while_it_is_printed() -> None:
    template = (
        "#define($d)#set($r.x = 1)y#end#set($r = $input.path('$'))#set($r.d = $d)"
        "#set($r.e = 1)$input.json('$')"
    )

    assert rendered(template) == '{"d":"y","e":1}'


def test_what_one_template_writes_the_next_one_reads() -> None:
    context = Context({"stage": "dev"})
    Template("#set($context.own = 'x')").render(inputs(context=context))

    text = Template("$context.own $context.stage").render(inputs(context=context))
    assert text == "x dev"


def test_what_is_given_is_not_changed() -> None:
    given: dict[str, Any] = {"responseOverride": {"header": {}}, "identity": {"a": "b"}}
    template = "#set($context.responseOverride.header.A = 'b')$context.identity.clear()"
    Template(template).render(inputs(context=Context(given)))

    assert given == {"responseOverride": {"header": {}}, "identity": {"a": "b"}}


def test_defaults_of_overrides_are_not_shared() -> None:
    overrides("#set($context.responseOverride.header.A = 'b')")

    assert overrides("")["responseOverride"] == {}
