"""
The calls that import a document: what CreateApi and the others would be given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Body = dict[str, Any]  # of a call, by the names on the wire


class Guard(NamedTuple):
    """
    What an operation's ``security`` names: an authorizer or scheme, and its scopes.
    """

    name: str
    scopes: Sequence[str]


@dataclass(frozen=True)
class Route:
    """
    What CreateRoute and CreateIntegration would be given for one operation.

    Args:
        key: for instance ``GET /pets``.
        operation_name: the ``operationId``, if there is one.
        integration: None if there is none, or none that HTTP APIs have.
        shared: the reference to an integration that several operations share.
        guards: in the order of the document.
    """

    key: str
    operation_name: str | None
    integration: Body | None
    shared: str | None
    guards: Sequence[Guard]


@dataclass(frozen=True)
class Plan:
    """
    The calls that import a document.

    Args:
        api: what CreateApi would be given.
        tags: of the API. None if the document says nothing of tags.
        authorizers: what CreateAuthorizer would be given, by the name.
        signed: names of the schemes that stand for a signature of AWS's.
        routes: in the order of the document.
    """

    api: Body
    tags: Mapping[str, str] | None
    authorizers: Mapping[str, Body] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()
    routes: Sequence[Route] = ()
