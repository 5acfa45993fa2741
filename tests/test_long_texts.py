"""
Every judge of a text is linear in its length, and keeps no long text.

Each of these texts took seconds, for the time grew with the square of the length.
``benchmarks/long_texts.py`` measures the ratio for texts of every kind.
"""

from __future__ import annotations

import re
import tracemalloc
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from needs import SERVER
from templates import inputs

from apigw_mock.apigatewayv2.judging import rules_for
from apigw_mock.apigatewayv2.kinds import Kind
from apigw_mock.apigatewayv2.mapping import expressions, websocket
from apigw_mock.apigatewayv2.tables.integration import INTEGRATION
from apigw_mock.host.guard import is_aws
from apigw_mock.host.urls import added_urls
from apigw_mock.javamatch import java_matches
from apigw_mock.javaregex import is_java_regex
from apigw_mock.jsonexpression import is_json_expression
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.jsonsmart import read
from apigw_mock.velocity.template import Template

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1  # seconds of processor time; each takes less than 0.2

INTERSECTIONS = "[" + "&" * 40_000 + "a]"
COUNTS = "[" + "{1}" * 15_000 + "]"
OPEN_BLOCKS = "${" * 32_000
UNIONS = ".a" + "|$.a" * 25_000


def is_url(path: str) -> bool:
    """
    Return whether our routes of status codes that are no numbers lead to *path*.
    """
    return any(re.match(url.format("https://host"), path) for url in added_urls())


LENIENT = "[" + "{a: b, },, " * 20_000 + "]"
DIRECTIVES = "#if($a)\\#b#{else}$c.d('e')#end ## f\n  #set($a = 'b')\n" * 1_000
OPEN_TEXTS = '"' * 40_000
OPEN_COMMENTS = "#*" * 40_000
BRACKETS = "$" + "['a']" * 2_000


def is_template(text: str) -> bool:
    try:
        Template(text).render(inputs())
    except TemplateFault:
        return False
    return True


URL = "https://host/restapis/a/resources/b/methods/GET/responses/" + "s" * 40_000 + "/t"
JUDGED: dict[str, tuple[Callable[[str], bool], str]] = {
    "lenient JSON": (lambda text: bool(read(text)), LENIENT),
    "directives": (is_template, DIRECTIVES),
    "open texts in a template": (
        lambda text: is_template(f"#set($a = {text}"),
        OPEN_TEXTS,
    ),
    "open comments in a template": (is_template, OPEN_COMMENTS),
    "a path": (lambda text: is_template(f"$input.path({text!r})"), BRACKETS),
    "a class of & to match": (lambda text: java_matches(text, "a"), INTERSECTIONS),
    "a class of & in a selection pattern": (is_java_regex, INTERSECTIONS),
    "a class of counts in a selection pattern": (is_java_regex, COUNTS),
    "a class of & in a response key": (
        websocket.is_integration_response_key,
        f"/b{INTERSECTIONS}/",
    ),
    "open blocks in a subtype's parameter": (
        expressions.is_parameter_source,
        OPEN_BLOCKS,
    ),
    "open blocks in a mapping": (
        lambda text: expressions.is_source(text, expressions.REQUEST),
        OPEN_BLOCKS,
    ),
    "open blocks in a selection": (
        lambda text: expressions.is_selection_expression(text, expressions.SELECTION),
        OPEN_BLOCKS,
    ),
    "unions in a JSON expression": (is_json_expression, UNIONS),
    "unions in a WebSocket API's source": (
        websocket.is_source,
        f"route.request.body{UNIONS}",
    ),
    "a URL that goes on after the status code": (is_url, URL),
    "a host of many labels": (is_aws, "a." * 50_000),
}


def seconds_of(judge: Callable[[Any], object], text: Any) -> float:
    start = process_time()
    judge(text)
    return process_time() - start


@pytest.mark.parametrize(("judge", "text"), JUDGED.values(), ids=JUDGED.keys())
def test_a_long_text_is_judged_at_once(judge: Callable[[str], bool], text: str) -> None:
    assert seconds_of(judge, text) < MOST


def test_credentials_without_end_are_judged_at_once() -> None:
    pytest.importorskip("flask", reason=SERVER)
    from apigw_mock.host.server.calls import HttpCall, scope_of  # noqa: PLC0415  # above

    header = "Credential=" * 8_000
    call = HttpCall({"HTTP_AUTHORIZATION": header}, "GET", "/", "")

    assert seconds_of(scope_of, call) < MOST


def test_no_long_text_is_kept() -> None:
    judged = [f"{number}{'x' * 100_000}" for number in range(10)]
    is_java_regex("x")
    is_json_expression("[0]")
    tracemalloc.start()

    for text in judged:
        is_java_regex(text)
        is_json_expression(f"[{text}]")
        is_json_expression(f"[?@.a =~ /{text}/]")
        assert rules_for(INTEGRATION.rules, Kind("HTTP", f"{text}."))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kept < 100_000
