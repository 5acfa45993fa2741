"""
Security schemes: which become authorizers, and which guard an operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigatewayv2.openapi import tables
from apigw_mock.apigatewayv2.openapi.plan import Guard
from apigw_mock.openapi.document import list_of, map_of, text_of
from apigw_mock.openapi.values import texts

if TYPE_CHECKING:
    from collections.abc import Container

    from apigw_mock.openapi.document import OpenApi

    Body = dict[str, Any]

AUTHORIZER = "x-amazon-apigateway-authorizer"
AUTHTYPE = "x-amazon-apigateway-authtype"
DISCOVERY = "/.well-known/openid-configuration"
# The types of schemes that an authorizer may stand in, by the authorizer's type.
_SCHEMES = {"JWT": ("oauth2", "openIdConnect"), "REQUEST": ("apiKey",)}


def authorizers_of(document: OpenApi) -> tuple[dict[str, Body], frozenset[str]]:
    """
    Return what CreateAuthorizer would be given, by name, and the schemes of signatures.
    """
    components = map_of(document.root.get("components"))
    authorizers, signed = {}, set()
    for name, written in map_of(components.get("securitySchemes")).items():
        scheme = document.resolved_map(written)
        if str(scheme.get(AUTHTYPE)).lower() == "awssigv4":
            signed.add(name)
        elif settings := _authorizer(scheme):
            authorizers[name] = {"name": name, **settings}
    return authorizers, frozenset(signed)


def _authorizer(scheme: Body) -> Body:
    """
    Return the settings of the authorizer of a scheme. Empty if it has none.
    """
    settings, _ = tables.read(tables.AUTHORIZER, map_of(scheme.get(AUTHORIZER)))
    if scheme.get("type") not in _SCHEMES.get(settings.get("authorizerType", ""), ()):
        return {}
    url = text_of(scheme.get("openIdConnectUrl"))
    if url:
        issuer = {"issuer": url.removesuffix(DISCOVERY)}
        jwt = {**issuer, **settings.get("jwtConfiguration", {})}
        settings["jwtConfiguration"] = jwt
    return settings


def guards_of(security: Any, known: Container[str]) -> list[Guard]:
    """
    Return the *known* schemes that a ``security`` names, in its order, each once.
    """
    guards: dict[str, Guard] = {}
    for item in map(map_of, list_of(security)):
        for name, scopes in item.items():
            if name in known:
                guards.setdefault(name, Guard(name, texts(scopes) or []))
    return list(guards.values())
