"""
The base path of a document, and what ``basepath`` makes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from apigw_mock.openapi.document import list_of, map_of, text_of

if TYPE_CHECKING:
    from apigw_mock.openapi.document import OpenApi

IGNORE, PREPEND, SPLIT = WORDS = ("ignore", "prepend", "split")


def prefix_of(document: OpenApi, word: str) -> str:
    """
    Return what stands before each path, for instance ``/base``. Empty for nothing.

    Args:
        document: Swagger 2.0 has ``basePath``, OpenAPI 3.0 ``servers``.
        word: ``ignore``, ``prepend`` or ``split``, which drops the first segment.
    """
    if word == IGNORE:
        return ""
    parts = [part for part in base_path(document).split("/") if part]
    kept = parts[1:] if word == SPLIT else parts
    return "".join(f"/{part}" for part in kept)


def base_path(document: OpenApi) -> str:
    """
    Return the base path that a document says, as it is written there.
    """
    if document.is_swagger:
        return text_of(document.root.get("basePath")) or ""
    servers = list(map(map_of, list_of(document.root.get("servers"))))
    for server in servers:
        variable = map_of(map_of(server.get("variables")).get("basePath"))
        if default := text_of(variable.get("default")):
            return default
    url = text_of(servers[0].get("url")) if servers else None
    return _path_of(url or "")


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # it is no URL
        return ""


def with_prefix(prefix: str, path: str) -> str:
    """
    Return a path with the prefix before it.
    """
    return f"{prefix}{path}" if path.strip("/") or not prefix else prefix
