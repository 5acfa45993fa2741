"""
What a document says before its paths, and what ``basepath`` makes of it.
"""

from __future__ import annotations

from typing import Any

import pytest

from apigw_mock.openapi.base_path import prefix_of, with_prefix
from apigw_mock.openapi.document import OpenApi


def swagger(**root: Any) -> OpenApi:
    return OpenApi(root, "2.0")


def openapi(*servers: Any) -> OpenApi:
    return OpenApi({"servers": list(servers)}, "3.0")


def variable(default: Any) -> dict[str, Any]:
    return {"basePath": {"default": default}}


@pytest.mark.parametrize(
    ("document", "prepended", "split"),
    [
        (swagger(basePath="/base"), "/base", ""),
        (swagger(basePath="/a/b/c/"), "/a/b/c", "/b/c"),
        (swagger(), "", ""),
        (swagger(basePath={}), "", ""),
        (openapi({"url": "https://h/base-url/part/"}), "/base-url/part", "/part"),
        (openapi({"url": "/v1"}, {"url": "/v2"}), "/v1", ""),
        (openapi({"url": "https://h", "variables": variable("/a/b")}), "/a/b", "/b"),
        (openapi({"url": "/x"}, {"variables": variable("a")}), "/a", ""),
        (openapi({"url": "/x", "variables": variable("")}), "/x", ""),
        (openapi({"url": "https://[x/y"}), "", ""),
        (openapi({"url": 1}), "/1", ""),
        (openapi("x"), "", ""),
        (openapi(), "", ""),
        (OpenApi({"servers": "x"}, "3.0"), "", ""),
    ],
)
def test_prefix(document: OpenApi, prepended: str, split: str) -> None:
    found = [prefix_of(document, word) for word in ("ignore", "prepend", "split")]

    assert found == ["", prepended, split]


@pytest.mark.parametrize(
    ("prefix", "path", "whole"),
    [
        ("/v1", "/pets", "/v1/pets"),
        ("/v1", "/pets/", "/v1/pets/"),
        ("/v1", "/", "/v1"),
        ("", "/", "/"),
        ("", "/a", "/a"),
    ],
)
def test_path_with_prefix(prefix: str, path: str, whole: str) -> None:
    assert with_prefix(prefix, path) == whole
