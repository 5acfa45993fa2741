"""
The grammars of parameter mappings: destinations, sources, expressions.

Sources: API Gateway developer guide, http-api-parameter-mapping and
websocket-api-data-mapping; outcomes recorded on AWS as the tables' evidence says.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from apigw_mock.javaregex import is_java_regex
from apigw_mock.jsonexpression import is_json_expression

# Compared in lower case. API Gateway developer guide, http-api-parameter-mapping.
RESERVED_PREFIXES = ("access-control-", "apigw-", "x-amz-", "x-amzn-")
RESERVED_HEADERS = frozenset(
    {
        "authorization",
        "connection",
        "content-encoding",
        "content-length",
        "content-location",
        "forwarded",
        "keep-alive",
        "origin",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailers",
        "transfer-encoding",
        "upgrade",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
    }
)
NAME = r"[A-Za-z0-9._$-]+"  # as websocket-api-data-mapping prints it


# --- destinations -----------------------------------------------------------------


class Destination(NamedTuple):
    """
    The key of an HTTP API's mapping, taken apart.

    Args:
        action: ``append``, ``overwrite`` or ``remove``.
        target: ``header``, ``querystring``, ``path`` or ``statuscode``.
        name: of the header or query string, as sent.
    """

    action: str
    target: str
    name: str

    @property
    def place(self) -> tuple[str, str]:
        """
        What it writes to: no two mappings of one map may write to the same.
        """
        return self.target, self.name.lower()


# AWS takes the words in any letter case, and echoes them as sent.
_REQUEST_KEY = re.compile(
    rf"(append|overwrite|remove):(header|querystring)\.({NAME})|(overwrite):(path)",
    re.ASCII | re.IGNORECASE,
)
_RESPONSE_KEY = re.compile(
    rf"(append|overwrite|remove):(header)\.({NAME})|(overwrite):(statuscode)",
    re.ASCII | re.IGNORECASE,
)


def request_destination(key: str) -> Destination | None:
    """
    Return *key* of RequestParameters taken apart, None where it is no destination.
    """
    return _destination(_REQUEST_KEY.fullmatch(key))


def response_destination(key: str) -> Destination | None:
    """
    Return *key* of ResponseParameters taken apart, None where it is no destination.
    """
    return _destination(_RESPONSE_KEY.fullmatch(key))


def _destination(found: re.Match[str] | None) -> Destination | None:
    if not found:
        return None
    action, target, name, lone_action, lone_target = found.groups()
    action, target = action or lone_action, target or lone_target
    return Destination(action.lower(), target.lower(), name or "")


def is_reserved(header: str) -> bool:
    """
    Return whether API Gateway keeps this header for itself.
    """
    name = header.lower()
    return name in RESERVED_HEADERS or name.startswith(RESERVED_PREFIXES)


def is_response_status(key: str) -> bool:
    """
    Return whether an HTTP API maps responses of this status: plain digits, 200-599.
    """
    return bool(re.fullmatch("[2-5][0-9][0-9]", key))


def is_any_status(text: str) -> bool:
    """
    Return whether *text* is a status code to answer with: a whole number, 100-599.
    """
    return bool(re.fullmatch("[1-5][0-9][0-9]", text))


# --- sources: text with $source and ${source} in it -------------------------------


@dataclass(frozen=True)
class Grammar:
    """
    The sources that a text may hold.

    Args:
        block: what may stand between braces.
        bare: what may stand behind a dollar sign alone; text may follow it.
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
# As far as it can be a JSON expression, be it a faulty one; what follows is text.
_BARE_JSON = r"(?:[\w-]+(?:\(\))?|\*|\.(?=[\w.*\[])|\[[^\]]*\]?)+"


def _grammar(named: str, bodies: str, whole: str) -> Grammar:
    """
    Return the grammar of ``{named}.{name}``, ``{bodies}[.{JSON}]`` and ``{whole}``.
    """
    name, end = r"[\w.-]+", r"(?!\w)"  # a bare name ends where the word ends
    whole_body = r"(?![\w\[]|\.\.)"  # and the body where no expression follows
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
    Return whether *value* is static text, sources of *grammar*, or both mixed.

    One source may go without braces.
    """
    kinds = Counter(piece.lastgroup for piece in _PIECES.finditer(value))
    return not kinds["brace"] and _are_sources(value, kinds, grammar)


def is_parameter_source(value: str) -> bool:
    """
    Return whether a subtype's parameter can come from *value*: as a request mapping,
    or from JSON, which has braces of its own, with a source in a block.
    """
    kinds = Counter(piece.lastgroup for piece in _PIECES.finditer(value))
    has_place = kinds["block"] > 0 or not kinds["brace"]
    return has_place and _are_sources(value, kinds, REQUEST)


def is_static(value: str) -> bool:
    """
    Return whether *value* holds no source.
    """
    return all(piece.lastgroup == "text" for piece in _PIECES.finditer(value))


def is_selection_expression(value: str, grammar: Grammar) -> bool:
    r"""
    Return whether *value* is a selection expression; ``\$`` is static text.
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


# --- WebSocket APIs ---------------------------------------------------------------

_WEBSOCKET_KEY = re.compile(
    rf"integration\.request\.(?:querystring|path|header)\.{NAME}"
)
_WEBSOCKET_SOURCE = re.compile(
    rf"method\.request\.(?:querystring|path|header)\.{NAME}"
    rf"|route\.request\.(?:multivalue)?(?:querystring|header)\.{NAME}"
    r"|route\.request\.body(?:\.(?P<json>.+))?"
    rf"|(?:context|stageVariables)\.{NAME}|'.*'",
    re.DOTALL,
)
_RESPONSE_PARAMETER_KEY = re.compile(rf"method\.response\.header\.{NAME}")
_RESPONSE_PARAMETER_SOURCE = re.compile(
    rf"integration\.response\.(?:multivalue)?header\.{NAME}"
    r"|integration\.response\.body(?:\.(?P<json>.+))?"
    rf"|(?:context|stageVariables)\.{NAME}|'.*'",
    re.DOTALL,
)


def is_websocket_destination(key: str) -> bool:
    """
    Return whether *key* names a part of the request to a WebSocket API's backend.
    """
    return bool(_WEBSOCKET_KEY.fullmatch(key))


def is_websocket_source(value: str) -> bool:
    """
    Return whether a WebSocket API's request parameter can come from *value*.
    """
    return _is_json_source(_WEBSOCKET_SOURCE.fullmatch(value))


def is_response_parameter(key: str) -> bool:
    """
    Return whether *key* names a header of a WebSocket API's response.
    """
    return bool(_RESPONSE_PARAMETER_KEY.fullmatch(key))


def is_response_source(value: str) -> bool:
    """
    Return whether a WebSocket API's response parameter can come from *value*.
    """
    return _is_json_source(_RESPONSE_PARAMETER_SOURCE.fullmatch(value))


def is_integration_response_key(key: str) -> bool:
    """
    Return whether *key* selects a response: ``$default`` or ``/regular expression/``.
    """
    return key == "$default" or (
        bool(re.fullmatch("/.+/", key, re.DOTALL)) and is_java_regex(key[1:-1])
    )


def _is_json_source(found: re.Match[str] | None) -> bool:
    if not found:
        return False
    expression = found["json"]
    return expression is None or is_json_expression(f".{expression}")
