"""
What the host knows of a patchable resource: its table and its object of moto's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from apigw_mock.apigateway.rows import F
from apigw_mock.host.model import has_operation, input_members
from apigw_mock.host.rest.documents import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apigw_mock.apigateway.rows import Document, Table
    from apigw_mock.host.model import Member
    from apigw_mock.host.routes import Target


@dataclass(frozen=True)
class Resource(Generic[F]):
    """
    A patchable resource: how it is found, what is around it, how it is written.

    Args:
        table: which paths take which op.
        find: moto's object, or the refusal that names the missing step.
        facts: what its rules read of its surroundings.
        write: puts a new moto object for the document in its place; given the old one
            after a patch, None after a Put.
        identity: the members of the document that stand in the URL.
        show: the answer to a successful call: of moto's object and the resource's id.
        check_parent: refuses a Put that has no place to put anything. Without it Put
            is moto's. What AWS makes by Create has none: that call is always moto's.
        delete: takes it away, or raises the refusal that names the missing step.
            Without it Delete is moto's.
        status: of the answers to Update and Delete.
    """

    table: Table[F]
    find: Callable[[Any, Target], Any]
    facts: Callable[[Any, Target], F]
    write: Callable[[Any, Target, Document, Any], None]
    identity: Callable[[Target], Document] = lambda _: {}
    show: Callable[[Any, str], Document] = document_of
    check_parent: Callable[[Any, Target], Any] | None = None
    delete: Callable[[Any, Target], None] | None = None
    status: tuple[int, int] = (200, 204)

    @property
    def name(self) -> str:
        """
        The resource as boto3 writes it, for instance ``integration_response``.
        """
        return re.sub(r"(?<=.)([A-Z])", r"_\1", self.table.resource).lower()

    @property
    def members(self) -> Mapping[str, Member]:
        """
        The members of what makes one, by their names in boto3; of what nothing makes,
        an account say, those of its Update.
        """
        made_by = f"{self.table.made_by}{self.table.resource}"
        is_made = has_operation("apigateway", made_by)
        return input_members(
            "apigateway", made_by if is_made else f"Update{self.table.resource}"
        )

    def shown(self, backend: Any, target: Target) -> Document:
        resource_id = target.get("resourceId", "")  # not all resources are below one
        return self.show(self.find(backend, target), resource_id)
