"""
What WebSocket APIs map: parameters, their sources, and the keys of responses.

Source: API Gateway developer guide, websocket-api-data-mapping.
"""

from __future__ import annotations

import re

from apigw_mock.javaregex import is_java_regex
from apigw_mock.jsonexpression import is_json_expression

_NAME = r"[A-Za-z0-9._$-]+"  # as the page prints it
_WEBSOCKET_KEY = re.compile(
    rf"integration\.request\.(?:querystring|path|header)\.{_NAME}"
)
_WEBSOCKET_SOURCE = re.compile(
    rf"method\.request\.(?:querystring|path|header)\.{_NAME}"
    rf"|route\.request\.(?:multivalue)?(?:querystring|header)\.{_NAME}"
    r"|route\.request\.body(?:\.(?P<json>.+))?"
    rf"|(?:context|stageVariables)\.{_NAME}|'.*'",
    re.DOTALL,
)
_RESPONSE_PARAMETER_KEY = re.compile(rf"method\.response\.header\.{_NAME}")
_RESPONSE_PARAMETER_SOURCE = re.compile(
    rf"integration\.response\.(?:multivalue)?header\.{_NAME}"
    r"|integration\.response\.body(?:\.(?P<json>.+))?"
    rf"|(?:context|stageVariables)\.{_NAME}|'.*'",
    re.DOTALL,
)


def is_destination(key: str) -> bool:
    """
    Return whether *key* names a part of the request to the backend.
    """
    return bool(_WEBSOCKET_KEY.fullmatch(key))


def is_source(value: str) -> bool:
    """
    Return whether a request parameter can come from *value*.
    """
    return _is_json_source(_WEBSOCKET_SOURCE.fullmatch(value))


def is_response_parameter(key: str) -> bool:
    """
    Return whether *key* names a header of the response.
    """
    return bool(_RESPONSE_PARAMETER_KEY.fullmatch(key))


def is_response_source(value: str) -> bool:
    """
    Return whether a response parameter can come from *value*.
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
