"""
Destinations: what a mapping of an HTTP API writes to.

Source: API Gateway developer guide, http-api-parameter-mapping. The evidence of the
tables says which outcomes were recorded on AWS.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Compared in lower case.
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
_NAME = r"[A-Za-z0-9._$-]+"


class Destination(NamedTuple):
    """
    The parts of the key of a mapping.

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
        What it writes to. Two mappings of one map must write to different places.
        """
        return self.target, self.name.lower()


# AWS takes these words in any letter case.
_REQUEST_KEY = re.compile(
    rf"(append|overwrite|remove):(header|querystring)\.({_NAME})|(overwrite):(path)",
    re.ASCII | re.IGNORECASE,
)
_RESPONSE_KEY = re.compile(
    rf"(append|overwrite|remove):(header)\.({_NAME})|(overwrite):(statuscode)",
    re.ASCII | re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:append|overwrite|remove):(?:header|querystring|path|statuscode)(?:\.|$)",
    re.ASCII | re.IGNORECASE,
)


def request_destination(key: str) -> Destination | None:
    """
    Return the parts of a key of RequestParameters, None if it is not a destination.
    """
    return _destination(_REQUEST_KEY.fullmatch(key))


def response_destination(key: str) -> Destination | None:
    """
    Return the parts of a key of ResponseParameters, None if it is not a destination.
    """
    return _destination(_RESPONSE_KEY.fullmatch(key))


def _destination(found: re.Match[str] | None) -> Destination | None:
    if not found:
        return None
    action, target, name, lone_action, lone_target = found.groups()
    action, target = action or lone_action, target or lone_target
    return Destination(action.lower(), target.lower(), name or "")


def has_known_words(key: str) -> bool:
    """
    Return whether *key* begins with an action and a target that AWS knows.
    """
    return bool(_WORDS.match(key))


def is_reserved(header: str) -> bool:
    """
    Return whether API Gateway keeps this header for itself.
    """
    name = header.lower()
    return name in RESERVED_HEADERS or name.startswith(RESERVED_PREFIXES)


def is_response_status(key: str) -> bool:
    """
    Return whether an HTTP API maps responses of this status code: 200 to 599.
    """
    return bool(re.fullmatch("[2-5][0-9][0-9]", key))


def is_any_status(text: str) -> bool:
    """
    Return whether an HTTP API can answer with this status code: 100 to 599.
    """
    return bool(re.fullmatch("[1-5][0-9][0-9]", text))
