"""
Read an OpenAPI document from its text, within bounds of size and depth.

AWS reads JSON if the text begins with a brace, and YAML otherwise: so does the parser
that it uses, swagger-parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.openapi.document import OPENAPI, SWAGGER, OpenApi, version_of
from apigw_mock.openapi.sentences import READABLE, SHORT
from apigw_mock.openapi.yaml import UnreadableYaml, read_yaml
from apigw_mock.strictjson import finite, read_json

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

LONGEST = 6 * 1024 * 1024  # bytes
ADDED = 1024 * 1024  # characters and values, for which aliases of YAML may stand
DEEPEST = 64  # maps and lists inside one another


def read_document(
    body: str | bytes | None,
    variables: Mapping[str, str] | None = None,
    *,
    versions: Container[str] = (SWAGGER, OPENAPI),
) -> OpenApi:
    """
    Return the OpenAPI document with this text.

    Args:
        body: JSON or YAML in UTF-8.
        variables: what stands for ``${name}`` in any text, for instance
            ``{"AWS::Region": "eu-west-1"}``.
        versions: of OpenAPI, that are imported.

    Raises:
        RequestTooLarge: the text is longer than 6 MB.
        InvalidOpenApiInput: it is neither JSON nor YAML, too large once its aliases
            are expanded, nested too deep, or of no version that AWS imports.
    """
    sent = body.encode(errors="surrogatepass") if isinstance(body, str) else body or b""
    if len(sent) > LONGEST:
        raise SHORT.error(LONGEST)
    try:
        root = _read(sent.decode("utf-8-sig"), variables or {})
    except (ValueError, RecursionError, UnreadableYaml):
        raise READABLE.error() from None
    version = version_of(root)
    if version is None or version not in versions:
        raise READABLE.error()
    return OpenApi(root, version)


def _read(text: str, variables: Mapping[str, str]) -> Any:
    if text.lstrip().startswith("{"):
        root = read_json(_replaced(text, variables), parse_float=finite)
        _check_depth(root)
        return root

    return read_yaml(
        text,
        lambda written: _replaced(written, variables),
        largest=len(text) + ADDED,
        deepest=DEEPEST,
    )


def _replaced(text: str, variables: Mapping[str, str]) -> str:
    if "${AWS::" in text:
        for name, value in variables.items():
            text = text.replace(f"${{{name}}}", value)
    return text


def _check_depth(root: Any) -> None:
    """
    Raise a ValueError if maps and lists are nested too deep.
    """
    level, depth = [root], 0
    while level:
        if depth >= DEEPEST:
            raise ValueError(depth)
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
        depth += 1
