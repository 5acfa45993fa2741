"""
Expressions: text that holds sources, ``$source`` and ``${source}``.

Sources: API Gateway developer guide, http-api-parameter-mapping and
websocket-api-data-transformations. The evidence of the tables says which outcomes were
recorded on AWS.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from apigw_mock.jsonexpression import is_json_expression


@dataclass(frozen=True)
class Grammar:
    """
    The sources that a text may hold.

    Args:
        block: what may stand between braces.
        bare: what may stand behind a dollar sign without braces. Text may follow it.
    """

    block: re.Pattern[str]
    bare: re.Pattern[str]


_PIECES = re.compile(
    r"\$\{(?P<block>[^}]*)\}"  # a block ends at the first closing brace
    r"|\$(?P<bare>(?=\w\w)[^${}]+)"  # two characters or more must name a source
    r"|(?P<text>[^${}]+|\$(?!\{))"  # a $ with at most one character is static text
    r"|(?P<brace>[{}])"  # outside a block
    r"|(?P<open>\$\{.*)",  # to the end, or each of many would be looked for anew
    re.DOTALL | re.ASCII,
)
# All that can belong to a JSON expression, even to a faulty one. The rest is text.
_BARE_JSON = r"(?:[\w-]+(?:\(\))?|\*|\.(?=[\w.*\[])|\[[^\]]*\]?)+"


def _grammar(named: str, bodies: str, whole: str) -> Grammar:
    """
    Return the grammar of ``{named}.{name}``, ``{bodies}[.{JSON}]`` and ``{whole}``.
    """
    name, end = r"[\w.-]+", r"(?!\w)"  # a name without braces ends where the word ends
    whole_body = r"(?![\w\[]|\.\.)"  # the body ends where no expression follows
    block = rf"(?:{named})\..+|(?:{bodies})(?:\.(?P<json>.+))?|{whole}"
    bare = (
        rf"(?:{named})\.{name}|(?:{bodies})(?:\.(?P<json>{_BARE_JSON})|{whole_body})"
        rf"|(?:{whole}){end}"
    )
    return Grammar(re.compile(block, re.DOTALL), re.compile(bare, re.ASCII))


_CONTEXT = r"context\.[A-Za-z0-9_.]+"
REQUEST = _grammar(
    r"request\.header|request\.querystring|request\.path|stageVariables",
    r"request\.body",
    rf"request\.path|{_CONTEXT}",
)
RESPONSE = _grammar(r"response\.header|stageVariables", r"response\.body", _CONTEXT)
SELECTION = _grammar(r"(?!)", r"request\.body", "default")
RESPONSE_SELECTION = _grammar(
    r"integration\.response\.(?:multivalue)?header",
    r"request\.body|integration\.response\.body",
    r"integration\.response\.statuscode|default",
)


def is_source(value: str, grammar: Grammar) -> bool:
    """
    Return whether *value* is made of static text and sources of *grammar*.

    One source may stand without braces.
    """
    kinds = Counter(piece.lastgroup for piece in _PIECES.finditer(value))
    return not kinds["brace"] and _are_sources(value, kinds, grammar)


def is_parameter_source(value: str) -> bool:
    """
    Return whether a subtype's parameter can come from *value*.

    It takes what a request mapping takes, and JSON that holds a source in a block.
    """
    kinds = Counter(piece.lastgroup for piece in _PIECES.finditer(value))
    has_place = kinds["block"] > 0 or not kinds["brace"]
    return has_place and _are_sources(value, kinds, REQUEST)


def is_static_object(value: str) -> bool:
    """
    Return whether *value* looks like a JSON object, and has no block ``${…}``.
    """
    return value[:1] == "{" and value[-1:] == "}" and "${" not in value


def is_static(value: str) -> bool:
    """
    Return whether *value* is static text: it holds no source.
    """
    return all(piece.lastgroup == "text" for piece in _PIECES.finditer(value))


def is_selection_expression(value: str, grammar: Grammar) -> bool:
    r"""
    Return whether *value* is a selection expression. In it ``\$`` is static text.
    """
    return is_source(value.replace(r"\$", ""), grammar)


def _are_sources(value: str, kinds: Counter[str | None], grammar: Grammar) -> bool:
    if kinds["open"] or kinds["bare"] > 1:
        return False
    return all(_is_piece(piece, grammar) for piece in _PIECES.finditer(value))


def _is_piece(piece: re.Match[str], grammar: Grammar) -> bool:
    if piece.lastgroup == "block":
        return _is_found(grammar.block.fullmatch(piece["block"]))
    if piece.lastgroup == "bare":
        return _is_found(grammar.bare.match(piece["bare"]))
    return True


def _is_found(found: re.Match[str] | None) -> bool:
    if not found:
        return False
    expression = found["json"]
    return expression is None or is_json_expression(f".{expression}", plain=True)
