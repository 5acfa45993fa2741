"""
What Put and Create judge before they make a resource.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.put import apply_put
from apigw_mock.host.model import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apigw_mock.apigateway.rows import Document, F
    from apigw_mock.host.requests import Request
    from apigw_mock.host.rest.record import Resource
    from apigw_mock.host.routes import Target
    from apigw_mock.refusal import Fault


def input_faults(resource: Resource[Any], sent: Document) -> Iterator[Fault]:
    """
    Yield a fault for each value in a body that the service model does not allow.

    Args:
        resource: what is made.
        sent: with the names on the wire.
    """
    prefix = f"{resource.table.made_by.lower()}{resource.table.resource}Input."
    named = {n: m for n, m in resource.members.items() if not m.location}
    given = {name: sent.get(member.wire) for name, member in named.items()}
    return faults_of(given, named, prefix)


def url_faults(request: Request) -> Iterator[Fault]:
    """
    Yield a fault for each value in the URL that the service model does not allow.
    """
    return faults_of(request.target, request.route.arguments)


def judged(resource: Resource[F], target: Target, sent: Document, facts: F) -> Document:
    """
    Return the document of a new resource, with AWS's defaults.

    Args:
        resource: what is made.
        target: what names its place.
        sent: the body of its Put or Create.
        facts: what its rules read of its surroundings.

    Raises:
        ApigwError: AWS refuses it.
    """
    whole = {**sent, **resource.identity(target)}
    return apply_put(whole, resource.table, facts, resource.members)
