"""
Whether rendering is linear: in the length of a template, and in that of a body.

Each text is made to slow one part down. The worst figure is shown; ``python
benchmarks/templates.py`` prints all.
"""

from __future__ import annotations

import json
from time import process_time
from typing import Any, NamedTuple

from comparing import Figure

from apigw_mock.velocity.context import Context
from apigw_mock.velocity.inputs import Inputs
from apigw_mock.velocity.template import Template

SIZE = 200  # rounds or members of the shorter one
LARGEST = 40_000  # so that four times as much is within the bounds of a template
TIMES = 4  # how much longer the other one is
LIMIT = 6  # how much longer it may take


class Growth(NamedTuple):
    """
    A template and a body of some size.

    Args:
        template: a text; ``{part}`` in it is repeated.
        part: what is repeated in the template, as often as the size says.
        body: an item of the list that the body is, repeated as well.
    """

    template: str
    part: str = ""
    body: Any = None

    def of(self, size: int) -> tuple[str, str]:
        text = self.template.replace("{part}", self.part * size)
        return text, json.dumps([self.body] * size)


ITEM = {"id": 12, "name": "it's a/b", "tags": ["x", "y"], "in": {"deep": [1.5, None]}}
GROWTHS = {
    "text": Growth("{part}", "plain text, and more of it\n"),
    "references": Growth("{part}", "$input.params('id') $context.stage "),
    "unknown references": Growth("{part}", "$nothing.at.all "),
    "escapes": Growth("{part}", "\\$a \\\\#foo \\#set $ # "),
    "conditions": Growth("{part}", "#if($input.params('id') == '1')a#else b#end\n"),
    "arms": Growth("#if(false){part}#end", "#elseif(1 == 2)a"),
    "sums": Growth("#set($a = 1{part})$a", " + 1"),
    "sets": Growth("{part}", "  #set($a = 'x')\n"),
    "texts": Growth("{part}", "#set($a = \"b $input.params('id')\")"),
    "a long text": Growth('#set($a = "{part}")$a', "$input.params('id') "),
    "a list": Growth("#set($a = [1{part}])$a", ", 'b'"),
    "macros": Growth("#macro(m $x)[$x]#end{part}", "#m('a')"),
    "comments": Growth("{part}", "#* a *# ## b\n"),
    "a loop": Growth(
        "#foreach($e in $input.path('$'))$e.id: $util.escapeJavaScript($e.name)"
        "#if($foreach.hasNext),#end\n#end",
        body=ITEM,
    ),
    "a printed body": Growth("$input.path('$')", body=ITEM),
    "a body as JSON": Growth("$input.json('$')", body=ITEM),
    "an escaped body": Growth("$util.escapeJavaScript($input.body)", body=ITEM),
    "an encoded body": Growth("$util.urlEncode($input.body)", body=ITEM),
    "a parsed text": Growth("$util.parseJson($input.body).size()", body=ITEM),
    "lenient JSON": Growth("#set($a = '[{part}]')$util.parseJson($a)", "{a: b, },"),
    "a descent": Growth("$input.json('$..deep')", body=ITEM),
    "a filter": Growth("$input.json('$[?(@.id > 5)].name')", body=ITEM),
    "parts": Growth("$input.body.split(',').size()", body=ITEM),
    "replacements": Growth("$input.body.replaceAll('[a-z]+', '<$0>')", body=ITEM),
}


def seconds_of(growth: Growth, size: int) -> float:
    """
    Return the processor time that parsing and rendering take, the least of some.
    """
    template, body = growth.of(size)
    return min(_seconds(template, body) for _ in range(5))


def _seconds(template: str, body: str) -> float:
    inputs = Inputs(body, {"id": "1"}, {}, {}, Context({"stage": "a"}), {}, _ignore)
    begin = process_time()
    Template(template).render(inputs)
    return process_time() - begin


def _ignore(_: str) -> None:
    pass


def ratio_of(growth: Growth) -> float:
    """
    Return how much longer the longer one takes.
    """
    size = SIZE
    while size < LARGEST and seconds_of(growth, size) < 0.001:  # too short to compare
        size *= 2
    return seconds_of(growth, size * TIMES) / seconds_of(growth, size)


def measure() -> Figure:
    ratios = {name: ratio_of(growth) for name, growth in GROWTHS.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    question = f"a template or body {TIMES} times as long, the worst of {len(ratios)}"
    return Figure(question, "the short one", ratios[worst], LIMIT, note=worst)


if __name__ == "__main__":
    for name, growth in GROWTHS.items():
        print(f"{ratio_of(growth):5.2f}  {name}")
