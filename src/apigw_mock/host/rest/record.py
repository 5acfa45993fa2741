"""
What the host needs to know about a patchable resource.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from apigw_mock.apigateway.rows import F
from apigw_mock.host.model import has_operation, input_members
from apigw_mock.host.rest.documents import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from apigw_mock.apigateway.rows import Document, Table
    from apigw_mock.host.model import Member
    from apigw_mock.host.routes import Target


def _document(thing: Any, target: Target) -> Document:
    return document_of(thing, target.get("resourceId", ""))


@dataclass(frozen=True)
class Resource(Generic[F]):
    """
    A patchable resource: how to find it, judge it and write it.

    Args:
        table: which paths take which op.
        find: returns moto's object, or raises AWS's error for the missing part.
        facts: returns what the rules read of the resource's surroundings. It is given
            what the URL names, and what was sent to a Put or Create.
        write: stores a new moto object for a document. It is given the old object
            after a patch, None after a Put. It returns the target by which the resource
            is found from now on, if a patch changed that, else None.
        read: returns the document of moto's object, given it and the target.
        settled: returns the document as a later call shows it, given that of the answer
            to an Update or Create.
        identity: returns the members of the document that stand in the URL.
        in_list: returns the document as a list shows it, given that of Get.
        show: returns the answer to a successful call, given moto's object and the
            target.
        check_parent: raises if a Put or Create has no parent, or its name is taken. It
            is given what the URL names and what was sent. If left out, moto answers
            that call.
        every: returns moto's objects for the call that lists them. If left out, moto
            answers it.
        key: the member that tells one object of the list from the others.
        delete: deletes the resource, or raises AWS's error for the missing part. If
            left out, moto answers Delete.
        made: the HTTP status of Put or Create.
        status: the HTTP status of Update and of Delete.
    """

    table: Table[F]
    find: Callable[[Any, Target], Any]
    facts: Callable[[Any, Target], F]
    write: Callable[[Any, Target, Document, Any], Target | None]
    read: Callable[[Any, Target], Document] = _document
    settled: Callable[[Document], Document] = lambda document: document
    in_list: Callable[[Document], Document] = lambda document: document
    identity: Callable[[Target], Document] = lambda _: {}
    show: Callable[[Any, Target], Document] = _document
    check_parent: Callable[[Any, Target], Any] | None = None
    every: Callable[[Any, Target], Iterable[Any]] | None = None
    key: str = "id"
    delete: Callable[[Any, Target], None] | None = None
    made: int = 201
    status: tuple[int, int] = (200, 204)

    @property
    def name(self) -> str:
        """
        The resource in boto3's spelling, for instance ``integration_response``.
        """
        return re.sub(r"(?<=.)([A-Z])", r"_\1", self.table.resource).lower()

    @property
    def members(self) -> Mapping[str, Member]:
        return members_of(self.table)

    def shown(self, backend: Any, target: Target) -> Document:
        return self.show(self.find(backend, target), target)


def with_tags(document: Document) -> Document:
    """
    Return a document that shows its tags even if it has none.
    """
    return {**document, "tags": document.get("tags", {})}


def without_empty_tags(document: Document) -> Document:
    return {n: value for n, value in document.items() if n != "tags" or value}


def members_of(table: Table[Any]) -> Mapping[str, Member]:
    """
    Return the members of what makes a resource, by their names in boto3; of what
    nothing makes, an account say, those of its Update.
    """
    made_by = f"{table.made_by}{table.resource}"
    is_made = has_operation("apigateway", made_by)
    return input_members(
        "apigateway", made_by if is_made else f"Update{table.resource}"
    )
