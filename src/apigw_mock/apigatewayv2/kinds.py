"""
Kinds: which fields and rules hold for a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Document = dict[str, Any]


# The words of AuthorizationType.
AUTHORIZATIONS = ("NONE", "AWS_IAM", "CUSTOM", "JWT")
REST = "REST"  # stands for the protocol of a REST API that a domain name is mapped to


class Kind(NamedTuple):
    """
    What decides which fields and rules hold for a document.

    Args:
        protocol: of the API, ``HTTP`` or ``WEBSOCKET``.
        type: of the integration, for instance ``AWS_PROXY``, of a route's
            authorization, for instance ``JWT``, or of the authorizer.
        subtype: where the integration has one, for instance ``SQS-SendMessage``.
        connection: ``INTERNET`` or ``VPC_LINK``.
    """

    protocol: str
    type: str | None = None
    subtype: str | None = None
    connection: str | None = None


# --- the kind of each resource -------------------------------------------------


def of_integration(protocol: str, before: Document, change: Document) -> Kind:
    """
    Return the kind of the integration *before* once *change* is applied.
    """
    was = before.get("integrationType")
    integration_type = change.get("integrationType", was)
    kept = dict(before)
    if change.get("integrationUri"):  # a URI takes the place of the subtype
        kept.pop("integrationSubtype", None)
    if integration_type not in {
        was,
        "HTTP",
        "HTTP_PROXY",
    }:  # other types have no VPC links
        kept.pop("connectionType", None)
    merged = {**kept, **change}
    has_subtype = protocol == "HTTP" and integration_type == "AWS_PROXY"
    return Kind(
        protocol,
        integration_type,
        (has_subtype and merged.get("integrationSubtype")) or None,
        merged.get("connectionType", "INTERNET"),
    )


def of_protocol(protocol: str, _before: Document, _change: Document) -> Kind:
    """
    Return the kind of what the protocol of its API alone tells.
    """
    return Kind(protocol)


def of_route(protocol: str, before: Document, change: Document) -> Kind:
    """
    Return the kind of the route *before* once *change* is applied.

    An unknown word counts as NONE.
    """
    word = change.get("authorizationType", before.get("authorizationType"))
    return Kind(protocol, word if word in AUTHORIZATIONS else "NONE")


def of_authorizer(protocol: str, before: Document, change: Document) -> Kind:
    """
    Return the kind of the authorizer *before* once *change* is applied.
    """
    return Kind(protocol, change.get("authorizerType", before.get("authorizerType")))


def of_api(protocol: str, before: Document, change: Document) -> Kind:
    """
    Return the kind of the integration that quick create makes of the target, if any.
    """
    target = change.get("target", before.get("target"))
    if target is None:
        return Kind(protocol)
    return Kind(protocol, "AWS_PROXY" if target.startswith("arn:") else "HTTP_PROXY")


# --- conditions -------------------------------------------------------------------


def any_kind(_: Kind) -> bool:
    return True


def both(*conditions: Callable[[Kind], object]) -> Callable[[Kind], bool]:
    """
    Return the condition that all *conditions* hold.
    """
    return lambda kind: all(condition(kind) for condition in conditions)


def typed(*types: str) -> Callable[[Kind], bool]:
    return lambda kind: kind.type in types


def on_http(kind: Kind) -> bool:
    return kind.protocol == "HTTP"


def on_websocket(kind: Kind) -> bool:
    return kind.protocol == "WEBSOCKET"


def off_websocket(kind: Kind) -> bool:
    return not on_websocket(kind)


def with_target(kind: Kind) -> bool:
    return off_websocket(kind) and kind.type is not None


def to_function(kind: Kind) -> bool:
    return off_websocket(kind) and kind.type == "AWS_PROXY"


def private(kind: Kind) -> bool:
    return kind.connection == "VPC_LINK"


def public(kind: Kind) -> bool:
    return not private(kind)


def private_http(kind: Kind) -> bool:
    return on_http(kind) and private(kind) and kind.type == "HTTP_PROXY"


def with_subtype(kind: Kind) -> bool:
    return kind.subtype is not None


def by_uri(kind: Kind) -> bool:
    return kind.subtype is None


def leads_somewhere(kind: Kind) -> bool:
    return by_uri(kind) and kind.type != "MOCK"


def transforms(kind: Kind) -> bool:
    return on_websocket(kind) and kind.type in {"AWS", "HTTP", "MOCK"}


def can_have_subtype(kind: Kind) -> bool:
    return on_http(kind) and kind.type == "AWS_PROXY"
